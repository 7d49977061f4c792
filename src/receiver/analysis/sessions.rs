//! Which sessions were opened and not closed.

use std::collections::VecDeque;

use super::hashed::HashedMap;
use crate::receiver::client::Client;
use crate::receiver::intake::SessionStep;

/// How many open sessions are remembered: 65,536. The oldest is forgotten, not reported.
const MAX_OPEN: usize = 1 << 16;

/// The sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    open: HashedMap<Open>,
    order: VecDeque<u64>,
    pub(super) opened: u64,
    pub(super) closed: u64,
}

/// A session that was opened.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) client: Client,
    /// The log that told it.
    pub(super) seq: i64,
}

impl Sessions {
    pub(super) fn step(&mut self, step: SessionStep, client: &Client, seq: i64) {
        match step {
            SessionStep::Opened(session) => {
                self.opened += 1;
                if self.open.insert(session, Open { client: client.clone(), seq }).is_none() {
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

    pub(super) fn open(&self) -> impl Iterator<Item = &Open> {
        self.open.values()
    }
}
