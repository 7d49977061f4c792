//! See `laws/response.rs`.
#![no_main]

#[path = "../laws/response.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| law::holds(bytes));
