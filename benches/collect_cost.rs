//! What collection costs the driver's thread, in instructions.
//!
//! ```text
//! cargo bench --no-default-features --features collect --bench collect_cost
//! ```
//!
//! runs each case under `valgrind --tool=callgrind`, counts within the loop of the case and on its thread alone, with
//! two numbers of rounds, and prints the difference for one round. No batch fills, so that the worker sleeps. With the
//! name of a case and a number it runs that case alone, for a profile.

use std::{env, hint::black_box, process::Command, time::Duration};

use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorInfo, ErrorKind, StatementRecorder,
    StatementTelemetry, Telemetry,
    config::{Config, Environment},
    contract::{ExecutionResultFormat, OperationType},
    export::MemoryTransport,
};

const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";
const MS: Duration = Duration::from_millis(7);
/// Fewer than a batch.
const ROUNDS: [u64; 2] = [320, 960];

type Case = (&'static str, &'static str, fn(u64));

const CASES: &[Case] = &[
    ("nothing", "the loop itself", nothing),
    ("off-statement", "off: begin and drop a statement", off_statement),
    ("off-chunk", "off: a chunk", off_chunk),
    ("off-observe", "off: observe a result", off_observe),
    ("chunk", "a chunk", chunk),
    ("chunk-cached", "a chunk from a cache", chunk_cached),
    ("poll", "a poll", poll),
    ("statement", "a statement: begin, id, format, observe, end", statement),
    ("bare", "a statement: begin, end", bare),
    ("statement-full", "the same with 4 polls and 10 chunks", statement_full),
    ("crowd", "a statement, by each of 16 threads at once", crowd),
    ("operation", "an operation", operation),
    ("keyed", "a statement by id: execute, complete", keyed),
];

fn main() {
    let mut arguments = env::args().skip(1).filter(|argument| !argument.starts_with("--"));
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
        let binary = env::current_exe().expect("this program");
        let mut valgrind = Command::new("valgrind");
        valgrind.args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--toggle-collect=collect_cost::measured*",
        ]);
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

/// A connection whose worker sleeps: no batch fills, and the interval is long.
fn connection() -> ConnectionTelemetry {
    let config = Config::new().force_enable(true).batch_size(1_000).flush_interval(Duration::from_secs(3_600));
    let options = ConnectionOptions::new("localhost", DriverIdentity::new("Bench", "1.0.0"))
        .config(config)
        .transport(MemoryTransport::default());
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    // The first record starts the worker: let it be asleep before anything is counted.
    drop(connection.statement(OperationType::ExecuteStatement));
    std::thread::sleep(Duration::from_millis(200));
    connection
}

/// Ends the process while everything is held: what is not freed is not counted.
fn end(connection: ConnectionTelemetry) {
    std::mem::forget(connection);
    std::process::exit(0);
}

fn nothing(rounds: u64) {
    measured(rounds, |round| {
        black_box(round);
    });
}

fn off_statement(rounds: u64) {
    let connection = black_box(ConnectionTelemetry::disabled());
    measured(rounds, |_| {
        drop(black_box(&connection).statement(black_box(OperationType::ExecuteStatement)));
    });
}

fn off_chunk(rounds: u64) {
    let recorder = StatementRecorder::disabled();
    measured(rounds, |round| {
        black_box(&recorder).chunk(black_box(round), MS, 1_000);
    });
}

fn off_observe(rounds: u64) {
    let statement = StatementTelemetry::disabled();
    measured(rounds, |round| {
        let result: Result<u64, u64> = Ok(round);
        let _ = black_box(black_box(&statement).observe(result, |_| ErrorInfo::new(ErrorKind::Internal)));
    });
}

fn chunk(rounds: u64) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let recorder = statement.recorder();
    measured(rounds, |round| {
        black_box(&recorder).chunk(black_box(round), black_box(MS), black_box(1_000));
    });
    std::mem::forget(statement);
    end(connection);
}

fn chunk_cached(rounds: u64) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    let recorder = statement.recorder();
    measured(rounds, |round| {
        black_box(&recorder).chunk(black_box(round), black_box(Duration::ZERO), black_box(1_000));
    });
    std::mem::forget(statement);
    end(connection);
}

fn poll(rounds: u64) {
    let connection = connection();
    let statement = connection.statement(OperationType::ExecuteStatement);
    measured(rounds, |_| {
        black_box(&statement).poll(black_box(MS));
    });
    std::mem::forget(statement);
    end(connection);
}

fn one(connection: &ConnectionTelemetry, polls: u64, chunks: u64) {
    let statement = connection.statement(black_box(OperationType::ExecuteStatement));
    for _ in 0..polls {
        statement.poll(black_box(MS));
    }
    let _ = black_box(statement.observe(black_box(Ok::<u8, u8>(1)), |_| ErrorKind::Internal.into()));
    statement.statement_id(black_box(ID));
    statement.result(ExecutionResultFormat::ExternalLinks, true, 10);
    if chunks > 0 {
        let recorder = statement.recorder();
        for index in 0..chunks {
            recorder.chunk(black_box(index), black_box(MS), black_box(1_000));
        }
    }
}

fn statement(rounds: u64) {
    let connection = connection();
    measured(rounds, |_| {
        one(&connection, 0, 0);
    });
    end(connection);
}

fn bare(rounds: u64) {
    let connection = connection();
    measured(rounds, |_| {
        drop(connection.statement(black_box(OperationType::ExecuteStatement)));
    });
    end(connection);
}

fn statement_full(rounds: u64) {
    let connection = connection();
    measured(rounds, |_| {
        one(&connection, 4, 10);
    });
    end(connection);
}

/// A round is a statement of one of the threads.
fn crowd(rounds: u64) {
    let connection = connection();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| measured(rounds / 16, |_| one(&connection, 0, 0)));
        }
    });
    end(connection);
}

fn operation(rounds: u64) {
    let connection = connection();
    measured(rounds, |_| {
        let timer = connection.operation(black_box(OperationType::CloseStatement));
        timer.statement_id(ID);
        let _ = timer.observe(black_box(Ok::<u8, u8>(1)), |_| ErrorKind::Internal.into());
    });
    end(connection);
}

fn keyed(rounds: u64) {
    let connection = connection();
    measured(rounds, |_| {
        connection.record_statement_execute(black_box(ID), MS, ExecutionResultFormat::InlineArrow);
        connection.record_statement_complete(black_box(ID));
    });
    end(connection);
}
