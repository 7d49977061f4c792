//! Counting the handles that keep a connection open, apart from the memory that it is in.

use crate::sync::{AtomicUsize, Ordering};

/// How many handles keep something open. A weak handle shares the memory and is not counted.
#[derive(Debug)]
pub(super) struct HandleCount(AtomicUsize);

impl HandleCount {
    /// Counts one handle, of whoever makes it.
    #[inline]
    pub(super) fn new() -> Self {
        Self(AtomicUsize::new(1))
    }

    /// Counts one more, of somebody who holds one already.
    #[inline]
    pub(super) fn acquire(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts one less. Returns whether it was the last; everything that other holders did before is visible then.
    #[inline]
    pub(super) fn release(&self) -> bool {
        self.0.fetch_sub(1, Ordering::AcqRel) == 1
    }
}
