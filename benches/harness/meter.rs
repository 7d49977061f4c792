//! What a case does its rounds with.

use std::hint::black_box;
use std::process::exit;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// Rounds between two rests when counting.
const BURST: u64 = 64;
/// Rounds of a burst that is timed: fewer than a batch, long beside a reading of the clock.
const TIMED: u64 = 256;
/// How long bursts of one case are timed, and how many there are at least.
const TIME: Duration = Duration::from_millis(400);
const LEAST_BURSTS: u32 = 20;

/// What a case does its rounds with: so that one function serves counting, timing and trying out.
#[derive(Debug)]
pub struct Meter {
    mode: Mode,
    /// The least time of a round, when it was timed.
    pub(crate) ns: Option<f64>,
    timed: u64,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mode {
    /// Once, so that a bench cannot rot.
    Trial,
    /// Under callgrind, with this many rounds.
    Count(u64),
    /// By the clock.
    Time,
}

impl Meter {
    pub(crate) fn new(mode: Mode) -> Self {
        Self { mode, ns: None, timed: TIMED }
    }

    /// With bursts of `rounds` where time is taken: fewer for what takes long, or leaves much behind.
    pub fn burst(&mut self, rounds: u64) -> &mut Self {
        self.timed = rounds;
        self
    }

    /// Does `round` in bursts and rests after each, which costs nothing: for the worker to take what was recorded.
    ///
    /// Ends the process when it counts.
    pub fn rounds(&mut self, mut round: impl FnMut(u64), mut rest: impl FnMut()) {
        match self.mode {
            Mode::Trial => {
                measured(1, &mut round);
                rest();
            }
            Mode::Count(rounds) => {
                let burst = BURST.min(self.timed).min(rounds);
                let mut bursts = |rounds: u64| {
                    for _ in 0..rounds / burst {
                        measured(burst, &mut round);
                        rest();
                    }
                };
                // What is done for the first time is not what a round costs.
                bursts(2 * burst);
                from_here();
                bursts(rounds);
                exit(0);
            }
            Mode::Time => {
                let mut best = f64::INFINITY;
                let (begun, mut bursts) = (Instant::now(), 0);
                while begun.elapsed() < TIME || bursts < LEAST_BURSTS {
                    let start = Instant::now();
                    measured(self.timed, &mut round);
                    best = best.min(start.elapsed().as_nanos() as f64 / self.timed as f64);
                    rest();
                    bursts += 1;
                }
                self.ns = Some(best);
            }
        }
    }

    /// Rounds that leave nothing behind.
    pub fn plain(&mut self, round: impl FnMut(u64)) {
        self.rounds(round, || {});
    }

    /// The same by `threads` threads at once; what is timed is the processor's time of one round.
    pub fn crowd(&mut self, threads: u64, round: impl Fn(u64) + Sync, mut rest: impl FnMut()) {
        let all = |rounds: u64| -> f64 {
            let barrier = Barrier::new(threads as usize);
            let took: Vec<f64> = std::thread::scope(|scope| {
                let each = || {
                    scope.spawn(|| {
                        barrier.wait();
                        let start = processor_time();
                        measured(rounds, &mut |number| round(number));
                        (processor_time() - start) / rounds as f64
                    })
                };
                let handles: Vec<_> = (0..threads).map(|_| each()).collect();
                handles.into_iter().map(|handle| handle.join().unwrap_or(f64::INFINITY)).collect()
            });
            took.iter().sum::<f64>() / threads as f64
        };
        match self.mode {
            Mode::Trial => {
                all(1);
                rest();
            }
            Mode::Count(rounds) => {
                all(rounds / threads);
                rest();
                from_here();
                all(rounds / threads);
                exit(0);
            }
            Mode::Time => {
                let mut best = f64::INFINITY;
                let begun = Instant::now();
                while begun.elapsed() < 2 * TIME {
                    best = best.min(all(self.timed));
                    rest();
                }
                self.ns = Some(best);
            }
        }
    }

    /// Has `record` called for each of some rounds and then `deliver`, which waits for the other threads to have done
    /// their part: that part is what is counted, and the time of `deliver` what is timed.
    ///
    /// Ends the process when it counts.
    pub fn background(&mut self, mut record: impl FnMut(u64), mut deliver: impl FnMut()) {
        let mut all = |rounds: u64| {
            (0..rounds).for_each(&mut record);
            let start = Instant::now();
            deliver();
            start.elapsed().as_nanos() as f64
        };
        match self.mode {
            Mode::Trial => {
                all(1);
            }
            Mode::Count(rounds) => {
                all(rounds);
                exit(0);
            }
            Mode::Time => {
                let mut least = [f64::INFINITY; 2];
                let begun = Instant::now();
                while begun.elapsed() < 2 * TIME {
                    least[0] = least[0].min(all(1));
                    least[1] = least[1].min(all(1 + self.timed));
                }
                self.ns = Some((least[1] - least[0]) / self.timed as f64);
            }
        }
    }

    /// Does `work` if a round is asked for, and ends the process: for what is dear the first time.
    ///
    /// Nothing is timed, as it would not be the first time.
    pub fn first(&mut self, work: impl FnOnce()) {
        match self.mode {
            Mode::Trial => work(),
            Mode::Count(0) => exit(0),
            Mode::Count(_) => {
                work();
                exit(0);
            }
            Mode::Time => {}
        }
    }
}

/// The only function in which rounds are counted.
#[inline(never)]
fn measured<F: FnMut(u64)>(rounds: u64, round: &mut F) {
    for number in 0..rounds {
        round(number);
    }
}

/// Where counting begins anew.
#[inline(never)]
fn from_here() {
    black_box(());
}

/// Nanoseconds that this thread has had a processor.
fn processor_time() -> f64 {
    #[cfg(unix)]
    {
        use nix::time::{ClockId, clock_gettime};
        clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(f64::NAN, |time| Duration::from(time).as_nanos() as f64)
    }
    #[cfg(not(unix))]
    f64::NAN
}
