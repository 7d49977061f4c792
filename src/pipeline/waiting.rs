//! Waiting for an answer without needing anything of the thread that waits.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, Id, RuntimeFlavor};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;

use crate::clock::later;
use crate::stats::{Flushed, Ledger, Stats};
use crate::sync::Process;
use crate::worker::Alarm;

/// Given to the worker to keep a deadline by itself; if it does not (because somebody blocks its thread), it is not
/// waited for any longer.
const GRACE: Duration = Duration::from_millis(50);

/// Who blocks the only thread of the runtime that is to send waits no longer than this: nothing can be sent meanwhile.
/// That it is the only one cannot be told for sure, so that some time is left for another.
const ALONE: Duration = Duration::from_secs(1);

/// A flush on its way.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(super) answer: oneshot::Receiver<Flushed>,
    pub(super) until: Instant,
    pub(super) ledger: Arc<Ledger>,
    pub(super) before: Stats,
    pub(super) alarm: Alarm,
    /// The driver's runtime on which the answer is made, if it is one.
    pub(super) runtime: Option<Id>,
    pub(super) process: Process,
}

impl Waiting {
    /// Returns the end of a wait of that length which begins now.
    pub(super) fn until(wait: Duration) -> Instant {
        later(Instant::now(), wait) + GRACE
    }

    /// Blocks the thread until there is an answer, or the time is up. Needs no runtime, and minds none.
    pub(crate) fn block(mut self) -> Flushed {
        let bell = Arc::new(Bell::default());
        let waker = Waker::from(bell.clone());
        let mut context = Context::from_waker(&waker);
        if self.is_alone() {
            self.until = self.until.min(Instant::now() + ALONE);
        }
        loop {
            if let Poll::Ready(answer) = pin!(&mut self.answer).poll(&mut context) {
                return answer.unwrap_or_else(|_| self.count());
            }
            let left = self.until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return self.count();
            }
            bell.wait(left);
        }
    }

    /// Waits the same on any executor, which needs no timer.
    pub(crate) async fn answer(mut self) -> Flushed {
        // Often the answer is there already: there is nothing to send, or nobody who would.
        match self.answer.try_recv() {
            Ok(answer) => return answer,
            Err(TryRecvError::Closed) => return self.count(),
            Err(TryRecvError::Empty) => {}
        }
        // A wait without bound would be worse than none.
        let (mut alarm, Some(())) = self.alarm.at(self.until) else { return self.count() };
        poll_fn(|context| {
            if self.process.is_gone() {
                // Begun by the parent of a forked child: neither the answer nor the alarm comes here.
                return Poll::Ready(self.count());
            }
            if let Poll::Ready(answer) = pin!(&mut self.answer).poll(context) {
                return Poll::Ready(answer.unwrap_or_else(|_| self.count()));
            }
            pin!(&mut alarm).poll(context).map(|()| self.count())
        })
        .await
    }

    /// Returns whether this thread may be the only one of the runtime that is to answer.
    fn is_alone(&self) -> bool {
        let is_small =
            |it: &Handle| it.runtime_flavor() == RuntimeFlavor::CurrentThread || it.metrics().num_workers() == 1;
        self.runtime.is_some_and(|id| Handle::try_current().is_ok_and(|here| here.id() == id && is_small(&here)))
    }

    /// Returns what the books say when nobody answers: the work has ended, or hangs.
    fn count(&self) -> Flushed {
        Flushed::between(&self.before, &self.ledger.snapshot(), false)
    }
}

/// Wakes a thread by a condition variable: unlike parking, that works while the thread's locals are being destroyed.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    fn wait(&self, time: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(rung, time, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::stats::Ledger;
    use tokio::runtime::{Builder, Runtime};

    const HOUR: Duration = Duration::from_secs(3_600);

    /// One that nobody answers while the sender lives.
    fn waiting(runtime: Option<&Runtime>) -> (oneshot::Sender<Flushed>, Waiting) {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting {
            answer,
            until: Instant::now() + HOUR,
            ledger: Arc::new(Ledger::default()),
            before: Stats::default(),
            alarm: Alarm::new(Arc::default()),
            runtime: runtime.map(|runtime| runtime.handle().id()),
            process: Process::current(),
        };
        (reply, waiting)
    }

    #[test]
    fn alone_is_who_is_on_the_one_thread_that_is_to_answer() {
        let current = || Builder::new_current_thread().build().expect("a runtime");
        let multi = |threads| Builder::new_multi_thread().worker_threads(threads).build().expect("a runtime");
        let is_alone = |here: &Runtime, of| here.block_on(async { waiting(of).1.is_alone() });
        let (one, other, small, large) = (current(), current(), multi(1), multi(2));
        assert!(is_alone(&one, Some(&one)) && is_alone(&small, Some(&small)));
        assert!(!is_alone(&large, Some(&large)), "another thread may answer");
        assert!(!is_alone(&one, Some(&other)) && !is_alone(&small, Some(&one)) && !is_alone(&one, None));
        assert!(!waiting(Some(&one)).1.is_alone(), "outside of it");
    }

    #[test]
    fn who_is_alone_leaves_another_thread_a_second_and_no_more() {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let start = Instant::now();
        let (_reply, waiting) = waiting(Some(&runtime));
        assert_eq!(runtime.block_on(async { waiting.block() }), Flushed::default());
        assert!((ALONE..HOUR).contains(&start.elapsed()));
    }

    #[test]
    fn a_bell_is_waited_for_and_heard_once() {
        let bell = Arc::new(Bell::default());
        bell.clone().wake();
        bell.wait(HOUR);
        let (start, wait) = (Instant::now(), Duration::from_millis(10));
        bell.wait(wait);
        assert!(start.elapsed() >= wait, "it was heard before");
    }
}
