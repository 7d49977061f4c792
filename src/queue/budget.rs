//! What all queues of a process may hold together.

use crate::sync::{AtomicU64, Ordering};

/// What the telemetry of a process may hold, whatever becomes of the services that it sends to: events that wait for
/// one, and those that are on their way.
///
/// A pipeline may take four times what is left, so that those who need it most share it evenly and there is always
/// something left for one that is new: 1,000 pipelines whose services are away get a thousandth each. One that has
/// more than its share gives up its oldest events, with every event that it records, until it has not. What is given
/// up counts as [`DropReason::QueueFull`](crate::DropReason::QueueFull).
///
/// A bound of 0 lets nothing through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Most events; 65,536 by default. At most 2^24 - 1.
    pub events: u64,
    /// Most bytes; 32 MiB by default. An event is charged twice what it takes in memory: once for itself, and once for
    /// the request that it will be part of. At most 2^40 - 1.
    pub bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { events: 65_536, bytes: 32 << 20 }
    }
}

/// An amount of a [`Budget`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) events: u64,
    pub(crate) bytes: u64,
}

/// The budget of a process, and what of it is taken.
#[derive(Debug)]
pub(crate) struct Pool {
    limit: AtomicU64,
    taken: AtomicU64,
}

impl Default for Pool {
    fn default() -> Self {
        Self { limit: AtomicU64::new(pack(limit(Budget::default()))), taken: AtomicU64::new(0) }
    }
}

impl Pool {
    /// Sets the bounds. Who holds more already is not asked to let go of it before he records again.
    pub(crate) fn set(&self, budget: Budget) {
        self.limit.store(pack(limit(budget)), Ordering::Relaxed);
    }

    /// Takes `more` for somebody who has `own` already, if that leaves him within his share.
    pub(crate) fn take(&self, own: Share, more: Share) -> bool {
        let limit = unpack(self.limit.load(Ordering::Relaxed));
        let mut seen = self.taken.load(Ordering::Relaxed);
        loop {
            let taken = unpack(seen).plus(more);
            if !is_fair(own.plus(more), limit, taken) {
                return false;
            }
            match self.taken.compare_exchange_weak(seen, pack(taken), Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => seen = now,
            }
        }
    }

    /// Returns whether somebody who has `own` is within his share.
    pub(crate) fn admits(&self, own: Share) -> bool {
        let limit = unpack(self.limit.load(Ordering::Relaxed));
        is_fair(own, limit, unpack(self.taken.load(Ordering::Relaxed)))
    }

    /// Returns whether half of it is left: then places may be kept that nobody needs now.
    pub(crate) fn is_ample(&self) -> bool {
        let limit = unpack(self.limit.load(Ordering::Relaxed));
        let taken = unpack(self.taken.load(Ordering::Relaxed));
        limit.covers(taken.plus(taken))
    }

    pub(crate) fn give_back(&self, share: Share) {
        // Never more than was taken, so that neither half borrows from the other.
        self.taken.fetch_sub(pack(share), Ordering::Relaxed);
    }

    #[cfg(test)]
    pub(crate) fn taken(&self) -> Share {
        unpack(self.taken.load(Ordering::Relaxed))
    }
}

impl Share {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { events: self.events + other.events, bytes: self.bytes + other.bytes }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self { events: self.events.saturating_sub(other.events), bytes: self.bytes.saturating_sub(other.bytes) }
    }

    pub(crate) fn covers(self, other: Self) -> bool {
        self.events >= other.events && self.bytes >= other.bytes
    }
}

/// Of what is left, a pipeline may have this many times as much. Of `n` pipelines in need each gets 4 parts in `4n + 1`,
/// and one part is always free.
const TIMES: u64 = 4;

fn is_fair(own: Share, limit: Share, taken: Share) -> bool {
    let left = limit.minus(taken);
    own.events <= TIMES * left.events && own.bytes <= TIMES * left.bytes
}

fn limit(budget: Budget) -> Share {
    Share { events: budget.events.min(MAX_EVENTS), bytes: budget.bytes.min(MAX_BYTES) }
}

/// Both halves in one number, so that they are taken in one step.
fn pack(share: Share) -> u64 {
    share.events << BYTES_BITS | share.bytes
}

fn unpack(packed: u64) -> Share {
    Share { events: packed >> BYTES_BITS, bytes: packed & MAX_BYTES }
}

const BYTES_BITS: u32 = 40;
const MAX_BYTES: u64 = (1 << BYTES_BITS) - 1;
const MAX_EVENTS: u64 = u64::MAX >> BYTES_BITS;

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(events: u64, bytes: u64) -> Share {
        Share { events, bytes }
    }

    /// Everybody takes one by one, in turns, until nobody gets any more.
    fn saturate(pool: &Pool, owners: usize) -> Vec<Share> {
        let one = share(1, 1_000);
        let mut owned = vec![Share::default(); owners];
        loop {
            let before = pool.taken();
            for own in &mut owned {
                if pool.take(*own, one) {
                    *own = own.plus(one);
                }
            }
            if pool.taken() == before {
                return owned;
            }
        }
    }

    #[test]
    fn those_in_need_share_evenly_and_leave_something() {
        for owners in [1u64, 2, 10, 100] {
            let pool = Pool::default();
            pool.set(Budget { events: 100_000, bytes: 10_000_000 });
            let owned = saturate(&pool, usize::try_from(owners).expect("few"));
            let fair = 10_000 * TIMES / (TIMES * owners + 1);
            for own in &owned {
                assert!(own.events.abs_diff(fair) <= 1, "{owners}: {own:?}, and not {fair}");
            }
            assert!(pool.take(Share::default(), share(1, 1_000)), "{owners}: nothing is left for another");
        }
    }

    #[test]
    fn either_bound_is_one() {
        let pool = Pool::default();
        pool.set(Budget { events: 10, bytes: u64::MAX });
        assert_eq!(saturate(&pool, 1)[0].events, 8);
        let pool = Pool::default();
        pool.set(Budget { events: u64::MAX, bytes: 10_000 });
        assert_eq!(saturate(&pool, 1)[0].bytes, 8_000);
        pool.set(Budget { events: 0, bytes: 0 });
        assert!(!pool.admits(share(1, 1)), "the bounds can be set at any time");
        assert!(!pool.take(Share::default(), share(1, 1)));
    }

    #[test]
    fn whoever_has_more_than_his_share_is_told() {
        let pool = Pool::default();
        pool.set(Budget { events: 100, bytes: 100_000 });
        let first = saturate(&pool, 1)[0];
        assert!(pool.admits(first));
        assert!(pool.take(Share::default(), share(10, 10_000)), "another one comes");
        assert!(!pool.admits(first));
        pool.give_back(share(60, 60_000));
        assert!(pool.admits(first.minus(share(60, 60_000))));
    }

    #[test]
    fn half_of_it_and_no_more_is_ample() {
        for (taken, is_ample) in [((5, 500), true), ((6, 500), false), ((5, 501), false), ((0, 0), true)] {
            let pool = Pool::default();
            pool.set(Budget { events: 10, bytes: 1_000 });
            assert!(pool.take(Share::default(), share(taken.0, taken.1)));
            assert_eq!(pool.is_ample(), is_ample, "{taken:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_and_given_back_is_never_more_than_the_budget(
            steps in prop::collection::vec((0usize..5, 0u64..2_000, any::<bool>()), 0..200),
        ) {
            let pool = Pool::default();
            let budget = Budget { events: 1_000, bytes: 100_000 };
            pool.set(budget);
            let mut owned = [Share::default(); 5];
            for (who, bytes, gives) in steps {
                let some = share(1, bytes);
                if !gives && pool.take(owned[who], some) {
                    owned[who] = owned[who].plus(some);
                } else if gives {
                    pool.give_back(std::mem::take(&mut owned[who]));
                }
                let sum = owned.iter().fold(Share::default(), |sum, own| sum.plus(*own));
                prop_assert_eq!(pool.taken(), sum);
                prop_assert!(sum.events <= budget.events && sum.bytes <= budget.bytes);
            }
        }
    }
}
