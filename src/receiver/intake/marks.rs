//! Which leaves of the contract a log sets: what its sender's coverage is counted from.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::places::{PLACES, Place};
use crate::contract::{FieldDescriptor, FrontendLog, Kind, Reflect, Value};

/// One leaf that was set in one log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its index in [`columns`](crate::receiver::columns::columns).
    pub(crate) leaf: u16,
    /// Whether the value is the type's default: false, 0, an empty text, the word for unknown.
    pub(crate) default: bool,
    /// 16 bits of the value's hash: enough to count up to a thousand of them, far too few to find a value by.
    pub(crate) value: u16,
}

/// Returns the leaves that are set in a log, as it was sent.
pub(crate) fn read_leaves(log: &FrontendLog) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(48);
    walk(log, &PLACES, &mut marks);
    marks
}

fn walk(message: &dyn Reflect, places: &[Place], marks: &mut Vec<Mark>) {
    for (index, place) in places.iter().enumerate() {
        match (place, message.get(index)) {
            (Place::Message(below), Value::Message(message)) => walk(message, below, marks),
            (Place::Message(_), _) => {}
            (Place::Leaf(leaf), value) => {
                if let Some((default, hashed)) = read_value(value) {
                    marks.push(Mark { leaf: leaf.number, default, value: mark_of(hashed) });
                }
            }
        }
    }
}

/// Returns the 16 bits of a value's hash that stand for it: the low ones are as good as any others.
pub(super) fn mark_of(hashed: u64) -> u16 {
    (hashed & 0xffff) as u16
}

/// Returns whether a value is its type's default, and its hash, which is the same in every process: marks are stored.
pub(super) fn read_value(value: Value<'_>) -> Option<(bool, u64)> {
    let mut hasher = DefaultHasher::new();
    let default = match value {
        Value::Absent | Value::Message(_) | Value::Messages(_) | Value::Texts([]) => return None,
        Value::Bool(value) => {
            value.hash(&mut hasher);
            !value
        }
        Value::Integer(number) => {
            number.hash(&mut hasher);
            number == 0
        }
        Value::Enum(number) => {
            number.hash(&mut hasher);
            number == 0
        }
        Value::Text(text) => {
            text.hash(&mut hasher);
            text.is_empty()
        }
        Value::Texts(texts) => {
            texts.hash(&mut hasher);
            false
        }
    };
    Some((default, hasher.finish()))
}

/// Returns the 16 bits that stand for a value which somebody typed; `None` if the field cannot have it.
pub(crate) fn value_of(field: &FieldDescriptor, text: &str) -> Option<u16> {
    let value = match field.kind {
        Kind::Bool => Value::Bool(text.parse().ok()?),
        Kind::Enum(words) => Value::Enum(words.values.iter().find(|it| it.name.eq_ignore_ascii_case(text))?.number),
        Kind::Text => Value::Text(text),
        Kind::Message(_) => return None,
        _ => Value::Integer(text.parse().ok()?),
    };
    read_value(value).map(|(_, hashed)| mark_of(hashed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::every_field;
    use crate::receiver::columns::columns;

    #[test]
    fn every_leaf_of_a_full_log_is_marked() {
        let mut log = FrontendLog::default();
        assert!(read_leaves(&log).is_empty());
        every_field(&mut log, &mut |_, _| "x".to_owned());
        let marked: Vec<_> = read_leaves(&log).iter().map(|mark| usize::from(mark.leaf)).collect();
        assert_eq!(marked, (0..columns().len()).collect::<Vec<_>>());
    }
}
