//! What is known of a statement or an operation and of its connection: facts, without handles, queue or worker. `collect`
//! fills them in, `queue` and `pipeline` carry them, `assemble` reads them.

mod auth;
mod driver;
mod error;
mod facts;
#[cfg(all(test, not(model)))]
mod homeless;
mod id;
mod life;
mod origin;
mod profile;
mod secret;
mod snapshot;
mod span;
mod statement;
mod system;
mod tally;

use std::ops::Deref;
use std::sync::Arc;

pub use auth::AuthKind;
pub use driver::DriverIdentity;
pub use error::ErrorInfo;
pub(crate) use facts::{Facts, Times};
#[cfg(all(test, not(model)))]
pub(crate) use homeless::Homeless;
pub(crate) use origin::Origin;
pub(crate) use profile::Profile;
pub(crate) use secret::Secret;
pub use snapshot::StatementSnapshot;
#[cfg(feature = "tracing")]
pub use span::SPAN_TARGET;
pub(crate) use span::{Trace, is_listened_to};
pub(crate) use statement::{Home, Statement};
pub use system::detect_system;

/// One event: a statement or an operation that has ended. What is in it is not looked at before it is assembled. Once
/// nobody needs it, the statement's connection has it back.
#[derive(Debug)]
pub(crate) struct Record(Arc<Statement>);

impl Record {
    #[inline]
    pub(crate) fn new(statement: Arc<Statement>) -> Self {
        Self(statement)
    }
}

impl Deref for Record {
    type Target = Statement;

    #[inline]
    fn deref(&self) -> &Statement {
        &self.0
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.0.home.settled(&self.0);
    }
}

/// Memory that one waiting record takes: the statement, the counts of its `Arc`, its place in the queue and in the list of
/// its connection.
pub(crate) const RECORD_BYTES: usize = size_of::<Statement>() + 2 * size_of::<usize>() + 2 * size_of::<Record>() + 16;
