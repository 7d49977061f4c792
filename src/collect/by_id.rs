//! The design's `record_*` calls, keyed by statement id, for drivers whose call sites hold no object.

use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use super::handle::ConnectionTelemetry;
use super::keyed::{Found, Inserted};
use crate::contract::{DriverConnectionParameters, ExecutionResultFormat, OperationType};
use crate::record::{ErrorInfo, Statement};
use crate::stats::Flushed;

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
        if let Some(statement) = open(connection, connection.keyed.execute(statement_id), statement_id, true) {
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
        if let Some(statement) = open(connection, connection.keyed.find(statement_id), statement_id, false) {
            note(&statement);
        }
    }
}

/// Returns the statement that was found, or one that begins if nothing is known of the id.
#[inline]
fn open(connection: &Arc<Connection>, found: Found, id: &str, executed: bool) -> Option<Arc<Statement>> {
    let key = match found {
        Found::Open(statement) => return Some(statement),
        Found::Over => return None,
        Found::Unknown(_) if connection.is_unwanted() => return None,
        Found::Unknown(key) => key,
    };
    let begin = || {
        let fresh = Statement::by_id(connection.clone(), OperationType::ExecuteStatement, connection.number());
        fresh.facts.statement_id.set(id);
        connection.keyed.insert(key, fresh, executed)
    };
    let Some(Inserted { statement, is_first }) = connection.is_open().then(begin).flatten() else {
        connection.refuse();
        return None;
    };
    if is_first {
        connection.watch();
    }
    Some(statement)
}
