//! Events that come again: duplicates, retries, and retries under a new id; and what was refused and never came again.

use std::collections::VecDeque;

use crate::check::live::CrossRule;
use crate::receiver::finding::LiveFinding;
use crate::receiver::intake::{ArrivedLog, HashedMap, HashedSet};

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
    /// What has changed since the last commit, to be taken back if it fails.
    undo: Vec<Undo>,
}

/// One change, and what was before.
#[derive(Debug)]
enum Undo {
    /// An id was remembered, and for want of room another one forgotten.
    Id { id: u64, forgotten: Option<u64> },
    /// What was known of a content.
    Waited { content: u64, before: Option<Waited> },
    /// A content was put at the end of the order, and for want of room the first one taken from it.
    Queued { forgotten: Option<(u64, Option<Waited>)> },
    /// The sums.
    Sums(u64, u64, u64),
}

/// A log whose answer was refused, lost or spoiled: its retry is expected.
#[derive(Clone, Copy, Debug)]
struct Waited {
    event_id: Option<u64>,
    stored: bool,
}

const PATH: &str = "frontend_log_event_id";

impl Repeats {
    /// Notes that what came so far is stored.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    /// Notes that what came since the last commit is not stored: nothing of it came before.
    pub(super) fn take_back(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Id { id, forgotten } => {
                    self.ids.remove(&id);
                    self.order.pop_back();
                    if let Some(oldest) = forgotten {
                        self.ids.insert(oldest);
                        self.order.push_front(oldest);
                    }
                }
                Undo::Waited { content, before } => {
                    match before {
                        Some(waited) => self.waited.insert(content, waited),
                        None => self.waited.remove(&content),
                    };
                }
                Undo::Queued { forgotten } => {
                    self.waited_order.pop_back();
                    if let Some((oldest, waited)) = forgotten {
                        self.waited_order.push_front(oldest);
                        if let Some(waited) = waited {
                            self.waited.insert(oldest, waited);
                        }
                    }
                }
                Undo::Sums(refused, recovered, retried) => {
                    (self.refused, self.recovered, self.retried) = (refused, recovered, retried);
                }
            }
        }
    }

    fn note_sums(&mut self) {
        self.undo.push(Undo::Sums(self.refused, self.recovered, self.retried));
    }

    fn note_waited(&mut self, content: u64) {
        self.undo.push(Undo::Waited { content, before: self.waited.get(&content).copied() });
    }

    /// Notes a log that was not stored.
    pub(super) fn refused(&mut self, log: &ArrivedLog) {
        self.note_sums();
        if !self.wait(log, false) {
            self.refused += 1;
        }
    }

    /// Notes a log that is stored. Returns a finding if it came before; `spoiled` says that this answer will not be
    /// understood.
    pub(super) fn stored(&mut self, log: &ArrivedLog, spoiled: bool) -> Option<LiveFinding> {
        let waited = self.waited.get(&log.content).copied();
        let known = log.event_id.is_some_and(|id| !self.remember(id));
        if spoiled && waited.is_none() {
            self.wait(log, true);
        }
        match waited {
            Some(waited) => {
                self.note_sums();
                self.note_waited(log.content);
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

    /// Returns how many refused logs did not come again.
    pub(super) fn lost(&self) -> u64 {
        self.refused.saturating_sub(self.recovered)
    }

    /// Returns whether the id is new.
    pub(super) fn remember(&mut self, id: u64) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        let forgotten = if self.order.len() > MAX_IDS { self.order.pop_front() } else { None };
        if let Some(oldest) = forgotten {
            self.ids.remove(&oldest);
        }
        self.undo.push(Undo::Id { id, forgotten });
        true
    }

    /// Returns whether the log was waited for already.
    fn wait(&mut self, log: &ArrivedLog, stored: bool) -> bool {
        if self.waited.contains_key(&log.content) {
            return true;
        }
        self.note_waited(log.content);
        self.waited.insert(log.content, Waited { event_id: log.event_id, stored });
        self.waited_order.push_back(log.content);
        let forgotten = if self.waited_order.len() > MAX_WAITED { self.waited_order.pop_front() } else { None };
        let forgotten = forgotten.map(|oldest| (oldest, self.waited.remove(&oldest)));
        self.undo.push(Undo::Queued { forgotten });
        false
    }
}
