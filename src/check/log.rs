//! One log of a payload.

use crate::check::{Finding, Rule, Score, complete, stray};
use crate::contract::{EventKind, FrontendLog, Message, TelemetryClientContext};
use crate::json::{self, DepartureKind, Tree};
use crate::privacy::{Action, Policy, Scrubbed};

/// One log as it was read, tolerantly, and what was found in it.
#[derive(Clone, Debug)]
pub struct Log {
    /// What could be read.
    pub message: FrontendLog,
    /// What the privacy pass leaves of it.
    pub scrubbed: Scrubbed<FrontendLog>,
    /// What was found, in the order contract, completeness, privacy.
    pub findings: Vec<Finding>,
    /// What it tells of.
    pub event: EventKind,
    /// How many of the fields that such an event needs are there.
    pub score: Score,
}

impl Log {
    /// Returns the name of the driver that wrote it, as far as the privacy pass lets it through; `(unknown)` without
    /// one.
    pub fn driver(&self) -> &str {
        let log = self.scrubbed.message().entry.as_ref().and_then(|entry| entry.sql_driver_log.as_ref());
        let name = log.and_then(|log| log.system_configuration.as_ref()?.driver_name.as_deref());
        name.unwrap_or("(unknown)")
    }

    /// Reads a log. `unauthenticated` says that it was sent to the endpoint that needs no credential.
    pub fn read<S: AsRef<str>>(tree: &Tree<S>, index: usize, unauthenticated: bool) -> Self {
        RawLog::read(tree, index, unauthenticated).into()
    }
}

/// A log as it was read, before the privacy pass: who needs the message only once need not copy it.
pub(crate) struct RawLog {
    pub(crate) message: FrontendLog,
    pub(crate) event: EventKind,
    pub(crate) score: Score,
    findings: Vec<Finding>,
    index: usize,
    unauthenticated: bool,
}

impl RawLog {
    pub(crate) fn read<S: AsRef<str>>(tree: &Tree<S>, index: usize, unauthenticated: bool) -> Self {
        let mut message = FrontendLog::default();
        let departures = json::read_tolerant(tree, &mut message);
        let mut findings: Vec<_> = departures
            .into_iter()
            .map(|departure| Finding {
                index: Some(index),
                path: departure.path,
                rule: Rule::Contract(departure.kind),
                detail: departure.detail,
            })
            .collect();
        let mut found = |path: &str, rule, detail: &str| {
            findings.push(Finding { index: Some(index), path: path.to_owned(), rule, detail: detail.to_owned() });
        };
        match message.frontend_log_event_id.as_deref() {
            None => found("frontend_log_event_id", Rule::EventIdMissing, "is missing"),
            Some(id) if uuid::Uuid::try_parse(id).is_err() => {
                found("frontend_log_event_id", Rule::IdNotUuid, "is no UUID");
            }
            Some(_) => {}
        }
        if time(&message).is_none() {
            found("context.client_context.timestamp_millis", Rule::TimeMissing, "is missing");
        }
        let departed: Vec<_> = findings.iter().map(|finding| finding.path.clone()).collect();
        let (event, score) = complete::examine(&message, unauthenticated, &mut |path, rule, detail| {
            // What departs from the contract is there, and has been told.
            if !(matches!(rule, Rule::NeededMissing(_)) && departed.iter().any(|told| told == path)) {
                findings.push(Finding { index: Some(index), path: path.to_owned(), rule, detail });
            }
        });
        stray::find(tree, FrontendLog::DESCRIPTOR, Some(index), &mut findings);
        Self { message, event, score, findings, index, unauthenticated }
    }

    /// Returns what the privacy pass leaves of it, and what was found, in the order contract, completeness, privacy.
    pub(crate) fn scrub(self) -> (Scrubbed<FrontendLog>, Vec<Finding>) {
        let Self { message, mut findings, index, unauthenticated, .. } = self;
        let policy = Policy { unauthenticated, ..Policy::default() };
        let (scrubbed, removals) = Scrubbed::explained(message, &policy);
        // What is out of its range is told by its own rule already.
        for (removal, reason) in removals.into_iter().filter(|(removal, _)| removal.action != Action::OutOfRange) {
            let (rule, detail) = match (removal.action, reason) {
                (Action::Withheld, _) => (Rule::Unauthenticated, "may not go unauthenticated".to_owned()),
                (Action::Expired, _) => (Rule::Private(removal.class), "has expired; the pass drops it".to_owned()),
                (_, Some(reason)) => (stray::rule_of(&reason, Rule::Private(removal.class)), reason.detail),
                (_, None) => (Rule::Private(removal.class), "is no word of the contract".to_owned()),
            };
            // The number of an unknown word is a departure from the contract already.
            let told = |finding: &Finding| {
                finding.path == removal.path && finding.rule == Rule::Contract(DepartureKind::UnknownEnumNumber)
            };
            if !findings.iter().any(told) {
                findings.push(Finding { index: Some(index), path: removal.path, rule, detail });
            }
        }
        (scrubbed, findings)
    }
}

impl From<RawLog> for Log {
    fn from(read: RawLog) -> Self {
        let message = read.message.clone();
        let (event, score) = (read.event, read.score);
        let (scrubbed, findings) = read.scrub();
        Self { message, scrubbed, findings, event, score }
    }
}

fn time(message: &FrontendLog) -> Option<i64> {
    let context: &TelemetryClientContext = message.context.as_ref()?.client_context.as_ref()?;
    context.timestamp_millis
}
