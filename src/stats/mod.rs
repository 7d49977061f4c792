//! The books: every event that was recorded is acknowledged, dropped under a reason, or still held.

mod books;
mod breaker_state;
mod drop_reason;
mod flushed;
mod ledger;
mod losses;

pub(crate) use books::{Books, Waiting};
pub use breaker_state::BreakerState;
pub use drop_reason::DropReason;
pub use flushed::Flushed;
pub(crate) use ledger::Ledger;
pub use ledger::Stats;
pub(crate) use losses::Losses;

/// How much waits in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Depth {
    /// All events, urgent ones included.
    pub(crate) events: usize,
    /// Connection events and errors among them.
    pub(crate) urgent: usize,
    /// Memory held by the waiting events, in bytes.
    pub(crate) bytes: usize,
}
