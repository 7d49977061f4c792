//! Time for those who have no timer: a thread that exists while somebody waits.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use tokio::sync::oneshot;

use super::threads::Threads;
use crate::sync::Process;

/// Rings at given times. Clones are one.
#[derive(Clone)]
pub(crate) struct Alarm(Arc<Clock>);

struct Clock {
    state: Mutex<State>,
    changed: Condvar,
    threads: Arc<Threads>,
    process: Process,
}

#[derive(Default)]
struct State {
    /// By time, and by the order of arrival for those of the same time.
    waits: BTreeMap<Key, oneshot::Sender<()>>,
    arrivals: u64,
    /// How many there are for whom the thread stays between their waits.
    regulars: usize,
    has_thread: bool,
}

type Key = (Instant, u64);

const NAME: &str = "sql-telemetry-t";

impl Alarm {
    pub(crate) fn new(threads: Arc<Threads>) -> Self {
        let (state, changed) = (Mutex::default(), Condvar::new());
        Self(Arc::new(Clock { state, changed, threads, process: Process::current() }))
    }

    /// Resolves at `time`, or soon after. If there can be no thread, whoever waits next asks for one again; until then
    /// `None` is the answer for those who cannot wait without bound.
    pub(crate) fn at(&self, time: Instant) -> (At, Option<()>) {
        let (ring, rings) = oneshot::channel();
        let clock = &self.0;
        let mut state = clock.lock();
        state.arrivals += 1;
        let key = (time, state.arrivals);
        state.waits.insert(key, ring);
        let has_thread = clock.ensure_thread(&mut state);
        drop(state);
        clock.changed.notify_one();
        (At { key, rings, clock: self.clone() }, has_thread.then_some(()))
    }

    /// Keeps the thread between waits until this is dropped.
    pub(crate) fn stay(&self) -> Stay {
        self.0.lock().regulars += 1;
        Stay(self.clone())
    }
}

/// See [`Alarm::stay`].
pub(crate) struct Stay(Alarm);

impl Stay {
    pub(crate) fn alarm(&self) -> &Alarm {
        &self.0
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        let clock = &self.0.0;
        if !clock.process.is_gone() {
            clock.lock().regulars -= 1;
            clock.changed.notify_one();
        }
    }
}

/// One wait. Its drop takes it back.
pub(crate) struct At {
    key: Key,
    rings: oneshot::Receiver<()>,
    clock: Alarm,
}

impl Future for At {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.rings).poll(context).map(drop)
    }
}

impl Drop for At {
    fn drop(&mut self) {
        let clock = &self.clock.0;
        // In a forked child a thread of the parent's may hold the lock for ever, and there is nobody to tell.
        if clock.process.is_gone() {
            return;
        }
        let mut state = clock.lock();
        let taken_back = state.waits.remove(&self.key);
        let is_over = state.is_over();
        drop((state, taken_back));
        if is_over {
            clock.changed.notify_one();
        }
    }
}

impl Clock {
    fn ensure_thread(self: &Arc<Self>, state: &mut State) -> bool {
        if !state.has_thread {
            let clock = self.clone();
            state.has_thread = self.threads.start(NAME, move || clock.run()).is_ok();
        }
        state.has_thread
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            let later = state.waits.split_off(&(Instant::now(), u64::MAX));
            let due = std::mem::replace(&mut state.waits, later);
            if !due.is_empty() {
                // Outside the lock: whoever is woken may be at the next wait at once.
                drop(state);
                for ring in due.into_values() {
                    let _ = ring.send(());
                }
                state = self.lock();
                continue;
            }
            if state.is_over() {
                state.has_thread = false;
                return;
            }
            let next =
                state.waits.first_key_value().map(|((time, _), _)| time.saturating_duration_since(Instant::now()));
            state = match next {
                Some(wait) => self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns whether nobody waits, and nobody will soon.
    fn is_over(&self) -> bool {
        self.waits.is_empty() && self.regulars == 0
    }
}

impl fmt::Debug for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alarm")
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use std::task::Waker;
    use std::time::Duration;
    use tokio::runtime::Builder;

    fn alarm() -> Alarm {
        Alarm::new(Arc::default())
    }

    #[test]
    fn it_rings_on_an_executor_without_a_timer() {
        let (start, alarm) = (Instant::now(), alarm());
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let later = tokio::spawn(alarm.at(start + Duration::from_millis(40)).0);
            alarm.at(start + Duration::from_millis(10)).0.await;
            later.await.expect("no panic");
        });
        assert!(start.elapsed() >= Duration::from_millis(40));
        assert!(alarm.0.threads.join(Duration::MAX), "the thread ends with the last wait");
    }

    #[test]
    fn two_waits_for_one_time_are_two() {
        let (alarm, time) = (alarm(), Instant::now() + Duration::from_secs(3_600));
        let mut waits = [alarm.at(time).0, alarm.at(time).0];
        for wait in &mut waits {
            assert!(Pin::new(wait).poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
    }

    #[test]
    fn its_thread_ends_when_nobody_waits_any_more() {
        let alarm = alarm();
        let (never, has_thread) = alarm.at(Instant::now() + Duration::from_secs(3_600));
        assert!(has_thread.is_some());
        assert!(!alarm.0.threads.join(Duration::from_millis(20)));
        let stay = alarm.stay();
        drop(never);
        assert!(!alarm.0.threads.join(Duration::from_millis(20)), "somebody will wait again");
        drop(stay);
        assert!(alarm.0.threads.join(Duration::MAX));
    }
}
