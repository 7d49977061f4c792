//! The design's `record_*` calls, keyed by statement id, for drivers whose call sites hold no object.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::connection::Connection;
use super::handle::ConnectionTelemetry;
use crate::contract::{DriverConnectionParameters, ExecutionResultFormat, OperationType};
use crate::record::{ErrorInfo, Statement};
use crate::stats::Flushed;
use crate::sync::{Mutex, Process};

/// Statements that a connection may have open by id. The oldest is reported to make room for another: a driver that
/// gets there forgets to complete its statements.
pub const MAX_KEYED_STATEMENTS: usize = 1_024;

/// How long a statement may stay open by id before it is reported with what is known.
pub const KEYED_TIME_TO_LIVE: Duration = Duration::from_secs(3_600);

/// Ids that are remembered after their statement was reported, so that a download that comes late does not begin it
/// anew.
const REMEMBERED: usize = 64;

/// By statement id. Every call creates the statement if it is not known, so that an error before the first success is
/// not lost; [`record_statement_complete`](Self::record_statement_complete) makes it an event.
///
/// These calls look the statement up under a lock of the connection; the handles of
/// [`statement`](ConnectionTelemetry::statement) do not.
impl ConnectionTelemetry {
    /// Records that the session was opened; `latency` is the call's.
    pub fn record_connection_open(&self, latency: Duration, configuration: DriverConnectionParameters) {
        self.parameters(configuration);
        self.operation(OperationType::CreateSession).latency(latency);
    }

    /// Records that the statement was executed; `latency` is the call's. A statement of that id that was executed
    /// before ends.
    pub fn record_statement_execute(&self, statement_id: &str, latency: Duration, format: ExecutionResultFormat) {
        let Some(connection) = self.get() else { return };
        if let Some(statement) = connection.keyed.executed(connection, statement_id) {
            statement.facts.latency(latency);
            statement.facts.format(format);
        }
    }

    /// Records that a chunk of its result arrived. Counts as read, too: these calls know no reader.
    pub fn record_chunk_download(
        &self,
        statement_id: &str,
        chunk_index: u64,
        latency: Duration,
        bytes: u64,
        compressed: bool,
    ) {
        self.by_id(statement_id, |statement| {
            statement.facts.chunk(chunk_index, latency, bytes);
            statement.facts.chunk_consumed();
            statement.facts.compressed(compressed);
        });
    }

    /// Records that its status was asked for `poll_count` times, which took `total_latency` without the waits.
    pub fn record_operation_status(&self, statement_id: &str, poll_count: u64, total_latency: Duration) {
        self.by_id(statement_id, |statement| statement.facts.polls(poll_count, total_latency));
    }

    /// Records that the statement is over: its event is due. An unknown id has nothing to tell.
    pub fn record_statement_complete(&self, statement_id: &str) {
        let Some(connection) = self.get() else { return };
        if let Some(statement) = connection.keyed.complete(statement_id) {
            statement.end();
        }
    }

    /// Records an error: `code` is a name as [`ErrorInfo::from_name`] takes it, `message` is looked at by the
    /// fingerprint and not kept. With a statement it becomes the statement's, without one an event of its own.
    pub fn record_error(&self, code: &str, message: &str, statement_id: Option<&str>, chunk_index: Option<u64>) {
        if self.get().is_none() {
            return;
        }
        let error = ErrorInfo::from_name(code).text(message);
        match (statement_id, chunk_index) {
            (Some(id), Some(index)) => self.by_id(id, |statement| statement.facts.chunk_failed(index, error)),
            (Some(id), None) => self.by_id(id, |statement| statement.facts.error(error)),
            (None, Some(index)) => self.error(error.chunk_index(index)),
            (None, None) => self.error(error),
        }
    }

    /// Reports every statement that is open by id, and sends everything. Blocks for at most `wait`.
    pub fn flush_all_pending(&self, wait: Duration) -> Flushed {
        if let Some(connection) = self.get() {
            connection.keyed.take_all().into_iter().for_each(|statement| statement.end());
        }
        self.flush(wait)
    }

    fn by_id(&self, statement_id: &str, note: impl FnOnce(&Statement)) {
        let Some(connection) = self.get() else { return };
        if let Some(statement) = connection.keyed.get_or_begin(connection, statement_id) {
            note(&statement);
        }
    }
}

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

    fn get_or_begin(&self, connection: &Arc<Connection>, id: &str) -> Option<Arc<Statement>> {
        let key = self.hasher.hash_one(id);
        {
            let table = self.process.lock(&self.table)?;
            if let Some(entry) = table.open.get(&key) {
                return Some(entry.statement.clone());
            }
            if table.reported.contains(&key) {
                return None;
            }
        }
        self.begin(connection, key, id, false)
    }

    fn executed(&self, connection: &Arc<Connection>, id: &str) -> Option<Arc<Statement>> {
        let key = self.hasher.hash_one(id);
        let former = {
            let mut table = self.process.lock(&self.table)?;
            match table.open.get_mut(&key) {
                Some(entry) if !entry.executed => {
                    entry.executed = true;
                    return Some(entry.statement.clone());
                }
                _ => table.open.remove(&key),
            }
        };
        if let Some(former) = former {
            former.statement.end();
        }
        self.begin(connection, key, id, true)
    }

    fn complete(&self, id: &str) -> Option<Arc<Statement>> {
        let key = self.hasher.hash_one(id);
        let mut table = self.process.lock(&self.table)?;
        table.open.contains_key(&key).then(|| table.report(key))?
    }

    fn begin(&self, connection: &Arc<Connection>, key: u64, id: &str, executed: bool) -> Option<Arc<Statement>> {
        if connection.is_unwanted() {
            return None;
        }
        if !connection.is_open() {
            connection.refuse();
            return None;
        }
        let fresh = Statement::by_id(connection.clone(), OperationType::ExecuteStatement, connection.number());
        fresh.facts.statement_id.set(id);
        let mut table = self.process.lock(&self.table)?;
        if table.closed {
            drop(table);
            connection.refuse();
            return None;
        }
        if let Some(entry) = table.open.get(&key) {
            // Another thread was faster: its statement is the one, and ours was never seen.
            return Some(entry.statement.clone());
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
        if is_first {
            connection.watch();
        }
        Some(fresh)
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
