//! What a flush, a close or a shutdown achieved.

use super::{DropReason, Stats};

/// What a flush, a close or a shutdown achieved, from the call to its answer.
///
/// It speaks of everything that its pipeline did in that time: connections to one host with one credential share a
/// pipeline. What a close itself gives up, because the statements that it ends find no room, is counted in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flushed {
    /// Events that the service acknowledged in that time.
    pub delivered: u64,
    /// Events that were given up in that time, whatever the reason; [`dropped_for`](Self::dropped_for) has them by reason.
    pub dropped: u64,
    /// Events that were held when the answer was given: recorded, and neither acknowledged nor given up. 0 unless
    /// `timed_out`.
    pub held: u64,
    /// Whether the answer was given before everything was settled that had been recorded before the call: the wait was
    /// over, or nothing could be sent within it, or there was nobody left who could send. A flush or a close that says so
    /// holds something. A shutdown says so, too, if a thread of telemetry's still ran.
    pub timed_out: bool,
    dropped_for: [u64; DropReason::ALL.len()],
}

impl Flushed {
    /// Returns how many events were given up for `reason`.
    pub const fn dropped_for(&self, reason: DropReason) -> u64 {
        self.dropped_for[reason as usize]
    }

    /// Returns whether nothing was lost and nothing is left.
    pub const fn is_complete(&self) -> bool {
        self.dropped == 0 && self.held == 0 && !self.timed_out
    }

    /// Returns what the books say at an answer, when everything `is_settled` that was to be, or the time for it is
    /// over.
    pub(crate) fn between(before: &Stats, now: &Stats, is_settled: bool) -> Self {
        // What others have recorded since the call is not what was waited for.
        let held = if is_settled { 0 } else { now.held() };
        let since = |reason| now.dropped(reason).saturating_sub(before.dropped(reason));
        let dropped_for = DropReason::ALL.map(since);
        Self {
            delivered: now.acknowledged.saturating_sub(before.acknowledged),
            dropped: dropped_for.iter().sum(),
            held,
            timed_out: held > 0,
            dropped_for,
        }
    }

    /// Adds what another pipeline did.
    pub(crate) fn add(&mut self, other: &Self) {
        self.delivered += other.delivered;
        self.dropped += other.dropped;
        self.held += other.held;
        self.timed_out |= other.timed_out;
        for (own, more) in self.dropped_for.iter_mut().zip(other.dropped_for) {
            *own += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Ledger;

    #[test]
    fn an_answer_says_what_happened_since_the_call_and_never_contradicts_itself() {
        let ledger = Ledger::default();
        ledger.record(10);
        ledger.drop_events(DropReason::QueueFull, 1);
        let before = ledger.snapshot();
        ledger.acknowledge(4, true);
        ledger.drop_events(DropReason::Partial, 2);
        let late = Flushed::between(&before, &ledger.snapshot(), false);
        assert_eq!((late.delivered, late.dropped, late.held, late.timed_out), (4, 2, 3, true));
        let settled = Flushed::between(&before, &ledger.snapshot(), true);
        assert_eq!((settled.held, settled.timed_out), (0, false), "what was recorded since is not asked for");
        ledger.acknowledge(3, true);
        let just_in_time = Flushed::between(&before, &ledger.snapshot(), false);
        assert_eq!((just_in_time.held, just_in_time.timed_out), (0, false));
        let mut sum = late;
        sum.add(&just_in_time);
        assert_eq!((sum.delivered, sum.dropped, sum.held, sum.timed_out), (11, 4, 3, true));
        assert_eq!((sum.dropped_for(DropReason::Partial), sum.dropped_for(DropReason::QueueFull)), (4, 0));
    }

    #[test]
    fn the_reasons_of_an_answer_add_up() {
        for reason in DropReason::ALL {
            let ledger = Ledger::default();
            let before = ledger.snapshot();
            ledger.record(3);
            ledger.drop_events(reason, 3);
            let flushed = Flushed::between(&before, &ledger.snapshot(), false);
            assert_eq!((flushed.dropped_for(reason), flushed.dropped, flushed.is_complete()), (3, 3, false));
        }
    }
}
