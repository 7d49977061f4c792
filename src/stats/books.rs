//! The books of the process: those of every pipeline that there ever was.

use std::sync::{Arc, Weak};

use super::{Depth, Ledger, Losses, Stats};
use crate::sync::{Mutex, Process};

/// Opens a ledger for each pipeline, and keeps its numbers when the pipeline is gone.
#[derive(Debug)]
pub(crate) struct Books {
    shelf: Mutex<Shelf>,
    losses: Arc<Losses>,
    process: Process,
}

/// Something in which events wait.
pub(crate) trait Waiting: std::fmt::Debug + Send + Sync {
    /// Returns how many.
    fn depth(&self) -> Depth;
}

#[derive(Debug, Default)]
struct Shelf {
    entries: Vec<Entry>,
    /// The sum of those that nobody writes any more.
    ended: Stats,
    /// How many entries make it worth looking for such.
    many: usize,
}

#[derive(Debug)]
struct Entry {
    ledger: Arc<Ledger>,
    queue: Option<Weak<dyn Waiting>>,
}

impl Books {
    pub(crate) fn new() -> Self {
        Self { shelf: Mutex::default(), losses: Arc::default(), process: Process::current() }
    }

    /// Opens a ledger. It counts for as long as somebody holds it, and its numbers stay.
    pub(crate) fn open(&self) -> Arc<Ledger> {
        let ledger = Arc::new(Ledger::of(self.losses.clone()));
        if let Some(mut shelf) = self.process.lock(&self.shelf) {
            if shelf.entries.len() >= shelf.many {
                shelf.close_ended();
                // Twice as many as are left: each is looked at about once more in its life.
                shelf.many = (2 * shelf.entries.len()).max(FEW);
            }
            shelf.entries.push(Entry { ledger: ledger.clone(), queue: None });
        }
        ledger
    }

    /// Notes that what waits in `queue` belongs to `ledger`.
    pub(crate) fn watch(&self, ledger: &Arc<Ledger>, queue: Weak<dyn Waiting>) {
        let Some(mut shelf) = self.process.lock(&self.shelf) else { return };
        if let Some(entry) = shelf.entries.iter_mut().rev().find(|entry| Arc::ptr_eq(&entry.ledger, ledger)) {
            entry.queue = Some(queue);
        }
    }

    /// Returns the sum of all ledgers that were ever opened. What the breakers do is not known here.
    pub(crate) fn totals(&self) -> Stats {
        let Some(mut shelf) = self.process.lock(&self.shelf) else { return Stats::default() };
        shelf.close_ended();
        let mut totals = shelf.ended;
        for entry in &shelf.entries {
            let depth = entry.queue.as_ref().and_then(Weak::upgrade).map_or_else(Depth::default, |it| it.depth());
            let mut stats = entry.ledger.snapshot();
            stats.waits(depth);
            totals.add(&stats);
        }
        totals
    }

    /// Returns those who want to be told of what is given up.
    pub(crate) fn losses(&self) -> &Arc<Losses> {
        &self.losses
    }
}

impl Shelf {
    /// Adds up the ledgers that are held by nobody else: under the lock, nobody can come to hold one.
    fn close_ended(&mut self) {
        let Self { entries, ended, .. } = self;
        entries.retain_mut(|entry| match Arc::get_mut(&mut entry.ledger) {
            Some(ledger) => {
                ended.add(&ledger.snapshot());
                false
            }
            None => true,
        });
    }
}

/// Fewer ledgers are not worth looking through.
const FEW: usize = 32;

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::stats::DropReason;

    #[test]
    fn totals_have_what_has_ended_and_keep_no_ledger_that_nobody_writes() {
        let books = Books::new();
        let held = books.open();
        held.record(1);
        for _ in 0..10_000 {
            let ledger = books.open();
            ledger.record(2);
            ledger.acknowledge(1, true);
            ledger.drop_events(DropReason::Closed, 1);
        }
        assert!(books.shelf.lock().entries.len() <= 2 * FEW);
        let totals = books.totals();
        assert_eq!(
            (totals.recorded, totals.acknowledged, totals.dropped(DropReason::Closed)),
            (20_001, 10_000, 10_000)
        );
        assert_eq!((totals.held(), books.shelf.lock().entries.len()), (1, 1));
        held.record(1);
        assert_eq!(books.totals().held(), 2, "whoever holds it goes on counting");
        drop(held);
        assert_eq!((books.totals().held(), books.totals().held()), (2, 2), "and each counts once");
    }

    #[test]
    fn readers_never_see_a_total_go_back() {
        let books = Books::new();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..3_000 {
                        let ledger = books.open();
                        ledger.record(1);
                        ledger.acknowledge(1, true);
                    }
                });
            }
            let mut before = 0;
            while before < 9_000 {
                let now = books.totals();
                assert!(now.recorded >= before && now.acknowledged <= now.recorded, "{now:?} after {before}");
                before = now.recorded;
            }
        });
        assert_eq!(books.totals().acknowledged, 9_000);
    }
}
