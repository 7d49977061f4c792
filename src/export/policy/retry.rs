//! The one retry layer: whether the same request is sent again, and when.
//!
//! Pure: it is told the time, what the last attempt came to, and a random number. The clients
//! below it retry nothing of their own, and the breaker above it hears of one outcome for a whole
//! series of attempts.

use std::time::{Duration, Instant};

use crate::clock::later;
use crate::export::Outcome;

/// The limits of one series of attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Attempts after the first one. Default 3.
    pub max_retries: u32,
    /// The bound of the first wait; each further bound is twice the one before. Default 500 ms.
    pub base: Duration,
    /// No bound grows past this one, whatever `base` was set to. Default 10 s.
    pub max_delay: Duration,
    /// Time for one attempt, to the last byte of the answer. Default 10 s.
    pub attempt_timeout: Duration,
    /// Time for the whole series, waits included. Default 60 s, which is four attempts that all
    /// hang and the waits between them, with room for a `Retry-After` of some seconds.
    pub deadline: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 3,
            base: Duration::from_millis(500),
            max_delay: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(60),
        }
    }
}

/// One series of attempts at one request.
#[derive(Clone, Debug)]
pub struct Retry {
    policy: RetryPolicy,
    deadline: Instant,
    retries: u32,
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: the outcome is final, good or bad.
    Settle,
    /// Send the same request again at this time, not earlier.
    Again(Instant),
    /// No attempt or no time is left. Nothing may be sent to this host before the given time, if
    /// the service named one.
    GiveUp(Option<Instant>),
}

impl Retry {
    /// Begins a series at `now` that ends at the policy's deadline, or at `limit` if that is
    /// earlier (a close that has less time).
    pub fn new(policy: RetryPolicy, now: Instant, limit: Option<Instant>) -> Self {
        let own = later(now, policy.deadline);
        Self { policy, deadline: limit.map_or(own, |limit| limit.min(own)), retries: 0 }
    }

    /// Returns the time that an attempt which starts at `now` has. Zero once the series is over.
    pub fn attempt_timeout(&self, now: Instant) -> Duration {
        self.policy.attempt_timeout.min(self.deadline.saturating_duration_since(now))
    }

    /// Shortens the series: a close has begun and ends at `limit`.
    pub fn cut(&mut self, limit: Instant) {
        self.deadline = self.deadline.min(limit);
    }

    /// Attempts made after the first one, so far.
    pub const fn retries(&self) -> u32 {
        self.retries
    }

    /// Decides what follows on an attempt that came to `outcome`. `random` is drawn evenly from 0 (inclusive) to 1.
    ///
    /// The wait is "full jitter": anything from nothing to the bound, so that clients which failed
    /// together do not come back together. A `Retry-After` is a minimum: the jitter goes on top.
    pub fn step(&mut self, now: Instant, outcome: Outcome, random: f64) -> Action {
        if !outcome.is_transient() {
            return Action::Settle;
        }
        let asked = outcome.retry_after();
        let not_before = asked.map(|wait| later(now, wait));
        if self.retries == self.policy.max_retries {
            return Action::GiveUp(not_before);
        }
        let jitter = self.bound().mul_f64(random.clamp(0.0, 1.0));
        let at = later(now, asked.unwrap_or_default().saturating_add(jitter));
        if at >= self.deadline {
            return Action::GiveUp(not_before);
        }
        self.retries += 1;
        Action::Again(at)
    }

    /// Returns the longest jitter before the next retry.
    fn bound(&self) -> Duration {
        let factor = 1u32.checked_shl(self.retries).unwrap_or(u32::MAX);
        self.policy.base.saturating_mul(factor).min(self.policy.max_delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn waits_double_and_the_fourth_failure_is_the_last() {
        let start = Instant::now();
        let mut retry = Retry::new(RetryPolicy::default(), start, None);
        let mut now = start;
        for bound in [500, 1_000, 2_000] {
            let action = retry.step(now, Outcome::Unavailable(None), 0.5);
            assert_eq!(action, Action::Again(now + MS(bound / 2)));
            now += MS(bound / 2);
        }
        assert_eq!(retry.step(now, Outcome::Unavailable(None), 0.5), Action::GiveUp(None));
        assert_eq!(retry.retries(), 3);
    }

    #[test]
    fn final_outcomes_settle_at_once() {
        for outcome in
            [Outcome::Delivered, Outcome::Unauthorized, Outcome::TooLarge, Outcome::Rejected, Outcome::Unroutable]
        {
            let now = Instant::now();
            let mut retry = Retry::new(RetryPolicy::default(), now, None);
            assert_eq!(retry.step(now, outcome, 0.9), Action::Settle, "{outcome:?}");
        }
    }

    #[test]
    fn retry_after_is_a_minimum_with_the_jitter_on_top() {
        let now = Instant::now();
        let mut retry = Retry::new(RetryPolicy::default(), now, None);
        let outcome = Outcome::Throttled(Some(MS(4_000)));
        assert_eq!(retry.step(now, outcome, 0.0), Action::Again(now + MS(4_000)));
        assert_eq!(retry.step(now, outcome, 0.5), Action::Again(now + MS(4_500)));
    }

    #[test]
    fn a_wait_past_the_deadline_is_handed_up_instead_of_waited_for() {
        let now = Instant::now();
        let mut retry = Retry::new(RetryPolicy::default(), now, None);
        let outcome = Outcome::Unavailable(Some(MS(90_000)));
        assert_eq!(retry.step(now, outcome, 0.0), Action::GiveUp(Some(now + MS(90_000))));
        assert_eq!(retry.retries(), 0);
    }

    #[test]
    fn a_close_cuts_the_series_and_the_attempt() {
        let now = Instant::now();
        let mut retry = Retry::new(RetryPolicy::default(), now, Some(now + MS(2_000)));
        assert_eq!(retry.attempt_timeout(now), MS(2_000));
        retry.cut(now + MS(100));
        assert_eq!(retry.attempt_timeout(now), MS(100));
        assert_eq!(retry.attempt_timeout(now + MS(200)), Duration::ZERO);
        assert_eq!(retry.step(now, Outcome::TimedOut, 0.5), Action::GiveUp(None));
    }

    #[test]
    fn absurd_settings_do_not_overflow() {
        let now = Instant::now();
        let policy = RetryPolicy {
            max_retries: u32::MAX,
            base: Duration::MAX,
            deadline: Duration::MAX,
            ..RetryPolicy::default()
        };
        let mut retry = Retry::new(policy, now, None);
        for _ in 0..100 {
            if let Action::Again(at) = retry.step(now, Outcome::TimedOut, 1.0) {
                assert!(at <= now + policy.max_delay);
            }
        }
    }

    proptest! {
        /// Whatever the outcomes and the dice: at most `1 + max_retries` attempts, none before a
        /// wait that was asked for, none at or past the deadline.
        #[test]
        fn a_series_is_bounded(
            outcomes in prop::collection::vec((0u8..4, prop::option::of(0u64..400)), 1..20),
            dice in prop::collection::vec(0.0f64..1.0, 20),
            durations in prop::collection::vec(0u64..12_000, 20),
            max_retries in 0u32..6,
        ) {
            let policy = RetryPolicy { max_retries, ..RetryPolicy::default() };
            let start = Instant::now();
            let mut retry = Retry::new(policy, start, None);
            let (mut now, mut attempts) = (start, 0u32);
            for (i, (kind, after)) in outcomes.into_iter().enumerate() {
                attempts += 1;
                now += retry.attempt_timeout(now).min(MS(durations[i]));
                let after = after.map(Duration::from_secs);
                let outcome = match kind {
                    0 => Outcome::TimedOut,
                    1 => Outcome::Unreachable,
                    2 => Outcome::Throttled(after),
                    _ => Outcome::Unavailable(after),
                };
                match retry.step(now, outcome, dice[i]) {
                    Action::Again(at) => {
                        prop_assert!(at >= now + outcome.retry_after().unwrap_or_default());
                        prop_assert!(at < start + policy.deadline);
                        now = at;
                    }
                    Action::GiveUp(not_before) => {
                        prop_assert_eq!(not_before, outcome.retry_after().map(|wait| now + wait));
                        break;
                    }
                    Action::Settle => prop_assert!(false, "a transient outcome settled"),
                }
            }
            prop_assert!(attempts <= 1 + max_retries);
            prop_assert!(now <= start + policy.deadline);
        }
    }
}
