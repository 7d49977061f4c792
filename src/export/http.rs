//! The transport over HTTP, with a client of `reqwest`.

use std::error::Error;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::{Client, ClientBuilder};

use super::transport::{BoxError, BoxFuture, RESPONSE_MAX, Transport, TransportError};

/// Sends over HTTP with a client that is made on the worker, at the first request.
///
/// The client is this transport's own and not shared with the driver's queries: connections in a
/// pool belong to the runtime that opened them, and a pool that two runtimes share loses requests
/// when one of them ends. Making it reads the trusted certificates and takes tens of milliseconds,
/// which is why a connect does not wait for it.
pub struct HttpTransport {
    factory: Box<Factory>,
    client: Mutex<Option<Client>>,
}

type Factory = dyn Fn(ClientBuilder) -> Result<Client, BoxError> + Send + Sync;

/// How long an unused connection is kept: less than load balancers keep theirs, so that a request
/// does not meet a connection that is being closed.
const IDLE: Duration = Duration::from_secs(30);

impl HttpTransport {
    /// A transport whose client `factory` makes: add the driver's proxy and its choice of TLS to the builder and
    /// build it. The builder comes with what telemetry needs: nothing is retried, no redirect is followed. Requests
    /// bring their own headers.
    ///
    /// With the feature `rustls` the builder also comes with TLS as `HttpTransport::rustls` has it, because
    /// `reqwest` could not build a client otherwise; another choice of TLS replaces it. Certificates go to
    /// `HttpTransport::rustls` then, since `reqwest` adds none of its own to a configuration that it was given.
    ///
    /// `factory` runs on the worker when the first request is sent, and again for a later request if it failed or
    /// panicked.
    pub fn new<F, E>(factory: F) -> Self
    where
        F: Fn(ClientBuilder) -> Result<Client, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        #[cfg(feature = "rustls")]
        return Self::rustls(Vec::new(), factory);
        #[cfg(not(feature = "rustls"))]
        Self::make(move |builder| factory(builder).map_err(Into::into))
    }

    /// A transport over `rustls` with the `ring` provider, which trusts what the platform trusts and `roots` besides
    /// (a private CA, DER); otherwise as [`new`](Self::new).
    ///
    /// The provider is given to this client alone; nothing is installed for the process.
    #[cfg(feature = "rustls")]
    pub fn rustls<F, E>(roots: Vec<rustls::pki_types::CertificateDer<'static>>, factory: F) -> Self
    where
        F: Fn(ClientBuilder) -> Result<Client, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        Self::make(move |builder| {
            let tls = super::tls::client_config(roots.clone())?;
            factory(builder.tls_backend_preconfigured(tls)).map_err(Into::into)
        })
    }

    fn make(factory: impl Fn(ClientBuilder) -> Result<Client, BoxError> + Send + Sync + 'static) -> Self {
        Self { factory: Box::new(factory), client: Mutex::new(None) }
    }

    fn client(&self) -> Result<Client, TransportError> {
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*client {
            return Ok(client.clone());
        }
        let builder = Client::builder()
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            .pool_idle_timeout(IDLE);
        // `reqwest` panics where another crate has it built with rustls, and there is no provider.
        let made = catch_unwind(AssertUnwindSafe(|| (self.factory)(builder)))
            .unwrap_or_else(|_| Err("the factory of the client panicked".into()));
        Ok(client.insert(made.map_err(TransportError::Unusable)?).clone())
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(classify)?;
            let mut answer = self.client()?.execute(request).await.map_err(classify)?;
            let mut body = BytesMut::new();
            while let Some(chunk) = answer.chunk().await.map_err(classify)? {
                let room = RESPONSE_MAX - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() >= room {
                    break;
                }
            }
            let mut response = Response::new(body.freeze());
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(response)
        })
    }
}

impl std::fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

fn classify(error: reqwest::Error) -> TransportError {
    // The URL is the workspace's name: not for an error's text.
    let error = error.without_url();
    if error.is_builder() {
        TransportError::Unusable(error.into())
    } else if error.is_dns() {
        TransportError::UnknownName(error.into())
    } else if error.is_timeout() {
        TransportError::TimedOut
    } else if error.is_connect() && is_untrusted(&error) {
        TransportError::Untrusted(error.into())
    } else if error.is_connect() {
        TransportError::Unreachable(error.into())
    } else {
        TransportError::Broken(error.into())
    }
}

/// Whether a TLS library refused the other side: they report it as data that cannot be right.
fn is_untrusted(error: &reqwest::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            if io.kind() == io::ErrorKind::InvalidData {
                return true;
            }
            next = io.get_ref().map(|inner| inner as &(dyn Error + 'static));
        } else {
            next = error.source();
        }
    }
    false
}
