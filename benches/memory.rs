//! What telemetry holds: connections, statements, pipelines, the first event of a process.
//!
//! ```text
//! cargo bench -p cost --bench memory
//! ```
//!
//! All of it happens on one thread, whose allocations are counted: the runtime is the bench's own.

use std::time::Duration;

use allocation_counter::{AllocationInfo, measure};
use bytes::Bytes;
use harness::machine::About;
use harness::row::{self, Metric, Report, Row};
use http::{Request, Response, StatusCode};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials, TransportError};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, RuntimeChoice, Telemetry,
};
use tokio::runtime::{Builder, Handle, Runtime};

#[allow(dead_code, reason = "the statement is taken from there")]
#[path = "cases/caller.rs"]
mod caller;
#[allow(dead_code, reason = "the parameters of a connection are taken from there")]
#[path = "cases/log.rs"]
mod log;

const KEPT: Duration = Duration::from_secs(12);
const HOUR: Duration = Duration::from_secs(3_600);
const WAIT: Duration = Duration::from_secs(60);
const KIB: f64 = 1024.0;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut rows = Vec::new();
    first_event(&mut rows);
    connections(&mut rows);
    statements(&mut rows);
    pipelines(&mut rows);
    full(&mut rows);
    row::print(&rows);
    let order: Vec<String> = rows.iter().map(|row| row.case.clone()).collect();
    let about = About::here("cargo bench -p cost --bench memory");
    Report { about, rows }.keep("memory", &order).expect("benches/results can be written");
}

fn bytes(case: impl Into<String>, what: impl Into<String>, bytes: f64) -> Row {
    Row::new(case, what).value(Metric::Bytes, bytes.round())
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn well(_: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
    Ok(Response::new(Bytes::new()))
}

async fn unavailable(_: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    Ok(response)
}

async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a-token")?)
}

/// Of a tenant of its own, on this thread's runtime.
fn options(tenant: usize) -> ConnectionOptions {
    let host = format!("dbc-{tenant:04x}.cloud.databricks.com");
    ConnectionOptions::new(host, DriverIdentity::new("Bench", "1.0.0"))
        .config(Config::new().force_enable(true).flush_interval(HOUR))
        .parameters(log::constant().driver_connection_params.unwrap_or_default())
        .credentials(token, CredentialIdentity::of("somebody"))
        .transport(well)
        .runtime(RuntimeChoice::Handle(Handle::current()))
}

fn telemetry() -> Telemetry {
    Telemetry::with_environment(Environment::none())
}

async fn deliver(connection: &ConnectionTelemetry) {
    let flushed = connection.flush_async(WAIT).await;
    assert!(flushed.is_complete(), "{flushed:?}");
}

/// Has to be the first: what a process keeps once is made here.
fn first_event(rows: &mut Vec<Row>) {
    let runtime = runtime();
    let mut kept = None;
    let count = |work: &mut dyn FnMut()| -> AllocationInfo { measure(work) };
    let opened = count(&mut || {
        runtime.block_on(async { kept = Some(telemetry().connect(options(0))) });
    });
    let connection = kept.expect("a connection");
    let event = count(&mut || {
        caller::one(&connection, 4, 10);
        runtime.block_on(deliver(&connection));
    });
    let second = count(&mut || {
        caller::one(&connection, 4, 10);
        runtime.block_on(deliver(&connection));
    });
    rows.push(bytes("first-connection", "the first connection of a process: kept", opened.bytes_current as f64));
    rows.push(
        bytes("first-event", "the first event of a process, delivered: at the most", event.bytes_max as f64)
            .bar(Metric::Bytes, 300.0 * KIB),
    );
    rows.push(bytes("first-event-kept", "the same: kept", event.bytes_current as f64));
    rows.push(bytes("second-event", "the second event, delivered: at the most", second.bytes_max as f64));
}

/// Many of one pipeline.
fn connections(rows: &mut Vec<Row>) {
    let runtime = runtime();
    for number in [1, 10, 100, 1_000] {
        let telemetry = telemetry();
        let mut connections = Vec::with_capacity(number);
        let open = |connections: &mut Vec<ConnectionTelemetry>| connections.push(telemetry.connect(options(0)));
        let _first = runtime.block_on(async { telemetry.connect(options(0)) });
        let idle = measure(|| runtime.block_on(async { (0..number).for_each(|_| open(&mut connections)) }));
        let used = measure(|| {
            runtime.block_on(async {
                for connection in &connections {
                    caller::one(connection, 4, 10);
                    deliver(connection).await;
                }
            });
        });
        let each = idle.bytes_current as f64 / number as f64;
        rows.push(
            bytes(
                format!("connections-{number}"),
                format!("an idle connection, of {}", row::number(number as f64)),
                each,
            )
            .at(number as f64)
            .bar(Metric::Bytes, 4.0 * KIB),
        );
        let each = (idle.bytes_current + used.bytes_current) as f64 / number as f64;
        let what = format!("a connection that has had a statement, of {}", row::number(number as f64));
        rows.push(bytes(format!("used-{number}"), what, each).at(number as f64));
    }
}

fn statements(rows: &mut Vec<Row>) {
    const STATEMENTS: usize = 1_000;
    let runtime = runtime();
    let connection = runtime.block_on(async { telemetry().connect(options(0)) });
    let mut open = Vec::with_capacity(STATEMENTS);
    let held = measure(|| {
        for _ in 0..STATEMENTS {
            let statement = connection.statement(OperationType::ExecuteStatement);
            statement.statement_id(caller::ID);
            statement.recorder().chunk(0, Duration::from_millis(7), 1_000);
            open.push(statement);
        }
    });
    let each = held.bytes_current as f64 / STATEMENTS as f64;
    rows.push(bytes("statement-open", "an open statement, of 1,000", each));
    let queued = measure(|| drop(open));
    let each = (held.bytes_current + queued.bytes_current) as f64 / STATEMENTS as f64;
    rows.push(bytes("statement-queued", "an event in the queue, of 1,000", each));
}

/// With its one connection, before its first event, after one, and after a load.
fn pipelines(rows: &mut Vec<Row>) {
    const PIPELINES: usize = 20;
    let runtime = runtime();
    let telemetry = telemetry();
    let mut connections = Vec::with_capacity(PIPELINES);
    let mut reserved = 0;
    for (events, when) in [(0, "before its first event"), (1, "after one event"), (5_000, "after 5,000 events")] {
        let more = measure(|| {
            runtime.block_on(async {
                if connections.is_empty() {
                    connections.extend((0..PIPELINES).map(|tenant| telemetry.connect(options(tenant))));
                }
                for connection in connections.iter().filter(|_| events > 0) {
                    for _ in 0..events {
                        drop(connection.statement(OperationType::ExecuteStatement));
                    }
                    deliver(connection).await;
                }
                // For what is idle to give back what it does not need: twice the time for which places are kept.
                tokio::time::sleep(if events > 0 { 2 * KEPT } else { Duration::ZERO }).await;
            });
        });
        reserved += more.bytes_current;
        let what = format!("an idle pipeline with its connection, {when}");
        rows.push(
            bytes(format!("pipeline-idle-{events}"), what, reserved as f64 / PIPELINES as f64)
                .bar(Metric::Bytes, (16.0 + 4.0) * KIB),
        );
    }
}

/// The service refuses everything, and the driver goes on.
fn full(rows: &mut Vec<Row>) {
    let runtime = runtime();
    let message = "x".repeat(5_000);
    let most = measure(|| {
        runtime.block_on(async {
            let connection = telemetry().connect(options(0).transport(unavailable));
            for number in 0..40_000u32 {
                let statement = connection.statement(OperationType::ExecuteStatement);
                statement.statement_id(caller::ID);
                if number.is_multiple_of(10) {
                    let error = sql_driver_telemetry::ErrorInfo::new(sql_driver_telemetry::ErrorKind::StatementFailed);
                    statement.error(error.text(&message));
                }
                drop(statement);
                if number.is_multiple_of(100) {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
        });
    });
    rows.push(
        bytes("pipeline-full", "a full pipeline whose service refuses: at the most", most.bytes_max as f64)
            .bar(Metric::Bytes, 8.0 * KIB * KIB),
    );
}
