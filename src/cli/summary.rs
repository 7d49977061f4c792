//! What `demo` and `replay` say at the end.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::stats::{DropReason, Stats};

/// What numbers outside their range are counted under, beside the classes.
const OUT_OF_RANGE: &str = "OUT_OF_RANGE";

/// The books of a run, and what was seen of it on the wire.
#[derive(Debug, Default, Serialize)]
pub(super) struct Summary {
    pub(super) recorded: u64,
    pub(super) acknowledged: u64,
    pub(super) dropped: BTreeMap<&'static str, u64>,
    pub(super) requests: u64,
    pub(super) retries: u64,
    /// Violations and privacy findings in what was sent.
    pub(super) findings: u64,
    pub(super) scrubbed: BTreeMap<&'static str, u64>,
    /// Logs that the receiver holds; absent for a receiver elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) received: Option<u64>,
    /// What was sent, by operation.
    pub(super) operations: Vec<OperationSummary>,
    #[serde(skip)]
    pub(super) bytes: u64,
}

/// The logs of one operation.
#[derive(Debug, Serialize)]
pub(super) struct OperationSummary {
    pub(super) operation: String,
    pub(super) logs: usize,
    pub(super) errors: usize,
    /// Median and largest `operation_latency_ms`, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latency_ms: Option<(i64, i64)>,
}

impl Summary {
    /// Adds the books of one pipeline.
    pub(super) fn add(&mut self, stats: &Stats) {
        self.recorded += stats.recorded;
        self.acknowledged += stats.acknowledged;
        self.requests += stats.requests;
        self.retries += stats.retried;
        self.bytes += stats.bytes;
        for reason in DropReason::ALL {
            if stats.dropped(reason) > 0 {
                *self.dropped.entry(reason.as_str()).or_default() += stats.dropped(reason);
            }
        }
        for (class, count) in stats.scrubbed.iter() {
            *self.scrubbed.entry(class.as_str_name()).or_default() += count;
        }
        if stats.scrubbed.out_of_range() > 0 {
            *self.scrubbed.entry(OUT_OF_RANGE).or_default() += stats.scrubbed.out_of_range();
        }
    }

    /// Returns whether every event is accounted for, nothing wrong was sent, and, unless faults were asked for, nothing
    /// is lost.
    pub(super) fn holds(&self, faults: bool) -> bool {
        let dropped: u64 = self.dropped.values().sum();
        let balanced = self.recorded == self.acknowledged + dropped;
        balanced && self.findings == 0 && (faults || (dropped == 0 && self.received.is_none_or(|n| n == self.recorded)))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26} {:>7} {:>7} {:>10} {:>20}", "sent", "logs", "errors", "median ms", "largest ms")?;
        for row in &self.operations {
            let (median, largest) = row.latency_ms.map_or_else(
                || ("-".to_owned(), "-".to_owned()),
                |(median, largest)| (median.to_string(), largest.to_string()),
            );
            writeln!(f, "  {:<24} {:>7} {:>7} {median:>10} {largest:>20}", row.operation, row.logs, row.errors)?;
        }
        let dropped: u64 = self.dropped.values().sum();
        writeln!(f, "\nrecorded {} = acknowledged {} + dropped {dropped}", self.recorded, self.acknowledged)?;
        for (reason, count) in &self.dropped {
            writeln!(f, "  {reason:<24}{count:>8}")?;
        }
        if let Some(received) = self.received {
            writeln!(f, "the receiver holds {received}")?;
        }
        writeln!(f, "{} requests, {} bytes; {} events sent again", self.requests, self.bytes, self.retries)?;
        writeln!(f, "\nvalues that the privacy pass removed or replaced")?;
        for (class, count) in &self.scrubbed {
            writeln!(f, "  {class:<24}{count:>8}")?;
        }
        if self.scrubbed.is_empty() {
            writeln!(f, "  none")?;
        }
        write!(f, "\nviolations and privacy findings in what was sent: {}", self.findings)
    }
}
