//! Refusals that last: a credential that is no longer taken, an endpoint that is not there.
//!
//! Asking again at full rate changes nothing and looks like an attack. After a refusal the way rests, longer after
//! each further one, and then one small request finds out. Pure: it is told the time and a random number.

use std::time::{Duration, Instant};

use crate::clock::later;

/// The rest after the first refusal; each further one doubles it.
const FIRST: Duration = Duration::from_secs(30);

/// No rest is longer.
pub(in crate::export) const LONGEST: Duration = Duration::from_secs(3_600);

/// The time in which whoever probes keeps others from it: longer than any attempt.
const PROBE: Duration = Duration::from_secs(60);

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Refused {
    /// The credential (401, 403): another way may be open without one.
    Credential,
    /// The endpoint (404, 410), or nobody there is the service: what waits, waits.
    Endpoint,
}

/// The refusals of one way, in a row.
#[derive(Clone, Copy, Debug)]
pub(in crate::export) struct Refusal {
    pub(in crate::export) what: Refused,
    in_a_row: u32,
    until: Instant,
}

impl Refusal {
    /// Returns the rest of a way that was refused at `now`, `before` included. `random` is drawn evenly from 0 to 1 and
    /// takes up to a quarter off the rest.
    pub(in crate::export) fn again(before: Option<Self>, what: Refused, now: Instant, random: f64) -> Self {
        let in_a_row = before.map_or(0, |before| before.in_a_row).saturating_add(1);
        let rest = FIRST.saturating_mul(1 << (in_a_row - 1).min(16)).min(LONGEST);
        Self { what, in_a_row, until: later(now, rest.mul_f64(1.0 - random.clamp(0.0, 1.0) / 4.0)) }
    }

    /// Returns until when nothing is sent that way; `None` when it is time to find out.
    pub(in crate::export) fn until(&self, now: Instant) -> Option<Instant> {
        Some(self.until).filter(|until| now < *until)
    }

    /// Notes that somebody finds out, beginning at `now`: others wait for what he learns.
    pub(in crate::export) fn probe(&mut self, now: Instant) {
        self.until = later(now, PROBE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_grow_to_an_hour_and_a_day_of_refusals_is_few_requests() {
        for random in [0.0, 0.5, 1.0] {
            let start = Instant::now();
            let (mut now, mut refusal, mut requests, mut last) = (start, None, 0, Duration::ZERO);
            while now < start + Duration::from_secs(86_400) {
                let next = Refusal::again(refusal, Refused::Credential, now, random);
                let until = next.until(now).expect("a rest");
                let rest = until - now;
                assert!(rest >= last && rest <= LONGEST, "{rest:?} after {last:?}");
                assert_eq!(next.until(until), None);
                (now, refusal, requests, last) = (until, Some(next), requests + 1, rest);
            }
            assert!(last >= LONGEST * 3 / 4, "{last:?}");
            assert!((25..=40).contains(&requests), "{requests}");
        }
    }

    #[test]
    fn rests_double_from_half_a_minute() {
        let now = Instant::now();
        let rests = std::iter::successors(Some(Refusal::again(None, Refused::Credential, now, 0.0)), |before| {
            Some(Refusal::again(Some(*before), Refused::Credential, now, 0.0))
        });
        let rests: Vec<_> = rests.map(|refusal| (refusal.until - now).as_secs()).take(9).collect();
        assert_eq!(rests, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    }

    #[test]
    fn one_finds_out_at_a_time_and_a_lost_probe_is_made_up_for() {
        let now = Instant::now();
        let mut refusal = Refusal::again(None, Refused::Endpoint, now, 0.0);
        let due = refusal.until(now).expect("a rest");
        refusal.probe(due);
        assert!(refusal.until(due).is_some(), "others wait");
        assert_eq!(refusal.until(due + PROBE), None, "but not for ever");
    }
}
