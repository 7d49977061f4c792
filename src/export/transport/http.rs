//! The transport over HTTP, with a client of `reqwest`.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::{Client, ClientBuilder};
use tokio::runtime::{Handle, Id};

use super::names::{LookupError, Names};
use super::network::Network;
use super::offload::offload;
use super::{BoxError, BoxFuture, Transport, TransportError};
use crate::config::Diagnostic;
use crate::export::RESPONSE_MAX;
#[cfg(feature = "rustls")]
use crate::sync::OncePerProcess;

/// Sends over HTTP with a client that is made at the first request, on a thread of its own.
///
/// The client is this transport's own and not shared with the driver's queries: connections in a
/// pool belong to the runtime that opened them, and a pool that two runtimes share loses requests
/// when one of them ends. For the same reason there is one for each runtime that sends, with one TLS configuration.
/// Making the first reads the trusted certificates, which a process does once and which takes some milliseconds;
/// neither a connect nor another host's requests wait for it.
pub struct HttpTransport {
    shared: Arc<Shared>,
    /// Held while a client is made, so that one is made.
    clients: tokio::sync::Mutex<Vec<(Id, Client)>>,
}

struct Shared {
    factory: Box<Factory>,
    network: Network,
    names: Names,
    #[cfg(feature = "rustls")]
    roots: Vec<rustls::pki_types::CertificateDer<'static>>,
    #[cfg(feature = "rustls")]
    tls: Mutex<Option<rustls::ClientConfig>>,
    diagnostics: Mutex<Vec<Diagnostic>>,
}

type Factory = dyn Fn(ClientBuilder) -> Result<Client, BoxError> + Send + Sync;

/// How long an unused connection is kept: less than load balancers keep theirs, so that a request
/// does not meet a connection that is being closed.
const IDLE: Duration = Duration::from_secs(30);

/// So many runtimes have a client each. A driver has one, or one and this crate's own.
const RUNTIMES: usize = 4;

impl HttpTransport {
    /// Returns a transport whose client `factory` makes: add the driver's proxy and its choice of TLS to the builder
    /// and build it. The builder comes with what telemetry needs: nothing is retried, no redirect is followed, and no
    /// name leads to an address that no workspace has. Requests bring their own headers.
    ///
    /// With the feature `rustls` the builder also comes with TLS as `HttpTransport::rustls` has it, because
    /// `reqwest` could not build a client otherwise; another choice of TLS replaces it. Certificates go to
    /// `HttpTransport::rustls` then, since `reqwest` adds none of its own to a configuration that it was given.
    ///
    /// `factory` runs on a thread of its own when the first request is sent, and again for a later request if it
    /// failed or panicked.
    pub fn new<F, E>(factory: F) -> Self
    where
        F: Fn(ClientBuilder) -> Result<Client, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        let factory = move |builder| factory(builder).map_err(Into::into);
        Self::make(Box::new(factory), Network::default(), Names::of_system())
    }

    /// Returns a transport over `rustls` with the `ring` provider, which trusts what the platform trusts and `roots`
    /// besides (a private CA, DER); otherwise as [`new`](Self::new).
    ///
    /// The provider is given to this client alone; nothing is installed for the process.
    #[cfg(feature = "rustls")]
    pub fn rustls<F, E>(roots: Vec<rustls::pki_types::CertificateDer<'static>>, factory: F) -> Self
    where
        F: Fn(ClientBuilder) -> Result<Client, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        let mut transport = Self::new(factory);
        if let Some(shared) = Arc::get_mut(&mut transport.shared) {
            shared.roots = roots;
        }
        transport
    }

    /// Returns the transport of a connection that brings none: one a process for each way to reach the network.
    #[cfg(feature = "rustls")]
    pub(crate) fn shared(network: &Network) -> Arc<Self> {
        type All = Arc<Mutex<std::collections::HashMap<Network, Arc<HttpTransport>>>>;
        static ALL: OncePerProcess<All> = OncePerProcess::new();
        let all = ALL.get_or_make(Duration::from_millis(10), |_| true, All::default);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(transport) = all.get(network) {
            return Arc::clone(transport);
        }
        let build = |builder: ClientBuilder| builder.build().map_err(Into::into);
        let transport = Arc::new(Self::make(Box::new(build), network.clone(), Names::of_system()));
        if all.len() >= NETWORKS {
            all.retain(|_, transport| Arc::strong_count(transport) > 1);
        }
        all.insert(network.clone(), Arc::clone(&transport));
        transport
    }

    #[cfg(test)]
    pub(in crate::export) fn with(network: Network, names: Names) -> Self {
        Self::make(Box::new(|builder| builder.build().map_err(Into::into)), network, names)
    }

    fn make(factory: Box<Factory>, network: Network, names: Names) -> Self {
        let shared = Shared {
            factory,
            network,
            names,
            #[cfg(feature = "rustls")]
            roots: Vec::new(),
            #[cfg(feature = "rustls")]
            tls: Mutex::new(None),
            diagnostics: Mutex::default(),
        };
        Self { shared: Arc::new(shared), clients: tokio::sync::Mutex::default() }
    }

    /// Returns the client of the runtime that sends.
    async fn client(&self) -> Result<Client, TransportError> {
        let runtime = Handle::current().id();
        let mut clients = self.clients.lock().await;
        if let Some((_, client)) = clients.iter().find(|(id, _)| *id == runtime) {
            return Ok(client.clone());
        }
        let shared = Arc::clone(&self.shared);
        // No thread to be had: a connection could not be opened either, and both may be better soon.
        let client =
            offload(move || shared.build()).await.map_err(|error| TransportError::Unreachable(error.into()))?;
        let client = client.map_err(TransportError::Unusable)?;
        if clients.len() >= RUNTIMES {
            clients.remove(0);
        }
        clients.push((runtime, client.clone()));
        Ok(client)
    }
}

/// So many ways to reach the network have a transport that waits for the next connection.
#[cfg(feature = "rustls")]
const NETWORKS: usize = 64;

impl Shared {
    fn build(&self) -> Result<Client, BoxError> {
        // `reqwest` panics where another crate has it built with rustls, and there is no provider.
        catch_unwind(AssertUnwindSafe(|| {
            let builder = Client::builder()
                .retry(reqwest::retry::never())
                .redirect(reqwest::redirect::Policy::none())
                .dns_resolver(self.names.clone())
                .pool_idle_timeout(IDLE);
            let builder = self.network.apply(builder).inspect_err(|_| {
                self.tell(Diagnostic::new(
                    "proxy",
                    "the URL of a proxy: `http` or `https`, and `socks5` with the feature `socks`",
                    "nothing is sent, since nothing may go around it",
                ));
            })?;
            #[cfg(feature = "rustls")]
            let builder = builder.tls_backend_preconfigured(self.tls()?);
            (self.factory)(builder)
        }))
        .unwrap_or_else(|_| Err("the factory of the client panicked".into()))
    }

    /// Returns one configuration for all clients: they share the certificates, and what servers let them resume.
    #[cfg(feature = "rustls")]
    fn tls(&self) -> Result<rustls::ClientConfig, rustls::Error> {
        let mut tls = self.tls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tls) = &*tls {
            return Ok(tls.clone());
        }
        let mut diagnostics = Vec::new();
        let made = super::tls::client_config(&self.roots, &self.network, &mut diagnostics)?;
        let complete = diagnostics.is_empty();
        diagnostics.into_iter().for_each(|diagnostic| self.tell(diagnostic));
        Ok(if complete { tls.insert(made).clone() } else { made })
    }

    fn tell(&self, diagnostic: Diagnostic) {
        let mut diagnostics = self.diagnostics.lock().unwrap_or_else(PoisonError::into_inner);
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(classify)?;
            let mut answer = self.client().await?.execute(request).await.map_err(classify)?;
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

    fn diagnostics(&self) -> Vec<Diagnostic> {
        self.shared.diagnostics.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
        return TransportError::Unusable(error.into());
    }
    let lookup = sources(&error).find_map(|source| source.downcast_ref::<LookupError>().copied());
    match lookup {
        Some(LookupError::Away) => TransportError::Unreachable(error.into()),
        Some(LookupError::NoSuchName | LookupError::Forbidden) => TransportError::UnknownName(error.into()),
        None => TransportError::from_error(error),
    }
}

fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |error| (*error).source())
}
