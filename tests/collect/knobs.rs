//! Every knob does something: what is sent, or when, is not the same with it.

#![cfg(feature = "collect")]

use std::time::Duration;

use crate::harness::{Bench, entry, logs};
use http::{Method, StatusCode};
use serde_json::Value;
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::Reply;
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorKind, RuntimeChoice, Telemetry,
};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);

/// A connection on a clock that stands still, forced, with these telemetry properties besides.
fn connect(bench: &Bench, properties: &[(&str, &str)]) -> ConnectionTelemetry {
    let prefixed = |(name, value): &(&str, &str)| (format!("adbc.databricks.telemetry.{name}"), (*value).to_owned());
    let mut all = vec![prefixed(&("force_enable", "true"))];
    all.extend(properties.iter().map(prefixed));
    let options = bench.options().config(Config::from_properties(all));
    bench.telemetry.connect(options.runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current())))
}

fn event(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
}

/// The first interval is cut at a random point, so that it may be over at once; the others by a fifth at most.
async fn after_the_first(connection: &ConnectionTelemetry) {
    event(connection);
    connection.flush_async(SECOND).await;
}

fn sent(bench: &Bench) -> usize {
    bench.transport.requests().len()
}

fn fail(bench: &Bench, times: usize) {
    for _ in 0..times {
        bench.transport.reply(Reply::status(StatusCode::SERVICE_UNAVAILABLE, ""));
    }
}

#[tokio::test(start_paused = true)]
async fn enabled_is_an_opt_out() {
    let bench = Bench::new();
    assert!(connect(&bench, &[]).is_enabled());
    assert!(!connect(&bench, &[("enabled", "false")]).is_enabled(), "forced or not");
    for (name, value) in
        [("DATABRICKS_TELEMETRY_ENABLED", "false"), ("DATABRICKS_TELEMETRY_DISABLED", "true"), ("DO_NOT_TRACK", "1")]
    {
        let telemetry = Telemetry::with_environment(Environment::of([(name, value)]));
        let connection = telemetry.connect(bench.options());
        assert!(!connection.is_enabled(), "{name}");
        event(&connection);
        let _ = connection.operation(OperationType::CreateSession).observe(Err::<(), ()>(()), |()| unreachable!());
        assert_eq!(connection.close(SECOND), Default::default());
    }
    assert_eq!(sent(&bench), 0);
}

#[tokio::test(start_paused = true)]
async fn force_enable_asks_no_flag() {
    for (force, first, method) in [("true", "/telemetry-ext", Method::POST), ("false", "feature-flags", Method::GET)] {
        let bench = Bench::new();
        let connection = connect(&bench, &[("force_enable", force)]);
        event(&connection);
        connection.flush_async(SECOND).await;
        let requests = bench.transport.requests();
        assert_eq!(requests[0].method(), method);
        assert!(requests[0].uri().path().contains(first), "{force}: {}", requests[0].uri());
    }
}

#[tokio::test(start_paused = true)]
async fn batch_size_sends_without_waiting() {
    for (size, requests) in [("2", 1), ("3", 0)] {
        let bench = Bench::new();
        let connection = connect(&bench, &[("batch_size", size), ("flush_interval_ms", "3600000")]);
        after_the_first(&connection).await;
        event(&connection);
        sleep(SECOND).await;
        event(&connection);
        sleep(SECOND).await;
        assert_eq!(sent(&bench), 1 + requests, "{size}");
    }
}

#[tokio::test(start_paused = true)]
async fn flush_interval_is_the_longest_wait() {
    for (interval, requests) in [("500", 1), ("60000", 0)] {
        let bench = Bench::new();
        let connection = connect(&bench, &[("flush_interval_ms", interval)]);
        after_the_first(&connection).await;
        event(&connection);
        sleep(SECOND).await;
        assert_eq!(sent(&bench), 1 + requests, "{interval}");
    }
}

#[tokio::test(start_paused = true)]
async fn max_retries_bounds_the_attempts() {
    for (retries, attempts) in [("0", 1), ("2", 3)] {
        let bench = Bench::new();
        fail(&bench, 100);
        let connection =
            connect(&bench, &[("max_retries", retries), ("flush_interval_ms", "3600000"), ("batch_size", "1")]);
        event(&connection);
        sleep(20 * SECOND).await;
        assert_eq!(sent(&bench), attempts, "{retries}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_delay_is_the_bound_of_the_first_wait() {
    for (delay, is_fast) in [("1", true), ("60000", false)] {
        let bench = Bench::new();
        fail(&bench, 3);
        let connection = connect(&bench, &[("retry_delay_ms", delay), ("batch_size", "1")]);
        event(&connection);
        let start = Instant::now();
        while sent(&bench) < 4 && start.elapsed() < 60 * SECOND {
            sleep(Duration::from_millis(1)).await;
        }
        // Three waits of at most 1, 2 and 4 ms; or three of up to 10 s, which are short once in some thousand runs.
        assert_eq!(start.elapsed() < Duration::from_millis(50), is_fast, "{delay}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_breaker_opens_at_its_threshold_and_for_its_time() {
    let quick = [("max_retries", "0"), ("batch_size", "1"), ("flush_interval_ms", "100")];
    for (knobs, at_least, at_most) in [
        (&[("circuit_breaker.threshold", "2")][..], 2, 3),
        (&[("circuit_breaker.threshold", "4")][..], 4, 5),
        (&[("circuit_breaker.enabled", "false")][..], 6, 10_000),
        (&[("circuit_breaker.threshold", "2"), ("circuit_breaker.timeout_sec", "1")][..], 3, 20),
    ] {
        let bench = Bench::new();
        fail(&bench, 10_000);
        let connection = connect(&bench, &[&quick, knobs].concat());
        // Longer than any of them stays open that opens for a second: chance adds up to 30 s. Shorter than the others.
        for _ in 0..140 {
            event(&connection);
            sleep(Duration::from_millis(300)).await;
        }
        let sent = sent(&bench);
        assert!((at_least..=at_most).contains(&sent), "{knobs:?}: {sent}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_log_level_says_how_much_is_collected() {
    for (level, kept) in [
        ("Off", &[][..]),
        ("Error", &["CLOSE_STATEMENT"][..]),
        ("Warn", &["CANCEL_STATEMENT", "CLOSE_STATEMENT"][..]),
        ("Info", &["CANCEL_STATEMENT", "CLOSE_STATEMENT", "EXECUTE_STATEMENT"][..]),
        ("Trace", &["CANCEL_STATEMENT", "CLOSE_STATEMENT", "EXECUTE_STATEMENT"][..]),
    ] {
        let bench = Bench::new();
        let connection = connect(&bench, &[("log_level", level)]);
        event(&connection);
        let cancel = connection.operation(OperationType::CancelStatement);
        cancel.retries(1);
        cancel.returned();
        drop(cancel);
        let close = connection.operation(OperationType::CloseStatement);
        close.retries(0);
        let _ = close.observe(Err::<(), ()>(()), |()| ErrorKind::StatementClosed.into());
        drop(close);
        connection.close_async(10 * SECOND).await;
        let operation = |log: &Value| entry(log)["sql_operation"]["operation_detail"]["operation_type"].clone();
        let mut found: Vec<_> = bench.logs().iter().map(operation).collect();
        found.sort_by_key(ToString::to_string);
        assert_eq!(found, kept, "{level}");
    }
}

#[tokio::test(start_paused = true)]
async fn extensions_can_be_left_out() {
    for (extensions, has_them) in [("true", true), ("false", false)] {
        let bench = Bench::new();
        let connection = connect(&bench, &[("wire.extensions", extensions)]);
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.recorder().chunk(0, SECOND, 100);
        drop(statement);
        connection.close_async(10 * SECOND).await;
        let logs = bench.logs();
        let details = &entry(&logs[0])["sql_operation"]["chunk_details"];
        assert_eq!(details.get("avg_chunk_size_bytes").is_some(), has_them);
        assert_eq!(details["total_chunks_present"], 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_flag_that_is_off_drops_and_stops_collection() {
    let bench = Bench::new();
    let off = r#"{"flags":[],"ttl_seconds":3600}"#;
    bench.transport.reply(Reply::status(StatusCode::OK, off));
    let connection = connect(&bench, &[("force_enable", "false")]);
    event(&connection);
    connection.flush_async(SECOND).await;
    let stats = connection.stats();
    assert_eq!((stats.recorded, stats.dropped_total()), (1, 1));
    assert!(!connection.statement(OperationType::ExecuteStatement).is_enabled());
    assert_eq!(connection.stats().recorded, 1, "not even counted");
    // Another connection of the same host that is forced is not concerned.
    let forced = connect(&bench, &[]);
    event(&forced);
    assert_eq!(forced.flush_async(10 * SECOND).await.delivered, 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_credential_the_payload_is_reduced() {
    let bench = Bench::new();
    let options = ConnectionOptions::new(crate::harness::HOST, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(bench.transport.clone())
        .runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current()));
    let connection = bench.telemetry.connect(options);
    connection.session_id("01ef0c2a-1111-2222-3333-444455556666");
    let refused = connection.operation(OperationType::CreateSession);
    refused.latency(SECOND);
    let _ = refused.observe(Err::<(), ()>(()), |()| ErrorKind::Authentication.into());
    drop(refused);
    connection.close_async(10 * SECOND).await;
    let requests = bench.transport.requests();
    assert_eq!(requests[0].uri().path(), "/telemetry-unauth");
    let log = entry(&logs(requests[0].body())[0]).clone();
    let members: Vec<_> = log.as_object().expect("a log").keys().cloned().collect();
    assert_eq!(members, ["error_info", "operation_latency_ms", "schema_version", "system_configuration"]);
    let system = log["system_configuration"].as_object().expect("the driver");
    assert_eq!(system.keys().collect::<Vec<_>>(), ["driver_name", "driver_version"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_passed_over_can_be_read() {
    let bench = Bench::new();
    let connection = connect(&bench, &[("batch_size", "lots")]);
    assert!(connection.is_enabled());
    assert_eq!(connection.diagnostics()[0].name, "adbc.databricks.telemetry.batch_size");
}
