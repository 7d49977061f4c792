//! The schema reference: every message, field and enum value, in the words of the contract.

use std::fmt::{Display, Write};

use super::contract::{Bound, Cardinality, Contract, Enum, Field, Kind, Message, Method, OPTIONS_PACKAGE, Obligation};
use super::errors::quoted;

const HEAD: &str = "\
# Schema reference

Generated from the `.proto` files beside it; a test compares. To change it, change the contract and run
`UPDATE_DOCS=1 cargo test --test contract reference`.

`optional` on every leaf: unset and zero differ. Integers are JSON numbers. **Class** is what the privacy pass does with
a value, **unauth** says whether the field may go to the endpoint that needs no credential, **ext** marks the fields that
the service's own schema does not have (numbers from 1000). Units are in UCUM notation.
**range** is what is plausible for a number: the live check tells of a value outside of it.
**needed** says which events have to fill a field (required), should fill it (recommended), or have no use for it (not
applicable). The first that fits an event counts. Conditions speak of other fields of `SqlDriverLog`: `a` holds where `a`
is told (set, and not zero, false, empty or unknown), `!a` where it is not.
";

const ERRORS: &str = "
## Errors

What an error is called here, in the JDBC driver, in the Go driver, in the kernel's C interface and in ADBC: names are
found in any case, with and without underscores. Where a driver has no name, the kind follows from the ADBC status, from
the HTTP status or from the first two characters of the SQLSTATE.

| error | meaning | JDBC | Go | kernel | ADBC | SQLSTATE | HTTP |
|---|---|---|---|---|---|---|---|
";

/// Returns the text of the reference, in Markdown.
pub fn write(contract: &Contract) -> String {
    let mut out = HEAD.to_owned();
    let mut package = "";
    let is_sent = |message: &&Message| !message.fields.is_empty() && message.package != OPTIONS_PACKAGE;
    for message in contract.messages.iter().filter(is_sent) {
        if message.package != package {
            package = &message.package;
            push(&mut out, format_args!("\n## Package `{package}`\n"));
        }
        write_message(&mut out, contract, message);
    }
    out.push_str("\n## Enums\n");
    let is_error = |declared: &&Enum| declared.values.iter().any(|value| value.error.is_some());
    for declared in contract.enums.iter().filter(|declared| declared.package != OPTIONS_PACKAGE && !is_error(declared))
    {
        write_enum(&mut out, declared);
    }
    write_errors(&mut out, contract);
    out.push_str("\n## Privacy classes\n");
    for declared in contract.enums.iter().filter(|declared| declared.package == OPTIONS_PACKAGE) {
        write_enum(&mut out, declared);
    }
    out.push_str("\n## Services\n");
    for service in &contract.services {
        push(&mut out, format_args!("\n### `{}`\n\n{}\n\n", service.full_name, service.origin.doc));
        for Method { name, input, output, origin, .. } in &service.methods {
            push(&mut out, format_args!("- `{name}({input}) returns ({output})`: {}\n", origin.doc));
        }
    }
    out
}

fn write_message(out: &mut String, contract: &Contract, message: &Message) {
    push(out, format_args!("\n### `{}`\n\n{}\n\n", message.name(), message.origin.doc));
    write_reserved(out, &message.reserved_numbers, &message.reserved_names);
    out.push_str("| field | no. | type | unit | range | needed | class | unauth | ext | OpenTelemetry | meaning |\n");
    out.push_str("|---|--:|---|---|---|---|---|---|---|---|---|\n");
    for field in &message.fields {
        let code = |text: &Option<String>| text.as_ref().map_or(String::new(), |text| format!("`{text}`"));
        push(
            out,
            format_args!(
                "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                field.name,
                field.number,
                type_of(contract, field),
                code(&field.unit),
                range(field),
                needed(field),
                field.class.as_ref().map_or("", |class| &class.name),
                mark(field.unauthenticated),
                mark(field.extension),
                code(&field.otel_attribute),
                meaning(field),
            ),
        );
    }
}

fn write_reserved<N: Display + PartialEq>(out: &mut String, numbers: &[(N, N)], names: &[String]) {
    let ranges = numbers.iter().map(|(start, end)| match start == end {
        true => start.to_string(),
        false => format!("{start} to {end}"),
    });
    let reserved: Vec<_> = ranges.chain(names.iter().map(|name| format!("`{name}`"))).collect();
    if !reserved.is_empty() {
        push(out, format_args!("Reserved: {}.\n\n", reserved.join(", ")));
    }
}

fn type_of(contract: &Contract, field: &Field) -> String {
    let name = match &field.kind {
        Kind::Message(name) => contract.message(name).map_or(name.as_str(), Message::name).to_owned(),
        Kind::Enum(name) => contract.enumeration(name).map_or(name.as_str(), Enum::name).to_owned(),
        kind => kind.to_string(),
    };
    if field.cardinality == Cardinality::Repeated { format!("repeated {name}") } else { name }
}

fn range(field: &Field) -> String {
    match (field.min, field.max) {
        (Some(min), Some(i64::MAX)) => format!("from {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        _ => String::new(),
    }
}

fn needed(field: &Field) -> String {
    let word = |name: &str| name.to_lowercase().replace('_', " ");
    let written = field.obligations.iter().map(|Obligation { need, events, when }| {
        let events: Vec<_> = events.iter().map(|event| word(event)).collect();
        let of = if events.is_empty() { String::new() } else { format!(" for {}", events.join(", ")) };
        let when = if when.is_empty() { String::new() } else { format!(" when `{when}`") };
        format!("{}{of}{when}", word(need))
    });
    written.collect::<Vec<_>>().join("; ")
}

fn meaning(field: &Field) -> String {
    let mut text = field.origin.doc.replace('|', "\\|");
    if field.deprecated {
        text.insert_str(0, "**Deprecated.** ");
    }
    for Bound { field, slack, when } in &field.at_most {
        let slack = if *slack > 0 { format!(" by more than {slack}") } else { String::new() };
        let when = if when.is_empty() { String::new() } else { format!(" when `{when}`") };
        push(&mut text, format_args!(" Not greater than `{field}`{slack}{when}."));
    }
    if !field.allowed.is_empty() {
        let words: Vec<_> = field.allowed.iter().map(|word| format!("`{word}`")).collect();
        push(&mut text, format_args!(" One of {}.", words.join(", ")));
    }
    text
}

fn write_enum(out: &mut String, declared: &Enum) {
    push(out, format_args!("\n### `{}`\n\n{}\n\n", declared.name(), declared.origin.doc));
    write_reserved(out, &declared.reserved_numbers, &declared.reserved_names);
    out.push_str("| word | no. | meaning |\n|---|--:|---|\n");
    for value in &declared.values {
        push(out, format_args!("| `{}` | {} | {} |\n", value.name, value.number, value.origin.doc.replace('|', "\\|")));
    }
}

fn write_errors(out: &mut String, contract: &Contract) {
    out.push_str(ERRORS);
    let list = |words: &[String]| quoted(words).replace(", ", "<br>");
    for (value, error) in contract.errors() {
        let http: Vec<_> = error.http.iter().map(ToString::to_string).collect();
        push(
            out,
            format_args!(
                "| `{}` | {} | {} | {} | {} | {} | {} | {} |\n",
                value.name,
                value.origin.doc.replace('|', "\\|"),
                list(&error.jdbc),
                list(&error.go),
                list(&error.kernel),
                list(&error.adbc),
                error.sqlstate_classes.join(", "),
                http.join(", "),
            ),
        );
    }
}

fn mark(set: bool) -> &'static str {
    if set { "yes" } else { "" }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a `String` cannot fail.
    let _ = out.write_fmt(text);
}
