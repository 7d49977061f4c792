//! What telemetry costs the driver's thread.

use std::hint::black_box;
use std::time::Duration;

use bytes::Bytes;
use harness::Metric::{Allocations, Clocks, Instructions, Locked};
use harness::{Case, Meter, Metric};
use http::{Request, Response};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorInfo, ErrorKind, StatementRecorder,
    StatementTelemetry, Telemetry,
};

pub const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";
pub const SESSION: &str = "01ef0c2a-5555-6666-7777-888899990000";
const MS: Duration = Duration::from_millis(7);
const HOUR: Duration = Duration::from_secs(3_600);
/// Ample: under Valgrind, on a machine that does other things too.
const WAIT: Duration = Duration::from_secs(900);
/// An error's text of 60 bytes.
const TEXT: &str = "TABLE_OR_VIEW_NOT_FOUND: the table is not there, SQL: 42P01.";

const OFF: &[(Metric, f64)] = &[(Instructions, 7.0), (Allocations, 0.0)];
const STATEMENT: &[(Metric, f64)] = &[(Instructions, 450.0), (Locked, 12.0), (Clocks, 2.0), (Allocations, 0.0)];
const FULL: &[(Metric, f64)] = &[(Instructions, 900.0), (Locked, 45.0)];
const PIECE: &[(Metric, f64)] = &[(Instructions, 40.0), (Locked, 3.0), (Allocations, 0.0)];

pub const CASES: &[Case] = &[
    Case::new("nothing", "the loop itself", nothing),
    Case::new("off-statement", "off: begin and drop a statement", off_statement).bars(OFF),
    Case::new("off-chunk", "off: a chunk", off_chunk).bars(OFF),
    Case::new("off-observe", "off: observe a result", off_observe).bars(OFF),
    Case::new("bare", "a statement: begin, end", bare),
    Case::new("described", "a statement: begin, result, id, format, end", described).bars(STATEMENT),
    Case::new("full", "a described statement with 4 polls and 10 chunks", full).bars(FULL),
    Case::new("failing", "a statement that fails, with 60 bytes of text", failing).bars(&[(Instructions, 900.0)]),
    Case::new("operation", "an operation: begin, result, id, end", operation),
    Case::new("by-id", "a statement by its id: execute, complete", by_id),
    Case::new("queue-full", "a described statement that finds the queue full", queue_full),
    Case::new("poll", "a poll", poll).bars(PIECE),
    Case::new("chunk", "a chunk", chunk).bars(PIECE),
    Case::new("chunk-cached", "a chunk from a cache", chunk_cached).bars(PIECE),
    Case::new("producers-1", "a described statement, by 1 thread", |meter| producers(meter, 1)).at(1.0).unguarded(),
    Case::new("producers-4", "a described statement, by each of 4 threads", |meter| producers(meter, 4))
        .at(4.0)
        .unguarded(),
    Case::new("producers-16", "a described statement, by each of 16 threads", |meter| producers(meter, 16))
        .at(16.0)
        .unguarded(),
    Case::new("connections-1", "a described statement, on 1 connection", |meter| connections(meter, 1)).at(1.0),
    Case::new("connections-10", "a described statement, on 10 connections in turn", |meter| connections(meter, 10))
        .at(10.0),
    Case::new("connections-100", "a described statement, on 100 connections in turn", |meter| connections(meter, 100))
        .at(100.0),
    Case::new("connections-1000", "a described statement, on 1,000 connections in turn", |meter| {
        connections(meter, 1_000)
    })
    .at(1_000.0),
    Case::new("chunks-1", "a described statement with 1 chunk", |meter| chunks(meter, 1)).at(1.0),
    Case::new("chunks-10", "a described statement with 10 chunks", |meter| chunks(meter, 10)).at(10.0),
    Case::new("chunks-100", "a described statement with 100 chunks", |meter| chunks(meter, 100)).at(100.0),
    Case::new("chunks-1000", "a described statement with 1,000 chunks", |meter| chunks(meter, 1_000))
        .at(1_000.0)
        .rounds(64),
    #[cfg(feature = "tracing")]
    Case::new("tracing", "a described statement that is a span too, for a registry without layers", tracing_on)
        .unguarded(),
];

/// Takes everything, keeps nothing.
async fn nowhere(_: Request<Bytes>) -> Result<Response<Bytes>, sql_driver_telemetry::export::TransportError> {
    Ok(Response::new(Bytes::new()))
}

fn options() -> ConnectionOptions {
    // No batch fills, so that the worker sleeps until it is told to flush.
    let config = Config::new().force_enable(true).batch_size(1_000).flush_interval(HOUR);
    ConnectionOptions::new("localhost", DriverIdentity::new("Bench", "1.0.0")).config(config)
}

/// A connection whose worker sleeps, and has done everything once.
pub fn connection() -> ConnectionTelemetry {
    let connection = Telemetry::with_environment(Environment::none()).connect(options().transport(nowhere));
    connection.session_id(SESSION);
    drop(connection.statement(OperationType::ExecuteStatement));
    rest(&connection);
    connection
}

/// Lets the worker take what was recorded.
pub fn rest(connection: &ConnectionTelemetry) {
    let flushed = connection.flush(WAIT);
    assert!(flushed.is_complete(), "the worker takes what was recorded: {flushed:?}");
}

/// The statement that all comparisons are about.
pub fn one(connection: &ConnectionTelemetry, polls: u64, chunks: u64) {
    let statement = connection.statement(black_box(OperationType::ExecuteStatement));
    for _ in 0..polls {
        statement.poll(black_box(MS));
    }
    let _ = black_box(statement.observe(black_box(Ok::<u8, u8>(1)), |_| ErrorKind::Internal.into()));
    statement.statement_id(black_box(ID));
    statement.result(black_box(ExecutionResultFormat::ExternalLinks), black_box(true), black_box(Some(10)));
    if chunks > 0 {
        let recorder = statement.recorder();
        for index in 0..chunks {
            recorder.chunk(black_box(index), black_box(MS), black_box(1_000));
        }
    }
}

pub fn nothing(meter: &mut Meter) {
    meter.plain(|round| {
        black_box(round);
    });
}

fn off_statement(meter: &mut Meter) {
    let connection = black_box(ConnectionTelemetry::disabled());
    meter.plain(|_| {
        drop(black_box(&connection).statement(black_box(OperationType::ExecuteStatement)));
    });
}

fn off_chunk(meter: &mut Meter) {
    let recorder = StatementRecorder::disabled();
    meter.plain(|round| {
        black_box(&recorder).chunk(black_box(round), MS, 1_000);
    });
}

fn off_observe(meter: &mut Meter) {
    let statement = StatementTelemetry::disabled();
    meter.plain(|round| {
        let result: Result<u64, u64> = Ok(round);
        let _ = black_box(black_box(&statement).observe(result, |_| ErrorInfo::new(ErrorKind::Internal)));
    });
}

fn bare(meter: &mut Meter) {
    let connection = connection();
    meter.rounds(|_| drop(connection.statement(black_box(OperationType::ExecuteStatement))), || rest(&connection));
}

pub fn described(meter: &mut Meter) {
    let connection = connection();
    meter.rounds(|_| one(&connection, 0, 0), || rest(&connection));
}

pub fn full(meter: &mut Meter) {
    let connection = connection();
    meter.rounds(|_| one(&connection, 4, 10), || rest(&connection));
}

fn failing(meter: &mut Meter) {
    let connection = connection();
    let fails = |_| {
        let statement = connection.statement(black_box(OperationType::ExecuteStatement));
        statement.statement_id(black_box(ID));
        statement.error(ErrorInfo::new(ErrorKind::StatementFailed).text(black_box(TEXT)));
    };
    meter.burst(64).rounds(fails, || rest(&connection));
}

fn operation(meter: &mut Meter) {
    let connection = connection();
    let round = |_| {
        let timer = connection.operation(black_box(OperationType::CloseStatement));
        timer.statement_id(black_box(ID));
        let _ = timer.observe(black_box(Ok::<u8, u8>(1)), |_| ErrorKind::Internal.into());
    };
    meter.rounds(round, || rest(&connection));
}

fn by_id(meter: &mut Meter) {
    let connection = connection();
    let round = |_| {
        connection.record_statement_execute(black_box(ID), black_box(MS), ExecutionResultFormat::InlineArrow);
        connection.record_statement_complete(black_box(ID));
    };
    meter.rounds(round, || rest(&connection));
}

/// The service never answers: the worker holds what it tries to send, and takes nothing more.
fn queue_full(meter: &mut Meter) {
    let transport = |_: Request<Bytes>| std::future::pending();
    let connection = Telemetry::with_environment(Environment::none()).connect(options().transport(transport));
    connection.session_id(SESSION);
    while connection.stats().dropped_total() == 0 {
        (0..100).for_each(|_| one(&connection, 0, 0));
    }
    meter.plain(|_| one(&connection, 0, 0));
    connection.close_detached();
}

fn poll(meter: &mut Meter) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    meter.plain(|_| black_box(&statement).poll(black_box(MS)));
}

fn chunk(meter: &mut Meter) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let recorder = statement.recorder();
    meter.plain(|round| black_box(&recorder).chunk(black_box(round), black_box(MS), black_box(1_000)));
}

fn chunk_cached(meter: &mut Meter) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let recorder = statement.recorder();
    meter.plain(|round| black_box(&recorder).chunk(black_box(round), black_box(Duration::ZERO), black_box(1_000)));
}

fn producers(meter: &mut Meter, threads: u64) {
    let connection = connection();
    meter.burst(640 / threads).crowd(threads, |_| one(&connection, 0, 0), || rest(&connection));
}

/// All of one pipeline.
fn connections(meter: &mut Meter, number: usize) {
    let telemetry = Telemetry::with_environment(Environment::none());
    let transport: std::sync::Arc<dyn sql_driver_telemetry::export::Transport> = std::sync::Arc::new(nowhere);
    let open = || telemetry.connect(options().shared_transport(transport.clone()));
    let connections: Vec<_> = (0..number).map(|_| open()).collect();
    for connection in &connections {
        connection.session_id(SESSION);
        one(connection, 0, 0);
    }
    rest(&connections[0]);
    let mut turn = 0;
    let round = |_| {
        one(&connections[turn], 0, 0);
        turn = if turn + 1 == number { 0 } else { turn + 1 };
    };
    meter.rounds(round, || rest(&connections[0]));
}

fn chunks(meter: &mut Meter, number: u64) {
    let connection = connection();
    meter.rounds(|_| one(&connection, 0, number), || rest(&connection));
}

#[cfg(feature = "tracing")]
fn tracing_on(meter: &mut Meter) {
    let connection = connection();
    tracing::subscriber::with_default(tracing_subscriber::registry(), || {
        meter.rounds(|_| one(&connection, 0, 0), || rest(&connection));
    });
}
