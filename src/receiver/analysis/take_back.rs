//! What came and could not be stored is in no sum, no coverage, no session and no repetition.

use std::sync::Arc;

use super::{Analysis, Client, ReceiverFailure};
use crate::receiver::intake::Arrival;

impl Analysis {
    /// Notes that what was observed since the last time is stored.
    pub(crate) fn keep(&mut self) {
        self.repeats.keep();
        self.sessions.keep();
        self.tallies.keep();
        self.dirty.values.clear();
        for state in self.clients.values_mut() {
            state.dirty = false;
        }
    }

    /// Notes that what was observed since the last time, these arrivals, is not stored. The failure is the receiver's
    /// own.
    pub(crate) fn take_back<'a>(&mut self, arrivals: impl IntoIterator<Item = &'a Arrival>, reason: String) {
        let mut uploads = 0;
        for arrival in arrivals {
            uploads += 1;
            self.counters.requests = self.counters.requests.saturating_sub(1);
            let sender = self.known(Arc::new(arrival.sender.clone().unwrap_or_else(Client::unknown)));
            for finding in &arrival.findings {
                self.tallies.uncount(&sender, finding);
            }
            for log in arrival.logs.iter().take(arrival.stored) {
                self.counters.logs = self.counters.logs.saturating_sub(1);
                for finding in log.findings() {
                    self.tallies.uncount(&log.client, finding);
                }
                let Some(state) = self.clients.get_mut(&log.client) else { continue };
                state.logs = state.logs.saturating_sub(1);
                if let Some((events, score)) = state.events.get_mut(&log.kind.event) {
                    *events = events.saturating_sub(1);
                    score.take_back(log.kind.score);
                }
                for mark in &log.marks {
                    state.leaves[usize::from(mark.leaf)].take_back(*mark);
                }
            }
        }
        for (client, leaf, value) in std::mem::take(&mut self.dirty.values) {
            if let Some(state) = self.clients.get_mut(&client) {
                state.leaves[usize::from(leaf)].forget(value);
            }
        }
        self.clients.retain(|_, state| state.logs > 0);
        for state in self.clients.values_mut() {
            state.events.retain(|_, (events, _)| *events > 0);
        }
        self.tallies.keep();
        self.repeats.take_back();
        self.sessions.take_back();
        let failure = self.failure.get_or_insert(ReceiverFailure { uploads: 0, reason: String::new() });
        failure.uploads += uploads;
        failure.reason = reason;
    }
}
