//! From a driver's statement to the transport: how many, how fast, and how long a close takes.
//!
//! ```text
//! cargo bench -p cost --bench end_to_end
//! ```
//!
//! The service takes everything at once and is in memory; the pipeline is at its defaults. Needs an idle machine: what is
//! printed is the best of several tries.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use harness::machine::About;
use harness::row::{self, Metric, Report, Row, least};
use http::{Request, Response};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::export::{Transport, TransportError};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, DriverIdentity, Telemetry};

#[allow(dead_code, reason = "the statement is taken from there")]
#[path = "cases/caller.rs"]
mod caller;

const WAIT: Duration = Duration::from_secs(60);
/// How long one try goes on.
const SPAN: Duration = Duration::from_millis(500);
const TRIES: u32 = 5;
/// Events of a batch.
const BATCH: u64 = 50;
/// Statements a second that are tried, most last.
const RATES: [u32; 12] = [20, 40, 60, 80, 100, 150, 200, 250, 300, 400, 500, 600];

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let rows = [paced(), saturated(), arrival(), arrival_full(), close(0), close(1_000)];
    row::print(&rows);
    let order: Vec<String> = rows.iter().map(|row| row.case.clone()).collect();
    let about = About::here("cargo bench -p cost --bench end_to_end");
    Report { about, rows: rows.into() }.keep("end_to_end", &order).expect("benches/results can be written");
}

fn connect(transport: impl Transport) -> ConnectionTelemetry {
    let options = ConnectionOptions::new("localhost", DriverIdentity::new("Bench", "1.0.0"));
    let options = options.config(Config::new().force_enable(true).batch_size(BATCH as usize)).transport(transport);
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    connection.session_id(caller::SESSION);
    caller::one(&connection, 0, 0);
    caller::rest(&connection);
    connection
}

async fn nowhere(_: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
    Ok(Response::new(Bytes::new()))
}

/// The highest rate at which nothing is lost, with a statement when its time has come.
fn paced() -> Row {
    let lost = |rate: u32| {
        let connection = connect(nowhere);
        let (start, mut told) = (Instant::now(), 0);
        while start.elapsed() < SPAN {
            let due = (start.elapsed().as_secs_f64() * f64::from(rate)) as u64;
            while told < due {
                caller::one(&connection, 0, 0);
                told += 1;
            }
            std::thread::sleep(Duration::from_micros(100));
        }
        let reached = told as f64 / start.elapsed().as_secs_f64();
        connection.flush(WAIT);
        let dropped = connection.stats().dropped_total();
        connection.close_detached();
        (reached, dropped)
    };
    let mut best: f64 = 0.0;
    for rate in RATES.map(|thousands| thousands * 1_000) {
        let tries = (0..TRIES).map(|_| lost(rate)).filter(|(_, dropped)| *dropped == 0);
        let Some(reached) = tries.map(|(reached, _)| reached).reduce(f64::max) else { break };
        best = best.max(reached);
    }
    Row::new("paced", "statements of one pipeline without a loss")
        .value(Metric::PerSecond, best.round())
        .bar(Metric::PerSecond, 300_000.0)
}

/// The driver does nothing else; what finds no room is lost and counted.
fn saturated() -> Row {
    let delivered = || {
        let connection = connect(nowhere);
        let before = connection.stats().acknowledged;
        let start = Instant::now();
        while start.elapsed() < SPAN {
            (0..100).for_each(|_| caller::one(&connection, 0, 0));
        }
        let delivered = connection.stats().acknowledged - before;
        let rate = delivered as f64 / start.elapsed().as_secs_f64();
        connection.close(WAIT);
        rate
    };
    let best = (0..TRIES).map(|_| delivered()).fold(0.0, f64::max);
    Row::new("saturated", "delivered while the driver does nothing but statements")
        .value(Metric::PerSecond, best.round())
}

/// Says when something came.
fn stamping() -> (impl Transport, Arc<Mutex<Option<Instant>>>) {
    let seen = Arc::new(Mutex::new(None));
    let stamped = seen.clone();
    let transport = move |_: Request<Bytes>| {
        stamped.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(Instant::now);
        async { Ok(Response::new(Bytes::new())) }
    };
    (transport, seen)
}

/// One event, and somebody who flushes.
fn arrival() -> Row {
    let (transport, seen) = stamping();
    let connection = connect(transport);
    let once = || {
        std::thread::sleep(Duration::from_millis(1));
        seen.lock().unwrap_or_else(PoisonError::into_inner).take();
        let start = Instant::now();
        caller::one(&connection, 0, 0);
        caller::rest(&connection);
        let arrived = seen.lock().unwrap_or_else(PoisonError::into_inner).expect("it arrived");
        arrived.duration_since(start)
    };
    Row::new("arrival-flush", "from a statement's begin to the transport, flushed at its end").micros(least(200, once))
}

/// A batch, from its last event on.
fn arrival_full() -> Row {
    let (transport, seen) = stamping();
    let batch = BATCH;
    let connection = connect(transport);
    let once = || {
        std::thread::sleep(Duration::from_millis(1));
        (1..batch).for_each(|_| caller::one(&connection, 0, 0));
        seen.lock().unwrap_or_else(PoisonError::into_inner).take();
        let start = Instant::now();
        caller::one(&connection, 0, 0);
        let deadline = start + WAIT;
        loop {
            let arrived = *seen.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(arrived) = arrived {
                break arrived.duration_since(start);
            }
            assert!(Instant::now() < deadline, "a full batch is sent");
            std::thread::yield_now();
        }
    };
    Row::new("arrival-batch", "from the last statement of a full batch to the transport").micros(least(200, once))
}

fn close(held: u32) -> Row {
    let once = || {
        let connection = connect(nowhere);
        (0..held).for_each(|_| caller::one(&connection, 0, 0));
        let start = Instant::now();
        let closed = connection.close(WAIT);
        assert!(!closed.timed_out, "{closed:?}");
        start.elapsed()
    };
    let what = format!("a close, {} events just recorded", row::number(f64::from(held)));
    Row::new(format!("close-{held}"), what).micros(least(50, once))
}
