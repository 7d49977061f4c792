//! See `laws/json.rs`.
#![no_main]

#[path = "../laws/json.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| law::holds(bytes));
