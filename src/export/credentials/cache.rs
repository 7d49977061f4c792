//! How long credentials are kept, and when the provider is asked again.

use std::time::{Duration, Instant};

use crate::clock::later;
use crate::export::Credentials;

/// A provider that failed is not asked again so soon.
pub(in crate::export) const FAILED_FOR: Duration = Duration::from_secs(30);

/// The time that a provider has for one call.
pub(in crate::export) const PROVIDER_TIMEOUT: Duration = Duration::from_secs(10);

/// Credentials are renewed when this much of their time is left, or a tenth of it if that is less.
const AHEAD: Duration = Duration::from_secs(60);

/// The credentials at hand. Pure: it is told the time.
#[derive(Debug, Default)]
pub(in crate::export) struct Cache {
    held: Option<Held>,
    not_before: Option<Instant>,
}

#[derive(Debug)]
struct Held {
    credentials: Credentials,
    renew: Option<Instant>,
    expires: Option<Instant>,
}

/// What there is, and whether the provider is to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Ask {
    /// What is held is good.
    No,
    /// What is held is good, and a new one is due: ask without waiting.
    Ahead,
    /// Nothing is held: ask and wait.
    Now,
    /// Nothing is held, and the provider has just failed.
    NotYet,
}

impl Cache {
    pub(in crate::export) fn ask(&mut self, now: Instant) -> Ask {
        if self.held.as_ref().is_some_and(|held| held.expires.is_some_and(|at| at <= now)) {
            self.held = None;
        }
        let allowed = self.not_before.is_none_or(|at| at <= now);
        match &self.held {
            Some(held) if allowed && held.renew.is_some_and(|at| at <= now) => Ask::Ahead,
            Some(_) => Ask::No,
            None if allowed => Ask::Now,
            None => Ask::NotYet,
        }
    }

    pub(in crate::export) fn held(&self) -> Option<&Credentials> {
        self.held.as_ref().map(|held| &held.credentials)
    }

    /// Takes what a provider gave.
    pub(in crate::export) fn hold(&mut self, now: Instant, credentials: Credentials) {
        let valid_for = credentials.valid_for;
        let renew = valid_for.map(|time| later(now, time.saturating_sub(AHEAD.min(time / 10))));
        let expires = valid_for.map(|time| later(now, time));
        self.held = Some(Held { credentials, renew, expires });
        self.not_before = None;
    }

    /// Notes that nobody gave any: nobody is asked again before `wait` is over. What is held stays until it expires.
    pub(in crate::export) fn fail(&mut self, now: Instant, wait: Duration) {
        self.not_before = Some(later(now, wait));
    }

    /// Returns when somebody is asked again, after a failure.
    pub(in crate::export) fn not_before(&self) -> Option<Instant> {
        self.not_before
    }

    /// Notes that the service refused what is held.
    pub(in crate::export) fn refuse(&mut self) {
        self.held = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECS: fn(u64) -> Duration = Duration::from_secs;

    fn token() -> Credentials {
        Credentials::bearer("secret-token").unwrap()
    }

    #[test]
    fn they_are_kept_renewed_ahead_and_dropped_when_they_expire() {
        let now = Instant::now();
        let mut cache = Cache::default();
        assert_eq!(cache.ask(now), Ask::Now);
        cache.hold(now, token().valid_for(SECS(3_600)));
        for (secs, ask) in [(0, Ask::No), (3_539, Ask::No), (3_540, Ask::Ahead), (3_599, Ask::Ahead)] {
            assert_eq!(cache.ask(now + SECS(secs)), ask, "{secs}");
        }
        assert_eq!(cache.ask(now + SECS(3_600)), Ask::Now);
        assert!(cache.held().is_none());
        cache.hold(now, token().valid_for(SECS(100)));
        assert_eq!(cache.ask(now + SECS(89)), Ask::No);
        assert_eq!(cache.ask(now + SECS(90)), Ask::Ahead);
        cache.hold(now, token());
        assert_eq!(cache.ask(now + SECS(1 << 30)), Ask::No);
    }

    #[test]
    fn a_failing_provider_is_left_alone_for_a_while_and_costs_nothing_that_is_held() {
        let now = Instant::now();
        let mut cache = Cache::default();
        cache.hold(now, token().valid_for(SECS(100)));
        cache.fail(now + SECS(90), FAILED_FOR);
        assert_eq!(cache.ask(now + SECS(91)), Ask::No);
        assert_eq!(cache.ask(now + SECS(100)), Ask::NotYet);
        assert_eq!(cache.ask(now + SECS(120)), Ask::Now);
    }

    #[test]
    fn refused_ones_are_not_used_again() {
        let now = Instant::now();
        let mut cache = Cache::default();
        cache.hold(now, token());
        cache.refuse();
        assert!(cache.held().is_none());
        assert_eq!(cache.ask(now), Ask::Now);
    }
}
