//! Time as plain nanoseconds: on the record path a difference is one subtraction, and fits into one atomic.
//!
//! The same clocks as `std`'s, without its types, whose subtraction costs more than the reading. All that is ever read of
//! the time of day is read here: what events are stamped with, when a request was made, and what the date of a
//! `Retry-After` is measured against. Every wait, deadline and expiry is measured by a clock that nobody sets.

use std::ops::Add;
use std::time::Duration;

pub(crate) use imp::monotonic;

/// The longest wait that is reckoned with: what people mean by "never", on clocks that cannot hold
/// [`Duration::MAX`].
const NEVER: Duration = Duration::from_secs(100 * 365 * 86_400);

/// Returns the time `wait` after `now`. Waits come from drivers and settings from people: none is too long.
pub(crate) fn later<T: Add<Duration, Output = T>>(now: T, wait: Duration) -> T {
    now + wait.min(NEVER)
}

/// Returns nanoseconds since 1970; 0 for a clock that stands before.
#[inline]
pub(crate) fn wall() -> u64 {
    #[cfg(test)]
    if let Some(seconds) = stepped::seconds() {
        return since_1970(seconds, 0);
    }
    imp::wall()
}

/// Nanoseconds of 64 bits last until the year 2554, where they begin anew.
#[cfg(any(unix, test))]
#[inline]
fn since_1970(seconds: impl Into<i64>, nanos: impl Into<i64>) -> u64 {
    (seconds.into().max(0) as u64).wrapping_mul(1_000_000_000).wrapping_add(nanos.into() as u64)
}

#[cfg(unix)]
mod imp {
    use nix::time::{ClockId, clock_gettime};

    /// Returns nanoseconds of a clock that never goes back, from an origin of no meaning.
    #[inline]
    pub(crate) fn monotonic() -> u64 {
        read(ClockId::CLOCK_MONOTONIC)
    }

    #[inline]
    pub(super) fn wall() -> u64 {
        read(ClockId::CLOCK_REALTIME)
    }

    #[inline]
    fn read(clock: ClockId) -> u64 {
        // Every system has both clocks; one without would say that everything took no time.
        clock_gettime(clock).map_or(0, |time| super::since_1970(time.tv_sec(), time.tv_nsec()))
    }
}

#[cfg(not(unix))]
mod imp {
    use std::sync::OnceLock;
    use std::time::{Instant, SystemTime, UNIX_EPOCH};

    /// Returns nanoseconds of a clock that never goes back, from an origin of no meaning.
    pub(crate) fn monotonic() -> u64 {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed().as_nanos() as u64
    }

    pub(super) fn wall() -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
    }
}

/// A time of day that a test sets, for its own thread: a pipeline on the runtime of a `tokio::test` runs there whole.
#[cfg(test)]
pub(crate) mod stepped {
    use std::cell::Cell;

    thread_local! {
        static SECONDS: Cell<Option<i64>> = const { Cell::new(None) };
    }

    pub(super) fn seconds() -> Option<i64> {
        SECONDS.get()
    }

    /// Sets the clock to so many seconds since 1970, until this is dropped.
    pub(crate) struct Stepped(());

    impl Stepped {
        pub(crate) fn to(seconds: i64) -> Self {
            SECONDS.set(Some(seconds));
            Self(())
        }

        pub(crate) fn step(&self, seconds: i64) {
            SECONDS.set(Some(seconds));
        }
    }

    impl Drop for Stepped {
        fn drop(&mut self) {
            SECONDS.set(None);
        }
    }
}
