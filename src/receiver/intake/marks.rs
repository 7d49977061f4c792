//! Which leaves of the contract a log sets: what its sender's coverage is counted from, and what tells a retry.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeFrom;
use std::sync::LazyLock;

use super::hash;
use crate::contract::{FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, Reflect, Value};

/// One leaf that was set in one log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its index in [`columns`].
    pub(crate) leaf: u16,
    /// Whether the value is the type's default: false, 0, an empty text, the word for unknown.
    pub(crate) default: bool,
    /// 16 bits of the value's hash: enough to count up to [`MAX_DISTINCT`], far too few to find a value by.
    pub(crate) value: u16,
}

/// Returns the leaves that are set in a log, as it was sent; and what it says but for its event id, hashed, which is
/// equal for a retry.
pub(crate) fn read_leaves(log: &FrontendLog) -> (Vec<Mark>, u64) {
    let mut leaves = Leaves { marks: Vec::with_capacity(48), content: DefaultHasher::new() };
    leaves.walk(log, &PLACES);
    (leaves.marks, hash(leaves.content.finish()))
}

/// What a field of a log is to the coverage.
enum Place {
    /// A leaf: its index in [`columns`], and whether it is equal in a retry.
    Leaf {
        leaf: u16,
        repeated: bool,
    },
    Message(Vec<Place>),
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| places(FrontendLog::DESCRIPTOR, &mut (0..)));

/// Goes the way that [`columns`] went, so that leaves have the same numbers.
fn places(message: &MessageDescriptor, leaves: &mut RangeFrom<u16>) -> Vec<Place> {
    let place = |field: &FieldDescriptor| match field.message() {
        Some(below) => Place::Message(places(below, leaves)),
        None => Place::Leaf { leaf: leaves.next().unwrap_or_default(), repeated: field.name != EVENT_ID },
    };
    message.fields.iter().map(place).collect()
}

const EVENT_ID: &str = "frontend_log_event_id";

struct Leaves {
    marks: Vec<Mark>,
    content: DefaultHasher,
}

impl Leaves {
    fn walk(&mut self, message: &dyn Reflect, places: &[Place]) {
        for (index, place) in places.iter().enumerate() {
            match (place, message.get(index)) {
                (Place::Message(below), Value::Message(message)) => self.walk(message, below),
                (Place::Message(_), _) => {}
                (Place::Leaf { leaf, repeated }, value) => {
                    let Some((default, value)) = read_value(value) else { continue };
                    // The low 16 bits of a hash are as good as any others.
                    self.marks.push(Mark { leaf: *leaf, default, value: (value & 0xffff) as u16 });
                    if *repeated {
                        (leaf, value).hash(&mut self.content);
                    }
                }
            }
        }
    }
}

/// Returns whether a value is its type's default, and its hash, which is the same in every process: marks are stored.
fn read_value(value: Value<'_>) -> Option<(bool, u64)> {
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
    read_value(value).map(|(_, value)| (value & 0xffff) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::every_field;
    use crate::receiver::columns::columns;

    #[test]
    fn every_leaf_of_a_full_log_is_marked() {
        let mut log = FrontendLog::default();
        assert!(read_leaves(&log).0.is_empty());
        every_field(&mut log, &mut |_, _| "x".to_owned());
        let marked: Vec<_> = read_leaves(&log).0.iter().map(|mark| usize::from(mark.leaf)).collect();
        assert_eq!(marked, (0..columns().len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_retry_says_the_same_under_any_event_id() {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, _| "x".to_owned());
        let content = read_leaves(&log).1;
        log.frontend_log_event_id = Some("another one".to_owned());
        assert_eq!(read_leaves(&log).1, content);
        log.workspace_id = Some(7);
        assert_ne!(read_leaves(&log).1, content);
    }
}
