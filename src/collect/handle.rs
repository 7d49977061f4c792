//! The handle of a connection: all that a driver says about one goes through it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use super::operation::OperationTimer;
use super::statement::StatementTelemetry;
use super::why_off::{Off, WhyOff};
use crate::config::Diagnostic;
use crate::contract::{DriverConnectionParameters, OperationType};
use crate::export::Provided;
use crate::pipeline::Waiting;
use crate::record::{ErrorInfo, Facts};
use crate::stats::{Flushed, Stats};

/// The telemetry of one connection. Clones are the same connection's; its telemetry ends with an explicit close, or
/// when the last clone and the last open statement are gone.
///
/// The default one is off: every call is a branch.
#[derive(Default)]
pub struct ConnectionTelemetry(Option<Arc<Connection>>, Option<Arc<Off>>);

impl ConnectionTelemetry {
    /// Returns one that records nothing.
    pub const fn disabled() -> Self {
        Self(None, None)
    }

    /// Returns whether anything is recorded: neither opted out nor closed. Whether it is sent is for the server's flag
    /// to say.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.0.as_ref().is_some_and(|connection| connection.is_open())
    }

    /// Returns why nothing is recorded, or `None` if something is. The answer is of this moment: a flag can turn, and a
    /// connection be closed.
    pub fn why_off(&self) -> Option<WhyOff> {
        match (&self.0, &self.1) {
            (Some(connection), _) => connection.why_off(),
            (None, Some(off)) => Some(off.why),
            (None, None) => Some(WhyOff::Disabled),
        }
    }

    /// Names the session as the server did. The first call counts; nothing is kept of a name over 64 bytes.
    pub fn session_id(&self, id: &str) {
        if let Some(connection) = &self.0 {
            connection.origin.session_id.set(id);
        }
    }

    /// Says the settings in force, where they are known only once the connection is open. Replaces those given with the
    /// options, for all events that have not been sent.
    pub fn parameters(&self, parameters: DriverConnectionParameters) {
        if let Some(connection) = &self.0 {
            connection.origin.profile.set_parameters(parameters);
        }
    }

    /// Begins a statement or a metadata call.
    #[inline]
    pub fn statement(&self, operation: OperationType) -> StatementTelemetry {
        let Some(connection) = &self.0 else { return StatementTelemetry::disabled() };
        StatementTelemetry::new(connection.begin(operation))
    }

    /// Begins a single operation: opening or closing the session, closing or cancelling a statement, a volume
    /// operation.
    #[inline]
    pub fn operation(&self, operation: OperationType) -> OperationTimer {
        let Some(connection) = &self.0 else { return OperationTimer::disabled() };
        OperationTimer::begin(connection, operation)
    }

    /// Reports an error that belongs to no statement and no operation.
    pub fn error(&self, error: impl Into<ErrorInfo>) {
        if let Some(connection) = &self.0 {
            let facts = Facts::new(OperationType::Unspecified);
            facts.error(ErrorInfo::told(|| error.into()));
            connection.emit_over(facts);
        }
    }

    /// Returns what was passed over of the configuration, and what this machine lacks, as far as it is known by now:
    /// the second is found out by the worker.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match (&self.0, &self.1) {
            (Some(connection), _) => {
                let mut all = connection.diagnostics.clone();
                all.extend(connection.notices.all());
                all
            }
            (None, Some(off)) => off.diagnostics.clone(),
            (None, None) => Vec::new(),
        }
    }

    /// Returns the books of the pipeline that this connection shares, or shared, with others of the same host and
    /// credential. After its close, too: then they say what became of what it left behind, as long as anybody keeps a
    /// handle.
    pub fn stats(&self) -> Stats {
        let Some(connection) = &self.0 else { return Stats::default() };
        let mut stats = connection.queue.ledger().snapshot();
        stats.waits(connection.queue.depth());
        if let Some(pipeline) = connection.pipeline() {
            stats.breaker = pipeline.route_state().breaker_state();
            stats.refused = pipeline.route_state().refused();
        }
        stats
    }

    /// Sends what has been recorded, and waits for at most `wait`. Blocks: for plain threads.
    pub fn flush(&self, wait: Duration) -> Flushed {
        self.ask_flush(wait).map_or_else(Flushed::default, Waiting::block)
    }

    /// Does the same without blocking, on any executor.
    pub async fn flush_async(&self, wait: Duration) -> Flushed {
        match self.ask_flush(wait) {
            Some(waiting) => waiting.answer().await,
            None => Flushed::default(),
        }
    }

    /// Ends the connection's telemetry: open statements are reported with what is known, everything is sent, and for
    /// at most `wait` the answer is waited for. Blocks: for plain threads. Idempotent; later calls record nothing.
    pub fn close(&self, wait: Duration) -> Flushed {
        let Some((waiting, provided)) = self.ask_close(wait) else { return Flushed::default() };
        let flushed = waiting.block();
        provided.inspect(|provided| provided.release());
        flushed
    }

    /// Does the same without blocking, on any executor.
    pub async fn close_async(&self, wait: Duration) -> Flushed {
        let Some((waiting, provided)) = self.ask_close(wait) else { return Flushed::default() };
        let flushed = waiting.answer().await;
        provided.inspect(|provided| provided.release());
        flushed
    }

    /// Closes without waiting: for a `Drop`, an event loop, an open that failed.
    pub fn close_detached(&self) {
        if let Some(connection) = &self.0 {
            connection.shut();
        }
    }

    pub(crate) fn new(connection: Arc<Connection>) -> Self {
        Self(Some(connection), None)
    }

    /// Returns one that records nothing, and can say why.
    pub(super) fn off(why: WhyOff, diagnostics: Vec<Diagnostic>) -> Self {
        Self(None, Some(Arc::new(Off { why, diagnostics })))
    }

    pub(super) fn get(&self) -> Option<&Arc<Connection>> {
        self.0.as_ref()
    }

    pub(super) fn ask_flush(&self, wait: Duration) -> Option<Waiting> {
        let pipeline = self.0.as_ref()?.pipeline()?;
        let before = pipeline.ledger().snapshot();
        Some(pipeline.flush(wait, before))
    }

    fn ask_close(&self, wait: Duration) -> Option<(Waiting, Option<Arc<Provided>>)> {
        let connection = self.0.as_ref()?;
        // Of the books before, so that what the close itself gives up is in the answer.
        let before = connection.queue.ledger().snapshot();
        Some(connection.shut()?.close(wait, before))
    }
}

impl Clone for ConnectionTelemetry {
    fn clone(&self) -> Self {
        if let Some(connection) = &self.0 {
            connection.handles.acquire();
        }
        Self(self.0.clone(), self.1.clone())
    }
}

impl Drop for ConnectionTelemetry {
    fn drop(&mut self) {
        if let Some(connection) = &self.0 {
            connection.let_go();
        }
    }
}

impl fmt::Debug for ConnectionTelemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.as_ref().map_or("off", |connection| if connection.is_open() { "open" } else { "closed" });
        f.debug_tuple("ConnectionTelemetry").field(&state).finish()
    }
}
