//! When the events that wait become a request: by count, by bytes, by time, and soon if one of
//! them is urgent.
//!
//! Pure: it is told the time, what waits, and a random number.

use std::time::{Duration, Instant};

use crate::clock::later;

/// What makes a request, and how large it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchPolicy {
    /// So many waiting events are sent at once. Default 50; 0 is taken as 1.
    pub events: usize,
    /// So many waiting bytes are sent at once. Default 256 KiB.
    pub bytes: usize,
    /// The first waiting event is sent after this time at the latest. Default 5 s.
    pub interval: Duration,
    /// No request has more events. Default 500: after an outage, what has waited should cost few
    /// requests, and the service is known to take a thousand in one.
    pub max_events: usize,
    /// No request body is larger. Default 1 MiB, as no limit of the service is published.
    pub max_bytes: usize,
}

impl Default for BatchPolicy {
    fn default() -> Self {
        Self { events: 50, bytes: 256 << 10, interval: Duration::from_secs(5), max_events: 500, max_bytes: 1 << 20 }
    }
}

/// The wait after an urgent event: those that come with it travel with it.
pub const URGENT_LINGER: Duration = Duration::from_millis(50);

/// The least time between a request and the next one that is sent for urgency alone. A storm of
/// errors is one request a second.
pub const URGENT_GAP: Duration = Duration::from_secs(1);

/// What waits to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Events.
    pub events: usize,
    /// Their bytes, as the queue accounts for them.
    pub bytes: usize,
    /// Whether one of them should not wait for the interval: a connection event, a terminal error.
    pub urgent: bool,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing waits: no timer, until something does.
    Idle,
    /// Look again at this time, or when more waits.
    Wait(Instant),
    /// Send what waits.
    Send,
}

/// The clock of one pipeline's requests.
#[derive(Clone, Debug)]
pub struct Batcher {
    policy: BatchPolicy,
    /// When the interval that the first waiting event began is over.
    due: Option<Instant>,
    /// When the urgent event that waits may go.
    urgent: Option<Instant>,
    last_sent: Option<Instant>,
}

impl Batcher {
    /// Returns a clock on which nothing waits.
    pub const fn new(policy: BatchPolicy) -> Self {
        Self { policy, due: None, urgent: None, last_sent: None }
    }

    /// Returns what to do at `now` about what waits. `random` is drawn evenly from 0 to 1.
    ///
    /// The first interval is cut at a random point and every other by up to a fifth, so that
    /// processes which were started together do not send together. No event waits longer than the
    /// interval.
    pub fn step(&mut self, now: Instant, waiting: Waiting, random: f64) -> Action {
        if waiting.events == 0 {
            (self.due, self.urgent) = (None, None);
            return Action::Idle;
        }
        let due = *self.due.get_or_insert_with(|| {
            let kept = if self.last_sent.is_none() { random } else { 1.0 - random / 5.0 };
            let interval = self.policy.interval.min(Duration::from_secs(365 * 86_400));
            later(now, interval.mul_f64(kept.clamp(0.0, 1.0)))
        });
        if waiting.urgent && self.urgent.is_none() {
            let gap = self.last_sent.map_or(now, |at| at + URGENT_GAP);
            self.urgent = Some(gap.max(now + URGENT_LINGER));
        }
        let at = self.urgent.map_or(due, |urgent| urgent.min(due));
        let full = waiting.events >= self.policy.events || waiting.bytes >= self.policy.bytes;
        if full || at <= now { Action::Send } else { Action::Wait(at) }
    }

    /// Notes that what waited was taken for a request at `now`.
    pub fn sent(&mut self, now: Instant) {
        *self = Self { last_sent: Some(now), ..Self::new(self.policy) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    fn events(events: usize) -> Waiting {
        Waiting { events, bytes: events * 1_000, urgent: false }
    }

    /// Returns a clock that has sent before, long ago.
    fn running(now: Instant) -> Batcher {
        let mut batcher = Batcher::new(BatchPolicy::default());
        batcher.sent(now - Duration::from_secs(60));
        batcher
    }

    #[test]
    fn idle_has_no_timer() {
        let now = Instant::now();
        assert_eq!(running(now).step(now, Waiting::default(), 0.5), Action::Idle);
    }

    #[test]
    fn count_and_bytes_send_at_once() {
        let now = Instant::now();
        assert!(matches!(running(now).step(now, events(49), 0.0), Action::Wait(_)));
        assert_eq!(running(now).step(now, events(50), 0.0), Action::Send);
        let heavy = Waiting { events: 1, bytes: 256 << 10, urgent: false };
        assert_eq!(running(now).step(now, heavy, 0.0), Action::Send);
    }

    #[test]
    fn an_interval_of_a_month_is_one() {
        let (now, month) = (Instant::now(), Duration::from_secs(30 * 86_400));
        let mut batcher = Batcher::new(BatchPolicy { interval: month, ..BatchPolicy::default() });
        assert_eq!(batcher.step(now, events(1), 1.0), Action::Wait(now + month));
    }

    #[test]
    fn time_sends_what_waits_and_the_first_event_sets_the_time() {
        let now = Instant::now();
        let mut batcher = running(now);
        assert_eq!(batcher.step(now, events(1), 0.0), Action::Wait(now + MS(5_000)));
        assert_eq!(batcher.step(now + MS(4_999), events(9), 0.9), Action::Wait(now + MS(5_000)));
        assert_eq!(batcher.step(now + MS(5_000), events(9), 0.9), Action::Send);
        batcher.sent(now + MS(5_000));
        assert_eq!(batcher.step(now + MS(5_000), Waiting::default(), 0.0), Action::Idle);
    }

    #[test]
    fn the_first_interval_is_cut_at_random_and_later_ones_a_little() {
        let now = Instant::now();
        for (random, first, later) in [(0.0, 0, 5_000), (0.5, 2_500, 4_500), (0.99, 4_950, 4_010)] {
            let mut fresh = Batcher::new(BatchPolicy::default());
            let expected = if first == 0 { Action::Send } else { Action::Wait(now + MS(first)) };
            assert_eq!(fresh.step(now, events(1), random), expected);
            assert_eq!(running(now).step(now, events(1), random), Action::Wait(now + MS(later)));
        }
    }

    #[test]
    fn urgent_events_go_soon_and_a_storm_of_them_is_one_request_a_second() {
        let start = Instant::now();
        let mut batcher = running(start);
        let (mut requests, mut waiting) = (0, Waiting::default());
        for ms in 0..10_000 {
            let now = start + MS(ms);
            waiting = Waiting { events: waiting.events + usize::from(ms % 50 == 0), bytes: 0, urgent: true };
            if batcher.step(now, waiting, 0.5) == Action::Send {
                batcher.sent(now);
                requests += 1;
                waiting = Waiting::default();
            }
        }
        assert!((9..=11).contains(&requests), "{requests}");
        let mut batcher = running(start);
        let urgent = Waiting { urgent: true, ..events(1) };
        assert_eq!(batcher.step(start, urgent, 0.5), Action::Wait(start + URGENT_LINGER));
        assert_eq!(batcher.step(start + URGENT_LINGER, urgent, 0.5), Action::Send);
    }

    proptest! {
        /// No event waits longer than the interval, and nothing is sent that does not wait.
        #[test]
        fn nothing_waits_longer_than_the_interval(
            arrivals in prop::collection::vec((0u64..3_000, 0usize..30, any::<bool>(), 0.0f64..1.0), 1..100),
        ) {
            let mut batcher = Batcher::new(BatchPolicy::default());
            let mut now = Instant::now();
            let (mut waiting, mut first, mut urgent_since) = (Waiting::default(), None, None);
            for (ms, count, urgent, random) in arrivals {
                let next = now + MS(ms);
                // The shell sleeps until the time it was told, then until the next arrival.
                while let Action::Wait(at) = batcher.step(now, waiting, random) {
                    prop_assert!(at > now);
                    prop_assert!(first.is_none_or(|first: Instant| at <= first + MS(5_000)));
                    prop_assert!(urgent_since.is_none_or(|since: Instant| at <= since + URGENT_GAP));
                    if at > next {
                        break;
                    }
                    now = at;
                }
                if batcher.step(now, waiting, random) == Action::Send {
                    prop_assert!(waiting.events > 0);
                    batcher.sent(now);
                    (waiting, first, urgent_since) = (Waiting::default(), None, None);
                }
                now = next;
                if count > 0 {
                    waiting.events += count;
                    waiting.urgent |= urgent;
                    first = first.or(Some(now));
                    if urgent {
                        urgent_since = urgent_since.or(Some(now));
                    }
                }
            }
        }
    }
}
