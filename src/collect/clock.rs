//! Time on the record path, as plain nanoseconds: a difference is one subtraction, and fits into one atomic.
//!
//! The same clocks as `std`'s, without its types, whose subtraction costs more than the reading.

pub(crate) use imp::{monotonic, wall};

#[cfg(unix)]
mod imp {
    use nix::time::{ClockId, clock_gettime};

    /// Nanoseconds of a clock that never goes back, from an origin of no meaning.
    #[inline]
    pub(crate) fn monotonic() -> u64 {
        // From the start of the system: not negative.
        read(ClockId::CLOCK_MONOTONIC, |seconds| seconds as u64)
    }

    /// Nanoseconds since 1970; 0 for a clock that stands before.
    #[inline]
    pub(crate) fn wall() -> u64 {
        read(ClockId::CLOCK_REALTIME, |seconds| seconds.max(0) as u64)
    }

    #[inline]
    fn read(clock: ClockId, seconds: impl FnOnce(i64) -> u64) -> u64 {
        // Every system has both clocks; one without would say that everything took no time.
        let Ok(time) = clock_gettime(clock) else { return 0 };
        // Nanoseconds of 64 bits last until the year 2554.
        seconds(time.tv_sec()).wrapping_mul(1_000_000_000).wrapping_add(time.tv_nsec() as u64)
    }
}

#[cfg(not(unix))]
mod imp {
    use std::{
        sync::OnceLock,
        time::{Instant, SystemTime, UNIX_EPOCH},
    };

    /// Nanoseconds of a clock that never goes back, from an origin of no meaning.
    pub(crate) fn monotonic() -> u64 {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed().as_nanos() as u64
    }

    /// Nanoseconds since 1970; 0 for a clock that stands before.
    pub(crate) fn wall() -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
    }
}
