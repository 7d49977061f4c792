//! The events that are on their way.

use std::time::Instant;

use super::pack::{Endpoint, Packed, Packer};

/// The events that have left the queue and are not settled yet, oldest first.
#[derive(Debug)]
pub(in crate::export) struct InFlight<T> {
    items: Vec<T>,
    packed: Option<(Endpoint, Packed)>,
    /// Set when the service found a request too large: no more events than this in one.
    cap: usize,
    /// How many, from the front, were in a request before.
    sent: usize,
    /// Series that were given up with these events at the front.
    pub(in crate::export) rounds: u32,
    /// Other events were taken while these were not.
    pub(in crate::export) last_chance: bool,
    /// When they left the queue.
    pub(in crate::export) since: Option<Instant>,
}

impl<T> Default for InFlight<T> {
    fn default() -> Self {
        Self { items: Vec::new(), packed: None, cap: usize::MAX, sent: 0, rounds: 0, last_chance: false, since: None }
    }
}

impl<T> InFlight<T> {
    pub(in crate::export) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Takes new events; only when those before are settled.
    pub(in crate::export) fn fill(&mut self, items: Vec<T>, now: Instant) {
        debug_assert!(self.is_empty());
        *self = Self { items, since: Some(now), ..Self::default() };
    }

    /// Returns the body for `endpoint`: made once, unless the endpoint changes. `events` is 0 if the first event is too
    /// large by itself.
    pub(in crate::export) fn pack(
        &mut self,
        packer: &mut impl Packer<Item = T>,
        endpoint: Endpoint,
        max_bytes: usize,
    ) -> Packed {
        match &self.packed {
            Some((for_route, packed)) if *for_route == endpoint => packed.clone(),
            _ => {
                let items = &self.items[..self.items.len().min(self.cap)];
                let packed = packer.pack(items, endpoint, max_bytes);
                self.packed = Some((endpoint, packed.clone()));
                packed
            }
        }
    }

    /// Puts the front, `events` of them, into a request, and returns how many of these were in one before.
    pub(in crate::export) fn send(&mut self, events: usize) -> u64 {
        let again = self.sent.min(events);
        self.sent = self.sent.max(events);
        again as u64
    }

    /// Lets the next request have one event only: it is to find something out.
    pub(in crate::export) fn shrink(&mut self) {
        if self.items.len() > 1 && self.cap > 1 {
            (self.packed, self.cap) = (None, 1);
        }
    }

    /// Makes the next request smaller: the service found this one too large. Returns false if it had one event only.
    pub(in crate::export) fn split(&mut self) -> bool {
        let events = self.packed.take().map_or(0, |(_, packed)| packed.events);
        self.cap = (events / 2).max(1);
        events > 1
    }

    /// Returns of how many losses the last request told.
    pub(in crate::export) fn told(&self) -> u64 {
        self.packed.as_ref().map_or(0, |(_, packed)| packed.told)
    }

    /// Lets go of the events of the last request, and returns how many there were, at least one.
    pub(in crate::export) fn settle(&mut self) -> u64 {
        let events = self.packed.take().map_or(1, |(_, packed)| packed.events.max(1));
        let events = events.min(self.items.len());
        self.items.drain(..events);
        // What was too large may have been in there: larger requests again, step by step.
        self.cap = self.cap.saturating_mul(2);
        self.sent = self.sent.saturating_sub(events);
        (self.rounds, self.last_chance) = (0, false);
        events as u64
    }

    /// Lets go of everything; how many there were.
    pub(in crate::export) fn clear(&mut self) -> u64 {
        let events = self.items.len() as u64;
        *self = Self::default();
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    /// Counts how often it makes a body.
    #[derive(Default)]
    struct Counted(usize);

    impl Packer for Counted {
        type Item = u32;

        fn pack(&mut self, items: &[u32], endpoint: Endpoint, _: usize) -> Packed {
            self.0 += 1;
            Packed { body: format!("{endpoint:?} {items:?}").into(), events: items.len(), told: 0 }
        }

        fn path(&self, _: Endpoint) -> &'static str {
            "/"
        }

        fn content_type(&self) -> HeaderValue {
            HeaderValue::from_static("text/plain")
        }
    }

    fn pack(hand: &mut InFlight<u32>, packer: &mut Counted, endpoint: Endpoint) -> String {
        String::from_utf8(hand.pack(packer, endpoint, usize::MAX).body.to_vec()).expect("text")
    }

    #[test]
    fn a_body_is_made_once_and_anew_for_another_endpoint() {
        let (mut hand, mut packer) = (InFlight::default(), Counted::default());
        hand.fill(vec![1, 2], Instant::now());
        for _ in 0..3 {
            assert_eq!(pack(&mut hand, &mut packer, Endpoint::Authenticated), "Authenticated [1, 2]");
        }
        assert_eq!(packer.0, 1);
        assert_eq!(pack(&mut hand, &mut packer, Endpoint::Unauthenticated), "Unauthenticated [1, 2]");
        assert_eq!(packer.0, 2);
    }

    #[test]
    fn one_that_is_small_already_is_not_made_anew() {
        let (mut hand, mut packer) = (InFlight::default(), Counted::default());
        hand.fill(vec![1, 2], Instant::now());
        for _ in 0..2 {
            hand.shrink();
            assert_eq!(pack(&mut hand, &mut packer, Endpoint::Authenticated), "Authenticated [1]");
        }
        assert_eq!(packer.0, 1);
        assert_eq!(hand.settle(), 1);
        assert_eq!(pack(&mut hand, &mut packer, Endpoint::Authenticated), "Authenticated [2]");
        hand.shrink();
        pack(&mut hand, &mut packer, Endpoint::Authenticated);
        assert_eq!(packer.0, 2, "the only one");
    }
}
