//! What a handle may ask of its pipeline beside taking records.

use tokio::{sync::oneshot, time::Instant};

/// Send everything that waits now, and answer by the deadline with what became of it.
///
/// Requests travel on a channel of their own, so that a full queue never delays them. When the channel is closed the
/// last connection is gone: the pipeline drains what is left, bounded by its own patience, and ends.
#[derive(Debug)]
pub(crate) struct FlushRequest {
    /// When the answer is due, whatever has been sent until then.
    pub(crate) deadline: Instant,
    /// Where the answer goes. Dropped unanswered, it tells the asker that the pipeline is gone.
    pub(crate) reply: oneshot::Sender<Flushed>,
}

/// What a flush or a close achieved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flushed {
    /// Events that the service acknowledged between the request and the answer.
    pub delivered: u64,
    /// Events given up in that time, whatever the reason; `Stats` has them by reason.
    pub dropped: u64,
    /// Events still held when the answer was given: not zero only if the deadline came first.
    pub held: u64,
    /// Whether the deadline came before everything was sent.
    pub timed_out: bool,
}

impl Flushed {
    /// Whether nothing was lost and nothing is left.
    pub const fn is_complete(&self) -> bool {
        self.dropped == 0 && self.held == 0 && !self.timed_out
    }
}
