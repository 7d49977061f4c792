//! Reading the store: for the page, the assertions of tests and the export.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::{Place, Run, StoreError, refused, run};
use crate::receiver::analysis::RefusedRequest;
use crate::receiver::intake::Frame;

/// Which logs are asked for. Everything that is set has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) client: Option<String>,
    /// Logs from this number on: those of a run.
    pub(crate) from: Option<i64>,
    /// Logs before this number.
    pub(crate) before: Option<i64>,
    /// Logs after this number.
    pub(crate) after: Option<i64>,
    /// Logs that were received on that day, counted from 1970 in UTC.
    pub(crate) day: Option<i64>,
}

/// The logs of one driver on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Partition {
    pub(crate) client: String,
    /// Days since 1970, in UTC.
    pub(crate) day: i64,
}

impl Partition {
    /// Returns when the day begins, in milliseconds since 1970.
    pub(crate) fn day_start(&self) -> i64 {
        self.day.saturating_mul(DAY)
    }
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A log as the lists show it.
#[derive(Clone, Debug)]
pub(crate) struct LogRow {
    pub(crate) seq: i64,
    pub(crate) received_at: i64,
    pub(crate) endpoint: String,
    pub(crate) client: String,
    pub(crate) client_version: String,
    pub(crate) violations: i64,
    pub(crate) privacy: i64,
    pub(crate) advice: i64,
    pub(crate) findings: Option<String>,
    pub(crate) body: String,
}

/// Where logs stand, with what they share.
const TABLES: &str = "JOIN kinds ON kinds.id = kind LEFT JOIN finding_sets ON finding_sets.id = finding_set";

const COLUMNS: &str = "seq, received_at, endpoint, client, client_version, coalesce(violations, 0),
    coalesce(privacy_findings, 0), coalesce(advice, 0), findings, kind, kinds.body, arrivals.body";

/// How many frames of logs a connection remembers.
const MAX_FRAMES: usize = 1000;

/// A connection that reads.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Connection,
    frames: RefCell<HashMap<i64, Frame>>,
}

impl Reader {
    pub(crate) fn open(place: &Place) -> Result<Self, StoreError> {
        let connection = place.connect()?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self { connection, frames: RefCell::default() })
    }

    /// Returns at most `limit` logs, the oldest first.
    pub(crate) fn logs(&self, filter: &Filter, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        let mut rows = Vec::new();
        self.each(filter, limit, |row| rows.push(row))?;
        Ok(rows)
    }

    /// Calls `take` for at most `limit` logs, one after the other.
    pub(crate) fn each(&self, filter: &Filter, limit: usize, mut take: impl FnMut(LogRow)) -> Result<(), StoreError> {
        let (condition, mut values) = filter.condition();
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let sql = format!("SELECT {COLUMNS} FROM arrivals {TABLES} WHERE {condition} ORDER BY seq LIMIT ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            take(self.log_row(row)?);
        }
        Ok(())
    }

    /// Returns the log of that number.
    pub(crate) fn log(&self, seq: i64) -> Result<Option<LogRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM arrivals {TABLES} WHERE seq = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([seq], |row| self.log_row(row)).optional()?)
    }

    /// Returns the runs of the store, the oldest first.
    pub(crate) fn runs(&self) -> Result<Vec<Run>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT run, name, started_at, first_seq FROM runs ORDER BY run")?;
        let rows = statement.query_map([], run::run)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the requests that were refused last, the newest first: of a run, or of all runs.
    pub(crate) fn refused(&self, run: Option<i64>) -> Result<Vec<RefusedRequest>, StoreError> {
        Ok(refused::last(&self.connection, run)?)
    }

    /// Returns the days and drivers of which there are logs.
    pub(crate) fn partitions(&self) -> Result<Vec<Partition>, StoreError> {
        let sql = format!("SELECT DISTINCT received_at / ?1 AS day, client FROM arrivals {TABLES} ORDER BY 1, 2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([DAY], |row| Ok(Partition { day: row.get(0)?, client: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn log_row(&self, row: &Row<'_>) -> rusqlite::Result<LogRow> {
        let mut frames = self.frames.borrow_mut();
        if frames.len() >= MAX_FRAMES {
            frames.clear();
        }
        let frame = match frames.entry(row.get(9)?) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Frame::new(row.get_ref(10)?.as_str()?)),
        };
        Ok(LogRow {
            seq: row.get(0)?,
            received_at: row.get(1)?,
            endpoint: row.get(2)?,
            client: row.get(3)?,
            client_version: row.get(4)?,
            violations: row.get(5)?,
            privacy: row.get(6)?,
            advice: row.get(7)?,
            findings: row.get(8)?,
            // The store wrote both parts of it together.
            body: frame.fill(row.get_ref(11)?.as_str()?).unwrap_or_default(),
        })
    }
}

impl Filter {
    /// Returns the condition as SQL, and its values.
    fn condition(&self) -> (String, Vec<Sql>) {
        let parts = [
            ("seq < ?", self.before.map(Sql::Integer)),
            ("seq > ?", self.after.map(Sql::Integer)),
            ("seq >= ?", self.from.map(Sql::Integer)),
            ("received_at / 86400000 = ?", self.day.map(Sql::Integer)),
            ("client = ?", self.client.clone().map(Sql::Text)),
        ];
        let (parts, values): (Vec<_>, Vec<_>) =
            parts.into_iter().filter_map(|(part, value)| Some((part, value?))).unzip();
        (if parts.is_empty() { "true".to_owned() } else { parts.join(" AND ") }, values)
    }
}
