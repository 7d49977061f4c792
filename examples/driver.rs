//! A driver, as far as telemetry is concerned: what to call where, and nothing more.
//!
//! ```text
//! cargo run --features cli -- receive --listen 127.0.0.1:8080   # in another window
//! cargo run --example driver -- http://127.0.0.1:8080
//! ```

use std::error::Error;
use std::thread;
use std::time::Duration;

use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType, StatementType};
use sql_driver_telemetry::export::{BoxError, Credentials, HttpTransport, blocking_credentials};
use sql_driver_telemetry::{
    AuthKind, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo, ErrorKind,
    StatementRecorder, StatementTelemetry, Telemetry,
};
use tokio::runtime::{Handle, Runtime};

const MS: Duration = Duration::from_millis(1);

struct Connection {
    telemetry: ConnectionTelemetry,
    /// One a connection, as many drivers have it. Telemetry works on a thread of its own, and outlives it.
    _runtime: Runtime,
}

impl Connection {
    fn open(host: &str, answer: Result<&'static str, DriverError>) -> Result<Self, Box<dyn Error>> {
        let runtime = Runtime::new()?;
        let properties = [("uri", host), ("adbc.databricks.cloudfetch.enabled", "true")];
        let driver = DriverIdentity::new("Example Driver", "1.0.0");
        let options = ConnectionOptions::from_properties(driver, properties)
            .auth(AuthKind::ClientCredentials)
            // The driver's provider blocks, and needs the driver's runtime.
            .credentials(blocking_credentials(runtime.handle().clone(), token), CredentialIdentity::of("client id"))
            // The driver's settings, in a client of telemetry's own: a pool that two runtimes share loses requests.
            .transport(HttpTransport::new(|client| client.connect_timeout(Duration::from_secs(5)).build()));
        let telemetry = Telemetry::global().connect(options);
        let opening = telemetry.operation(OperationType::CreateSession);
        let opened = opening.observe(answer, describe);
        drop(opening); // its event, before anything is closed
        match opened {
            Ok(session) => telemetry.session_id(session),
            // Nobody waits for the telemetry of an open that failed: what is known goes out in the background.
            Err(_) => telemetry.close_detached(),
        }
        opened?;
        Ok(Self { telemetry, _runtime: runtime })
    }

    fn execute(&self, answer: Result<&'static str, DriverError>) -> Result<Rows, DriverError> {
        let statement = self.telemetry.statement(OperationType::ExecuteStatement);
        statement.statement_type(StatementType::Query);
        let id = statement.observe(answer, describe)?;
        statement.statement_id(id);
        let poll = statement.poll_timer();
        thread::sleep(MS); // the call that asks for the status
        drop(poll);
        statement.result(ExecutionResultFormat::ExternalLinks, true, 2);
        let downloads = (0..2).map(|chunk| {
            let recorder = statement.recorder();
            thread::spawn(move || download(chunk, &recorder))
        });
        let chunks = downloads.collect();
        statement.ready();
        Ok(Rows { chunks, recorder: statement.recorder(), statement })
    }

    /// A metadata call is a statement of another kind; one that the driver makes for itself is `internal`.
    fn tables(&self) -> Result<usize, DriverError> {
        let call = self.telemetry.statement(OperationType::ListTables);
        call.statement_id(call.observe(rpc("01f0c2a0-0000-4000-8000-000000000003"), describe)?);
        call.result(ExecutionResultFormat::InlineArrow, false, None);
        call.ready();
        call.consumed();
        Ok(1)
    }

    fn close(self) {
        let closing = self.telemetry.operation(OperationType::DeleteSession);
        let _ = closing.observe(rpc(""), describe);
        drop(closing);
        let flushed = self.telemetry.close(Duration::from_secs(5));
        println!("delivered {}, dropped {}, held {}", flushed.delivered, flushed.dropped, flushed.held);
    }
}

/// The statement's event is sent when the reader is dropped, whether or not it was read to its end.
struct Rows {
    chunks: Vec<thread::JoinHandle<()>>,
    recorder: StatementRecorder,
    statement: StatementTelemetry,
}

impl Iterator for Rows {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        self.statement.fetching();
        let Some(chunk) = self.chunks.pop() else {
            self.statement.consumed();
            return None;
        };
        self.recorder.chunk_consumed();
        chunk.join().ok().map(|()| 1)
    }
}

/// Runs in the background, with a recorder that does not keep the statement open.
fn download(chunk: u64, recorder: &StatementRecorder) {
    let timer = recorder.chunk_timer(chunk);
    thread::sleep(MS);
    timer.arrived(1_000);
}

#[derive(Debug, thiserror::Error)]
#[error("the server refused: SQLSTATE {0}")]
struct DriverError(&'static str);

/// The driver's errors in telemetry's words. The message is looked at for published facts, and not kept.
fn describe(error: &DriverError) -> ErrorInfo {
    ErrorInfo::new(ErrorKind::StatementFailed).sqlstate(error.0).text(error)
}

fn rpc(answer: &'static str) -> Result<&'static str, DriverError> {
    Ok(answer)
}

/// OAuth as many drivers have it: synchronous, waiting for what it does inside the runtime.
fn token() -> Result<Credentials, BoxError> {
    Handle::current().block_on(tokio::time::sleep(MS));
    Ok(Credentials::bearer("a token")?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let host = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    println!("refused: {:?}", Connection::open(&host, Err(DriverError("28000"))).map(|_| ()));
    let connection = Connection::open(&host, rpc("01f0c2a0-0000-4000-8000-000000000001"))?;
    println!("{} rows", connection.execute(rpc("01f0c2a0-0000-4000-8000-000000000002"))?.count());
    println!("{} table", connection.tables()?);
    println!("{:?}", connection.execute(Err(DriverError("42P01"))).map(Iterator::count));
    connection.close();
    // Before the process ends, or the library is unloaded.
    Telemetry::global().shutdown(Duration::from_secs(5));
    Ok(())
}
