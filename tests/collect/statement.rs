//! A statement gives one event, whoever ends it, with what the driver said and nothing else.

#![cfg(feature = "collect")]

use std::thread;
use std::time::{Duration, Instant};

use crate::harness::{Bench, WAIT, entry};
use serde_json::json;
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType, StatementType};
use sql_driver_telemetry::{ConnectionTelemetry, ErrorInfo, ErrorKind, OperationTimer, StatementTelemetry};

const MS: fn(u64) -> Duration = Duration::from_millis;
const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

fn execute(bench: &Bench, run: impl FnOnce(&StatementTelemetry)) -> serde_json::Value {
    let connection = bench.connect();
    let statement = connection.statement(OperationType::ExecuteStatement);
    run(&statement);
    drop(statement);
    let flushed = connection.close(WAIT);
    assert_eq!((flushed.delivered, flushed.is_complete()), (1, true));
    let logs = bench.logs();
    assert_eq!(logs.len(), 1);
    entry(&logs[0]).clone()
}

#[test]
fn a_statement_tells_what_was_said_of_it() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        statement.statement_id(ID);
        statement.statement_id("another, later");
        statement.statement_type(StatementType::Query);
        statement.latency(MS(120));
        statement.latency(MS(999));
        for latency in [10, 20] {
            statement.poll(MS(latency));
        }
        statement.retries(2);
        statement.result(ExecutionResultFormat::ExternalLinks, false, Some(4));
        let recorder = statement.recorder();
        recorder.chunk(1, MS(0), 500);
        recorder.chunk(2, MS(40), 1_000);
        recorder.chunk(0, MS(30), 2_000);
        recorder.compressed(true);
        recorder.compressed(false);
        recorder.chunk_retries(1);
        recorder.chunk_consumed();
        recorder.chunk_consumed();
    });
    assert_eq!(log["sql_statement_id"], ID);
    assert_eq!(log["operation_latency_ms"], 120);
    assert_eq!(
        log["sql_operation"],
        json!({
            "statement_type": "QUERY",
            "is_compressed": true,
            "execution_result": "EXTERNAL_LINKS",
            "retry_count": 2,
            "chunk_details": {
                "initial_chunk_latency_millis": 40,
                "slowest_chunk_latency_millis": 40,
                "total_chunks_present": 4,
                "total_chunks_iterated": 2,
                "sum_chunks_download_time_millis": 70,
                "avg_chunk_size_bytes": 1500,
                "total_bytes_downloaded": 3000,
                "chunk_retry_count": 1,
            },
            "operation_detail": {
                "n_operation_status_calls": 2,
                "operation_status_latency_millis": 30,
                "operation_type": "EXECUTE_STATEMENT",
                "is_internal_call": false,
            },
        })
    );
    assert!(log.get("error_info").is_none());
}

#[test]
fn a_recorder_and_its_timers_count_as_calls_of_the_statement_do() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        let recorder = statement.recorder();
        assert!(recorder.is_enabled());
        recorder.retries(3);
        recorder.poll(MS(7));
        drop(recorder.poll_timer());
        recorder.chunk_timer(2).arrived(700);
    });
    let operation = &log["sql_operation"];
    assert_eq!(operation["retry_count"], 3);
    assert_eq!(operation["operation_detail"]["n_operation_status_calls"], 2);
    assert!(operation["operation_detail"]["operation_status_latency_millis"].as_u64() >= Some(7));
    assert_eq!(operation["chunk_details"]["total_chunks_present"], 3);
    assert_eq!(operation["chunk_details"]["total_bytes_downloaded"], 700);
}

#[test]
fn what_a_statement_says_of_itself_without_a_recorder_is_kept() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        statement.internal();
        statement.ready();
        statement.fetching();
        statement.consumed();
        statement.error(ErrorKind::InvalidInput);
    });
    assert_eq!(log["sql_operation"]["operation_detail"]["is_internal_call"], true);
    assert!(log["error_info"].is_object());
    let latency = &log["sql_operation"]["result_latency"];
    for each in ["result_set_ready_latency_millis", "result_set_consumption_latency_millis"] {
        assert!(latency[each].is_u64(), "{each}: {latency}");
    }
}

#[test]
fn what_is_fetched_before_it_is_ready_is_consumed_from_then_on() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        statement.fetching();
        statement.ready();
        let start = Instant::now();
        while start.elapsed() < MS(20) {
            thread::yield_now();
        }
        statement.fetching();
        statement.consumed();
    });
    let latency = log["sql_operation"]["result_latency"]["result_set_consumption_latency_millis"].as_u64();
    assert!(latency >= Some(20), "{latency:?}: the first call counts");
}

/// Neither the time before the reader asks nor that after its last batch is consumption.
#[test]
fn consumption_is_from_the_readers_first_call_to_its_last() {
    let bench = Bench::new();
    let (pass, mut total) = (MS(100), Duration::ZERO);
    let spin = || {
        let start = Instant::now();
        while start.elapsed() < pass {
            thread::yield_now();
        }
    };
    let log = execute(&bench, |statement| {
        let start = Instant::now();
        statement.ready();
        spin();
        statement.fetching();
        statement.consumed();
        spin();
        statement.consumed();
        total = start.elapsed();
    });
    let latency = log["sql_operation"]["result_latency"]["result_set_consumption_latency_millis"].as_u64();
    let consumed = MS(latency.expect("a latency"));
    assert!(consumed + 2 * pass <= total, "{consumed:?} of {total:?}");
}

#[test]
fn settings_are_added_to_those_that_were_given() {
    let bench = Bench::new();
    let mut options = bench.options();
    options.parameters_mut().enable_complex_datatype_support = Some(true);
    let connection = bench.telemetry.connect(options);
    drop(connection.statement(OperationType::ExecuteStatement));
    assert_eq!(connection.close(WAIT).delivered, 1);
    let log = &bench.logs()[0];
    assert_eq!(entry(log)["driver_connection_params"]["enable_complex_datatype_support"], true);
}

#[test]
fn what_was_not_said_is_absent() {
    let bench = Bench::new();
    let log = execute(&bench, |_| {});
    assert_eq!(
        log["sql_operation"],
        json!({"operation_detail": {"operation_type": "EXECUTE_STATEMENT", "is_internal_call": false}})
    );
    for absent in ["sql_statement_id", "operation_latency_ms", "error_info", "vol_operation"] {
        assert!(log.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn chunks_without_a_manifest_are_counted_as_seen() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        statement.recorder().chunk(0, MS(1), 10);
        statement.recorder().chunk(6, MS(1), 10);
    });
    assert_eq!(log["sql_operation"]["chunk_details"]["total_chunks_present"], 7);
}

#[test]
fn the_first_error_is_kept_and_its_text_only_as_a_fingerprint() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        let failed: Result<(), &str> = statement.observe(
            Err("[TABLE_OR_VIEW_NOT_FOUND] The table `secret_table` cannot be found. SQLSTATE: 42P01"),
            |error| ErrorInfo::new(ErrorKind::StatementFailed).http_status(400).text(error),
        );
        assert!(failed.is_err());
        statement.error(ErrorKind::ResultSet);
        statement.recorder().chunk_failed(3, ErrorKind::ChunkDownload);
    });
    assert_eq!(log["error_info"]["error_name"], "EXECUTE_STATEMENT_FAILED");
    let fingerprint = log["error_info"]["stack_trace"].as_str().expect("a fingerprint");
    assert!(fingerprint.contains("[TABLE_OR_VIEW_NOT_FOUND]") && fingerprint.contains("42P01"), "{fingerprint}");
    assert_eq!(log["error_info"]["http_status"], 400);
    assert!(log["operation_latency_ms"].is_u64(), "the first result observed is the call's");
    assert!(!log.to_string().contains("secret_table"), "{log}");
}

#[test]
fn a_failed_chunk_names_itself() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        let failed: Result<(), ()> = statement
            .recorder()
            .observe_chunk(7, Err(()), |()| ErrorInfo::new(ErrorKind::ChunkDownload).http_status(403));
        assert!(failed.is_err());
    });
    assert_eq!(log["sql_operation"]["chunk_id"], 7);
    assert_eq!(log["error_info"]["error_name"], "CHUNK_DOWNLOAD_ERROR");
}

#[test]
fn the_last_strong_handle_ends_it_and_a_recorder_does_not_keep_it() {
    let bench = Bench::new();
    let connection = bench.connect();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let clone = statement.clone();
    let recorder = statement.recorder();
    drop(statement);
    assert_eq!(connection.stats().recorded, 0);
    drop(clone);
    assert_eq!(connection.stats().recorded, 1);
    recorder.chunk(0, MS(1), 1);
    recorder.chunk_failed(0, ErrorKind::ChunkDownload);
    connection.close(WAIT);
    let logs = bench.logs();
    assert_eq!(logs.len(), 1);
    assert!(entry(&logs[0]).get("error_info").is_none(), "too late");
}

#[test]
fn a_second_execution_ends_the_first() {
    let bench = Bench::new();
    let connection = bench.connect();
    let mut statement = connection.statement(OperationType::ExecuteStatement);
    statement.statement_id(ID);
    let reader = statement.clone();
    statement.restart(OperationType::ExecuteStatementAsync);
    reader.error(ErrorKind::ResultSet);
    drop(reader);
    assert_eq!(connection.stats().recorded, 1);
    drop(statement);
    connection.close(WAIT);
    let logs = bench.logs();
    let types: Vec<_> =
        logs.iter().map(|log| &entry(log)["sql_operation"]["operation_detail"]["operation_type"]).collect();
    assert_eq!(types, ["EXECUTE_STATEMENT", "EXECUTE_STATEMENT_ASYNC"]);
    assert_eq!(entry(&logs[0])["sql_statement_id"], ID);
    assert!(entry(&logs[1]).get("sql_statement_id").is_none());
}

#[test]
fn the_end_of_the_connection_is_the_end_of_its_statements() {
    let bench = Bench::new();
    let connection = bench.connect();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let timer = connection.operation(OperationType::CloseStatement);
    assert_eq!(connection.close(WAIT).delivered, 1);
    drop(statement);
    drop(timer);
    drop(connection.statement(OperationType::ListTables));
    assert!(!connection.is_enabled());
    assert_eq!(connection.close(WAIT).delivered, 0, "closing again does nothing");
    assert_eq!(bench.logs().len(), 1);
}

/// What says most does not wait for the interval: the beginning and the end of a session, and every error.
#[test]
fn sessions_and_errors_go_at_once() {
    type Act = fn(&ConnectionTelemetry);
    let acts: [Act; 3] = [
        |it| {
            it.operation(OperationType::CreateSession).observe(Ok::<_, ()>(()), |()| unreachable!()).unwrap_or_default()
        },
        |it| {
            it.operation(OperationType::DeleteSession).observe(Ok::<_, ()>(()), |()| unreachable!()).unwrap_or_default()
        },
        |it| it.error(ErrorKind::InvalidInput),
    ];
    for act in acts {
        let bench = Bench::new();
        let config = Config::new().force_enable(true).flush_interval(Duration::from_secs(3_600));
        let connection = bench.telemetry.connect(bench.options().config(config));
        act(&connection);
        let start = Instant::now();
        while bench.transport.requests().is_empty() {
            assert!(start.elapsed() < WAIT, "it waits");
            thread::yield_now();
        }
    }
}

#[test]
fn an_operation_is_one_event_observed_or_dropped() {
    let bench = Bench::new();
    let connection = bench.connect();
    let opened: Result<u8, ()> =
        connection.operation(OperationType::CreateSession).observe(Ok(1), |()| ErrorKind::SessionOpen.into());
    assert_eq!(opened, Ok(1));
    connection.session_id(ID);
    let timer = connection.operation(OperationType::CloseStatement);
    assert!(timer.is_enabled() && !OperationTimer::default().is_enabled());
    timer.statement_id(ID);
    timer.latency(MS(5));
    timer.internal();
    drop(timer);
    connection.operation(OperationType::CancelStatement).discard();
    connection.error(ErrorKind::InvalidInput);
    assert_eq!(connection.close(WAIT).delivered, 3);
    let logs = bench.logs();
    let closed = logs.iter().map(entry).find(|log| log["sql_statement_id"] == ID).expect("the close");
    assert_eq!(closed["operation_latency_ms"], 5);
    assert_eq!(closed["session_id"], ID);
    assert_eq!(closed["sql_operation"]["operation_detail"]["is_internal_call"], true);
    let error = logs.iter().map(entry).find(|log| log.get("error_info").is_some()).expect("the error");
    assert!(error.get("sql_operation").is_none());
}

#[test]
fn off_is_off() {
    let statement = StatementTelemetry::disabled();
    statement.statement_id(ID);
    let passed: Result<u8, u8> = statement.observe(Err(1), |_| panic!("not asked when off"));
    assert_eq!(passed, Err(1));
    assert!(statement.snapshot().is_none() && !statement.recorder().is_enabled());
    assert_eq!(format!("{statement:?}"), "StatementTelemetry(\"off\")");
}

#[test]
fn the_system_is_told_as_it_is() {
    let bench = Bench::new();
    let log = execute(&bench, |_| {});
    let system = &log["system_configuration"];
    assert_eq!(system["os_arch"], std::env::consts::ARCH);
    assert_eq!(system["driver_name"], "Test Driver");
    assert_eq!(system["runtime_name"], "Rust");
    assert!(system["runtime_version"].as_str().is_some_and(|version| version.split('.').count() == 3), "{system}");
}

#[test]
fn every_event_has_an_id_of_its_own() {
    let bench = Bench::new();
    let connections = [bench.connect(), bench.connect()];
    for connection in connections.iter().cycle().take(200) {
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    assert!(connections[0].flush(WAIT).is_complete());
    // What the worker had sent before the flush was asked for is not in its answer.
    assert_eq!(connections[0].stats().acknowledged, 200);
    let logs = bench.logs();
    let ids = logs.iter().filter_map(|log| log["frontend_log_event_id"].as_str());
    let ids: Vec<_> = ids.map(|id| uuid::Uuid::parse_str(id).expect("a UUID")).collect();
    assert!(ids.iter().all(|id| id.get_version_num() == 4));
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), 200);
}

/// However an operation ends, its event says no more than was known.
#[test]
fn an_operation_is_a_success_only_if_it_came_back() {
    type End = (&'static str, fn(OperationTimer), Option<&'static str>, bool);
    let ends: [End; 8] = [
        ("dropped without a word", drop, Some("OPERATION_ABANDONED"), false),
        ("observed", |it| it.observe(Ok::<(), ()>(()), |()| unreachable!()).unwrap_or(()), None, true),
        (
            "observed to fail",
            |it| it.observe(Err::<(), ()>(()), |()| ErrorKind::Timeout.into()).unwrap_or(()),
            Some("TIMEOUT_ERROR"),
            true,
        ),
        ("returned", |it| it.returned(), None, true),
        ("failed", |it| it.error(ErrorKind::Timeout), Some("TIMEOUT_ERROR"), true),
        ("measured by the driver", |it| it.latency(MS(5)), None, true),
        ("named only", |it| it.statement_id(ID), Some("OPERATION_ABANDONED"), false),
        (
            "ended by a panic",
            |it| {
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
                    let _it = it;
                    std::panic::resume_unwind(Box::new(()));
                }));
            },
            Some("OPERATION_ABANDONED"),
            false,
        ),
    ];
    for (how, end, error, has_latency) in ends {
        let bench = Bench::new();
        let connection = bench.connect();
        end(connection.operation(OperationType::CreateSession));
        assert_eq!(connection.close(WAIT).delivered, 1, "{how}");
        let log = entry(&bench.logs()[0]).clone();
        assert_eq!(log["error_info"]["error_name"].as_str(), error, "{how}");
        assert_eq!(log.get("operation_latency_ms").is_some(), has_latency, "{how}");
    }
}

#[test]
fn heartbeats_are_no_polls() {
    let bench = Bench::new();
    let log = execute(&bench, |statement| {
        statement.heartbeat();
        statement.recorder().heartbeat();
    });
    let detail = &log["sql_operation"]["operation_detail"];
    assert_eq!((&detail["heartbeat_count"], detail.get("n_operation_status_calls")), (&json!(2), None));
}

#[test]
fn words_of_the_contracts_own_go_only_where_extensions_go() {
    for (extensions, word) in [(true, Some("LIST_PROCEDURES")), (false, None)] {
        let bench = Bench::new();
        let properties = [("adbc.databricks.telemetry.wire.extensions", extensions.to_string())];
        let config = sql_driver_telemetry::config::Config::from_properties(properties).force_enable(true);
        let connection = bench.telemetry.connect(bench.options().config(config));
        connection.operation(OperationType::ListProcedures).returned();
        connection.close(WAIT);
        let log = entry(&bench.logs()[0]).clone();
        assert_eq!(log["sql_operation"]["operation_detail"]["operation_type"].as_str(), word, "{log}");
    }
}

/// Whoever still has a handle of a statement that was sent cannot say anything about those that come after it.
#[test]
fn what_is_late_for_a_statement_is_not_the_next_ones() {
    let bench = Bench::new();
    let connection = bench.connect();
    let ended = connection.statement(OperationType::ExecuteStatement);
    ended.statement_id(ID);
    ended.end();
    let dropped = connection.statement(OperationType::ExecuteStatement);
    let recorder = dropped.recorder();
    drop(dropped);
    for round in 1..=3 {
        assert!(connection.flush(WAIT).is_complete());
        let next = connection.statement(OperationType::ListTables);
        recorder.chunk(7, MS(1), 10);
        ended.error(ErrorKind::Timeout);
        ended.end();
        let known = next.snapshot().expect("it is on");
        assert_eq!((known.operation, known.statement_id, known.chunks_arrived), (OperationType::ListTables, None, 0));
        assert_eq!((known.errors, known.latency), (0, None));
        assert_eq!(ended.snapshot().and_then(|known| known.statement_id).as_deref(), Some(ID));
        drop(next);
        assert_eq!(connection.stats().recorded, 2 + round);
    }
    let flushed = connection.close(WAIT);
    assert_eq!((flushed.is_complete(), bench.logs().len()), (true, 5));
    let ids: std::collections::BTreeSet<_> =
        bench.logs().iter().map(|log| log["frontend_log_event_id"].to_string()).collect();
    assert_eq!(ids.len(), 5, "each has an id of its own");
}
