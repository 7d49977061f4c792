//! See `laws/host.rs`.
#![no_main]

#[path = "../laws/host.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|text: &str| law::holds(text));
