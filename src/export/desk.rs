//! Who waits for a pipeline: flushes, and the end.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use crate::queue::{FlushRequest, Flushed};
use crate::stats::{Ledger, Stats};

/// The time that a pipeline has for what is left once its last connection is gone, if nobody
/// waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Takes the requests to flush and answers each in its time.
pub(super) struct Desk {
    requests: mpsc::UnboundedReceiver<FlushRequest>,
    open: bool,
    waiting: Vec<FlushRequest>,
    ledger: Arc<Ledger>,
    /// What had been recorded when a flush ran out of time: there is no second patience for it.
    spent: Option<u64>,
    limit: watch::Sender<Option<Instant>>,
}

impl Desk {
    pub(super) fn new(requests: mpsc::UnboundedReceiver<FlushRequest>, ledger: Arc<Ledger>) -> Self {
        let limit = watch::Sender::new(None);
        Self { requests, open: true, waiting: Vec::new(), ledger, spent: None, limit }
    }

    /// Whether somebody waits for everything to be sent.
    pub(super) fn is_pressed(&self) -> bool {
        !self.open || !self.waiting.is_empty()
    }

    /// Whether the last connection is gone.
    pub(super) fn is_closing(&self) -> bool {
        !self.open
    }

    /// When the pipeline ends, once the last connection is gone.
    pub(super) fn limit(&self) -> Option<Instant> {
        *self.limit.borrow()
    }

    /// For whoever has to stop then.
    pub(super) fn watch(&self) -> watch::Receiver<Option<Instant>> {
        self.limit.subscribe()
    }

    /// Resolves when somebody has come, or somebody's time was up and was answered; or when the
    /// pipeline's own end has come. Safe to cancel.
    pub(super) async fn turn(&mut self) {
        let now = Instant::now();
        let flush = self.waiting.iter().map(|waiting| waiting.deadline).min();
        let due = flush.into_iter().chain(self.limit()).min();
        let request = tokio::select! {
            biased;
            request = self.requests.recv(), if self.open => request,
            () = sleep_until(due.unwrap_or(now)), if due.is_some() => {
                self.answer_late(Instant::now());
                return;
            }
            // Once closed there is always an end; without one there is nothing to wake for.
            else => std::future::pending().await,
        };
        match request {
            Some(request) => self.waiting.push(request),
            None => {
                self.open = false;
                let fresh = self.spent != Some(self.ledger.snapshot().recorded);
                let patience = if fresh { PATIENCE } else { Duration::ZERO };
                let asked = self.waiting.iter().map(|waiting| waiting.deadline).max();
                self.limit.send_replace(Some(asked.unwrap_or(Instant::now() + patience)));
            }
        }
    }

    /// Everything is sent: answers all.
    pub(super) fn answer_all(&mut self) {
        for waiting in self.waiting.drain(..) {
            answer(waiting, &self.ledger.snapshot(), true);
        }
    }

    /// Nothing can be sent before `until`: answers those whose time is up by then.
    pub(super) fn answer_late(&mut self, until: Instant) {
        let (late, waiting) = self.waiting.drain(..).partition(|waiting| waiting.deadline <= until);
        self.waiting = waiting;
        for waiting in late {
            let now = self.ledger.snapshot();
            self.spent = Some(now.recorded);
            answer(waiting, &now, false);
        }
    }
}

fn answer(waiting: FlushRequest, now: &Stats, is_settled: bool) {
    let flushed = Flushed::between(&waiting.before, now, is_settled);
    // Whoever asked may have gone in the meantime.
    let _ = waiting.reply.send(flushed);
}
