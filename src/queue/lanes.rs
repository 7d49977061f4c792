//! What a queue does with its contents, without lock or wake-up.
//!
//! It is apart from the queue so that the rules of what outlives what are plain functions, which tests call in any order
//! without a thread. There are two lanes because a storm of statements must not push out the errors, which say more.

use super::budget::{Pool, Share};
use super::segments::Segments;
use super::{Depth, Want};

/// Bounds of one pipeline's queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Most events that wait.
    pub(crate) events: usize,
    /// Most bytes that the waiting events may hold.
    pub(crate) bytes: usize,
    /// Events that make a batch worth waking the worker for.
    pub(crate) batch: usize,
}

/// What outlives what when there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    /// Statements and operations that went well: the oldest makes room for the newest.
    Plain,
    /// Connection events and errors: they push plain ones out, and are refused only when nothing plain is left, so
    /// that in a storm of errors the first ones, which name the cause, are kept.
    Urgent,
}

/// Two lanes under one bound.
#[derive(Debug)]
pub(crate) struct Lanes<T> {
    limits: Limits,
    urgent: Segments<Held<T>>,
    plain: Segments<Held<T>>,
    bytes: usize,
    /// How much may wait at this moment: what the limits allow, and what has been granted.
    room: Room,
    /// What is taken of the budget of the process: at least what waits and what is lent.
    granted: Share,
    /// What the consumer has taken out and not settled.
    lent: Share,
    wanted: Option<Want>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Room {
    events: usize,
    bytes: usize,
}

#[derive(Debug)]
struct Held<T> {
    item: T,
    bytes: usize,
}

/// What came of an item for which there was no room. What was given up is handed back, so that it is freed outside the lock.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Offer<T> {
    /// Taken in; the consumer is to be woken if `wake`.
    Taken { wake: bool, evicted: Evicted<T> },
    /// No room, even after what could be pushed out.
    Full { refused: T, evicted: Evicted<T> },
    /// Larger than the whole bound.
    TooLarge(T),
}

/// Items pushed out for one offer. More than this many would mean that one record weighs as much as several: it is
/// refused instead, to keep the lock short.
pub(crate) type Evicted<T> = [Option<T>; 4];

impl<T> Lanes<T> {
    pub(crate) const fn new(limits: Limits) -> Self {
        Self {
            limits,
            urgent: Segments::new(),
            plain: Segments::new(),
            bytes: 0,
            room: Room { events: 0, bytes: 0 },
            granted: Share { events: 0, bytes: 0 },
            lent: Share { events: 0, bytes: 0 },
            wanted: None,
        }
    }

    /// Takes an item in where there is room, and says whether the consumer is to be woken: the usual way, kept short.
    /// Without room the item comes back, for [`displace`](Self::displace).
    #[inline]
    pub(crate) fn push(&mut self, item: T, priority: Priority, bytes: usize) -> Result<bool, T> {
        if !self.has_room(bytes) {
            return Err(item);
        }
        self.bytes += bytes;
        let lane = if priority == Priority::Urgent { &mut self.urgent } else { &mut self.plain };
        lane.push_back(Held { item, bytes });
        Ok(self.wake_is_due())
    }

    /// Takes an item in by asking for more room, or by giving up others, if it may.
    #[cold]
    pub(crate) fn displace(&mut self, item: T, priority: Priority, bytes: usize, pool: &Pool) -> Offer<T> {
        if bytes > self.limits.bytes || self.limits.events == 0 {
            return Offer::TooLarge(item);
        }
        let mut evicted = [None, None, None, None];
        if !self.has_room(bytes) && !self.grow(bytes, pool) {
            // Whoever has more than his share makes room for others too.
            let is_over = !pool.admits(self.granted);
            for slot in &mut evicted {
                if self.has_room(bytes) && !is_over {
                    break;
                }
                let Some(held) = self.plain.pop_front() else { break };
                self.bytes -= held.bytes;
                *slot = Some(held.item);
            }
        }
        let offer = match self.push(item, priority, bytes) {
            Ok(wake) => Offer::Taken { wake, evicted },
            Err(refused) => Offer::Full { refused, evicted },
        };
        if !pool.admits(self.granted) {
            self.give_back(pool);
        }
        offer
    }

    /// Takes out what is due. It counts as held until the consumer [settles](Self::settle).
    pub(crate) fn take(&mut self, max_events: usize, max_bytes: usize) -> Vec<T> {
        let mut taken = Vec::with_capacity(max_events.min(self.urgent.len() + self.plain.len()));
        let before = self.bytes;
        let mut left = max_bytes;
        while taken.len() < max_events {
            let lane = if self.urgent.is_empty() { &mut self.plain } else { &mut self.urgent };
            if lane.front().is_some_and(|next| next.bytes > left && !taken.is_empty()) {
                break;
            }
            let Some(held) = lane.pop_front() else { break };
            left = left.saturating_sub(held.bytes);
            self.bytes -= held.bytes;
            taken.push(held.item);
        }
        self.lent = self.lent.plus(charge(taken.len(), before - self.bytes));
        self.measure();
        taken
    }

    /// Notes that the consumer has nothing in its hands any more: what is not needed for what waits goes back to the
    /// budget.
    pub(crate) fn settle(&mut self, pool: &Pool) {
        self.lent = Share::default();
        self.give_back(pool);
    }

    /// Places that are not needed now, to be freed where nobody waits.
    pub(crate) fn trim(&mut self) -> impl Sized + use<T> {
        [self.urgent.trim(), self.plain.trim()]
    }

    /// Returns whether `want` holds; if not, the push that makes it hold says so.
    pub(crate) fn want(&mut self, want: Want) -> bool {
        let holds = self.holds(want);
        self.wanted = (!holds).then_some(want);
        holds
    }

    /// Has the next push wake, whatever there is already.
    pub(crate) fn insist(&mut self) {
        self.wanted = Some(Want::Any);
    }

    pub(crate) fn depth(&self) -> Depth {
        Depth { events: self.urgent.len() + self.plain.len(), urgent: self.urgent.len(), bytes: self.bytes }
    }

    #[inline]
    fn has_room(&self, bytes: usize) -> bool {
        self.urgent.len() + self.plain.len() < self.room.events && self.bytes + bytes <= self.room.bytes
    }

    /// Has the budget grant room for one more event of that size, if the limits allow it: for several at once where
    /// there is plenty. Whether there is room now.
    #[cold]
    pub(crate) fn grow(&mut self, bytes: usize, pool: &Pool) -> bool {
        let events = self.urgent.len() + self.plain.len() + 1;
        if events > self.limits.events || self.bytes + bytes > self.limits.bytes {
            return false;
        }
        let needed = self.lent.plus(charge(events, self.bytes + bytes));
        let missing = needed.minus(self.granted);
        let several = missing.plus(charge(GRANT - 1, bytes * (GRANT - 1)));
        let Some(more) = [several, missing].into_iter().find(|more| pool.take(self.granted, *more)) else {
            return false;
        };
        self.granted = self.granted.plus(more);
        self.measure();
        true
    }

    fn give_back(&mut self, pool: &Pool) {
        let used = self.lent.plus(charge(self.urgent.len() + self.plain.len(), self.bytes));
        pool.give_back(self.granted.minus(used));
        self.granted = used;
        self.measure();
    }

    fn measure(&mut self) {
        let free = self.granted.minus(self.lent);
        let fits = |free: u64, limit: usize| usize::try_from(free).unwrap_or(usize::MAX).min(limit);
        let events = fits(free.events, self.limits.events);
        self.room = Room { events, bytes: fits(free.bytes / CHARGES, self.limits.bytes) };
    }

    /// Once for each thing wanted: the consumer that was told does not need telling again. And once while nothing is
    /// wanted, when two batches wait: either the consumer is busy, or this is the copy of a forked process, which has
    /// none, and whoever is to wake it will notice.
    #[inline]
    fn wake_is_due(&mut self) -> bool {
        match self.wanted {
            Some(want) if self.holds(want) => {
                self.wanted = None;
                true
            }
            Some(_) => false,
            None => self.urgent.len() + self.plain.len() == 2 * self.limits.batch,
        }
    }

    fn holds(&self, want: Want) -> bool {
        let events = self.urgent.len() + self.plain.len();
        match want {
            Want::Any => events > 0,
            Want::Batch => !self.urgent.is_empty() || events >= self.limits.batch,
        }
    }
}

/// Returns what the budget is charged for events: their bytes once for themselves, and once for the request.
fn charge(events: usize, bytes: usize) -> Share {
    Share { events: events as u64, bytes: CHARGES * bytes as u64 }
}

const CHARGES: u64 = 2;

/// Events for which room is granted at once.
const GRANT: usize = 8;

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::queue::Budget;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { events: 4, bytes: 40, batch: 3 };

    impl<T> Lanes<T> {
        fn offer(&mut self, item: T, priority: Priority, bytes: usize) -> Offer<T> {
            self.offer_of(item, priority, bytes, &Pool::default())
        }

        fn offer_of(&mut self, item: T, priority: Priority, bytes: usize, pool: &Pool) -> Offer<T> {
            match self.push(item, priority, bytes) {
                Ok(wake) => Offer::Taken { wake, evicted: [None, None, None, None] },
                Err(item) => self.displace(item, priority, bytes, pool),
            }
        }
    }

    fn taken(offer: &Offer<u32>) -> bool {
        matches!(offer, Offer::Taken { .. })
    }

    #[test]
    fn a_full_queue_pushes_the_oldest_plain_event_out() {
        let mut lanes = Lanes::new(LIMITS);
        for n in 0..4 {
            assert!(taken(&lanes.offer(n, Priority::Plain, 1)));
        }
        let expected = Offer::Taken { wake: false, evicted: [Some(0), None, None, None] };
        assert_eq!(lanes.offer(4, Priority::Plain, 1), expected);
        assert_eq!(lanes.take(9, 99), [1, 2, 3, 4]);
    }

    #[test]
    fn urgent_events_outlive_plain_ones_and_the_first_of_them_the_later() {
        let mut lanes = Lanes::new(LIMITS);
        for n in 0..4 {
            lanes.offer(n, Priority::Plain, 1);
        }
        for n in 10..14 {
            assert!(taken(&lanes.offer(n, Priority::Urgent, 1)));
        }
        let none = || [None, None, None, None];
        assert_eq!(lanes.offer(14, Priority::Urgent, 1), Offer::Full { refused: 14, evicted: none() });
        assert_eq!(lanes.offer(15, Priority::Plain, 1), Offer::Full { refused: 15, evicted: none() });
        assert_eq!(lanes.take(9, 99), [10, 11, 12, 13]);
    }

    #[test]
    fn bytes_are_bounded_too() {
        let mut lanes = Lanes::new(LIMITS);
        lanes.offer(0, Priority::Plain, 20);
        lanes.offer(1, Priority::Plain, 20);
        let expected = Offer::Taken { wake: false, evicted: [Some(0), None, None, None] };
        assert_eq!(lanes.offer(2, Priority::Plain, 1), expected);
        assert_eq!(lanes.offer(3, Priority::Urgent, 41), Offer::TooLarge(3));
        assert_eq!(lanes.depth(), Depth { events: 2, urgent: 0, bytes: 21 });
    }

    #[test]
    fn the_bounds_themselves_are_within_them() {
        let none = Offer::Taken { wake: false, evicted: [None, None, None, None] };
        let mut lanes = Lanes::new(LIMITS);
        assert_eq!(lanes.offer(0, Priority::Plain, LIMITS.bytes), none, "all bytes at once");
        let mut lanes = Lanes::new(LIMITS);
        lanes.offer(0, Priority::Plain, 1);
        assert_eq!(lanes.offer(1, Priority::Plain, LIMITS.bytes - 1), none, "what was granted at first does not do");
        assert_eq!(lanes.take(9, LIMITS.bytes), [0, 1]);
        let mut lanes = Lanes::new(Limits { events: GRANT + 1, ..LIMITS });
        for n in 0..=GRANT {
            assert!(matches!(lanes.offer(n, Priority::Plain, 1), Offer::Taken { evicted: [None, ..], .. }), "{n}");
        }
    }

    #[test]
    fn where_there_is_plenty_room_is_granted_for_several() {
        let pool = Pool::default();
        let mut lanes = Lanes::new(FEW);
        lanes.offer_of(0, Priority::Plain, 10, &pool);
        assert_eq!(pool.taken(), charge(GRANT, GRANT * 10));
    }

    #[test]
    fn a_batch_ends_at_its_bytes_but_never_empty() {
        let mut lanes = Lanes::new(LIMITS);
        lanes.offer(0, Priority::Plain, 30);
        lanes.offer(1, Priority::Plain, 5);
        lanes.offer(2, Priority::Urgent, 1);
        assert_eq!(lanes.take(9, 10), [2], "the next one, of 30 bytes, has to wait");
        assert_eq!(lanes.take(9, 10), [0], "larger than a batch, alone in its own");
        assert_eq!(lanes.take(9, 10), [1]);
        assert_eq!(lanes.depth(), Depth::default());
    }

    #[test]
    fn one_wake_up_for_each_want() {
        let mut lanes = Lanes::new(LIMITS);
        let wakes = |offer| matches!(offer, Offer::Taken { wake: true, .. });
        assert!(!wakes(lanes.offer(0, Priority::Plain, 1)), "nobody waits");
        assert!(lanes.want(Want::Any), "it is there already");
        assert!(!lanes.want(Want::Batch));
        assert!(!wakes(lanes.offer(1, Priority::Plain, 1)));
        assert!(wakes(lanes.offer(2, Priority::Plain, 1)), "a full batch");
        assert!(!wakes(lanes.offer(3, Priority::Plain, 1)), "told already");
        lanes.take(9, 99);
        assert!(!lanes.want(Want::Batch));
        assert!(wakes(lanes.offer(4, Priority::Urgent, 1)), "anything urgent");
        lanes.take(9, 99);
        assert!(!lanes.want(Want::Any));
        assert!(wakes(lanes.offer(5, Priority::Plain, 1)), "the first record");
    }

    #[test]
    fn two_batches_that_nobody_waits_for_wake_once_whatever_they_are_of() {
        for urgent_each in [1, 2, 1_000] {
            let mut lanes = Lanes::new(FEW);
            let mut woken = Vec::new();
            for n in 1..=FEW.batch * 3 {
                let priority = if n % urgent_each == 0 { Priority::Urgent } else { Priority::Plain };
                if matches!(lanes.offer(n, priority, 1), Offer::Taken { wake: true, .. }) {
                    woken.push(n);
                }
            }
            assert_eq!(woken, [2 * FEW.batch], "{urgent_each}");
        }
    }

    const FEW: Limits = Limits { events: 1_000, bytes: 100_000, batch: 50 };

    #[test]
    fn the_budget_bounds_what_waits_and_what_is_lent() {
        let pool = Pool::default();
        pool.set(Budget { events: 100, bytes: 1 << 20 });
        let mut lanes = Lanes::new(FEW);
        for n in 0..200 {
            assert!(taken(&lanes.offer_of(n, Priority::Plain, 10, &pool)));
        }
        assert_eq!(lanes.depth().events, 80, "four times what it leaves");
        assert_eq!(lanes.take(50, usize::MAX).first(), Some(&120));
        assert_eq!(pool.taken().events, 80, "what was taken out is still held");
        lanes.offer_of(200, Priority::Plain, 10, &pool);
        assert_eq!(lanes.depth().events, 30, "so there is no more room than before");
        lanes.settle(&pool);
        assert_eq!(pool.taken(), charge(30, 300));
        lanes.take(usize::MAX, usize::MAX);
        lanes.settle(&pool);
        assert_eq!(pool.taken(), Share::default());
    }

    #[test]
    fn one_that_has_more_than_its_share_gives_it_up_as_it_records() {
        let pool = Pool::default();
        pool.set(Budget { events: 1_000, bytes: 1 << 30 });
        let mut greedy = Lanes::new(FEW);
        for n in 0..1_000 {
            greedy.offer_of(n, Priority::Plain, 10, &pool);
        }
        assert_eq!(greedy.depth().events, 800);
        let mut late: Vec<Lanes<u32>> = (0..9).map(|_| Lanes::new(FEW)).collect();
        for n in 0..1_000 {
            greedy.offer_of(n, Priority::Plain, 10, &pool);
            for lanes in &mut late {
                lanes.offer_of(n, Priority::Plain, 10, &pool);
            }
        }
        let fair = 4 * 1_000 / 41;
        for lanes in late.iter().chain([&greedy]) {
            let events = lanes.depth().events;
            assert!(events.abs_diff(fair) <= 20, "{events}, and not {fair}");
        }
        assert!(pool.taken().events <= 1_000);
    }

    #[test]
    fn places_come_with_the_load_and_go_with_it() {
        let pool = Pool::default();
        let mut lanes = Lanes::new(FEW);
        let mut round = || {
            for n in 0..1_000 {
                lanes.offer_of(n, Priority::Plain, 10, &pool);
            }
            drop(lanes.take(usize::MAX, usize::MAX));
            lanes.settle(&pool);
            drop(lanes.trim());
        };
        let kept = [allocation_counter::measure(&mut round), allocation_counter::measure(&mut round)];
        assert!(kept[0].bytes_current < 4_096 && kept[1].bytes_current == 0, "{kept:?}");
        assert!(kept[1].bytes_max > 16_000);
    }

    proptest! {
        /// Whatever is offered is taken out, pushed out, or refused; the bounds hold at every step; each lane keeps
        /// its order.
        #[test]
        fn nothing_is_lost_or_doubled(steps in prop::collection::vec((0u8..4, 1usize..30), 0..200)) {
            let (mut lanes, pool) = (Lanes::new(LIMITS), Pool::default());
            let mut offered = Vec::new();
            let mut seen = Vec::new();
            for (n, (kind, bytes)) in (0u32..).zip(steps) {
                if kind == 3 {
                    seen.extend(lanes.take(2, bytes));
                    if bytes % 2 == 0 {
                        lanes.settle(&pool);
                    }
                } else {
                    let priority = if kind == 2 { Priority::Urgent } else { Priority::Plain };
                    offered.push(n);
                    match lanes.offer_of(n, priority, bytes, &pool) {
                        Offer::Taken { evicted, .. } => seen.extend(evicted.into_iter().flatten()),
                        Offer::Full { refused, evicted } => {
                            seen.extend(evicted.into_iter().flatten());
                            seen.push(refused);
                        }
                        Offer::TooLarge(refused) => seen.push(refused),
                    }
                }
                let depth = lanes.depth();
                prop_assert!(depth.events <= LIMITS.events && depth.bytes <= LIMITS.bytes);
                prop_assert_eq!(pool.taken(), lanes.granted);
                prop_assert!(pool.taken().covers(lanes.lent.plus(charge(depth.events, depth.bytes))));
            }
            seen.extend(lanes.take(usize::MAX, usize::MAX));
            seen.sort_unstable();
            prop_assert_eq!(seen, offered);
            prop_assert_eq!(lanes.depth(), Depth::default());
        }
    }
}
