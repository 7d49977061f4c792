//! One download in progress.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::clock;
use crate::record::{ErrorInfo, Statement, Trace};
use crate::sync::{AtomicBool, Ordering};

/// One download in progress: counted when its chunk [has arrived](Self::arrived), with the time until then, or when it
/// [is given up](Self::error), whichever is first. One that is dropped without a word was cancelled, and is not counted.
///
/// It does not keep the statement open; once that has ended, calls are ignored. The default one is off.
#[derive(Default)]
#[must_use = "dropping it at once cancels the download"]
pub struct ChunkTimer(Option<Running>);

struct Running {
    statement: Arc<Statement>,
    index: u64,
    begun: u64,
    trace: Trace,
    over: AtomicBool,
}

impl ChunkTimer {
    /// Notes that the chunk is here, with its size on the wire in bytes.
    pub fn arrived(&self, wire_bytes: u64) {
        self.end(false, |running| {
            let latency = Duration::from_nanos(clock::monotonic().saturating_sub(running.begun).max(1));
            move |statement: &Statement| statement.facts.chunk(running.index, latency, wire_bytes)
        });
    }

    /// Notes that the chunk is given up. It is the statement's error, unless there was one before.
    pub fn error(&self, error: impl Into<ErrorInfo>) {
        self.end(true, |running| {
            move |statement: &Statement| statement.facts.chunk_failed(running.index, ErrorInfo::told(|| error.into()))
        });
    }

    /// Hands a result through, and gives the chunk up if it is an error. `describe` is called for an error only, and not at
    /// all when telemetry is off.
    pub fn observe<T, E>(&self, result: Result<T, E>, describe: impl FnOnce(&E) -> ErrorInfo) -> Result<T, E> {
        if let Err(error) = &result
            && self.0.is_some()
        {
            self.error(ErrorInfo::told(|| describe(error)));
        }
        result
    }

    /// Returns a handle of the span; one that is disabled if nobody listens, or the download is over.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |running| running.trace.span())
    }

    pub(super) fn begin(statement: Option<&Arc<Statement>>, index: u64) -> Self {
        Self(statement.filter(|it| it.is_open()).map(|statement| {
            let trace = statement.trace.chunk(index);
            let over = AtomicBool::new(false);
            Running { statement: statement.clone(), index, begun: clock::monotonic(), trace, over }
        }))
    }

    /// `read` is called first, so that the time is that of the call.
    fn end<'a, F: FnOnce(&Statement)>(&'a self, failed: bool, read: impl FnOnce(&'a Running) -> F) {
        let Some(running) = &self.0 else { return };
        if running.over.swap(true, Ordering::Relaxed) {
            return;
        }
        let note = read(running);
        running.trace.finish(failed);
        if running.statement.is_open() {
            note(&running.statement);
        }
    }
}

impl fmt::Debug for ChunkTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChunkTimer").field(&self.0.as_ref().map(|running| running.index)).finish()
    }
}
