//! One statement, from its beginning to its one event.

use std::fmt;
use std::sync::Arc;

use super::facts::Facts;
use super::life::{Ended, Life};
use super::origin::Origin;
use super::span::Trace;
use crate::clock;
use crate::contract::OperationType;
use crate::sync::{AtomicU32, AtomicU64, Ordering, fence};

/// Where a statement comes from and where it goes when it ends: its connection.
pub(crate) trait Home: fmt::Debug + Send + Sync {
    /// Returns what all its events have in common.
    fn origin(&self) -> &Origin;

    /// The statement has ended just now: its event is due.
    fn ended(&self, statement: &Arc<Statement>);

    /// Nobody needs its event any more: it was sent, or given up.
    fn settled(&self, statement: &Arc<Statement>);

    /// Ends `former`, and begins another one in its place.
    fn follow(self: Arc<Self>, former: &Arc<Statement>, operation: OperationType) -> Option<Arc<Statement>>;
}

/// The one allocation of a statement: its numbers while it runs, its record once it has ended; and those of the next one,
/// once it was sent.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) home: Arc<dyn Home>,
    pub(crate) facts: Facts,
    pub(crate) trace: Trace,
    pub(crate) life: Life,
    /// On the monotonic clock, in nanoseconds.
    begun: AtomicU64,
    /// Its place among the events of its connection, of which assembling makes the event's id.
    number: AtomicU64,
    /// When it ended, in nanoseconds since 1970.
    at: AtomicU64,
    /// Where its connection has it.
    pub(crate) slot: AtomicU32,
}

/// Of statements that their connection has nowhere, or by their ids.
const NOWHERE: u32 = u32::MAX;

impl Statement {
    /// Returns one that can be [begun](Self::begin).
    #[inline(never)]
    pub(crate) fn fresh(home: Arc<dyn Home>) -> Arc<Self> {
        Self::new(
            home,
            #[inline(always)]
            || Facts::new(OperationType::Unspecified),
            Trace::none(),
        )
    }

    /// Returns the same, with its spans, as somebody listens.
    #[cold]
    #[inline(never)]
    pub(crate) fn traced(home: Arc<dyn Home>, operation: OperationType) -> Arc<Self> {
        let trace = Trace::statement(&home.origin().profile, operation);
        Self::new(home, || Facts::new(operation), trace)
    }

    /// Begins it, once it is where others find it, or in the same step.
    #[inline]
    pub(crate) fn begin(&self, operation: OperationType, at: u64, number: u64) {
        self.facts.begin(operation);
        self.begun.store(at, Ordering::Relaxed);
        self.number.store(number, Ordering::Relaxed);
        self.life.begin(self.trace.is_some());
    }

    /// Returns one that is open in the table of ids, and nowhere else.
    pub(crate) fn by_id(home: Arc<dyn Home>, operation: OperationType, number: u64) -> Arc<Self> {
        let statement = Self::fresh(home);
        statement.begin(operation, clock::monotonic(), number);
        statement
    }

    /// Returns a record of something that is over already.
    pub(crate) fn over(home: Arc<dyn Home>, facts: Facts, number: u64) -> Arc<Self> {
        let statement = Self::new(home, || facts, Trace::none());
        statement.number.store(number, Ordering::Relaxed);
        statement
    }

    /// Returns whether its connection keeps its place.
    #[inline]
    pub(crate) fn has_place(&self) -> bool {
        self.slot.load(Ordering::Relaxed) != NOWHERE
    }

    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.life.is_open()
    }

    pub(crate) fn number(&self) -> u64 {
        self.number.load(Ordering::Relaxed)
    }

    /// Returns when it ended, in nanoseconds since 1970.
    pub(crate) fn at(&self) -> u64 {
        self.at.load(Ordering::Relaxed)
    }

    #[inline]
    pub(crate) fn stamp(&self, at: u64) {
        self.at.store(at, Ordering::Relaxed);
    }

    /// Notes that the call has come back; whether the statement is open.
    #[inline]
    pub(crate) fn returned(&self) -> bool {
        if !self.life.is_plain() {
            return self.returns_in_trace();
        }
        if !self.facts.has_latency() {
            self.facts.latency_nanos(self.elapsed());
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn returns_in_trace(&self) -> bool {
        let is_open = self.is_open();
        if is_open && !self.facts.has_latency() {
            self.trace.returned(&mut || self.facts.latency_nanos(self.elapsed()));
        }
        is_open
    }

    #[inline]
    pub(crate) fn elapsed(&self) -> u64 {
        clock::monotonic().saturating_sub(self.begun.load(Ordering::Relaxed))
    }

    /// Ends it, whoever has a handle.
    pub(crate) fn end(self: &Arc<Self>) {
        if let Some(ended) = self.life.end() {
            self.over_now(ended);
        }
    }

    /// One handle less; the last one ends it.
    #[inline]
    pub(crate) fn release(self: &Arc<Self>) {
        if let Some(ended) = self.life.release() {
            self.over_now(ended);
        }
    }

    /// Makes it as [fresh](Self::fresh) as it was, for somebody who alone has it. False if that cannot be: an error and a
    /// span go with their statement.
    pub(crate) fn clear(&self) -> bool {
        // What others did with it is over before it is cleared.
        fence(Ordering::Acquire);
        !self.trace.is_some() && self.facts.clear()
    }

    /// The one way to the event.
    fn over_now(self: &Arc<Self>, ended: Ended) {
        if ended.traced {
            self.ends_trace();
        }
        if self.facts.is_fetching() && !self.facts.is_consumed() {
            self.facts.consumed(self.elapsed());
        }
        self.home.ended(self);
    }

    #[cold]
    #[inline(never)]
    fn ends_trace(&self) {
        self.trace.end(&self.facts);
    }

    /// `new_cyclic` takes the memory first and calls for the value then, so that this is built where it stays; `new`
    /// builds it on the stack and copies it.
    #[inline(always)]
    fn new(home: Arc<dyn Home>, facts: impl FnOnce() -> Facts, trace: Trace) -> Arc<Self> {
        Arc::new_cyclic(
            #[inline(always)]
            move |_| Self {
                home,
                facts: facts(),
                trace,
                life: Life::new(),
                begun: AtomicU64::new(0),
                number: AtomicU64::new(0),
                at: AtomicU64::new(0),
                slot: AtomicU32::new(NOWHERE),
            },
        )
    }
}
