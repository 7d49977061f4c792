//! The errors of the contract as a Rust enum, with what they are called elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::contract::{Contract, EnumValue, ErrorNames};

// Writing into a `String` cannot fail.
macro_rules! line {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

/// Returns the text of `errors.rs`.
pub fn write(contract: &Contract) -> String {
    let errors: Vec<_> = contract.errors().collect();
    let mut out = String::new();
    line!(out, "/// What went wrong, from the closed list of the contract: the error's name in the log.");
    line!(out, "#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]\n#[non_exhaustive]");
    line!(out, "pub enum ErrorKind {{");
    for (index, (value, error)) in errors.iter().enumerate() {
        line!(out, "    /// {}", documentation(value, error));
        if index == 0 {
            line!(out, "    #[default]");
        }
        line!(out, "    {},", error.variant);
    }
    line!(out, "}}\nimpl ErrorKind {{\n    /// All of them, in the order of the contract.");
    line!(out, "    pub const ALL: &'static [Self] = &[");
    for (_, error) in &errors {
        line!(out, "        Self::{},", error.variant);
    }
    line!(out, "    ];\n}}\nstatic DESCRIPTORS: &[ErrorDescriptor] = &[");
    for (value, ErrorNames { jdbc, go, kernel, adbc, sqlstate_classes, http, adbc_status, .. }) in &errors {
        let EnumValue { name, origin, .. } = value;
        line!(out, "    ErrorDescriptor {{ name: {name:?}, doc: {:?}, jdbc: &{jdbc:?}, go: &{go:?},", origin.doc);
        line!(out, "        kernel: &{kernel:?}, adbc: &{adbc:?}, adbc_status: {adbc_status:?},");
        line!(out, "        sqlstate_classes: &{sqlstate_classes:?}, http: &{http:?} }},");
    }
    line!(out, "];\n/// Every name of every error, folded and sorted.\nstatic NAMES: &[(&str, ErrorKind)] = &[");
    let names = errors
        .iter()
        .flat_map(|(value, error)| error.aliases().chain([&value.name]).map(|name| (fold(name), &error.variant)));
    for (name, variant) in names.collect::<BTreeMap<_, _>>() {
        line!(out, "    ({name:?}, ErrorKind::{variant}),");
    }
    line!(out, "];");
    out
}

/// Returns a name without case and underscores, so that `NOT_FOUND`, `not_found` and `NotFound` are one.
pub fn fold(name: &str) -> String {
    name.chars().filter(|letter| *letter != '_').map(|letter| letter.to_ascii_lowercase()).collect()
}

fn documentation(value: &EnumValue, error: &ErrorNames) -> String {
    let mut text = format!("{} In a log: `{}`.", value.origin.doc, value.name);
    for (who, names) in [("JDBC", &error.jdbc), ("Go", &error.go), ("kernel", &error.kernel), ("ADBC", &error.adbc)] {
        if !names.is_empty() {
            // Writing into a `String` cannot fail.
            let _ = write!(text, " {who}: {}.", quoted(names));
        }
    }
    text
}

/// Words as code, with commas.
pub fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
