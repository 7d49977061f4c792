//! Records into the body of one request.

use std::sync::Arc;
use std::time::Instant;

use uuid::{Builder, Uuid};

use super::log::assemble;
use super::loss;
use crate::clock;
use crate::contract::{DataClass, DriverTelemetryLoss, FrontendLog, OperationType};
use crate::export::loss::{Due, Reports};
use crate::export::{Endpoint, Packed, Packer};
use crate::json::{BodyBuilder, Constant};
use crate::privacy::ScrubCounts;
use crate::record::{Record, Secret};
use crate::stats::Ledger;

/// Writes the JSON envelope of the HTTP endpoints.
#[derive(Debug)]
pub(crate) struct LogPacker {
    ledger: Arc<Ledger>,
    reports: Reports,
    /// Of the reports, from the first one on.
    reporter: Option<Uuid>,
}

/// A report that is due, and the event that carries it.
struct Report {
    carrier: usize,
    loss: DriverTelemetryLoss,
    lost: u64,
}

impl LogPacker {
    pub(crate) fn new(ledger: Arc<Ledger>) -> Self {
        Self { ledger, reports: Reports::new(), reporter: None }
    }

    /// Returns what one of `items` is to tell of losses. Nothing is told where no credential goes along, nor to a
    /// service that is told nothing beyond its schema.
    fn report(&mut self, items: &[Record], endpoint: Endpoint, now: Instant) -> Option<Report> {
        if endpoint == Endpoint::Unauthenticated {
            return None;
        }
        let stats = self.ledger.snapshot();
        let lost = loss::reportable(&stats);
        let ends_session = |record: &Record| record.facts.is(OperationType::DeleteSession);
        let carrier = match self.reports.due(now, lost) {
            Due::None => return None,
            Due::LastOfSession => items.iter().position(ends_session)?,
            Due::Any => items.iter().position(ends_session).unwrap_or(0),
        };
        if !items.get(carrier)?.home.origin().profile.policy(false).extensions {
            return None;
        }
        let random = || Builder::from_random_bytes(Secret::fresh().id(0)).into_uuid();
        let reporter = *self.reporter.get_or_insert_with(random);
        Some(Report { carrier, loss: loss::report(&stats, reporter), lost })
    }
}

impl Packer for LogPacker {
    type Item = Record;

    fn pack(&mut self, items: &[Record], endpoint: Endpoint, max_bytes: usize) -> Packed {
        let unauthenticated = endpoint == Endpoint::Unauthenticated;
        // Fits: nanoseconds of 64 bits are fewer milliseconds than that.
        let mut body = BodyBuilder::new((clock::wall() / 1_000_000) as i64);
        let mut counts = ScrubCounts::default();
        let now = tokio::time::Instant::now().into_std();
        let mut report = self.report(items, endpoint, now);
        let mut told = 0;
        // Where logs are assembled, one after the other; not kept, as an idle pipeline has no use for it.
        let mut log = Box::<FrontendLog>::default();
        // Mostly a connection's events come one after the other.
        let mut shared = None;
        for (index, record) in items.iter().enumerate() {
            let profile = &record.home.origin().profile;
            let policy = profile.policy(unauthenticated);
            shared = shared.filter(|(of, _)| std::ptr::eq(*of, profile));
            let (_, constants) =
                shared.get_or_insert_with(|| (profile, profile.constants(unauthenticated, &mut counts)));
            let [log_constant, client_constant] = &**constants;
            let print = assemble(record, &mut log).filter(|_| !unauthenticated);
            let report = report.take_if(|report| report.carrier == index);
            let lost = report.map_or(0, |report| {
                carry(&mut log, report.loss);
                report.lost
            });
            let added = match print {
                None => body.scrub_with(&log, &policy, &mut counts, &[log_constant, client_constant], max_bytes),
                // That it is a fingerprint says that it may leave; only parts of it are the text's.
                Some(print) => {
                    let told = Constant::of_fingerprint(&print);
                    let constants = [log_constant, client_constant, &told];
                    let added = body.scrub_with(&log, &policy, &mut counts, &constants, max_bytes);
                    if added {
                        counts.count(DataClass::Frames);
                    }
                    added
                }
            };
            if !added {
                break;
            }
            told += lost;
        }
        if told > 0 {
            self.reports.sent(now);
        }
        self.ledger.scrub(&counts);
        let events = body.logs();
        Packed { body: body.finish().bytes(), events, told }
    }

    fn taken(&mut self, told: u64) {
        self.reports.taken(told);
    }
}

fn carry(log: &mut FrontendLog, loss: DriverTelemetryLoss) {
    if let Some(log) = log.entry.as_mut().and_then(|entry| entry.sql_driver_log.as_mut()) {
        log.telemetry_loss = Some(loss);
    }
}
