//! Reading the store: for the page, the assertions of tests and the export.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::{Place, StoreError};

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
    /// When the day begins, in milliseconds since 1970.
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

const COLUMNS: &str =
    "seq, received_at, endpoint, client, client_version, violations, privacy_findings, advice, findings, body";

/// A connection that reads.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Connection,
}

impl Reader {
    pub(crate) fn open(place: &Place) -> Result<Self, StoreError> {
        let connection = place.connect()?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self { connection })
    }

    /// At most `limit` logs.
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
        let (condition, mut values) = filter.sql();
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let order = if order == Order::NewestFirst { "DESC" } else { "ASC" };
        let sql = format!("SELECT {COLUMNS} FROM logs {condition} ORDER BY seq {order} LIMIT ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            take(log_row(row)?);
        }
        Ok(())
    }

    /// The log of that number.
    pub(crate) fn log(&self, seq: i64) -> Result<Option<LogRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM logs WHERE seq = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([seq], log_row).optional()?)
    }

    /// The days and drivers of which there are logs.
    pub(crate) fn partitions(&self) -> Result<Vec<Partition>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT received_at / ?1 AS day, client FROM logs ORDER BY 1, 2")?;
        let rows = statement.query_map([DAY], |row| Ok(Partition { day: row.get(0)?, client: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latencies of the newest `limit` logs by operation, in milliseconds.
    pub(crate) fn latencies(&self, filter: &Filter, limit: usize) -> Result<Vec<(String, i64)>, StoreError> {
        let (condition, mut values) = filter.sql();
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let sql = format!(
            "SELECT coalesce(sql_operation_operation_detail_operation_type,
                             sql_operation_statement_type, '(not told)'), operation_latency_ms
             FROM (SELECT * FROM logs {condition} ORDER BY seq DESC LIMIT ?) WHERE operation_latency_ms IS NOT NULL"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn log_row(row: &Row<'_>) -> rusqlite::Result<LogRow> {
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
        body: row.get(9)?,
    })
}

impl Filter {
    fn sql(&self) -> (String, Vec<Sql>) {
        let mut parts: Vec<&str> = Vec::new();
        let mut values = Vec::new();
        let texts = [
            ("client = ?", &self.client),
            ("session = ?", &self.session),
            ("statement = ?", &self.statement),
            ("sql_operation_operation_detail_operation_type = ?", &self.operation),
        ];
        for (part, value) in texts {
            if let Some(value) = value {
                parts.push(part);
                values.push(Sql::Text(value.clone()));
            }
        }
        match self.finding.as_deref() {
            None => {}
            Some("any") => parts.push("findings IS NOT NULL"),
            Some("violation") => parts.push("violations > 0"),
            Some("privacy") => parts.push("privacy_findings > 0"),
            Some("advice") => parts.push("advice > 0"),
            Some(rule) => {
                parts.push("instr(findings, ?) > 0");
                values.push(Sql::Text(format!("\n{rule}\t")));
            }
        }
        for (part, value) in [("seq < ?", self.before), ("seq > ?", self.after), ("seq >= ?", self.from)] {
            if let Some(value) = value {
                parts.push(part);
                values.push(Sql::Integer(value));
            }
        }
        if let Some(day) = self.day {
            parts.push("received_at / 86400000 = ?");
            values.push(Sql::Integer(day));
        }
        let condition = if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) };
        (condition, values)
    }
}
