//! Events that come again: duplicates, retries, and retries under a new id; and what was refused and never came again.

use std::collections::VecDeque;

use super::hashed::{HashedMap, HashedSet};
use crate::receiver::intake::ArrivedLog;
use crate::receiver::rule::{CrossRule, LiveFinding};

/// How many event ids are remembered: the last 262,144, about 8 MB.
const MAX_IDS: usize = 1 << 18;

/// How many logs with a spoiled or refused answer are waited for: 65,536.
const MAX_WAITED: usize = 1 << 16;

/// What is remembered of earlier events.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    ids: HashedSet,
    order: VecDeque<u64>,
    waited: HashedMap<Waited>,
    waited_order: VecDeque<u64>,
    pub(super) refused: u64,
    pub(super) recovered: u64,
    pub(super) retried: u64,
}

/// A log whose answer was refused, lost or spoiled: its retry is expected.
#[derive(Clone, Copy, Debug)]
struct Waited {
    event_id: Option<u64>,
    stored: bool,
}

const PATH: &str = "frontend_log_event_id";

impl Repeats {
    /// A log that was not stored.
    pub(super) fn refused(&mut self, log: &ArrivedLog) {
        if !self.wait(log, false) {
            self.refused += 1;
        }
    }

    /// A log that is stored. Gives a finding if it came before; `spoiled` says that this answer will not be understood.
    pub(super) fn stored(&mut self, log: &ArrivedLog, spoiled: bool) -> Option<LiveFinding> {
        let waited = self.waited.get(&log.content).copied();
        let known = log.event_id.is_some_and(|id| !self.remember(id));
        if spoiled && waited.is_none() {
            self.wait(log, true);
        }
        match waited {
            Some(waited) => {
                self.retried += 1;
                if !waited.stored {
                    self.recovered += 1;
                }
                // After an answer that tells, the next one is a duplicate.
                if spoiled {
                    self.waited.insert(log.content, Waited { event_id: log.event_id, stored: true });
                } else {
                    self.waited.remove(&log.content);
                }
                (waited.event_id != log.event_id)
                    .then(|| LiveFinding::cross(CrossRule::RetryWithNewId, PATH, "is another one than at first"))
            }
            None => known.then(|| LiveFinding::cross(CrossRule::DuplicateEventId, PATH, "came before")),
        }
    }

    /// How many refused logs did not come again.
    pub(super) fn lost(&self) -> u64 {
        self.refused.saturating_sub(self.recovered)
    }

    /// Whether the id is new.
    pub(super) fn remember(&mut self, id: u64) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > MAX_IDS
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }

    /// Whether the log was waited for already.
    fn wait(&mut self, log: &ArrivedLog, stored: bool) -> bool {
        if self.waited.contains_key(&log.content) {
            return true;
        }
        self.waited.insert(log.content, Waited { event_id: log.event_id, stored });
        self.waited_order.push_back(log.content);
        if self.waited_order.len() > MAX_WAITED
            && let Some(oldest) = self.waited_order.pop_front()
        {
            self.waited.remove(&oldest);
        }
        false
    }
}
