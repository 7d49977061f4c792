//! From a message to JSON, by the descriptors.
//!
//! One writer serves two forms. [`Form::Nested`] is the JSON of a log inside a JSON string, as the envelope carries it:
//! written at once rather than encoded and then escaped, which costs more than the encoding.

#[cfg(feature = "collect")]
use crate::contract::DriverErrorInfo;
use crate::contract::{FieldDescriptor, Kind, Message, MessageDescriptor, Reflect, Value};
use crate::json::Tree;
use crate::privacy::Scrubbed;
#[cfg(feature = "collect")]
use crate::privacy::fingerprint::Fingerprint;

/// Returns the JSON of a message, as it stands, without the privacy pass: for tools that look at messages. What is
/// exported is made from [`Scrubbed`] only.
pub fn to_string(message: &dyn Reflect) -> String {
    let mut out = Vec::with_capacity(2048);
    write_message(&mut out, Form::Plain, message, &[]);
    // Everything written came from texts, so this neither fails nor copies.
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Returns the JSON of a message on many lines, two spaces a level, as [`to_string`] otherwise.
pub fn pretty(message: &dyn Reflect) -> String {
    let line = to_string(message);
    let tree = Tree::parse(line.as_bytes()).ok();
    tree.and_then(|tree| serde_json::to_string_pretty(&tree).ok()).unwrap_or(line)
}

impl<M: Message> Scrubbed<M> {
    /// Returns the JSON of the message.
    pub fn to_json(&self) -> String {
        to_string(self.message())
    }

    /// Returns the message's fields, encoded for being laid over many others: see
    /// [`BodyBuilder::push_with`](crate::json::BodyBuilder::push_with).
    pub fn to_constant(&self) -> Constant {
        Constant::encode(self.message())
    }
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
    pub(super) descriptor: &'static MessageDescriptor,
    members: Vec<Constancy>,
    /// Which fields they are, a bit each: the contract's messages have fewer than 128.
    mask: u128,
}

/// A member of a [`Constant`].
#[derive(Clone, Debug)]
struct Constancy {
    index: u16,
    /// Where the value begins.
    value: u16,
    /// The name and the value in the nested form. It is kept for as long as the connection is, and has no spare room.
    written: Box<[u8]>,
}

impl Constant {
    /// Encodes the fields of `message` that are set.
    pub(crate) fn encode(message: &dyn Reflect) -> Self {
        let mut constant = Self { descriptor: message.descriptor(), members: Vec::new(), mask: 0 };
        for (index, field) in message.descriptor().fields.iter().enumerate() {
            let value = message.get(index);
            // Lists are never laid over: an empty one cannot be told from one that is not there.
            if !matches!(value, Value::Texts(_) | Value::Messages(_)) {
                constant.add(index, field, value);
            }
        }
        constant.members.shrink_to_fit();
        constant
    }

    /// Returns the fingerprint of an error, to be laid over the error that it was made of.
    #[cfg(feature = "collect")]
    pub(crate) fn of_fingerprint(print: &Fingerprint) -> Self {
        let descriptor = DriverErrorInfo::DESCRIPTOR;
        let mut constant = Self { descriptor, members: Vec::new(), mask: 0 };
        if let Some((index, field)) = descriptor.field("stack_trace").filter(|_| !print.is_empty()) {
            constant.add(index, field, Value::Text(print.text()));
        }
        constant
    }

    fn add(&mut self, index: usize, field: &FieldDescriptor, value: Value<'_>) {
        let mut written = Vec::new();
        write_name(&mut written, Form::Nested, field, false);
        let start = written.len();
        if write_value(&mut written, Form::Nested, field, value, &[]) {
            self.mask |= 1 << index;
            // Fits: there are fewer than 128 fields, whose names are short.
            self.members.push(Constancy { index: index as u16, value: start as u16, written: written.into() });
        }
    }

    /// Returns whether there is a member of that index.
    #[inline]
    pub(super) fn has(&self, index: usize) -> bool {
        self.mask >> index & 1 != 0
    }

    /// Returns the member of that index, with its name.
    pub(super) fn member(&self, index: usize) -> Option<&[u8]> {
        self.find(index).map(|member| &member.written[..])
    }

    fn find(&self, index: usize) -> Option<&Constancy> {
        self.members.iter().find(|member| usize::from(member.index) == index)
    }

    /// Returns how many bytes it adds to each event, but for names and commas.
    pub fn len(&self) -> usize {
        self.members.iter().map(|member| member.written.len() - usize::from(member.value)).sum()
    }

    /// Returns whether it adds nothing.
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
            (Value::Absent, Some(laid)) => {
                let member = laid.find(index);
                out.extend_from_slice(member.map_or(&[], |member| &member.written[usize::from(member.value)..]));
                member.is_some()
            }
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
pub(super) fn write_text(out: &mut Vec<u8>, form: Form, text: &str) {
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
