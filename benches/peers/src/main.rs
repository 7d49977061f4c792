//! One statement with the same facts, told to this crate and to a log of OpenTelemetry: instructions on the caller's
//! thread until it is in the queue of the other one.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml --target-dir target/peers
//! ```
//!
//! Each case runs under `valgrind --tool=callgrind` with two numbers of rounds, counted within its loop alone; printed is
//! the difference for one round. Neither side's worker wakes up meanwhile: no batch fills, and the intervals are long.

use std::{env, hint::black_box, process::Command, sync::Arc, time::Duration, time::SystemTime};

use opentelemetry::{
    StringValue,
    logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity},
};
use opentelemetry_sdk::{
    error::OTelSdkResult,
    logs::{BatchConfigBuilder, BatchLogProcessor, LogBatch, LogExporter, SdkLoggerProvider},
};
use sql_driver_telemetry::{
    ConnectionOptions, DriverIdentity, ErrorKind, Telemetry,
    config::{Config, Environment},
    contract::{ExecutionResultFormat, OperationType},
    export::MemoryTransport,
};

const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";
const SESSION: &str = "01ef0c2a-5555-6666-7777-888899990000";
const HOUR: Duration = Duration::from_secs(3_600);
/// Fewer than a batch.
const ROUNDS: [u64; 2] = [320, 960];

type Case = (&'static str, &'static str, fn(u64));

const CASES: &[Case] = &[
    ("nothing", "the loop itself", nothing),
    ("ours", "sql-driver-telemetry: a statement", ours),
    ("peer", "opentelemetry: a log, built and emitted", peer),
    ("peer-static", "opentelemetry: the same, as if the id were a constant", peer_static),
];

fn main() {
    let mut arguments = env::args().skip(1);
    if let (Some(name), Some(rounds)) = (arguments.next(), arguments.next()) {
        let case = CASES.iter().find(|case| case.0 == name).expect("a case of that name");
        return (case.2)(rounds.parse().expect("a number of rounds"));
    }
    let overhead = measure("nothing");
    println!("| case | instructions |\n|---|--:|");
    for (name, what, _) in &CASES[1..] {
        println!("| {what} | {:.0} |", measure(name) - overhead);
    }
}

fn measure(case: &str) -> f64 {
    let [few, many] = ROUNDS.map(|rounds| {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=peers::measured*"]);
        let binary = env::current_exe().expect("this program");
        let output = valgrind.arg(binary).args([case, &rounds.to_string()]).output().expect("valgrind is installed");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let collected = text.lines().find_map(|line| line.split_once("Collected :")).expect("callgrind's last word");
        collected.1.trim().parse::<f64>().expect("a number")
    });
    (many - few) / (ROUNDS[1] - ROUNDS[0]) as f64
}

/// The only function in which anything is counted.
#[inline(never)]
fn measured(rounds: u64, mut round: impl FnMut(u64)) {
    for number in 0..rounds {
        round(number);
    }
}

fn nothing(rounds: u64) {
    measured(rounds, |round| {
        black_box(round);
    });
}

/// The facts: session, operation, whether it is internal, id, latency, format, compression, number of chunks; and the
/// time. The event's own id is not counted as one: a log has none.
fn ours(rounds: u64) {
    let config = Config::new().force_enable(true).batch_size(1_000).flush_interval(HOUR);
    let options = ConnectionOptions::new("localhost", DriverIdentity::new("Bench", "1.0.0"))
        .config(config)
        .transport(MemoryTransport::default());
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    connection.session_id(SESSION);
    let round = || {
        let statement = connection.statement(black_box(OperationType::ExecuteStatement));
        let _ = black_box(statement.observe(black_box(Ok::<u8, u8>(1)), |_| ErrorKind::Internal.into()));
        statement.statement_id(black_box(ID));
        statement.result(black_box(ExecutionResultFormat::ExternalLinks), black_box(true), black_box(Some(10)));
    };
    // The first record starts the worker: let it be asleep before anything is counted.
    round();
    std::thread::sleep(Duration::from_millis(200));
    measured(rounds, |_| round());
    std::process::exit(0);
}

/// The id is the driver's own, so that the log needs one too.
fn peer(rounds: u64) {
    log(rounds, || AnyValue::from(black_box(ID).to_owned()));
}

/// At its best: as if all ids were constants of the program.
fn peer_static(rounds: u64) {
    log(rounds, || AnyValue::from(black_box(ID)));
}

fn log(rounds: u64, id: impl Fn() -> AnyValue) {
    let config = BatchConfigBuilder::default()
        .with_max_queue_size(4_096)
        .with_max_export_batch_size(4_000)
        .with_scheduled_delay(HOUR)
        .build();
    let processor = BatchLogProcessor::builder(Nowhere).with_batch_config(config).build();
    let logger = SdkLoggerProvider::builder().with_log_processor(processor).build().logger("bench");
    let session: Arc<str> = SESSION.into();
    let round = || {
        let begun = SystemTime::now();
        let mut record = logger.create_log_record();
        record.set_event_name("statement");
        record.set_severity_number(Severity::Info);
        record.add_attribute("session_id", StringValue::from(session.clone()));
        record.add_attribute("statement_id", id());
        record.add_attribute("internal", black_box(false));
        record.add_attribute("operation", black_box(OperationType::ExecuteStatement) as i64);
        record.add_attribute("format", black_box(ExecutionResultFormat::ExternalLinks) as i64);
        record.add_attribute("compressed", black_box(true));
        record.add_attribute("chunks", black_box(10));
        let ended = SystemTime::now();
        record.set_timestamp(ended);
        let latency = ended.duration_since(begun).unwrap_or_default();
        record.add_attribute("latency_ms", latency.as_millis() as i64);
        logger.emit(record);
    };
    round();
    std::thread::sleep(Duration::from_millis(200));
    measured(rounds, |_| round());
    std::process::exit(0);
}

#[derive(Debug)]
struct Nowhere;

impl LogExporter for Nowhere {
    async fn export(&self, _: LogBatch<'_>) -> OTelSdkResult {
        Ok(())
    }
}
