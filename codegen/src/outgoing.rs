//! For each message of a log, the function that scrubs and writes it in one pass.
//!
//! What a field needs to leave, its range, and its name as it stands inside a JSON string are laid down here; what is done
//! with a value of its kind is written by hand in `src/json/line.rs`, which includes it.

use std::fmt::Write;

use super::contract::{Cardinality, Contract, Field, Kind, Message};
use super::descriptors::{constant, raw, rust_path};

/// The package of what a log is made of; the envelope around logs is another's.
const LOG_PACKAGE: &str = "telemetry.log.v1";

/// Returns the text of `outgoing.rs`.
pub fn write(contract: &Contract) -> String {
    let mut text = "// What leaves of each message, and how it is written: generated.\n".to_owned();
    for message in contract.messages.iter().filter(|message| message.package == LOG_PACKAGE) {
        if !message.fields.is_empty() {
            one(&mut text, message);
        }
    }
    text
}

// Writing into a `String` cannot fail.
macro_rules! line {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

fn one(text: &mut String, message: &Message) {
    let (descriptor, path) = (constant(&message.full_name), rust_path(&message.package, message.name()));
    line!(text, "static {descriptor}_PLACES: [Place; {}] = [", message.fields.len());
    for (index, field) in message.fields.iter().enumerate() {
        place(text, &descriptor, index, field);
    }
    line!(text, "];\nimpl Outgoing for {path} {{");
    line!(text, "    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {{");
    line!(text, "        let at = &{descriptor}_PLACES;");
    for (index, field) in message.fields.iter().enumerate() {
        let access = format!("self.{}", raw(&field.name));
        let value = match (&field.kind, field.cardinality) {
            (Kind::Message(_), Cardinality::Repeated) => format!("messages(&at[{index}], &{access}, above)"),
            (_, Cardinality::Repeated) => format!("texts(&at[{index}], &{access}, above)"),
            (Kind::Message(_), _) => format!("message(laid, &at[{index}], {access}.as_ref(), above)"),
            (Kind::Bool, _) => format!("boolean(laid, &at[{index}], {access})"),
            (Kind::Int32, _) => format!("integer(laid, &at[{index}], {access}.map(i64::from))"),
            (Kind::Int64, _) => format!("integer(laid, &at[{index}], {access})"),
            (Kind::Enum(name), _) => format!("word(laid, &at[{index}], &{}, {access})", constant(name)),
            (Kind::Text | Kind::Other(_), _) => {
                format!("text(laid, &at[{index}], {access}.as_deref(), above)")
            }
        };
        line!(text, "        line.{value};");
    }
    line!(text, "    }}\n}}");
}

fn place(text: &mut String, descriptor: &str, index: usize, field: &Field) {
    // Names of the contract are identifiers: nothing in them to escape but the quotes around them.
    let brace = if field.is_message() && field.cardinality != Cardinality::Repeated { "{" } else { "" };
    let name = format!("\\\"{}\\\":{brace}", field.name);
    let mut needs = Vec::new();
    if field.extension {
        needs.push("EXTENSIONS");
    }
    // Of a message, each field below says so itself.
    if !field.unauthenticated && !field.is_message() {
        needs.push("CREDENTIALS");
    }
    let last = field.passport.as_ref().and_then(|passport| passport.expiry_day());
    if last.is_some() {
        needs.push("TIME");
    }
    let needs = if needs.is_empty() { "0".to_owned() } else { needs.join(" | ") };
    let last = last.map_or("u32::MAX".to_owned(), |day| day.to_string());
    let (min, max) = (field.min.unwrap_or(i64::MIN), field.max.unwrap_or(i64::MAX));
    line!(text, "    Place {{ name: Name::new({name:?}), index: {index}, field: &{descriptor}.fields[{index}],");
    line!(text, "        needs: {needs}, last_day: {last}, min: {min}, max: {max} }},");
}
