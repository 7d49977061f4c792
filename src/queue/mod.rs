//! The hand-over between a driver's threads and the worker.
//!
//! A producer pushes without waiting and seldom wakes anybody; the one consumer of a pipeline says what it waits for
//! (see [`Want`]) and is woken once when that is there. [`Source`] is all that the exporter knows of it.

mod bounded;
mod budget;
mod lanes;
mod segments;

pub(crate) use bounded::Queue;
pub use budget::Budget;
pub(crate) use budget::{Pool, Share};
pub(crate) use lanes::{Limits, Priority};

use crate::stats::Depth;

/// The consumer's side of a queue. One pipeline has one consumer.
pub(crate) trait Source: Send + Sync + 'static {
    /// What comes out: `assemble::Assembled` in the crate, something small in tests.
    type Item: Send + 'static;

    /// Returns what waits at this moment.
    fn depth(&self) -> Depth;

    /// Takes the items that are due, urgent ones first, each kind oldest first: at most `max_events`, and at most
    /// `max_bytes` of [`Depth::bytes`] unless the first item alone is larger.
    fn take(&self, max_events: usize, max_bytes: usize) -> Vec<Self::Item>;

    /// Says that all that was taken out is settled: until then it counts as held.
    fn settle(&self);

    /// Resolves once `want` holds; at once if it does already. Safe to cancel at any time; while nobody waits,
    /// producers wake nobody.
    fn wait(&self, want: Want) -> impl Future<Output = ()> + Send;
}

/// What the consumer waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// The first record: the idle state. The consumer arms its interval then.
    Any,
    /// A full batch, or anything urgent: the state while the interval runs.
    Batch,
}
