//! Requests that were refused, and uploads that the receiver itself lost: what somebody needs who looks for the cause.

use std::collections::VecDeque;

use crate::receiver::client::Client;

/// How many refused requests of a run are kept, the newest ones.
pub(crate) const MAX_REFUSED: u32 = 1000;

/// A request that was refused, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedRequest {
    /// When it came, in milliseconds since 1970.
    pub at: i64,
    /// The path that it was sent to.
    pub path: &'static str,
    /// The status that it was answered with.
    pub status: u16,
    /// Why, in words.
    pub reason: String,
    /// The size in bytes that it announced; `None` where it announced none.
    pub size: Option<u64>,
    /// Who sent it, by its headers.
    pub sender: Option<Client>,
    /// Its headers by name. Of headers that may hold anything, a credential above all, only the name is kept.
    pub headers: Vec<(String, Option<String>)>,
}

/// The requests that were refused last.
#[derive(Debug, Default)]
pub(crate) struct Refused(VecDeque<RefusedRequest>);

impl Refused {
    pub(crate) fn push(&mut self, request: RefusedRequest) {
        if self.0.len() == MAX_REFUSED as usize {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    /// Returns so many of them, the last ones, the oldest first.
    pub(crate) fn last(&self, count: usize) -> impl Iterator<Item = &RefusedRequest> {
        self.0.iter().skip(self.0.len().saturating_sub(count))
    }

    /// Returns the newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &RefusedRequest> {
        self.0.iter().rev()
    }
}

/// Uploads that the receiver could not store: its own fault, and nobody else's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceiverFailure {
    /// How many uploads. They were answered with an error, and are in no count.
    pub uploads: u64,
    /// What the store said last.
    pub reason: String,
}
