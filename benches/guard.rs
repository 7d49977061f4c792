//! Counts what the caller and the worker pay, and holds it against `benches/baseline.json`.
//!
//! ```text
//! cargo bench -p cost --bench guard
//! ```
//!
//! fails with a table of what grew by more than three in a hundred. If that is meant to be, `-- --accept` writes the
//! baseline anew, and the commit says why.

#[path = "cases/caller.rs"]
mod caller;
#[path = "cases/log.rs"]
mod log;
#[path = "cases/worker.rs"]
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = "cargo bench -p cost --bench guard";
    // Both begin with the loop itself.
    let cases = [caller::CASES, &worker::CASES[1..]].concat();
    let cases: Vec<_> = cases.into_iter().filter(|case| case.guarded).collect();
    if harness::guard::guard(command, &cases) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
