//! What the page asks of every log, in memory: a few numbers a log, so that a million logs are looked through in the time
//! that a click may take.
//!
//! The store answers what a log says; the index answers which logs say it. It is filled with every commit; logs that were
//! stored before this process began are read when a page asks for them.

mod chunk;
mod names;
mod requests;
mod select;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

pub(crate) use chunk::Chunk;
pub(crate) use names::Names;
pub(crate) use requests::{Answered, RequestFact, Requests};
pub(crate) use select::{Outline, Query, Selection, Sums};

use self::chunk::CHUNK;
use super::client::Client;
use super::event::Event;
use super::intake::{Arrival, ArrivedLog, Mark, Told, error_of, finding_set, operation_of, read_leaves};
use crate::check::Level;

/// The index of a store.
#[derive(Debug, Default)]
pub(crate) struct Index {
    state: RwLock<State>,
    requests: Mutex<Requests>,
    /// Whether somebody reads what was stored before.
    loading: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    names: Names,
    /// Of former processes, as far as they have been read: the oldest first.
    older: Vec<Arc<Chunk>>,
    /// Of this process.
    own: Vec<Arc<Chunk>>,
    /// The first log of this process.
    began: i64,
    /// Logs before this one were deleted.
    first: i64,
    /// Whether everything older was read.
    complete: bool,
}

impl Index {
    /// Returns one for a store whose logs have the numbers from `first` on, and whose next log has the number `next`.
    pub(crate) fn new(first: i64, next: i64) -> Self {
        let state = State { began: next, first, complete: first >= next, ..State::default() };
        Self { state: RwLock::new(state), ..Self::default() }
    }

    /// Takes the logs of a request that was stored; they have the numbers from `first` on.
    pub(crate) fn stored(&self, arrival: &Arrival, first: i64, again: u64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let State { names, own, .. } = &mut *state;
        for (log, seq) in arrival.logs.iter().take(arrival.stored).zip(first..) {
            push(own, |chunk| names.arrived(chunk, log, seq, arrival.at));
        }
        drop(state);
        self.requests().stored(arrival, first, again);
    }

    /// Forgets the logs before that one.
    pub(crate) fn forget(&self, first: i64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.first = first;
        let State { older, own, .. } = &mut *state;
        for chunks in [older, own] {
            chunks.retain(|chunk| chunk.facts.last().is_some_and(|fact| fact.seq >= first));
        }
    }

    /// Returns the requests that came last.
    pub(crate) fn requests(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what there is to choose among, as it is now.
    pub(crate) fn selection(&self, query: &Query) -> Selection {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let chunks = state.older.iter().chain(&state.own).map(Arc::clone).collect();
        Selection::new(chunks, state.first, &state.names, query)
    }

    /// Looks something up in the names.
    pub(crate) fn names<T>(&self, ask: impl FnOnce(&Names) -> T) -> T {
        ask(&self.state.read().unwrap_or_else(PoisonError::into_inner).names)
    }

    /// Returns how many of the older logs have not been read, if the asked ones are among them.
    pub(crate) fn missing(&self, from: i64) -> Option<u64> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        if state.complete || from >= state.began {
            return None;
        }
        let read = state.older.last().and_then(|chunk| chunk.facts.last()).map_or(state.first, |fact| fact.seq + 1);
        Some(u64::try_from(state.began - read).unwrap_or(0))
    }

    /// Returns the first log that is none of the older ones, for whoever is to read those: nobody does, and they are
    /// missing.
    pub(crate) fn begin_older(&self) -> Option<i64> {
        let is_mine = self.missing(0).is_some() && !self.loading.swap(true, Ordering::Relaxed);
        is_mine.then(|| self.state.read().unwrap_or_else(PoisonError::into_inner).began)
    }

    /// Takes older logs, each with the time at which it came: those before them were taken already.
    pub(crate) fn older(&self, events: Vec<(Event, i64)>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let State { names, older, .. } = &mut *state;
        for (event, at) in events {
            push(older, |chunk| names.stored(chunk, &event, at));
        }
    }

    /// Notes that nobody reads older logs any more: there are no more of them, if it `is_complete`.
    pub(crate) fn end_older(&self, is_complete: bool) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).complete |= is_complete;
        self.loading.store(false, Ordering::Relaxed);
    }
}

/// Adds a fact to the last chunk. Whoever reads has the chunks as they were: one that is being read is copied.
fn push(chunks: &mut Vec<Arc<Chunk>>, add: impl FnOnce(&mut Chunk)) {
    match chunks.last_mut() {
        Some(last) if last.facts.len() < CHUNK => add(Arc::make_mut(last)),
        _ => {
            let mut chunk = Chunk::default();
            add(&mut chunk);
            chunks.push(Arc::new(chunk));
        }
    }
}

/// What of a log the index needs, wherever it comes from.
struct Parts<'a> {
    seq: i64,
    at: i64,
    client: &'a Client,
    marks: &'a [Mark],
    found: Arc<[(u16, Level)]>,
    operation: &'a str,
    error: &'a str,
    told: Told,
}

impl Names {
    fn arrived(&mut self, chunk: &mut Chunk, log: &ArrivedLog, seq: i64, at: i64) {
        let found = self.found(log.finding_set(), log.findings());
        let (client, marks, operation, error) = (&log.client, &log.marks, log.kind.operation, &log.kind.error);
        self.add(chunk, Parts { seq, at, client, marks, found, operation, error, told: log.told });
    }

    fn stored(&mut self, chunk: &mut Chunk, event: &Event, at: i64) {
        let found = self.found(finding_set(&event.findings), event.findings.iter());
        let (seq, client, marks) = (event.seq, &event.client, &read_leaves(&event.message));
        let (operation, error, told) = (operation_of(event.log()), error_of(event.log()), Told::of(event.log()));
        self.add(chunk, Parts { seq, at, client, marks, found, operation, error, told });
    }
}
