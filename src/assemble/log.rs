//! One record as one log.

use std::time::Duration;

use uuid::Builder;

use crate::{
    collect::{ErrorInfo, Record, StatementSnapshot},
    contract::{
        ChunkDetails, DriverErrorInfo, DriverVolumeOperation, FrontendLog, FrontendLogContext, FrontendLogEntry,
        OperationDetail, OperationType, ResultLatency, SqlDriverLog, SqlExecutionEvent, TelemetryClientContext,
    },
    privacy::fingerprint::{Fingerprint, fingerprint},
};

/// The first number of words and fields that are this project's own.
const FIRST_EXTENSION: i32 = 1_000;

/// What a record tells, without what is the same for all events of its connection.
///
/// Nothing is guessed: what the driver did not say is left out. Of an error's text, the recognised codes fill fields
/// of their own; what else it tells is given beside the log, for its field once the log is scrubbed: a text is read once.
pub(super) fn assemble(record: &Record) -> (FrontendLog, Option<Fingerprint>) {
    let connection = &record.statement.connection;
    let facts = record.statement.facts.snapshot();
    let context = TelemetryClientContext {
        // A clock that stands before 1970 is not known to be anything.
        timestamp_millis: Some(record.at / 1_000_000).filter(|it| *it > 0).map(|it| it as i64),
        // The same for all events of the connection: laid over, as the system and the parameters are.
        user_agent: None,
    };
    let (error_info, print) = match &facts.error {
        Some(error) => error_info(error),
        None => (None, None),
    };
    let log = SqlDriverLog {
        session_id: connection.session_id.get(),
        operation_latency_ms: facts.latency.map(millis),
        vol_operation: facts.volume_operation.map(|operation| DriverVolumeOperation {
            volume_operation_type: Some(operation as i32),
            ..DriverVolumeOperation::default()
        }),
        sql_operation: sql_operation(&facts, connection.profile.policy(false).extensions),
        error_info,
        sql_statement_id: facts.statement_id,
        ..SqlDriverLog::default()
    };
    let log = FrontendLog {
        workspace_id: connection.profile.workspace_id(),
        frontend_log_event_id: Some(
            Builder::from_random_bytes(connection.event_id(record.number)).into_uuid().to_string(),
        ),
        context: Some(FrontendLogContext { client_context: Some(context) }),
        entry: Some(FrontendLogEntry { sql_driver_log: Some(log) }),
    };
    (log, print)
}

fn sql_operation(facts: &StatementSnapshot, extensions: bool) -> Option<SqlExecutionEvent> {
    // A word of the contract's own, which the service's schema has not, is no word to it.
    let is_known = |it: &OperationType| extensions || (*it as i32) < FIRST_EXTENSION;
    let operation = Some(facts.operation).filter(|it| *it != OperationType::Unspecified).filter(is_known);
    let chunk_id = facts.error.as_ref().and_then(|error| error.chunk_index).map(wide);
    if operation.is_none() && chunk_id.is_none() {
        return None;
    }
    Some(SqlExecutionEvent {
        statement_type: facts.statement_type.map(|it| it as i32),
        is_compressed: facts.compressed,
        execution_result: facts.format.map(|it| it as i32),
        chunk_id,
        retry_count: facts.retries.map(wide),
        chunk_details: chunk_details(facts),
        result_latency: result_latency(facts),
        operation_detail: operation.map(|operation| OperationDetail {
            n_operation_status_calls: count(facts.polls),
            operation_status_latency_millis: (facts.polls > 0).then(|| millis(facts.poll_latency)),
            operation_type: Some(operation as i32),
            is_internal_call: Some(facts.internal),
            heartbeat_count: count(facts.heartbeats),
        }),
        java_uses_patched_arrow: None,
    })
}

fn chunk_details(facts: &StatementSnapshot) -> Option<ChunkDetails> {
    let details = ChunkDetails {
        initial_chunk_latency_millis: facts.initial_chunk_latency.map(millis),
        slowest_chunk_latency_millis: facts.slowest_chunk_latency.map(millis),
        total_chunks_present: facts.chunks_present.map(narrow),
        total_chunks_iterated: count(facts.chunks_iterated),
        sum_chunks_download_time_millis: facts.total_chunk_latency.map(millis),
        avg_chunk_size_bytes: facts.wire_bytes.checked_div(facts.downloads).map(|it| it as i64),
        total_bytes_downloaded: (facts.downloads > 0).then_some(facts.wire_bytes as i64),
        chunk_retry_count: facts.chunk_retries.map(wide),
    };
    (details != ChunkDetails::default()).then_some(details)
}

fn result_latency(facts: &StatementSnapshot) -> Option<ResultLatency> {
    let latency = ResultLatency {
        result_set_ready_latency_millis: facts.ready.map(millis),
        result_set_consumption_latency_millis: facts.consumption.map(millis),
    };
    (latency != ResultLatency::default()).then_some(latency)
}

/// What is known of an error, and the fingerprint of its text.
fn error_info(error: &ErrorInfo) -> (Option<DriverErrorInfo>, Option<Fingerprint>) {
    let mut info = error.to_contract();
    let print = error.text.as_deref().map(fingerprint);
    if let Some(known) = &print {
        info.error_class = info.error_class.or_else(|| known.error_class().map(|class| class.name().to_owned()));
        info.sql_state = info.sql_state.or_else(|| known.sqlstate().map(str::to_owned));
        info.http_status = info.http_status.or_else(|| known.http_status().map(i32::from));
        // What the text tells may say what kind of error it is, where the driver does not.
        let status = info.http_status.and_then(|status| u16::try_from(status).ok());
        info.error_name = Some(error.told_name(status, info.sql_state.as_deref()).to_owned());
    }
    (Some(info), print)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Counts that nobody has added to are not known.
fn count(number: u64) -> Option<i32> {
    (number > 0).then(|| narrow(number))
}

fn wide(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn narrow(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
