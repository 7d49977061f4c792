//! One log of a payload.

use crate::check::{Finding, Rule, Score, complete, stray};
use crate::contract::{EventKind, FrontendLog, Message, TelemetryClientContext};
use crate::json::{self, Departure, DepartureKind, Tree};
use crate::privacy::{Action, Policy, Scrubbed};

/// One log as it was read, tolerantly, and what was found in it.
#[derive(Clone, Debug)]
pub struct Log {
    /// What could be read.
    pub message: FrontendLog,
    /// What the privacy pass leaves of it.
    pub scrubbed: Scrubbed<FrontendLog>,
    /// What was found, in the order contract, completeness, privacy, contradictions.
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

/// A log as it was read, before anything in it is judged: who knows the verdict already need not ask for it.
pub(crate) struct RawLog {
    pub(crate) message: FrontendLog,
    /// What departs from the contract.
    departures: Vec<Finding>,
    /// What is private in places that the contract does not have.
    strays: Vec<Finding>,
    index: usize,
    unauthenticated: bool,
}

/// What a log is: all of it but the numbers that cannot be true beside others.
pub(crate) struct Judged {
    pub(crate) event: EventKind,
    pub(crate) score: Score,
    /// What the privacy pass leaves of it.
    pub(crate) scrubbed: Scrubbed<FrontendLog>,
    /// What was found, in the order contract, completeness, privacy.
    pub(crate) findings: Vec<Finding>,
}

impl RawLog {
    pub(crate) fn read<S: AsRef<str>>(tree: &Tree<S>, index: usize, unauthenticated: bool) -> Self {
        let mut log = Self::conforming(FrontendLog::default(), index, unauthenticated);
        let departures = json::read_tolerant(tree, &mut log.message).into_iter();
        log.departures = departures
            .map(|Departure { path, kind, detail }| Finding {
                index: Some(index),
                path,
                rule: Rule::Contract(kind),
                detail,
            })
            .collect();
        stray::find(tree, FrontendLog::DESCRIPTOR, Some(index), &mut log.strays);
        log
    }

    /// Takes a message whose text departs from nothing, and so has no place for strays.
    pub(crate) fn conforming(message: FrontendLog, index: usize, unauthenticated: bool) -> Self {
        Self { message, departures: Vec::new(), strays: Vec::new(), index, unauthenticated }
    }

    /// Returns when it was written, in milliseconds since 1970, as it says itself.
    #[cfg(feature = "receiver")]
    pub(crate) fn time(&self) -> Option<i64> {
        time(&self.message)
    }

    /// Returns whether its text said nothing but its message.
    #[cfg(feature = "receiver")]
    pub(crate) fn conforms(&self) -> bool {
        self.departures.is_empty() && self.strays.is_empty()
    }

    /// Tells every number that cannot be true beside another one.
    pub(crate) fn contradictions(&self, found: &mut Vec<Finding>) {
        complete::contradictions(&self.message, &mut |path, rule, detail| {
            found.push(Finding { index: Some(self.index), path: path.to_owned(), rule, detail });
        });
    }

    /// Judges everything else of it.
    pub(crate) fn judge(self) -> Judged {
        let Self { message, departures: mut findings, strays, index, unauthenticated } = self;
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
        findings.extend(strays);
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
        Judged { event, score, scrubbed, findings }
    }
}

impl From<RawLog> for Log {
    fn from(read: RawLog) -> Self {
        let message = read.message.clone();
        let mut contradictions = Vec::new();
        read.contradictions(&mut contradictions);
        let Judged { event, score, scrubbed, mut findings } = read.judge();
        findings.extend(contradictions);
        Self { message, scrubbed, findings, event, score }
    }
}

fn time(message: &FrontendLog) -> Option<i64> {
    let context: &TelemetryClientContext = message.context.as_ref()?.client_context.as_ref()?;
    context.timestamp_millis
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contract::every_field;

    proptest! {
        /// A log with a few bytes changed: where no tree is made of it, none would have said more.
        #[test]
        fn what_is_read_at_once_is_judged_as_what_a_tree_was_made_of(
            texts in prop::collection::vec("(custom|1\\.2\\.3|jo@example\\.com|[0-9a-f]{32}|\\PC{0,8})", 8),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b" \"\\{}[]:,.-0e1nu_z"[..])), 0..3),
            unauthenticated: bool,
        ) {
            let mut log = FrontendLog::default();
            let mut texts = texts.iter().cycle().cloned();
            every_field(&mut log, &mut |_, _| texts.next().unwrap_or_default());
            let mut text = json::to_string(&log).into_bytes();
            for (at, byte) in changes {
                let at = at.index(text.len());
                text[at] = byte;
            }
            let Ok(text) = String::from_utf8(text) else { return Ok(()) };
            let Some(message) = json::read_at_once::<FrontendLog>(&text) else { return Ok(()) };
            let at_once = Log::from(RawLog::conforming(message, 3, unauthenticated));
            let of_tree = Log::read(&Tree::borrow_text(&text).expect("JSON"), 3, unauthenticated);
            prop_assert_eq!(at_once.message, of_tree.message);
            prop_assert_eq!(at_once.scrubbed, of_tree.scrubbed);
            prop_assert_eq!(at_once.findings, of_tree.findings);
            prop_assert_eq!((at_once.event, at_once.score), (of_tree.event, of_tree.score));
        }
    }
}
