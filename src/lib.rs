//! Client telemetry for SQL drivers: schema first, private by construction, never in the way.

#![deny(missing_docs)]

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "collect")]
pub mod config;
pub mod contract;
#[cfg(feature = "collect")]
pub mod export;
pub mod json;
pub mod privacy;
#[cfg(feature = "collect")]
#[allow(dead_code, unused_imports, reason = "taken up by the exporter, which comes next")]
mod queue;
#[cfg(feature = "receiver")]
pub mod receiver;
#[allow(dead_code, reason = "written by the queue and the exporter, which come next")]
mod stats;

#[cfg(feature = "collect")]
pub use queue::Flushed;
pub use stats::DropReason;
