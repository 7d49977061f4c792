//! Getting events to the service, or letting them go in time.
//!
//! Decisions are pure and told the time: [`retry`], [`breaker`], [`flag`], [`batch`], [`loss`]. What touches
//! the world is behind [`Transport`] and the credential provider.

mod address;
mod answer;
mod authority;
pub mod batch;
pub mod breaker;
mod cache;
mod check;
mod credentials;
mod desk;
mod failure;
pub mod flag;
mod gate;
#[cfg(feature = "grpc")]
mod grpc;
mod host;
#[cfg(feature = "http")]
mod http_transport;
mod keys;
mod link;
pub mod loss;
mod memory;
#[cfg(feature = "http")]
mod names;
mod network;
mod notices;
#[cfg(feature = "http")]
mod offload;
#[cfg(feature = "rustls")]
mod once;
mod outcome;
mod pack;
mod pipeline;
mod providers;
mod refusal;
pub mod retry;
mod series;
#[cfg(test)]
mod tests;
#[cfg(feature = "rustls")]
mod tls;
mod transport;

/// The types of a body, as [`Transport`] has them.
pub use ::bytes;
/// The types of requests, answers and headers, as [`Transport`] and the options have them.
pub use ::http;
pub use batch::BatchPolicy;
pub use breaker::BreakerPolicy;
pub use check::FLAG_NAME;
pub use credentials::{CredentialProvider, Credentials, blocking_credentials};
pub(crate) use desk::PATIENCE;
pub(crate) use gate::{Gate, Gates, sorted};
#[cfg(feature = "grpc")]
pub use grpc::GrpcTransport;
pub use host::{Host, HostError};
#[cfg(feature = "http")]
pub use http_transport::HttpTransport;
pub(crate) use link::{Link, is_framing};
pub use memory::{MemoryTransport, Reply};
pub use network::{Network, Proxy};
pub(crate) use notices::Notices;
pub use outcome::{Outcome, RETRY_AFTER_MAX};
pub(crate) use pack::{Packed, Packer, Route};
pub(crate) use pipeline::{FlagRequest, Parts, run};
pub(crate) use providers::{Provided, Providers};
pub use retry::RetryPolicy;
pub use transport::{BoxError, BoxFuture, RESPONSE_MAX, Transport, TransportError};

use crate::clock::later;

/// The header that names the workspace, where many stand behind one host.
pub(crate) const ORG_ID: &str = "x-databricks-org-id";
