//! Time on the record path: tokio's clock, which is the system's but where a test holds it still.

use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use tokio::time::Instant;

/// Wall-clock milliseconds since 1970; 0 for a clock that stands before.
pub(crate) fn wall_millis() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs().saturating_mul(1_000).saturating_add(u64::from(since.subsec_millis())))
}
