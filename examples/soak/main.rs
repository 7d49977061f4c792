//! A million events on connections that live for less than a second, and what became of each of them.
//!
//! Sixteen threads open connections to a service on this machine, record, and end in every way that there is, in the
//! middle of it or in good order. In the end each event has arrived, or the books name the reason why not.
//!
//! ```text
//! cargo run --example soak -- [--events N] [--threads N] [--seed S]
//! ```

mod run;

use std::process::ExitCode;

use run::Soak;

fn main() -> ExitCode {
    let mut soak = Soak { events: 1_000_000, threads: 16, seed: 1 };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse().ok());
        match (name.as_str(), value) {
            ("--events", Some(value)) => soak.events = value,
            ("--threads", Some(value)) => soak.threads = value,
            ("--seed", Some(value)) => soak.seed = value,
            _ => {
                eprintln!("usage: soak [--events N] [--threads N] [--seed S]");
                return ExitCode::from(2);
            }
        }
    }
    let report = soak.run();
    println!("{report}");
    if report.is_explained() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
