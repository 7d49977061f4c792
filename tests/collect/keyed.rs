//! The `record_*` calls by statement id: the same events as by handle, bounded in number and in time.

#![cfg(feature = "collect")]

use std::collections::BTreeSet;
use std::time::Duration;

use crate::harness::{Bench, WAIT, entry};
use sql_driver_telemetry::contract::ExecutionResultFormat::*;
use sql_driver_telemetry::contract::{DataClass, DriverConnectionParameters, OperationType};
use sql_driver_telemetry::{KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS, RuntimeChoice};

const MS: fn(u64) -> Duration = Duration::from_millis;

fn id(number: usize) -> String {
    format!("01ef0c2a-1111-2222-3333-{number:012}")
}

#[test]
fn a_statement_is_put_together_from_its_calls() {
    let bench = Bench::new();
    let connection = bench.connect();
    let parameters = DriverConnectionParameters { enable_arrow: Some(true), ..Default::default() };
    connection.record_connection_open(MS(80), parameters);
    connection.record_chunk_download(&id(1), 0, MS(30), 1_000, true);
    connection.record_statement_execute(&id(1), MS(120), ExternalLinks);
    connection.record_operation_status(&id(1), 3, MS(9));
    connection.record_chunk_download(&id(1), 1, MS(10), 3_000, false);
    connection.record_error("CHUNK_DOWNLOAD_ERROR", "SQLSTATE: 08006", Some(&id(1)), Some(1));
    connection.record_error("login of jo.roe", "", None, None);
    connection.record_statement_complete(&id(1));
    connection.record_statement_complete(&id(2));
    connection.record_chunk_download(&id(1), 2, MS(10), 3_000, false);
    assert_eq!(connection.close(WAIT).delivered, 3);

    let logs = bench.logs();
    let find = |kind: &str| {
        let is = |log: &&serde_json::Value| entry(log)["sql_operation"]["operation_detail"]["operation_type"] == kind;
        entry(logs.iter().find(is).expect("an event of that kind")).clone()
    };
    let open = find("CREATE_SESSION");
    assert_eq!(open["operation_latency_ms"], 80);
    assert_eq!(open["driver_connection_params"]["enable_arrow"], true);
    let statement = find("EXECUTE_STATEMENT");
    let operation = &statement["sql_operation"];
    assert_eq!(statement["operation_latency_ms"], 120);
    assert_eq!(operation["execution_result"], "EXTERNAL_LINKS");
    assert_eq!(operation["is_compressed"], true);
    assert_eq!(operation["chunk_id"], 1);
    assert_eq!(operation["operation_detail"]["n_operation_status_calls"], 3);
    assert_eq!(operation["chunk_details"]["total_chunks_iterated"], 2);
    assert_eq!(operation["chunk_details"]["sum_chunks_download_time_millis"], 40);
    assert_eq!(statement["error_info"]["error_name"], "CHUNK_DOWNLOAD_ERROR");
    let unknown = logs.iter().map(entry).find(|log| log["error_info"]["error_name"] == "UNKNOWN_ERROR");
    assert!(unknown.is_some(), "an error without a statement is an event");
}

#[test]
fn an_error_goes_by_the_contract_s_name_or_by_its_own() {
    let bench = Bench::new();
    let connection = bench.connect();
    let known = ["InvalidStatementHandle", "ssl_handshake_error", "VOLUME_OPERATION_EXCEPTION"];
    for code in known.into_iter().chain(["PSQLException", "login of jo.roe"]) {
        connection.record_error(code, "", None, None);
    }
    assert!(connection.flush(WAIT).is_complete());
    assert_eq!(connection.stats().scrubbed.get(DataClass::ErrorName), 1, "a name that may not leave is counted");
    let logs = bench.logs();
    let names: BTreeSet<_> = logs.iter().filter_map(|log| entry(log)["error_info"]["error_name"].as_str()).collect();
    let expected =
        ["PSQLException", "SSL_HANDSHAKE_ERROR", "STATEMENT_CLOSED", "UNKNOWN_ERROR", "VOLUME_OPERATION_ERROR"];
    assert_eq!(names.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_second_execution_of_an_id_ends_the_first() {
    let bench = Bench::new();
    let connection = bench.connect();
    connection.record_statement_execute(&id(1), MS(1), InlineArrow);
    connection.record_statement_execute(&id(1), MS(2), InlineJson);
    assert_eq!(connection.stats().recorded, 1);
    connection.record_statement_complete(&id(1));
    connection.close(WAIT);
    let formats: Vec<_> =
        bench.logs().iter().map(|log| entry(log)["sql_operation"]["execution_result"].clone()).collect();
    assert_eq!(formats, ["INLINE_ARROW", "INLINE_JSON"]);
}

#[test]
fn the_table_is_bounded_and_the_oldest_is_reported() {
    let bench = Bench::new();
    let connection = bench.connect();
    for number in 0..MAX_KEYED_STATEMENTS + 3 {
        connection.record_statement_execute(&id(number), MS(1), InlineArrow);
    }
    assert_eq!(connection.stats().recorded, 3);
    // Completing and beginning over and over keeps it bounded, too.
    for number in 0..3 * MAX_KEYED_STATEMENTS {
        connection.record_statement_execute(&id(1_000_000 + number), MS(1), InlineArrow);
        connection.record_statement_complete(&id(1_000_000 + number));
    }
    connection.flush_all_pending(WAIT);
    let stats = connection.stats();
    assert_eq!(stats.recorded as usize, 4 * MAX_KEYED_STATEMENTS + 3);
    assert_eq!(stats.acknowledged, stats.recorded);
    connection.close(WAIT);
}

#[test]
fn what_is_open_is_reported_when_the_connection_closes() {
    let bench = Bench::new();
    let connection = bench.connect();
    connection.record_error("TIMEOUT_ERROR", "", Some(&id(1)), None);
    connection.record_operation_status(&id(2), 1, MS(1));
    drop(connection);
    bench.telemetry.shutdown(WAIT);
    assert_eq!(bench.logs().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_never_completed_is_reported_in_time() {
    let bench = Bench::new();
    let runtime = RuntimeChoice::Handle(tokio::runtime::Handle::current());
    let connection = bench.telemetry.connect(bench.options().runtime(runtime));
    connection.record_statement_execute(&id(1), MS(1), InlineArrow);
    tokio::time::sleep(KEYED_TIME_TO_LIVE / 2).await;
    connection.record_statement_execute(&id(2), MS(1), InlineArrow);
    assert_eq!(connection.stats().recorded, 0);
    tokio::time::sleep(KEYED_TIME_TO_LIVE / 2 + Duration::from_secs(10)).await;
    assert_eq!((connection.stats().recorded, connection.stats().acknowledged), (1, 1));
    connection.record_chunk_download(&id(1), 0, MS(1), 1, false);
    tokio::time::sleep(KEYED_TIME_TO_LIVE).await;
    assert_eq!((connection.stats().recorded, connection.stats().acknowledged), (2, 2));
    // One that is begun when nothing was open is watched again.
    connection.record_statement_execute(&id(3), MS(1), InlineArrow);
    tokio::time::sleep(KEYED_TIME_TO_LIVE + Duration::from_secs(10)).await;
    assert_eq!(connection.stats().acknowledged, 3);
    connection.close_async(WAIT).await;
}

#[test]
fn no_two_events_of_a_connection_have_one_id() {
    let bench = Bench::new();
    let connection = bench.connect();
    for number in 0..3 {
        connection.record_error("TIMEOUT_ERROR", "", None, None);
        connection.record_statement_execute(&id(number), MS(1), InlineArrow);
        connection.record_statement_complete(&id(number));
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    assert_eq!(connection.close(WAIT).delivered, 9);
    let logs = bench.logs();
    let ids: BTreeSet<_> = logs.iter().map(|log| log["frontend_log_event_id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), 9);
}
