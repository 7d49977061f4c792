//! Client telemetry for SQL drivers: schema first, private by construction, never in the way.

#![deny(missing_docs)]

#[allow(
    dead_code,
    reason = "written by the queue and the exporter, which come next"
)]
mod stats;

pub mod privacy;

pub use stats::DropReason;
