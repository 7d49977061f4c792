//! One connection: what all of its events have in common, and where they go.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::time::Instant;

use super::handle_count::HandleCount;
use super::keyed::Keyed;
use super::operation::OperationTimer;
use super::shelf::Shelf;
use super::statement::StatementTelemetry;
use super::why_off::{Off, WhyOff};
use crate::clock;
use crate::config::{Diagnostic, Enablement, LogLevel, Settings};
use crate::contract::{DriverConnectionParameters, OperationType};
use crate::export::{Notices, Provided, RouteState};
use crate::pipeline::{Lease, Pipeline, Waiting, Watch};
use crate::queue::{Priority, Queue};
use crate::record::{ErrorInfo, Facts, Origin, Profile, RECORD_BYTES, Record, Statement};
use crate::stats::{Flushed, Stats};
use crate::sync::{AtomicBool, AtomicU64, Mutex, Ordering, Process};

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

/// What the handles of one connection share.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(super) shelf: Arc<Shelf>,
    pub(super) keyed: Keyed,
    /// Handles, and statements that somebody holds.
    pub(super) handles: HandleCount,
    pub(super) origin: Origin,
    /// What those of its events are numbered with that the shelf does not number.
    others: AtomicU64,
    queue: Arc<Queue<Record>>,
    /// Where the server's flag is known; `None` if it does not matter.
    route_state: Option<Arc<RouteState>>,
    level: LogLevel,
    closed: AtomicBool,
    /// Whether the worker looks after statements that are open by id.
    watched: AtomicBool,
    /// Given back when the connection's telemetry ends, whoever still has a handle.
    lease: Mutex<Option<Lease>>,
    process: Process,
    diagnostics: Vec<Diagnostic>,
    /// What the worker finds out.
    notices: Arc<Notices>,
}

impl Connection {
    pub(crate) fn new(lease: Lease, profile: Profile, settings: &Settings, diagnostics: Vec<Diagnostic>) -> Arc<Self> {
        let pipeline = lease.pipeline();
        let (notices, queue) = (pipeline.notices(), pipeline.queue());
        let route_state = (settings.enablement == Enablement::Flag).then(|| pipeline.route_state());
        Arc::new(Self {
            diagnostics,
            notices,
            shelf: Arc::new(Shelf::new(queue.pool().clone())),
            keyed: Keyed::new(),
            handles: HandleCount::new(),
            origin: Origin::new(profile),
            others: AtomicU64::new(OTHERS),
            queue,
            route_state,
            level: settings.log_level,
            closed: AtomicBool::new(false),
            lease: Mutex::new(Some(lease)),
            process: Process::current(),
            watched: AtomicBool::new(false),
        })
    }

    #[inline]
    pub(super) fn is_open(&self) -> bool {
        !self.closed.load(Ordering::Relaxed) && self.queue.is_open()
    }

    fn why_off(&self) -> Option<WhyOff> {
        if self.process.is_gone() {
            Some(WhyOff::ForkedChild)
        } else if !self.is_open() {
            Some(WhyOff::Closed)
        } else {
            self.is_unwanted().then_some(WhyOff::Flag)
        }
    }

    /// Returns whether the server's flag is known to be off: then nothing is recorded, nor counted.
    #[inline]
    pub(super) fn is_unwanted(&self) -> bool {
        self.route_state.as_ref().is_some_and(|route_state| !route_state.collects())
    }

    /// Counts an event that comes too late.
    #[cold]
    pub(super) fn refuse(&self) {
        self.queue.refuse();
    }

    /// Hands over what has ended, if its level is collected.
    #[inline(always)]
    pub(super) fn emit(&self, record: Record) {
        let facts = &record.facts;
        let (severity, error_bytes) = if facts.has_error() {
            (LogLevel::Error, facts.error_weight())
        } else if facts.has_trouble() {
            (LogLevel::Warn, 0)
        } else {
            (LogLevel::Info, 0)
        };
        if !self.level.admits(severity) || self.is_unwanted() {
            return;
        }
        let is_urgent = severity == LogLevel::Error
            || facts.is(OperationType::CreateSession)
            || facts.is(OperationType::DeleteSession);
        record.stamp(clock::wall());
        let priority = if is_urgent { Priority::Urgent } else { Priority::Plain };
        self.queue.push(record, priority, RECORD_BYTES + error_bytes);
    }

    /// Hands over what was never open.
    #[inline(never)]
    pub(super) fn emit_over(self: &Arc<Self>, facts: Facts) {
        if self.is_open() {
            self.emit(Record::new(Statement::over(self.clone(), facts, self.number())));
        } else {
            self.refuse();
        }
    }

    /// Returns the number of an event that was not begun on the shelf.
    pub(super) fn number(&self) -> u64 {
        self.others.fetch_add(1, Ordering::Relaxed)
    }

    /// Lets one holder go; the last one ends the connection's telemetry.
    pub(super) fn let_go(&self) {
        if self.handles.release() {
            self.shut();
        }
    }

    pub(super) fn pipeline(&self) -> Option<Arc<Pipeline>> {
        self.process.lock(&self.lease)?.as_ref().map(|lease| lease.pipeline().clone())
    }

    /// Has the worker look after statements that are open by id and never completed.
    pub(super) fn watch(self: &Arc<Self>) {
        if !self.watched.swap(true, Ordering::AcqRel)
            && let Some(pipeline) = self.pipeline()
        {
            let watched: Weak<Self> = Arc::downgrade(self);
            pipeline.watch(watched);
        }
    }

    /// Notes that the worker looks after them no longer, unless there is one again: then it says when that is due.
    fn unwatch(&self) -> Option<Instant> {
        self.watched.store(false, Ordering::Release);
        let due = self.keyed.next_due()?;
        (!self.watched.swap(true, Ordering::AcqRel)).then_some(due)
    }

    /// Reports what is open, and gives the lease back: to the caller, if he is the first to shut.
    fn shut(&self) -> Option<Lease> {
        self.closed.store(true, Ordering::Relaxed);
        self.shelf.close().for_each(|statement| statement.end());
        self.keyed.close().iter().for_each(Statement::end);
        self.process.lock(&self.lease)?.take()
    }
}

impl Watch for Connection {
    fn sweep(&self, now: Instant) -> Option<Instant> {
        self.keyed.sweep(now);
        self.keyed.next_due().or_else(|| self.unwatch())
    }
}

/// The shelf numbers from 1.
const OTHERS: u64 = 1 << 63;

/// A guard against everything that may end it at the same moment.
#[cfg(all(test, model))]
mod model {
    use super::*;
    use crate::collect::StatementRecorder;
    use crate::contract::DriverSystemConfiguration;
    use crate::record::DriverIdentity;
    use crate::stats::Ledger;
    use loom::thread;

    fn connection(ledger: &Arc<Ledger>) -> ConnectionTelemetry {
        let driver = Arc::new(DriverIdentity::new("driver", "1.0.0"));
        let system = DriverSystemConfiguration::default();
        let profile = Profile::new(driver, system, DriverConnectionParameters::default(), None, None, true);
        let lease = Pipeline::idle(ledger.clone()).lease(None).expect("it is open");
        ConnectionTelemetry::new(Connection::new(lease, profile, &Settings::default(), Vec::new()))
    }

    /// Two threads let go of a statement while a third one closes its connection.
    #[test]
    fn drop_drop_and_close_give_one_event() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let connection = connection(&ledger);
            let statement = connection.statement(OperationType::ExecuteStatement);
            let other = statement.clone();
            let dropper = thread::spawn(move || drop(other));
            let closer = {
                let connection = connection.clone();
                thread::spawn(move || connection.close_detached())
            };
            drop(statement);
            dropper.join().expect("no panic");
            closer.join().expect("no panic");
            assert_eq!(ledger.snapshot().recorded, 1);
        });
    }

    /// A statement is begun while the connection is closed: it is recorded by its drop or the close, or refused.
    #[test]
    fn begin_against_close_is_counted_once() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let connection = connection(&ledger);
            let closer = {
                let connection = connection.clone();
                thread::spawn(move || connection.close_detached())
            };
            drop(connection.statement(OperationType::ExecuteStatement));
            closer.join().expect("no panic");
            assert_eq!(ledger.snapshot().recorded, 1);
        });
    }

    /// A place is kept by the worker, while another statement is begun and the connection is closed.
    #[test]
    fn a_place_that_is_kept_is_begun_or_closed_once() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let connection = connection(&ledger);
            drop(connection.statement(OperationType::ExecuteStatement));
            let sent = connection.get().map(|shared| shared.queue.take(9, 9_999));
            let worker = thread::spawn(move || drop(sent));
            drop(connection.statement(OperationType::ExecuteStatement));
            connection.close_detached();
            worker.join().expect("no panic");
            assert_eq!(ledger.snapshot().recorded, 2);
        });
    }

    /// The last handle of the connection goes while a statement still holds it: whoever is last gives the lease back.
    #[test]
    fn the_last_holder_gives_the_lease_back() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let connection = connection(&ledger);
            let shared = connection.get().cloned().expect("on");
            let statement = connection.statement(OperationType::ExecuteStatement);
            let recorder: StatementRecorder = statement.recorder();
            let dropper = thread::spawn(move || drop(statement));
            drop(connection);
            dropper.join().expect("no panic");
            assert!(shared.pipeline().is_none(), "a recorder does not keep it");
            assert_eq!(ledger.snapshot().recorded, 1);
            drop(recorder);
        });
    }
}
