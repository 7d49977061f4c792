//! Credentials for the uploads: what a driver provides, and how long it is kept.

pub(super) mod cache;
pub(super) mod providers;
pub(super) mod source;

pub(crate) use providers::{Provided, Providers};

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, InvalidHeaderValue};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::export::is_framing;
use crate::export::transport::{BoxError, BoxFuture};
use crate::worker;

/// Where credentials come from. The driver implements it on what it has already: telemetry never
/// starts a login.
///
/// - It must not be interactive: a provider that would have to ask somebody fails instead.
/// - It is called on the worker, for an upload and shortly before the last answer expires, one
///   call at a time; never after the last flush.
/// - It must not block; for one that does there is [`blocking_credentials`].
/// - A failure, a panic or ten seconds of silence mean "no credential": what may go without one
///   goes to the unauthenticated endpoint, and the provider is asked again after half a minute.
///
/// An async closure with the same signature is a provider too.
pub trait CredentialProvider: Send + Sync + 'static {
    /// Returns the credentials of the connection, as they are now.
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, BoxError>>;
}

impl<F, R> CredentialProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Credentials, BoxError>> + Send + 'static,
{
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, BoxError>> {
        Box::pin(self())
    }
}

/// The headers that authenticate a request. `Debug` shows their names only.
#[derive(Clone, Default)]
pub struct Credentials {
    headers: HeaderMap,
    /// Whether headers were left out that are the transport's.
    pub(in crate::export) framed: bool,
    pub(in crate::export) valid_for: Option<Duration>,
}

impl Credentials {
    /// Returns credentials of these headers, which do not expire.
    ///
    /// Headers that say where a request begins, ends or goes (`Host`, `Content-Length`, `Transfer-Encoding` and the
    /// like) are left out, and the connection's [`diagnostics`](crate::ConnectionTelemetry::diagnostics) say so.
    pub fn new(given: HeaderMap) -> Self {
        let mut headers = HeaderMap::with_capacity(given.len());
        for (name, value) in given.iter().filter(|(name, _)| !is_framing(name)) {
            let mut value = value.clone();
            value.set_sensitive(true);
            headers.append(name.clone(), value);
        }
        Self { framed: headers.len() < given.len(), headers, valid_for: None }
    }

    /// Returns credentials of one header, `Authorization: Bearer …`.
    ///
    /// # Errors
    ///
    /// When `token` has characters that no header may have.
    pub fn bearer(token: &str) -> Result<Self, InvalidHeaderValue> {
        let value = HeaderValue::try_from(format!("Bearer {token}"))?;
        Ok(Self::new(HeaderMap::from_iter([(AUTHORIZATION, value)])))
    }

    /// Lets them expire so long from now. The wall clock plays no part in it.
    #[must_use]
    pub fn valid_for(self, valid_for: Duration) -> Self {
        Self { valid_for: Some(valid_for), ..self }
    }

    pub(in crate::export) fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("valid_for", &self.valid_for)
            .finish()
    }
}

/// Returns a provider that blocks, on a thread of its own for each call and inside the driver's `runtime`.
///
/// The thread is none of the runtime's, so that a call that never returns does not keep the
/// runtime from ending; while one hangs, no other is started. A runtime that has ended is an
/// error, and the provider is not called.
pub fn blocking_credentials<F, E>(runtime: Handle, provide: F) -> impl CredentialProvider
where
    F: Fn() -> Result<Credentials, E> + Send + Sync + 'static,
    E: Into<BoxError>,
{
    let provide = Arc::new(move || provide().map_err(Into::into));
    let busy = Arc::new(AtomicBool::new(false));
    move || {
        let answer = start(&runtime, Arc::clone(&provide), Arc::clone(&busy));
        async move { answer?.await.unwrap_or_else(|_| Err("the provider panicked".into())) }
    }
}

type Answer = Result<Credentials, BoxError>;

fn start<F>(runtime: &Handle, provide: Arc<F>, busy: Arc<AtomicBool>) -> Result<oneshot::Receiver<Answer>, BoxError>
where
    F: Fn() -> Answer + Send + Sync + 'static,
{
    if busy.swap(true, Ordering::AcqRel) {
        return Err("the provider has not returned from its last call".into());
    }
    let free = Free(busy);
    if has_ended(runtime) {
        return Err("the runtime of the provider has ended".into());
    }
    let runtime = runtime.clone();
    let (answer, receiver) = oneshot::channel();
    worker::spawn_beside("sql-telemetry-c", move || {
        let inside = runtime.enter();
        let provided = provide();
        drop((inside, free));
        // A panic drops `answer`, which is an answer. Nobody waits any more: as good as told.
        let _ = answer.send(provided);
    })?;
    Ok(receiver)
}

/// Returns whether a runtime runs nothing any more: it ends a new task at once, which none that runs does with one that
/// waits.
fn has_ended(runtime: &Handle) -> bool {
    let task = runtime.spawn(std::future::pending::<()>());
    let ended = task.is_finished();
    task.abort();
    ended
}

/// Lets the next call begin, however this one ends.
struct Free(Arc<AtomicBool>);

impl Drop for Free {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Credentials {
        Credentials::bearer("secret-token").unwrap()
    }

    #[test]
    fn nothing_of_a_secret_is_shown() {
        let shown = format!("{:?} {:?}", token(), token().headers());
        assert!(!shown.contains("secret-token"), "{shown}");
        assert!(shown.contains("authorization"));
    }

    #[tokio::test]
    async fn a_provider_that_blocks_has_its_runtime_and_a_thread_of_its_own() {
        let here = std::thread::current().id();
        let provider = blocking_credentials(Handle::current(), move || {
            assert_ne!(std::thread::current().id(), here);
            // Needs the runtime's context, and blocks in it.
            tokio::task::block_in_place(|| Handle::current().block_on(async {}));
            Ok::<_, BoxError>(token())
        });
        // Polled from a worker of a current-thread runtime, where it would have panicked.
        assert!(provider.credentials().await.is_ok());
        assert!(provider.credentials().await.is_ok());
    }

    #[test]
    fn a_runtime_that_has_ended_is_an_error() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let handle = runtime.handle().clone();
        drop(runtime);
        let provider =
            blocking_credentials(handle, || -> Result<Credentials, BoxError> { unreachable!("it is not called") });
        let worker = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let error = worker.block_on(provider.credentials()).unwrap_err();
        assert!(error.to_string().contains("has ended"), "{error}");
    }

    #[tokio::test]
    async fn a_call_that_hangs_is_the_only_one() {
        let (release, hang) = std::sync::mpsc::channel::<()>();
        let hang = std::sync::Mutex::new(hang);
        let provider = blocking_credentials(Handle::current(), move || -> Result<Credentials, BoxError> {
            let _ = hang.lock().unwrap().recv();
            Ok(token())
        });
        let first = provider.credentials();
        let second = provider.credentials().await.unwrap_err();
        assert!(second.to_string().contains("not returned"), "{second}");
        drop(release);
        assert!(first.await.is_ok());
    }
}
