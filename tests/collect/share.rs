//! Who shares a pipeline: connections that agree in everything that goes with a request or decides when it goes.

#![cfg(feature = "collect")]

use std::{sync::Arc, time::Duration};

use crate::harness::{Bench, HOST, WAIT, token};
use http::HeaderValue;
use sql_driver_telemetry::{
    ConnectionOptions, CredentialIdentity, DriverIdentity, RuntimeChoice,
    config::{Config, LogLevel},
    contract::OperationType,
};

type Change = fn(ConnectionOptions) -> ConnectionOptions;

fn configured(options: ConnectionOptions, properties: &[(&str, &str)]) -> ConnectionOptions {
    let forced = ("adbc.databricks.telemetry.force_enable", "true");
    options.config(Config::from_properties([&[forced], properties].concat()))
}

fn at(mut options: ConnectionOptions, host: &str) -> ConnectionOptions {
    options.host = host.to_owned();
    options
}

fn driven(mut options: ConnectionOptions, change: fn(&mut DriverIdentity)) -> ConnectionOptions {
    change(Arc::make_mut(&mut options.driver));
    options
}

/// In what two connections must agree. Each makes one that is like the first but for that.
const KEPT_APART: &[(&str, Change)] = &[
    ("whom it talks to", |it| at(it, "dbc-b2.cloud.databricks.com")),
    ("as whom", |it| it.credentials(token, CredentialIdentity::of("somebody else"))),
    ("a header more", |mut it| {
        it.headers.insert("x-route", HeaderValue::from_static("two"));
        it
    }),
    ("the driver's name", |it| driven(it, |driver| driver.name = "Another".to_owned())),
    ("the driver's version", |it| driven(it, |driver| driver.version = "1.2.4".to_owned())),
    ("whom the flag is asked for", |it| driven(it, |driver| driver.client = "JDBC".to_owned())),
    ("which flag", |it| driven(it, |driver| driver.flag = "another".to_owned())),
    ("whether the flag is asked", |it| it.config(Config::new())),
    ("events of a batch", |it| configured(it, &[("adbc.databricks.telemetry.batch_size", "7")])),
    ("the interval", |it| configured(it, &[("adbc.databricks.telemetry.flush_interval_ms", "7")])),
    ("the number of retries", |it| configured(it, &[("adbc.databricks.telemetry.max_retries", "7")])),
    ("the wait before one", |it| configured(it, &[("adbc.databricks.telemetry.retry_delay_ms", "7")])),
];

/// In what they need not agree.
const SHARED: &[(&str, Change)] = &[
    ("nothing", |it| it),
    ("how the host is spelled", |it| at(it, &format!("https://{}/", HOST.to_uppercase()))),
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
    let connections = ["one", "two"].map(|route| {
        let mut options = bench.options();
        options.headers.insert("x-route", HeaderValue::from_static(route));
        bench.telemetry.connect(options)
    });
    for connection in &connections {
        drop(connection.statement(OperationType::ExecuteStatement));
        assert_eq!(connection.flush(WAIT).delivered, 1);
    }
    let routes: Vec<_> = bench.transport.requests().iter().map(|it| it.headers()["x-route"].clone()).collect();
    assert_eq!(routes, ["one", "two"]);
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
