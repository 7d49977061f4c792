//! The released contract for people: a line for each field, value and method.

use std::fmt::Write;
use std::fs;

use crate::model::{Cardinality, Contract, Field, OPTIONS_PACKAGE};

const NAME: &str = "contract";

/// Compares `released` with `snapshots/contract.snap`, after writing it anew if `accept` says so.
pub fn assert_matches(released: &Contract, accept: bool) {
    let text = lines(released);
    if accept {
        let head = "---\nsource: tests/evolution/twin.rs\n---\n";
        fs::write(format!("snapshots/{NAME}.snap"), format!("{head}{text}")).expect("the twin can be written");
    }
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(NAME, text);
    });
}

fn lines(contract: &Contract) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        // Writing into a `String` cannot fail.
        let _ = writeln!(out, "{text}");
    };
    for message in
        contract.messages.iter().filter(|message| !message.fields.is_empty() && message.package != OPTIONS_PACKAGE)
    {
        let reserved = reserved(&message.reserved_numbers, &message.reserved_names);
        line(format!("message {}{reserved}", message.full_name));
        message.fields.iter().for_each(|field| line(format!("  {}", describe(field))));
    }
    for declared in &contract.enums {
        let reserved = reserved(&declared.reserved_numbers, &declared.reserved_names);
        line(format!("enum {}{reserved}", declared.full_name));
        declared.values.iter().for_each(|value| line(format!("  {} {}", value.number, value.name)));
    }
    for service in &contract.services {
        line(format!("service {}", service.full_name));
        for method in &service.methods {
            line(format!("  {}({}) returns ({})", method.name, method.input, method.output));
        }
    }
    out
}

fn describe(field: &Field) -> String {
    let cardinality = match field.cardinality {
        Cardinality::Optional => "optional ",
        Cardinality::Repeated => "repeated ",
        Cardinality::Implicit => "",
    };
    let mut text = format!("{} {}: {cardinality}{}", field.number, field.name, field.kind);
    let mut add = |word: &str| {
        text.push(' ');
        text.push_str(word);
    };
    if let Some(class) = &field.class {
        add(&class.name);
    }
    for (set, word) in
        [(field.unauthenticated, "unauthenticated"), (field.extension, "extension"), (field.debug_redact, "redacted")]
    {
        if set {
            add(word);
        }
    }
    if let (Some(min), Some(max)) = (field.min, field.max) {
        add(&format!("{min} to {max}"));
    }
    if field.deprecated {
        add("deprecated");
    }
    for (name, value) in [("unit", &field.unit), ("otel", &field.otel_attribute)] {
        if let Some(value) = value {
            add(&format!("{name}={value}"));
        }
    }
    if !field.allowed.is_empty() {
        add(&format!("[{}]", field.allowed.join(", ")));
    }
    if let Some(word) = &field.otherwise {
        add(&format!("else {word}"));
    }
    text
}

fn reserved<N: std::fmt::Display + PartialEq>(ranges: &[(N, N)], names: &[String]) -> String {
    let ranges = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    let all: Vec<_> = ranges.chain(names.iter().map(|name| format!("{name:?}"))).collect();
    if all.is_empty() { String::new() } else { format!(" reserved {}", all.join(", ")) }
}
