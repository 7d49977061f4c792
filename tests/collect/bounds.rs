//! Memory stays inside its bounds, whatever the load and whatever the service does.

#![cfg(feature = "collect")]

use std::{pin::Pin, time::Duration};

use crate::harness::Bench;
use allocation_counter::{AllocationInfo, measure};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DropReason, ErrorInfo, ErrorKind, RuntimeChoice, StatementTelemetry,
    config::Config,
    contract::{DriverConnectionParameters, ExecutionResultFormat, HostDetails, OperationType},
    export::TransportError,
};

/// What an idle connection may take.
const CONNECTION: i64 = 4 << 10;
/// What a pipeline may take, at its defaults.
const PIPELINE: i64 = 8 << 20;
const MS: Duration = Duration::from_millis(1);
const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

fn parameters() -> DriverConnectionParameters {
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
    let driver = quiet(&bench).driver;
    let mut connections: Vec<ConnectionTelemetry> = Vec::with_capacity(1_000);
    let idle = measure(|| {
        for _ in 0..1_000 {
            let mut options = quiet(&bench);
            options.driver = driver.clone();
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
    assert_eq!(counts(&mut || drop(connection.operation(OperationType::CloseStatement))).count_total, 1);

    let off = ConnectionTelemetry::disabled();
    let all_off = counts(&mut || {
        let statement = off.statement(OperationType::ExecuteStatement);
        statement.poll(MS);
        let _ = statement.observe(Err::<(), ()>(()), |()| unreachable!("off"));
        drop(off.operation(OperationType::CloseStatement));
    });
    assert_eq!(all_off.count_total, 0);
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
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        let runtime = runtime.expect("a runtime whose clock stands still");
        let peak = measure(|| runtime.block_on(hour(down)));
        assert!(peak.bytes_max <= PIPELINE as u64, "{} bytes at the most", peak.bytes_max);
    }
}
