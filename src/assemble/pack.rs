//! Records into the body of one request.

use std::sync::Arc;

use super::log::assemble;
use crate::{
    clock,
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
        // Fits: nanoseconds of 64 bits are fewer milliseconds than that.
        let mut body = BodyBuilder::new((clock::wall() / 1_000_000) as i64);
        let mut counts = ScrubCounts::default();
        for record in items {
            let profile = &record.statement.connection.profile;
            let [log_constant, client_constant] = &*profile.constants(unauthenticated, &mut counts);
            let (log, print) = assemble(record);
            let mut log = Scrubbed::counted(log, &profile.policy(unauthenticated), &mut counts);
            if let Some(print) = print.filter(|_| !unauthenticated) {
                log.tell(&print, &mut counts);
            }
            if !body.push_with(&log, &[log_constant, client_constant], max_bytes) {
                break;
            }
        }
        self.ledger.scrub(&counts);
        let events = body.logs();
        Packed { body: body.finish().bytes(), events }
    }
}
