//! Locks and counters, and the process that a thing belongs to.

#[cfg(model)]
pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
#[cfg(not(model))]
pub(crate) use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};

#[cfg(model)]
use loom::sync::Mutex as Inner;
#[cfg(model)]
pub(crate) use loom::sync::MutexGuard;
#[cfg(not(model))]
use std::sync::Mutex as Inner;
#[cfg(not(model))]
pub(crate) use std::sync::MutexGuard;
use std::sync::{PoisonError, TryLockError};

/// Returns a constant, where it may be one: then it is written where it stays.
#[cfg(not(model))]
#[inline(always)]
pub(crate) fn zeros<const N: usize>() -> [AtomicU64; N] {
    [const { AtomicU64::new(0) }; N]
}

#[cfg(model)]
pub(crate) fn zeros<const N: usize>() -> [AtomicU64; N] {
    std::array::from_fn(|_| AtomicU64::new(0))
}

/// A mutex whose poison is ignored: what it guards is valid at every step, and a panic elsewhere is no reason to
/// panic in a driver's thread.
#[derive(Debug, Default)]
pub(crate) struct Mutex<T>(Inner<T>);

impl<T> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Inner::new(value))
    }

    #[inline]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lock; `None` while somebody else holds it.
    #[inline]
    pub(crate) fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        match self.0.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// The process that made a thing. A child of `fork` has its memory and none of its threads, and a lock that one of
/// them held stays locked there for ever.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Process(u32);

impl Default for Process {
    fn default() -> Self {
        Self::current()
    }
}

impl Process {
    pub(crate) fn current() -> Self {
        Self(std::process::id())
    }

    /// Returns whether the caller runs in another process: a system call, so asked only where waiting or waking would
    /// be.
    pub(crate) fn is_gone(self) -> bool {
        std::process::id() != self.0
    }

    /// Locks, or `None` in a forked child that would wait for a thread of its parent.
    #[inline]
    pub(crate) fn lock<T>(self, mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
        match mutex.try_lock() {
            Some(guard) => Some(guard),
            None => self.lock_contended(mutex),
        }
    }

    #[cold]
    fn lock_contended<T>(self, mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
        if self.is_gone() { None } else { Some(mutex.lock()) }
    }

    /// Returns a process that is never the current one.
    #[cfg(all(test, not(model)))]
    pub(crate) fn other() -> Self {
        Self(u32::MAX)
    }
}
