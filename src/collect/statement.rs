//! One statement, from its beginning to its one event.

use std::sync::{Arc, Weak};
use std::time::Duration;
use std::{fmt, mem};

use super::connection::Connection;
use super::poll::PollTimer;
use super::recorder::StatementRecorder;
use super::slab::Slab;
use crate::clock;
use crate::contract::{ExecutionResultFormat, OperationType, StatementType};
use crate::record::{ErrorInfo, Home, Origin, Record, Statement, StatementSnapshot, is_listened_to};

/// A statement (or a metadata call) in progress. It gives **one** event, when its last clone is dropped.
///
/// Clone it into whatever keeps the result alive. What works in the background takes a [`recorder`](Self::recorder)
/// instead, which adds to the statement and does not keep it open. Closing the connection ends it too. Whichever comes
/// first ends it; whatever comes later is ignored.
///
/// The default one is off: every call is a branch, and closures are not called.
#[derive(Default)]
#[must_use = "dropping it at once reports a statement that ended at once"]
pub struct StatementTelemetry(Option<Arc<Statement>>);

impl StatementTelemetry {
    /// Returns one that records nothing.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// Returns whether anything is recorded.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    /// Names the statement as the server did. The first call counts; nothing is kept of a name over 64 bytes.
    #[inline]
    pub fn statement_id(&self, id: &str) {
        self.with(|statement| statement.facts.statement_id.set(id));
    }

    /// Says what kind of statement it is, where the driver knows. The last call counts.
    #[inline]
    pub fn statement_type(&self, kind: StatementType) {
        self.with(|statement| statement.facts.statement_type(kind));
    }

    /// Marks a statement that the driver runs for itself rather than for its user.
    #[inline]
    pub fn internal(&self) {
        self.with(|statement| statement.facts.internal());
    }

    /// Says how long the call that submitted the statement took, where the driver has measured it. The first call
    /// counts; without one, it is the time from the beginning to the first [`observe`](Self::observe) or
    /// [`returned`](Self::returned).
    #[inline]
    pub fn latency(&self, latency: Duration) {
        self.with(|statement| statement.facts.latency(latency));
    }

    /// Notes that the call that submitted the statement has come back. The first call counts.
    #[inline]
    pub fn returned(&self) {
        if let Some(statement) = &self.0 {
            statement.returned();
        }
    }

    /// Counts one status call and its duration, without the wait before it.
    #[inline]
    pub fn poll(&self, latency: Duration) {
        self.with(|statement| statement.facts.polls(1, latency));
    }

    /// Counts one call that keeps the result alive on the server while its reader takes its time.
    #[inline]
    pub fn heartbeat(&self) {
        self.with(|statement| statement.facts.heartbeat());
    }

    /// Returns a timer of one status call that begins now, and is counted when the timer is dropped.
    #[inline]
    pub fn poll_timer(&self) -> PollTimer {
        PollTimer::begin(self.0.as_ref())
    }

    /// Says how the result arrived, as the result itself has it: its format, whether it is compressed (true sticks),
    /// and the number of its chunks if its manifest tells.
    #[inline]
    pub fn result(&self, format: ExecutionResultFormat, compressed: bool, chunks: impl Into<Option<u64>>) {
        self.with(|statement| {
            statement.facts.format(format);
            statement.facts.compressed(compressed);
            if let Some(chunks) = chunks.into() {
                statement.facts.chunks_present(chunks);
            }
        });
    }

    /// Notes that the first batch is available. The first call counts.
    #[inline]
    pub fn ready(&self) {
        self.with(|statement| {
            if !statement.facts.is_ready() {
                statement.facts.ready(statement.elapsed());
            }
        });
    }

    /// Notes that the reader asks for a batch: consumption begins with the first call. Without one it begins at
    /// [`ready`](Self::ready).
    #[inline]
    pub fn fetching(&self) {
        self.with(|statement| {
            if !statement.facts.is_fetching() {
                statement.facts.fetching(statement.elapsed());
            }
        });
    }

    /// Notes that the last batch was read. The first call counts; without one, a consumption that was begun ends with
    /// the statement.
    #[inline]
    pub fn consumed(&self) {
        self.with(|statement| {
            if !statement.facts.is_consumed() {
                statement.facts.consumed(statement.elapsed());
            }
        });
    }

    /// Counts requests that were sent again, downloads aside. Adds up; 0 says that it is known that there were none.
    #[inline]
    pub fn retries(&self, times: u64) {
        self.with(|statement| statement.facts.retries(times));
    }

    /// Says what went wrong. The first error is kept, the others follow from it.
    #[inline]
    pub fn error(&self, error: impl Into<ErrorInfo>) {
        self.with(|statement| statement.facts.error(ErrorInfo::told(|| error.into())));
    }

    /// Hands a result through, and notes its error: wraps a call without moving a line of it. `describe` is called for
    /// an error only, and not at all when telemetry is off.
    ///
    /// ```
    /// # use sql_driver_telemetry::{ErrorInfo, ErrorKind, StatementTelemetry};
    /// # fn execute() -> Result<u32, std::io::Error> { Ok(1) }
    /// # let statement = StatementTelemetry::disabled();
    /// let rows = statement.observe(execute(), |_| ErrorInfo::new(ErrorKind::StatementFailed))?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[inline]
    pub fn observe<T, E>(&self, result: Result<T, E>, describe: impl FnOnce(&E) -> ErrorInfo) -> Result<T, E> {
        if let Some(statement) = &self.0
            && statement.returned()
            && let Err(error) = &result
        {
            statement.facts.error(ErrorInfo::told(|| describe(error)));
        }
        result
    }

    /// Returns a handle for background work, which adds to the statement and does not keep it open.
    #[inline]
    pub fn recorder(&self) -> StatementRecorder {
        StatementRecorder::new(self.0.clone())
    }

    /// Returns a handle of the span, for work that belongs to the statement and for the context that goes with the
    /// driver's own requests; one that is disabled if nobody listens, or the statement has ended. Whoever keeps it
    /// keeps the span open.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |statement| statement.trace.span())
    }

    /// Returns what is known so far; `None` if it is off.
    pub fn snapshot(&self) -> Option<StatementSnapshot> {
        self.0.as_ref().map(|statement| statement.facts.snapshot())
    }

    /// Ends the statement now, whoever still holds a clone.
    pub fn end(&self) {
        if let Some(statement) = &self.0 {
            statement.end();
        }
    }

    /// Ends this execution, and begins another one on the same handle: for statement objects that are executed again.
    /// Clones of the former one stay with the former one, which has ended.
    pub fn restart(&mut self, operation: OperationType) {
        if let Some(former) = mem::take(&mut self.0) {
            self.0 = former.home.clone().follow(&former, operation);
        }
    }

    pub(super) fn new(statement: Option<Arc<Statement>>) -> Self {
        Self(statement)
    }

    #[inline]
    fn with(&self, change: impl FnOnce(&Statement)) {
        if let Some(statement) = &self.0
            && statement.is_open()
        {
            change(statement);
        }
    }
}

impl Clone for StatementTelemetry {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(statement) = &self.0 {
            statement.life.acquire();
        }
        Self(self.0.clone())
    }
}

impl Drop for StatementTelemetry {
    #[inline]
    fn drop(&mut self) {
        if let Some(statement) = &self.0 {
            statement.release();
        }
    }
}

impl fmt::Debug for StatementTelemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.as_ref().map_or("off", |statement| if statement.is_open() { "open" } else { "ended" });
        f.debug_tuple("StatementTelemetry").field(&state).finish()
    }
}

impl Connection {
    /// Begins one; `None`, counted, if the connection or its pipeline is closed.
    pub(super) fn begin(self: &Arc<Self>, operation: OperationType) -> Option<Arc<Statement>> {
        if self.is_unwanted() {
            return None;
        }
        if !self.is_open() {
            self.refuse();
            return None;
        }
        let at = clock::monotonic();
        let listened_to = is_listened_to();
        let begin = |statement: &Statement, number| statement.begin(operation, at, number);
        let make =
            || if listened_to { Statement::traced(self.clone(), operation) } else { Statement::fresh(self.clone()) };
        let statement = self.slab.begin(!listened_to, begin, make);
        match &statement {
            Some(_) => self.handles.acquire(),
            None => self.refuse(),
        }
        statement
    }
}

impl Home for Connection {
    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn ended(&self, statement: &Arc<Statement>) {
        self.emit(Record::new(statement.clone()));
        if statement.has_place() {
            self.let_go();
        }
    }

    fn settled(&self, statement: &Arc<Statement>) {
        if statement.has_place()
            && self.slab.keep(statement)
            && let Some(pipeline) = self.pipeline()
        {
            let slab: Weak<Slab> = Arc::downgrade(&self.slab);
            pipeline.watch(slab);
        }
    }

    fn follow(self: Arc<Self>, former: &Arc<Statement>, operation: OperationType) -> Option<Arc<Statement>> {
        // Held in between: the former one may be all that keeps the connection's telemetry open.
        self.handles.acquire();
        former.end();
        former.release();
        let next = self.begin(operation);
        self.let_go();
        next
    }
}
