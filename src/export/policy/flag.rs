//! The server's flag for one host: may telemetry be collected at all?
//!
//! Pure: it is told the time. Unknown counts as off, except that events wait for the first answer;
//! a check that fails keeps the last known value.

use std::time::{Duration, Instant};

/// The shortest and the longest time that an answer is believed, whatever its `ttl_seconds` says.
/// A TTL of zero would be a request for each batch; an unbounded one could never be taken back.
pub const TTL_RANGE: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(3600));

/// How long an answer without a TTL is believed.
pub const TTL_DEFAULT: Duration = Duration::from_secs(900);

/// How long a failed check is not repeated. The flag shares a rate limit with the uploads.
pub const NEGATIVE_TTL: Duration = Duration::from_secs(60);

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The service said so; a flag that it does not know is off.
    Known {
        /// On or off.
        on: bool,
        /// For how long, before the bounds.
        ttl: Option<Duration>,
    },
    /// No usable answer.
    Failed,
    /// The service refuses to say (401, 403, 404, 410), which seldom changes soon.
    Refused,
}

/// The reply to somebody who wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Collect and send.
    On,
    /// Neither. The time is when asking again can give another reply.
    Off(Instant),
    /// Send the check now; whoever was told this must [`settle`](Flag::settle) it.
    Check,
    /// Somebody else's check is on its way.
    Checking,
}

/// The server's flag for one host.
#[derive(Clone, Debug, Default)]
pub struct Flag {
    known: Option<bool>,
    /// The end of the belief in `known`, or of the wait after a failure.
    until: Option<Instant>,
    failed: Option<Failed>,
    /// Refusals in a row.
    refusals: u32,
    checking: bool,
}

/// A failed check, and whether it carried a credential: the refusal of a client without one says
/// nothing to a client that has one.
#[derive(Clone, Copy, Debug)]
struct Failed {
    authenticated: bool,
}

impl Flag {
    /// Decides for somebody who wants to send at `now`, and could check with a credential or without.
    pub fn ask(&mut self, now: Instant, authenticated: bool) -> Decision {
        if self.checking {
            return Decision::Checking;
        }
        match self.believed(now, authenticated) {
            Some(until) => match self.known {
                Some(true) => Decision::On,
                _ => Decision::Off(until),
            },
            None => {
                self.checking = true;
                Decision::Check
            }
        }
    }

    /// Returns whether [`ask`](Self::ask) would reply [`Decision::Off`], without asking.
    pub fn is_off(&self, now: Instant, authenticated: bool) -> bool {
        !self.checking && self.known != Some(true) && self.believed(now, authenticated).is_some()
    }

    /// Notes that the check came to `answer`.
    pub fn settle(&mut self, now: Instant, authenticated: bool, answer: Answer) {
        self.checking = false;
        match answer {
            Answer::Known { on, ttl } => {
                let (least, most) = TTL_RANGE;
                self.known = Some(on);
                (self.failed, self.refusals) = (None, 0);
                self.until = Some(now + ttl.unwrap_or(TTL_DEFAULT).clamp(least, most));
            }
            Answer::Failed => {
                self.failed = Some(Failed { authenticated });
                self.until = Some(now + NEGATIVE_TTL);
            }
            Answer::Refused => {
                self.failed = Some(Failed { authenticated });
                self.until = Some(now + NEGATIVE_TTL.saturating_mul(1 << self.refusals.min(6)).min(TTL_RANGE.1));
                self.refusals = self.refusals.saturating_add(1);
            }
        }
    }

    /// Notes that the check was not made.
    pub fn postpone(&mut self) {
        self.checking = false;
    }

    /// Returns whether an answer, or a failure, still counts at `now`.
    pub fn remembers(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Returns the last value that the service gave, however old.
    pub const fn last_known(&self) -> Option<bool> {
        self.known
    }

    /// Returns until when what there is counts; `None` if it is time for a check.
    fn believed(&self, now: Instant, authenticated: bool) -> Option<Instant> {
        let heard = self.failed.is_none_or(|failed| failed.authenticated || !authenticated);
        self.until.filter(|until| now < *until && heard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECS: fn(u64) -> Duration = Duration::from_secs;

    fn known(on: bool, ttl: u64) -> Answer {
        Answer::Known { on, ttl: Some(SECS(ttl)) }
    }

    fn settled(now: Instant, answer: Answer) -> Flag {
        let mut flag = Flag::default();
        assert_eq!(flag.ask(now, true), Decision::Check);
        flag.settle(now, true, answer);
        flag
    }

    #[test]
    fn one_check_for_everybody_who_asks() {
        let now = Instant::now();
        let mut flag = Flag::default();
        assert_eq!(flag.ask(now, true), Decision::Check);
        for _ in 0..10 {
            assert_eq!(flag.ask(now + SECS(9), true), Decision::Checking);
        }
        flag.settle(now + SECS(9), true, known(true, 900));
        assert_eq!(flag.ask(now + SECS(9), true), Decision::On);
    }

    #[test]
    fn what_is_off_and_what_is_remembered_is_known_without_asking() {
        let now = Instant::now();
        for on in [true, false] {
            let flag = settled(now, known(on, 60));
            assert_eq!([0, 59, 60].map(|secs| flag.is_off(now + SECS(secs), true)), [!on, !on, false]);
            assert_eq!([0, 59, 60].map(|secs| flag.remembers(now + SECS(secs))), [true, true, false]);
        }
        assert!(!Flag::default().is_off(now, true) && !Flag::default().remembers(now));
        let mut flag = settled(now, known(false, 60));
        assert_eq!(flag.ask(now + SECS(60), true), Decision::Check);
        assert!(!flag.is_off(now + SECS(60), true), "somebody finds out");
    }

    #[test]
    fn a_ttl_is_bounded() {
        for (ttl, believed) in [(0, 60), (59, 60), (61, 61), (3_600, 3_600), (1 << 40, 3_600)] {
            let now = Instant::now();
            let mut flag = settled(now, known(true, ttl));
            assert_eq!(flag.ask(now + SECS(believed) - SECS(1), true), Decision::On, "{ttl}");
            assert_eq!(flag.ask(now + SECS(believed), true), Decision::Check, "{ttl}");
        }
        let now = Instant::now();
        let mut flag = settled(now, Answer::Known { on: true, ttl: None });
        assert_eq!(flag.ask(now + SECS(899), true), Decision::On);
        assert_eq!(flag.ask(now + SECS(900), true), Decision::Check);
    }

    #[test]
    fn a_first_failure_is_off_and_not_repeated_for_a_minute() {
        let now = Instant::now();
        let mut flag = settled(now, Answer::Failed);
        assert_eq!(flag.ask(now + SECS(59), true), Decision::Off(now + SECS(60)));
        assert_eq!(flag.ask(now + SECS(60), true), Decision::Check);
        assert_eq!(flag.last_known(), None);
    }

    #[test]
    fn a_later_failure_keeps_the_last_value() {
        for on in [true, false] {
            let now = Instant::now();
            let mut flag = settled(now, known(on, 60));
            let later = now + SECS(60);
            assert_eq!(flag.ask(later, true), Decision::Check);
            flag.settle(later, true, Answer::Failed);
            let expected = if on { Decision::On } else { Decision::Off(later + SECS(60)) };
            assert_eq!(flag.ask(later + SECS(1), true), expected);
        }
    }

    #[test]
    fn it_turns_off_within_its_ttl() {
        let now = Instant::now();
        let mut flag = settled(now, known(true, 60));
        assert_eq!(flag.ask(now + SECS(60), true), Decision::Check);
        flag.settle(now + SECS(61), true, known(false, 60));
        assert_eq!(flag.ask(now + SECS(61), true), Decision::Off(now + SECS(121)));
    }

    #[test]
    fn the_refusal_of_a_client_without_credential_does_not_bind_one_that_has_it() {
        let now = Instant::now();
        let mut flag = Flag::default();
        assert_eq!(flag.ask(now, false), Decision::Check);
        flag.settle(now, false, Answer::Failed);
        assert_eq!(flag.ask(now + SECS(1), false), Decision::Off(now + SECS(60)));
        assert_eq!(flag.ask(now + SECS(1), true), Decision::Check);
        flag.settle(now + SECS(2), true, Answer::Failed);
        assert!(matches!(flag.ask(now + SECS(3), true), Decision::Off(_)));
    }

    proptest! {
        /// Never more than one check at a time, never two in a minute with the same credential,
        /// and never on without the service's word.
        #[test]
        fn checks_are_rare_and_on_is_the_services_word(
            steps in prop::collection::vec((0u64..30, any::<bool>(), 0u8..3, 0u64..200), 1..200),
        ) {
            let mut now = Instant::now();
            let mut flag = Flag::default();
            let (mut pending, mut last, mut word) = (false, None::<Instant>, None);
            for (secs, settle, answer, ttl) in steps {
                now += SECS(secs);
                if settle && pending {
                    pending = false;
                    last = Some(now);
                    let answer = match answer {
                        0 => Answer::Failed,
                        n => known(n == 1, ttl),
                    };
                    if let Answer::Known { on, .. } = answer {
                        word = Some(on);
                    }
                    flag.settle(now, true, answer);
                } else {
                    match flag.ask(now, true) {
                        Decision::Check => {
                            prop_assert!(!pending);
                            prop_assert!(last.is_none_or(|at| now >= at + SECS(60)));
                            pending = true;
                        }
                        Decision::Checking => prop_assert!(pending),
                        Decision::On => prop_assert_eq!(word, Some(true)),
                        Decision::Off(until) => {
                            prop_assert_ne!(word, Some(true));
                            prop_assert!(until > now);
                        }
                    }
                }
            }
        }
    }
}
