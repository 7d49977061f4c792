//! A million events on connections that live for less than a second, and what became of each of them.
//!
//! Sixteen threads open connections to a service on this machine, record, and end in every way that there is, in the
//! middle of it or in good order. In the end each event has arrived, or the books name the reason why not.
//!
//! ```text
//! cargo run --example soak -- [--events N] [--threads N] [--seed S]
//! cargo run --example soak -- --per-second 50 [--seconds 60]
//! ```
//!
//! The second opens connections in an even stream, each with two events, and drops them: nothing is to be lost.

mod run;

use std::process::ExitCode;

use run::{Pace, Soak};

fn main() -> ExitCode {
    let mut soak = Soak { events: 1_000_000, threads: 16, seed: 1, pace: None };
    let mut seconds = 60;
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse().ok());
        match (name.as_str(), value) {
            ("--events", Some(value)) => soak.events = value,
            ("--threads", Some(value)) => soak.threads = value,
            ("--seed", Some(value)) => soak.seed = value,
            ("--per-second", Some(value)) => {
                let per_second = u32::try_from(value).unwrap_or(u32::MAX).max(1);
                soak.pace = Some(Pace { per_second, seconds });
            }
            ("--seconds", Some(value)) => seconds = u32::try_from(value).unwrap_or(u32::MAX),
            _ => {
                eprintln!("usage: soak [--events N] [--threads N] [--seed S] | --per-second N [--seconds N]");
                return ExitCode::from(2);
            }
        }
    }
    soak.pace = soak.pace.map(|pace| Pace { seconds, ..pace });
    let report = soak.run();
    println!("{report}");
    if report.is_explained() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
