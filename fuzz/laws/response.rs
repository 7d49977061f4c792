//! What holds of any bytes that a service may answer with.

use sql_driver_telemetry::json::{Tree, read_response, to_string};

/// Nothing panics, no count is negative, what is no JSON says nothing, and what is written of an answer is read to the
/// same again.
pub fn holds(body: &[u8]) {
    let answer = read_response(body);
    for count in [answer.num_success, answer.num_proto_success, answer.num_realtime_success] {
        assert!(count.is_none_or(|count| count >= 0));
    }
    if Tree::parse(body).is_err() {
        assert_eq!(answer, Default::default());
    }
    let written = to_string(&answer);
    assert_eq!(read_response(written.as_bytes()), answer, "{written}");
}
