//! A driver before telemetry: the shape of a real one, and its traps.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::runtime::{Handle, Runtime};
use tokio::task::{JoinHandle, block_in_place};

use super::service::{Error, Manifest, Service, State};

/// What is common to connections.
pub struct Database {
    properties: Vec<(String, String)>,
    service: Service,
}

impl Database {
    pub fn new(properties: &[(&str, &str)], service: &Service) -> Self {
        let properties = properties.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Self { properties, service: service.clone() }
    }

    /// Trap: fails before there is anything to talk with, and drops its runtime at once where the session is refused.
    pub fn new_connection(&self) -> Result<Connection, Error> {
        let uri = self.property("uri").ok_or_else(|| Error::new(0, None, "no uri"))?;
        let auth: Arc<dyn AuthProvider> = match self.property("token") {
            Some(token) => Arc::new(Token(token.to_owned())),
            None => Arc::new(OAuth),
        };
        let runtime = Runtime::new().map_err(|error| Error::new(0, None, error.to_string()))?;
        let client = SeaClient::new(uri, self.service.clone(), auth);
        let session = runtime.block_on(client.create_session())?;
        Ok(Connection { runtime, client, session })
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
        let read = self.client.execute_and_read(&self.session, "SHOW TABLES");
        Ok(self.runtime.block_on(read)?.1)
    }
}

/// Trap: the last moment in which the runtime, and so the credential, lives. What is wrong is nobody's to hear.
impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.delete_session(&self.session));
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
        let read = self.client.execute_and_read(&self.session, sql);
        let (id, reader) = self.handle.block_on(read)?;
        self.id = Some(id);
        Ok(reader)
    }

    /// The columns, by a statement that the user has not asked for.
    pub fn execute_schema(&mut self, sql: &str) -> Result<(), Error> {
        let describe = format!("DESCRIBE QUERY {sql}");
        let read = self.client.execute_and_read(&self.session, &describe);
        self.handle.block_on(read).map(|_| ())
    }

    pub fn cancel(&self) -> Result<(), Error> {
        let Some(id) = &self.id else { return Ok(()) };
        self.handle.block_on(self.client.cancel_statement(id))
    }
}

/// Trap: panics where the connection, and so the runtime, has ended before.
impl Drop for Statement {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            let _ = self.handle.block_on(self.client.close_statement(id));
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

/// Trap: it and its readers hold each other, so that it is never dropped, and nothing in it.
pub struct SeaClient {
    service: Service,
    auth: Arc<dyn AuthProvider>,
    readers: OnceLock<Arc<Readers>>,
}

impl SeaClient {
    fn new(_uri: &str, service: Service, auth: Arc<dyn AuthProvider>) -> Arc<Self> {
        let client = Arc::new(Self { service, auth, readers: OnceLock::new() });
        client.readers.get_or_init(|| Arc::new(Readers { client: client.clone() }));
        client
    }

    async fn create_session(&self) -> Result<String, Error> {
        let header = self.auth.get_auth_header()?;
        self.service.create_session(&header).await
    }

    /// The one way of all statements: the user's, the driver's own, and those of metadata.
    async fn execute_and_read(&self, session: &str, sql: &str) -> Result<(String, Box<dyn ResultReader>), Error> {
        let id = self.service.submit(session, sql).await;
        let manifest = self.wait_for_completion(sql).await?;
        let reader = self.readers.get().expect("is set by new").create_reader(sql, manifest).await?;
        Ok((id, reader))
    }

    async fn wait_for_completion(&self, sql: &str) -> Result<Manifest, Error> {
        for polls in 0.. {
            let state = self.service.status(sql, polls).await;
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
    async fn create_reader(&self, sql: &str, manifest: Manifest) -> Result<Box<dyn ResultReader>, Error> {
        let broken = sql.contains("broken");
        let download = |(index, link)| tokio::spawn(download(self.client.service.clone(), index, link, broken));
        let chunks = manifest.links.into_iter().enumerate().map(download).collect();
        Ok(Box::new(CloudReader { chunks, failed: None, handle: Handle::current() }))
    }
}

/// Trap: on any thread, and after the statement is over.
async fn download(service: Service, _index: usize, link: String, broken: bool) -> Result<Vec<u8>, Error> {
    for attempt in 0..2 {
        if let Ok(chunk) = service.get(&link, attempt, broken).await {
            return Ok(chunk);
        }
    }
    service.get(&link, 2, broken).await
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
