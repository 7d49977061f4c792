//! One log, written for the wire and read back.

use std::hint::black_box;
use std::io::{self, Write};

use harness::{Case, Meter};
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use prost::Message;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};
use sql_driver_telemetry::contract::{FrontendLog, SqlDriverLog, TelemetryClientContext};
use sql_driver_telemetry::json::{self, BodyBuilder};
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

use crate::log::{constant, log};

const AGENT: &str = "DatabricksADBCDriver/1.4.2";

pub const CASES: &[Case] = &[
    Case::new(
        "write-overlaid",
        "**this crate**: into an upload, what is the same for a connection laid over",
        overlaid,
    ),
    Case::new("write-whole", "**this crate**: into an upload, all of it", whole),
    Case::new("pbjson-one-pass", "pbjson: into an upload, escaped by a formatter as it goes", one_pass),
    Case::new("pbjson-two-passes", "pbjson: to JSON, then escaped by `serde_json`", two_passes),
    Case::new("prost", "prost: to protobuf", protobuf),
    Case::new("otlp", "OTLP: a log record of the same numbers and texts as attributes, made and encoded", otlp),
    Case::new("read", "**this crate**: strictly, from JSON", read).rounds(64),
    Case::new("pbjson-read", "pbjson: from JSON", pbjson_read).rounds(64),
    Case::new("prost-read", "prost: from protobuf", prost_read).rounds(64),
];

fn scrubbed() -> Scrubbed<FrontendLog> {
    Scrubbed::new(log(constant(), Some(AGENT.to_owned())), &Policy::default()).0
}

fn overlaid(meter: &mut Meter) {
    let client = TelemetryClientContext { user_agent: Some(AGENT.to_owned()), ..TelemetryClientContext::default() };
    let policy = Policy::default();
    let constants =
        [Scrubbed::new(constant(), &policy).0.to_constant(), Scrubbed::new(client, &policy).0.to_constant()];
    let (log, _) = Scrubbed::new(log(SqlDriverLog::default(), None), &policy);
    meter.plain(|_| {
        let mut body = BodyBuilder::new(0);
        body.push_with(black_box(&log), &[&constants[0], &constants[1]], usize::MAX);
        black_box(body.finish());
    });
}

fn whole(meter: &mut Meter) {
    let log = scrubbed();
    meter.plain(|_| {
        let mut body = BodyBuilder::new(0);
        body.push(black_box(&log), usize::MAX);
        black_box(body.finish());
    });
}

fn one_pass(meter: &mut Meter) {
    let log = scrubbed();
    meter.plain(|_| {
        let mut out = Vec::with_capacity(4096);
        out.push(b'"');
        black_box(&log).serialize(&mut Serializer::with_formatter(&mut out, Nested)).expect("a log has a JSON");
        out.push(b'"');
        black_box(out);
    });
}

fn two_passes(meter: &mut Meter) {
    let log = scrubbed();
    meter.plain(|_| {
        let json = serde_json::to_string(black_box(&log)).expect("a log has a JSON");
        let _ = black_box(serde_json::to_string(&json));
    });
}

fn protobuf(meter: &mut Meter) {
    let log = log(constant(), Some(AGENT.to_owned()));
    meter.plain(|_| {
        black_box(black_box(&log).encode_to_vec());
    });
}

/// What JSON has as numbers, words and texts, one attribute each, named by the way to it.
fn otlp(meter: &mut Meter) {
    let json: serde_json::Value = serde_json::from_str(&scrubbed().to_json()).expect("JSON");
    let mut facts = Vec::new();
    flatten("", &json, &mut facts);
    meter.plain(|_| {
        let attribute = |(name, value): &(String, any_value::Value)| KeyValue {
            key: name.clone(),
            value: Some(AnyValue { value: Some(value.clone()) }),
            ..KeyValue::default()
        };
        let record = LogRecord { attributes: facts.iter().map(attribute).collect(), ..LogRecord::default() };
        black_box(record.encode_to_vec());
    });
}

fn flatten(way: &str, value: &serde_json::Value, facts: &mut Vec<(String, any_value::Value)>) {
    let fact = match value {
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                let way = if way.is_empty() { name.clone() } else { format!("{way}.{name}") };
                flatten(&way, value, facts);
            }
            return;
        }
        serde_json::Value::Bool(is) => any_value::Value::BoolValue(*is),
        serde_json::Value::Number(number) => any_value::Value::IntValue(number.as_i64().unwrap_or_default()),
        other => any_value::Value::StringValue(other.as_str().unwrap_or_default().to_owned()),
    };
    facts.push((way.to_owned(), fact));
}

fn read(meter: &mut Meter) {
    let line = scrubbed().to_json();
    meter.plain(|_| {
        let _ = black_box(json::from_str::<FrontendLog>(black_box(&line)));
    });
}

fn pbjson_read(meter: &mut Meter) {
    let line = scrubbed().to_json();
    meter.plain(|_| {
        let _ = black_box(serde_json::from_str::<FrontendLog>(black_box(&line)));
    });
}

fn prost_read(meter: &mut Meter) {
    let bytes = log(constant(), Some(AGENT.to_owned())).encode_to_vec();
    meter.plain(|_| {
        let _ = black_box(FrontendLog::decode(black_box(&*bytes)));
    });
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
