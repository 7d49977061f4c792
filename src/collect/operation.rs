//! A single operation against the server.

use std::{fmt, sync::Arc, time::Duration};

use super::{connection::Connection, error::ErrorInfo, facts::Facts};
use crate::{
    clock,
    contract::{OperationType, StatementType, VolumeOperationType},
};

/// An operation in progress: one event, when its result is [observed](Self::observe), or else when it is dropped. Its
/// latency is the time until then, unless the driver [says](Self::took) how long the call took.
///
/// The default one is off.
#[derive(Default)]
#[must_use = "dropping it at once reports an operation that took no time"]
pub struct OperationTimer(Option<Running>);

struct Running {
    connection: Arc<Connection>,
    facts: Facts,
    begun: u64,
}

impl OperationTimer {
    /// One that records nothing.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// The statement that the operation is about, as the server named it.
    pub fn statement_id(self, id: &str) -> Self {
        self.note(|facts| facts.statement_id.set(id))
    }

    /// What was done with a volume. Paths are not taken: they are never sent.
    pub fn volume(self, operation: VolumeOperationType) -> Self {
        self.note(|facts| {
            facts.volume_operation(operation);
            facts.statement_type(StatementType::Volume);
        })
    }

    /// Marks an operation that the driver runs for itself rather than for its user.
    pub fn internal(self) -> Self {
        self.note(Facts::internal)
    }

    /// How long the call took, where the driver has measured it.
    pub fn took(self, latency: Duration) -> Self {
        self.note(|facts| facts.latency(latency))
    }

    /// Requests that were sent again.
    pub fn retries(self, times: u32) -> Self {
        self.note(|facts| facts.retries(times))
    }

    /// Ends the operation, and hands its result through: wraps a call without moving a line of it. `describe` is
    /// called for an error only, and not at all when telemetry is off.
    #[inline]
    pub fn observe<T, E>(mut self, result: Result<T, E>, describe: impl FnOnce(&E) -> ErrorInfo) -> Result<T, E> {
        if let Some(running) = self.0.take() {
            if let Err(error) = &result {
                running.facts.error(ErrorInfo::told(|| describe(error)));
            }
            running.finish();
        }
        result
    }

    /// Reports nothing after all.
    pub fn discard(mut self) {
        if let Some(running) = self.0.take() {
            running.connection.let_go();
        }
    }

    pub(super) fn begin(connection: &Arc<Connection>, operation: OperationType) -> Self {
        connection.strong.acquire();
        let facts = Facts::new(operation);
        Self(Some(Running { connection: connection.clone(), facts, begun: clock::monotonic() }))
    }

    fn note(self, change: impl FnOnce(&Facts)) -> Self {
        if let Some(running) = &self.0 {
            change(&running.facts);
        }
        self
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
    fn finish(self) {
        let Self { connection, facts, begun } = self;
        facts.latency_nanos(clock::monotonic().saturating_sub(begun));
        connection.emit_over(facts);
        connection.let_go();
    }
}

impl fmt::Debug for OperationTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.0.as_ref().map(|running| running.facts.operation);
        f.debug_tuple("OperationTimer").field(&operation).finish()
    }
}
