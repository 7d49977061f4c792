//! What a process makes once and shares.

use std::sync::{Mutex, TryLockError};
use std::time::{Duration, Instant};

/// A value that is made at first use, anew in a forked child, and never waited for without a bound: a thread of the
/// parent may have held the lock when the child began, and nobody there will let go of it.
pub(crate) struct OncePerProcess<T>(Mutex<Option<(u32, T)>>);

impl<T: Clone> OncePerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Returns the value, if there is one of this process that is to be kept; else what `make` gives. If somebody else
    /// is at it for longer than `wait`, a value that is shared with nobody.
    pub(crate) fn get_or_make(&self, wait: Duration, keep: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> T {
        let until = Instant::now() + wait;
        let mut slot = loop {
            match self.0.try_lock() {
                Ok(slot) => break slot,
                Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(Duration::from_millis(1)),
                Err(TryLockError::WouldBlock) => return make(),
            }
        };
        let process = std::process::id();
        if let Some((made_in, value)) = &*slot
            && *made_in == process
            && keep(value)
        {
            return value.clone();
        }
        let value = make();
        // What is of the parent is not dropped here: it may hold sockets that both have.
        std::mem::forget(slot.replace((process, value.clone())));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_unless_it_is_not_to_be_kept_and_never_waited_for_without_a_bound() {
        let once = OncePerProcess::new();
        let get = |keep: bool, value| once.get_or_make(Duration::from_millis(20), |_| keep, || value);
        assert_eq!([get(true, 1), get(true, 2), get(false, 3), get(true, 4)], [1, 1, 3, 3]);
        let held = once.0.lock().unwrap();
        assert_eq!(get(true, 5), 5, "somebody holds it");
        drop(held);
        *once.0.lock().unwrap() = Some((std::process::id() + 1, 6));
        assert_eq!(get(true, 7), 7, "another process made it");
    }
}
