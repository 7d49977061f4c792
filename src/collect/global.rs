//! The telemetry of this process, and of each that was forked from it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Telemetry;

impl Telemetry {
    /// Returns the one of this process. A child of `fork` has one of its own, from its first call on, whatever its
    /// parent did; handles that it inherited record nothing.
    pub fn global() -> Self {
        let process = std::process::id();
        for slot in &SLOTS {
            let taken = slot.process.compare_exchange(0, process, Ordering::AcqRel, Ordering::Acquire);
            if taken.is_ok() || taken == Err(process) {
                return slot.telemetry.get_or_init(Self::new).clone();
            }
        }
        Self::disabled()
    }
}

/// A process takes the first slot that is free, and finds those of its ancestors taken. So it never looks into what a
/// thread of its parent was making when it was forked, and would make for ever.
struct Slot {
    /// The process's id; 0 is none.
    process: AtomicU32,
    telemetry: OnceLock<Telemetry>,
}

/// Processes in a line, each forked from the one before, of which each uses telemetry. There is none for the next one.
const MOST: usize = 64;

static SLOTS: [Slot; MOST] = [const { Slot { process: AtomicU32::new(0), telemetry: OnceLock::new() } }; MOST];
