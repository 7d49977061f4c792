//! `Debug` of messages: what the pass would change is not shown.

use std::borrow::Cow;
use std::fmt;

use crate::contract::{DataClass, Kind, Reflect, Value, generated};
use crate::privacy::outcome::{self, Outcome};

include!("../contract/generated/debug.rs");

/// The `Debug` of every message of the contract: fields that are set, enums by their words. A text that would not leave
/// as it is shows as its class in brackets, so that a log with `{:?}` in it tells no more than the wire would.
fn debug_message(message: &dyn Reflect, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Shown { message, above: None }, f)
}

/// A text that is no field of a message, in a `Debug`: what its class leaves of it.
pub(crate) struct Gated<'a>(pub(crate) &'a str, pub(crate) fn(&str) -> Option<Cow<'_, str>>);

impl fmt::Debug for Gated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.1)(self.0) {
            Some(left) => fmt::Debug::fmt(&left, f),
            None if self.0.is_empty() => f.write_str("\"\""),
            None => f.write_str("[withheld]"),
        }
    }
}

struct Shown<'a> {
    message: &'a dyn Reflect,
    above: Option<DataClass>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let descriptor = self.message.descriptor();
        let mut out = f.debug_struct(descriptor.name);
        for (index, field) in descriptor.fields.iter().enumerate() {
            let class = self.above.unwrap_or(field.class);
            let text = |text| match outcome::apply(class, field, text, false) {
                Outcome::Kept => format!("{text:?}"),
                Outcome::Replaced(_) | Outcome::Dropped => format!("[{}]", class.as_str_name()),
            };
            let below = (field.class != DataClass::Unspecified).then_some(field.class).or(self.above);
            match self.message.get(index) {
                Value::Absent | Value::Texts([]) => {}
                Value::Bool(value) => {
                    out.field(field.name, &value);
                }
                Value::Integer(number) => {
                    out.field(field.name, &number);
                }
                Value::Enum(number) => {
                    let word = match field.kind {
                        Kind::Enum(declared) => declared.name(number),
                        _ => None,
                    };
                    out.field(field.name, &format_args!("{}", word.unwrap_or("(unknown)")));
                }
                Value::Text(value) => {
                    out.field(field.name, &format_args!("{}", text(value)));
                }
                Value::Texts(values) => {
                    let values: Vec<_> = values.iter().map(|value| text(value)).collect();
                    out.field(field.name, &format_args!("[{}]", values.join(", ")));
                }
                Value::Message(message) => {
                    out.field(field.name, &Shown { message, above: below });
                }
                Value::Messages(list) => {
                    let messages = (0..list.len()).filter_map(|index| list.get(index));
                    let shown: Vec<_> = messages.map(|message| Shown { message, above: below }).collect();
                    out.field(field.name, &shown);
                }
            }
        }
        out.finish()
    }
}
