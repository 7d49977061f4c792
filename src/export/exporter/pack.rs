//! From events to the body of a request.

use bytes::Bytes;
use http::HeaderValue;

/// Turns the events of a queue into the body of one request.
pub(crate) trait Packer: Send + 'static {
    /// What comes out of the queue.
    type Item: Send + 'static;

    /// Packs events from the front of `items` until the next one would make the body larger than
    /// `max_bytes`. None fits: the first alone is too large.
    fn pack(&mut self, items: &[Self::Item], endpoint: Endpoint, max_bytes: usize) -> Packed;

    /// The service took a body that [told](Packed::told) of so many losses.
    fn taken(&mut self, _told: u64) {}

    /// Returns the path of the endpoint.
    fn path(&self, endpoint: Endpoint) -> &'static str {
        match endpoint {
            Endpoint::Authenticated => "/telemetry-ext",
            Endpoint::Unauthenticated => "/telemetry-unauth",
        }
    }

    /// Returns the type of the bodies.
    fn content_type(&self) -> HeaderValue {
        HeaderValue::from_static("application/json")
    }
}

/// Which of the two endpoints a request goes to, and so what may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Endpoint {
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
