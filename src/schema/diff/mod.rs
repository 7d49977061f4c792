//! The difference between two contracts, in words of consequence.
//!
//! General tools judge a change for any reader. A contract of telemetry has one: drivers of every release write, the
//! service reads. So there are three [groups](Group) rather than two, and rules that no general tool has: presence,
//! privacy class, redaction, the endpoint without credential, units, closed lists.

mod compare;
mod field;
mod pair;
mod reserved;
mod rule;

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::model::Contract;
pub use rule::{Group, Rule};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of change.
    pub rule: Rule,
    /// The full name of the message, field, enum, value, service or method: the old one, if there is one.
    pub path: String,
    /// What has changed.
    pub what: String,
}

/// All changes, in the order of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Returns what has changed from `old` to `new`.
    pub(super) fn between(old: &Contract, new: &Contract) -> Self {
        Self { changes: compare::changes(old, new) }
    }

    /// Returns the changes of one group.
    pub fn group(&self, group: Group) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.rule.group() == group)
    }

    /// Returns the changes that break something.
    pub fn breaks(&self) -> impl Iterator<Item = &Change> {
        self.group(Group::Breaks)
    }

    /// Returns whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// `RULE path: what -> consequence`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {} -> {}", self.rule.as_str(), self.path, self.what, self.rule.consequence())
    }
}

/// A heading for each group that is not empty, and a line for each change.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "no difference");
        }
        for group in Group::ALL {
            let count = self.group(group).count();
            if count > 0 {
                writeln!(f, "{} ({count})", group.as_str())?;
            }
            self.group(group).try_for_each(|change| writeln!(f, "  {change}"))?;
        }
        Ok(())
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Change", 4)?;
        out.serialize_field("rule", self.rule.as_str())?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("what", &self.what)?;
        out.serialize_field("consequence", self.rule.consequence())?;
        out.end()
    }
}

/// `{"breaks": […], "service_first": […], "safe": […]}`, each change with `rule`, `path`, `what` and `consequence`.
impl Serialize for Diff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let list = |group| self.group(group).collect::<Vec<_>>();
        let mut out = serializer.serialize_struct("Diff", 3)?;
        out.serialize_field("breaks", &list(Group::Breaks))?;
        out.serialize_field("service_first", &list(Group::ServiceFirst))?;
        out.serialize_field("safe", &list(Group::Safe))?;
        out.end()
    }
}
