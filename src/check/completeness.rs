//! How complete the events of each driver are, by what they tell of.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::complete::name_of;
use crate::contract::EventKind;

/// How many of the fields that some events needed were there. What is required counts as what is recommended does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Fields that were needed, over all events.
    pub needed: u64,
    /// Fields that were needed and there.
    pub filled: u64,
}

impl Score {
    /// Returns the share of what was needed that was there, in per cent, rounded down: 100 only if nothing is missing.
    pub fn percent(self) -> u64 {
        (self.filled * 100).checked_div(self.needed).unwrap_or(100)
    }

    /// Adds what `other` counted.
    pub fn add(&mut self, other: Self) {
        self.needed += other.needed;
        self.filled += other.filled;
    }

    /// Takes back what `other` counted.
    #[cfg(feature = "receiver")]
    pub(crate) fn take_back(&mut self, other: Self) {
        self.needed = self.needed.saturating_sub(other.needed);
        self.filled = self.filled.saturating_sub(other.filled);
    }
}

/// The scores of drivers, for each kind of event that they sent.
#[derive(Clone, Debug, Default)]
pub struct Completeness(BTreeMap<(String, EventKind), (u64, Score)>);

/// The score of one driver for one kind of event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The driver's name, as it may be shown.
    pub driver: String,
    /// What the events tell of.
    pub event: EventKind,
    /// How many events.
    pub logs: u64,
    /// How complete they are.
    pub score: Score,
}

impl Completeness {
    /// Counts an event of `driver`.
    pub fn add(&mut self, driver: &str, event: EventKind, score: Score) {
        self.add_many(driver, event, 1, score);
    }

    /// Counts so many events of `driver`, whose scores are added up.
    pub(crate) fn add_many(&mut self, driver: &str, event: EventKind, logs: u64, score: Score) {
        let entry = self.0.entry((driver.to_owned(), event)).or_default();
        entry.0 += logs;
        entry.1.add(score);
    }

    /// Returns every driver and kind of event, in their order.
    pub fn entries(&self) -> impl Iterator<Item = Completed> + '_ {
        self.0.iter().map(|((driver, event), (logs, score))| Completed {
            driver: driver.clone(),
            event: *event,
            logs: *logs,
            score: *score,
        })
    }

    /// Returns what is less complete than `percent`.
    pub fn below(&self, percent: u64) -> impl Iterator<Item = Completed> + '_ {
        self.entries().filter(move |entry| entry.score.percent() < percent)
    }
}

/// A line for each driver and kind of event.
impl fmt::Display for Completeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

impl fmt::Display for Completed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { driver, event, logs, score } = self;
        let Score { needed, filled } = score;
        write!(f, "{driver}: {} {} % complete, {filled} of {needed} in {logs} logs", name_of(*event), score.percent())
    }
}

/// `[{"driver", "event", "logs", "needed", "filled", "percent"}]`.
impl Serialize for Completeness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries())
    }
}

impl Serialize for Completed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Completed", 6)?;
        out.serialize_field("driver", &self.driver)?;
        out.serialize_field("event", name_of(self.event))?;
        out.serialize_field("logs", &self.logs)?;
        out.serialize_field("needed", &self.score.needed)?;
        out.serialize_field("filled", &self.score.filled)?;
        out.serialize_field("percent", &self.score.percent())?;
        out.end()
    }
}
