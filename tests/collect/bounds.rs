//! Memory stays inside its bounds, whatever the load and whatever the service does.

#![cfg(feature = "collect")]

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::harness::Bench;
use allocation_counter::{AllocationInfo, measure};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::{DriverConnectionParameters, ExecutionResultFormat, HostDetails, OperationType};
use sql_driver_telemetry::export::TransportError;
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DriverIdentity, DropReason, ErrorInfo, ErrorKind, RuntimeChoice,
    StatementTelemetry,
};

/// What an idle connection may take.
const CONNECTION: i64 = 4 << 10;
/// What a pipeline may take that has nothing to do.
const IDLE_PIPELINE: i64 = 16 << 10;
/// What may be held by all of them, at the default.
const BUDGET: u64 = 32 << 20;
/// What a pipeline may take, at its defaults.
const PIPELINE: i64 = 8 << 20;
const MS: Duration = Duration::from_millis(1);
const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

pub fn parameters() -> DriverConnectionParameters {
    let host = HostDetails { host_url: Some(crate::harness::HOST.to_owned()), port: Some(443), proxy_auth_type: None };
    DriverConnectionParameters {
        http_path: Some("/sql/1.0/warehouses/0123456789abcdef".to_owned()),
        host_info: Some(host),
        auth_scope: Some("sql offline_access".to_owned()),
        enable_arrow: Some(true),
        rows_fetched_per_block: Some(100_000),
        ..Default::default()
    }
}

/// A pipeline whose worker sleeps: no batch fills, and the interval is long.
fn quiet(bench: &Bench) -> ConnectionOptions {
    let config = Config::new().force_enable(true).batch_size(1_000).flush_interval(Duration::from_secs(3_600));
    bench.options().config(config).parameters(parameters())
}

#[test]
fn ten_thousand_open_statements_on_a_thousand_connections() {
    let bench = Bench::new();
    let first = bench.telemetry.connect(quiet(&bench));
    let driver = Arc::new(DriverIdentity::new("Test Driver", "1.2.3"));
    let mut connections: Vec<ConnectionTelemetry> = Vec::with_capacity(1_000);
    let idle = measure(|| {
        for _ in 0..1_000 {
            let options = quiet(&bench).driver(driver.clone());
            connections.push(bench.telemetry.connect(options));
        }
    });
    assert!(idle.bytes_current <= 1_000 * CONNECTION, "{} bytes a connection", idle.bytes_current / 1_000);

    let mut statements: Vec<StatementTelemetry> = Vec::with_capacity(10_000);
    let open = measure(|| {
        for number in 0..10_000 {
            let statement = connections[number % 1_000].statement(OperationType::ExecuteStatement);
            statement.statement_id(ID);
            statement.recorder().chunk(0, MS, 1_000);
            statements.push(statement);
        }
    });
    assert!(open.bytes_current <= PIPELINE, "{} bytes a statement", open.bytes_current / 10_000);
    drop(statements);
    assert_eq!(first.stats().recorded, 10_000);
}

#[test]
fn the_record_path_allocates_once_a_statement_and_never_for_what_happens_in_it() {
    let bench = Bench::new();
    let connection = bench.telemetry.connect(quiet(&bench));
    let whole = || {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.statement_id(ID);
        statement.result(ExecutionResultFormat::ExternalLinks, true, Some(10));
        let _ = statement.observe(Ok::<(), ()>(()), |()| ErrorKind::Internal.into());
    };
    // The first one starts the worker, and makes the list of open statements.
    whole();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let counts = |work: &mut dyn FnMut()| -> AllocationInfo { measure(work) };
    assert_eq!(counts(&mut || (0..100).for_each(|_| statement.poll(MS))).count_total, 0);
    let recorder = statement.recorder();
    assert_eq!(counts(&mut || (0..100).for_each(|n| recorder.chunk(n, MS, 10))).count_total, 0);
    assert_eq!(counts(&mut || drop(recorder.clone())).count_total, 0);
    assert_eq!(counts(&mut || whole()).count_total, 1);
    assert_eq!(counts(&mut || connection.operation(OperationType::CloseStatement).returned()).count_total, 1);

    let off = ConnectionTelemetry::disabled();
    let all_off = counts(&mut || {
        let statement = off.statement(OperationType::ExecuteStatement);
        statement.poll(MS);
        let _ = statement.observe(Err::<(), ()>(()), |()| unreachable!("off"));
        drop(off.operation(OperationType::CloseStatement));
    });
    assert_eq!(all_off.count_total, 0);
}

/// The places of those that were sent are the next ones'. Of a batch: what a queue needs for more it gives back when it is
/// idle.
#[test]
fn once_warm_a_statement_allocates_nothing() {
    let bench = Bench::new();
    let connection = bench.telemetry.connect(quiet(&bench));
    let burst = || {
        for number in 0..50 {
            let statement = connection.statement(OperationType::ExecuteStatement);
            statement.statement_id(ID);
            statement.result(ExecutionResultFormat::ExternalLinks, true, Some(10));
            statement.recorder().chunk(number, MS, 1_000);
            let _ = statement.observe(Ok::<(), ()>(()), |()| ErrorKind::Internal.into());
        }
    };
    burst();
    for _ in 0..5 {
        assert!(connection.flush(crate::harness::WAIT).is_complete());
        assert_eq!(measure(burst).count_total, 0);
    }
}

/// Each with a host, a pipeline and a breaker of its own.
fn tenants(bench: &Bench, down: Service, tenants: usize) -> Vec<ConnectionTelemetry> {
    let driver = Arc::new(DriverIdentity::new("Test Driver", "1.2.3"));
    (0..tenants)
        .map(|tenant| {
            let host = format!("dbc-{tenant:04x}.cloud.databricks.com");
            let options = ConnectionOptions::new(&host, driver.clone());
            let runtime = RuntimeChoice::Handle(tokio::runtime::Handle::current());
            let config = Config::new().force_enable(true);
            bench.telemetry.connect(options.transport(down).runtime(runtime).config(config).parameters(parameters()))
        })
        .collect()
}

async fn well(_: Request<Bytes>) -> Answer {
    Ok(Response::new(Bytes::new()))
}

fn paused() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.expect("a runtime whose clock stands still")
}

/// Before its first event, after one, and after a load that filled it.
#[test]
fn an_idle_pipeline_reserves_next_to_nothing() {
    const PIPELINES: i64 = 20;
    let (bench, runtime) = (Bench::new(), paused());
    // What the process keeps once, for all of them, is made by another one.
    let first = Bench::new().connect();
    drop(first.statement(OperationType::ExecuteStatement));
    first.close(crate::harness::WAIT);
    let mut connections = Vec::new();
    let mut reserved = 0;
    for events in [0, 1, 10_000] {
        let more = measure(|| {
            runtime.block_on(async {
                if connections.is_empty() {
                    connections = tenants(&bench, |request| Box::pin(well(request)), 20);
                }
                for connection in &connections {
                    (0..events).for_each(|_| drop(connection.statement(OperationType::ExecuteStatement)));
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                tokio::time::sleep(Duration::from_secs(60)).await;
            });
        });
        reserved += more.bytes_current;
        assert!(reserved <= PIPELINES * (IDLE_PIPELINE + CONNECTION), "{} after {events}", reserved / PIPELINES);
    }
    assert_eq!(bench.telemetry.stats().acknowledged, 20 * 10_001);
}

/// A thousand tenants of which each alone would fill its queue, and nobody takes anything. All that they hold, with the
/// requests that they try to send, stays inside the budget; what they are made of comes on top.
#[test]
fn a_thousand_tenants_whose_services_are_away_stay_inside_the_budget() {
    const TENANTS: u64 = 1_000;
    let answers: [Service; 2] = [|request| Box::pin(never(request)), |request| Box::pin(unavailable(request))];
    for down in answers {
        let (bench, runtime) = (Bench::new(), paused());
        let message = "x".repeat(5_000);
        let mut connections = Vec::new();
        let peak = measure(|| {
            runtime.block_on(async {
                connections = tenants(&bench, down, 1_000);
                for round in 0..150 {
                    for connection in &connections {
                        let statement = connection.statement(OperationType::ExecuteStatement);
                        statement.statement_id(ID);
                        if round % 50 == 0 {
                            statement.error(ErrorInfo::new(ErrorKind::StatementFailed).text(&message));
                        }
                    }
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            });
        });
        let bound = BUDGET + TENANTS * (IDLE_PIPELINE + CONNECTION) as u64;
        assert!(peak.bytes_max <= bound, "{} bytes at the most", peak.bytes_max);
        let totals = bench.telemetry.stats();
        assert_eq!((totals.recorded, totals.acknowledged), (150 * TENANTS, 0));
        assert_eq!(totals.held() + totals.dropped_total(), totals.recorded);
        let held: Vec<_> = connections.iter().map(|connection| connection.stats().held()).collect();
        let [least, most] = [held.iter().min(), held.iter().max()].map(|held| held.copied().unwrap_or_default());
        assert!(least > 0 && most <= 3 * least, "not shared fairly: from {least} to {most}");
    }
}

type Service = fn(Request<Bytes>) -> Pin<Box<dyn Future<Output = Answer> + Send>>;
type Answer = Result<Response<Bytes>, TransportError>;

async fn never(_: Request<Bytes>) -> Answer {
    std::future::pending().await
}

async fn unavailable(_: Request<Bytes>) -> Answer {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    Ok(response)
}

/// An hour of a busy driver, one statement in ten failing with a long message, while the service is `down`.
async fn hour(down: Service) {
    let bench = Bench::new();
    let runtime = RuntimeChoice::Handle(tokio::runtime::Handle::current());
    let connection = bench.telemetry.connect(bench.options().transport(down).runtime(runtime));
    let message = "x".repeat(5_000);
    for second in 0..3_600u64 {
        for number in 0..20 {
            let statement = connection.statement(OperationType::ExecuteStatement);
            statement.statement_id(ID);
            if (second + number) % 10 == 0 {
                statement.error(ErrorInfo::new(ErrorKind::StatementFailed).text(&message));
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let stats = connection.stats();
    assert_eq!(stats.recorded, 72_000);
    assert_eq!(stats.acknowledged, 0);
    assert!(stats.dropped(DropReason::QueueFull) > 0, "{stats:?}");
    assert_eq!(stats.held() + stats.dropped_total(), stats.recorded);
    assert!(stats.held() > 0, "what fits is kept");
    connection.close_async(Duration::from_secs(5)).await;
}

#[test]
fn a_service_that_is_down_for_an_hour() {
    let answers: [Service; 2] = [|request| Box::pin(never(request)), |request| Box::pin(unavailable(request))];
    for down in answers {
        let peak = measure(|| paused().block_on(hour(down)));
        assert!(peak.bytes_max <= PIPELINE as u64, "{} bytes at the most", peak.bytes_max);
    }
}
