//! What an event costs the worker.

use std::hint::black_box;
use std::time::Duration;

use bytes::Bytes;
use harness::Metric::{Instructions, Ns};
use harness::{Case, Meter, Scope};
use http::{Request, Response};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::{FrontendLog, OperationType, SqlDriverLog, TelemetryClientContext};
use sql_driver_telemetry::json::{self, BodyBuilder, Constant};
use sql_driver_telemetry::privacy::fingerprint::fingerprint;
use sql_driver_telemetry::privacy::{Policy, ScrubCounts, Scrubbed};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorInfo, ErrorKind, Telemetry};

use crate::caller::one;
use crate::log::{constant, log};

/// Ample: under Valgrind, on a machine that does other things too.
const WAIT: Duration = Duration::from_secs(900);
const AGENT: &str = "DatabricksADBCDriver/1.4.2";

/// An error as a JVM's driver has it: its message with the SQL of a user, and frames down to four KiB.
const ERROR: &str = "org.apache.hive.service.cli.HiveSQLException: Error running query: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column \
    with name `pay_amt` cannot be resolved. Did you mean one of the following? [`payroll`.`pay_cd`, `payroll`.`pay_no`]. SQLSTATE: 42703; \
    user jo.roe@acme.example at 10.20.30.40 via proxy.acme.internal:8080; GET https://acme.blob.core.windows.net/r/part-0 returned 403, \
    password=hunter2; path /home/jo/etl/input.csv; == SQL ==\nSELECT pay_amt, max(x) FROM payroll WHERE name = 'Jo Roe' AND city IN ('Rome', 'Oslo')\n^^^ \
    Caused by: java.net.ConnectException: Connection refused\n\tat com.databricks.jdbc.api.impl.Session.execute(Session.java:2029)\
    \n\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";
const FRAMES: &str = "\tat org.apache.spark.sql.execution.QueryExecution.assertAnalyzed(QueryExecution.scala:86)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";
/// An error's text of 60 bytes.
const SHORT: &str = "TABLE_OR_VIEW_NOT_FOUND: the table is not there, SQL: 42P01.";

pub const CASES: &[Case] = &[
    Case::new("nothing", "the loop itself", crate::caller::nothing),
    Case::new("event", "a statement with 4 polls and 10 chunks, from the queue to the transport", event)
        .scope(Scope::Background)
        .bars(&[(Instructions, 4_000.0), (Ns, 350.0)]),
    Case::new("event-described", "a described statement, from the queue to the transport", event_described)
        .scope(Scope::Background),
    Case::new("event-error", "an error of 60 bytes, from the queue to the transport", |meter| {
        event_error(meter, SHORT.to_owned())
    })
    .scope(Scope::Background),
    Case::new("event-error-4k", "an error of 4 KiB, from the queue to the transport", |meter| {
        event_error(meter, long())
    })
    .scope(Scope::Background)
    .rounds(40)
    .bars(&[(Ns, 20_000.0)]),
    Case::new("first-event", "the first event of a process, its connection included, on all threads", first_event)
        .scope(Scope::Process)
        .bars(&[(Instructions, 1_000_000.0)]),
    Case::new("scrub", "a log: the privacy pass", scrub),
    Case::new("write", "a log: into a body, constant part laid over", write),
    Case::new("body-1", "a log: pass and writing, body of 1", |meter| body(meter, 1)).at(1.0),
    Case::new("body-50", "a log: pass and writing, body of 50", |meter| body(meter, 50)).at(50.0).rounds(10).pieces(50),
    Case::new("body-1000", "a log: pass and writing, body of 1,000", |meter| body(meter, 1_000))
        .at(1_000.0)
        .rounds(1)
        .pieces(1_000),
    Case::new("fingerprint", "the fingerprint of 60 bytes", |meter| print(meter, SHORT.to_owned())).rounds(64),
    Case::new("fingerprint-4k", "the fingerprint of 4 KiB", |meter| print(meter, long())).rounds(32),
    Case::new("decode", "strict reading of a log of 1.9 KB", decode).bars(&[(Instructions, 30_000.0)]).rounds(64),
];

fn long() -> String {
    let mut text = ERROR.to_owned();
    while text.len() < 4 << 10 {
        text += FRAMES;
    }
    text.truncate(4 << 10);
    text
}

async fn nowhere(_: Request<Bytes>) -> Result<Response<Bytes>, sql_driver_telemetry::export::TransportError> {
    Ok(Response::new(Bytes::new()))
}

fn telemetry() -> ConnectionTelemetry {
    // One batch for all, so that what a batch costs is no part of what an event does.
    let config = Config::new().force_enable(true).batch_size(1_000).flush_interval(Duration::from_secs(3_600));
    let options = ConnectionOptions::new("localhost", DriverIdentity::new("Bench", "1.0.0"))
        .config(config)
        .parameters(constant().driver_connection_params.unwrap_or_default())
        .transport(nowhere);
    Telemetry::with_environment(Environment::none()).connect(options)
}

fn deliver(connection: &ConnectionTelemetry) {
    let flushed = connection.flush(WAIT);
    assert!(flushed.is_complete(), "{flushed:?}");
}

fn event(meter: &mut Meter) {
    let connection = telemetry();
    meter.background(|_| one(&connection, 4, 10), || deliver(&connection));
}

fn event_described(meter: &mut Meter) {
    let connection = telemetry();
    meter.background(|_| one(&connection, 0, 0), || deliver(&connection));
}

fn event_error(meter: &mut Meter, text: String) {
    let connection = telemetry();
    let fails = |_| {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.error(ErrorInfo::new(ErrorKind::StatementFailed).text(&text));
    };
    meter.burst(64).background(fails, || deliver(&connection));
}

/// From the opening of the first connection.
fn first_event(meter: &mut Meter) {
    meter.first(|| {
        let connection = telemetry();
        one(&connection, 4, 10);
        deliver(&connection);
    });
}

fn constants() -> [Constant; 2] {
    let client = TelemetryClientContext { user_agent: Some(AGENT.to_owned()), ..TelemetryClientContext::default() };
    let policy = Policy::default();
    [Scrubbed::new(constant(), &policy).0.to_constant(), Scrubbed::new(client, &policy).0.to_constant()]
}

/// Logs are made while nothing is counted, as assembly is not part of what is asked here.
fn stock(bodies: usize, logs: usize) -> Vec<Vec<FrontendLog>> {
    vec![vec![log(SqlDriverLog::default(), None); logs]; bodies]
}

fn scrub(meter: &mut Meter) {
    let (policy, mut counts) = (Policy::default(), ScrubCounts::default());
    let stocked = std::cell::RefCell::new(stock(64, 1));
    let round = |_| {
        for log in stocked.borrow_mut().pop().into_iter().flatten() {
            black_box(Scrubbed::counted(log, &policy, &mut counts));
        }
    };
    meter.burst(64).rounds(round, || *stocked.borrow_mut() = stock(64, 1));
}

fn write(meter: &mut Meter) {
    let constants = constants();
    let (log, _) = Scrubbed::new(log(SqlDriverLog::default(), None), &Policy::default());
    meter.plain(|_| {
        let mut body = BodyBuilder::new(0);
        assert!(body.push_with(black_box(&log), &[&constants[0], &constants[1]], usize::MAX));
        black_box(body.finish());
    });
}

fn body(meter: &mut Meter, logs: usize) {
    let (policy, mut counts, constants) = (Policy::default(), ScrubCounts::default(), constants());
    let bodies = (64 / logs).max(1);
    let stocked = std::cell::RefCell::new(stock(bodies, logs));
    let round = |_| {
        let mut body = BodyBuilder::new(0);
        for log in stocked.borrow_mut().pop().into_iter().flatten() {
            let log = Scrubbed::counted(log, &policy, &mut counts);
            assert!(body.push_with(&log, &[&constants[0], &constants[1]], usize::MAX));
        }
        black_box(body.finish());
    };
    meter.burst(bodies as u64).rounds(round, || *stocked.borrow_mut() = stock(bodies, logs));
}

fn print(meter: &mut Meter, text: String) {
    meter.burst(16).plain(|_| {
        black_box(fingerprint(black_box(&text)));
    });
}

fn decode(meter: &mut Meter) {
    let log: FrontendLog =
        json::from_str(include_str!("../../tests/fixtures/events/cloud_download.json")).expect("a log");
    let line = Scrubbed::new(log, &Policy::default()).0.to_json();
    meter.burst(64).plain(|_| {
        let read: Result<FrontendLog, _> = json::from_str(black_box(&line));
        let _ = black_box(read);
    });
}
