//! How cost is measured, kept, compared and shown: one harness for all benches of the crate, those beside its peers
//! included.
//!
//! A bench is a list of [`Case`]s, each with what it must not exceed. [`run`] measures them:
//!
//! - **counts** under callgrind ([`callgrind`]): instructions, locked instructions, readings of a clock, allocations, of
//!   one round of the case and on its thread alone. They repeat exactly, on a loaded machine too;
//! - **nanoseconds** in the same program, the least of many bursts: whatever disturbs a measurement makes it longer.
//!
//! What was measured is kept as JSON lines in `benches/results/` ([`row`]); [`page`] makes `docs/cost.md` of it, `plots`
//! the pictures. [`guard`] holds counts against those that are committed.

pub mod callgrind;
mod case;
pub mod guard;
pub mod locked;
pub mod machine;
mod meter;
pub mod page;
#[cfg(feature = "plots")]
pub mod plots;
pub mod row;
mod run;

pub use case::{Case, Scope};
pub use meter::Meter;
pub use row::{Metric, Report, Row};
pub use run::{count, run};
