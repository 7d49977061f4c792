//! The counters of one pipeline, and what a reader sees of them.
//!
//! They are atomics and not behind a lock: a driver's threads count here, and a forked child reads them, whose parent may
//! have held any lock at that moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{BreakerState, Depth, DropReason, Losses};
use crate::privacy::{CLASSES, ScrubCounts};

/// What became of the events of a pipeline, or of all pipelines that there ever were, at one moment.
///
/// Every event that was recorded is acknowledged, dropped for one reason, or [held](Self::held).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Events accepted from the driver.
    pub recorded: u64,
    /// Events that were in a request at least once.
    pub exported: u64,
    /// Events that the service took.
    pub acknowledged: u64,
    /// Those among the acknowledged of which the service's answer did not say a number.
    pub unconfirmed: u64,
    /// Events sent again: each counts once for every request after its first.
    pub retried: u64,
    /// Requests with events, each attempt counted.
    pub requests: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
    /// Requests for the server's flag.
    pub flag_requests: u64,
    /// Events that wait in the queue: those among the held that are not on their way.
    pub queued: u64,
    /// Memory that they take, in bytes.
    pub queued_bytes: u64,
    /// Times that a breaker opened after it had been closed, counted for the pipeline that found out.
    pub breaker_openings: u64,
    /// The most events that ever waited at once in one queue.
    pub queue_high_water: u64,
    /// The breaker of the host; of several hosts that have a connection, the worst.
    pub breaker: BreakerState,
    /// Endpoints and credentials that rest for up to an hour, because they were refused again and again (401, 403, 404,
    /// 410) or somebody else than the service answered.
    pub refused: u64,
    /// Values that the privacy pass dropped or replaced, by class, and numbers that it dropped as implausible.
    pub scrubbed: ScrubCounts,
    dropped: [u64; DropReason::ALL.len()],
}

impl Stats {
    /// Says what waits in the queue now.
    pub(crate) fn waits(&mut self, depth: Depth) {
        self.queued = depth.events as u64;
        self.queued_bytes = depth.bytes as u64;
        self.queue_high_water = self.queue_high_water.max(self.queued);
    }

    /// Returns how many events were given up for `reason`.
    pub const fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped[reason as usize]
    }

    /// Returns how many events were given up, whatever the reason.
    pub fn dropped_total(&self) -> u64 {
        self.dropped.iter().sum()
    }

    /// Returns how many events are neither acknowledged nor given up: in the queue, or in the exporter's hands.
    pub fn held(&self) -> u64 {
        self.recorded.saturating_sub(self.acknowledged + self.dropped_total())
    }

    /// Adds the numbers of another pipeline.
    pub fn add(&mut self, other: &Self) {
        self.recorded += other.recorded;
        self.exported += other.exported;
        self.acknowledged += other.acknowledged;
        self.unconfirmed += other.unconfirmed;
        self.retried += other.retried;
        self.requests += other.requests;
        self.bytes += other.bytes;
        self.flag_requests += other.flag_requests;
        self.queued += other.queued;
        self.queued_bytes += other.queued_bytes;
        self.breaker_openings += other.breaker_openings;
        self.queue_high_water = self.queue_high_water.max(other.queue_high_water);
        self.breaker = self.breaker.max(other.breaker);
        self.refused += other.refused;
        self.scrubbed.add(&other.scrubbed);
        for (own, more) in self.dropped.iter_mut().zip(other.dropped) {
            *own += more;
        }
    }
}

/// The counters of one pipeline, written from any thread.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    recorded: AtomicU64,
    /// Those among the recorded that were offered to the queue, which counts them under its lock.
    offered: AtomicU64,
    exported: AtomicU64,
    acknowledged: AtomicU64,
    unconfirmed: AtomicU64,
    retried: AtomicU64,
    requests: AtomicU64,
    bytes: AtomicU64,
    flag_requests: AtomicU64,
    breaker_openings: AtomicU64,
    queue_high_water: AtomicU64,
    dropped: [AtomicU64; DropReason::ALL.len()],
    /// Without a lock, like all the others: a forked child reads the books, too.
    scrubbed: [AtomicU64; CLASSES],
    out_of_range: AtomicU64,
    losses: Arc<Losses>,
}

impl Ledger {
    /// Returns one whose losses are told.
    pub(crate) fn of(losses: Arc<Losses>) -> Self {
        Self { losses, ..Self::default() }
    }

    /// Returns those who want to be told of what is given up.
    pub(crate) fn losses(&self) -> &Arc<Losses> {
        &self.losses
    }

    /// Counts `events` as accepted from a driver. To be called before they can be settled, so that no
    /// reader ever sees more settled than recorded.
    pub(crate) fn record(&self, events: u64) {
        self.recorded.fetch_add(events, Ordering::Relaxed);
    }

    /// The same for one event, of somebody who is the only one to call this at the time: no locked instruction.
    #[inline]
    pub(crate) fn record_alone(&self) {
        self.offered.store(self.offered.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    }

    /// Counts `events` as acknowledged by the service, which said so by number if `confirmed`.
    pub(crate) fn acknowledge(&self, events: u64, confirmed: bool) {
        if !confirmed {
            self.unconfirmed.fetch_add(events, Ordering::Relaxed);
        }
        self.acknowledged.fetch_add(events, Ordering::Release);
    }

    /// Counts `events` as given up.
    pub(crate) fn drop_events(&self, reason: DropReason, events: u64) {
        if events > 0 {
            self.dropped[reason as usize].fetch_add(events, Ordering::Release);
            self.losses.note(reason, events);
        }
    }

    /// Counts a request of `bytes` bytes, with events that are sent for the first time and others.
    pub(crate) fn request(&self, first: u64, again: u64, bytes: u64) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.exported.fetch_add(first, Ordering::Relaxed);
        self.retried.fetch_add(again, Ordering::Relaxed);
    }

    /// Counts a request for the flag.
    pub(crate) fn flag_request(&self) {
        self.flag_requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts that the breaker opened.
    pub(crate) fn breaker_opened(&self) {
        self.breaker_openings.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that so many events wait. Called by the consumer before it takes some out: between two of these calls a
    /// queue only grows, so that producers need not look.
    pub(crate) fn waited(&self, events: u64) {
        self.queue_high_water.fetch_max(events, Ordering::Relaxed);
    }

    /// Adds what the privacy pass did.
    pub(crate) fn scrub(&self, counts: &ScrubCounts) {
        for (total, more) in self.scrubbed.iter().zip(counts.classes) {
            total.fetch_add(more, Ordering::Relaxed);
        }
        self.out_of_range.fetch_add(counts.out_of_range, Ordering::Relaxed);
    }

    /// Returns how many events were given up for `reason` so far.
    #[cfg(test)]
    pub(crate) fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped[reason as usize].load(Ordering::Relaxed)
    }

    /// Returns the counters at this moment; the queue and the breaker are not known here.
    ///
    /// What is settled is read before what was recorded: another thread's event may be missing from
    /// both or be held, and is never settled without having been recorded.
    pub(crate) fn snapshot(&self) -> Stats {
        let dropped = std::array::from_fn(|reason| self.dropped[reason].load(Ordering::Acquire));
        let acknowledged = self.acknowledged.load(Ordering::Acquire);
        let relaxed = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Stats {
            dropped,
            acknowledged,
            recorded: relaxed(&self.recorded) + relaxed(&self.offered),
            exported: relaxed(&self.exported),
            unconfirmed: relaxed(&self.unconfirmed),
            retried: relaxed(&self.retried),
            requests: relaxed(&self.requests),
            bytes: relaxed(&self.bytes),
            flag_requests: relaxed(&self.flag_requests),
            breaker_openings: relaxed(&self.breaker_openings),
            queue_high_water: relaxed(&self.queue_high_water),
            scrubbed: ScrubCounts {
                classes: std::array::from_fn(|class| relaxed(&self.scrubbed[class])),
                out_of_range: relaxed(&self.out_of_range),
            },
            ..Stats::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_recorded_is_acknowledged_dropped_or_held() {
        let ledger = Ledger::default();
        ledger.record(10);
        ledger.request(6, 0, 600);
        ledger.request(0, 6, 600);
        ledger.acknowledge(4, true);
        ledger.acknowledge(1, false);
        ledger.drop_events(DropReason::Partial, 1);
        ledger.breaker_opened();
        ledger.waited(7);
        ledger.waited(3);
        let stats = ledger.snapshot();
        assert_eq!((stats.held(), stats.acknowledged, stats.unconfirmed, stats.dropped_total()), (4, 5, 1, 1));
        assert_eq!((stats.exported, stats.retried, stats.requests, stats.bytes), (6, 6, 2, 1_200));
        let mut sum = stats;
        sum.add(&stats);
        assert_eq!((sum.recorded, sum.held(), sum.dropped(DropReason::Partial)), (20, 8, 2));
        assert_eq!((sum.breaker_openings, sum.queue_high_water), (2, 7), "queues of two pipelines are two queues");
        sum.waits(Depth { events: 9, ..Depth::default() });
        assert_eq!((sum.queued, sum.queue_high_water), (9, 9));
    }

    #[test]
    fn readers_never_see_more_settled_than_recorded() {
        let ledger = Ledger::default();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..20_000 {
                        ledger.record(1);
                        ledger.acknowledge(1, true);
                    }
                });
            }
            for _ in 0..20_000 {
                let stats = ledger.snapshot();
                assert!(stats.acknowledged + stats.dropped_total() <= stats.recorded);
            }
        });
        assert_eq!(ledger.snapshot().held(), 0);
    }
}
