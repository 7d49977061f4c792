//! Setters for the messages that a driver fills by hand, so that an enum is said as itself and an option as it is.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::contract::{Cardinality, Contract, Field, Kind, Message};

/// What a driver says of a connection and of its system; the messages within follow.
const ROOTS: [&str; 2] = ["telemetry.log.v1.DriverConnectionParameters", "telemetry.log.v1.DriverSystemConfiguration"];

/// Returns the text of `setters.rs`.
pub fn write(contract: &Contract) -> String {
    let mut reached = BTreeSet::new();
    ROOTS.iter().filter_map(|root| contract.message(root)).for_each(|root| reach(contract, root, &mut reached));
    let mut text = "// Setters: generated.\n".to_owned();
    for message in contract.messages.iter().filter(|message| reached.contains(message.full_name.as_str())) {
        let mut sorted: Vec<_> = message.fields.iter().collect();
        sorted.sort_by_key(|field| field.number);
        // Writing into a `String` cannot fail.
        let _ = writeln!(text, "impl {} {{", super::descriptors::rust_path(&message.package, message.name()));
        sorted.into_iter().for_each(|field| setter(&mut text, message, field));
        text.push_str("}\n");
    }
    text
}

fn reach<'a>(contract: &'a Contract, message: &'a Message, reached: &mut BTreeSet<&'a str>) {
    if reached.insert(&message.full_name) {
        for field in &message.fields {
            if let Kind::Message(name) = &field.kind
                && let Some(inner) = contract.message(name)
            {
                reach(contract, inner, reached);
            }
        }
    }
}

fn setter(text: &mut String, message: &Message, field: &Field) {
    let optional = |kind: &str| format!("impl Into<Option<{kind}>>");
    let (life, given, kept) = match (&field.kind, field.cardinality) {
        (_, Cardinality::Repeated) => {
            ("", "impl IntoIterator<Item = String>".to_owned(), "value.into_iter().collect()")
        }
        (Kind::Bool, _) => ("", optional("bool"), "value.into()"),
        (Kind::Int32, _) => ("", optional("i32"), "value.into()"),
        (Kind::Int64, _) => ("", optional("i64"), "value.into()"),
        (Kind::Enum(name), _) => {
            ("", optional(&super::descriptors::enum_path(name)), "value.into().map(|word| word as i32)")
        }
        (Kind::Message(name), _) => {
            let name = name.strip_prefix(&format!("{}.", message.package)).unwrap_or(name);
            ("", optional(&super::descriptors::rust_path(&message.package, name)), "value.into()")
        }
        (Kind::Text | Kind::Other(_), _) => ("<'a>", optional("&'a str"), "value.into().map(str::to_owned)"),
    };
    let name = &field.name;
    let _ = writeln!(text, "    #[doc = {:?}]\n    #[must_use]", field.origin.doc);
    let _ = writeln!(text, "    pub fn with_{name}{life}(mut self, value: {given}) -> Self {{");
    let _ = writeln!(text, "        self.{} = {kept};\n        self\n    }}", super::descriptors::raw(name));
}
