//! Waiting for an answer without needing anything of the thread that waits.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{Arc, Condvar, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::deadline;
use crate::{
    queue::Flushed,
    stats::{Ledger, Stats},
};

/// Given to the worker to keep a deadline by itself; if it does not (because somebody blocks its thread), it is not
/// waited for any longer.
const GRACE: Duration = Duration::from_millis(50);

/// A flush on its way.
#[derive(Debug)]
pub(crate) struct Waiting {
    answer: oneshot::Receiver<Flushed>,
    until: Instant,
    ledger: Arc<Ledger>,
    before: Stats,
}

impl Waiting {
    pub(crate) fn new(answer: oneshot::Receiver<Flushed>, wait: Duration, ledger: Arc<Ledger>, before: Stats) -> Self {
        Self { answer, until: Instant::now() + wait + GRACE, ledger, before }
    }

    /// Blocks the thread until there is an answer, or the time is up. Needs no runtime, and minds none.
    pub(crate) fn block(mut self) -> Flushed {
        let bell = Arc::new(Bell::default());
        let waker = Waker::from(bell.clone());
        let mut context = Context::from_waker(&waker);
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

    /// The same on any executor, which needs no timer.
    pub(crate) async fn answer(mut self) -> Flushed {
        // Often the answer is there already: there is nothing to send, or nobody who would.
        if let Ok(answer) = self.answer.try_recv() {
            return answer;
        }
        let mut alarm = pin!(deadline::at(self.until));
        poll_fn(|context| {
            if let Poll::Ready(answer) = pin!(&mut self.answer).poll(context) {
                return Poll::Ready(answer.unwrap_or_else(|_| self.count()));
            }
            alarm.as_mut().poll(context).map(|()| self.count())
        })
        .await
    }

    /// What the books say when nobody answers: the work has ended, or hangs.
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
