//! What is known of one statement: numbers that any thread may add to, read once when the record is assembled.

use std::time::Duration;

use super::error::ErrorInfo;
use super::id::IdCell;
use super::snapshot::StatementSnapshot;
use super::tally::{Chunks, Tally};
use crate::contract::{ErrorKind, ExecutionResultFormat, OperationType, StatementType, VolumeOperationType};
use crate::sync::Ordering::Relaxed;
use crate::sync::{AtomicU8, AtomicU32, AtomicU64, Mutex};

/// Nothing in here waits, and nothing but a first error allocates. Each number is right by itself; two of them may be
/// of different moments while background work still adds.
///
/// In the order that is written, not the compiler's: what is zero at first stands together and is zeroed where it stays.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Facts {
    pub(crate) statement_id: IdCell,
    first_chunk: Nanos,
    slowest_chunk: Nanos,
    all_polls: Nanos,
    chunks: Tally,
    latency: Nanos,
    ready: Nanos,
    fetching: Nanos,
    consumed: Nanos,
    chunks_present: Counter,
    highest_chunk: Counter,
    iterated: Counter,
    chunk_failures: Counter,
    chunk_retries: Counter,
    retries: Counter,
    polls: Counter,
    heartbeats: Counter,
    errors: Counter,
    error_weight: AtomicU32,
    statement_type: Choice,
    format: Choice,
    volume_operation: Choice,
    compressed: Choice,
    internal: Choice,
    operation: AtomicU32,
    error: Mutex<Told>,
}

impl Facts {
    #[inline(always)]
    pub(crate) fn new(operation: OperationType) -> Self {
        Self {
            statement_id: IdCell::new(),
            operation: AtomicU32::new(operation as u32),
            error: Mutex::new(Told { is_set: false, place: None }),
            statement_type: Choice::new(),
            format: Choice::new(),
            volume_operation: Choice::new(),
            compressed: Choice::new(),
            internal: Choice::new(),
            chunks_present: Counter::new(),
            highest_chunk: Counter::new(),
            iterated: Counter::new(),
            chunk_failures: Counter::new(),
            chunk_retries: Counter::new(),
            retries: Counter::new(),
            polls: Counter::new(),
            heartbeats: Counter::new(),
            errors: Counter::new(),
            error_weight: AtomicU32::new(0),
            first_chunk: Nanos::new(),
            slowest_chunk: Nanos::new(),
            all_polls: Nanos::new(),
            chunks: Tally::new(),
            latency: Nanos::new(),
            ready: Nanos::new(),
            fetching: Nanos::new(),
            consumed: Nanos::new(),
        }
    }

    /// Those of a statement that begins now.
    #[inline]
    pub(crate) fn begin(&self, operation: OperationType) {
        self.operation.store(operation as u32, Relaxed);
    }

    pub(crate) fn operation(&self) -> OperationType {
        OperationType::try_from(self.operation.load(Relaxed) as i32).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn is(&self, operation: OperationType) -> bool {
        self.operation.load(Relaxed) == operation as u32
    }

    /// Forgets everything, for somebody who alone has them; not if somebody reads the error all the same.
    pub(crate) fn clear(&self) -> bool {
        // Every field is named, so that none is forgotten.
        let Self {
            statement_id,
            first_chunk,
            slowest_chunk,
            all_polls,
            chunks,
            latency,
            ready,
            fetching,
            consumed,
            chunks_present,
            highest_chunk,
            iterated,
            chunk_failures,
            chunk_retries,
            retries,
            polls,
            heartbeats,
            errors,
            error_weight,
            statement_type,
            format,
            volume_operation,
            compressed,
            internal,
            // Said anew when a statement begins.
            operation: _,
            error,
        } = self;
        if errors.get() > 0 {
            error_weight.store(0, Relaxed);
            let Some(mut told) = error.try_lock() else { return false };
            told.is_set = false;
            if let Some(place) = &mut told.place {
                **place = ErrorInfo::new(ErrorKind::Unknown);
            }
        }
        statement_id.clear();
        chunks.clear();
        for nanos in [first_chunk, slowest_chunk, all_polls, latency, ready, fetching, consumed] {
            nanos.0.store(0, Relaxed);
        }
        for counter in [chunks_present, highest_chunk, iterated, chunk_failures, chunk_retries, retries, polls] {
            counter.0.store(0, Relaxed);
        }
        for counter in [heartbeats, errors] {
            counter.0.store(0, Relaxed);
        }
        for choice in [statement_type, format, volume_operation, compressed, internal] {
            choice.0.store(0, Relaxed);
        }
        true
    }

    /// Notes that a chunk is here. One that took no time came from a cache: it counts, but says nothing about
    /// downloads.
    #[inline]
    pub(crate) fn chunk(&self, index: u64, latency: Duration, wire_bytes: u64) {
        let (place, nanos) = (index.wrapping_add(1), nanos(latency));
        match self.chunks.try_add(wire_bytes, nanos) {
            // Chunks that arrive in their order are as many as the highest of them says.
            Some(arrived) if place <= arrived && nanos <= self.slowest_chunk.0.load(Relaxed) => {}
            Some(_) => self.stands_out(place, nanos),
            None => {
                self.chunks.add_beside(wire_bytes, nanos);
                self.stands_out(place, nanos);
            }
        }
    }

    /// One chunk that may be the highest so far, the slowest or the first.
    #[cold]
    fn stands_out(&self, place: u64, nanos: u64) {
        // An index that no result has is not counted.
        self.highest_chunk.at_least(u32::try_from(place).unwrap_or(0));
        if nanos != 0 {
            self.slowest_chunk.at_least(nanos);
            self.first_chunk.set_once(nanos);
        }
    }

    #[inline]
    pub(crate) fn chunk_failed(&self, index: u64, error: ErrorInfo) {
        self.chunk_failures.add(1);
        self.error(error.chunk_index(index));
    }

    #[inline]
    pub(crate) fn chunk_consumed(&self) {
        self.iterated.add(1);
    }

    #[inline]
    pub(crate) fn chunk_retries(&self, times: u64) {
        self.chunk_retries.add_known(narrow(times));
    }

    #[inline]
    pub(crate) fn retries(&self, times: u64) {
        self.retries.add_known(narrow(times));
    }

    #[inline]
    pub(crate) fn polls(&self, times: u64, latency: Duration) {
        self.polls.add(narrow(times));
        self.all_polls.add(nanos(latency));
    }

    #[inline]
    pub(crate) fn poll_nanos(&self, latency: u64) {
        self.polls.add(1);
        self.all_polls.add(latency);
    }

    #[inline]
    pub(crate) fn heartbeat(&self) {
        self.heartbeats.add(1);
    }

    #[inline]
    pub(crate) fn statement_type(&self, kind: StatementType) {
        self.statement_type.set(kind as u8);
    }

    #[inline]
    pub(crate) fn format(&self, format: ExecutionResultFormat) {
        self.format.set(format as u8);
    }

    #[inline]
    pub(crate) fn volume_operation(&self, operation: VolumeOperationType) {
        self.volume_operation.set(operation as u8);
    }

    /// Notes whether a part is compressed. True sticks: one compressed part makes a compressed result.
    #[inline]
    pub(crate) fn compressed(&self, compressed: bool) {
        if compressed || !self.compressed.is_set() {
            self.compressed.set(u8::from(compressed));
        }
    }

    #[inline]
    pub(crate) fn internal(&self) {
        self.internal.set(1);
    }

    #[inline]
    pub(crate) fn chunks_present(&self, chunks: u64) {
        self.chunks_present.set_known(narrow(chunks));
    }

    /// Notes the duration of the call; the first one counts.
    #[inline]
    pub(crate) fn latency(&self, latency: Duration) {
        self.latency_nanos(nanos(latency));
    }

    #[inline]
    pub(crate) fn latency_nanos(&self, latency: u64) {
        self.latency.set_once(latency.saturating_add(1));
    }

    #[inline]
    pub(crate) fn has_latency(&self) -> bool {
        self.latency.is_set()
    }

    /// Offsets from the beginning in nanoseconds; the first of each counts.
    #[inline]
    pub(crate) fn ready(&self, offset: u64) {
        self.ready.set_once(offset.saturating_add(1));
    }

    #[inline]
    pub(crate) fn is_ready(&self) -> bool {
        self.ready.is_set()
    }

    #[inline]
    pub(crate) fn fetching(&self, offset: u64) {
        self.fetching.set_once(offset.saturating_add(1));
    }

    #[inline]
    pub(crate) fn is_fetching(&self) -> bool {
        self.fetching.is_set()
    }

    #[inline]
    pub(crate) fn consumed(&self, offset: u64) {
        self.consumed.set_once(offset.saturating_add(1));
    }

    #[inline]
    pub(crate) fn is_consumed(&self) -> bool {
        self.consumed.is_set()
    }

    /// Notes an error. The first one is kept, whatever follows from it.
    #[inline]
    pub(crate) fn error(&self, error: ErrorInfo) {
        // The first to count is the only one to set: nobody ever waits for who sets.
        if self.errors.next() == 0 {
            self.error_weight.store(u32::try_from(error.weight()).unwrap_or(u32::MAX), Relaxed);
            let mut told = self.error.lock();
            told.is_set = true;
            match &mut told.place {
                Some(place) => **place = error,
                None => told.place = Some(Box::new(error)),
            }
        }
    }

    #[inline]
    pub(crate) fn has_trouble(&self) -> bool {
        // Both retries are kept one up: over 1 if there was one, of either.
        (self.retries.get() | self.chunk_retries.get()) > 1 || self.chunk_failures.get() > 0
    }

    pub(crate) fn snapshot(&self) -> StatementSnapshot {
        let (counted, times) = self.measured();
        let long = |nanos: Option<u64>| nanos.map(Duration::from_nanos);
        StatementSnapshot {
            statement_id: self.statement_id.get(),
            initial_chunk_latency: long(times.initial_chunk),
            slowest_chunk_latency: long(times.slowest_chunk),
            total_chunk_latency: long(times.all_chunks),
            poll_latency: long(times.all_polls).unwrap_or_default(),
            latency: long(times.latency),
            ready: long(times.ready),
            consumption: long(times.consumption),
            error: self.first_error(|error| error.cloned()),
            ..counted
        }
    }

    /// Returns what `read` makes of the first error. Nobody is waited for without a bound: in a child of `fork`, whoever reads it in
    /// the parent never comes to an end.
    pub(crate) fn first_error<R>(&self, read: impl FnOnce(Option<&ErrorInfo>) -> R) -> R {
        let attempt = |_| {
            let told = self.error.try_lock();
            if told.is_none() {
                std::thread::yield_now();
            }
            told
        };
        let told = if self.has_error() { (0..ATTEMPTS).find_map(attempt) } else { None };
        read(told.as_ref().and_then(|told| told.get()))
    }

    /// Does the same for the worker, which has time, if there is one.
    #[inline]
    pub(crate) fn first_error_at_last<R>(&self, read: impl FnOnce(&ErrorInfo) -> R) -> Option<R> {
        if self.has_error() { self.error.lock().get().map(read) } else { None }
    }

    #[inline]
    pub(crate) fn has_error(&self) -> bool {
        self.errors.get() > 0
    }

    /// Returns what the first error weighs in a queue beyond its record, in bytes.
    pub(crate) fn error_weight(&self) -> usize {
        self.error_weight.load(Relaxed) as usize
    }

    /// Returns what a snapshot has without its texts, which are not copied, and without its times, which are given as they
    /// are kept: whoever assembles an event has no use for a [`Duration`].
    #[inline]
    pub(crate) fn measured(&self) -> (StatementSnapshot, Times) {
        let chunks = self.chunks.get();
        let seen = chunks.arrived.max(self.highest_chunk.get());
        let counted = StatementSnapshot {
            statement_id: None,
            operation: self.operation(),
            statement_type: self.statement_type.get().and_then(|it| StatementType::try_from(it).ok()),
            internal: self.internal.is_set(),
            format: self.format.get().and_then(|it| ExecutionResultFormat::try_from(it).ok()),
            compressed: self.compressed.get().map(|it| it != 0),
            volume_operation: self.volume_operation.get().and_then(|it| VolumeOperationType::try_from(it).ok()),
            chunks_present: self.chunks_present.known().or((seen > 0).then_some(seen)).map(u64::from),
            chunks_arrived: u64::from(chunks.arrived),
            downloads: u64::from(chunks.downloads),
            chunks_iterated: u64::from(self.iterated.get()),
            chunk_failures: u64::from(self.chunk_failures.get()),
            chunk_retries: self.chunk_retries.known().map(u64::from),
            initial_chunk_latency: None,
            slowest_chunk_latency: None,
            total_chunk_latency: None,
            wire_bytes: chunks.bytes,
            retries: self.retries.known().map(u64::from),
            polls: u64::from(self.polls.get()),
            heartbeats: u64::from(self.heartbeats.get()),
            poll_latency: Duration::ZERO,
            latency: None,
            ready: None,
            consumption: None,
            errors: u64::from(self.errors.get()),
            error: None,
        };
        (counted, self.times(chunks))
    }

    #[inline]
    fn times(&self, chunks: Chunks) -> Times {
        let offset = |nanos: &Nanos| nanos.get().map(|it| it - 1);
        let ready = offset(&self.ready);
        let origin = offset(&self.fetching).or(ready);
        Times {
            initial_chunk: self.first_chunk.get(),
            slowest_chunk: self.slowest_chunk.get(),
            all_chunks: Some(chunks.nanos).filter(|it| *it > 0),
            all_polls: self.all_polls.get(),
            latency: offset(&self.latency),
            ready,
            consumption: origin.zip(offset(&self.consumed)).map(|(from, to)| to.saturating_sub(from)),
        }
    }
}

/// The times of a statement, in nanoseconds: see [`StatementSnapshot`].
pub(crate) struct Times {
    pub(crate) initial_chunk: Option<u64>,
    pub(crate) slowest_chunk: Option<u64>,
    pub(crate) all_chunks: Option<u64>,
    pub(crate) all_polls: Option<u64>,
    pub(crate) latency: Option<u64>,
    pub(crate) ready: Option<u64>,
    pub(crate) consumption: Option<u64>,
}

/// Times that others are let go first who are at the error: the worker looks at its text for some microseconds.
const ATTEMPTS: usize = 1_000;

/// The first error. Its place stays when it is forgotten, for that of another statement.
#[derive(Debug)]
struct Told {
    is_set: bool,
    place: Option<Box<ErrorInfo>>,
}

impl Told {
    fn get(&self) -> Option<&ErrorInfo> {
        self.place.as_deref().filter(|_| self.is_set)
    }
}

/// `Duration::as_nanos` is 128 bits wide; 64 bits of nanoseconds last for 584 years.
#[inline]
fn nanos(duration: Duration) -> u64 {
    duration.as_secs().wrapping_mul(1_000_000_000).wrapping_add(u64::from(duration.subsec_nanos()))
}

/// What is counted is counted in 32 bits; a driver says it in 64, and what is more stays at the most.
#[inline]
fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A value out of a small list, or none: kept one up, so that 0 is none.
#[derive(Debug)]
struct Choice(AtomicU8);

impl Choice {
    fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    #[inline]
    fn set(&self, value: u8) {
        self.0.store(value + 1, Relaxed);
    }

    #[inline]
    fn is_set(&self) -> bool {
        self.0.load(Relaxed) != 0
    }

    #[inline]
    fn get(&self) -> Option<i32> {
        self.0.load(Relaxed).checked_sub(1).map(i32::from)
    }
}

/// A number of things. Where zero and unknown differ it is kept one up: use the `known` methods, and only these.
#[derive(Debug)]
struct Counter(AtomicU32);

impl Counter {
    fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    #[inline]
    fn add(&self, more: u32) {
        self.0.fetch_add(more, Relaxed);
    }

    /// Counts one more, and returns how many there were before.
    #[inline]
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Relaxed)
    }

    #[inline]
    fn at_least(&self, floor: u32) {
        if floor > self.0.load(Relaxed) {
            self.0.fetch_max(floor, Relaxed);
        }
    }

    #[inline]
    fn get(&self) -> u32 {
        self.0.load(Relaxed)
    }

    #[inline]
    fn add_known(&self, more: u32) {
        let _ = self.0.compare_exchange(0, 1, Relaxed, Relaxed);
        self.0.fetch_add(more, Relaxed);
    }

    #[inline]
    fn set_known(&self, count: u32) {
        self.0.store(count.saturating_add(1), Relaxed);
    }

    #[inline]
    fn known(&self) -> Option<u32> {
        self.0.load(Relaxed).checked_sub(1)
    }
}

/// Nanoseconds, where 0 is none.
#[derive(Debug)]
struct Nanos(AtomicU64);

impl Nanos {
    fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    #[inline]
    fn add(&self, more: u64) {
        self.0.fetch_add(more, Relaxed);
    }

    #[inline]
    fn at_least(&self, floor: u64) {
        if floor > self.0.load(Relaxed) {
            self.0.fetch_max(floor, Relaxed);
        }
    }

    /// Of two that set it at the same moment either may be the first.
    #[inline]
    fn set_once(&self, value: u64) {
        if !self.is_set() {
            self.0.store(value, Relaxed);
        }
    }

    #[inline]
    fn is_set(&self) -> bool {
        self.0.load(Relaxed) != 0
    }

    #[inline]
    fn get(&self) -> Option<u64> {
        Some(self.0.load(Relaxed)).filter(|it| *it != 0)
    }
}
