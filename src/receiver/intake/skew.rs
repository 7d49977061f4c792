//! Clocks that are apart.

use crate::check::live::CrossRule;
use crate::receiver::finding::LiveFinding;

/// How far the client's clock may be from the receiver's: five minutes, which is what TLS and tokens put up with.
const UPLOAD_SKEW_MS: i64 = 5 * 60 * 1000;

/// How much later than its upload an event may be: a second, for clocks that are set while a batch waits.
const EVENT_AHEAD_MS: i64 = 1000;

/// How much earlier than its upload an event may be: a day. Queues hold seconds, or minutes while a service is down.
const EVENT_BEHIND_MS: i64 = 24 * 60 * 60 * 1000;

/// Returns a finding if the upload's time is far from the receiver's.
pub(crate) fn upload_skew(upload: i64, now: i64) -> Option<LiveFinding> {
    let apart = upload.saturating_sub(now);
    let detail = || format!("is {} s {} the receiver's clock", apart.unsigned_abs() / 1000, side(apart));
    (apart.unsigned_abs() > UPLOAD_SKEW_MS.unsigned_abs())
        .then(|| LiveFinding::cross(CrossRule::ClockSkew, "uploadTime", detail()))
}

/// Returns a finding if an event's time does not fit its upload's.
pub(crate) fn event_skew(event: i64, upload: i64) -> Option<LiveFinding> {
    let apart = event.saturating_sub(upload);
    let detail = || format!("is {} s {} the upload's time", apart.unsigned_abs() / 1000, side(apart));
    let path = "context.client_context.timestamp_millis";
    (!(-EVENT_BEHIND_MS..=EVENT_AHEAD_MS).contains(&apart))
        .then(|| LiveFinding::cross(CrossRule::ClockSkew, path, detail()))
}

fn side(apart: i64) -> &'static str {
    if apart < 0 { "behind" } else { "ahead of" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_may_differ_a_little() {
        assert_eq!(upload_skew(1_000_000, 1_000_000 + UPLOAD_SKEW_MS), None);
        assert!(upload_skew(1_000_000, 1_000_001 + UPLOAD_SKEW_MS).unwrap().detail.contains("behind"));
        assert!(upload_skew(i64::MAX, i64::MIN).is_some());
        assert_eq!(event_skew(2_000, 1_000), None);
        assert!(event_skew(2_001, 1_000).unwrap().detail.contains("ahead"));
        assert!(event_skew(0, EVENT_BEHIND_MS + 1).is_some());
    }
}
