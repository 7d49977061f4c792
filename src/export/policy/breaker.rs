//! The circuit breaker of one host: after enough failures in a row nothing is sent for a while,
//! and then one request alone finds out whether the service is back.
//!
//! Pure: it is told the time and a random number. It counts what the retry layer concludes, one
//! signal for a whole series of attempts.

use std::time::{Duration, Instant};

use crate::clock::later;
pub use crate::stats::BreakerState;

/// When a breaker opens and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakerPolicy {
    /// Off: everything is let through, and nothing is counted. Default on.
    pub enabled: bool,
    /// Failures in a row that open it; 0 is taken as 1. Default 5.
    ///
    /// In a row rather than a rate in a window: a driver that sends once in five seconds would
    /// never fill a window.
    pub threshold: u32,
    /// The least time that it stays open. Default 60 s.
    pub open_for: Duration,
    /// The most that chance adds to `open_for`, so that the clients of a service which failed for
    /// all of them do not all ask again in the same second. Default 30 s.
    pub spread: Duration,
}

impl Default for BreakerPolicy {
    fn default() -> Self {
        Self { enabled: true, threshold: 5, open_for: Duration::from_secs(60), spread: Duration::from_secs(30) }
    }
}

/// What a breaker is told about a request that it let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Accepted.
    Success,
    /// Refused for a reason of the request's own: no failure of the service, no proof of health.
    Answered,
    /// 429, 5xx, no answer, no connection.
    Failure,
    /// Nobody knows: the request was given up before it came to anything.
    Lost,
}

/// Leave to send one request; it must be brought back with [`Breaker::settle`].
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit that is not settled keeps a probe's place taken"]
pub struct Permit {
    /// The period of the breaker in which it was given. A permit of an earlier period settles
    /// nothing: what it found out is older than the breaker's state.
    period: u64,
}

/// The answer to somebody who wants to send.
#[derive(Debug, PartialEq, Eq)]
pub enum Admission {
    /// Send.
    Go(Permit),
    /// Not before this time.
    NotBefore(Instant),
    /// Another request is the probe; ask again when it has settled.
    Probing,
}

/// The circuit breaker of one host.
#[derive(Clone, Debug)]
pub struct Breaker {
    policy: BreakerPolicy,
    state: State,
    period: u64,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Closed { failures: u32 },
    Open { until: Instant },
    HalfOpen,
}

impl Breaker {
    /// Returns a closed breaker.
    pub const fn new(policy: BreakerPolicy) -> Self {
        Self { policy, state: State::Closed { failures: 0 }, period: 0 }
    }

    /// Returns what it is doing.
    pub const fn state(&self) -> BreakerState {
        match self.state {
            State::Closed { .. } => BreakerState::Closed,
            State::Open { .. } => BreakerState::Open,
            State::HalfOpen => BreakerState::HalfOpen,
        }
    }

    /// Returns whether nothing has been learned: closed, and no failure counted.
    pub const fn is_fresh(&self) -> bool {
        matches!(self.state, State::Closed { failures: 0 })
    }

    /// Returns when the next probe is allowed, while it is open.
    pub const fn open_until(&self) -> Option<Instant> {
        match self.state {
            State::Open { until } => Some(until),
            _ => None,
        }
    }

    /// Decides whether somebody who wants to send at `now` may.
    pub fn admit(&mut self, now: Instant) -> Admission {
        match self.state {
            State::Closed { .. } => Admission::Go(Permit { period: self.period }),
            State::Open { until } if now < until => Admission::NotBefore(until),
            State::Open { .. } => {
                self.enter(State::HalfOpen);
                Admission::Go(Permit { period: self.period })
            }
            State::HalfOpen => Admission::Probing,
        }
    }

    /// Notes that a request which was let through came to `signal`. `random` is drawn evenly from 0 to 1. Returns true
    /// if the breaker opened because of it after having been closed.
    pub fn settle(&mut self, now: Instant, permit: Permit, signal: Signal, random: f64) -> bool {
        if !self.policy.enabled || permit.period != self.period {
            return false;
        }
        // A share of at most a year: a spread that no clock can hold must not overflow either.
        let spread = self.policy.spread.min(Duration::from_secs(365 * 86_400));
        let wait = self.policy.open_for.saturating_add(spread.mul_f64(random.clamp(0.0, 1.0)));
        let open = State::Open { until: later(now, wait) };
        match (self.state, signal) {
            (State::Closed { .. }, Signal::Success) => self.state = State::Closed { failures: 0 },
            (State::Closed { failures }, Signal::Failure) => {
                let failures = failures.saturating_add(1);
                if failures >= self.policy.threshold {
                    self.enter(open);
                    return true;
                }
                self.state = State::Closed { failures };
            }
            (State::HalfOpen, Signal::Success | Signal::Answered) => {
                self.enter(State::Closed { failures: 0 });
            }
            (State::HalfOpen, Signal::Failure | Signal::Lost) => self.enter(open),
            (State::Closed { .. }, Signal::Answered | Signal::Lost) | (State::Open { .. }, _) => {}
        }
        false
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.period += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn go(breaker: &mut Breaker, now: Instant) -> Permit {
        match breaker.admit(now) {
            Admission::Go(permit) => permit,
            other => panic!("expected to be let through, got {other:?}"),
        }
    }

    fn opened(now: Instant) -> Breaker {
        let mut breaker = Breaker::new(BreakerPolicy::default());
        for n in 1..=5 {
            let permit = go(&mut breaker, now);
            assert_eq!(breaker.settle(now, permit, Signal::Failure, 0.0), n == 5);
        }
        breaker
    }

    #[test]
    fn five_failures_in_a_row_open_it_for_a_minute() {
        let now = Instant::now();
        let mut breaker = opened(now);
        let until = now + Duration::from_secs(60);
        assert_eq!(breaker.admit(now), Admission::NotBefore(until));
        assert_eq!(breaker.admit(until - Duration::from_nanos(1)), Admission::NotBefore(until));
        let _permit = go(&mut breaker, until);
        assert_eq!(breaker.state(), BreakerState::HalfOpen);
    }

    #[test]
    fn a_success_in_between_starts_the_count_again_and_our_own_faults_do_not_count() {
        let now = Instant::now();
        let mut breaker = Breaker::new(BreakerPolicy::default());
        for signal in [
            Signal::Failure,
            Signal::Failure,
            Signal::Failure,
            Signal::Failure,
            Signal::Success,
            Signal::Failure,
            Signal::Answered,
            Signal::Failure,
            Signal::Lost,
            Signal::Failure,
            Signal::Failure,
        ] {
            let permit = go(&mut breaker, now);
            assert!(!breaker.settle(now, permit, signal, 0.0));
        }
        let permit = go(&mut breaker, now);
        assert!(breaker.settle(now, permit, Signal::Failure, 0.0));
    }

    #[test]
    fn what_a_probe_comes_to_decides() {
        let table = [
            (Signal::Success, BreakerState::Closed),
            (Signal::Answered, BreakerState::Closed),
            (Signal::Failure, BreakerState::Open),
            (Signal::Lost, BreakerState::Open),
        ];
        for (signal, state) in table {
            let now = Instant::now();
            let mut breaker = opened(now);
            let later = now + Duration::from_secs(61);
            let permit = go(&mut breaker, later);
            assert_eq!(breaker.admit(later), Admission::Probing);
            assert!(!breaker.settle(later, permit, signal, 0.0), "reopening is no news");
            assert_eq!(breaker.state(), state, "{signal:?}");
            if state == BreakerState::Open {
                let until = later + Duration::from_secs(60);
                assert_eq!(breaker.admit(later), Admission::NotBefore(until));
            }
        }
    }

    #[test]
    fn a_request_from_before_it_opened_settles_nothing() {
        let now = Instant::now();
        let mut breaker = Breaker::new(BreakerPolicy::default());
        let late = go(&mut breaker, now);
        let slow = go(&mut breaker, now);
        for _ in 0..5 {
            let permit = go(&mut breaker, now);
            breaker.settle(now, permit, Signal::Failure, 0.0);
        }
        breaker.settle(now, late, Signal::Success, 0.0);
        assert_eq!(breaker.state(), BreakerState::Open);
        let probe = go(&mut breaker, now + Duration::from_secs(60));
        breaker.settle(now, slow, Signal::Failure, 0.0);
        assert_eq!(breaker.state(), BreakerState::HalfOpen);
        breaker.settle(now, probe, Signal::Success, 0.0);
        assert_eq!(breaker.state(), BreakerState::Closed);
    }

    #[test]
    fn every_setting_changes_what_it_does() {
        let now = Instant::now();
        let fail = |policy: BreakerPolicy, random| {
            let mut breaker = Breaker::new(policy);
            let mut failures = 0;
            while failures < 20 && breaker.state() == BreakerState::Closed {
                failures += 1;
                let permit = go(&mut breaker, now);
                breaker.settle(now, permit, Signal::Failure, random);
            }
            (failures, breaker.admit(now))
        };
        let default = BreakerPolicy::default();
        let at = |secs| Admission::NotBefore(now + Duration::from_secs(secs));
        assert_eq!(fail(default, 0.0), (5, at(60)));
        assert_eq!(fail(default, 0.5), (5, at(75)));
        assert_eq!(fail(BreakerPolicy { threshold: 2, ..default }, 0.0), (2, at(60)));
        assert_eq!(fail(BreakerPolicy { threshold: 0, ..default }, 0.0), (1, at(60)));
        let short = Duration::from_secs(3);
        assert_eq!(fail(BreakerPolicy { open_for: short, ..default }, 0.0), (5, at(3)));
        let exact = BreakerPolicy { spread: Duration::ZERO, ..default };
        assert_eq!(fail(exact, 0.9), (5, at(60)));
        let month = Duration::from_secs(30 * 86_400);
        assert_eq!(fail(BreakerPolicy { spread: month, ..default }, 1.0), (5, at(60 + 30 * 86_400)));
        assert_eq!(fail(BreakerPolicy { enabled: false, ..default }, 0.0).0, 20);
    }

    proptest! {
        /// Whatever happens: never two probes at once, nothing let through before its time, and
        /// never more than `threshold` failures in a row while closed.
        #[test]
        fn one_probe_at_a_time(
            steps in prop::collection::vec((0u64..40, 0u8..4, any::<bool>(), 0usize..4), 1..200),
        ) {
            let mut now = Instant::now();
            let mut breaker = Breaker::new(BreakerPolicy::default());
            let mut out = Vec::new();
            let (mut probe, mut not_before) = (None, None);
            for (secs, signal, admit, which) in steps {
                now += Duration::from_secs(secs);
                if admit {
                    match breaker.admit(now) {
                        Admission::Go(permit) => {
                            prop_assert!(not_before.is_none_or(|at| now >= at));
                            if breaker.state() == BreakerState::HalfOpen {
                                prop_assert_eq!(probe, None);
                                probe = Some(permit.period);
                            }
                            out.push(permit);
                        }
                        Admission::NotBefore(at) => not_before = Some(at),
                        Admission::Probing => prop_assert!(probe.is_some()),
                    }
                } else if !out.is_empty() {
                    let permit = out.swap_remove(which % out.len());
                    let settles_probe = probe == Some(permit.period);
                    let signal = [Signal::Success, Signal::Answered, Signal::Failure, Signal::Lost]
                        [usize::from(signal)];
                    breaker.settle(now, permit, signal, 0.3);
                    if settles_probe {
                        probe = None;
                        not_before = None;
                        prop_assert_ne!(breaker.state(), BreakerState::HalfOpen);
                    }
                }
            }
        }
    }
}
