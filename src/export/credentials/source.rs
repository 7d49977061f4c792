//! The credentials of one pipeline: asks the providers, one call at a time and never for long.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Credentials;
use super::cache::{Ask, Cache, FAILED_FOR, PROVIDER_TIMEOUT};
use super::providers::{Living, Providers};
use crate::clock::later;
use crate::config::Diagnostic;
use crate::export::notices::Notices;
use crate::worker::timer::Timer;

/// The providers of a pipeline and what one of them last gave.
pub(in crate::export) struct CredentialSource {
    providers: Arc<Providers>,
    cache: Cache,
    notices: Arc<Notices>,
    /// At most one call. Aborted when dropped.
    call: JoinSet<Option<Credentials>>,
    /// Since when all that were asked have failed, and how often.
    failing: Option<(std::time::Instant, u32)>,
}

/// What there is to send with.
#[derive(Debug)]
pub(in crate::export) enum Authorization {
    /// These headers.
    Headers(HeaderMap),
    /// Nothing yet: somebody who has just failed is asked again at this time.
    Wait(std::time::Instant),
    /// Nothing.
    None,
}

/// How long events wait for providers that fail before they go without a credential: the service that gives out tokens
/// may be starting, or the network be on its way.
pub(in crate::export) const PATIENCE: Duration = Duration::from_secs(30);

/// Within that time a provider is asked again after half a second, and twice as long after each further failure, up to
/// this.
const AGAIN: Duration = Duration::from_secs(4);

impl CredentialSource {
    pub(in crate::export) fn new(providers: Arc<Providers>, notices: Arc<Notices>) -> Self {
        Self { providers, cache: Cache::default(), notices, call: JoinSet::new(), failing: None }
    }

    /// Returns whether there is anybody to ask, or something is held.
    pub(in crate::export) fn exist(&self) -> bool {
        !self.providers.is_empty() || self.cache.held().is_some()
    }

    /// Returns the headers to send, if there are usable credentials. Waits only for a provider while nothing usable is
    /// held, and then for its time limit at most. After `impatient` nobody is waited for who has failed.
    pub(in crate::export) async fn headers(&mut self, impatient: Option<std::time::Instant>) -> Authorization {
        if let Some(ended) = self.call.try_join_next() {
            self.settle(ended.ok().flatten());
        }
        let ask = self.cache.ask(now());
        if self.call.is_empty() && matches!(ask, Ask::Now | Ask::Ahead) {
            let living = self.providers.newest_first();
            if !living.is_empty() {
                // In a task of its own: what is held goes on working.
                self.call.spawn(first(living, Timer::here()));
            }
        }
        if ask == Ask::Now
            && let Some(ended) = self.call.join_next().await
        {
            self.settle(ended.ok().flatten());
        }
        let Some(held) = self.cache.held() else { return self.wait(impatient) };
        if held.framed {
            self.notices.tell(Diagnostic::new(
                "credentials",
                "headers that do not say where a request begins, ends or goes",
                "such headers are left out",
            ));
        }
        Authorization::Headers(held.headers().clone())
    }

    /// Notes that the service refused what [`headers`](Self::headers) gave.
    pub(in crate::export) fn refuse(&mut self) {
        self.cache.refuse();
    }

    /// Notes that the service refused what was asked for anew, too: the providers are left alone for a while.
    pub(in crate::export) fn give_up(&mut self) {
        self.cache.refuse();
        self.cache.fail(now(), FAILED_FOR);
    }

    /// Notes that nothing waits to be sent: what was given for connections that are gone is not kept.
    pub(in crate::export) fn rest(&mut self) {
        if self.providers.is_empty() {
            self.cache.refuse();
            self.call.abort_all();
        }
    }

    fn settle(&mut self, answer: Option<Credentials>) {
        let now = now();
        match answer {
            Some(credentials) => {
                self.failing = None;
                self.cache.hold(now, credentials);
            }
            None => {
                let (since, times) = self.failing.map_or((now, 0), |(since, times)| (since, times + 1));
                self.failing = Some((since, times));
                let soon = Duration::from_millis(500).saturating_mul(1 << times.min(8)).min(AGAIN);
                // Once more at the end of it.
                let left = later(since, PATIENCE).saturating_duration_since(now);
                self.cache.fail(now, if left.is_zero() { FAILED_FOR } else { soon.min(left) });
            }
        }
    }

    fn wait(&self, impatient: Option<std::time::Instant>) -> Authorization {
        let (Some((since, _)), Some(next)) = (self.failing, self.cache.not_before()) else {
            return Authorization::None;
        };
        let until = later(since, PATIENCE).min(impatient.unwrap_or_else(|| later(since, PATIENCE)));
        if self.providers.is_empty() || now() >= until {
            Authorization::None
        } else {
            Authorization::Wait(next.min(until))
        }
    }
}

/// Returns the first that has an answer, asked one after the other.
async fn first(living: Vec<Arc<Living>>, timer: Timer) -> Option<Credentials> {
    for living in living {
        // A panic in it is an answer, too.
        let mut call = JoinSet::new();
        let timer = timer.clone();
        call.spawn(async move {
            tokio::select! {
                biased;
                () = living.gone() => None,
                answer = timer.timeout(PROVIDER_TIMEOUT, async { living.provider.credentials().await }) => answer?.ok(),
            }
        });
        if let Some(Ok(Some(credentials))) = call.join_next().await {
            return Some(credentials);
        }
    }
    None
}

fn now() -> std::time::Instant {
    Instant::now().into_std()
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(start_paused = true)]
    async fn a_provider_whose_credentials_were_given_up_rests_and_is_asked_again() {
        let (calls, providers) = (Arc::new(AtomicUsize::new(0)), Arc::new(Providers::default()));
        let mut source = CredentialSource::new(providers.clone(), Arc::default());
        assert!(!source.exist(), "nobody to ask, and nothing held");
        let counted = calls.clone();
        let provided = providers.add(Arc::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            async { Ok(Credentials::bearer("t")?) }
        }));
        assert!(source.exist());
        assert!(matches!(source.headers(None).await, Authorization::Headers(_)));
        source.give_up();
        assert!(matches!(source.headers(None).await, Authorization::None), "what was refused is not sent");
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        tokio::time::sleep(FAILED_FOR).await;
        assert!(matches!(source.headers(None).await, Authorization::Headers(_)));
        assert_eq!(calls.load(Ordering::Relaxed), 2);
        drop(provided);
        assert!(source.exist(), "something is held");
        source.rest();
        assert!(!source.exist());
    }
}
