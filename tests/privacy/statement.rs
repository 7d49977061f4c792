//! The tables of `docs/privacy.md` are what the contract says.

use std::collections::BTreeSet;
use std::fmt::Write;

use sql_driver_telemetry::contract::{self, DataClass, FieldDescriptor, FrontendLog, Message, MessageDescriptor};

#[test]
fn the_privacy_statement_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/privacy.md");
    let committed = std::fs::read_to_string(path).expect("docs/privacy.md can be read");
    let written = with_section(&with_section(&committed, "fields", &fields()), "classes", &classes());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &written).expect("docs/privacy.md can be written");
        return;
    }
    assert!(
        committed == written,
        "docs/privacy.md differs from the contract: run `UPDATE_DOCS=1 cargo test --test privacy statement`"
    );
}

/// `text` with `body` between the two comments of that name.
fn with_section(text: &str, name: &str, body: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).expect("the opening comment is there");
    let (_, after) = rest.split_once(&close).expect("the closing comment is there");
    format!("{before}{open}{body}{close}{after}")
}

/// A row for every field that can be in a log.
fn fields() -> String {
    let mut out = "| field | class | unauthenticated | meaning |\n|---|---|---|---|\n".to_owned();
    below(FrontendLog::DESCRIPTOR, "", DataClass::Unspecified, &mut |path, field, class| {
        let doc = field.doc.lines().next().unwrap_or_default().replace('|', "\\|");
        let unauthenticated = if field.unauthenticated { "yes" } else { "" };
        let _ = writeln!(out, "| `{path}` | {} | {unauthenticated} | {doc} |", class.as_str_name());
    });
    out
}

/// A row for every class that a field of a log has.
fn classes() -> String {
    let mut used = BTreeSet::new();
    below(FrontendLog::DESCRIPTOR, "", DataClass::Unspecified, &mut |_, _, class| {
        used.insert(class as i32);
    });
    let mut out = "| class | what is done |\n|---|---|\n".to_owned();
    let section = contract::REFERENCE.split("## Privacy classes").nth(1).expect("the reference has the classes");
    for class in used {
        let class = DataClass::try_from(class).expect("a class");
        let name = class.as_str_name();
        let row =
            section.lines().find(|line| line.contains(&format!("`{name}`"))).expect("the class is in the reference");
        let doc = row.trim_end_matches('|').rsplit_once('|').expect("a row").1.trim();
        let _ = writeln!(out, "| {name} | {doc} |");
    }
    out
}

/// Calls `see` for every leaf below `message`. A class that stands on a message holds for every text in it.
fn below(
    message: &'static MessageDescriptor,
    path: &str,
    above: DataClass,
    see: &mut dyn FnMut(&str, &'static FieldDescriptor, DataClass),
) {
    for field in message.fields {
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        match field.message() {
            Some(inner) => {
                let class = if field.class == DataClass::Unspecified { above } else { field.class };
                below(inner, &path, class, see);
            }
            None => {
                let text = matches!(field.kind, contract::Kind::Text);
                let class = if text && above != DataClass::Unspecified { above } else { field.class };
                see(&path, field, class);
            }
        }
    }
}
