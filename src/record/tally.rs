//! Sums that any thread adds to, for one locked instruction where nobody else adds at the same moment.

use crate::sync::{AtomicBool, AtomicU64, Ordering};

/// What chunks add up to.
///
/// Whoever finds nobody at it adds with plain reading and writing, and holds off the others meanwhile; who is held off does
/// not wait, but adds to a second set, atomically. What is told is the sum of both.
#[derive(Debug)]
pub(super) struct Tally {
    calm: Sums,
    crowded: Sums,
    busy: AtomicBool,
}

/// Of chunks that have arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunks {
    pub(super) arrived: u32,
    /// Those that were downloaded.
    pub(super) downloads: u32,
    /// Size of these on the wire.
    pub(super) bytes: u64,
    /// Duration of these.
    pub(super) nanos: u64,
}

#[derive(Debug)]
struct Sums {
    /// Arrived in the lower half, downloaded in the upper one.
    counts: AtomicU64,
    bytes: AtomicU64,
    nanos: AtomicU64,
}

const ARRIVED: u64 = 1;
const DOWNLOADED: u64 = 1 << 32;

impl Tally {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self { calm: Sums::new(), crowded: Sums::new(), busy: AtomicBool::new(false) }
    }

    /// Counts one more, unless somebody else is at it; returns at least how many have arrived with it. One that took no time
    /// came from a cache: it counts, but says nothing about downloads.
    #[inline]
    pub(super) fn try_add(&self, bytes: u64, nanos: u64) -> Option<u64> {
        if self.busy.swap(true, Ordering::Acquire) {
            return None;
        }
        let Sums { counts, bytes: all_bytes, nanos: all_nanos } = &self.calm;
        let mut more = ARRIVED;
        if nanos != 0 {
            more = ARRIVED + DOWNLOADED;
            all_bytes.store(all_bytes.load(Ordering::Relaxed).wrapping_add(bytes), Ordering::Relaxed);
            all_nanos.store(all_nanos.load(Ordering::Relaxed).wrapping_add(nanos), Ordering::Relaxed);
        }
        let arrived = counts.load(Ordering::Relaxed).wrapping_add(more);
        counts.store(arrived, Ordering::Relaxed);
        self.busy.store(false, Ordering::Release);
        Some(u64::from(arrived as u32))
    }

    /// The same beside whoever is at it.
    #[cold]
    pub(super) fn add_beside(&self, bytes: u64, nanos: u64) {
        let Sums { counts, bytes: all_bytes, nanos: all_nanos } = &self.crowded;
        if nanos != 0 {
            all_bytes.fetch_add(bytes, Ordering::Relaxed);
            all_nanos.fetch_add(nanos, Ordering::Relaxed);
        }
        counts.fetch_add(if nanos == 0 { ARRIVED } else { ARRIVED + DOWNLOADED }, Ordering::Relaxed);
    }

    /// Forgets everything, for somebody who alone has it.
    pub(super) fn clear(&self) {
        self.busy.store(false, Ordering::Relaxed);
        for Sums { counts, bytes, nanos } in [&self.calm, &self.crowded] {
            [counts, bytes, nanos].into_iter().for_each(|sum| sum.store(0, Ordering::Relaxed));
        }
    }

    #[inline]
    pub(super) fn get(&self) -> Chunks {
        let (calm, crowded) = (self.calm.get(), self.crowded.get());
        let counts = calm[0].wrapping_add(crowded[0]);
        Chunks {
            arrived: counts as u32,
            downloads: (counts >> 32) as u32,
            bytes: calm[1].wrapping_add(crowded[1]),
            nanos: calm[2].wrapping_add(crowded[2]),
        }
    }
}

impl Sums {
    #[inline(always)]
    fn new() -> Self {
        Self { counts: AtomicU64::new(0), bytes: AtomicU64::new(0), nanos: AtomicU64::new(0) }
    }

    #[inline]
    fn get(&self) -> [u64; 3] {
        let Self { counts, bytes, nanos } = self;
        [counts.load(Ordering::Relaxed), bytes.load(Ordering::Relaxed), nanos.load(Ordering::Relaxed)]
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_held_off_adds_all_the_same() {
        let tally = Tally::new();
        assert_eq!(tally.try_add(100, 7), Some(1));
        tally.busy.store(true, Ordering::Relaxed);
        assert_eq!(tally.try_add(10, 3), None, "as in a child whose parent was at it");
        tally.add_beside(10, 3);
        tally.add_beside(10, 0);
        assert_eq!(tally.get(), Chunks { arrived: 3, downloads: 2, bytes: 110, nanos: 10 });
    }
}

#[cfg(all(test, model))]
mod model {
    use super::*;
    use loom::sync::Arc;
    use loom::thread;

    fn add(tally: &Tally, bytes: u64) {
        if tally.try_add(bytes, 1).is_none() {
            tally.add_beside(bytes, 1);
        }
    }

    #[test]
    fn nothing_that_is_added_is_lost() {
        loom::model(|| {
            let tally = Arc::new(Tally::new());
            let others = [1, 10].map(|bytes| {
                let tally = tally.clone();
                thread::spawn(move || add(&tally, bytes))
            });
            add(&tally, 100);
            let _ = others.map(|other| other.join().expect("no panic"));
            assert_eq!(tally.get(), Chunks { arrived: 3, downloads: 3, bytes: 111, nanos: 3 });
        });
    }
}
