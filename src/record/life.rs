//! Who holds a statement open, and whether it is open.

use crate::sync::{AtomicUsize, Ordering};

/// How many handles hold a statement open and whether it has ended, in one number: whoever lets go of the last handle and
/// whoever ends it are never two. A weak handle shares the memory and is not counted.
#[derive(Debug)]
pub(crate) struct Life(AtomicUsize);

/// It was open till now: its event is due, and is for whoever has this.
#[must_use]
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) traced: bool,
}

/// Somebody listens to its span.
const TRACED: usize = 1;
/// One handle; the others are counted above it.
const HANDLE: usize = 2;
/// The highest bit: as a number with a sign, what is over is below nothing.
const OVER: usize = 1 << (usize::BITS - 1);

impl Life {
    /// Makes one that has not begun.
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    /// Opens it, held once. Seen by others through what hands them the statement.
    #[inline]
    pub(super) fn begin(&self, traced: bool) {
        self.0.store(if traced { HANDLE | TRACED } else { HANDLE }, Ordering::Relaxed);
    }

    #[inline]
    pub(super) fn is_open(&self) -> bool {
        is_open(self.0.load(Ordering::Relaxed))
    }

    /// Returns whether it is open, and nobody listens.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        let now = self.0.load(Ordering::Relaxed);
        now & TRACED == 0 && is_open(now)
    }

    /// Counts one handle more, of somebody who has one already.
    #[inline]
    pub(crate) fn acquire(&self) {
        self.0.fetch_add(HANDLE, Ordering::Relaxed);
    }

    /// Counts one handle less. The last one ends what is open; everything that others did with theirs before is visible
    /// then.
    #[inline]
    pub(super) fn release(&self) -> Option<Ended> {
        let before = self.0.fetch_sub(HANDLE, Ordering::AcqRel);
        (before & !TRACED == HANDLE).then_some(Ended { traced: before & TRACED != 0 })
    }

    /// Ends what is open, whoever has a handle.
    #[inline]
    pub(super) fn end(&self) -> Option<Ended> {
        let before = self.0.fetch_or(OVER, Ordering::AcqRel);
        is_open(before).then_some(Ended { traced: before & TRACED != 0 })
    }
}

#[inline]
fn is_open(life: usize) -> bool {
    life as isize >= HANDLE as isize
}

#[cfg(all(test, model))]
mod model {
    use super::*;
    use loom::sync::Arc;
    use loom::thread;

    /// Two handles are let go of while somebody ends it: one of the three has the event.
    #[test]
    fn one_of_those_who_end_it_has_the_event() {
        loom::model(|| {
            let life = Arc::new(Life::new());
            life.begin(false);
            life.acquire();
            let ends = [0, 1].map(|_| {
                let life = life.clone();
                thread::spawn(move || life.release().is_some())
            });
            let ended = life.end().is_some();
            let released = ends.map(|end| end.join().expect("no panic"));
            assert_eq!([ended, released[0], released[1]].iter().filter(|it| **it).count(), 1);
            assert!(!life.is_open());
        });
    }
}
