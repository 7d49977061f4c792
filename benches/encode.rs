//! What a log costs on its way out and in: the privacy pass, both forms of JSON, and reading.
//!
//! `cargo bench --bench encode` prints the best of many slices, in nanoseconds a log. Run as a test it makes one slice,
//! so that it cannot rot.
//!
//! Beside ours stands the serde that pbjson generates, with what `serde_json` offers for a document inside a string:
//! a formatter that escapes as it goes ([`Nested`]), or the finished document escaped afterwards.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};
use sql_driver_telemetry::contract::{FrontendLog, SqlDriverLog};
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
        // As the worker has it: what is the same for a connection is scrubbed and encoded once.
        let mut varying = log.clone();
        let parts = varying.entry.as_mut().and_then(|entry| entry.sql_driver_log.as_mut()).expect("a driver's log");
        let whole = SqlDriverLog {
            system_configuration: parts.system_configuration.take(),
            driver_connection_params: parts.driver_connection_params.take(),
            ..SqlDriverLog::default()
        };
        let constant = Scrubbed::new(whole, &Policy::default()).0.to_constant();
        let (varying, _) = Scrubbed::new(varying, &Policy::default());
        let whole: serde_json::Value = serde_json::from_slice(&nested(&scrubbed)).expect("a string that holds the log");
        assert_eq!(whole.as_str(), Some(line.as_str()), "both write the same");
        println!("{name}: {} bytes of JSON, {} bytes of protobuf", line.len(), scrubbed.to_binary().len());
        measure("scrub (with a clone)", slices, || drop(black_box(Scrubbed::new(log.clone(), &Policy::default()))));
        measure("to JSON", slices, || drop(black_box(scrubbed.to_json())));
        measure("to a body of one log", slices, || {
            let mut body = BodyBuilder::new(0);
            body.push(&scrubbed, usize::MAX);
            drop(black_box(body.finish()));
        });
        measure("50 logs to a body, constant part laid over", slices.div_ceil(50), || {
            let mut body = BodyBuilder::new(0);
            for _ in 0..50 {
                body.push_with(&varying, &[&constant], usize::MAX);
            }
            drop(black_box(body.finish()));
        });
        measure("pbjson: to JSON", slices, || drop(black_box(serde_json::to_string(&scrubbed))));
        measure("pbjson: to a string of JSON, one pass", slices, || drop(black_box(nested(&scrubbed))));
        measure("pbjson: to a string of JSON, two passes", slices, || {
            let json = serde_json::to_string(&scrubbed).expect("JSON");
            drop(black_box(serde_json::to_string(&json)));
        });
        measure("pbjson: from JSON", slices, || drop(black_box(serde_json::from_str::<FrontendLog>(&line))));
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
    println!("  {what:42} {best:7.0} ns");
}

/// A log as a JSON string that holds its JSON.
fn nested(log: &Scrubbed<FrontendLog>) -> Vec<u8> {
    let mut out = Vec::with_capacity(2048);
    out.push(b'"');
    log.serialize(&mut Serializer::with_formatter(&mut out, Nested)).expect("a log has a JSON");
    out.push(b'"');
    out
}

/// Writes JSON as it stands inside a JSON string.
struct Nested;

impl Formatter for Nested {
    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\\\"")
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\\\"")
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        writer.write_all(b"\\\\")?;
        match escape {
            CharEscape::Quote => writer.write_all(b"\\\""),
            CharEscape::ReverseSolidus => writer.write_all(b"\\\\"),
            CharEscape::Backspace => writer.write_all(b"b"),
            CharEscape::FormFeed => writer.write_all(b"f"),
            CharEscape::LineFeed => writer.write_all(b"n"),
            CharEscape::CarriageReturn => writer.write_all(b"r"),
            CharEscape::Tab => writer.write_all(b"t"),
            CharEscape::Solidus => writer.write_all(b"/"),
            CharEscape::AsciiControl(byte) => write!(writer, "u{byte:04x}"),
        }
    }
}
