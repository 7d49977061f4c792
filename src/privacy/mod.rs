//! The privacy pass: what may leave, and what becomes of it.
//!
//! Every field of the contract has a class. [`Scrubbed::new`] applies the class of each field of a message; nothing but
//! a [`Scrubbed`] message can be put into a request.

pub mod class;
mod debug;
pub mod fingerprint;
mod list;
pub(crate) mod name;
mod outcome;
mod pass;
mod reason;
mod scrubbed;

pub(crate) use debug::Gated;
pub(crate) use outcome::{Outcome, apply};
#[cfg(feature = "collect")]
pub(crate) use pass::CLASSES;
pub use pass::{Action, Policy, Removal, ScrubCounts, ScrubReport};
pub(crate) use pass::{FieldPath, is_empty, judge, today};
pub use reason::Form;
pub(crate) use reason::{Reason, of_stray};
pub use scrubbed::Scrubbed;
#[cfg(feature = "redacted-text")]
pub use sql_driver_telemetry_redact as redact;

/// Returns the redactor that the opt-in tier uses: it knows the published messages of error classes, of which the words
/// stay and what stands in their holes goes, and folds frames of a customer's own code unless it is asked to
/// [keep](redact::Redactor::keep_frames) them.
#[cfg(feature = "redacted-text")]
pub const fn redactor() -> redact::Redactor {
    redact::Redactor::new().knowing(fingerprint::parts)
}
