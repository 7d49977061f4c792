//! See `laws/options.rs`.
#![no_main]

#[path = "../laws/options.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|text: &str| law::holds(text));
