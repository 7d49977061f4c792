//! What telemetry costs the driver's thread: instructions, locked instructions, readings of a clock, allocations, and
//! nanoseconds.
//!
//! ```text
//! cargo bench -p cost --bench caller
//! cargo bench -p cost --features tracing --bench caller -- tracing
//! ```
//!
//! With the beginnings of names as further words only these cases run; with `--where` besides, it says in which functions
//! they lock.

#[path = "cases/caller.rs"]
mod cases;

fn main() {
    let command = "cargo bench -p cost --bench caller";
    harness::run("caller", command, cases::CASES, Vec::new());
}
