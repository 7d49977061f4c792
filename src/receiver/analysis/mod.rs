//! What takes the order of requests: sums of findings, coverage, repetitions, sessions. Bounded, whatever is sent.

mod coverage;
mod refused;
mod repeats;
mod sessions;
mod take_back;
mod tallies;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use coverage::Leaf;
pub use coverage::LeafState;
pub(crate) use refused::{MAX_REFUSED, Refused};
pub use refused::{ReceiverFailure, RefusedRequest};

use self::repeats::Repeats;
use self::sessions::Sessions;
pub(crate) use self::tallies::{Tallies, Tally, TallyKey};
use super::client::Client;
use super::columns::columns;
use super::finding::LiveFinding;
use super::intake::{Arrival, ArrivedLog};
use crate::check::live::{CrossRule, LiveRule};
use crate::check::{Completeness, Score};
use crate::contract::EventKind;

/// How many drivers in how many versions are told apart: 64. Those that come later are counted under `(more)`.
const MAX_CLIENTS: usize = 64;

/// How many findings, by driver, rule and path, are told apart: 10,000. Paths hold keys that senders choose.
const MAX_TALLIES: usize = 10_000;

/// The state of the live check.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    pub(crate) clients: BTreeMap<Arc<Client>, ClientState>,
    pub(crate) tallies: Tallies,
    pub(crate) counters: Counters,
    /// The requests that were refused last.
    pub(crate) refused: Refused,
    /// What the store did not take.
    pub(crate) failure: Option<ReceiverFailure>,
    repeats: Repeats,
    sessions: Sessions,
    pub(crate) dirty: Dirty,
}

/// What is known of one driver in one version.
#[derive(Debug, Default)]
pub(crate) struct ClientState {
    pub(crate) logs: u64,
    /// By index in [`columns`].
    pub(crate) leaves: Vec<Leaf>,
    /// How complete its events are, by kind: how many, and their scores. Of this process: the store does not keep it.
    events: BTreeMap<EventKind, (u64, Score)>,
    /// Whether it has changed since the last commit.
    pub(crate) dirty: bool,
}

/// Sums over everything that came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) requests: u64,
    pub(crate) logs: u64,
    pub(crate) refused_requests: u64,
}

/// What a commit has to write besides the logs.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    pub(crate) values: Vec<(Arc<Client>, u16, u16)>,
}

impl Analysis {
    /// Takes a request; its logs get the numbers from `first_seq` on. Findings that only the order tells are added to
    /// the logs.
    pub(crate) fn observe(&mut self, arrival: &mut Arrival, first_seq: i64) {
        self.counters.requests += 1;
        let sender = self.known(Arc::new(arrival.sender.clone().unwrap_or_else(Client::unknown)));
        for finding in &arrival.findings {
            self.tallies.count(&sender, finding, None);
        }
        let stored = arrival.stored;
        for log in arrival.logs.iter().skip(stored) {
            self.repeats.refused(log);
        }
        for (log, seq) in arrival.logs.iter_mut().take(stored).zip(first_seq..) {
            self.log(log, seq, arrival.spoiled);
        }
    }

    /// Takes a request that was refused before its logs were read.
    pub(crate) fn refuse(&mut self, request: RefusedRequest, finding: &LiveFinding) {
        let sender = request.sender.clone();
        self.refused.push(request);
        self.counters.requests += 1;
        self.counters.refused_requests += 1;
        let sender = self.known(Arc::new(sender.unwrap_or_else(Client::unknown)));
        self.tallies.count(&sender, finding, None);
    }

    fn log(&mut self, log: &mut ArrivedLog, seq: i64, spoiled: bool) {
        self.counters.logs += 1;
        log.client = self.known(Arc::clone(&log.client));
        log.own_findings.extend(self.repeats.stored(log, spoiled));
        if let Some(step) = log.session {
            self.sessions.step(step, &log.client, seq);
        }
        self.tallies.count_kind(&log.client, &log.kind, seq);
        for finding in &log.own_findings {
            self.tallies.count(&log.client, finding, Some(seq));
        }
        let state = self.clients.entry(Arc::clone(&log.client)).or_default();
        let (events, score) = state.events.entry(log.kind.event).or_default();
        *events += 1;
        score.add(log.kind.score);
        state.logs += 1;
        state.dirty = true;
        state.leaves.resize_with(columns().len(), Leaf::default);
        for mark in &log.marks {
            if state.leaves[usize::from(mark.leaf)].add(*mark) {
                self.dirty.values.push((Arc::clone(&log.client), mark.leaf, mark.value));
            }
        }
    }

    /// Returns the client itself, or the one that stands for all that are too many.
    fn known(&self, client: Arc<Client>) -> Arc<Client> {
        if self.clients.len() < MAX_CLIENTS || self.clients.contains_key(&client) {
            return client;
        }
        Arc::new(Client { name: "(more)".to_owned(), version: String::new() })
    }

    /// Returns how complete the events of each driver are.
    pub(crate) fn completeness(&self) -> Completeness {
        let mut completeness = Completeness::default();
        for (client, state) in &self.clients {
            for (event, (logs, score)) in &state.events {
                completeness.add_many(&client.to_string(), *event, *logs, *score);
            }
        }
        completeness
    }

    /// Returns sessions that were opened and not closed, as findings: one for each driver, with its count.
    pub(crate) fn open_sessions(&self) -> BTreeMap<TallyKey, Tally> {
        let mut tallies = BTreeMap::new();
        for open in self.sessions.open() {
            let rule = LiveRule::Cross(CrossRule::SessionNeverClosed);
            let path = "entry.sql_driver_log.session_id".to_owned();
            let key = TallyKey { client: Client::clone(&open.client), rule, path, shape: String::new() };
            let new = || Tally { count: 0, first: Some(open.seq), detail: "was opened, and not closed".to_owned() };
            let tally = tallies.entry(key).or_insert_with(new);
            tally.count += 1;
            tally.first = tally.first.min(Some(open.seq));
        }
        tallies
    }

    /// Returns how many sessions were opened and closed, as far as drivers told.
    pub(crate) fn sessions(&self) -> (u64, u64) {
        (self.sessions.opened, self.sessions.closed)
    }

    /// Returns the logs in refused answers: how many, how many of them came again and were stored, how many did not;
    /// and how many logs came again at all.
    pub(crate) fn losses(&self) -> (u64, u64, u64, u64) {
        (self.repeats.refused, self.repeats.recovered, self.repeats.lost(), self.repeats.retried)
    }

    /// Returns how many logs came again.
    pub(crate) fn retried(&self) -> u64 {
        self.repeats.retried
    }

    /// Remembers an event id that is in the store already.
    pub(crate) fn remember(&mut self, event_id: u64) {
        self.repeats.remember(event_id);
        self.repeats.keep();
    }
}
