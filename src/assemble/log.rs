//! One record as one log.

use uuid::{Builder, Uuid};

use crate::contract::{
    ChunkDetails, DriverErrorInfo, DriverVolumeOperation, FrontendLog, FrontendLogContext, FrontendLogEntry,
    OperationDetail, OperationType, ResultLatency, SqlDriverLog, SqlExecutionEvent, TelemetryClientContext,
};
use crate::privacy::fingerprint::{Fingerprint, fingerprint};
use crate::record::{ErrorInfo, Record, StatementSnapshot, Times};

/// The first number of words and fields that are this project's own.
const FIRST_EXTENSION: i32 = 1_000;

/// Returns what a record tells, without what is the same for all events of its connection. Written into `log`, which
/// holds another record's: its places are used again.
///
/// Nothing is guessed: what the driver did not say is left out. Of an error's text, the recognised codes fill fields
/// of their own; what else it tells is returned, for its field once the log is scrubbed: a text is read once.
pub(super) fn assemble(record: &Record, log: &mut FrontendLog) -> Option<Box<Fingerprint>> {
    let origin = record.home.origin();
    let (told, (facts, times)) = (&record.facts, record.facts.measured());
    let failure = told.first_error_at_last(Failure::of);
    let chunk_id = failure.as_ref().and_then(|failure| failure.chunk_id);
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
    *sql_operation = self::sql_operation(&facts, &times, chunk_id, origin.profile.policy(false).extensions);
    *operation_latency_ms = times.latency.map(millis);
    *telemetry_loss = None;
    let (error, print) = failure.map_or((None, None), |failure| (Some(failure.info), failure.print));
    *error_info = error;
    print
}

#[inline]
fn sql_operation(
    facts: &StatementSnapshot,
    times: &Times,
    chunk_id: Option<i64>,
    extensions: bool,
) -> Option<SqlExecutionEvent> {
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
        chunk_details: chunk_details(facts, times),
        result_latency: result_latency(times),
        operation_detail: operation.map(|operation| OperationDetail {
            n_operation_status_calls: count(facts.polls),
            operation_status_latency_millis: (facts.polls > 0).then(|| millis(times.all_polls.unwrap_or(0))),
            operation_type: Some(operation as i32),
            is_internal_call: Some(facts.internal),
            heartbeat_count: count(facts.heartbeats),
        }),
        java_uses_patched_arrow: None,
    })
}

#[inline]
fn chunk_details(facts: &StatementSnapshot, times: &Times) -> Option<ChunkDetails> {
    let details = ChunkDetails {
        initial_chunk_latency_millis: times.initial_chunk.map(millis),
        slowest_chunk_latency_millis: times.slowest_chunk.map(millis),
        total_chunks_present: facts.chunks_present.map(narrow),
        total_chunks_iterated: count(facts.chunks_iterated),
        sum_chunks_download_time_millis: times.all_chunks.map(millis),
        avg_chunk_size_bytes: facts.wire_bytes.checked_div(facts.downloads).map(|it| it as i64),
        total_bytes_downloaded: (facts.downloads > 0).then_some(facts.wire_bytes as i64),
        chunk_retry_count: facts.chunk_retries.map(wide),
    };
    (details != ChunkDetails::default()).then_some(details)
}

#[inline]
fn result_latency(times: &Times) -> Option<ResultLatency> {
    let latency = ResultLatency {
        result_set_ready_latency_millis: times.ready.map(millis),
        result_set_consumption_latency_millis: times.consumption.map(millis),
    };
    (latency != ResultLatency::default()).then_some(latency)
}

/// What is known of an error.
struct Failure {
    info: DriverErrorInfo,
    /// Of its text.
    print: Option<Box<Fingerprint>>,
    /// The chunk that it is about.
    chunk_id: Option<i64>,
}

impl Failure {
    /// On the heap, as it is large and most events have none.
    fn of(error: &ErrorInfo) -> Box<Self> {
        let mut info = error.to_contract();
        let print = error.text.as_deref().map(|text| Box::new(fingerprint(text)));
        if let Some(known) = &print {
            info.error_class = info.error_class.or_else(|| known.error_class().map(|class| class.name().to_owned()));
            info.sql_state = info.sql_state.or_else(|| known.sqlstate().map(str::to_owned));
            info.http_status = info.http_status.or_else(|| known.http_status().map(i32::from));
            // What the text tells may say what kind of error it is, where the driver does not.
            let status = info.http_status.and_then(|status| u16::try_from(status).ok());
            info.error_name = Some(error.told_name(status, info.sql_state.as_deref()).to_owned());
        }
        Box::new(Self { info, print, chunk_id: error.chunk_index.map(wide) })
    }
}

fn millis(nanos: u64) -> i64 {
    // Fits: nanoseconds of 64 bits are fewer milliseconds than that.
    (nanos / 1_000_000) as i64
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
