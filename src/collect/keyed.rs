//! The statements of a connection that are open by id.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::record::Statement;
use crate::sync::{Mutex, Process};

/// Statements that a connection may have open by id. The oldest is reported to make room for another: a driver that
/// gets there forgets to complete its statements.
pub const MAX_KEYED_STATEMENTS: usize = 1_024;

/// How long a statement may stay open by id before it is reported with what is known.
pub const KEYED_TIME_TO_LIVE: Duration = Duration::from_secs(3_600);

/// Ids that are remembered after their statement was reported, so that a download that comes late does not begin it
/// anew.
const REMEMBERED: usize = 64;

/// The open statements of one connection, by a 64-bit hash of their ids: two ids of one connection meet in one hash
/// once in 10^13 connections that are full.
#[derive(Debug)]
pub(crate) struct Keyed {
    table: Mutex<Table>,
    hasher: RandomState,
    process: Process,
}

#[derive(Debug, Default)]
struct Table {
    open: HashMap<u64, Entry, HashedAlready>,
    /// In the order of their beginning; entries of statements that ended since are skipped.
    ages: VecDeque<Age>,
    /// How many have begun.
    begun: u64,
    reported: VecDeque<u64>,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    statement: Arc<Statement>,
    number: u64,
    executed: bool,
}

/// A statement's turn to grow old: it may have ended since.
#[derive(Clone, Copy, Debug)]
struct Age {
    key: u64,
    number: u64,
    due: Instant,
}

/// What is known of an id.
pub(super) enum Found {
    Open(Arc<Statement>),
    /// It was reported, or this is a forked child.
    Over,
    Unknown(Key),
}

/// The hash of an id that was looked up.
#[derive(Clone, Copy)]
pub(super) struct Key(u64);

/// What is open under a key from now on.
pub(super) struct Inserted {
    pub(super) statement: Arc<Statement>,
    /// Whether nothing else is open.
    pub(super) is_first: bool,
}

impl Keyed {
    pub(super) fn new() -> Self {
        Self { table: Mutex::default(), hasher: RandomState::new(), process: Process::current() }
    }

    /// Returns when the oldest one is due, if there is one.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        let mut table = self.process.lock(&self.table)?;
        table.oldest().map(|age| age.due)
    }

    /// Reports those whose time has passed.
    pub(crate) fn sweep(&self, now: Instant) {
        let Some(mut table) = self.process.lock(&self.table) else { return };
        let due = table.take_due(now);
        drop(table);
        due.iter().for_each(Statement::end);
    }

    pub(super) fn take_all(&self) -> Vec<Arc<Statement>> {
        self.process.lock(&self.table).map_or_else(Vec::new, |mut table| table.take_all())
    }

    /// Returns the same, and takes none in any more.
    pub(super) fn close(&self) -> Vec<Arc<Statement>> {
        let Some(mut table) = self.process.lock(&self.table) else { return Vec::new() };
        table.closed = true;
        table.take_all()
    }

    /// Returns the statement of an id, as it is now.
    #[inline]
    pub(super) fn find(&self, id: &str) -> Found {
        let key = self.hasher.hash_one(id);
        let Some(table) = self.process.lock(&self.table) else { return Found::Over };
        match table.open.get(&key) {
            Some(entry) => Found::Open(entry.statement.clone()),
            None if table.reported.contains(&key) => Found::Over,
            None => Found::Unknown(Key(key)),
        }
    }

    /// Returns the statement of an id that is executed now. One that was executed before ends.
    #[inline]
    pub(super) fn execute(&self, id: &str) -> Found {
        let key = self.hasher.hash_one(id);
        let former = {
            let Some(mut table) = self.process.lock(&self.table) else { return Found::Over };
            match table.open.get_mut(&key) {
                Some(entry) if !entry.executed => {
                    entry.executed = true;
                    return Found::Open(entry.statement.clone());
                }
                _ => table.open.remove(&key),
            }
        };
        if let Some(former) = former {
            former.statement.end();
        }
        Found::Unknown(Key(key))
    }

    /// Takes the statement of an id out.
    pub(super) fn complete(&self, id: &str) -> Option<Arc<Statement>> {
        let key = self.hasher.hash_one(id);
        let mut table = self.process.lock(&self.table)?;
        table.open.contains_key(&key).then(|| table.report(key))?
    }

    /// Puts a statement in; the oldest one ends if there is no room. `None` if none is taken in any more.
    pub(super) fn insert(&self, key: Key, fresh: Arc<Statement>, executed: bool) -> Option<Inserted> {
        let Key(key) = key;
        let mut table = self.process.lock(&self.table)?;
        if table.closed {
            return None;
        }
        if let Some(entry) = table.open.get(&key) {
            // Another thread was faster: its statement is the one, and ours was never seen.
            return Some(Inserted { statement: entry.statement.clone(), is_first: false });
        }
        let is_first = table.open.is_empty();
        let oldest = table.make_room();
        table.begun += 1;
        let number = table.begun;
        table.ages.push_back(Age { key, number, due: Instant::now() + KEYED_TIME_TO_LIVE });
        table.open.insert(key, Entry { statement: fresh.clone(), number, executed });
        drop(table);
        if let Some(oldest) = oldest {
            oldest.end();
        }
        Some(Inserted { statement: fresh, is_first })
    }
}

impl Table {
    /// Returns the oldest one that is open; drops what is known to have ended on the way.
    fn oldest(&mut self) -> Option<Age> {
        while let Some(age) = self.ages.front().copied() {
            if self.is_current(&age) {
                return Some(age);
            }
            self.ages.pop_front();
        }
        None
    }

    fn is_current(&self, age: &Age) -> bool {
        self.open.get(&age.key).is_some_and(|entry| entry.number == age.number)
    }

    fn make_room(&mut self) -> Option<Arc<Statement>> {
        if self.ages.len() >= 2 * MAX_KEYED_STATEMENTS {
            let ages = std::mem::take(&mut self.ages);
            self.ages = ages.into_iter().filter(|age| self.is_current(age)).collect();
        }
        if self.open.len() < MAX_KEYED_STATEMENTS {
            return None;
        }
        let oldest = self.oldest()?;
        self.report(oldest.key)
    }

    fn take_due(&mut self, now: Instant) -> Vec<Arc<Statement>> {
        let mut due = Vec::new();
        while let Some(age) = self.oldest().filter(|age| age.due <= now) {
            due.extend(self.report(age.key));
        }
        due
    }

    fn report(&mut self, key: u64) -> Option<Arc<Statement>> {
        self.remember(key);
        self.open.remove(&key).map(|entry| entry.statement)
    }

    fn take_all(&mut self) -> Vec<Arc<Statement>> {
        self.ages.clear();
        let (keys, statements): (Vec<_>, Vec<_>) = self.open.drain().map(|(key, entry)| (key, entry.statement)).unzip();
        keys.into_iter().for_each(|key| self.remember(key));
        statements
    }

    fn remember(&mut self, key: u64) {
        if self.reported.len() == REMEMBERED {
            self.reported.pop_front();
        }
        self.reported.push_back(key);
    }
}

/// The keys are hashes.
#[derive(Clone, Copy, Debug, Default)]
struct HashedAlready(u64);

impl BuildHasher for HashedAlready {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        Self::default()
    }
}

impl Hasher for HashedAlready {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::contract::OperationType;
    use crate::record::Homeless;

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut table = Table::default();
        (0..2 * REMEMBERED as u64).for_each(|key| table.remember(key));
        assert!(table.reported.iter().copied().eq(REMEMBERED as u64..2 * REMEMBERED as u64));
    }

    #[test]
    fn the_ages_of_statements_that_have_ended_are_dropped_when_they_are_many() {
        let (mut table, most) = (Table::default(), 2 * MAX_KEYED_STATEMENTS);
        let over = Age { key: 7, number: 1, due: Instant::now() };
        table.ages.extend(std::iter::repeat_n(over, most - 1));
        assert!(table.make_room().is_none() && table.ages.len() == most - 1);
        table.ages.push_back(over);
        assert!(table.make_room().is_none() && table.ages.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn an_id_that_is_executed_again_has_its_own_time() {
        let keyed = Keyed::new();
        let begin = || {
            let Found::Unknown(key) = keyed.execute("a") else { unreachable!("the former one ends") };
            let statement = Statement::by_id(Arc::new(Homeless::default()), OperationType::ExecuteStatement, 1);
            keyed.insert(key, statement, true).expect("it is open")
        };
        let (start, later) = (Instant::now(), Duration::from_secs(60));
        assert!(begin().is_first);
        assert_eq!(keyed.next_due(), Some(start + KEYED_TIME_TO_LIVE));
        tokio::time::advance(later).await;
        let second = begin();
        assert_eq!(keyed.next_due(), Some(start + later + KEYED_TIME_TO_LIVE));
        keyed.sweep(start + KEYED_TIME_TO_LIVE);
        assert!(matches!(keyed.find("a"), Found::Open(open) if Arc::ptr_eq(&open, &second.statement)));
    }
}
