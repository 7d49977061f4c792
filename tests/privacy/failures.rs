//! What support needs: failures after public reports of many systems tell their cause by the fingerprint alone.

use serde_json::Value;
use sql_driver_telemetry::privacy::fingerprint::fingerprint;

/// After public reports, with all values changed; `cause` is what has to be told, `data` what must not be.
const FAILURES: &str = include_str!("../fixtures/privacy/failures.jsonl");

/// How many of the failures have to tell their cause.
const BAR: usize = 23;

#[test]
fn a_common_failure_tells_its_cause_and_no_value() {
    let failures: Vec<Value> =
        FAILURES.lines().map(|line| serde_json::from_str(line).expect("one document a line")).collect();
    let mut silent = Vec::new();
    for failure in &failures {
        let print = fingerprint(failure["text"].as_str().expect("a text")).to_string();
        let strings = |name: &str| failure[name].as_array().into_iter().flatten().filter_map(Value::as_str);
        let told: Vec<_> = strings("data").filter(|data| print.contains(data)).collect();
        assert!(told.is_empty(), "{told:?} in {print}");
        if !strings("cause").all(|cause| print.contains(cause)) {
            silent.push(print.clone());
        }
    }
    assert_eq!(failures.len(), 25);
    assert!(failures.len() - silent.len() >= BAR, "{silent:#?}");
}
