//! A fingerprint of a fingerprint is itself, and holds no more facts and frames than it may.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sql_driver_telemetry::privacy::fingerprint::{MAX_FACTS, MAX_FRAMES, fingerprint};

fuzz_target!(|text: &str| {
    let print = fingerprint(text);
    assert!(print.facts() <= MAX_FACTS && print.frames().count() <= MAX_FRAMES);
    let once = print.to_string();
    assert_eq!(fingerprint(&once).to_string(), once);
});
