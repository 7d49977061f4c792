//! What all requests of a receiver share.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::sync::{Semaphore, watch};

use super::analysis::Analysis;
use super::body::InFlight;
use super::config::{Clock, FlagAnswer};
use super::fault::{FaultPlan, Verdict};
use super::intake::Kinds;
use super::store::{Place, Reader, Run, StoreError, Writer, WriterError};
use crate::check::Allow;

/// How many bodies are parsed at the same time. Parsed JSON takes many times the room of its text, so this bounds
/// memory; parsing is all computation, so more would not be faster.
const PARSED_TOGETHER: usize = 4;

/// How many connections that read are kept open.
const READERS: usize = 4;

/// What all requests of a receiver share.
pub(crate) struct Shared {
    pub(crate) writer: Writer,
    pub(crate) analysis: Arc<Mutex<Analysis>>,
    pub(crate) kinds: Kinds,
    pub(crate) faults: RwLock<FaultPlan>,
    pub(crate) flag: FlagAnswer,
    pub(crate) allow: Vec<Allow>,
    pub(crate) clock: Clock,
    pub(crate) in_flight: InFlight,
    pub(crate) parsing: Semaphore,
    pub(crate) max_body_bytes: usize,
    /// Becomes true when the receiver stops.
    pub(crate) stop: watch::Receiver<bool>,
    /// Whether only this machine can reach the receiver.
    pub(crate) loopback: bool,
    pub(crate) struck: AtomicU64,
    run: RwLock<Run>,
    /// By whom, nobody asks: whoever reaches the receiver may end it.
    pub(crate) asked_to_stop: AtomicBool,
    uploads: AtomicU64,
    place: Place,
    readers: Mutex<Vec<Reader>>,
}

/// What [`Shared::new`] is told.
pub(crate) struct Settings {
    pub(crate) faults: FaultPlan,
    pub(crate) flag: FlagAnswer,
    pub(crate) allow: Vec<Allow>,
    pub(crate) clock: Clock,
    pub(crate) max_body_bytes: usize,
    pub(crate) loopback: bool,
    pub(crate) run: Run,
}

impl Shared {
    pub(crate) fn new(
        settings: Settings,
        place: Place,
        writer: Writer,
        analysis: Arc<Mutex<Analysis>>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        let Settings { faults, flag, allow, clock, max_body_bytes, loopback, run } = settings;
        let requests = analysis.lock().unwrap_or_else(PoisonError::into_inner).counters.requests;
        Self {
            writer,
            analysis,
            kinds: Kinds::default(),
            faults: RwLock::new(faults),
            flag,
            allow,
            clock,
            in_flight: InFlight::default(),
            parsing: Semaphore::new(PARSED_TOGETHER),
            max_body_bytes,
            stop,
            loopback,
            struck: AtomicU64::new(0),
            run: RwLock::new(run),
            asked_to_stop: AtomicBool::new(false),
            uploads: AtomicU64::new(requests),
            place,
            readers: Mutex::new(Vec::new()),
        }
    }

    pub(crate) fn analysis(&self) -> MutexGuard<'_, Analysis> {
        self.analysis.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the run that goes on.
    pub(crate) fn run(&self) -> Run {
        self.run.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins another run: findings, counts and the numbers of uploads begin anew.
    pub(crate) async fn begin_run(&self) -> Result<Run, WriterError> {
        let run = self.writer.begin_run().await?;
        *self.run.write().unwrap_or_else(PoisonError::into_inner) = run.clone();
        self.uploads.store(0, Ordering::Relaxed);
        self.struck.store(0, Ordering::Relaxed);
        Ok(run)
    }

    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Returns the next upload's number, and what happens to it.
    pub(crate) fn next_upload(&self) -> (u64, Verdict) {
        let number = self.uploads.fetch_add(1, Ordering::Relaxed) + 1;
        let verdict = self.faults.read().unwrap_or_else(PoisonError::into_inner).verdict(number);
        if verdict != Verdict::default() {
            self.struck.fetch_add(1, Ordering::Relaxed);
        }
        (number, verdict)
    }

    /// Returns how many uploads have come.
    pub(crate) fn uploads(&self) -> u64 {
        self.uploads.load(Ordering::Relaxed)
    }

    pub(crate) fn fault_plan(&self) -> FaultPlan {
        self.faults.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_fault_plan(&self, plan: FaultPlan) {
        *self.faults.write().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// Leaves the store in its file alone. Blocks.
    pub(crate) fn settle(&self) {
        // What cannot be moved is in the log beside the file, and found there.
        let _ = self.place.settle();
    }

    /// Reads the store. Blocks; on the runtime it belongs into `spawn_blocking`.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Reader) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = idle.map_or_else(|| Reader::open(&self.place), Ok)?;
        let answer = ask(&reader);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(reader);
        }
        answer
    }
}
