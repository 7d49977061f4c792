//! Counting the handles that keep a thing open, apart from the memory that it is in.

use crate::sync::{AtomicUsize, Ordering};

/// How many handles keep something open. A weak handle shares the memory and is not counted.
#[derive(Debug)]
pub(crate) struct Strong(AtomicUsize);

impl Strong {
    /// Held once, by whoever makes it.
    #[inline]
    pub(crate) fn new() -> Self {
        Self(AtomicUsize::new(1))
    }

    /// One more, of somebody who holds one already.
    #[inline]
    pub(crate) fn acquire(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// One less. Whether it was the last; everything that other holders did before is visible then.
    #[inline]
    pub(crate) fn release(&self) -> bool {
        self.0.fetch_sub(1, Ordering::AcqRel) == 1
    }
}
