//! What is decided: when a batch is full, whether a request may go, goes again, or is given up.
//!
//! Everything here is pure: it is told the time, and touches neither clock nor socket.

pub(super) mod answer;
pub mod batch;
pub mod breaker;
pub mod flag;
pub mod loss;
pub(super) mod outcome;
pub(super) mod refusal;
pub mod retry;

pub use answer::RESPONSE_MAX;
pub use batch::BatchPolicy;
pub use breaker::BreakerPolicy;
pub use outcome::{Outcome, RETRY_AFTER_MAX};
pub use retry::RetryPolicy;
