//! A transport that goes nowhere: for tests of drivers, and of this crate.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{BoxFuture, Transport, TransportError};

/// Keeps every request, and answers with what was scripted: first in, first out, then `200` with
/// an empty body, which counts as accepted.
///
/// Clones share what they keep.
#[derive(Clone, Default)]
pub struct MemoryTransport {
    shared: Arc<Mutex<Shared>>,
}

/// One scripted answer of a [`MemoryTransport`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply {
    /// This answer.
    Response(Response<Bytes>),
    /// No answer.
    Error(TransportError),
    /// Never an answer.
    Hang,
    /// The transport panics.
    Panic,
    /// Another reply, later.
    After(Duration, Box<Reply>),
}

impl Reply {
    /// Returns an answer with this status and body.
    pub fn status(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        Self::Response(response)
    }
}

#[derive(Default)]
struct Shared {
    requests: Vec<Request<Bytes>>,
    script: VecDeque<Reply>,
}

impl MemoryTransport {
    /// Returns a transport that accepts everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `reply` to the end of the script.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.lock().script.push_back(reply);
        self
    }

    /// Returns every request so far, in order, those included that failed.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.lock().requests.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows numbers only: a request is a payload with credentials.
impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("MemoryTransport")
            .field("requests", &shared.requests.len())
            .field("script", &shared.script.len())
            .finish()
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut shared = self.lock();
        shared.requests.push(request);
        let mut reply = shared.script.pop_front();
        drop(shared);
        Box::pin(async move {
            while let Some(Reply::After(wait, then)) = reply {
                tokio::time::sleep(wait).await;
                reply = Some(*then);
            }
            match reply {
                None => Ok(Response::new(Bytes::new())),
                Some(Reply::Response(response)) => Ok(response),
                Some(Reply::Error(error)) => Err(error),
                Some(Reply::Panic) => panic!("a scripted panic"),
                Some(Reply::Hang | Reply::After(..)) => std::future::pending().await,
            }
        })
    }
}
