//! From events to the body of a request.

use std::time::Instant;

use bytes::Bytes;
use http::HeaderValue;

/// Turns the events of a queue into the body of one request.
pub(crate) trait Packer: Send + 'static {
    /// What comes out of the queue.
    type Item: Send + 'static;

    /// Packs events from the front of `items` until the next one would make the body larger than
    /// `max_bytes`. None fits: the first alone is too large.
    fn pack(&mut self, items: &[Self::Item], route: Route, max_bytes: usize) -> Packed;

    /// The service took a body that [told](Packed::told) of so many losses.
    fn taken(&mut self, _told: u64) {}

    /// The path of the endpoint.
    fn path(&self, route: Route) -> &'static str {
        match route {
            Route::Authenticated => "/telemetry-ext",
            Route::Unauthenticated => "/telemetry-unauth",
        }
    }

    /// The type of the bodies.
    fn content_type(&self) -> HeaderValue {
        HeaderValue::from_static("application/json")
    }
}

/// Which of the two endpoints a request goes to, and so what may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// With a credential.
    Authenticated,
    /// Without one: only what may be seen by anybody.
    Unauthenticated,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    pub(crate) body: Bytes,
    /// How many events are in it.
    pub(crate) events: usize,
    /// How many events that were given up it tells of; 0 without a report.
    pub(crate) told: u64,
}

/// The events that have left the queue and are not settled yet, oldest first.
#[derive(Debug)]
pub(super) struct Hand<T> {
    items: Vec<T>,
    packed: Option<(Route, Packed)>,
    /// Set when the service found a request too large: no more events than this in one.
    cap: usize,
    /// How many, from the front, were in a request before.
    sent: usize,
    /// Series that were given up with these events at the front.
    pub(super) rounds: u32,
    /// Other events were taken while these were not.
    pub(super) last_chance: bool,
    /// When they left the queue.
    pub(super) since: Option<Instant>,
}

impl<T> Default for Hand<T> {
    fn default() -> Self {
        Self { items: Vec::new(), packed: None, cap: usize::MAX, sent: 0, rounds: 0, last_chance: false, since: None }
    }
}

impl<T> Hand<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Takes new events; only when those before are settled.
    pub(super) fn fill(&mut self, items: Vec<T>, now: Instant) {
        debug_assert!(self.is_empty());
        *self = Self { items, since: Some(now), ..Self::default() };
    }

    /// The body for `route`: made once, unless the route changes. `events` is 0 if the first event
    /// is too large by itself.
    pub(super) fn pack(&mut self, packer: &mut impl Packer<Item = T>, route: Route, max_bytes: usize) -> Packed {
        match &self.packed {
            Some((for_route, packed)) if *for_route == route => packed.clone(),
            _ => {
                let items = &self.items[..self.items.len().min(self.cap)];
                let packed = packer.pack(items, route, max_bytes);
                self.packed = Some((route, packed.clone()));
                packed
            }
        }
    }

    /// The front, `events` of them, goes into a request; how many of these were in one before.
    pub(super) fn send(&mut self, events: usize) -> u64 {
        let again = self.sent.min(events);
        self.sent = self.sent.max(events);
        again as u64
    }

    /// The next request has one event only: it is to find something out.
    pub(super) fn shrink(&mut self) {
        if self.items.len() > 1 && self.cap > 1 {
            (self.packed, self.cap) = (None, 1);
        }
    }

    /// The service found the request too large. False if it had one event only.
    pub(super) fn split(&mut self) -> bool {
        let events = self.packed.take().map_or(0, |(_, packed)| packed.events);
        self.cap = (events / 2).max(1);
        events > 1
    }

    /// Of how many losses the last request told.
    pub(super) fn told(&self) -> u64 {
        self.packed.as_ref().map_or(0, |(_, packed)| packed.told)
    }

    /// The events of the last request are settled; how many there were, at least one.
    pub(super) fn settle(&mut self) -> u64 {
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
    pub(super) fn clear(&mut self) -> u64 {
        let events = self.items.len() as u64;
        *self = Self::default();
        events
    }
}
