//! Getting events to the service, or letting them go in time.
//!
//! Decisions are pure and told the time: [`retry`], [`breaker`], [`flag`], [`batch`]. What touches
//! the world is behind [`Transport`] and the credential provider.

pub mod batch;
pub mod breaker;
#[allow(dead_code, reason = "the pipeline comes next")]
mod credentials;
pub mod flag;
#[allow(dead_code, reason = "the pipeline comes next")]
mod gate;
mod host;
#[cfg(feature = "http")]
mod http;
mod memory;
mod outcome;
pub mod retry;
#[cfg(feature = "rustls")]
mod tls;
mod transport;

pub use credentials::{CredentialProvider, Credentials, blocking};
pub use host::{Host, HostError};
#[cfg(feature = "http")]
pub use http::HttpTransport;
pub use memory::{MemoryTransport, Reply};
pub use outcome::{Outcome, RETRY_AFTER_MAX};
pub use transport::{BoxError, BoxFuture, RESPONSE_MAX, Transport, TransportError};

use std::time::{Duration, Instant};

/// `now` and `wait` later. Settings come from people, and a number of milliseconds that no clock
/// can hold means "never": a hundred years do.
fn later(now: Instant, wait: Duration) -> Instant {
    now + wait.min(Duration::from_secs(100 * 365 * 86_400))
}
