//! What is a log's own, and what it has in common with others of its kind.
//!
//! Two logs are of one kind if they differ in nothing but in ids, numbers and times. If those are sound, whatever the
//! checks and the privacy pass say of one of them they say of the other: they look at numbers for being plausible and for
//! being told at all, and at ids for being ids.

use super::hash;
use super::marks::{mark_of, read_value};
use super::places::{Leaf, PLACES, Place};
use super::split::push_value;
use crate::check::is_nil;
use crate::contract::{DataClass, FrontendLog, Reflect, Value};
use crate::privacy::class;

/// What is a log's own.
pub(super) struct Own {
    /// The values that vary, a JSON list as [`split`](super::split()) has it.
    pub(super) values: String,
    /// The leaves of these values, and 16 bits of each value's hash.
    pub(super) marks: Vec<(u16, u16)>,
    /// What the log says but for its event id, hashed; equal for a retry.
    pub(super) content: u64,
    /// Whether each of the values is as good as any other of its length.
    pub(super) is_sound: bool,
    /// What is not its own, hashed.
    common: u64,
    event_id_length: Option<usize>,
}

impl Own {
    pub(super) fn read(log: &FrontendLog) -> Self {
        let own = Self {
            values: String::with_capacity(256),
            marks: Vec::with_capacity(16),
            content: 0,
            is_sound: true,
            common: 0,
            event_id_length: None,
        };
        let mut reading = Reading { own, common: Vec::with_capacity(512), content: Vec::with_capacity(256) };
        reading.own.values.push('[');
        reading.message(log, &PLACES);
        reading.own.values.push(']');
        let Reading { mut own, common, content } = reading;
        own.common = hash(common);
        own.content = hash((own.common, content));
        own
    }

    /// Returns the log's kind, hashed. `circumstances` are what else a verdict depends on.
    pub(super) fn kind(&self, circumstances: u64) -> u64 {
        hash((self.common, self.event_id_length, circumstances))
    }
}

/// What is to be hashed is put side by side first: a hash of many bytes costs less than many hashes of a few.
struct Reading {
    own: Own,
    common: Vec<u8>,
    content: Vec<u8>,
}

impl Reading {
    fn message(&mut self, message: &dyn Reflect, places: &[Place]) {
        for (index, place) in places.iter().enumerate() {
            match (place, message.get(index)) {
                (_, Value::Absent | Value::Texts([])) => {}
                // A message that is there is another thing than one that is not, even with nothing in it.
                (Place::Message(below), Value::Message(message)) => {
                    self.common.extend_from_slice(&BEGINS.to_le_bytes());
                    self.common.extend_from_slice(&index.to_le_bytes());
                    self.message(message, below);
                    self.common.extend_from_slice(&ENDS.to_le_bytes());
                }
                (Place::Message(_), value) => {
                    self.own.is_sound &= matches!(value, Value::Messages(list) if list.is_empty());
                }
                (Place::Leaf(leaf), value) if leaf.varies => self.value(leaf, value),
                (Place::Leaf(leaf), value) => {
                    self.common.extend_from_slice(&leaf.number.to_le_bytes());
                    match value {
                        Value::Bool(value) => self.common.push(u8::from(value)),
                        Value::Integer(number) => self.common.extend_from_slice(&number.to_le_bytes()),
                        Value::Enum(number) => self.common.extend_from_slice(&number.to_le_bytes()),
                        Value::Text(text) => push_text(&mut self.common, text),
                        Value::Texts(texts) => {
                            self.common.extend_from_slice(&texts.len().to_le_bytes());
                            texts.iter().for_each(|text| push_text(&mut self.common, text));
                        }
                        Value::Absent | Value::Message(_) | Value::Messages(_) => {}
                    }
                }
            }
        }
    }

    fn value(&mut self, leaf: &Leaf, value: Value<'_>) {
        let Some((is_default, hashed)) = read_value(value) else { return };
        self.own.marks.push((leaf.number, mark_of(hashed)));
        let start = self.own.values.len();
        push_value(&mut self.own.values, value);
        self.own.is_sound &= is_sound(leaf, value);
        let length = match value {
            Value::Text(text) => text.len(),
            _ => usize::from(is_default),
        };
        if leaf.is_event_id {
            self.own.event_id_length = Some(length);
        } else {
            self.common.extend_from_slice(&leaf.number.to_le_bytes());
            self.common.extend_from_slice(&length.to_le_bytes());
            push_text(&mut self.content, self.own.values[start..].trim_start_matches(','));
        }
    }
}

/// Appends a text, and what stands in no text, so that two of them do not run into each other.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0xff);
}

/// Marks in what is hashed, which no leaf has for its number.
const BEGINS: u16 = u16::MAX;
const ENDS: u16 = u16::MAX - 1;

/// Returns whether the checks say of a value that varies what they say of any other one: of a number whether it is zero or
/// not, of an id how long it is.
fn is_sound(leaf: &Leaf, value: Value<'_>) -> bool {
    match value {
        Value::Integer(number) => leaf.field.is_plausible(number),
        Value::Text(text) => leaf.class == DataClass::Identifier && class::identifier(text).is_some() && !is_nil(text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::every_field;

    #[test]
    fn a_retry_says_the_same_under_any_event_id() {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, _| "x".to_owned());
        let content = Own::read(&log).content;
        log.frontend_log_event_id = Some("another one".to_owned());
        assert_eq!(Own::read(&log).content, content);
        log.workspace_id = Some(7);
        assert_ne!(Own::read(&log).content, content);
    }
}
