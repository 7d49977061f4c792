//! Tools for those who own the contract and those who fill it: the reference, the difference between two contracts,
//! and which fields a set of logs ever filled.

mod coverage;
mod errors;
mod inventory;
mod semconv;

#[cfg(feature = "cli")]
mod contract;
#[cfg(feature = "cli")]
mod diff;
#[cfg(feature = "cli")]
#[allow(dead_code, reason = "one model for the build and for the comparison of two contracts: neither reads it all")]
mod model;
#[cfg(feature = "cli")]
mod source;

#[cfg(feature = "cli")]
pub use contract::{Contract, ReadError, diff};
pub use coverage::{Coverage, Leaf, MAX_DISTINCT, Verdict};
#[cfg(feature = "cli")]
pub use diff::{Change, Diff, Group, Rule};
pub use errors::Errors;
pub use inventory::{Entry, Inventory};
pub use semconv::semconv;

/// Returns the schema reference in Markdown, as `proto/README.md` has it.
pub fn reference() -> &'static str {
    crate::contract::REFERENCE
}
