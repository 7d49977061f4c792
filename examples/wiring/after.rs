//! The same driver with telemetry. `tests/docs/wiring.rs` counts what was added, and looks at what is sent.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use sql_driver_telemetry::export::http::HeaderMap;
use sql_driver_telemetry::export::http::header::AUTHORIZATION;
use sql_driver_telemetry::export::{BoxError, Credentials, HttpTransport, blocking_credentials};
use sql_driver_telemetry::{
    AuthKind, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo, ErrorKind,
    StatementRecorder, StatementTelemetry, Telemetry, WhyOff,
};
use tokio::runtime::{Handle, Runtime};
use tokio::task::{JoinHandle, block_in_place};

use super::service::{Error, Manifest, Service, State};

/// What is common to connections.
pub struct Database {
    properties: Vec<(String, String)>,
    service: Service,
    pub telemetry: Telemetry,
}

impl Database {
    pub fn new(properties: &[(&str, &str)], service: &Service) -> Self {
        let properties = properties.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Self { properties, service: service.clone(), telemetry: Telemetry::global() }
    }

    /// Trap: fails before there is anything to talk with, and drops its runtime at once where the session is refused.
    pub fn new_connection(&self) -> Result<Connection, Error> {
        let mut telemetry = ConnectionTelemetry::default();
        let opened = self.open(&mut telemetry);
        if let Err(error) = &opened {
            // It failed before there was a credential: then it is told without one.
            if telemetry.why_off() == Some(WhyOff::Disabled) {
                telemetry = self.telemetry.connect(self.options());
                telemetry.operation(OperationType::CreateSession).error(describe(error));
            }
            telemetry.close_detached();
        }
        opened
    }

    fn open(&self, telemetry: &mut ConnectionTelemetry) -> Result<Connection, Error> {
        let uri = self.property("uri").ok_or_else(|| Error::new(0, None, "no uri"))?;
        let auth: Arc<dyn AuthProvider> = match self.property("token") {
            Some(token) => Arc::new(Token(token.to_owned())),
            None => Arc::new(OAuth),
        };
        let runtime = Runtime::new().map_err(|error| Error::new(0, None, error.to_string()))?;
        let provider = blocking_credentials(runtime.handle().clone(), header(auth.clone()));
        let identity = self.property("token").map(CredentialIdentity::of);
        *telemetry = self.telemetry.connect(self.options().credentials(provider, identity));
        let opening = telemetry.operation(OperationType::CreateSession);
        let client = SeaClient::new(uri, self.service.clone(), auth, telemetry);
        let session = opening.observe(runtime.block_on(client.create_session()), describe)?;
        telemetry.session_id(&session);
        Ok(Connection { runtime, client, session })
    }

    fn options(&self) -> ConnectionOptions {
        let driver = DriverIdentity::new("Example Driver", env!("CARGO_PKG_VERSION"));
        let kind = self.property("token").map_or(AuthKind::Browser, |_| AuthKind::PersonalAccessToken);
        ConnectionOptions::from_properties(driver, self.properties.iter().map(|(name, value)| (name, value)))
            .auth(kind)
            // A client of its own, with the settings of the driver's: one that two runtimes share loses requests.
            .transport(HttpTransport::new(|builder| builder.no_proxy().build()))
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Trap: synchronous outside, a runtime of its own inside.
pub struct Connection {
    runtime: Runtime,
    client: Arc<SeaClient>,
    session: String,
}

impl Connection {
    pub fn new_statement(&self) -> Statement {
        Statement {
            client: self.client.clone(),
            handle: self.runtime.handle().clone(),
            session: self.session.clone(),
            id: None,
        }
    }

    pub fn get_tables(&self) -> Result<Box<dyn ResultReader>, Error> {
        let statement = self.client.telemetry.statement(OperationType::ListTables);
        let read = self.client.execute_and_read(&self.session, "SHOW TABLES", &statement);
        Ok(self.runtime.block_on(read)?.1)
    }
}

/// Trap: the last moment in which the runtime, and so the credential, lives. What is wrong is nobody's to hear.
impl Drop for Connection {
    fn drop(&mut self) {
        let closing = self.client.telemetry.operation(OperationType::DeleteSession);
        let _ = closing.observe(self.runtime.block_on(self.client.delete_session(&self.session)), describe);
        drop(closing);
        // By name and not by drop, since the client is never dropped; while the runtime can still give a credential.
        self.client.telemetry.close(Duration::from_secs(2));
    }
}

pub struct Statement {
    client: Arc<SeaClient>,
    handle: Handle,
    session: String,
    id: Option<String>,
}

impl Statement {
    /// Trap: executed again, it forgets the former id, and that of a statement that failed.
    pub fn execute(&mut self, sql: &str) -> Result<Box<dyn ResultReader>, Error> {
        let statement = self.client.telemetry.statement(OperationType::ExecuteStatement);
        let read = self.client.execute_and_read(&self.session, sql, &statement);
        let (id, reader) = self.handle.block_on(read)?;
        self.id = Some(id);
        Ok(reader)
    }

    /// The columns, by a statement that the user has not asked for.
    pub fn execute_schema(&mut self, sql: &str) -> Result<(), Error> {
        let describe = format!("DESCRIBE QUERY {sql}");
        let statement = self.client.telemetry.statement(OperationType::ExecuteStatement);
        statement.internal();
        let read = self.client.execute_and_read(&self.session, &describe, &statement);
        self.handle.block_on(read).map(|_| ())
    }

    pub fn cancel(&self) -> Result<(), Error> {
        let Some(id) = &self.id else { return Ok(()) };
        let cancelling = self.client.telemetry.operation(OperationType::CancelStatement);
        cancelling.statement_id(id);
        cancelling.observe(self.handle.block_on(self.client.cancel_statement(id)), describe)
    }
}

/// Trap: panics where the connection, and so the runtime, has ended before.
impl Drop for Statement {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            let closing = self.client.telemetry.operation(OperationType::CloseStatement);
            closing.statement_id(id);
            let _ = closing.observe(self.handle.block_on(self.client.close_statement(id)), describe);
        }
    }
}

/// Trap: blocks, and only where a runtime of several threads drives it.
pub trait AuthProvider: Send + Sync {
    fn get_auth_header(&self) -> Result<String, Error>;
}

struct Token(String);

impl AuthProvider for Token {
    fn get_auth_header(&self) -> Result<String, Error> {
        Ok(format!("Bearer {}", self.0))
    }
}

struct OAuth;

impl AuthProvider for OAuth {
    fn get_auth_header(&self) -> Result<String, Error> {
        block_in_place(|| Handle::current().block_on(tokio::time::sleep(Duration::from_millis(1))));
        Ok("Bearer exchanged".to_owned())
    }
}

/// What telemetry asks, on a thread of its own inside the driver's runtime.
fn header(auth: Arc<dyn AuthProvider>) -> impl Fn() -> Result<Credentials, BoxError> {
    move || {
        let value = auth.get_auth_header()?.try_into()?;
        Ok(Credentials::new(HeaderMap::from_iter([(AUTHORIZATION, value)])))
    }
}

/// The kind is the driver's to say. The text is looked at for published facts, and never sent.
fn describe(error: &Error) -> ErrorInfo {
    let kind = match error.status {
        0 => ErrorKind::InvalidInput,
        401 | 403 => ErrorKind::Authentication,
        _ => ErrorKind::StatementFailed,
    };
    ErrorInfo::new(kind).http_status(error.status).sqlstate(error.sqlstate).text(error)
}

/// Trap: it and its readers hold each other, so that it is never dropped, and nothing in it.
pub struct SeaClient {
    service: Service,
    auth: Arc<dyn AuthProvider>,
    readers: OnceLock<Arc<Readers>>,
    telemetry: ConnectionTelemetry,
}

impl SeaClient {
    fn new(_uri: &str, service: Service, auth: Arc<dyn AuthProvider>, telemetry: &ConnectionTelemetry) -> Arc<Self> {
        let client = Arc::new(Self { service, auth, readers: OnceLock::new(), telemetry: telemetry.clone() });
        client.readers.get_or_init(|| Arc::new(Readers { client: client.clone() }));
        client
    }

    async fn create_session(&self) -> Result<String, Error> {
        let header = self.auth.get_auth_header()?;
        self.service.create_session(&header).await
    }

    /// The one way of all statements: the user's, the driver's own, and those of metadata.
    async fn execute_and_read(
        &self,
        session: &str,
        sql: &str,
        statement: &StatementTelemetry,
    ) -> Result<(String, Box<dyn ResultReader>), Error> {
        let id = self.service.submit(session, sql).await;
        statement.returned();
        statement.statement_id(&id);
        let manifest = statement.observe(self.wait_for_completion(sql, statement).await, describe)?;
        let reader = self.readers.get().expect("is set by new").create_reader(sql, manifest, statement).await?;
        Ok((id, reader))
    }

    async fn wait_for_completion(&self, sql: &str, statement: &StatementTelemetry) -> Result<Manifest, Error> {
        for polls in 0.. {
            let poll = statement.poll_timer();
            let state = self.service.status(sql, polls).await;
            drop(poll);
            match state {
                State::Running => tokio::time::sleep(Duration::from_millis(5)).await,
                State::Failed(error) => return Err(error),
                State::Succeeded(manifest) => return Ok(manifest),
            }
        }
        unreachable!("it polls until there is an end")
    }

    async fn cancel_statement(&self, id: &str) -> Result<(), Error> {
        self.service.tell(id).await
    }

    async fn close_statement(&self, id: &str) -> Result<(), Error> {
        self.service.tell(id).await
    }

    async fn delete_session(&self, session: &str) -> Result<(), Error> {
        self.service.tell(session).await
    }
}

pub trait ResultReader {
    /// Trap: an error is no end. It comes again with the next call.
    fn next_batch(&mut self) -> Result<Option<Vec<u8>>, Error>;
}

struct Readers {
    client: Arc<SeaClient>,
}

impl Readers {
    async fn create_reader(
        &self,
        sql: &str,
        manifest: Manifest,
        statement: &StatementTelemetry,
    ) -> Result<Box<dyn ResultReader>, Error> {
        statement.result(ExecutionResultFormat::ExternalLinks, false, manifest.links.len() as u64);
        let recorder = statement.recorder();
        let broken = sql.contains("broken");
        let download =
            |(index, link)| tokio::spawn(download(self.client.service.clone(), index, link, broken, recorder.clone()));
        let chunks = manifest.links.into_iter().enumerate().map(download).collect();
        let reader = Box::new(CloudReader { chunks, failed: None, handle: Handle::current() });
        Ok(Box::new(Told { reader, statement: statement.clone() }))
    }
}

/// Trap: on any thread, and after the statement is over.
async fn download(
    service: Service,
    index: usize,
    link: String,
    broken: bool,
    recorder: StatementRecorder,
) -> Result<Vec<u8>, Error> {
    let timer = recorder.chunk_timer(index as u64);
    for attempt in 0..2 {
        if let Ok(chunk) = service.get(&link, attempt, broken).await {
            timer.arrived(chunk.len() as u64);
            return Ok(chunk);
        }
        recorder.chunk_retries(1);
    }
    timer.observe(service.get(&link, 2, broken).await, |error| {
        ErrorInfo::new(ErrorKind::ChunkDownload).http_status(error.status)
    })
}

/// Any reader, and the statement whose event is sent when it is dropped, read to its end or not.
struct Told {
    reader: Box<dyn ResultReader>,
    statement: StatementTelemetry,
}

impl ResultReader for Told {
    fn next_batch(&mut self) -> Result<Option<Vec<u8>>, Error> {
        self.statement.fetching();
        let batch = self.statement.observe(self.reader.next_batch(), describe)?;
        self.statement.ready();
        match &batch {
            Some(_) => self.statement.recorder().chunk_consumed(),
            None => self.statement.consumed(),
        }
        Ok(batch)
    }
}

struct CloudReader {
    chunks: VecDeque<JoinHandle<Result<Vec<u8>, Error>>>,
    failed: Option<Error>,
    handle: Handle,
}

impl ResultReader for CloudReader {
    fn next_batch(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let Some(chunk) = self.chunks.pop_front() else { return Ok(None) };
        let chunk = self.handle.block_on(chunk).expect("a download does not panic");
        chunk.map(Some).inspect_err(|error| self.failed = Some(error.clone()))
    }
}
