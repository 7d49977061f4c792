//! The names that facts stand for by number.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, LazyLock};

use super::Parts;
use super::chunk::{Chunk, Known};
use crate::check::Level;
use crate::check::live::LiveRule;
use crate::receiver::client::Client;
use crate::receiver::columns::columns;
use crate::receiver::finding::LiveFinding;
use crate::receiver::intake::HashedMap;

/// So many different things of one kind have a number; those that come later share the last one. Senders choose names.
const MOST: usize = 10_000;

/// Things by number, and numbers by thing.
#[derive(Debug)]
pub(crate) struct Numbered<T> {
    things: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { things: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    /// Returns the number of a thing, which is new if it has to be.
    fn number<Q>(&mut self, thing: &Q, most: usize) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        if self.things.len() >= most {
            return number.saturating_sub(1);
        }
        self.things.push(thing.to_owned());
        self.numbers.insert(thing.to_owned(), number);
        number
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.things.get(number as usize)
    }

    pub(crate) fn all(&self) -> &[T] {
        &self.things
    }

    pub(crate) fn find<Q>(&self, thing: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.numbers.get(thing).copied()
    }
}

/// Every name that is known.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) clients: Numbered<Client>,
    pub(crate) operations: Numbered<String>,
    pub(crate) errors: Numbered<String>,
    pub(crate) findings: Numbered<(LiveRule, String)>,
    /// The numbers of what was found in logs, by its hash.
    finding_sets: HashedMap<Arc<[(u16, Level)]>>,
    pub(crate) sessions: Numbered<u128>,
    /// Leaves that logs have in common: those of a process, a connection, a driver.
    pub(crate) profiles: Numbered<Vec<(u16, u16)>>,
}

impl Names {
    pub(super) fn add(&mut self, chunk: &mut Chunk, parts: Parts<'_>) {
        let mut common = Vec::with_capacity(parts.marks.len());
        common.extend(parts.marks.iter().filter(|mark| is_common(mark.leaf)).map(|mark| (mark.leaf, mark.value)));
        let known = self.profiles.find(&common);
        // A sender whose every log is of another kind gets no profiles.
        let profile = known.unwrap_or_else(|| {
            if self.profiles.all().len() >= MOST { NONE } else { self.profiles.number(&common, MOST) }
        });
        let known = Known {
            seq: parts.seq,
            at: parts.at,
            latency: parts.told.latency,
            statement: parts.told.statement,
            session: parts.told.session.map_or(NONE, |session| self.sessions.number(&session, usize::MAX)),
            profile,
            client: small(self.clients.number(parts.client, MOST)),
            operation: small(self.operations.number(parts.operation, MOST)),
            error: small(self.errors.number(parts.error, MOST)),
        };
        let own = parts.marks.iter().filter(|mark| profile == NONE || !is_common(mark.leaf));
        chunk.push(&known, own.map(|mark| (mark.leaf, mark.value)), parts.found.iter().copied());
    }

    /// Returns the numbers of what was found in a log, of which `set` is the hash.
    pub(super) fn found<'f>(
        &mut self,
        set: Option<u64>,
        findings: impl Iterator<Item = &'f LiveFinding>,
    ) -> Arc<[(u16, Level)]> {
        let set = set.unwrap_or_default();
        if let Some(found) = self.finding_sets.get(&set) {
            return Arc::clone(found);
        }
        let number = |finding: &LiveFinding| {
            let number = self.findings.number(&(finding.rule, finding.path.clone()), MOST);
            (small(number), finding.rule.level())
        };
        let found: Arc<[_]> = findings.map(number).collect();
        if self.finding_sets.len() >= MOST {
            self.finding_sets.clear();
        }
        self.finding_sets.insert(set, Arc::clone(&found));
        found
    }
}

fn small(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// No such thing.
pub(crate) const NONE: u32 = u32::MAX;

/// Returns whether a leaf says the same in many logs.
fn is_common(leaf: u16) -> bool {
    static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let parts = ["system_configuration", "driver_connection_params", "auth_type", "user_agent", "workspace_id"];
        columns().iter().map(|column| parts.iter().any(|part| column.path.contains(part))).collect()
    });
    COMMON.get(usize::from(leaf)).copied().unwrap_or(false)
}
