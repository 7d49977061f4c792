//! The seam to the network: a request of the `http` crate in, an answer out.

mod failure;
mod framing;
#[cfg(feature = "grpc")]
mod grpc;
#[cfg(feature = "http")]
mod http;
mod memory;
#[cfg(feature = "http")]
pub(super) mod names;
pub(super) mod network;
#[cfg(feature = "http")]
mod offload;
#[cfg(feature = "rustls")]
mod tls;

#[cfg(feature = "http")]
pub use self::http::HttpTransport;
pub(crate) use framing::is_framing;
#[cfg(feature = "grpc")]
pub use grpc::GrpcTransport;
pub use memory::{MemoryTransport, Reply};
pub use network::{Network, Proxy};

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use ::http::{Request, Response};
use bytes::Bytes;

use crate::config::Diagnostic;
use crate::export::Outcome;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error of another library.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends one request once.
///
/// A driver that has an HTTP stack of its own implements this on it: only the `http` and `bytes`
/// crates are in the signature. A function or closure with the same signature is a transport too:
///
/// ```
/// use bytes::Bytes;
/// use sql_driver_telemetry::export::Transport;
///
/// fn takes_everything() -> impl Transport {
///     |_request: http::Request<Bytes>| async { Ok(http::Response::new(Bytes::new())) }
/// }
/// # takes_everything();
/// ```
///
/// What the pipeline relies on:
///
/// - the request goes out as it is: method, absolute URL, headers (`User-Agent` and credentials
///   are in them) and body;
/// - nothing is retried, and no redirect is followed: a 3xx is an answer;
/// - an answer of any status is `Ok`; `Err` means that there was none;
/// - dropping the future ends the request. There is no need for a timeout of one's own.
///
/// It is called on the telemetry's worker thread, inside its Tokio runtime, and must not block it.
/// A panic costs the batch that was in its hands (counted as
/// [`DropReason::Panicked`](crate::DropReason::Panicked)) and nothing else.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and waits for the answer.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;

    /// Returns what it lacks on this machine, for the diagnostics of connections that send with it. Asked when a
    /// request came to no good.
    fn diagnostics(&self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

impl<F, R> Transport for F
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
{
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(self(request))
    }
}

/// Why there was no answer. The source is for people who debug a transport; the pipeline looks at
/// the kind alone, and logs nothing else, since messages of HTTP clients hold URLs. For the same
/// reason neither `Display` nor `Debug` shows it: ask for it by [`source`](std::error::Error::source).
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The client could not be made, or the request could not be expressed in it. Not retried.
    #[error("the client is not usable")]
    Unusable(#[source] BoxError),
    /// There is no such name. Not retried: it loads the resolver. A resolver that says "ask again" is a network that is
    /// away: [`Unreachable`](Self::Unreachable).
    #[error("the name was not found")]
    UnknownName(#[source] BoxError),
    /// The proxy wants a user and a password that it was not given (407). Not retried.
    #[error("the proxy refused")]
    ProxyRefused(#[source] BoxError),
    /// The other side is not who it should be. Not retried: it will not become so.
    #[error("the connection is not trusted")]
    Untrusted(#[source] BoxError),
    /// No connection: refused, unreachable. Retried.
    #[error("no connection")]
    Unreachable(#[source] BoxError),
    /// The connection broke before the whole answer had arrived. Retried: the events' ids make a
    /// repetition recognisable.
    #[error("the connection broke")]
    Broken(#[source] BoxError),
    /// The transport's own time was up. Retried.
    #[error("no answer in time")]
    TimedOut,
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TransportError").field(&format_args!("{self}")).finish()
    }
}

impl TransportError {
    /// Returns what the attempt that ended with this error came to.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Unusable(_) | Self::UnknownName(_) | Self::Untrusted(_) => Outcome::Unroutable,
            Self::ProxyRefused(_) => Outcome::Rejected,
            Self::Unreachable(_) | Self::Broken(_) => Outcome::Unreachable,
            Self::TimedOut => Outcome::TimedOut,
        }
    }
}
