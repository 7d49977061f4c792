//! The contract as OpenTelemetry sees it: a registry of semantic conventions, in the format of its tool, weaver.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::inventory::{Entry, Inventory};
use crate::contract::{EnumDescriptor, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor};

/// The release of the conventions that the attributes of the contract are those of.
const CONVENTIONS: &str = "1.44.0";

/// The boundaries that the conventions advise for `db.client.operation.duration`, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];

/// What the conventions let that metric have, by the beginning of their names.
const OF_THE_METRIC: [&str; 3] = ["db.", "error.", "server."];

/// Returns the files of the registry: name and text. `weaver registry check` takes the folder in which they are.
///
/// An attribute of the conventions is referred to where the contract names one. What the conventions have no word for is
/// an attribute of this registry, under `sql_driver`. A field that is never sent is in neither.
pub fn semconv() -> [(&'static str, String); 2] {
    [("manifest.yaml", manifest()), ("sql_driver.yaml", conventions())]
}

fn manifest() -> String {
    format!(
        "# Written by `sql-driver-telemetry schema semconv`.\n\
         description: The telemetry of SQL drivers.\n\
         # The registry is published nowhere: whoever publishes it says where.\n\
         schema_url: https://sql-driver-telemetry.invalid/schemas/{}\n\
         dependencies:\n\
         \x20 - schema_url: https://opentelemetry.io/schemas/{CONVENTIONS}\n\
         \x20   registry_path: https://github.com/open-telemetry/semantic-conventions@v{CONVENTIONS}[model]\n",
        env!("CARGO_PKG_VERSION"),
    )
}

fn conventions() -> String {
    let inventory = Inventory::new();
    let mut own = String::new();
    let mut event = String::new();
    let mut metric = String::new();
    let put = |out: &mut String, text: std::fmt::Arguments<'_>| {
        // Writing into a `String` cannot fail.
        let _ = out.write_fmt(text);
    };
    put(&mut metric, format_args!("      - ref: db.system.name\n        examples: [\"databricks\"]\n"));
    let mut referred = BTreeMap::new();
    for (path, field) in leaves() {
        let Some(entry) = inventory.fields.iter().find(|entry| entry.path == path && entry.sent) else { continue };
        match field.otel_attribute {
            // A message that is used twice has its attribute where it stands first.
            Some(attribute) if referred.insert(attribute, ()).is_none() => {
                let note = quoted(&format!("The field `{path}`: {}", entry.meaning));
                put(&mut event, format_args!("      - ref: {attribute}\n        note: {note}\n"));
                if OF_THE_METRIC.iter().any(|name| attribute.starts_with(name)) {
                    put(&mut metric, format_args!("      - ref: {attribute}\n        note: {note}\n"));
                }
            }
            _ => {
                put(&mut event, format_args!("      - ref: {}\n", key(&path)));
                put(&mut own, format_args!("{}", attribute(&path, field, entry)));
            }
        }
    }
    let buckets = BUCKETS.map(|it| it.to_string()).join(", ");
    format!(
        "# Written by `sql-driver-telemetry schema semconv`.\n\
         file_format: definition/2\n\
         attributes:\n{own}\
         metric_refinements:\n\
         \x20 - id: db.client.operation.duration.sql_driver\n\
         \x20   ref: db.client.operation.duration\n\
         \x20   note: \"The field `entry.sql_driver_log.operation_latency_ms`, in seconds.\"\n\
         \x20   annotations:\n\
         \x20     explicit_bucket_boundaries: [{buckets}]\n\
         \x20   attributes:\n{metric}\
         events:\n\
         \x20 - name: sql_driver.log\n\
         \x20   stability: development\n\
         \x20   brief: {}\n\
         \x20   attributes:\n{event}",
        quoted(crate::contract::SqlDriverLog::DESCRIPTOR.doc),
    )
}

/// Returns every leaf of a log with its path, in the order of the contract.
fn leaves() -> Vec<(String, &'static FieldDescriptor)> {
    fn walk(message: &'static MessageDescriptor, above: &str, out: &mut Vec<(String, &'static FieldDescriptor)>) {
        for field in message.fields {
            let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
            match field.message() {
                Some(below) => walk(below, &path, out),
                None => out.push((path, field)),
            }
        }
    }
    let mut out = Vec::new();
    walk(FrontendLog::DESCRIPTOR, "", &mut out);
    out
}

/// Returns the name of an attribute of this registry.
fn key(path: &str) -> String {
    let below = path.strip_prefix("entry.sql_driver_log.").unwrap_or(path);
    format!("sql_driver.{}", below.strip_prefix("context.client_context.").unwrap_or(below))
}

fn attribute(path: &str, field: &FieldDescriptor, entry: &Entry) -> String {
    let list = if field.repeated { "[]" } else { "" };
    let kind = match field.kind {
        Kind::Bool => format!(" boolean{list}\n"),
        Kind::Int32 | Kind::Int64 => format!(" int{list}\n"),
        Kind::Enum(declared) if !field.repeated => members(declared),
        Kind::Enum(_) | Kind::Text | Kind::Message(_) => format!(" string{list}\n"),
    };
    let note = field.unit.map(|unit| format!("    note: {}\n", quoted(&format!("In `{unit}`.")))).unwrap_or_default();
    let example = match (field.kind, &entry.example) {
        (Kind::Text, Some(example)) if field.repeated => format!("    examples: [[{}]]\n", quoted(example)),
        (Kind::Text, Some(example)) => format!("    examples: [{}]\n", quoted(example)),
        _ => String::new(),
    };
    format!(
        "  - key: {}\n    type:{kind}    stability: development\n    brief: {}\n{note}{example}",
        key(path),
        quoted(entry.meaning),
    )
}

fn members(declared: &EnumDescriptor) -> String {
    let mut out = "\n      members:\n".to_owned();
    for value in declared.values {
        // Writing into a `String` cannot fail.
        let _ = write!(
            out,
            "        - id: {}\n          value: {}\n          stability: development\n",
            value.name.to_lowercase(),
            quoted(value.name),
        );
    }
    out
}

/// In double quotes, which take what JSON takes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
