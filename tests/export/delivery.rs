//! A driver's whole way, through its handles, against a service that fails at random: what arrives, and that the books
//! balance.
#![cfg(feature = "collect")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde_json::Value;
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials, Transport, TransportError};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, DropReason, Flushed, RuntimeChoice,
    Stats, Telemetry,
};

use crate::table::{Row, Table};

const HOST: &str = "dbc-a1.cloud.databricks.com";

const WAIT: Duration = Duration::from_secs(3);

async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a-token")?)
}

/// A connection whose pipeline runs on the test's own runtime, and so on its virtual time.
fn connect(telemetry: &Telemetry, transport: impl Transport) -> ConnectionTelemetry {
    let options = ConnectionOptions::new(HOST, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(transport)
        .credentials(token, CredentialIdentity::of("somebody"))
        .runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current()));
    telemetry.connect(options)
}

fn statement(connection: &ConnectionTelemetry) {
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.latency(Duration::from_millis(12));
}

fn balanced(stats: &Stats) -> bool {
    stats.recorded == stats.acknowledged + stats.dropped_total() + stats.held()
}

/// What a service saw: how often each event was in a request that it took, by event id.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<HashMap<String, Seen>>>);

#[derive(Clone, Copy, Default)]
struct Seen {
    taken: u32,
    answers_lost: u32,
}

impl Receiver {
    fn take(&self, body: &[u8], answer_arrives: bool) -> usize {
        let envelope: Value = serde_json::from_slice(body).expect("an envelope");
        let logs = envelope["protoLogs"].as_array().expect("logs");
        let mut seen = self.0.lock().unwrap();
        for log in logs {
            let log: Value = serde_json::from_str(log.as_str().expect("a string")).expect("a document");
            let seen = seen.entry(log["frontend_log_event_id"].as_str().expect("an id").to_owned()).or_default();
            seen.taken += 1;
            seen.answers_lost += u32::from(!answer_arrives);
        }
        logs.len()
    }
}

fn answer(status: u16, body: String) -> Result<Response<Bytes>, TransportError> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    Ok(response)
}

/// One request in five fails, or is late; of those that are reset, half had arrived.
fn one_in_five(seed: u64, receiver: Receiver) -> impl Transport {
    let rng = Mutex::new(fastrand::Rng::with_seed(seed));
    move |request: Request<Bytes>| {
        let mut rng = rng.lock().unwrap();
        let (fails, kind) = (rng.f64() < 0.2, rng.u8(..5));
        let receiver = receiver.clone();
        async move {
            let take = |arrives| receiver.take(request.body(), arrives);
            match (fails, kind) {
                (true, 0) => answer(503, String::new()),
                (true, 1) => answer(429, String::new()),
                (true, 2) => Err(TransportError::Broken("reset".into())),
                (true, 3) => {
                    take(false);
                    Err(TransportError::Broken("reset, after it had arrived".into()))
                }
                (true, _) => {
                    tokio::time::sleep(Duration::from_millis(800)).await;
                    answer(200, format!(r#"{{"numProtoSuccess":{}}}"#, take(true)))
                }
                (false, _) => answer(200, format!(r#"{{"numProtoSuccess":{}}}"#, take(true))),
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_statements_and_one_request_in_five_that_fails() {
    let mut table =
        Table::of("All at once", "export::delivery::ten_thousand_statements_and_one_request_in_five_that_fails");
    for seed in 0..10 {
        let (telemetry, receiver) = (Telemetry::with_environment(Environment::none()), Receiver::default());
        let connection = connect(&telemetry, one_in_five(seed, receiver.clone()));
        for n in 0..10_000 {
            statement(&connection);
            if n % 10 == 0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
                assert!(balanced(&connection.stats()));
            }
        }
        let flushed = connection.flush_async(Duration::from_secs(10)).await;
        let stats = connection.stats();
        let row = Row::at_least(&stats, 9_990, &[DropReason::Exhausted, DropReason::Deadline]);
        table.row("one request in five: 503, 429, reset before or after it had arrived, 800 ms late; ten seeds", row);
        assert_eq!((stats.recorded, stats.held(), flushed.timed_out), (10_000, 0, false));
        let seen = receiver.0.lock().unwrap();
        assert!(seen.len() as u64 >= stats.acknowledged);
        for (id, seen) in &*seen {
            assert!(seen.taken <= 1 + seen.answers_lost, "{id}: twice, though its answer had arrived");
        }
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_costs_a_driver_nothing_and_a_close_its_deadline() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = connect(&telemetry, |_| std::future::pending());
    let start = tokio::time::Instant::now();
    for _ in 0..10_000 {
        statement(&connection);
    }
    assert_eq!(start.elapsed(), Duration::ZERO, "no call waits, not even in virtual time");
    let flushed = connection.close_async(WAIT).await;
    assert!(flushed.timed_out && flushed.held > 0);
    let mut table = Table::of(
        "A fault that stays",
        "export::delivery::a_service_that_never_answers_costs_a_driver_nothing_and_a_close_its_deadline",
    );
    let row = Row::of(&connection.stats()).close(start.elapsed(), WAIT..=WAIT);
    table.row("no answer, 10,000 statements at once, and a connection's close of 3 s", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_close_does_not_sit_out_a_wait_that_is_longer_than_it() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = connect(&telemetry, |_| {
        let mut response = answer(429, String::new()).unwrap();
        response.headers_mut().insert("retry-after", http::HeaderValue::from_static("4"));
        std::future::ready(Ok(response))
    });
    statement(&connection);
    let start = tokio::time::Instant::now();
    let flushed = connection.close_async(WAIT).await;
    assert!(flushed.timed_out && flushed.delivered == 0);
    let mut table =
        Table::of("A fault that stays", "export::delivery::a_close_does_not_sit_out_a_wait_that_is_longer_than_it");
    let row = Row::of(&connection.stats()).close(start.elapsed(), Duration::ZERO..=Duration::ZERO);
    table.row("`Retry-After: 4`, and a connection's close of 3 s: the pipeline goes on", row);
    table.check();
}

#[test]
fn a_transport_that_blocks_the_worker_blocks_nobody_else() {
    let (release, blocked) = std::sync::mpsc::channel::<()>();
    let blocked = Mutex::new(blocked);
    let options = ConnectionOptions::new(HOST, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(move |_| {
            let _ = blocked.lock().unwrap().recv();
            std::future::ready(answer(200, String::new()))
        })
        .credentials(token, CredentialIdentity::of("somebody"));
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(options);
    for _ in 0..5_000 {
        statement(&connection);
    }
    // The worker cannot answer; whoever waits keeps the time himself.
    assert!(connection.flush(Duration::from_millis(100)).timed_out);
    drop(release);
    let flushed = connection.flush(Duration::from_secs(20));
    assert_eq!((flushed.held, connection.stats().acknowledged), (0, 5_000));
    let mut table =
        Table::of("The driver's own side", "export::delivery::a_transport_that_blocks_the_worker_blocks_nobody_else");
    table.row("a transport that blocks the worker, and goes on", Row::of(&connection.stats()));
    table.check();
    connection.close(Duration::from_secs(20));
}

#[test]
fn a_runtime_that_ends_takes_what_it_held_into_the_books() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let inside = runtime.enter();
    let connection = connect(&telemetry, |_| std::future::pending());
    drop(inside);
    for _ in 0..777 {
        statement(&connection);
    }
    drop(runtime);
    statement(&connection);
    let flushed = connection.flush(Duration::from_secs(20));
    let stats = connection.stats();
    assert_eq!((stats.recorded, stats.acknowledged, stats.held()), (778, 0, 0), "{stats:?}");
    assert_eq!(stats.dropped(DropReason::Closed), 778);
    assert!(!flushed.timed_out, "nobody waits for a pipeline that is gone");
    let mut table =
        Table::of("The driver's own side", "export::delivery::a_runtime_that_ends_takes_what_it_held_into_the_books");
    table.row("the driver's runtime ends: nobody is waited for", Row::of(&stats));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn panics_of_the_drivers_code_cost_their_batch_and_no_more() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let calls = Mutex::new(0);
    let connection = connect(&telemetry, move |_| {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        let panics = *calls == 1;
        drop(calls);
        async move { if panics { panic!("a scripted panic") } else { answer(200, String::new()) } }
    });
    for expected in [0, 50] {
        for _ in 0..50 {
            statement(&connection);
        }
        connection.flush_async(Duration::from_secs(5)).await;
        assert_eq!(connection.stats().acknowledged, expected);
    }
    assert_eq!(connection.stats().dropped(DropReason::Panicked), 50);
    let mut table =
        Table::of("The driver's own side", "export::delivery::panics_of_the_drivers_code_cost_their_batch_and_no_more");
    table.row("the driver's transport panics once", Row::of(&connection.stats()));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn two_hosts_run_side_by_side_and_two_identities_share_nothing() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let hanging = connect(&telemetry, |_| std::future::pending());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let other = ConnectionOptions::new("dbc-b2.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(move |request: Request<Bytes>| {
            log.lock().unwrap().push(request.headers()["authorization"].clone());
            std::future::ready(answer(200, String::new()))
        })
        .runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current()));
    let tenants = ["a", "b"].map(|name| {
        let provider = move || async move { Ok(Credentials::bearer(name)?) };
        telemetry.connect(other.clone().credentials(provider, CredentialIdentity::of(name)))
    });
    statement(&hanging);
    let start = tokio::time::Instant::now();
    for tenant in &tenants {
        statement(tenant);
        let flushed = tenant.close_async(Duration::from_secs(5)).await;
        assert_eq!((flushed.delivered, flushed.timed_out), (1, false));
    }
    assert_eq!(start.elapsed(), Duration::ZERO, "the host that hangs delays no other");
    assert_eq!(*seen.lock().unwrap(), ["Bearer a", "Bearer b"]);
    assert_eq!(hanging.close_async(Duration::ZERO).await.delivered, 0);
}

#[tokio::test(start_paused = true)]
async fn without_a_credential_nothing_that_identifies_goes_out() {
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&bodies);
    let telemetry = Telemetry::with_environment(Environment::none());
    let options = ConnectionOptions::new(HOST, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .workspace_id(42)
        .transport(move |request: Request<Bytes>| {
            log.lock().unwrap().push((request.uri().path().to_owned(), request.into_body()));
            std::future::ready(answer(200, String::new()))
        })
        .credentials(|| async { Err("no session yet".into()) }, CredentialIdentity::of("somebody"))
        .runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current()));
    let connection = telemetry.connect(options);
    connection.session_id("01ef0c2a-1111-2222-3333-444455556666");
    statement(&connection);
    let flushed: Flushed = connection.close_async(Duration::from_secs(5)).await;
    assert_eq!(flushed.delivered, 1);
    let bodies = bodies.lock().unwrap();
    let (path, body) = &bodies[0];
    let body = std::str::from_utf8(body).unwrap();
    assert_eq!(path, "/telemetry-unauth");
    for word in ["session_id", "01ef0c2a", "workspace_id", "os_name", "driver_connection_params"] {
        assert!(!body.contains(word), "{word} in {body}");
    }
}
