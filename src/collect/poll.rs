//! One status call in progress.

use std::fmt;
use std::sync::Arc;

use crate::clock;
use crate::record::{Statement, Trace};

/// One status call in progress: counted when it is dropped, with the time until then. What of the wait between two calls
/// is in it counts, too: begin it after the wait.
///
/// It does not keep the statement open. The default one is off.
#[derive(Default)]
#[must_use = "dropping it at once counts a call that took no time"]
pub struct PollTimer(Option<Running>);

struct Running {
    statement: Arc<Statement>,
    begun: u64,
    trace: Trace,
}

impl PollTimer {
    /// Returns a handle of the span; one that is disabled if nobody listens.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |running| running.trace.span())
    }

    pub(super) fn begin(statement: Option<&Arc<Statement>>) -> Self {
        Self(statement.filter(|it| it.is_open()).map(|statement| {
            let trace = statement.trace.poll();
            Running { statement: statement.clone(), begun: clock::monotonic(), trace }
        }))
    }
}

impl Drop for PollTimer {
    fn drop(&mut self) {
        if let Some(Running { statement, begun, trace }) = self.0.take() {
            let nanos = clock::monotonic().saturating_sub(begun);
            trace.finish(false);
            if statement.is_open() {
                statement.facts.poll_nanos(nanos);
            }
        }
    }
}

impl fmt::Debug for PollTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PollTimer").field(&self.0.is_some()).finish()
    }
}
