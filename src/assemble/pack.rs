//! Records into the body of one request.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use super::log::assemble;
use crate::{
    collect::Record,
    export::{Packed, Packer, Route},
    json::BodyBuilder,
    privacy::{ScrubCounts, Scrubbed},
    stats::Ledger,
};

/// Writes the JSON envelope of the HTTP endpoints.
#[derive(Debug)]
pub(crate) struct LogPacker {
    ledger: Arc<Ledger>,
}

impl LogPacker {
    pub(crate) fn new(ledger: Arc<Ledger>) -> Self {
        Self { ledger }
    }
}

impl Packer for LogPacker {
    type Item = Record;

    fn pack(&mut self, items: &[Record], route: Route, max_bytes: usize) -> Packed {
        let unauthenticated = route == Route::Unauthenticated;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut body = BodyBuilder::new(i64::try_from(now.as_millis()).unwrap_or(i64::MAX));
        let mut counts = ScrubCounts::default();
        for record in items {
            let profile = &record.statement.connection.profile;
            let [log_constant, client_constant] = &*profile.constants(unauthenticated, &mut counts);
            let log = Scrubbed::counted(assemble(record), &profile.policy(unauthenticated), &mut counts);
            if !body.push_with(&log, &[log_constant, client_constant], max_bytes) {
                break;
            }
        }
        self.ledger.scrub(&counts);
        let events = body.logs();
        Packed { body: body.finish().bytes(), events }
    }
}
