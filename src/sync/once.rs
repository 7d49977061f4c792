//! Values that are made once in a process, without anybody who waits for whoever makes them: in a child of `fork` the
//! thread that was at it may not exist.

use std::sync::{OnceLock, TryLockError};

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

    /// Returns the value, for as long as the process lives. One that is made because another thread is at it stays,
    /// too.
    pub(crate) fn get(&self, make: impl FnOnce() -> T) -> &T {
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

    /// Returns what `take` makes of the value.
    #[cfg(feature = "collect")]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_nobody_waits_for_who_makes_it() {
        static ONCE: Once<u32> = Once::new();
        let making = ONCE.making.lock().expect("no panic");
        assert_eq!(*ONCE.get(|| 1), 1, "as in a child whose parent was making it");
        drop(making);
        assert_eq!(*ONCE.get(|| 2), 2);
        assert_eq!(*ONCE.get(|| 3), 2);
    }
}
