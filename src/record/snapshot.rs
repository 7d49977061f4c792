//! What is known of a statement, as plain values.

use std::fmt;
use std::time::Duration;

use super::error::ErrorInfo;
use crate::contract::{ExecutionResultFormat, OperationType, StatementType, VolumeOperationType};
use crate::privacy::{Gated, class};

/// What is known of a statement at one moment: for a host in another language that sends by itself, and for tests.
/// `None` is not known; where a driver did not say, nothing is guessed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementSnapshot {
    /// The statement, as the server named it.
    pub statement_id: Option<String>,
    /// The operation.
    pub operation: OperationType,
    /// The kind of statement.
    pub statement_type: Option<StatementType>,
    /// Whether the driver ran it for itself.
    pub internal: bool,
    /// How the result arrived.
    pub format: Option<ExecutionResultFormat>,
    /// Whether any part of the result came compressed.
    pub compressed: Option<bool>,
    /// What was done with a volume, if it was a volume operation.
    pub volume_operation: Option<VolumeOperationType>,
    /// Chunks of the result: from its manifest, or else as many as have been seen.
    pub chunks_present: Option<u64>,
    /// Chunks that have arrived, from a cache or not.
    pub chunks_arrived: u64,
    /// Those among them that were downloaded.
    pub downloads: u64,
    /// Chunks that have been read.
    pub chunks_iterated: u64,
    /// Chunks that were given up.
    pub chunk_failures: u64,
    /// Repeated downloads.
    pub chunk_retries: Option<u64>,
    /// The first chunk to finish with a positive latency.
    pub initial_chunk_latency: Option<Duration>,
    /// The slowest one.
    pub slowest_chunk_latency: Option<Duration>,
    /// All of them added up.
    pub total_chunk_latency: Option<Duration>,
    /// Size of the downloaded chunks on the wire, in bytes.
    pub wire_bytes: u64,
    /// Repeated requests, downloads aside.
    pub retries: Option<u64>,
    /// Status calls.
    pub polls: u64,
    /// Calls that kept the result alive.
    pub heartbeats: u64,
    /// Status calls, added up.
    pub poll_latency: Duration,
    /// The duration of the call.
    pub latency: Option<Duration>,
    /// From the beginning to the first batch available.
    pub ready: Option<Duration>,
    /// From the first fetch to the last batch, or to the end of the statement.
    pub consumption: Option<Duration>,
    /// Errors seen.
    pub errors: u64,
    /// The first of them.
    pub error: Option<ErrorInfo>,
}

impl fmt::Debug for StatementSnapshot {
    /// An id that is none is not shown: a driver may have been given anything for one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatementSnapshot")
            .field("statement_id", &self.statement_id.as_deref().map(|id| Gated(id, class::identifier)))
            .field("operation", &self.operation)
            .field("statement_type", &self.statement_type)
            .field("internal", &self.internal)
            .field("format", &self.format)
            .field("compressed", &self.compressed)
            .field("volume_operation", &self.volume_operation)
            .field("chunks_present", &self.chunks_present)
            .field("chunks_arrived", &self.chunks_arrived)
            .field("downloads", &self.downloads)
            .field("chunks_iterated", &self.chunks_iterated)
            .field("chunk_failures", &self.chunk_failures)
            .field("chunk_retries", &self.chunk_retries)
            .field("initial_chunk_latency", &self.initial_chunk_latency)
            .field("slowest_chunk_latency", &self.slowest_chunk_latency)
            .field("total_chunk_latency", &self.total_chunk_latency)
            .field("wire_bytes", &self.wire_bytes)
            .field("retries", &self.retries)
            .field("polls", &self.polls)
            .field("heartbeats", &self.heartbeats)
            .field("poll_latency", &self.poll_latency)
            .field("latency", &self.latency)
            .field("ready", &self.ready)
            .field("consumption", &self.consumption)
            .field("errors", &self.errors)
            .field("error", &self.error)
            .finish()
    }
}
