//! One request to one host: its headers, its time, and what it came to.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, header};
use tokio::task::JoinSet;
use tracing::instrument::WithSubscriber;

use crate::clock;
use crate::export::host::Host;
use crate::export::mirror::Mirror;
use crate::export::policy::outcome::{Attempt, Outcome};
use crate::export::transport::{Transport, TransportError};
use crate::privacy::class;
use crate::worker::silent;
use crate::worker::timer::timeout;

/// The way to one host.
pub(crate) struct Client {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) host: Host,
    /// `User-Agent`, and what the driver adds to each request.
    pub(crate) headers: HeaderMap,
    /// Where the user sees what goes this way.
    pub(crate) mirror: Option<Arc<Mirror>>,
}

impl Client {
    /// Sends one request once and waits for the answer until `time` is up.
    ///
    /// The driver's headers are overridden by the credentials, and those by what the request is. Without credentials
    /// none of the driver's goes: any of them may be a credential, or name the workspace. The `User-Agent` always goes,
    /// as far as its class lets it through.
    pub(in crate::export) async fn attempt(
        &self,
        call: Call,
        credentials: Option<&HeaderMap>,
        time: Duration,
    ) -> Attempt {
        let Some(url) = self.host.url(&call.path) else { return Attempt::NoAnswer(Outcome::Unroutable) };
        let mut request = Request::new(call.body);
        *request.uri_mut() = url;
        *request.method_mut() = call.method;
        let headers = request.headers_mut();
        match credentials {
            Some(credentials) => {
                headers.clone_from(&self.headers);
                for (name, value) in credentials {
                    headers.insert(name, value.clone());
                }
            }
            None => headers.extend(self.headers.get(header::USER_AGENT).map(|it| (header::USER_AGENT, it.clone()))),
        }
        if let Some(raw) = headers.remove(header::USER_AGENT) {
            headers.extend(user_agent(&raw).map(|agent| (header::USER_AGENT, agent)));
        }
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(content_type) = call.content_type {
            headers.insert(header::CONTENT_TYPE, content_type);
        }
        let mirrored = self.mirror.as_ref().map(|mirror| mirror.sends(&request));
        let transport = Arc::clone(&self.transport);
        // A task of its own takes a panic, and ends when it is dropped. What an HTTP client says
        // about it is not for the driver's subscriber.
        let mut task = JoinSet::new();
        let send = async move { transport.send(request).await };
        task.spawn(send.with_subscriber(silent().clone()));
        let attempt = match timeout(time, task.join_next()).await {
            None => Attempt::NoAnswer(Outcome::TimedOut),
            Some(Some(Ok(Ok(response)))) => {
                let wall = UNIX_EPOCH + Duration::from_nanos(clock::wall());
                let outcome = Outcome::of_response(response.status(), response.headers(), wall);
                Attempt::Answer(outcome, response)
            }
            Some(Some(Ok(Err(error)))) => Attempt::NoAnswer(TransportError::outcome(&error)),
            Some(Some(Err(error))) if error.is_panic() => Attempt::Panicked,
            // Aborted because the runtime is ending, or nothing was spawned: nobody answered.
            Some(_) => Attempt::NoAnswer(Outcome::Unreachable),
        };
        if let Some(mirrored) = mirrored {
            mirrored.came_to(&attempt);
        }
        attempt
    }
}

/// What a request is, but for the host and the headers that all have.
pub(in crate::export) struct Call {
    pub(in crate::export) method: Method,
    pub(in crate::export) path: String,
    pub(in crate::export) content_type: Option<HeaderValue>,
    pub(in crate::export) body: Bytes,
}

/// Returns what may leave of a user agent. Here, because here is the worker: the rules are built at their first use.
fn user_agent(raw: &HeaderValue) -> Option<HeaderValue> {
    HeaderValue::try_from(class::user_agent(raw.to_str().ok()?)?.as_ref()).ok()
}
