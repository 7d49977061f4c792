//! What others pay for the same facts, beside what this crate pays, in one program and one run.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml --target-dir target/peers -- --bench
//! ```
//!
//! With the beginnings of names as further words only these cases run.

#[allow(dead_code, reason = "the cases that have rivals are taken from there")]
#[path = "../cases/caller.rs"]
mod caller;
mod encoding;
#[path = "../cases/log.rs"]
mod log;
mod record;

fn main() {
    let command = "cargo run --release --manifest-path benches/peers/Cargo.toml --target-dir target/peers -- --bench";
    harness::run("peers", command, &[record::CASES, encoding::CASES].concat(), versions());
}

/// The versions that this program was built with.
fn versions() -> Vec<String> {
    const NAMES: [&str; 11] = [
        "opentelemetry_sdk",
        "opentelemetry-proto",
        "fastrace",
        "sentry-core",
        "tracing",
        "tracing-subscriber",
        "tracing-appender",
        "metrics-util",
        "pbjson",
        "prost",
        "serde_json",
    ];
    let lock = include_str!("Cargo.lock");
    let version = |name: &str| {
        let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
        Some(format!("{name} {}", rest.split('"').next()?))
    };
    NAMES.into_iter().filter_map(version).collect()
}
