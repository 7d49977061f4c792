//! What an event costs the worker: the privacy pass and the encoding into a request's body.
//!
//! ```text
//! cargo bench --no-default-features --features collect --bench encode_cost
//! ```
//!
//! prints nanoseconds for one event, the best of many batches of fifty, since whatever disturbs a measurement makes it
//! longer. The log is a statement with chunks, latencies and polls, the connection's constant part is laid over it.
//! Beside it: what the same log costs with the constant part in it, as JSON first and a JSON string afterwards.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sql_driver_telemetry::contract::{
    AuthFlow, AuthMech, ChunkDetails, DriverConnectionParameters, DriverMode, DriverSystemConfiguration,
    ExecutionResultFormat, FrontendLog, FrontendLogContext, FrontendLogEntry, HostDetails, OperationDetail,
    OperationType, ResultLatency, SqlDriverLog, SqlExecutionEvent, StatementType, TelemetryClientContext,
};
use sql_driver_telemetry::json::BodyBuilder;
use sql_driver_telemetry::privacy::{Policy, ScrubCounts, Scrubbed};

const EVENTS: usize = 50;

fn main() {
    let policy = Policy::default();
    let agent = || Some("DatabricksADBCDriver/1.4.2".to_owned());
    let client = TelemetryClientContext { user_agent: agent(), ..TelemetryClientContext::default() };
    let constants =
        [Scrubbed::new(constant(), &policy).0.to_constant(), Scrubbed::new(client, &policy).0.to_constant()];
    let logs = vec![log(SqlDriverLog::default(), None); EVENTS];
    let whole = vec![log(constant(), agent()); EVENTS];

    println!("| what | ns an event |\n|---|--:|");
    row("freeing the log, which is in each row below", &logs, |logs| {
        black_box(logs);
    });
    row("the privacy pass", &logs, |logs| {
        let mut counts = ScrubCounts::default();
        for log in logs {
            black_box(Scrubbed::counted(log, &policy, &mut counts));
        }
    });
    row("the privacy pass and the encoding, the constant part laid over", &logs, |logs| {
        let mut counts = ScrubCounts::default();
        let mut body = BodyBuilder::new(0);
        for log in logs {
            let log = Scrubbed::counted(log, &policy, &mut counts);
            assert!(body.push_with(&log, &[&constants[0], &constants[1]], usize::MAX));
        }
        black_box(body.finish());
    });
    row("the same without an overlay: scrubbed whole, JSON, then escaped by serde_json", &whole, |logs| {
        let mut counts = ScrubCounts::default();
        for log in logs {
            let json = Scrubbed::counted(log, &policy, &mut counts).to_json();
            black_box(serde_json::to_string(&json).expect("a string"));
        }
    });
}

/// The best of many runs. The logs are copied before the clock starts.
fn row(what: &str, logs: &[FrontendLog], run: impl Fn(Vec<FrontendLog>)) {
    let mut best = Duration::MAX;
    for _ in 0..4_000 {
        let logs = logs.to_vec();
        let start = Instant::now();
        run(logs);
        best = best.min(start.elapsed());
    }
    println!("| {what} | {} |", best.as_nanos() / EVENTS as u128);
}

fn log(log: SqlDriverLog, user_agent: Option<String>) -> FrontendLog {
    let text = |text: &str| Some(text.to_owned());
    let operation = SqlExecutionEvent {
        statement_type: Some(StatementType::Query as i32),
        is_compressed: Some(true),
        execution_result: Some(ExecutionResultFormat::ExternalLinks as i32),
        retry_count: Some(0),
        chunk_details: Some(ChunkDetails {
            initial_chunk_latency_millis: Some(38),
            slowest_chunk_latency_millis: Some(61),
            total_chunks_present: Some(10),
            total_chunks_iterated: Some(10),
            sum_chunks_download_time_millis: Some(402),
            ..ChunkDetails::default()
        }),
        result_latency: Some(ResultLatency {
            result_set_ready_latency_millis: Some(204),
            result_set_consumption_latency_millis: Some(912),
        }),
        operation_detail: Some(OperationDetail {
            n_operation_status_calls: Some(4),
            operation_status_latency_millis: Some(96),
            operation_type: Some(OperationType::ExecuteStatement as i32),
            is_internal_call: Some(false),
            ..OperationDetail::default()
        }),
        ..SqlExecutionEvent::default()
    };
    FrontendLog {
        workspace_id: Some(1_234_567_890_123),
        frontend_log_event_id: text("0e0f5b2c-93a5-4c4e-8b6f-1f4f3b2d1c0a"),
        context: Some(FrontendLogContext {
            client_context: Some(TelemetryClientContext { timestamp_millis: Some(1_766_000_000_000), user_agent }),
        }),
        entry: Some(FrontendLogEntry {
            sql_driver_log: Some(SqlDriverLog {
                session_id: text("01f0a1b2-c3d4-1e5f-8a9b-0c1d2e3f4a5b"),
                sql_statement_id: text("01f0a1b2-c3d4-1e5f-8a9b-aabbccddeeff"),
                operation_latency_ms: Some(123),
                sql_operation: Some(operation),
                ..log
            }),
        }),
    }
}

fn constant() -> SqlDriverLog {
    let text = |text: &str| Some(text.to_owned());
    SqlDriverLog {
        system_configuration: Some(DriverSystemConfiguration {
            driver_name: text("ADBC Databricks Driver"),
            driver_version: text("1.4.2"),
            os_name: text("Linux"),
            os_version: text("6.1.0"),
            os_arch: text("x86_64"),
            runtime_name: text("rustc"),
            runtime_version: text("1.88.0"),
            locale_name: text("en_US"),
            char_set_encoding: text("UTF-8"),
            ..DriverSystemConfiguration::default()
        }),
        driver_connection_params: Some(DriverConnectionParameters {
            http_path: text("/sql/1.0/warehouses/abcdef0123456789"),
            mode: Some(DriverMode::Sea as i32),
            host_info: Some(HostDetails {
                host_url: text("dbc-a1.cloud.databricks.com"),
                port: Some(443),
                ..HostDetails::default()
            }),
            auth_mech: Some(AuthMech::Oauth as i32),
            auth_flow: Some(AuthFlow::ClientCredentials as i32),
            enable_arrow: Some(true),
            enable_direct_results: Some(true),
            rows_fetched_per_block: Some(100_000),
            socket_timeout: Some(900),
            async_poll_interval_millis: Some(500),
            ..DriverConnectionParameters::default()
        }),
        auth_type: text("oauth-m2m"),
        ..SqlDriverLog::default()
    }
}
