//! A single operation against the server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use crate::clock;
use crate::contract::{ErrorKind, OperationType, StatementType, VolumeOperationType};
use crate::record::{ErrorInfo, Facts, Trace};

/// An operation in progress: one event, when it is dropped.
///
/// Its latency is the time until its result is [observed](Self::observe), it [returned](Self::returned) or
/// [failed](Self::error), whichever comes first, unless the driver [says](Self::latency) how long the call took. One that is
/// dropped without a word (an early return, a cancelled future, a panic) is no success: its event has no latency, and
/// says [`Abandoned`](ErrorKind::Abandoned).
///
/// ```
/// # use sql_driver_telemetry::{ConnectionTelemetry, ErrorInfo, ErrorKind, contract::OperationType};
/// # fn close_statement(_: &str) -> Result<(), std::io::Error> { Ok(()) }
/// # let connection = ConnectionTelemetry::disabled();
/// let closing = connection.operation(OperationType::CloseStatement);
/// closing.statement_id("01ef0c2a-1111-2222-3333-444455556666");
/// closing.observe(close_statement("01ef0c2a-1111-2222-3333-444455556666"), |_| ErrorKind::Connection.into())?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// The default one is off.
#[derive(Default)]
#[must_use = "dropping it at once reports an operation that was abandoned at once"]
pub struct OperationTimer(Option<Running>);

struct Running {
    connection: Arc<Connection>,
    facts: Facts,
    begun: u64,
    trace: Trace,
}

impl OperationTimer {
    /// Returns one that records nothing.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// Returns whether anything is recorded.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    /// Names the statement that the operation is about, as the server did. The first call counts; nothing is kept of a
    /// name over 64 bytes.
    pub fn statement_id(&self, id: &str) {
        self.with(|running| running.facts.statement_id.set(id));
    }

    /// Says what was done with a volume. Paths are not taken: they are never sent.
    pub fn volume(&self, operation: VolumeOperationType) {
        self.with(|running| {
            running.facts.volume_operation(operation);
            running.facts.statement_type(StatementType::Volume);
        });
    }

    /// Marks an operation that the driver runs for itself rather than for its user.
    pub fn internal(&self) {
        self.with(|running| running.facts.internal());
    }

    /// Says how long the call took, where the driver has measured it. The first call counts, and says that it came
    /// back.
    pub fn latency(&self, latency: Duration) {
        self.with(|running| running.facts.latency(latency));
    }

    /// Counts requests that were sent again. Adds up; 0 says that it is known that there were none.
    pub fn retries(&self, times: u64) {
        self.with(|running| running.facts.retries(times));
    }

    /// Notes that the call has come back. Without an [`error`](Self::error), it was a success.
    #[inline]
    pub fn returned(&self) {
        self.with(|running| {
            running.returned();
            running.trace.end(&running.facts);
        });
    }

    /// Says what went wrong. The first error is kept, and ends the call.
    #[inline]
    pub fn error(&self, error: impl Into<ErrorInfo>) {
        self.with(|running| {
            running.returned();
            running.facts.error(ErrorInfo::told(|| error.into()));
            running.trace.end(&running.facts);
        });
    }

    /// Hands a result through, and notes that the call came back, and its error: wraps a call without moving a line of
    /// it. `describe` is called for an error only, and not at all when telemetry is off.
    #[inline]
    pub fn observe<T, E>(&self, result: Result<T, E>, describe: impl FnOnce(&E) -> ErrorInfo) -> Result<T, E> {
        self.with(|running| {
            running.returned();
            if let Err(error) = &result {
                running.facts.error(ErrorInfo::told(|| describe(error)));
            }
            running.trace.end(&running.facts);
        });
        result
    }

    /// Returns a handle of the span, for work that belongs to the operation; one that is disabled if nobody listens, or
    /// the call has come back.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |running| running.trace.span())
    }

    /// Reports nothing after all: the call was never made.
    pub fn discard(mut self) {
        if let Some(running) = self.0.take() {
            running.connection.let_go();
        }
    }

    pub(super) fn begin(connection: &Arc<Connection>, operation: OperationType) -> Self {
        connection.handles.acquire();
        let trace = Trace::operation(&connection.origin.profile, operation);
        let facts = Facts::new(operation);
        Self(Some(Running { connection: connection.clone(), facts, begun: clock::monotonic(), trace }))
    }

    #[inline]
    fn with(&self, change: impl FnOnce(&Running)) {
        if let Some(running) = &self.0 {
            change(running);
        }
    }
}

impl Drop for OperationTimer {
    fn drop(&mut self) {
        if let Some(running) = self.0.take() {
            running.finish();
        }
    }
}

impl Running {
    fn returned(&self) {
        if !self.facts.has_latency() {
            self.facts.latency_nanos(clock::monotonic().saturating_sub(self.begun));
        }
    }

    fn finish(self) {
        let Self { connection, facts, trace, .. } = self;
        if !facts.has_latency() {
            facts.error(ErrorKind::Abandoned.into());
        }
        trace.end(&facts);
        connection.emit_over(facts);
        connection.let_go();
    }
}

impl fmt::Debug for OperationTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.0.as_ref().map(|running| running.facts.operation());
        f.debug_tuple("OperationTimer").field(&operation).finish()
    }
}
