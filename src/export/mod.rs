//! Getting events to the service, or letting them go in time.
//!
//! Decisions are pure and told the time: [`retry`], [`breaker`], [`flag`], [`batch`], [`loss`]. What touches
//! the world is behind [`Transport`] and the credential provider.

mod credentials;
mod exporter;
mod host;
mod mirror;
mod notices;
mod policy;
#[cfg(test)]
mod tests;
mod transport;

/// The types of a body, as [`Transport`] has them.
pub use ::bytes;
/// The types of requests, answers and headers, as [`Transport`] and the options have them.
pub use ::http;
pub use credentials::{CredentialProvider, Credentials, blocking_credentials};
pub(crate) use credentials::{Provided, Providers};
pub use exporter::FLAG_NAME;
pub(crate) use exporter::{
    Client, Endpoint, FlagRequest, FlushRequest, PATIENCE, Packed, Packer, Parts, RouteState, RouteStates, run, sorted,
};
pub(crate) use host::ORG_ID;
pub use host::{Host, HostError};
pub(crate) use mirror::{Mirrors, Nowhere};
pub(crate) use notices::Notices;
pub use policy::{
    BatchPolicy, BreakerPolicy, Outcome, RESPONSE_MAX, RETRY_AFTER_MAX, RetryPolicy, batch, breaker, flag, loss, retry,
};
#[cfg(feature = "grpc")]
pub use transport::GrpcTransport;
#[cfg(feature = "http")]
pub use transport::HttpTransport;
pub(crate) use transport::is_framing;
pub use transport::{BoxError, BoxFuture, MemoryTransport, Network, Proxy, Reply, Transport, TransportError};
