//! The statements of a connection that have not ended, so that its close can end them.

use std::mem;
use std::sync::Arc;

use crate::record::Statement;
use crate::sync::{Mutex, Ordering, Process};

/// A slab: a statement knows its slot, so that putting in and taking out are a few moves under the lock.
#[derive(Debug)]
pub(crate) struct OpenStatements {
    slots: Mutex<Slots>,
    process: Process,
}

#[derive(Debug, Default)]
struct Slots {
    slots: Vec<Slot>,
    free: Option<u32>,
    closed: bool,
}

#[derive(Debug)]
enum Slot {
    Taken(Arc<Statement>),
    Free { next: Option<u32> },
}

impl OpenStatements {
    pub(crate) fn new() -> Self {
        Self { slots: Mutex::new(Slots::default()), process: Process::current() }
    }

    /// Whether it was taken in: not after [`close`](Self::close), and not in a forked child.
    #[inline]
    pub(crate) fn insert(&self, statement: &Arc<Statement>) -> bool {
        let Some(mut slots) = self.process.lock(&self.slots) else { return false };
        if slots.closed {
            return false;
        }
        let taken = Slot::Taken(statement.clone());
        let index = slots.free.unwrap_or(slots.slots.len() as u32);
        // More statements than 32 bits count do not fit into memory.
        match slots.slots.get_mut(index as usize) {
            Some(slot) => {
                if let Slot::Free { next } = mem::replace(slot, taken) {
                    slots.free = next;
                }
            }
            None => slots.slots.push(taken),
        }
        statement.slot.store(index, Ordering::Relaxed);
        true
    }

    /// Takes one out; `None` if a close was faster.
    #[inline]
    pub(crate) fn remove(&self, statement: &Statement) -> Option<Arc<Statement>> {
        let mut slots = self.process.lock(&self.slots)?;
        let index = statement.slot.load(Ordering::Relaxed);
        let next = slots.free;
        let taken = mem::replace(slots.slots.get_mut(index as usize)?, Slot::Free { next });
        slots.free = Some(index);
        match taken {
            Slot::Taken(statement) => Some(statement),
            Slot::Free { .. } => None,
        }
    }

    /// Takes all of them out, and takes none in any more.
    pub(crate) fn close(&self) -> impl Iterator<Item = Arc<Statement>> {
        let slots = self.process.lock(&self.slots).map(|mut slots| {
            slots.closed = true;
            slots.free = None;
            mem::take(&mut slots.slots)
        });
        slots.into_iter().flatten().filter_map(|slot| match slot {
            Slot::Taken(statement) => Some(statement),
            Slot::Free { .. } => None,
        })
    }
}
