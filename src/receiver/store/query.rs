//! Reading the store: for the page, the assertions of tests and the export.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::ids::{self, Which};
use super::{Place, Run, StoreError, refused, run};
use crate::receiver::analysis::RefusedRequest;
use crate::receiver::columns::columns;
use crate::receiver::intake::Frame;

/// Which logs are asked for. Everything that is set has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) client: Option<String>,
    pub(crate) session: Option<String>,
    pub(crate) statement: Option<String>,
    pub(crate) operation: Option<String>,
    /// The name of a rule; or `any`, `violation`, `privacy` or `advice`.
    pub(crate) finding: Option<String>,
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

/// In which order logs are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    NewestFirst,
    OldestFirst,
}

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

/// Up to so many logs an index is asked for them; of more there are some everywhere.
const FEW: i64 = 5000;

/// How many frames of logs a connection remembers.
const MAX_FRAMES: usize = 1000;

/// A connection that reads.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Connection,
    /// Whether the store has indexes.
    indexed: bool,
    frames: RefCell<HashMap<i64, Frame>>,
}

impl Reader {
    pub(crate) fn open(place: &Place) -> Result<Self, StoreError> {
        let connection = place.connect()?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self { connection, indexed: matches!(place, Place::File(_)), frames: RefCell::default() })
    }

    /// Returns at most `limit` logs.
    pub(crate) fn logs(&self, filter: &Filter, order: Order, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        let mut rows = Vec::new();
        self.each(filter, order, limit, |row| rows.push(row))?;
        Ok(rows)
    }

    /// Calls `take` for at most `limit` logs, one after the other.
    pub(crate) fn each(
        &self,
        filter: &Filter,
        order: Order,
        limit: usize,
        mut take: impl FnMut(LogRow),
    ) -> Result<(), StoreError> {
        let Some((from, mut values)) = self.from(filter)? else { return Ok(()) };
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let order = if order == Order::NewestFirst { "DESC" } else { "ASC" };
        let sql = format!("SELECT {COLUMNS} {from} ORDER BY seq {order} LIMIT ?");
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

    /// Returns what follows `SELECT …` for the logs that a filter asks for, and its values; `None` if there are none.
    /// Rows that logs share are looked up first: by how many logs have them it is known whether an index finds those
    /// sooner.
    fn from(&self, filter: &Filter) -> Result<Option<(String, Vec<Sql>)>, StoreError> {
        let (mut parts, mut values) = filter.numbers();
        let mut index = None;
        let shared = [
            ("kinds", "kind", "arrivals_kind", filter.kinds()),
            ("finding_sets", "finding_set", "arrivals_finding_set", filter.finding_sets()),
        ];
        for (table, column, name, condition) in shared {
            let Some((condition, bound)) = condition else { continue };
            let rows = format!("SELECT id FROM {table} WHERE {condition}");
            if self.count(&format!("{rows} LIMIT 1"), &bound)? == 0 {
                return Ok(None);
            }
            let part = format!("{column} IN ({rows})");
            if self.indexed && index.is_none() {
                let few = format!("SELECT 1 FROM arrivals INDEXED BY {name} WHERE {part} LIMIT {}", FEW + 1);
                index = (self.count(&few, &bound)? <= FEW).then_some(name);
            }
            parts.push(part);
            values.extend(bound);
        }
        for (which, id) in [(Which::Session, &filter.session), (Which::Statement, &filter.statement)] {
            let Some(id) = id else { continue };
            if let Some(seqs) = ids::candidates(&self.connection, which, id)? {
                let seqs: Vec<_> = seqs.iter().map(ToString::to_string).collect();
                parts.push(format!("seq IN ({})", seqs.join(", ")));
                // Numbers of logs are better than any index.
                index = None;
            }
            let path = match which {
                Which::Session => "entry.sql_driver_log.session_id",
                Which::Statement => "entry.sql_driver_log.sql_statement_id",
            };
            let (leaf, column) = columns().iter().enumerate().find(|(_, it)| it.path == path).unzip();
            if let Some((leaf, column)) = leaf.zip(column) {
                parts.push(format!("{} = ?", column.value(leaf)));
                values.push(Sql::Text(id.clone()));
            }
        }
        let index = index.map_or("NOT INDEXED".to_owned(), |index| format!("INDEXED BY {index}"));
        let condition = if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) };
        Ok(Some((format!("FROM arrivals {index} {TABLES} {condition}"), values)))
    }

    fn count(&self, sql: &str, values: &[Sql]) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
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
    /// Returns the conditions about numbers and times.
    fn numbers(&self) -> (Vec<String>, Vec<Sql>) {
        let numbers = [
            ("seq < ?", self.before),
            ("seq > ?", self.after),
            ("seq >= ?", self.from),
            ("received_at / 86400000 = ?", self.day),
        ];
        let set = numbers.into_iter().filter_map(|(part, value)| Some((part.to_owned(), Sql::Integer(value?))));
        set.unzip()
    }

    /// Returns the condition about what logs have in common, if there is one.
    fn kinds(&self) -> Option<(String, Vec<Sql>)> {
        let texts = [("client = ?", &self.client), ("operation = ?", &self.operation)];
        let set = texts.into_iter().filter_map(|(part, value)| Some((part, Sql::Text(value.clone()?))));
        let (parts, values): (Vec<_>, Vec<_>) = set.unzip();
        (!parts.is_empty()).then(|| (parts.join(" AND "), values))
    }

    /// Returns the condition about what was found, if there is one.
    fn finding_sets(&self) -> Option<(String, Vec<Sql>)> {
        let part = match self.finding.as_deref()? {
            "any" => "true",
            "violation" => "violations > 0",
            "privacy" => "privacy_findings > 0",
            "advice" => "advice > 0",
            rule => return Some(("instr(findings, ?) > 0".to_owned(), vec![Sql::Text(format!("\n{rule}\t"))])),
        };
        Some((part.to_owned(), Vec::new()))
    }
}
