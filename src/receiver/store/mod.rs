//! The store: one row a log in an embedded SQLite database, in a file or in memory. A row has what is the log's own; what
//! many logs have in common stands in rows that they share.
//!
//! Any SQLite client can read it, while the receiver runs as well:
//!
//! ```sql
//! SELECT client, sql_operation_operation_detail_operation_type, count(*), avg(operation_latency_ms)
//! FROM logs GROUP BY 1, 2;
//! ```

mod event;
mod lock;
mod query;
mod refused;
mod run;
mod shared_rows;
mod tallies;
mod view;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::columns::columns;

pub(crate) use lock::Lock;
pub(crate) use query::{Filter, LogRow, Partition, Reader};
pub use run::Run;
pub(crate) use writer::{Outcome, Retention, TICK, Writer, WriterError};

/// Says in the file's header whose it is, so that no other database is written into by mistake. `SDTr` in ASCII.
const APPLICATION_ID: i32 = 0x5344_5472;

/// The version of the tables. The view with the columns of the contract is made anew each time.
///
/// From 1 to 2: findings are told apart by their shape, and runs have a table. From 2 to 3: what logs have in common
/// stands in tables of its own, which a former store cannot be turned into. From 3 to 4: a driver's coverage is a row,
/// refused requests have a table, and nothing is indexed by what logs say, which the index in memory answers.
const SCHEMA_VERSION: i32 = 4;

/// How long a connection waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file is a database of something else.
    #[error("{0} is a database, but no store of this receiver: name another file")]
    Foreign(PathBuf),
    /// The file was written by a newer version.
    #[error("{0} was written by a newer version: name another file, or update")]
    Newer(PathBuf),
    /// The file was written by an older version, whose tables are others.
    #[error("{0} was written by an older version: name another file")]
    Older(PathBuf),
    /// Another receiver writes into the file.
    #[error("{0} is in use by another receiver: stop that one, or name another file")]
    InUse(PathBuf),
    /// The thread that writes cannot be started.
    #[error("cannot start a thread: {0}")]
    Thread(std::io::Error),
    /// What SQLite says.
    #[error("the store: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// Where a store is: every connection to it is made from here.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A file.
    File(PathBuf),
    /// Memory, shared by the connections of this process that know the name.
    Memory(String),
}

impl Place {
    pub(crate) fn new(file: Option<&Path>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        match file {
            Some(file) => Self::File(file.to_owned()),
            None => {
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                Self::Memory(format!("file:/receiver-{}-{number}?vfs=memdb", std::process::id()))
            }
        }
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match self {
            Self::File(file) => Connection::open_with_flags(file, flags & !OpenFlags::SQLITE_OPEN_URI)?,
            Self::Memory(name) => Connection::open_with_flags(name, flags)?,
        };
        connection.busy_timeout(BUSY_TIMEOUT)?;
        Ok(connection)
    }

    /// Moves what stands in the log beside a file into the file, so that the file alone can be taken elsewhere. While
    /// somebody reads, some of it stays in the log, where nothing is lost.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        if matches!(self, Self::File(_)) {
            self.connect()?.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Opens the store for writing: makes its tables where they are missing, and its view.
    fn open(&self) -> Result<Connection, StoreError> {
        let connection = self.connect()?;
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if let Self::File(file) = self
            && tables > 0
        {
            if pragma("application_id")? != APPLICATION_ID {
                return Err(StoreError::Foreign(file.clone()));
            }
            match pragma("user_version")? {
                SCHEMA_VERSION => {}
                ..SCHEMA_VERSION => return Err(StoreError::Older(file.clone())),
                _ => return Err(StoreError::Newer(file.clone())),
            }
        }
        if matches!(self, Self::File(_)) {
            // Lets the file shrink with what retention deletes. Changes nothing in a file that has its tables.
            connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL")?;
            // FULL: a commit is on the disk before it is acknowledged, not only with the operating system.
            connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
            )?;
        } else {
            // The memory that retention frees is used again; a rollback journal in memory costs no system call.
            connection.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        }
        connection.execute_batch(&schema())?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        Ok(connection)
    }
}

/// Returns the tables, and the view `logs` with a column for every leaf of the contract, made anew each time as the
/// contract grows. They are no generated columns of the table: SQLite computes all of those with every insert, a
/// hundred extractions for each log. `kinds` has the constants of logs, `finding_sets` what was found in them. Of the other
/// tables `runs` says where each run begins, `refused` has the requests that were refused in each, and the rest hold the
/// sums of the last one, so that a restart may go on with it.
fn schema() -> String {
    let columns: Vec<_> = columns().iter().enumerate().map(|(leaf, column)| column.definition(leaf)).collect();
    let body = view::body();
    format!(
        "CREATE TABLE IF NOT EXISTS arrivals (
            seq INTEGER PRIMARY KEY,
            received_at INTEGER NOT NULL,
            request INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            finding_set INTEGER,
            body TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS kinds (
            id INTEGER PRIMARY KEY,
            endpoint TEXT NOT NULL,
            client TEXT NOT NULL,
            client_version TEXT NOT NULL,
            body TEXT NOT NULL,
            places TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS finding_sets (
            id INTEGER PRIMARY KEY,
            violations INTEGER NOT NULL,
            privacy_findings INTEGER NOT NULL,
            advice INTEGER NOT NULL,
            findings TEXT NOT NULL
        );
        DROP VIEW IF EXISTS logs;
        CREATE VIEW logs AS SELECT
            seq, received_at, request, endpoint, client, client_version,
            coalesce(violations, 0) AS violations, coalesce(privacy_findings, 0) AS privacy_findings,
            coalesce(advice, 0) AS advice, findings, {body} AS body,
            {}
            FROM arrivals JOIN kinds ON kinds.id = kind LEFT JOIN finding_sets ON finding_sets.id = finding_set;
        CREATE TABLE IF NOT EXISTS findings (
            place INTEGER PRIMARY KEY, client TEXT NOT NULL, client_version TEXT NOT NULL, rule TEXT NOT NULL,
            path TEXT NOT NULL, shape TEXT NOT NULL, count INTEGER NOT NULL, first_seq INTEGER, detail TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS runs (
            run INTEGER PRIMARY KEY, name TEXT NOT NULL, started_at INTEGER NOT NULL, first_seq INTEGER NOT NULL
        );
        CREATE TABLE IF NOT EXISTS refused (
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL, at INTEGER NOT NULL, path TEXT NOT NULL,
            status INTEGER NOT NULL, reason TEXT NOT NULL, size INTEGER, client TEXT, client_version TEXT,
            headers TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS coverage (
            client TEXT NOT NULL, client_version TEXT NOT NULL, logs INTEGER NOT NULL, leaves TEXT NOT NULL,
            PRIMARY KEY (client, client_version)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS coverage_values (
            client TEXT NOT NULL, client_version TEXT NOT NULL, leaf_values TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",
        columns.join(",\n            ")
    )
}
