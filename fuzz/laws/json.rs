//! What holds of any bytes that are read as a log.

use sql_driver_telemetry::contract::FrontendLog;
use sql_driver_telemetry::json::{Tree, from_slice, read_tolerant, to_string};

/// Nothing panics; what is read strictly is read tolerantly to the same; and what is written of it is read to the same
/// again, in the same words.
pub fn holds(bytes: &[u8]) {
    let strict = from_slice::<FrontendLog>(bytes);
    let Ok(tree) = Tree::parse(bytes) else {
        assert!(strict.is_err(), "the strict reader takes what is no JSON");
        return;
    };
    let mut log = FrontendLog::default();
    let departures = read_tolerant(&tree, &mut log);
    match strict {
        Ok(strict) => assert_eq!(to_string(&strict), to_string(&log)),
        Err(_) => assert!(!departures.is_empty() || bytes.len() > sql_driver_telemetry::json::MAX_INPUT_BYTES),
    }
    let written = to_string(&log);
    let again: FrontendLog = from_slice(written.as_bytes()).expect("what is written can be read");
    assert_eq!(to_string(&again), written);
}
