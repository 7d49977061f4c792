//! Who shares a pipeline: connections that agree in everything that goes with a request or decides when it goes.

#![cfg(feature = "collect")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::harness::{Bench, HOST, WAIT, token};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response};
use sql_driver_telemetry::config::{Config, LogLevel};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{CredentialProvider, Credentials, Transport};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity, DriverIdentity, RuntimeChoice};

type Change = fn(ConnectionOptions) -> ConnectionOptions;

fn configured(options: ConnectionOptions, properties: &[(&str, &str)]) -> ConnectionOptions {
    let forced = ("adbc.databricks.telemetry.force_enable", "true");
    options.config(Config::from_properties([&[forced], properties].concat()))
}

const ROUTE: HeaderName = HeaderName::from_static("x-route");

fn driver() -> DriverIdentity {
    DriverIdentity::new("Test Driver", "1.2.3")
}

/// In what two connections must agree. Each makes one that is like the first but for that.
const KEPT_APART: &[(&str, Change)] = &[
    ("whom it talks to", |it| it.host("dbc-b2.cloud.databricks.com")),
    ("as whom", |it| it.credentials(token, CredentialIdentity::of("somebody else"))),
    ("a header more", |it| it.header(ROUTE, HeaderValue::from_static("two"))),
    ("the driver's name", |it| it.driver(DriverIdentity::new("Another", "1.2.3"))),
    ("the driver's version", |it| it.driver(DriverIdentity::new("Test Driver", "1.2.4"))),
    ("whom the flag is asked for", |it| it.driver(driver().client("JDBC"))),
    ("which flag", |it| it.driver(driver().flag("another"))),
    ("whether the flag is asked", |it| it.config(Config::new())),
    ("events of a batch", |it| configured(it, &[("adbc.databricks.telemetry.batch_size", "7")])),
    ("the interval", |it| configured(it, &[("adbc.databricks.telemetry.flush_interval_ms", "7")])),
    ("the number of retries", |it| configured(it, &[("adbc.databricks.telemetry.max_retries", "7")])),
    ("the wait before one", |it| configured(it, &[("adbc.databricks.telemetry.retry_delay_ms", "7")])),
];

/// In what they need not agree.
const SHARED: &[(&str, Change)] = &[
    ("nothing", |it| it),
    ("how the host is spelled", |it| it.host(format!("https://{}/", HOST.to_uppercase()))),
    ("what is collected", |it| it.config(Config::new().force_enable(true).log_level(LogLevel::Debug))),
    ("the workspace's parameters", |it| it.parameters(crate::bounds::parameters())),
];

fn shares(change: Change) -> bool {
    let bench = Bench::new();
    let one = bench.connect();
    let other = bench.telemetry.connect(change(bench.options()));
    assert!(one.is_enabled() && other.is_enabled());
    drop(one.statement(OperationType::ExecuteStatement));
    let shared = other.stats().recorded == 1;
    drop(other);
    assert_eq!(one.close(WAIT).delivered, 1);
    shared
}

#[test]
fn connections_share_what_they_agree_in() {
    for (what, change) in KEPT_APART {
        assert!(!shares(*change), "{what}: one pipeline for both");
    }
    for (what, change) in SHARED {
        assert!(shares(*change), "{what}: a pipeline for each");
    }
}

/// A header that routes is on the requests of its own connections, and on no other's.
#[test]
fn a_drivers_headers_go_with_its_own_events_only() {
    let bench = Bench::new();
    let connections = ["one", "two"]
        .map(|route| bench.telemetry.connect(bench.options().header(ROUTE, HeaderValue::from_static(route))));
    for connection in &connections {
        drop(connection.statement(OperationType::ExecuteStatement));
        assert_eq!(connection.flush(WAIT).delivered, 1);
    }
    let routes: Vec<_> = bench.transport.requests().iter().map(|it| it.headers()["x-route"].clone()).collect();
    assert_eq!(routes, ["one", "two"]);
}

#[test]
fn who_shares_a_provider_that_has_no_name_shares_a_pipeline() {
    let shares = |one: Arc<dyn CredentialProvider>, other: Arc<dyn CredentialProvider>| {
        let bench = Bench::new();
        let [one, other] = [one, other].map(|it| bench.telemetry.connect(bench.options().shared_credentials(it, None)));
        drop(one.statement(OperationType::ExecuteStatement));
        other.stats().recorded == 1
    };
    let named = |name: &'static str| -> Arc<dyn CredentialProvider> {
        Arc::new(move || async move { Ok(Credentials::bearer(name)?) })
    };
    let one = named("one");
    assert!(shares(one.clone(), one.clone()));
    assert!(!shares(one, named("other")));
}

/// The service refuses one of them; the other, on the same host, is no worse off.
#[test]
fn a_credential_that_is_refused_is_not_anothers() {
    let bench = Bench::new();
    let tokens = Arc::new(Mutex::new(Vec::new()));
    let seen = tokens.clone();
    let service = move |request: Request<Bytes>| {
        let token = request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
        let status = if token.as_deref() == Some("Bearer bad") { 401 } else { 200 };
        seen.lock().unwrap().push(token);
        async move { Ok(Response::builder().status(status).body(Bytes::new()).unwrap()) }
    };
    let service: Arc<dyn Transport> = Arc::new(service);
    for token in ["bad", "good"] {
        let provider = move || async move { Ok(Credentials::bearer(token)?) };
        let options =
            bench.options().shared_transport(service.clone()).credentials(provider, CredentialIdentity::of(token));
        let connection = bench.telemetry.connect(options);
        drop(connection.statement(OperationType::ExecuteStatement));
        assert_eq!(connection.flush(WAIT).held, 0);
    }
    assert_eq!(tokens.lock().unwrap().last(), Some(&Some("Bearer good".to_owned())));
}

#[test]
fn each_runtime_has_a_pipeline_of_its_own() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let bench = Bench::new();
    let own = bench.connect();
    let choice = RuntimeChoice::Handle(runtime.handle().clone());
    let drivers = bench.telemetry.connect(bench.options().runtime(choice));
    drop(own.statement(OperationType::ExecuteStatement));
    assert_eq!(drivers.stats().recorded, 0);
    drop(drivers.statement(OperationType::ExecuteStatement));
    let wait = Duration::from_secs(20);
    assert_eq!((own.close(wait).delivered, drivers.close(wait).delivered), (1, 1));
}
