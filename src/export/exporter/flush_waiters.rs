//! Who waits for a pipeline: flushes, and the end.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::export::credentials::Provided;
use crate::stats::{Flushed, Ledger, Stats};
use crate::worker::timer::sleep_until;

/// The time that what is left has once the last connection is gone, and again at the pipeline's end, if nobody waits
/// for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Send everything that waits now, and answer by the deadline with what became of it.
///
/// Requests travel on a channel of their own, so that a full queue never delays them. When the channel is closed the
/// last connection is gone: the pipeline drains what is left, bounded by its own patience, and ends.
#[derive(Debug)]
pub(crate) struct FlushRequest {
    /// When the answer is due, whatever has been sent until then.
    pub(crate) deadline: Instant,
    /// The books at the call. Boxed: the channel has places for 32 requests, whether or not there is one.
    pub(crate) before: Box<Stats>,
    /// Where the answer goes. Dropped unanswered, it tells the asker that the pipeline is gone.
    pub(crate) reply: oneshot::Sender<Flushed>,
    /// A connection ends with it: nobody records for it any more.
    pub(crate) closes: bool,
    /// Its provider, which is not asked any more once this is answered.
    pub(crate) provided: Option<Arc<Provided>>,
}

/// Takes the requests to flush and answers each in its time.
pub(in crate::export) struct FlushWaiters {
    requests: mpsc::UnboundedReceiver<FlushRequest>,
    open: bool,
    waiting: Vec<Waiting>,
    ledger: Arc<Ledger>,
    /// What had been recorded when a flush ran out of time: there is no second patience for it.
    spent: Option<u64>,
    limit: watch::Sender<Option<Instant>>,
}

struct Waiting {
    request: FlushRequest,
    since: Instant,
}

impl FlushWaiters {
    pub(in crate::export) fn new(requests: mpsc::UnboundedReceiver<FlushRequest>, ledger: Arc<Ledger>) -> Self {
        let limit = watch::Sender::new(None);
        Self { requests, open: true, waiting: Vec::new(), ledger, spent: None, limit }
    }

    /// Returns whether somebody waits for everything to be sent.
    pub(in crate::export) fn is_pressed(&self) -> bool {
        !self.open || !self.waiting.is_empty()
    }

    /// Returns whether the last connection is gone.
    pub(in crate::export) fn is_closing(&self) -> bool {
        !self.open
    }

    /// Returns when the pipeline ends, once the last connection is gone.
    pub(in crate::export) fn limit(&self) -> Option<Instant> {
        *self.limit.borrow()
    }

    /// Returns from when on whoever closes would rather have his events sent reduced than wait for a provider that
    /// fails: when half of his time is over.
    pub(in crate::export) fn impatient(&self) -> Option<Instant> {
        let half = |waiting: &Waiting| waiting.since + (waiting.request.deadline - waiting.since) / 2;
        let closing = self.waiting.iter().filter(|waiting| waiting.request.closes).map(half).min();
        if self.open { closing } else { Some(Instant::now()) }
    }

    /// Returns a receiver for whoever has to stop then.
    pub(in crate::export) fn watch(&self) -> watch::Receiver<Option<Instant>> {
        self.limit.subscribe()
    }

    /// Resolves when somebody has come, or somebody's time was up and was answered; or when the
    /// pipeline's own end has come. Says how many closes ran out of their time. Safe to cancel.
    pub(in crate::export) async fn turn(&mut self) -> usize {
        let now = Instant::now();
        let flush = self.waiting.iter().map(|waiting| waiting.request.deadline).min();
        let due = flush.into_iter().chain(self.limit()).min();
        let request = tokio::select! {
            biased;
            request = self.requests.recv(), if self.open => request,
            () = sleep_until(due.unwrap_or(now)), if due.is_some() => {
                return self.answer_late(Instant::now());
            }
            // Once closed there is always an end; without one there is nothing to wake for.
            else => std::future::pending().await,
        };
        match request {
            Some(request) => self.waiting.push(Waiting { request, since: Instant::now() }),
            None => {
                self.open = false;
                let fresh = self.spent != Some(self.ledger.snapshot().recorded);
                let patience = if fresh { PATIENCE } else { Duration::ZERO };
                let asked = self.waiting.iter().map(|waiting| waiting.request.deadline).max();
                self.limit.send_replace(Some(asked.unwrap_or_else(|| Instant::now() + patience)));
            }
        }
        0
    }

    /// Answers all: everything is sent.
    pub(in crate::export) fn answer_all(&mut self) {
        for waiting in self.waiting.drain(..) {
            answer(waiting, &self.ledger.snapshot(), true);
        }
    }

    /// Answers those whose time is up before `until`, when something can be sent again, and returns how many of them
    /// close.
    pub(in crate::export) fn answer_late(&mut self, until: Instant) -> usize {
        let (late, waiting) = self.waiting.drain(..).partition(|waiting| waiting.request.deadline <= until);
        self.waiting = waiting;
        let late: Vec<Waiting> = late;
        let closes = late.iter().filter(|waiting| waiting.request.closes).count();
        for waiting in late {
            let now = self.ledger.snapshot();
            self.spent = Some(now.recorded);
            answer(waiting, &now, false);
        }
        closes
    }
}

fn answer(waiting: Waiting, now: &Stats, is_settled: bool) {
    let request = waiting.request;
    let flushed = Flushed::between(&request.before, now, is_settled);
    if let Some(provided) = &request.provided {
        // Before the answer: once a close has returned, the connection's provider is not asked.
        provided.release();
    }
    // Whoever asked may have gone in the meantime.
    let _ = request.reply.send(flushed);
}
