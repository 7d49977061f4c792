//! What an event costs the worker: from the queue to the transport, and by its parts.
//!
//! ```text
//! cargo bench -p cost --bench worker
//! ```
//!
//! With the beginnings of names as further words only these cases run.

#[allow(dead_code, reason = "the worker's cases take the statement from there")]
#[path = "cases/caller.rs"]
mod caller;
#[path = "cases/worker.rs"]
mod cases;
#[path = "cases/log.rs"]
mod log;

fn main() {
    let command = "cargo bench -p cost --bench worker";
    harness::run("worker", command, cases::CASES, Vec::new());
}
