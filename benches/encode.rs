//! What a log costs on its way out and in: the privacy pass, both forms of JSON, and reading.
//!
//! `cargo bench --bench encode` prints the best of many slices, in nanoseconds a log. Run as a test it makes one slice,
//! so that it cannot rot.

use std::hint::black_box;
use std::time::Instant;

use sql_driver_telemetry::contract::FrontendLog;
use sql_driver_telemetry::json::{self, BodyBuilder};
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

const EVENTS: [(&str, &str); 2] = [
    ("inline query", include_str!("../tests/fixtures/events/inline_query.json")),
    ("cloud download", include_str!("../tests/fixtures/events/cloud_download.json")),
];

/// Logs in one slice: long enough for the clock, short enough to fall between two interruptions.
const SLICE: u32 = 200;

fn main() {
    let slices = if std::env::args().any(|argument| argument == "--bench") { 2000 } else { 1 };
    for (name, text) in EVENTS {
        let log: FrontendLog = json::from_str(text).expect("the event is one of the contract");
        let (scrubbed, _) = Scrubbed::new(log.clone(), &Policy::default());
        let line = scrubbed.to_json();
        println!("{name}: {} bytes of JSON, {} bytes of protobuf", line.len(), scrubbed.to_binary().len());
        measure("scrub (with a clone)", slices, || drop(black_box(Scrubbed::new(log.clone(), &Policy::default()))));
        measure("to JSON", slices, || drop(black_box(scrubbed.to_json())));
        measure("to a body of one log", slices, || {
            let mut body = BodyBuilder::new(0);
            body.push(&scrubbed, usize::MAX);
            drop(black_box(body.finish()));
        });
        measure("to protobuf", slices, || drop(black_box(scrubbed.to_binary())));
        measure("from JSON", slices, || drop(black_box(json::from_str::<FrontendLog>(&line))));
    }
}

fn measure(what: &str, slices: u32, mut work: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..slices {
        let start = Instant::now();
        (0..SLICE).for_each(|_| work());
        best = best.min(start.elapsed().as_nanos() as f64 / f64::from(SLICE));
    }
    println!("  {what:22} {best:7.0} ns");
}
