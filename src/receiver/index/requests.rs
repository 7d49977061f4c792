//! The requests themselves: what came, how large, and what it was answered.

use std::collections::VecDeque;

use crate::receiver::client::Client;
use crate::receiver::intake::{Arrival, Endpoint};

/// How many requests are kept, the newest ones.
const MOST: usize = 10_000;

/// One request that could be read.
#[derive(Clone, Debug)]
pub(crate) struct RequestFact {
    pub(crate) number: u64,
    pub(crate) at: i64,
    pub(crate) endpoint: Endpoint,
    pub(crate) sender: Option<Client>,
    /// Bytes of the body, unpacked.
    pub(crate) bytes: usize,
    /// How many logs it had, how many of them were stored, from which number on, and how many had come before.
    pub(crate) logs: usize,
    pub(crate) stored: usize,
    pub(crate) first: i64,
    pub(crate) again: u64,
    pub(crate) findings: usize,
    pub(crate) answered: Option<Answered>,
}

/// What a request was answered.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    /// `None` where the connection was cut.
    pub(crate) status: Option<u16>,
    pub(crate) fault: String,
    pub(crate) took_ms: i64,
}

/// The requests that came last.
#[derive(Debug, Default)]
pub(crate) struct Requests(VecDeque<RequestFact>);

impl Requests {
    pub(super) fn stored(&mut self, arrival: &Arrival, first: i64, again: u64) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(RequestFact {
            number: arrival.request,
            at: arrival.at,
            endpoint: arrival.endpoint,
            sender: arrival.sender.clone(),
            bytes: arrival.bytes,
            logs: arrival.logs.len(),
            stored: arrival.stored,
            first,
            again,
            findings: arrival.findings.len() + arrival.logs.iter().map(|log| log.findings().count()).sum::<usize>(),
            answered: None,
        });
    }

    /// Says what a request was answered.
    pub(crate) fn answered(&mut self, number: u64, answered: Answered) {
        // It came a moment ago.
        if let Some(request) = self.0.iter_mut().rev().find(|request| request.number == number) {
            request.answered = Some(answered);
        }
    }

    /// Returns the newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &RequestFact> {
        self.0.iter().rev()
    }
}
