//! Client telemetry for SQL drivers: schema first, private by construction, never in the way.

#![deny(missing_docs)]

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod contract;
pub mod json;
pub mod privacy;
#[allow(dead_code, reason = "written by the queue and the exporter, which come next")]
mod stats;

pub use stats::DropReason;
