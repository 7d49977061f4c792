//! Which sessions were opened and not closed.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::receiver::client::Client;
use crate::receiver::intake::{HashedMap, SessionStep};

/// How many open sessions are remembered: 65,536. The oldest is forgotten, not reported.
const MAX_OPEN: usize = 1 << 16;

/// The sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    open: HashedMap<Open>,
    order: VecDeque<u64>,
    pub(super) opened: u64,
    pub(super) closed: u64,
    /// What the steps since the last commit changed, to be taken back if it fails: the session, what was known of it,
    /// and the sums before.
    undo: Vec<(u64, Option<Open>, (u64, u64))>,
}

/// A session that was opened.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) client: Arc<Client>,
    /// The log that told it.
    pub(super) seq: i64,
}

impl Sessions {
    pub(super) fn step(&mut self, step: SessionStep, client: &Arc<Client>, seq: i64) {
        let (SessionStep::Opened(session) | SessionStep::Closed(session)) = step;
        self.undo.push((session, self.open.get(&session).cloned(), (self.opened, self.closed)));
        match step {
            SessionStep::Opened(session) => {
                self.opened += 1;
                if self.open.insert(session, Open { client: Arc::clone(client), seq }).is_none() {
                    self.order.push_back(session);
                }
                // Closed ones stand in the order still: it may be twice as long as the map before it is cut.
                while self.order.len() > 2 * MAX_OPEN || self.open.len() > MAX_OPEN {
                    let Some(oldest) = self.order.pop_front() else { break };
                    self.open.remove(&oldest);
                }
            }
            SessionStep::Closed(session) => {
                self.closed += 1;
                self.open.remove(&session);
            }
        }
    }

    /// Notes that the steps so far are stored.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    /// Notes that the steps since the last commit are not stored.
    pub(super) fn take_back(&mut self) {
        while let Some((session, before, (opened, closed))) = self.undo.pop() {
            (self.opened, self.closed) = (opened, closed);
            match before {
                Some(open) => self.open.insert(session, open),
                None => self.open.remove(&session),
            };
        }
    }

    pub(super) fn open(&self) -> impl Iterator<Item = &Open> {
        self.open.values()
    }
}
