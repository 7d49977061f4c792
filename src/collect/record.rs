//! What is handed to the worker.

use std::sync::Arc;

use super::statement::Statement;

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
