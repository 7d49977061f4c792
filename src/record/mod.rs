//! What is known of a statement or an operation and of its connection: facts, without handles, queue or worker. `collect`
//! fills them in, `queue` and `pipeline` carry them, `assemble` reads them.

mod auth;
mod driver;
mod error;
mod facts;
mod id;
mod origin;
mod profile;
mod secret;
mod snapshot;
mod span;
mod statement;
mod strong;
mod system;
mod tally;

use std::sync::Arc;

pub use auth::AuthKind;
pub use driver::DriverIdentity;
pub use error::ErrorInfo;
pub(crate) use facts::Facts;
pub(crate) use origin::Origin;
pub(crate) use profile::Profile;
pub(crate) use secret::Secret;
pub use snapshot::StatementSnapshot;
#[cfg(feature = "tracing")]
pub use span::SPAN_TARGET;
pub(crate) use span::Trace;
pub(crate) use statement::{Home, Statement};
pub(crate) use strong::Strong;
pub use system::detect_system;

/// One event: a statement or an operation that has ended. What is in it is not looked at before it is assembled.
#[derive(Debug)]
pub(crate) struct Record {
    /// What is known of it, and its connection.
    pub(crate) statement: Arc<Statement>,
    /// Its place among the records of its connection, of which assembling makes the event's id.
    pub(crate) number: u64,
    /// When it ended, in nanoseconds since 1970.
    pub(crate) at: u64,
}

/// Memory that one waiting record takes: the statement, the counts of its `Arc`, its place in the queue.
pub(crate) const RECORD_BYTES: usize = size_of::<Statement>() + 2 * size_of::<usize>() + size_of::<Record>() + 8;
