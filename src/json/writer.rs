//! From a message to JSON, by the descriptors.
//!
//! One writer serves two forms. [`Form::Nested`] is the JSON of a log inside a JSON string, as the envelope carries it:
//! written at once rather than encoded and then escaped, which costs more than the encoding.

use crate::contract::{FieldDescriptor, Kind, MessageDescriptor, Reflect, Value};
use crate::json::Tree;

/// The JSON of a message, as it stands, without the privacy pass: for tools that look at messages. What is exported is
/// made from [`Scrubbed`](crate::privacy::Scrubbed) only.
pub fn to_string(message: &dyn Reflect) -> String {
    let mut out = Vec::with_capacity(2048);
    write_message(&mut out, Form::Plain, message, &[]);
    // Everything written came from texts, so this neither fails nor copies.
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The JSON of a message on many lines, two spaces a level, as [`to_string`] otherwise.
pub fn pretty(message: &dyn Reflect) -> String {
    let line = to_string(message);
    let tree = Tree::parse(line.as_bytes()).ok();
    tree.and_then(|tree| serde_json::to_string_pretty(&tree).ok()).unwrap_or(line)
}

/// How quotes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON.
    Plain,
    /// JSON inside a JSON string.
    Nested,
}

/// Members of a message that were scrubbed and encoded before, because they are the same in every event of a connection.
/// Laid over every message of its type, it fills the fields that the message leaves unset.
#[derive(Clone, Debug)]
pub struct Constant {
    descriptor: &'static MessageDescriptor,
    /// Index of the field, and its value in the nested form.
    members: Vec<(usize, Vec<u8>)>,
}

impl Constant {
    /// Encodes the fields of `message` that are set.
    pub(crate) fn encode(message: &dyn Reflect) -> Self {
        let fields = message.descriptor().fields.iter().enumerate();
        let members = fields.filter_map(|(index, field)| {
            let mut value = Vec::new();
            write_value(&mut value, Form::Nested, field, message.get(index), &[]).then_some((index, value))
        });
        Self { descriptor: message.descriptor(), members: members.collect() }
    }

    /// How many bytes it adds to each event, but for names and commas.
    pub fn len(&self) -> usize {
        self.members.iter().map(|(_, value)| value.len()).sum()
    }

    /// Whether it adds nothing.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Appends the JSON of a message.
pub(crate) fn write_message(out: &mut Vec<u8>, form: Form, message: &dyn Reflect, constants: &[&Constant]) {
    let descriptor = message.descriptor();
    let laid = constants.iter().find(|constant| std::ptr::eq(constant.descriptor, descriptor));
    out.push(b'{');
    let start = out.len();
    for (index, field) in descriptor.fields.iter().enumerate() {
        let value = message.get(index);
        if matches!(value, Value::Absent) && laid.is_none() {
            continue;
        }
        let before = out.len();
        write_name(out, form, field, before > start);
        let written = match (value, laid) {
            (Value::Absent, Some(laid)) => match laid.members.iter().find(|(member, _)| *member == index) {
                Some((_, bytes)) => {
                    out.extend_from_slice(bytes);
                    true
                }
                None => false,
            },
            (value, _) => write_value(out, form, field, value, constants),
        };
        if !written {
            out.truncate(before);
        }
    }
    out.push(b'}');
}

fn write_name(out: &mut Vec<u8>, form: Form, field: &FieldDescriptor, more: bool) {
    if more {
        out.push(b',');
    }
    // Names of the contract are identifiers: nothing in them to escape.
    quote(out, form);
    out.extend_from_slice(field.json_name.as_bytes());
    quote(out, form);
    out.push(b':');
}

/// Appends a value. `false` when there is nothing to write.
fn write_value(
    out: &mut Vec<u8>,
    form: Form,
    field: &FieldDescriptor,
    value: Value<'_>,
    constants: &[&Constant],
) -> bool {
    match value {
        Value::Absent => return false,
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
        Value::Enum(number) => {
            let Kind::Enum(declared) = field.kind else { return false };
            let Some(word) = declared.name(number) else { return false };
            quote(out, form);
            out.extend_from_slice(word.as_bytes());
            quote(out, form);
        }
        Value::Text(text) => write_text(out, form, text),
        Value::Texts([]) if !field.written_empty => return false,
        Value::Texts(texts) => write_list(out, texts.iter(), |out, text| write_text(out, form, text)),
        Value::Message(message) => write_message(out, form, message, constants),
        Value::Messages(list) => {
            let messages = (0..list.len()).filter_map(|index| list.get(index));
            if list.is_empty() {
                return false;
            }
            write_list(out, messages, |out, message| write_message(out, form, message, constants));
        }
    }
    true
}

fn write_list<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

fn quote(out: &mut Vec<u8>, form: Form) {
    match form {
        Form::Plain => out.push(b'"'),
        Form::Nested => out.extend_from_slice(b"\\\""),
    }
}

/// Appends a text in quotes. Bytes from 0x80 on are UTF-8 and stay as they are.
fn write_text(out: &mut Vec<u8>, form: Form, text: &str) {
    quote(out, form);
    let bytes = text.as_bytes();
    let mut plain = 0;
    for (index, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[plain..index]);
        plain = index + 1;
        // A backslash of the inner JSON is doubled by the string around it; a quote needs one of its own there.
        let backslash: &[u8] = if form == Form::Nested { b"\\\\" } else { b"\\" };
        out.extend_from_slice(backslash);
        match byte {
            b'"' if form == Form::Nested => out.extend_from_slice(b"\\\""),
            b'"' => out.push(b'"'),
            b'\\' => out.extend_from_slice(backslash),
            b'\n' => out.push(b'n'),
            b'\r' => out.push(b'r'),
            b'\t' => out.push(b't'),
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"u00");
                out.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            }
        }
    }
    out.extend_from_slice(&bytes[plain..]);
    quote(out, form);
}
