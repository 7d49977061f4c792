//! A log as a line of the list.

use serde_json::{Value, json};

use super::units;
use crate::contract::{ExecutionResultFormat, SqlDriverLog, StatementType};
use crate::receiver::date;
use crate::receiver::event::Event;
use crate::receiver::store::LogRow;

/// A log as a line of the list.
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) date: String,
    pub(super) time: String,
    pub(super) client: String,
    pub(super) version: String,
    pub(super) endpoint: String,
    pub(super) operation: String,
    pub(super) session: String,
    pub(super) statement: String,
    pub(super) format: String,
    pub(super) latency: String,
    pub(super) error: String,
    /// Whether it reports events that were lost.
    pub(super) loss: bool,
    pub(super) violations: i64,
    pub(super) privacy: i64,
    pub(super) advice: i64,
}

/// How much of an id a line shows: enough to tell one from another.
const SHORT: usize = 8;

impl Row {
    pub(super) fn new(row: LogRow) -> Self {
        let (violations, privacy, advice) = (row.violations, row.privacy, row.advice);
        let (date, time) = (date::date(row.received_at), date::time(row.received_at));
        let endpoint = row.endpoint.clone();
        let event = Event::from(row);
        let empty = SqlDriverLog::default();
        let log = event.log().unwrap_or(&empty);
        let sql = log.sql_operation.as_ref();
        let statement_type = sql.and_then(|sql| StatementType::try_from(sql.statement_type?).ok());
        let operation = event.operation().map(|operation| operation.as_str_name());
        let format = sql.and_then(|sql| ExecutionResultFormat::try_from(sql.execution_result?).ok());
        Self {
            seq: event.seq,
            date,
            time,
            endpoint,
            operation: operation.or(statement_type.map(|kind| kind.as_str_name())).unwrap_or_default().to_owned(),
            session: log.session_id.clone().unwrap_or_default(),
            statement: log.sql_statement_id.clone().unwrap_or_default(),
            format: format.map(|format| format.as_str_name()).unwrap_or_default().to_owned(),
            latency: log.operation_latency_ms.map(units::millis).unwrap_or_default(),
            error: log.error_info.as_ref().and_then(|error| error.error_name.clone()).unwrap_or_default(),
            loss: log.telemetry_loss.is_some(),
            violations,
            privacy,
            advice,
            client: event.client.name,
            version: event.client.version,
        }
    }

    pub(super) fn session_short(&self) -> &str {
        short(&self.session)
    }

    pub(super) fn statement_short(&self) -> &str {
        short(&self.statement)
    }

    /// Returns the line for the script of the page.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "seq": self.seq, "time": self.time, "client": self.client, "version": self.version,
            "endpoint": self.endpoint, "operation": self.operation, "session": self.session,
            "statement": self.statement, "format": self.format, "latency": self.latency, "error": self.error, "loss": self.loss,
            "violation": self.violations, "privacy": self.privacy, "advice": self.advice,
        })
    }
}

fn short(id: &str) -> &str {
    id.char_indices().nth(SHORT).map_or(id, |(end, _)| &id[..end])
}
