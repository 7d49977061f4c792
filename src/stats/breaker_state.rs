//! What the breaker of a host is doing, as the books say it.

/// What a breaker is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BreakerState {
    /// Requests pass.
    #[default]
    Closed,
    /// One request is on its way to find out.
    HalfOpen,
    /// Nothing is sent.
    Open,
}
