//! Every thread of telemetry's own: what they have in common, and whether they are gone.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Weak, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::clock::later;
use crate::sync::{Mutex, Process};

/// The threads that were started for one `Telemetry`.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    started: Mutex<Vec<Thread>>,
    process: Process,
}

#[derive(Debug)]
struct Thread {
    handle: JoinHandle<()>,
    /// Nothing is ever sent: it is closed when the thread has done its last work.
    ended: mpsc::Receiver<()>,
    /// Whether another one has started it.
    beside: bool,
}

thread_local! {
    /// To whom this thread belongs, if it is one of telemetry's.
    static OWNER: RefCell<Weak<Threads>> = const { RefCell::new(Weak::new()) };
}

impl Threads {
    /// Starts one. Its name has at most 15 bytes, which is what Linux shows.
    ///
    /// # Errors
    ///
    /// When the system gives no thread. The next call asks again.
    pub(crate) fn start(self: &Arc<Self>, name: &str, main: impl FnOnce() + Send + 'static) -> io::Result<()> {
        self.start_one(name, main, false)
    }

    fn start_one(self: &Arc<Self>, name: &str, main: impl FnOnce() + Send + 'static, beside: bool) -> io::Result<()> {
        let gone = || io::Error::other("a forked child has no threads of its parent");
        let mut started = self.process.lock(&self.started).ok_or_else(gone)?;
        let (end, ended) = mpsc::channel();
        let owner = Arc::downgrade(self);
        let handle = spawn(name, move || {
            OWNER.set(owner);
            main();
            drop(end);
        })?;
        started.retain(|thread| !thread.handle.is_finished());
        started.push(Thread { handle, ended, beside });
        Ok(())
    }

    /// Waits until all of them are gone, for at most `wait`. Whether they are.
    pub(crate) fn join(&self, wait: Duration) -> bool {
        if self.process.is_gone() {
            // A forked child has no thread of its parent's.
            return true;
        }
        let is_own = OWNER.try_with(|owner| std::ptr::eq(owner.borrow().as_ptr(), self));
        if is_own.unwrap_or(false) {
            // Code of the driver that runs on one of them cannot wait for its end.
            return false;
        }
        let until = later(Instant::now(), wait);
        let mut left = Vec::new();
        let mut next = self.take(|_| true);
        while !next.is_empty() {
            for thread in next {
                if thread.is_gone_by(until) {
                    // A panic of it is over. It has finished: what is left to wait for is the system's part.
                    let _ = thread.handle.join();
                } else {
                    left.push(thread);
                }
            }
            // What those have started meanwhile; what others have is a later beginning.
            next = self.take(|thread| thread.beside);
        }
        let all_gone = left.is_empty();
        if let Some(mut started) = self.process.lock(&self.started) {
            started.extend(left);
        }
        all_gone
    }

    /// Returns some of which the system gives none.
    #[cfg(all(test, not(model)))]
    pub(super) fn that_cannot_start() -> Arc<Self> {
        let threads = Arc::new(Self { started: Mutex::default(), process: Process::other() });
        std::mem::forget(threads.started.lock());
        threads
    }

    fn take(&self, which: impl Fn(&Thread) -> bool) -> Vec<Thread> {
        let Some(mut started) = self.process.lock(&self.started) else { return Vec::new() };
        let (taken, left) = std::mem::take(&mut *started).into_iter().partition(which);
        *started = left;
        taken
    }
}

impl Thread {
    fn is_gone_by(&self, until: Instant) -> bool {
        let wait = until.saturating_duration_since(Instant::now());
        let timed_out = self.ended.recv_timeout(wait) == Err(mpsc::RecvTimeoutError::Timeout);
        while !timed_out && !self.handle.is_finished() && Instant::now() < until {
            thread::yield_now();
        }
        self.handle.is_finished()
    }
}

/// Starts a thread for work of the driver's that blocks: waited for together with the thread that starts it, if that is
/// one of telemetry's.
///
/// # Errors
///
/// When the system gives no thread.
pub(crate) fn spawn_beside(name: &str, main: impl FnOnce() + Send + 'static) -> io::Result<()> {
    match OWNER.try_with(|owner| owner.borrow().upgrade()).ok().flatten() {
        Some(owner) => owner.start_one(name, main, true),
        None => spawn(name, main).map(drop),
    }
}

fn spawn(name: &str, main: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        block_sigpipe();
        main();
    })
}

/// A connection that is reset while it is written to raises a signal in the thread that writes. Rust's programs ignore
/// it; in a host of another language it ends the process, unless the thread has it blocked. Threads that are started
/// from here inherit that.
#[cfg(unix)]
fn block_sigpipe() {
    use nix::sys::signal::{SigSet, Signal};
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGPIPE);
    // It fails for a signal that does not exist, which this one does.
    let _ = signals.thread_block();
}

#[cfg(not(unix))]
fn block_sigpipe() {}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_waited_for_and_so_is_what_it_starts() {
        let threads = Arc::new(Threads::default());
        assert!(threads.join(Duration::ZERO), "there is none");
        let (release, hang) = mpsc::channel::<()>();
        let own = threads.clone();
        let main = move || {
            assert!(!own.join(Duration::MAX), "nobody waits for himself");
            let wait = move || assert!(hang.recv().is_err());
            spawn_beside("beside", wait).expect("a thread");
        };
        threads.start("main", main).expect("a thread");
        assert!(!threads.join(Duration::from_millis(20)), "the one beside hangs");
        drop(release);
        assert!(threads.join(Duration::MAX));
    }

    #[test]
    fn one_that_runs_is_not_forgotten_when_another_is_started() {
        let threads = Arc::new(Threads::default());
        let (release, hang) = mpsc::channel::<()>();
        threads.start("first", move || assert!(hang.recv().is_err())).expect("a thread");
        threads.start("second", || {}).expect("a thread");
        assert!(!threads.join(Duration::from_millis(20)), "the first one hangs");
        drop(release);
        assert!(threads.join(Duration::MAX));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn sigpipe_is_blocked_on_every_one_of_them() {
        let blocked = || {
            let status = std::fs::read_to_string("/proc/thread-self/status").expect("a status");
            let mask = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).expect("a mask");
            u64::from_str_radix(mask.trim(), 16).expect("a number") >> (13 - 1) & 1 == 1
        };
        let threads = Arc::new(Threads::default());
        let (send, receive) = mpsc::channel();
        let main = move || {
            let beside = send.clone();
            spawn_beside("beside", move || beside.send(blocked()).expect("a receiver")).expect("a thread");
            // What a runtime starts for work that blocks.
            let inherits = thread::spawn(blocked).join().expect("no panic");
            send.send(blocked() && inherits).expect("a receiver");
        };
        threads.start("main", main).expect("a thread");
        assert_eq!(receive.iter().collect::<Vec<_>>(), [true, true]);
    }
}
