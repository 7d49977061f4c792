//! One connection: what all of its events have in common, and where they go. Its handles, statements and operations share
//! it.

use std::sync::{Arc, Weak};

use tokio::time::Instant;

use super::handle_count::HandleCount;
use super::keyed::Keyed;
use super::slab::Slab;
use super::why_off::WhyOff;
use crate::clock;
use crate::config::{Diagnostic, Enablement, LogLevel, Settings};
use crate::contract::OperationType;
use crate::export::{Notices, RouteState};
use crate::pipeline::{Lease, Pipeline, Watch};
use crate::queue::{Priority, Queue};
use crate::record::{Facts, Origin, Profile, RECORD_BYTES, Record, Statement};
use crate::sync::{AtomicBool, AtomicU64, Mutex, Ordering, Process};

/// What the handles of one connection share.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(super) slab: Arc<Slab>,
    pub(super) keyed: Keyed,
    /// Handles, and statements that somebody holds.
    pub(super) handles: HandleCount,
    pub(super) origin: Origin,
    /// What those of its events are numbered with that the slab does not number.
    others: AtomicU64,
    pub(super) queue: Arc<Queue<Record>>,
    /// Where the server's flag is known; `None` if it does not matter.
    route_state: Option<Arc<RouteState>>,
    level: LogLevel,
    closed: AtomicBool,
    /// Whether the worker looks after statements that are open by id.
    watched: AtomicBool,
    /// Given back when the connection's telemetry ends, whoever still has a handle.
    lease: Mutex<Option<Lease>>,
    process: Process,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the worker finds out.
    pub(super) notices: Arc<Notices>,
}

impl Connection {
    pub(crate) fn new(lease: Lease, profile: Profile, settings: &Settings, diagnostics: Vec<Diagnostic>) -> Arc<Self> {
        let pipeline = lease.pipeline();
        let (notices, queue) = (pipeline.notices(), pipeline.queue());
        let route_state = (settings.enablement == Enablement::Flag).then(|| pipeline.route_state());
        Arc::new(Self {
            diagnostics,
            notices,
            slab: Arc::new(Slab::new(queue.pool().clone())),
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

    pub(super) fn why_off(&self) -> Option<WhyOff> {
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

    /// Returns the number of an event that was not begun on the slab.
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
    pub(super) fn shut(&self) -> Option<Lease> {
        self.closed.store(true, Ordering::Relaxed);
        self.slab.close().for_each(|statement| statement.end());
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

/// The slab numbers from 1.
const OTHERS: u64 = 1 << 63;

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::collect::{ConnectionOptions, ConnectionTelemetry, Telemetry};
    use crate::config::{Config, Environment};
    use crate::contract::ExecutionResultFormat;
    use crate::export::MemoryTransport;
    use crate::record::{DriverIdentity, ErrorInfo};
    use crate::worker::RuntimeChoice;
    use std::time::Duration;
    use tokio::runtime::{Builder, Runtime};

    /// One whose events wait: its work is given to a runtime that never runs.
    fn idle() -> (Runtime, ConnectionTelemetry) {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let options = ConnectionOptions::new("a.example.com", DriverIdentity::new("driver", "1.0.0"))
            .config(Config::new().force_enable(true))
            .transport(MemoryTransport::new())
            .runtime(RuntimeChoice::Handle(runtime.handle().clone()));
        let connection = Telemetry::with_environment(Environment::none()).connect(options);
        (runtime, connection)
    }

    #[test]
    fn an_error_weighs_in_the_queue_what_it_is() {
        let (_runtime, connection) = idle();
        let queue = connection.get().expect("on").queue.clone();
        drop(connection.statement(OperationType::ExecuteStatement));
        assert_eq!(queue.depth().bytes, RECORD_BYTES);
        let error = ErrorInfo::from_name("TIMEOUT").text("it took too long");
        let weight = error.weight();
        connection.error(error);
        assert_eq!(queue.depth().bytes, 2 * RECORD_BYTES + weight);
    }

    #[test]
    fn what_is_opened_while_the_worker_stops_looking_is_looked_after() {
        let (_runtime, connection) = idle();
        let shared = connection.get().expect("on");
        assert_eq!(shared.unwatch(), None);
        connection.record_statement_execute("a", Duration::ZERO, ExecutionResultFormat::InlineArrow);
        let due = shared.keyed.next_due();
        assert!(due.is_some() && shared.unwatch() == due);
        assert!(shared.watched.load(Ordering::Relaxed), "whoever opens the next one need not say so");
    }
}

/// A guard against everything that may end it at the same moment.
#[cfg(all(test, model))]
mod model {
    use super::*;
    use crate::collect::{ConnectionTelemetry, StatementRecorder};
    use crate::contract::{DriverConnectionParameters, DriverSystemConfiguration};
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
