//! One statement, from its beginning to its one event.

use std::{fmt, mem, sync::Arc, time::Duration};

use super::{
    connection::Connection,
    error::ErrorInfo,
    facts::Facts,
    poll::PollTimer,
    recorder::StatementRecorder,
    snapshot::StatementSnapshot,
    span::{self, Trace},
    strong::Strong,
};
use crate::{
    clock,
    contract::{ExecutionResultFormat, OperationType, StatementType},
    sync::{AtomicU8, AtomicU32, Ordering},
};

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
    /// One that records nothing.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// Whether anything is recorded.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    /// The statement, as the server named it. The first call counts; nothing is kept of a name over 64 bytes.
    #[inline]
    pub fn statement_id(&self, id: &str) {
        self.with(|statement| statement.facts.statement_id.set(id));
    }

    /// What kind of statement it is, where the driver knows. The last call counts.
    #[inline]
    pub fn statement_type(&self, kind: StatementType) {
        self.with(|statement| statement.facts.statement_type(kind));
    }

    /// Marks a statement that the driver runs for itself rather than for its user.
    #[inline]
    pub fn internal(&self) {
        self.with(|statement| statement.facts.internal());
    }

    /// How long the call that submitted the statement took, where the driver has measured it. The first call counts;
    /// without one, it is the time from the beginning to the first [`observe`](Self::observe) or
    /// [`returned`](Self::returned).
    #[inline]
    pub fn latency(&self, latency: Duration) {
        self.with(|statement| statement.facts.latency(latency));
    }

    /// The call that submitted the statement has come back. The first call counts.
    #[inline]
    pub fn returned(&self) {
        if let Some(statement) = &self.0 {
            statement.returned();
        }
    }

    /// One status call and its duration, without the wait before it.
    #[inline]
    pub fn poll(&self, latency: Duration) {
        self.with(|statement| statement.facts.polls(1, latency));
    }

    /// One call that keeps the result alive on the server while its reader takes its time.
    #[inline]
    pub fn heartbeat(&self) {
        self.with(|statement| statement.facts.heartbeat());
    }

    /// One status call that begins now, and is counted when the timer is dropped.
    #[inline]
    pub fn poll_timer(&self) -> PollTimer {
        PollTimer::begin(self.0.as_ref())
    }

    /// How the result arrived, as the result itself says: its format, whether it is compressed (true sticks), and the
    /// number of its chunks if its manifest tells.
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

    /// The first batch is available. The first call counts.
    #[inline]
    pub fn ready(&self) {
        self.with(|statement| {
            if !statement.facts.is_ready() {
                statement.facts.ready(statement.elapsed());
            }
        });
    }

    /// The reader asks for a batch: consumption begins with the first call. Without one it begins at
    /// [`ready`](Self::ready).
    #[inline]
    pub fn fetching(&self) {
        self.with(|statement| {
            if !statement.facts.is_fetching() {
                statement.facts.fetching(statement.elapsed());
            }
        });
    }

    /// The last batch was read. The first call counts; without one, a consumption that was begun ends with the
    /// statement.
    #[inline]
    pub fn consumed(&self) {
        self.with(|statement| {
            if !statement.facts.is_consumed() {
                statement.facts.consumed(statement.elapsed());
            }
        });
    }

    /// Requests that were sent again, downloads aside. Adds up; 0 says that it is known that there were none.
    #[inline]
    pub fn retries(&self, times: u64) {
        self.with(|statement| statement.facts.retries(times));
    }

    /// What went wrong. The first error is kept, the others follow from it.
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

    /// A handle for background work, which adds to the statement and does not keep it open.
    #[inline]
    pub fn recorder(&self) -> StatementRecorder {
        StatementRecorder::new(self.0.clone())
    }

    /// A handle of the span, for work that belongs to the statement and for the context that goes with the driver's own
    /// requests; one that is disabled if nobody listens, or the statement has ended. Whoever keeps it keeps the span open.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |statement| statement.trace.span())
    }

    /// What is known so far; `None` if it is off.
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
        let Some(former) = mem::take(&mut self.0) else { return };
        // Held in between: the former one may be all that keeps the connection's telemetry open.
        former.connection.strong.acquire();
        former.end();
        former.strong.release();
        self.0 = Statement::begin(&former.connection, operation);
        former.connection.let_go();
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
            statement.strong.acquire();
        }
        Self(self.0.clone())
    }
}

impl Drop for StatementTelemetry {
    #[inline]
    fn drop(&mut self) {
        if let Some(statement) = &self.0
            && statement.strong.release()
        {
            statement.end();
        }
    }
}

impl fmt::Debug for StatementTelemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.as_ref().map_or("off", |statement| if statement.is_open() { "open" } else { "ended" });
        f.debug_tuple("StatementTelemetry").field(&state).finish()
    }
}

/// Who holds a statement while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// The driver, by a handle. The statement is on the connection's list, and keeps its telemetry open.
    Handle,
    /// The connection's table of ids.
    Table,
}

const OPEN: u8 = 0;
const ENDED: u8 = 1;
/// Open, and somebody listens to its span.
const TRACED: u8 = 2;

/// The one allocation of a statement: its numbers while it runs, its record once it has ended.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) connection: Arc<Connection>,
    pub(crate) facts: Facts,
    pub(super) trace: Trace,
    /// On the monotonic clock, in nanoseconds.
    begun: u64,
    pub(super) strong: Strong,
    phase: AtomicU8,
    holder: Holder,
    /// Where the connection's list of open statements has it.
    pub(super) slot: AtomicU32,
}

impl Statement {
    /// `None`, counted, if the connection or its pipeline is closed.
    pub(super) fn begin(connection: &Arc<Connection>, operation: OperationType) -> Option<Arc<Self>> {
        if connection.is_unwanted() {
            return None;
        }
        if !connection.is_open() {
            connection.refuse();
            return None;
        }
        let statement = if span::is_listened_to() {
            Self::traced(connection, operation)
        } else {
            Self::new(
                connection,
                #[inline(always)]
                move || Facts::new(operation),
                OPEN,
                Holder::Handle,
                Trace::none(),
            )
        };
        if !connection.open.insert(&statement) {
            connection.refuse();
            return None;
        }
        connection.strong.acquire();
        Some(statement)
    }

    /// One with a span, while somebody listens.
    #[cold]
    #[inline(never)]
    fn traced(connection: &Arc<Connection>, operation: OperationType) -> Arc<Self> {
        let trace = Trace::statement(connection, operation);
        Self::new(connection, move || Facts::new(operation), TRACED, Holder::Handle, trace)
    }

    /// One that is open in the table of ids, and nowhere else.
    pub(super) fn by_id(connection: &Arc<Connection>, operation: OperationType) -> Arc<Self> {
        Self::new(
            connection,
            #[inline(always)]
            move || Facts::new(operation),
            OPEN,
            Holder::Table,
            Trace::none(),
        )
    }

    /// A record of something that is over already.
    pub(super) fn over(connection: &Arc<Connection>, facts: Facts) -> Arc<Self> {
        Self::new(connection, || facts, ENDED, Holder::Table, Trace::none())
    }

    #[inline]
    pub(super) fn is_open(&self) -> bool {
        self.phase.load(Ordering::Relaxed) != ENDED
    }

    /// Notes that the call has come back; whether the statement is open. What is traced is told by the phase, which is
    /// looked at anyway.
    #[inline]
    fn returned(&self) -> bool {
        let phase = self.phase.load(Ordering::Relaxed);
        if phase != OPEN {
            return self.returns_in_trace(phase);
        }
        if !self.facts.has_latency() {
            self.facts.latency_nanos(self.elapsed());
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn returns_in_trace(&self, phase: u8) -> bool {
        if phase == TRACED && !self.facts.has_latency() {
            self.trace.returned(&mut || self.facts.latency_nanos(self.elapsed()));
        }
        phase == TRACED
    }

    #[inline]
    fn elapsed(&self) -> u64 {
        clock::monotonic().saturating_sub(self.begun)
    }

    /// The one way to the event: whoever changes the phase sends it.
    pub(super) fn end(self: &Arc<Self>) {
        let phase = self.phase.swap(ENDED, Ordering::AcqRel);
        if phase != OPEN && !self.ends_trace(phase) {
            return;
        }
        if self.facts.is_fetching() && !self.facts.is_consumed() {
            self.facts.consumed(self.elapsed());
        }
        let listed = match self.holder {
            Holder::Handle => self.connection.open.remove(self),
            Holder::Table => None,
        };
        // Not listed, or taken off the list by a close that was faster.
        self.connection.emit(listed.unwrap_or_else(|| self.clone()));
        if self.holder == Holder::Handle {
            self.connection.let_go();
        }
    }

    /// Whether it was open till now, with a span, which ends too.
    #[cold]
    #[inline(never)]
    fn ends_trace(&self, phase: u8) -> bool {
        if phase == TRACED {
            self.trace.end(&self.facts);
        }
        phase == TRACED
    }

    /// `new_cyclic` takes the memory first and calls for the value then, so that this is built where it stays; `new`
    /// builds it on the stack and copies it.
    #[inline(always)]
    fn new(
        connection: &Arc<Connection>,
        facts: impl FnOnce() -> Facts,
        phase: u8,
        holder: Holder,
        trace: Trace,
    ) -> Arc<Self> {
        let begun = clock::monotonic();
        let connection = connection.clone();
        Arc::new_cyclic(
            #[inline(always)]
            move |_| Self {
                connection,
                facts: facts(),
                trace,
                begun,
                strong: Strong::new(),
                phase: AtomicU8::new(phase),
                holder,
                slot: AtomicU32::new(0),
            },
        )
    }
}
