//! Numbers of one log that contradict each other, and clocks.

use super::rule::{CrossRule, LiveFinding};
use crate::contract::SqlDriverLog;

/// How far the client's clock may be from the receiver's: five minutes, which is what TLS and tokens put up with.
const UPLOAD_SKEW_MS: i64 = 5 * 60 * 1000;

/// How much later than its upload an event may be: a second, for clocks that are set while a batch waits.
const EVENT_AHEAD_MS: i64 = 1000;

/// How much earlier than its upload an event may be: a day. Queues hold seconds, or minutes while a service is down.
const EVENT_BEHIND_MS: i64 = 24 * 60 * 60 * 1000;

const DETAIL: &str = "entry.sql_driver_log.sql_operation.operation_detail";
const CHUNKS: &str = "entry.sql_driver_log.sql_operation.chunk_details";
const RESULT: &str = "entry.sql_driver_log.sql_operation.result_latency";

/// Adds a finding for every pair of numbers that cannot both be true.
pub(crate) fn contradictions(log: &SqlDriverLog, findings: &mut Vec<LiveFinding>) {
    let mut found = |path: String, detail: String| {
        findings.push(LiveFinding::cross(CrossRule::LatencyContradiction, &path, detail));
    };
    let mut negative = |path: &str, name: &str, number: Option<i64>| {
        if let Some(number) = number.filter(|number| *number < 0) {
            found(format!("{path}.{name}"), format!("is {number}, below 0"));
        }
    };
    negative("entry.sql_driver_log", "operation_latency_ms", log.operation_latency_ms);
    let Some(operation) = &log.sql_operation else { return };
    if let Some(result) = &operation.result_latency {
        negative(RESULT, "result_set_ready_latency_millis", result.result_set_ready_latency_millis);
        negative(RESULT, "result_set_consumption_latency_millis", result.result_set_consumption_latency_millis);
    }
    if let Some(detail) = &operation.operation_detail {
        let calls = detail.n_operation_status_calls.map(i64::from);
        negative(DETAIL, "n_operation_status_calls", calls);
        negative(DETAIL, "operation_status_latency_millis", detail.operation_status_latency_millis);
        if let (Some(0), Some(time)) = (calls, detail.operation_status_latency_millis)
            && time > 0
        {
            found(format!("{DETAIL}.operation_status_latency_millis"), format!("is {time} for 0 status calls"));
        }
    }
    let Some(chunks) = &operation.chunk_details else { return };
    let (initial, slowest) = (chunks.initial_chunk_latency_millis, chunks.slowest_chunk_latency_millis);
    let sum = chunks.sum_chunks_download_time_millis;
    let mut negative = |name: &str, number: Option<i64>| {
        if let Some(number) = number.filter(|number| *number < 0) {
            found(format!("{CHUNKS}.{name}"), format!("is {number}, below 0"));
        }
    };
    negative("initial_chunk_latency_millis", initial);
    negative("slowest_chunk_latency_millis", slowest);
    negative("sum_chunks_download_time_millis", sum);
    negative("total_chunks_present", chunks.total_chunks_present.map(i64::from));
    negative("total_chunks_iterated", chunks.total_chunks_iterated.map(i64::from));
    if let Some((slowest, initial)) = slowest.zip(initial).filter(|(slowest, initial)| slowest < initial) {
        found(format!("{CHUNKS}.slowest_chunk_latency_millis"), format!("is {slowest}, the first chunk's {initial}"));
    }
    if let Some((sum, slowest)) = sum.zip(slowest).filter(|(sum, slowest)| sum < slowest) {
        found(format!("{CHUNKS}.sum_chunks_download_time_millis"), format!("is {sum}, the slowest chunk's {slowest}"));
    }
    let counts = chunks.total_chunks_iterated.zip(chunks.total_chunks_present);
    if let Some((iterated, present)) = counts.filter(|(iterated, present)| iterated > present) {
        found(format!("{CHUNKS}.total_chunks_iterated"), format!("is {iterated} of {present} present"));
    }
}

/// A finding if the upload's time is far from the receiver's.
pub(crate) fn upload_skew(upload: i64, now: i64) -> Option<LiveFinding> {
    let apart = upload.saturating_sub(now);
    let detail = || format!("is {} s {} the receiver's clock", apart.unsigned_abs() / 1000, side(apart));
    (apart.unsigned_abs() > UPLOAD_SKEW_MS.unsigned_abs())
        .then(|| LiveFinding::cross(CrossRule::ClockSkew, "uploadTime", detail()))
}

/// A finding if an event's time does not fit its upload's.
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
    use crate::contract::{ChunkDetails, OperationDetail, SqlExecutionEvent};

    fn found(operation: SqlExecutionEvent) -> Vec<String> {
        let log = SqlDriverLog { sql_operation: Some(operation), ..Default::default() };
        let mut findings = Vec::new();
        contradictions(&log, &mut findings);
        findings.iter().map(|f| format!("{} {}", f.path.rsplit_once('.').unwrap().1, f.detail)).collect()
    }

    fn chunks(initial: i64, slowest: i64, sum: i64, present: i32, iterated: i32) -> SqlExecutionEvent {
        let chunk_details = Some(ChunkDetails {
            initial_chunk_latency_millis: Some(initial),
            slowest_chunk_latency_millis: Some(slowest),
            sum_chunks_download_time_millis: Some(sum),
            total_chunks_present: Some(present),
            total_chunks_iterated: Some(iterated),
            ..Default::default()
        });
        SqlExecutionEvent { chunk_details, ..Default::default() }
    }

    #[test]
    fn numbers_that_can_be_true_are_no_findings() {
        assert!(found(chunks(5, 9, 20, 4, 3)).is_empty());
        assert!(found(chunks(0, 0, 0, 0, 0)).is_empty());
        assert!(found(SqlExecutionEvent::default()).is_empty());
    }

    #[test]
    fn every_contradiction_is_told() {
        assert_eq!(found(chunks(9, 5, 20, 4, 4)), ["slowest_chunk_latency_millis is 5, the first chunk's 9"]);
        assert_eq!(found(chunks(5, 9, 8, 4, 4)), ["sum_chunks_download_time_millis is 8, the slowest chunk's 9"]);
        assert_eq!(found(chunks(5, 9, 20, 4, 5)), ["total_chunks_iterated is 5 of 4 present"]);
        assert_eq!(found(chunks(-1, 9, 20, 4, 4)), ["initial_chunk_latency_millis is -1, below 0"]);
        let operation_detail = Some(OperationDetail {
            n_operation_status_calls: Some(0),
            operation_status_latency_millis: Some(7),
            ..Default::default()
        });
        let polled = SqlExecutionEvent { operation_detail, ..Default::default() };
        assert_eq!(found(polled), ["operation_status_latency_millis is 7 for 0 status calls"]);
    }

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
