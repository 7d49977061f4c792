//! What background work holds of a statement.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::chunk::ChunkTimer;
use super::poll::PollTimer;
use crate::record::{ErrorInfo, Statement};

/// Adds to a statement without keeping it open: for downloads and prefetches, on any thread. Once the statement has
/// ended, calls are ignored.
///
/// A call is a few dozen instructions; nothing is allocated, locked or waited for.
#[derive(Clone, Default)]
pub struct StatementRecorder(Option<Arc<Statement>>);

impl StatementRecorder {
    /// Returns one that records nothing.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// Returns whether anything is recorded.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    /// Notes that a chunk has arrived: its index from 0, the duration of its download (0 if it came from a cache: it
    /// counts, and says nothing about downloads), its size on the wire in bytes.
    #[inline]
    pub fn chunk(&self, index: u64, latency: Duration, wire_bytes: u64) {
        self.with(|statement| statement.facts.chunk(index, latency, wire_bytes));
    }

    /// Returns a timer of a download that begins now: it says how long it took by itself.
    #[inline]
    pub fn chunk_timer(&self, index: u64) -> ChunkTimer {
        ChunkTimer::begin(self.0.as_ref(), index)
    }

    /// Notes that a chunk was given up. It is the statement's error, unless there was one before.
    #[inline]
    pub fn chunk_failed(&self, index: u64, error: impl Into<ErrorInfo>) {
        self.with(|statement| statement.facts.chunk_failed(index, ErrorInfo::told(|| error.into())));
    }

    /// Notes that a chunk was handed to the reader.
    #[inline]
    pub fn chunk_consumed(&self) {
        self.with(|statement| statement.facts.chunk_consumed());
    }

    /// Counts downloads that were tried again. Adds up; 0 says that it is known that there were none.
    #[inline]
    pub fn chunk_retries(&self, times: u64) {
        self.with(|statement| statement.facts.chunk_retries(times));
    }

    /// Says whether a part of the result was compressed. True sticks.
    #[inline]
    pub fn compressed(&self, compressed: bool) {
        self.with(|statement| statement.facts.compressed(compressed));
    }

    /// Counts one status call and its duration, without the wait before it.
    #[inline]
    pub fn poll(&self, latency: Duration) {
        self.with(|statement| statement.facts.polls(1, latency));
    }

    /// Returns a timer of one status call that begins now, and is counted when the timer is dropped.
    #[inline]
    pub fn poll_timer(&self) -> PollTimer {
        PollTimer::begin(self.0.as_ref())
    }

    /// Returns a handle of the statement's span, to work inside it on another thread; one that is disabled if nobody
    /// listens, or the statement has ended.
    #[cfg(feature = "tracing")]
    pub fn span(&self) -> tracing::Span {
        self.0.as_ref().map_or_else(tracing::Span::none, |statement| statement.trace.span())
    }

    /// Counts one call that keeps the result alive on the server while its reader takes its time.
    #[inline]
    pub fn heartbeat(&self) {
        self.with(|statement| statement.facts.heartbeat());
    }

    /// Counts requests that were sent again, downloads aside. Adds up; 0 says that it is known that there were none.
    #[inline]
    pub fn retries(&self, times: u64) {
        self.with(|statement| statement.facts.retries(times));
    }

    /// Hands a download's result through, and notes its error as that of chunk `index`.
    #[inline]
    pub fn observe_chunk<T, E>(
        &self,
        index: u64,
        result: Result<T, E>,
        describe: impl FnOnce(&E) -> ErrorInfo,
    ) -> Result<T, E> {
        if let Err(error) = &result {
            self.with(|statement| statement.facts.chunk_failed(index, ErrorInfo::told(|| describe(error))));
        }
        result
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

impl fmt::Debug for StatementRecorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.as_ref().map_or("off", |statement| if statement.is_open() { "open" } else { "ended" });
        f.debug_tuple("StatementRecorder").field(&state).finish()
    }
}
