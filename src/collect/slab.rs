//! The statements of a connection: those that are open, so that its close can end them, and the places of those that were
//! sent, so that the next ones need no memory of their own.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::pipeline::Watch;
use crate::queue::{Pool, Share};
use crate::record::{RECORD_BYTES, Statement};
use crate::sync::{Mutex, Ordering, Process};

/// Most places that are kept for the next statements: four batches, of which one is recorded while another is sent.
const MOST_KEPT: usize = 256;

/// How long places are kept while no statement begins. After that, whoever is idle holds none.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// Slots that are no burden.
const FEW: usize = 8;

/// Places that are charged to the budget of the process at once.
const LOT: usize = 8;

/// A slab: a statement knows its slot, from its first use to its last. One lock, held for a few moves, is all that a
/// beginning takes; an end takes none, as what has ended is told apart by itself.
#[derive(Debug)]
pub(super) struct Slab {
    places: Mutex<Places>,
    pool: Arc<Pool>,
    process: Process,
}

#[derive(Debug, Default)]
struct Places {
    slots: Vec<Slot>,
    vacant: Option<u32>,
    taken: usize,
    /// Of statements that were sent.
    kept: Vec<Arc<Statement>>,
    /// How many of these the budget was charged for.
    charged: usize,
    /// How many statements have begun, and how many had at the last sweep.
    begun: u64,
    swept: u64,
    due: Option<Instant>,
    /// Whether the worker looks after it.
    watched: bool,
    closed: bool,
}

#[derive(Debug)]
enum Slot {
    Taken(Arc<Statement>),
    Vacant { next: Option<u32> },
}

impl Slab {
    pub(super) fn new(pool: Arc<Pool>) -> Self {
        Self { places: Mutex::default(), pool, process: Process::current() }
    }

    /// Returns a statement that is open from now on: one that was kept, if it `may_reuse`, or else the one that is
    /// made. `None` after [`close`](Self::close), and in a forked child.
    #[inline]
    pub(super) fn begin(
        &self,
        may_reuse: bool,
        open: impl Fn(&Statement, u64),
        make: impl FnOnce() -> Arc<Statement>,
    ) -> Option<Arc<Statement>> {
        let mut places = self.process.lock(&self.places)?;
        if places.closed {
            return None;
        }
        if may_reuse && let Some(statement) = places.kept.pop() {
            places.begun += 1;
            // Under the lock, for a close to find it open.
            open(&statement, places.begun);
            places.discharge(&self.pool);
            return Some(statement);
        }
        drop(places);
        self.insert(make(), open)
    }

    #[inline(never)]
    fn insert(&self, statement: Arc<Statement>, open: impl Fn(&Statement, u64)) -> Option<Arc<Statement>> {
        let mut places = self.process.lock(&self.places)?;
        if places.closed {
            return None;
        }
        places.begun += 1;
        open(&statement, places.begun);
        places.insert(&statement);
        Some(statement)
    }

    /// Keeps the place of a statement that has been sent, if nobody else has it any more. Whether the worker is to look
    /// after the slab from now on.
    pub(super) fn keep(&self, statement: &Arc<Statement>) -> bool {
        let Some(mut places) = self.process.lock(&self.places) else { return false };
        if places.closed {
            return false;
        }
        // The slab has it, and the record that is being dropped; nobody can come by another one.
        if Arc::strong_count(statement) == 2 && places.may_keep(&self.pool) && statement.clear() {
            places.kept.push(statement.clone());
            return !mem::replace(&mut places.watched, true);
        }
        let given_up = places.remove(statement);
        drop(places);
        drop(given_up);
        false
    }

    /// Takes all of them out, and takes none in any more.
    pub(super) fn close(&self) -> impl Iterator<Item = Arc<Statement>> {
        let places = self.process.lock(&self.places).map(|mut places| {
            self.pool.give_back(charge(places.charged));
            mem::replace(&mut *places, Places { closed: true, ..Places::default() })
        });
        places.into_iter().flat_map(|places| places.slots).filter_map(|slot| match slot {
            Slot::Taken(statement) => Some(statement),
            Slot::Vacant { .. } => None,
        })
    }
}

impl Watch for Slab {
    /// Lets go of what is kept, if no statement has begun for a while.
    fn sweep(&self, now: Instant) -> Option<Instant> {
        let mut places = self.process.lock(&self.places)?;
        if let Some(due) = places.due.filter(|due| now < *due) {
            return Some(due);
        }
        let begun = places.begun;
        if mem::replace(&mut places.swept, begun) != begun {
            places.due = Some(now + KEPT_FOR);
            return places.due;
        }
        (places.due, places.watched) = (None, false);
        let kept = mem::take(&mut places.kept);
        kept.iter().for_each(|statement| drop(places.remove(statement)));
        self.pool.give_back(charge(mem::take(&mut places.charged)));
        let mut unused = Vec::new();
        if places.taken == 0 && places.slots.capacity() > FEW {
            places.vacant = None;
            unused = mem::take(&mut places.slots);
        }
        // Freed where nobody waits.
        drop(places);
        drop((kept, unused));
        None
    }
}

impl Places {
    fn insert(&mut self, statement: &Arc<Statement>) {
        let taken = Slot::Taken(statement.clone());
        // More statements than 32 bits count do not fit into memory.
        let index = self.vacant.unwrap_or(self.slots.len() as u32);
        match self.slots.get_mut(index as usize) {
            Some(slot) => {
                if let Slot::Vacant { next } = mem::replace(slot, taken) {
                    self.vacant = next;
                }
            }
            None => self.slots.push(taken),
        }
        self.taken += 1;
        statement.slot.store(index, Ordering::Relaxed);
    }

    /// Returns what was there, to be dropped where nobody waits.
    fn remove(&mut self, statement: &Statement) -> Option<Arc<Statement>> {
        let index = statement.slot.load(Ordering::Relaxed);
        let slot = self.slots.get_mut(index as usize)?;
        let Slot::Taken(statement) = mem::replace(slot, Slot::Vacant { next: self.vacant }) else { return None };
        self.vacant = Some(index);
        self.taken -= 1;
        Some(statement)
    }

    /// Returns whether there is room for one more in what is charged, or the budget grants some. It grants none to what
    /// waits for use while others are short of it.
    fn may_keep(&mut self, pool: &Pool) -> bool {
        if !pool.is_ample() {
            return false;
        }
        if self.kept.len() < self.charged {
            return true;
        }
        let is_granted = self.charged < MOST_KEPT && pool.take(charge(self.charged), charge(LOT));
        self.charged += if is_granted { LOT } else { 0 };
        is_granted
    }

    /// Gives a lot back that is not needed, while there is one more: nobody takes and gives at every turn.
    #[inline]
    fn discharge(&mut self, pool: &Pool) {
        if self.charged - self.kept.len() >= 2 * LOT {
            self.charged -= LOT;
            pool.give_back(charge(LOT));
        }
    }
}

impl Drop for Slab {
    fn drop(&mut self) {
        drop(self.close());
    }
}

fn charge(places: usize) -> Share {
    Share { events: 0, bytes: (places * RECORD_BYTES) as u64 }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::contract::OperationType;
    use crate::queue::Budget;
    use crate::record::Homeless;

    fn slab() -> (Slab, Arc<Pool>) {
        let pool = Arc::new(Pool::default());
        (Slab::new(pool.clone()), pool)
    }

    fn begin(slab: &Slab) -> Arc<Statement> {
        let open = |statement: &Statement, number| statement.begin(OperationType::ExecuteStatement, 0, number);
        slab.begin(true, open, || Statement::fresh(Arc::new(Homeless::default()))).expect("it is open")
    }

    fn begin_many(slab: &Slab, many: usize) -> Vec<Arc<Statement>> {
        (0..many).map(|_| begin(slab)).collect()
    }

    #[test]
    fn what_is_closed_takes_nothing_in_and_keeps_nothing() {
        let (slab, pool) = slab();
        let open = begin(&slab);
        assert_eq!(slab.close().count(), 1);
        assert!(!slab.keep(&open), "the worker has nothing to look after");
        let late = slab.begin(true, |_, _| {}, || Statement::fresh(Arc::new(Homeless::default())));
        assert!(late.is_none());
        assert_eq!(pool.taken().bytes, 0);
    }

    #[test]
    fn what_is_kept_is_used_again_and_let_go_when_nothing_begins_for_a_while() {
        let (slab, pool) = slab();
        let first = begin(&slab);
        assert!(slab.keep(&first), "the worker is to look after it");
        let at = Arc::as_ptr(&first);
        drop(first);
        let start = Instant::now();
        let due = start + KEPT_FOR;
        assert_eq!(slab.sweep(start), Some(due));
        let second = begin(&slab);
        assert_eq!((Arc::as_ptr(&second), second.number()), (at, 2));
        assert!(!slab.keep(&second), "the worker does");
        drop(second);
        assert_eq!(slab.sweep(due - Duration::from_millis(1)), Some(due));
        assert_eq!(slab.sweep(due), Some(due + KEPT_FOR), "one has begun meanwhile");
        assert_ne!(pool.taken().bytes, 0);
        assert_eq!(slab.sweep(due + KEPT_FOR), None);
        assert_eq!((pool.taken().bytes, slab.places.lock().taken), (0, 0));
        let third = begin(&slab);
        assert!(slab.keep(&third), "it looks no longer");
    }

    #[test]
    fn a_sweep_leaves_what_is_open_and_slots_that_are_few() {
        let (slab, _) = slab();
        let all = begin_many(&slab, FEW);
        let capacity = || slab.places.lock().slots.capacity();
        assert_eq!(capacity(), FEW);
        all.iter().for_each(|statement| _ = slab.keep(statement));
        drop(all);
        let later = |times: u32| Instant::now() + times * 2 * KEPT_FOR;
        assert!(slab.sweep(later(0)).is_some() && slab.sweep(later(1)).is_none());
        assert_eq!(capacity(), FEW);
        let all = begin_many(&slab, FEW + 1);
        assert!(slab.keep(&all[0]));
        assert!(slab.sweep(later(2)).is_some() && slab.sweep(later(3)).is_none());
        assert!(capacity() > FEW);
        all[1..].iter().for_each(|statement| _ = slab.keep(statement));
        drop(all);
        assert!(slab.sweep(later(4)).is_none() && capacity() == 0, "many are a burden");
        let open = begin_many(&slab, 3);
        slab.keep(&open[1]);
        assert_eq!(slab.close().count(), 3);
        assert_eq!(slab.close().count(), 0);
    }

    #[test]
    fn nothing_is_kept_while_the_budget_is_short_and_its_slot_is_used_again() {
        let (slab, pool) = slab();
        let all = begin_many(&slab, 4);
        assert!(slab.keep(&all[0]));
        pool.set(Budget { events: 0, bytes: charge(LOT).bytes });
        all[1..].iter().for_each(|statement| assert!(!slab.keep(statement)));
        let count = || {
            let places = slab.places.lock();
            (places.kept.len(), places.slots.len(), places.taken)
        };
        assert_eq!(count(), (1, 4, 1));
        drop(all);
        let _all = begin_many(&slab, 4);
        assert_eq!(count(), (0, 4, 4));
    }

    #[test]
    fn places_are_charged_by_lots_up_to_a_bound_and_given_back() {
        let (slab, pool) = slab();
        let lots = || pool.taken().bytes / (LOT * RECORD_BYTES) as u64;
        let all = begin_many(&slab, MOST_KEPT + 1);
        for (index, statement) in all.iter().enumerate() {
            slab.keep(statement);
            assert_eq!(lots(), ((index / LOT) as u64 + 1).min((MOST_KEPT / LOT) as u64), "{index}");
        }
        drop(all);
        assert_eq!(slab.places.lock().kept.len(), MOST_KEPT);
        let mut open = Vec::new();
        for kept in (0..MOST_KEPT).rev() {
            open.push(begin(&slab));
            // Of two lots that nobody needs, one goes.
            assert_eq!(lots(), (kept.div_ceil(LOT) as u64 + 1).min((MOST_KEPT / LOT) as u64), "{kept}");
        }
        open.push(begin(&slab));
        assert_eq!(slab.places.lock().kept.len(), 0);
        drop(slab);
        assert_eq!(pool.taken().bytes, 0);
    }
}
