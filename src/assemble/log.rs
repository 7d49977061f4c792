//! One record as one log.

use std::time::Duration;

use uuid::{Builder, Uuid};

use crate::contract::{
    ChunkDetails, DriverErrorInfo, DriverVolumeOperation, FrontendLog, FrontendLogContext, FrontendLogEntry,
    OperationDetail, OperationType, ResultLatency, SqlDriverLog, SqlExecutionEvent, TelemetryClientContext,
};
use crate::privacy::fingerprint::{Fingerprint, fingerprint};
use crate::record::{ErrorInfo, Record, StatementSnapshot};

/// The first number of words and fields that are this project's own.
const FIRST_EXTENSION: i32 = 1_000;

/// Returns what a record tells, without what is the same for all events of its connection. Written into `log`, which
/// holds another record's: its places are used again.
///
/// Nothing is guessed: what the driver did not say is left out. Of an error's text, the recognised codes fill fields
/// of their own; what else it tells is returned, for its field once the log is scrubbed: a text is read once.
pub(super) fn assemble(record: &Record, log: &mut FrontendLog) -> Option<Fingerprint> {
    let origin = record.home.origin();
    let (told, facts) = (&record.facts, record.facts.measured());
    let (error, print, chunk_id) = told.first_error_at_last(|error| {
        let (info, print) = error.map(self::error_info).unwrap_or_default();
        (info, print, error.and_then(|error| error.chunk_index).map(wide))
    });
    // Every field is named, so that none keeps what another record left there.
    let FrontendLog { workspace_id, frontend_log_event_id, context, entry } = log;
    *workspace_id = origin.profile.workspace_id();
    let id = Builder::from_random_bytes(origin.event_id(record.number())).into_uuid();
    let place = frontend_log_event_id.get_or_insert_default();
    place.clear();
    place.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    let FrontendLogContext { client_context } = context.get_or_insert_default();
    *client_context = Some(TelemetryClientContext {
        // A clock that stands before 1970 is not known to be anything.
        timestamp_millis: Some(record.at() / 1_000_000).filter(|it| *it > 0).map(|it| it as i64),
        // The same for all events of the connection: laid over, as the system and the parameters are.
        user_agent: None,
    });
    let FrontendLogEntry { sql_driver_log } = entry.get_or_insert_default();
    let SqlDriverLog {
        session_id,
        sql_statement_id,
        system_configuration,
        driver_connection_params,
        auth_type,
        vol_operation,
        sql_operation,
        error_info,
        operation_latency_ms,
        schema_version,
        telemetry_loss,
    } = sql_driver_log.get_or_insert_default();
    origin.session_id.copy_to(session_id);
    told.statement_id.copy_to(sql_statement_id);
    (*system_configuration, *driver_connection_params, *auth_type, *schema_version) = (None, None, None, None);
    *vol_operation = facts.volume_operation.map(|operation| DriverVolumeOperation {
        volume_operation_type: Some(operation as i32),
        ..DriverVolumeOperation::default()
    });
    *sql_operation = self::sql_operation(&facts, chunk_id, origin.profile.policy(false).extensions);
    *error_info = error;
    *operation_latency_ms = facts.latency.map(millis);
    *telemetry_loss = None;
    print
}

fn sql_operation(facts: &StatementSnapshot, chunk_id: Option<i64>, extensions: bool) -> Option<SqlExecutionEvent> {
    // A word of the contract's own, which the service's schema has not, is no word to it.
    let is_known = |it: &OperationType| extensions || (*it as i32) < FIRST_EXTENSION;
    let operation = Some(facts.operation).filter(|it| *it != OperationType::Unspecified).filter(is_known);
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

/// Returns what is known of an error, and the fingerprint of its text.
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
