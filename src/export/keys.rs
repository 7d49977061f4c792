//! The credentials of one pipeline: asks the provider, one call at a time and never for long.

use std::sync::Arc;

use http::HeaderMap;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::cache::{Ask, Cache, PROVIDER_TIMEOUT};
use super::credentials::{CredentialProvider, Credentials};
use super::notices::Notices;
use crate::config::Diagnostic;

/// The provider of a pipeline and what it last gave.
pub(super) struct Keys {
    provider: Option<Arc<dyn CredentialProvider>>,
    cache: Cache,
    notices: Arc<Notices>,
    /// At most one call. Aborted when dropped.
    call: JoinSet<Option<Credentials>>,
}

impl Keys {
    pub(super) fn new(provider: Option<Arc<dyn CredentialProvider>>, notices: Arc<Notices>) -> Self {
        Self { provider, cache: Cache::default(), notices, call: JoinSet::new() }
    }

    /// Whether there is anybody to ask.
    pub(super) fn exist(&self) -> bool {
        self.provider.is_some()
    }

    /// The headers to send, or `None` if there are no usable credentials. Waits only for a
    /// provider of which nothing usable is held, and then for its time limit at most.
    pub(super) async fn headers(&mut self) -> Option<HeaderMap> {
        let provider = Arc::clone(self.provider.as_ref()?);
        if let Some(ended) = self.call.try_join_next() {
            self.cache.settle(now(), ended.ok().flatten());
        }
        let ask = self.cache.ask(now());
        if self.call.is_empty() && matches!(ask, Ask::Now | Ask::Ahead) {
            // In a task of its own: a panic in it is an answer, and what is held goes on working.
            self.call.spawn(async move {
                let answer = timeout(PROVIDER_TIMEOUT, provider.credentials()).await;
                answer.ok()?.ok()
            });
        }
        if ask == Ask::Now
            && let Some(ended) = self.call.join_next().await
        {
            self.cache.settle(now(), ended.ok().flatten());
        }
        let held = self.cache.held()?;
        if held.framed {
            self.notices.tell(Diagnostic::new(
                "credentials",
                "headers that do not say where a request begins, ends or goes",
                "such headers are left out",
            ));
        }
        Some(held.headers().clone())
    }

    /// The service refused what [`headers`](Self::headers) gave.
    pub(super) fn refuse(&mut self) {
        self.cache.refuse();
    }

    /// The service refused what was asked for anew, too: the provider is left alone for a while.
    pub(super) fn give_up(&mut self) {
        self.cache.refuse();
        self.cache.settle(now(), None);
    }
}

fn now() -> std::time::Instant {
    Instant::now().into_std()
}
