//! A driver, as far as telemetry is concerned: what to call where, and nothing more.
//!
//! ```text
//! cargo run --example driver
//! ```
//!
//! The service is in memory here; a real driver leaves `transport` out, or gives its own HTTP client.

use std::{error::Error, thread, time::Duration};

use sql_driver_telemetry::{
    AuthKind, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo, ErrorKind,
    StatementRecorder, StatementTelemetry, Telemetry,
    contract::{ExecutionResultFormat, OperationType},
    export::{BoxError, Credentials, MemoryTransport},
};

const MS: Duration = Duration::from_millis(1);

struct Connection {
    telemetry: ConnectionTelemetry,
}

impl Connection {
    fn open(service: &MemoryTransport) -> Result<Self, DriverError> {
        let properties = [
            ("uri", "https://dbc-a1.cloud.databricks.com/sql/1.0/warehouses/0123456789abcdef"),
            ("adbc.databricks.cloudfetch.enabled", "true"),
            ("adbc.databricks.telemetry.force_enable", "true"),
        ];
        let options = ConnectionOptions::from_properties(DriverIdentity::new("Example Driver", "1.0.0"), properties)
            .auth(AuthKind::AccessToken)
            .credentials(token, CredentialIdentity::of("a token"))
            .transport(service.clone());
        let telemetry = Telemetry::global().connect(options);
        let opening = telemetry.operation(OperationType::CreateSession);
        // On an error the handle is dropped, and with it everything that was recorded is on its way.
        let session = opening.observe(rpc("01ef0c2a-0000-0000-0000-000000000001"), describe)?;
        telemetry.session_id(session);
        Ok(Self { telemetry })
    }

    fn execute(&self, result: Result<&'static str, DriverError>) -> Result<Rows, DriverError> {
        let statement = self.telemetry.statement(OperationType::ExecuteStatement);
        let id = statement.observe(result, describe)?;
        statement.statement_id(id);
        statement.poll(MS);
        statement.result(ExecutionResultFormat::ExternalLinks, true, Some(2));
        let downloads = (0..2).map(|chunk| {
            let recorder = statement.recorder();
            thread::spawn(move || download(chunk, &recorder))
        });
        let chunks = downloads.collect();
        statement.ready();
        Ok(Rows { chunks, recorder: statement.recorder(), statement })
    }

    fn close(self) {
        let closing = self.telemetry.operation(OperationType::DeleteSession);
        let _ = closing.observe(rpc(""), describe);
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
    recorder.chunk(chunk, 3 * MS, 1_000);
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

async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a token")?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let service = MemoryTransport::new();
    let connection = Connection::open(&service)?;
    println!("{} rows", connection.execute(Ok("01ef0c2a-0000-0000-0000-000000000002"))?.count());
    println!("{:?}", connection.execute(Err(DriverError("42P01"))).map(Iterator::count));
    connection.close();
    for request in service.requests() {
        println!("{} {}", request.uri(), String::from_utf8_lossy(request.body()));
    }
    Ok(())
}
