//! The synchronisation that the record path is built of; under `--cfg model` its model, by loom. The cfg is
//! not `loom`, which tokio takes for itself.

#[cfg(model)]
pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
#[cfg(not(model))]
pub(crate) use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};

#[cfg(model)]
use loom::sync::{Mutex as Inner, MutexGuard};
#[cfg(not(model))]
use std::sync::{Mutex as Inner, MutexGuard};
use std::sync::{OnceLock, PoisonError, TryLockError};

/// A constant, where it may be one: then it is written where it stays.
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

    /// `None` while somebody else holds the lock.
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

    /// Whether the caller runs in another process: a system call, so asked only where waiting or waking would be.
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

    /// A process that is never the current one.
    #[cfg(all(test, not(model)))]
    pub(crate) fn other() -> Self {
        Self(u32::MAX)
    }
}

/// A value that is made once in a process, by whoever needs it first; nobody waits for anybody who makes it.
///
/// Unlike with [`OnceLock::get_or_init`], a thread that comes while another one makes the value makes one of its own, for
/// this one use. In a child of `fork` that other thread may not exist.
#[derive(Debug)]
pub(crate) struct Once<T> {
    made: OnceLock<T>,
    /// Locked while the value is made, and never waited for.
    making: std::sync::Mutex<()>,
}

impl<T> Once<T> {
    pub(crate) const fn new() -> Self {
        Self { made: OnceLock::new(), making: std::sync::Mutex::new(()) }
    }

    /// The value, for as long as the process lives. One that is made because another thread is at it stays, too.
    pub(crate) fn get(&'static self, make: impl FnOnce() -> T) -> &'static T {
        if let Some(made) = self.made.get() {
            return made;
        }
        match self.making.try_lock() {
            // Nobody else is in `get_or_init`, which would be waited for.
            Ok(_making) => self.made.get_or_init(make),
            Err(TryLockError::Poisoned(_making)) => self.made.get_or_init(make),
            Err(TryLockError::WouldBlock) => Box::leak(Box::new(make())),
        }
    }

    /// What `take` makes of the value.
    pub(crate) fn with<R>(&self, make: impl FnOnce() -> T, take: impl FnOnce(&T) -> R) -> R {
        if let Some(made) = self.made.get() {
            return take(made);
        }
        match self.making.try_lock() {
            // Nobody else is in `get_or_init`, which would be waited for.
            Ok(_making) => take(self.made.get_or_init(make)),
            Err(TryLockError::Poisoned(_making)) => take(self.made.get_or_init(make)),
            Err(TryLockError::WouldBlock) => take(&make()),
        }
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_nobody_waits_for_who_makes_it() {
        static ONCE: Once<u32> = Once::new();
        let making = ONCE.making.lock().expect("no panic");
        assert_eq!(ONCE.with(|| 1, |made| *made), 1, "as in a child whose parent was making it");
        drop(making);
        assert_eq!(ONCE.with(|| 2, |made| *made), 2);
        assert_eq!(ONCE.with(|| 3, |made| *made), 2);
    }
}
