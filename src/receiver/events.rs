//! Assertions about what arrived, for tests of drivers.

use super::event::Event;
use super::finding::LiveFinding;
use super::shared::Shared;
use super::store::{Filter, StoreError};
use crate::check::Level;
use crate::check::live::LiveRule;
use crate::contract::OperationType;
use crate::json;

/// The most events that are read at once: what a test looks at, not what a load produces.
const MAX_EVENTS: usize = 100_000;

/// Logs that arrived, the oldest first. What narrows them gives fewer; what begins with `expect` panics with what did
/// arrive, so that a failing test says why.
#[derive(Clone, Debug)]
pub struct Events(Vec<Event>);

impl Events {
    pub(crate) fn read(shared: &Shared) -> Result<Self, StoreError> {
        let rows = shared.read(|reader| {
            let filter = Filter { from: Some(shared.run().first_seq), ..Filter::default() };
            reader.logs(&filter, MAX_EVENTS)
        })?;
        Ok(Self(rows.into_iter().map(Event::from).collect()))
    }

    /// Keeps those that `keep` says yes to.
    pub fn filter(mut self, keep: impl FnMut(&Event) -> bool) -> Self {
        self.0.retain(keep);
        self
    }

    /// Keeps those of that statement.
    pub fn statement(self, id: &str) -> Self {
        self.filter(|event| event.log().and_then(|log| log.sql_statement_id.as_deref()) == Some(id))
    }

    /// Keeps those of that session.
    pub fn session(self, id: &str) -> Self {
        self.filter(|event| event.log().and_then(|log| log.session_id.as_deref()) == Some(id))
    }

    /// Keeps those of that operation.
    pub fn operation(self, operation: OperationType) -> Self {
        self.filter(|event| event.operation() == Some(operation))
    }

    /// Keeps those that tell an error.
    pub fn errors(self) -> Self {
        self.filter(|event| event.log().is_some_and(|log| log.error_info.is_some()))
    }

    /// Returns the only one.
    ///
    /// # Panics
    ///
    /// When there is none, or more than one.
    #[track_caller]
    pub fn expect_one(mut self) -> Event {
        match self.0.pop() {
            Some(event) if self.0.is_empty() => event,
            last => panic!("expected one event, and there are {}", Shown(self.0.iter().chain(&last))),
        }
    }

    /// Expects exactly `count` of them.
    ///
    /// # Panics
    ///
    /// When there are fewer or more.
    #[track_caller]
    pub fn expect_count(self, count: usize) -> Self {
        assert!(self.0.len() == count, "expected {count} events, and there are {}", Shown(self.0.iter()));
        self
    }

    /// Expects none of them.
    ///
    /// # Panics
    ///
    /// When there is one.
    #[track_caller]
    pub fn expect_none(self) {
        self.expect_count(0);
    }

    /// Expects no finding of any level but advice.
    ///
    /// # Panics
    ///
    /// When there is one.
    #[track_caller]
    pub fn expect_no_violations(self) -> Self {
        let bad = |finding: &&LiveFinding| finding.rule.level() > Level::Advice;
        let found: Vec<_> =
            self.0.iter().flat_map(|e| e.findings.iter().filter(bad).map(move |f| format!("#{} {f}", e.seq))).collect();
        assert!(found.is_empty(), "expected no violations, and there are {}:\n{}", found.len(), found.join("\n"));
        self
    }

    /// Expects no finding under that rule.
    ///
    /// # Panics
    ///
    /// When there is one.
    #[track_caller]
    pub fn expect_no(self, rule: LiveRule) -> Self {
        let found = self.0.iter().find(|event| event.findings.iter().any(|finding| finding.rule == rule));
        assert!(found.is_none(), "expected no finding {rule}, and there is one in {}", Shown(found.into_iter()));
        self
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the events, the oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Event> {
        self.0.iter()
    }
}

impl IntoIterator for Events {
    type Item = Event;
    type IntoIter = std::vec::IntoIter<Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Events as a failing test shows them: how many, and a line each for the first ten.
struct Shown<I>(I);

impl<'a, I: Iterator<Item = &'a Event> + Clone> std::fmt::Display for Shown<I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.0.clone().count())?;
        for event in self.0.clone().take(10) {
            write!(f, "\n#{} from {}: {}", event.seq, event.client, json::to_string(&event.message))?;
        }
        Ok(())
    }
}
