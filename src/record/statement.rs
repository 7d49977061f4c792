//! One statement, from its beginning to its one event.

use std::fmt;
use std::sync::Arc;

use super::facts::Facts;
use super::origin::Origin;
use super::span::{self, Trace};
use super::strong::Strong;
use crate::clock;
use crate::contract::OperationType;
use crate::sync::{AtomicU8, AtomicU32, Ordering};

/// Where a statement comes from and where it goes when it ends: its connection.
pub(crate) trait Home: fmt::Debug + Send + Sync {
    /// What all its events have in common.
    fn origin(&self) -> &Origin;

    /// The statement has ended just now: its event is due.
    fn ended(&self, statement: &Arc<Statement>);

    /// Ends `former`, and begins another one in its place.
    fn follow(self: Arc<Self>, former: &Arc<Statement>, operation: OperationType) -> Option<Arc<Statement>>;
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
    pub(crate) home: Arc<dyn Home>,
    pub(crate) facts: Facts,
    pub(crate) trace: Trace,
    /// On the monotonic clock, in nanoseconds.
    begun: u64,
    pub(crate) strong: Strong,
    phase: AtomicU8,
    holder: Holder,
    /// Where the list of open statements has it.
    pub(crate) slot: AtomicU32,
}

impl Statement {
    /// One that a handle holds, with its spans if somebody listens.
    #[inline(always)]
    pub(crate) fn held(home: Arc<dyn Home>, operation: OperationType) -> Arc<Self> {
        if span::is_listened_to() {
            return Self::traced(home, operation);
        }
        Self::new(
            home,
            #[inline(always)]
            move || Facts::new(operation),
            OPEN,
            Holder::Handle,
            Trace::none(),
        )
    }

    #[cold]
    #[inline(never)]
    fn traced(home: Arc<dyn Home>, operation: OperationType) -> Arc<Self> {
        let trace = Trace::statement(&home.origin().profile, operation);
        Self::new(home, move || Facts::new(operation), TRACED, Holder::Handle, trace)
    }

    /// One that is open in the table of ids, and nowhere else.
    pub(crate) fn by_id(home: Arc<dyn Home>, operation: OperationType) -> Arc<Self> {
        Self::new(
            home,
            #[inline(always)]
            move || Facts::new(operation),
            OPEN,
            Holder::Table,
            Trace::none(),
        )
    }

    /// A record of something that is over already.
    pub(crate) fn over(home: Arc<dyn Home>, facts: Facts) -> Arc<Self> {
        Self::new(home, || facts, ENDED, Holder::Table, Trace::none())
    }

    /// Whether a handle holds it, and not the table of ids.
    pub(crate) fn is_held(&self) -> bool {
        self.holder == Holder::Handle
    }

    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.phase.load(Ordering::Relaxed) != ENDED
    }

    /// Notes that the call has come back; whether the statement is open. What is traced is told by the phase, which is
    /// looked at anyway.
    #[inline]
    pub(crate) fn returned(&self) -> bool {
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
    pub(crate) fn elapsed(&self) -> u64 {
        clock::monotonic().saturating_sub(self.begun)
    }

    /// The one way to the event: whoever changes the phase sends it.
    pub(crate) fn end(self: &Arc<Self>) {
        let phase = self.phase.swap(ENDED, Ordering::AcqRel);
        if phase != OPEN && !self.ends_trace(phase) {
            return;
        }
        if self.facts.is_fetching() && !self.facts.is_consumed() {
            self.facts.consumed(self.elapsed());
        }
        self.home.ended(self);
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
    fn new(home: Arc<dyn Home>, facts: impl FnOnce() -> Facts, phase: u8, holder: Holder, trace: Trace) -> Arc<Self> {
        let begun = clock::monotonic();
        Arc::new_cyclic(
            #[inline(always)]
            move |_| Self {
                home,
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
