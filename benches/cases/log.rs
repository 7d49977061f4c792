//! The log that the worker's benches and those of its peers are about.

use sql_driver_telemetry::contract::{
    AuthFlow, AuthMech, ChunkDetails, DriverConnectionParameters, DriverMode, DriverSystemConfiguration,
    ExecutionResultFormat, FrontendLog, FrontendLogContext, FrontendLogEntry, HostDetails, OperationDetail,
    OperationType, ResultLatency, SqlDriverLog, SqlExecutionEvent, StatementType, TelemetryClientContext,
};

/// A statement with chunks, latencies and polls, with `log` for what is the same in every event of a connection.
pub fn log(log: SqlDriverLog, user_agent: Option<String>) -> FrontendLog {
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

/// What is the same in every event of a connection.
pub fn constant() -> SqlDriverLog {
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
