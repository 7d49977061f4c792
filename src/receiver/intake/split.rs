//! A log as the store keeps it: what is the same in many logs, once, and what is not, for each.
//!
//! The constants are the log's JSON with `null` where a value varies; the values are a JSON list of those, in the order
//! of the text. A log of a thousand bytes is two hundred in the store that way, and SQL can still read each.

use std::ops::RangeFrom;
use std::sync::LazyLock;

use crate::contract::{DataClass, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, Reflect, Value};

/// A log in two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Split {
    /// The JSON with `null` where a value varies: a log has no other null.
    pub(crate) constants: String,
    /// The values that vary, a JSON list.
    pub(crate) values: String,
    /// The leaves that vary, by their index in [`columns`](crate::receiver::columns::columns), in the same order.
    pub(crate) leaves: Vec<u16>,
}

/// Returns whether the values of a field are different in most logs: ids, numbers and times, and what errors say.
pub(crate) fn varies(field: &FieldDescriptor) -> bool {
    match field.kind {
        Kind::Int32 | Kind::Int64 => !field.repeated,
        Kind::Text => {
            !field.repeated && matches!(field.class, DataClass::Identifier | DataClass::Sanitize | DataClass::Frames)
        }
        Kind::Bool | Kind::Enum(_) | Kind::Message(_) => false,
    }
}

/// What a field of a log is here.
enum Place {
    Leaf { leaf: u16, varies: bool },
    Message(Vec<Place>),
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| places(FrontendLog::DESCRIPTOR, &mut (0..)));

/// Goes the way that the columns go, so that leaves have the same numbers.
fn places(message: &MessageDescriptor, leaves: &mut RangeFrom<u16>) -> Vec<Place> {
    let place = |field: &FieldDescriptor| match field.message() {
        Some(below) => Place::Message(places(below, leaves)),
        None => Place::Leaf { leaf: leaves.next().unwrap_or_default(), varies: varies(field) },
    };
    message.fields.iter().map(place).collect()
}

/// Takes a log apart.
pub(crate) fn split(log: &FrontendLog) -> Split {
    let mut split =
        Split { constants: String::with_capacity(1024), values: String::with_capacity(256), leaves: Vec::new() };
    split.values.push('[');
    split.message(log, &PLACES, true);
    split.values.push(']');
    split
}

impl Split {
    /// Writes a message. Only what stands in a place of its own is left out of it: a list of messages has none.
    fn message(&mut self, message: &dyn Reflect, places: &[Place], apart: bool) {
        self.constants.push('{');
        let start = self.constants.len();
        for (index, (field, place)) in message.descriptor().fields.iter().zip(places).enumerate() {
            let value = message.get(index);
            let before = self.constants.len();
            if before > start {
                self.constants.push(',');
            }
            // Names of the contract are identifiers: nothing in them to escape.
            self.constants.push('"');
            self.constants.push_str(field.json_name);
            self.constants.push_str("\":");
            let written = match place {
                Place::Leaf { leaf, varies: true } if apart => self.value(*leaf, value),
                _ => self.constant(field, place, value, apart),
            };
            if !written {
                self.constants.truncate(before);
            }
        }
        self.constants.push('}');
    }

    fn value(&mut self, leaf: u16, value: Value<'_>) -> bool {
        if !matches!(value, Value::Integer(_) | Value::Text(_)) {
            return false;
        }
        if !self.leaves.is_empty() {
            self.values.push(',');
        }
        match value {
            Value::Integer(number) => self.values.push_str(itoa::Buffer::new().format(number)),
            Value::Text(text) => quote(&mut self.values, text),
            _ => {}
        }
        self.leaves.push(leaf);
        self.constants.push_str("null");
        true
    }

    fn constant(&mut self, field: &FieldDescriptor, place: &Place, value: Value<'_>, apart: bool) -> bool {
        let below = match place {
            Place::Message(below) => below.as_slice(),
            Place::Leaf { .. } => &[],
        };
        match value {
            Value::Absent | Value::Texts([]) => return false,
            Value::Bool(value) => self.constants.push_str(if value { "true" } else { "false" }),
            Value::Integer(number) => self.constants.push_str(itoa::Buffer::new().format(number)),
            Value::Enum(number) => {
                let Kind::Enum(declared) = field.kind else { return false };
                let Some(word) = declared.name(number) else { return false };
                quote(&mut self.constants, word);
            }
            Value::Text(text) => quote(&mut self.constants, text),
            Value::Texts(texts) => self.list(texts.iter(), |split, text| quote(&mut split.constants, text)),
            Value::Message(message) => self.message(message, below, apart),
            Value::Messages(list) if list.is_empty() => return false,
            Value::Messages(list) => {
                let messages = (0..list.len()).filter_map(|index| list.get(index));
                self.list(messages, |split, message| split.message(message, below, false));
            }
        }
        true
    }

    fn list<T>(&mut self, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.constants.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.constants.push(',');
            }
            write(self, item);
        }
        self.constants.push(']');
    }

    /// Returns where each leaf that varies stands in the list, as JSON: `{"1":0,"2":1}`.
    pub(crate) fn places(&self) -> String {
        let places: Vec<_> = self.leaves.iter().enumerate().map(|(at, leaf)| format!("\"{leaf}\":{at}")).collect();
        format!("{{{}}}", places.join(","))
    }
}

/// Appends a text in quotes.
fn quote(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // A text can be written as JSON.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// The constants, cut at the places of the values.
#[derive(Clone, Debug)]
pub(crate) struct Frame(Vec<String>);

impl Frame {
    pub(crate) fn new(constants: &str) -> Self {
        let mut pieces = vec![String::new()];
        let (mut quoted, mut escaped) = (false, false);
        let mut rest = constants;
        while let Some(character) = rest.chars().next() {
            if !quoted && let Some(after) = rest.strip_prefix("null") {
                pieces.push(String::new());
                rest = after;
                continue;
            }
            if character == '"' && !escaped {
                quoted = !quoted;
            }
            escaped = character == '\\' && !escaped;
            if let Some(piece) = pieces.last_mut() {
                piece.push(character);
            }
            rest = &rest[character.len_utf8()..];
        }
        Self(pieces)
    }

    /// Returns the log's JSON; `None` if the values are not of this frame.
    pub(crate) fn fill(&self, values: &str) -> Option<String> {
        let values = items(values)?;
        if values.len() + 1 != self.0.len() {
            return None;
        }
        let mut json = self.0.first()?.clone();
        for (value, piece) in values.iter().zip(&self.0[1..]) {
            json.push_str(value);
            json.push_str(piece);
        }
        Some(json)
    }
}

/// Returns the items of a list of numbers and texts, as they stand in it.
fn items(list: &str) -> Option<Vec<&str>> {
    let list = list.strip_prefix('[')?.strip_suffix(']')?;
    if list.is_empty() {
        return Some(Vec::new());
    }
    let (mut items, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (index, byte) in list.bytes().enumerate() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b',' if !quoted => {
                items.push(&list[start..index]);
                start = index + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    items.push(&list[start..]);
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::every_field;
    use crate::json;
    use proptest::prelude::*;

    fn joined(log: &FrontendLog) -> FrontendLog {
        let split = split(log);
        let json = Frame::new(&split.constants).fill(&split.values).expect("of one log");
        json::from_str(&json).expect("a log")
    }

    #[test]
    fn a_full_log_comes_together_again() {
        let mut log = FrontendLog::default();
        assert_eq!(joined(&log), log);
        every_field(&mut log, &mut |_, _| "null, \"[1]\" \\ x".to_owned());
        assert_eq!(joined(&log), log);
    }

    #[test]
    fn logs_that_differ_in_what_varies_share_their_constants() {
        let log = |id: &str, latency| {
            let mut log = FrontendLog { frontend_log_event_id: Some(id.to_owned()), ..FrontendLog::default() };
            log.entry.get_or_insert_default().sql_driver_log.get_or_insert_default().operation_latency_ms =
                Some(latency);
            split(&log)
        };
        let (one, other) = (log("a", 1), log("b", 2));
        assert_eq!((&one.constants, &one.leaves), (&other.constants, &other.leaves));
        assert_eq!((one.values.as_str(), other.values.as_str()), ("[\"a\",1]", "[\"b\",2]"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,20}", error in "(null|[\\[\\]{},:\"\\\\]|\\PC){0,20}") {
            let mut log = FrontendLog { frontend_log_event_id: Some(text.clone()), ..FrontendLog::default() };
            let driver = log.entry.get_or_insert_default().sql_driver_log.get_or_insert_default();
            driver.auth_type = Some(text);
            driver.error_info.get_or_insert_default().error_name = Some(error.clone());
            driver.error_info.get_or_insert_default().stack_trace = Some(error);
            prop_assert_eq!(joined(&log), log);
        }
    }
}
