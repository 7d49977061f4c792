//! A stand-in for the SQL service, so that the two drivers beside it have something to talk to. It is no part of either.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What went wrong, in the driver's own words. As in real drivers the text holds statements and links that are signed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub status: u16,
    pub sqlstate: Option<&'static str>,
    pub message: String,
}

impl Error {
    pub fn new(status: u16, sqlstate: Option<&'static str>, message: impl Into<String>) -> Self {
        Self { status, sqlstate, message: message.into() }
    }
}

/// Answers every call after a moment, and counts them.
#[derive(Clone, Debug, Default)]
pub struct Service {
    calls: Arc<AtomicUsize>,
}

/// What the service says about a statement.
pub enum State {
    Running,
    Failed(Error),
    Succeeded(Manifest),
}

/// Where the chunks of a result are.
pub struct Manifest {
    pub links: Vec<String>,
}

impl Service {
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    pub async fn create_session(&self, authorization: &str) -> Result<String, Error> {
        let number = self.call().await;
        match authorization {
            "Bearer wrong" => Err(Error::new(403, None, "the token of jo.roe@example.com is not valid")),
            _ => Ok(format!("01f0c000-0000-4000-8000-{number:012}")),
        }
    }

    pub async fn submit(&self, _session: &str, _sql: &str) -> String {
        format!("01f0d000-0000-4000-8000-{:012}", self.call().await)
    }

    pub async fn status(&self, sql: &str, polls: usize) -> State {
        self.call().await;
        match sql {
            _ if polls < 2 => State::Running,
            "SELECT * FROM secret_table" => {
                State::Failed(Error::new(400, Some("42P01"), "[TABLE_OR_VIEW_NOT_FOUND] `secret_table` in: SELECT …"))
            }
            _ => {
                State::Succeeded(Manifest { links: (0..3).map(|it| format!("https://b.example/{it}?sig=s")).collect() })
            }
        }
    }

    /// The second chunk is refused once, and those of a `broken` statement always.
    pub async fn get(&self, link: &str, attempt: usize, broken: bool) -> Result<Vec<u8>, Error> {
        self.call().await;
        match link.contains("/1?") && (attempt == 0 || broken) {
            true => Err(Error::new(403, None, format!("GET {link}: expired"))),
            false => Ok(vec![0; 1_000]),
        }
    }

    /// Closing, cancelling, deleting: everything whose answer has nothing in it.
    pub async fn tell(&self, _what: &str) -> Result<(), Error> {
        self.call().await;
        Ok(())
    }

    async fn call(&self) -> usize {
        tokio::time::sleep(Duration::from_millis(1)).await;
        self.calls.fetch_add(1, Ordering::Relaxed) + 1
    }
}
