//! Runs: each receiver that is started on a store begins one, unless it is told to go on with the last.

use rusqlite::{Connection, OptionalExtension, Row, params};

/// One run of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Run {
    /// Its number in the store, from 1.
    pub number: i64,
    /// Its name: what it was given, or the time at which it started.
    pub name: String,
    /// When it started, in milliseconds since 1970.
    pub started_at: i64,
    /// The number of its first log.
    pub first_seq: i64,
}

/// Returns the last run, if there is one.
pub(super) fn last(connection: &Connection) -> rusqlite::Result<Option<Run>> {
    let sql = "SELECT run, name, started_at, first_seq FROM runs ORDER BY run DESC LIMIT 1";
    connection.query_row(sql, [], run).optional()
}

/// Begins a run whose first log will have the number `first_seq`.
pub(super) fn begin(connection: &Connection, name: &str, now: i64, first_seq: i64) -> rusqlite::Result<Run> {
    let sql = "INSERT INTO runs (name, started_at, first_seq) VALUES (?1, ?2, ?3)
               RETURNING run, name, started_at, first_seq";
    connection.query_row(sql, params![name, now, first_seq], run)
}

pub(super) fn run(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run { number: row.get(0)?, name: row.get(1)?, started_at: row.get(2)?, first_seq: row.get(3)? })
}
