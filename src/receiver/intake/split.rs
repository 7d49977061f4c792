//! A log as the store keeps it: what is the same in many logs, once, and what is not, for each.
//!
//! The constants are the log's JSON with `null` where a value varies; the values are a JSON list of those, in the order
//! of the text. A log of a thousand bytes is two hundred in the store that way, and SQL can still read each.

use super::places::{PLACES, Place};
use crate::contract::{FieldDescriptor, FrontendLog, Kind, Reflect, Value};

/// What is the same in many logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Constants {
    /// The JSON with `null` where a value varies: a log has no other null.
    pub(crate) json: String,
    /// The leaves that vary, by their index in [`columns`](crate::receiver::columns::columns), in the order of the text.
    leaves: Vec<u16>,
}

/// Takes a log apart: gives what is the same in many logs, and the values that are not, as a JSON list.
pub(crate) fn split(log: &FrontendLog) -> (Constants, String) {
    let (json, leaves, values) = (String::with_capacity(1024), Vec::new(), String::with_capacity(256));
    let mut split = Split { json, leaves, values };
    split.values.push('[');
    split.message(log, &PLACES, true);
    split.values.push(']');
    let Split { json, leaves, values } = split;
    (Constants { json, leaves }, values)
}

impl Constants {
    /// Returns where each leaf that varies stands in the list, as JSON: `{"1":0,"2":1}`.
    pub(crate) fn places(&self) -> String {
        let places: Vec<_> = self.leaves.iter().enumerate().map(|(at, leaf)| format!("\"{leaf}\":{at}")).collect();
        format!("{{{}}}", places.join(","))
    }
}

/// A log that is being taken apart.
struct Split {
    json: String,
    leaves: Vec<u16>,
    values: String,
}

impl Split {
    /// Writes a message. Only what stands in a place of its own is left out of it: a list of messages has none.
    fn message(&mut self, message: &dyn Reflect, places: &[Place], apart: bool) {
        self.json.push('{');
        let start = self.json.len();
        for (index, (field, place)) in message.descriptor().fields.iter().zip(places).enumerate() {
            let value = message.get(index);
            let before = self.json.len();
            if before > start {
                self.json.push(',');
            }
            // Names of the contract are identifiers: nothing in them to escape.
            self.json.push('"');
            self.json.push_str(field.json_name);
            self.json.push_str("\":");
            let written = match place {
                Place::Leaf(leaf) if leaf.varies && apart => self.value(leaf.number, value),
                _ => self.constant(field, place, value, apart),
            };
            if !written {
                self.json.truncate(before);
            }
        }
        self.json.push('}');
    }

    fn value(&mut self, leaf: u16, value: Value<'_>) -> bool {
        if !matches!(value, Value::Integer(_) | Value::Text(_)) {
            return false;
        }
        push_value(&mut self.values, value);
        self.leaves.push(leaf);
        self.json.push_str("null");
        true
    }

    fn constant(&mut self, field: &FieldDescriptor, place: &Place, value: Value<'_>, apart: bool) -> bool {
        let below = match place {
            Place::Message(below) => below.as_slice(),
            Place::Leaf(_) => &[],
        };
        match value {
            Value::Absent | Value::Texts([]) => return false,
            Value::Bool(value) => self.json.push_str(if value { "true" } else { "false" }),
            Value::Integer(number) => self.json.push_str(itoa::Buffer::new().format(number)),
            Value::Enum(number) => {
                let Kind::Enum(declared) = field.kind else { return false };
                let Some(word) = declared.name(number) else { return false };
                quote(&mut self.json, word);
            }
            Value::Text(text) => quote(&mut self.json, text),
            Value::Texts(texts) => self.list(texts.iter(), |split, text| quote(&mut split.json, text)),
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
        self.json.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            write(self, item);
        }
        self.json.push(']');
    }
}

/// Appends a number or a text to a list.
pub(super) fn push_value(list: &mut String, value: Value<'_>) {
    if list.len() > 1 {
        list.push(',');
    }
    match value {
        Value::Integer(number) => list.push_str(itoa::Buffer::new().format(number)),
        Value::Text(text) => quote(list, text),
        _ => {}
    }
}

/// Appends a text in quotes.
fn quote(out: &mut String, text: &str) {
    // Without a branch, so that many bytes are looked at in one instruction.
    let is_odd = |odd, byte| odd | (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    if !text.bytes().fold(false, is_odd) {
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
        let (constants, values) = split(log);
        let json = Frame::new(&constants.json).fill(&values).expect("of one log");
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
        let ((one, own), (other, others)) = (log("a", 1), log("b", 2));
        assert_eq!(one, other);
        assert_eq!((own.as_str(), others.as_str()), ("[\"a\",1]", "[\"b\",2]"));
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
