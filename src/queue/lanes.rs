//! What a queue does with its contents, without lock or wake-up.

use std::collections::VecDeque;

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
    urgent: VecDeque<Held<T>>,
    plain: VecDeque<Held<T>>,
    bytes: usize,
    wanted: Option<Want>,
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
    /// Room is taken at once, so that no push moves the contents; pages that are never used cost nothing.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            urgent: VecDeque::with_capacity(limits.events),
            plain: VecDeque::with_capacity(limits.events),
            bytes: 0,
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

    /// Takes an item in by giving up others, if it may.
    #[cold]
    pub(crate) fn displace(&mut self, item: T, priority: Priority, bytes: usize) -> Offer<T> {
        if bytes > self.limits.bytes || self.limits.events == 0 {
            return Offer::TooLarge(item);
        }
        let mut evicted = [None, None, None, None];
        for slot in &mut evicted {
            if self.has_room(bytes) {
                break;
            }
            let Some(held) = self.plain.pop_front() else { break };
            self.bytes -= held.bytes;
            *slot = Some(held.item);
        }
        match self.push(item, priority, bytes) {
            Ok(wake) => Offer::Taken { wake, evicted },
            Err(refused) => Offer::Full { refused, evicted },
        }
    }

    pub(crate) fn take(&mut self, max_events: usize, max_bytes: usize) -> Vec<T> {
        let mut taken = Vec::with_capacity(max_events.min(self.urgent.len() + self.plain.len()));
        let mut room = max_bytes;
        while taken.len() < max_events {
            let lane = if self.urgent.is_empty() { &mut self.plain } else { &mut self.urgent };
            if lane.front().is_some_and(|next| next.bytes > room && !taken.is_empty()) {
                break;
            }
            let Some(held) = lane.pop_front() else { break };
            room = room.saturating_sub(held.bytes);
            self.bytes -= held.bytes;
            taken.push(held.item);
        }
        taken
    }

    /// Whether `want` holds; if not, the push that makes it hold says so.
    pub(crate) fn want(&mut self, want: Want) -> bool {
        let holds = self.holds(want);
        self.wanted = (!holds).then_some(want);
        holds
    }

    pub(crate) fn depth(&self) -> Depth {
        Depth { events: self.urgent.len() + self.plain.len(), urgent: self.urgent.len(), bytes: self.bytes }
    }

    #[inline]
    fn has_room(&self, bytes: usize) -> bool {
        self.urgent.len() + self.plain.len() < self.limits.events && self.bytes + bytes <= self.limits.bytes
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { events: 4, bytes: 40, batch: 3 };

    impl<T> Lanes<T> {
        fn offer(&mut self, item: T, priority: Priority, bytes: usize) -> Offer<T> {
            match self.push(item, priority, bytes) {
                Ok(wake) => Offer::Taken { wake, evicted: [None, None, None, None] },
                Err(item) => self.displace(item, priority, bytes),
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

    proptest! {
        /// Whatever is offered is taken out, pushed out, or refused; the bounds hold at every step; each lane keeps
        /// its order.
        #[test]
        fn nothing_is_lost_or_doubled(steps in prop::collection::vec((0u8..4, 1usize..30), 0..200)) {
            let mut lanes = Lanes::new(LIMITS);
            let mut offered = Vec::new();
            let mut seen = Vec::new();
            for (n, (kind, bytes)) in (0u32..).zip(steps) {
                if kind == 3 {
                    seen.extend(lanes.take(2, bytes));
                } else {
                    let priority = if kind == 2 { Priority::Urgent } else { Priority::Plain };
                    offered.push(n);
                    match lanes.offer(n, priority, bytes) {
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
            }
            seen.extend(lanes.take(usize::MAX, usize::MAX));
            seen.sort_unstable();
            prop_assert_eq!(seen, offered);
            prop_assert_eq!(lanes.depth(), Depth::default());
        }
    }
}
