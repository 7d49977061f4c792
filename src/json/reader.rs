//! From JSON to a message, by the descriptors.
//!
//! Nearly every log departs from nothing: it is read at once (`strict.rs`), without a tree and without paths. Only what
//! that reader gives up is read again here, where every departure is named with its path.

use super::departure::{Departure, DepartureKind};
use super::strict;
use super::tree::{Number, Tree, TreeError};
use crate::contract::{FieldDescriptor, Kind, Message, MessageDescriptor, Reflect, ValueMut};
use crate::privacy::{is_empty, name};

/// The largest input that is read, in bytes: 16 MiB. A request of 1,000 events, which the service is known to take, is
/// about 2 MB; what is far larger is no log.
pub const MAX_INPUT_BYTES: usize = 16 * 1024 * 1024;

/// How many departures of one message are told: 10,000. A message has a hundred fields; what departs so often is meant
/// to fill memory.
const MAX_DEPARTURES: usize = 10_000;

/// Why a text is no log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The input is larger than [`MAX_INPUT_BYTES`].
    #[error("the input has {0} bytes, more than the {MAX_INPUT_BYTES} that are read: split it")]
    TooLarge(usize),
    /// The input is no JSON.
    #[error(transparent)]
    Json(#[from] TreeError),
    /// The input departs from the contract; the first departure is told.
    #[error("{0}")]
    Contract(Departure),
}

/// Reads a message strictly: the first departure is an error that names its full path.
///
/// Integers may be strings, words of enums may be numbers, and a number of an enum that this version does not know is
/// kept: these lose nothing.
///
/// # Errors
///
/// See [`DecodeError`].
///
/// ```
/// use sql_driver_telemetry::contract::FrontendLog;
/// use sql_driver_telemetry::json;
///
/// let log: FrontendLog = json::from_str(r#"{"workspace_id": "42"}"#)?;
/// assert_eq!(log.workspace_id, Some(42));
///
/// let error = json::from_str::<FrontendLog>(r#"{"entry": {"sql_driver_log": {"sessionId": "s"}}}"#).unwrap_err();
/// assert_eq!(error.to_string(), "entry.sql_driver_log.sessionId: camel_case_key: is spelled session_id");
/// # Ok::<(), json::DecodeError>(())
/// ```
pub fn from_str<M: Message>(text: &str) -> Result<M, DecodeError> {
    from_slice(text.as_bytes())
}

/// Reads a message strictly from bytes, as [`from_str`] does.
///
/// # Errors
///
/// See [`DecodeError`].
pub fn from_slice<M: Message>(bytes: &[u8]) -> Result<M, DecodeError> {
    let mut message = M::default();
    read_strict(bytes, &mut message)?;
    Ok(message)
}

/// Reads strictly into a message whose type is known at run time only.
///
/// # Errors
///
/// See [`DecodeError`].
pub fn read_strict(bytes: &[u8], message: &mut dyn Reflect) -> Result<(), DecodeError> {
    if bytes.len() > MAX_INPUT_BYTES {
        return Err(DecodeError::TooLarge(bytes.len()));
    }
    // Nearly every log departs from nothing, and is read at once.
    if is_empty(message) {
        if strict::read(bytes, message).is_some() {
            return Ok(());
        }
        let fields = 0..message.descriptor().fields.len();
        fields.for_each(|index| message.get_mut(index).into_iter().for_each(|mut place| place.clear()));
    }
    let departures = read_tolerant(&Tree::borrow_bytes(bytes)?, message);
    match departures.into_iter().find(|departure| !departure.kind.is_tolerated()) {
        Some(departure) => Err(DecodeError::Contract(departure)),
        None => Ok(()),
    }
}

/// Reads a message that departs from nothing, in one pass; `None` if anything is odd, for the tolerant reader to say what.
pub(crate) fn read_at_once<M: Message>(text: &str) -> Option<M> {
    let mut message = M::default();
    strict::read(text.as_bytes(), &mut message).map(|()| message)
}

/// Reads what can be read into `message` and gives every departure, in the order of the text.
pub fn read_tolerant<S: AsRef<str>>(tree: &Tree<S>, message: &mut dyn Reflect) -> Vec<Departure> {
    let mut reader = Reader { path: String::new(), departures: Vec::new(), refused: false };
    reader.message(tree, message);
    reader.departures
}

struct Reader {
    path: String,
    departures: Vec<Departure>,
    /// Whether there is one that a strict reader does not tolerate.
    refused: bool,
}

impl Reader {
    fn message<S: AsRef<str>>(&mut self, tree: &Tree<S>, message: &mut dyn Reflect) {
        let Tree::Object(members) = tree else {
            return self.wrong_type(tree, "an object");
        };
        let descriptor = message.descriptor();
        let fields = descriptor.fields;
        let mut seen = vec![false; fields.len()];
        // Most senders keep the contract's order: the next name is looked for from the last one on.
        let mut next = 0;
        for (key, value) in members {
            let key = key.as_ref();
            let is_next = fields.get(next).is_some_and(|field| field.json_name == key);
            let known = if is_next { Some(next) } else { descriptor.field_on_wire(key).map(|(index, _)| index) };
            let outer = self.enter(if known.is_some() { key } else { shown(key).unwrap_or("(not a name)") });
            match known {
                Some(index) if std::mem::replace(&mut seen[index], true) => {
                    self.depart(DepartureKind::DuplicateKey, "stands twice; the first one counts".to_owned());
                }
                Some(index) => {
                    next = index + 1;
                    if let Some(place) = message.get_mut(index) {
                        self.value(value, &fields[index], place);
                    }
                }
                None => self.stray(key, value, message),
            }
            self.path.truncate(outer);
        }
    }

    /// A member that the message does not have.
    fn stray<S: AsRef<str>>(&mut self, key: &str, value: &Tree<S>, message: &mut dyn Reflect) {
        let descriptor = message.descriptor();
        if let Some((client_context, time)) = time_below(descriptor, key)
            && let Some(ValueMut::Message(slot)) = message.get_mut(client_context)
        {
            let context = slot.get_or_insert();
            let field = &context.descriptor().fields[time];
            if let Some(place) = context.get_mut(time) {
                self.value(value, field, place);
            }
            return self.depart(DepartureKind::MisplacedTime, format!("belongs into client_context.{key}"));
        }
        // Either spelling may be the wrong one: logs are snake_case, the envelope is lowerCamelCase.
        let other =
            descriptor.fields.iter().find(|field| field.json_name == snake(key) || field.json_name == camel(key));
        match other {
            Some(field) => self.depart(DepartureKind::CamelCaseKey, format!("is spelled {}", field.json_name)),
            None => self.depart(DepartureKind::UnknownKey, format!("is not in {}", descriptor.name)),
        }
    }

    fn value<S: AsRef<str>>(&mut self, tree: &Tree<S>, field: &FieldDescriptor, place: ValueMut<'_>) {
        if matches!(tree, Tree::Null) {
            return self.depart(DepartureKind::Null, "is null; leave out what is not known".to_owned());
        }
        match place {
            ValueMut::Bool(slot) => match tree {
                Tree::Bool(value) => *slot = Some(*value),
                _ => self.wrong_type(tree, "a bool"),
            },
            ValueMut::Int64(slot) => *slot = self.integer(tree),
            ValueMut::Int32(slot) => {
                *slot = self.integer(tree).and_then(|number| {
                    let small = i32::try_from(number).ok();
                    if small.is_none() {
                        self.depart(DepartureKind::OutOfRange, "does not fit into 32 bits".to_owned());
                    }
                    small
                });
            }
            ValueMut::Enum(slot) => *slot = self.word(tree, field),
            ValueMut::Text(slot) => match tree {
                Tree::Text(text) => *slot = Some(text.as_ref().to_owned()),
                _ => self.wrong_type(tree, "a string"),
            },
            ValueMut::Texts(list) => self.items(tree, |reader, item| match item {
                Tree::Text(text) => list.push(text.as_ref().to_owned()),
                Tree::Null => reader.depart(DepartureKind::Null, "is null; leave out what is not known".to_owned()),
                _ => reader.wrong_type(item, "a string"),
            }),
            ValueMut::Message(slot) => match tree {
                Tree::Object(_) => self.message(tree, slot.get_or_insert()),
                _ => self.wrong_type(tree, "an object"),
            },
            ValueMut::Messages(list) => self.items(tree, |reader, item| reader.message(item, list.push())),
        }
    }

    fn items<S>(&mut self, tree: &Tree<S>, mut take: impl FnMut(&mut Self, &Tree<S>)) {
        let Tree::List(items) = tree else {
            return self.wrong_type(tree, "a list");
        };
        for (index, item) in items.iter().enumerate() {
            let outer = self.path.len();
            self.path.push_str(&format!("[{index}]"));
            take(self, item);
            self.path.truncate(outer);
        }
    }

    fn integer<S: AsRef<str>>(&mut self, tree: &Tree<S>) -> Option<i64> {
        match tree {
            Tree::Number(Number::Integer(number)) => Some(*number),
            Tree::Number(Number::Real(number)) if number.fract() == 0.0 => {
                // What is at hand is a double: from 2^53 on it may be another integer than the one that was written.
                if number.abs() > 9_007_199_254_740_992.0 {
                    self.depart(DepartureKind::OutOfRange, "does not fit into 64 bits".to_owned());
                    return None;
                }
                self.depart(
                    DepartureKind::IntegerAsFloat,
                    "has a fraction or an exponent; write an integer".to_owned(),
                );
                Some(*number as i64)
            }
            Tree::Text(text) => match text.as_ref().parse() {
                Ok(number) => {
                    self.depart(DepartureKind::NumberAsString, "is a string; write a number".to_owned());
                    Some(number)
                }
                Err(_) => {
                    self.depart(DepartureKind::WrongType, "is a string that is no integer".to_owned());
                    None
                }
            },
            _ => {
                self.wrong_type(tree, "an integer");
                None
            }
        }
    }

    fn word<S: AsRef<str>>(&mut self, tree: &Tree<S>, field: &FieldDescriptor) -> Option<i32> {
        let Kind::Enum(declared) = field.kind else { return None };
        match tree {
            Tree::Text(word) => {
                let word = word.as_ref();
                let number = declared.number(word);
                if number.is_none() {
                    let known: Vec<_> = declared.values.iter().map(|value| value.name).collect();
                    let word = shown(word).unwrap_or("the word");
                    self.depart(DepartureKind::UnknownEnumName, format!("{word} is not one of {}", known.join(", ")));
                }
                number
            }
            Tree::Number(Number::Integer(number)) => {
                let number = i32::try_from(*number).ok();
                match number.map(|number| declared.name(number)) {
                    Some(Some(word)) => self.depart(DepartureKind::EnumAsNumber, format!("is a number; write {word}")),
                    Some(None) => {
                        self.depart(
                            DepartureKind::UnknownEnumNumber,
                            "is a number that the enum does not have".to_owned(),
                        );
                    }
                    None => self.depart(DepartureKind::OutOfRange, "does not fit into 32 bits".to_owned()),
                }
                number
            }
            _ => {
                self.wrong_type(tree, "a word");
                None
            }
        }
    }

    /// Goes one member down; gives the length to cut the path back to.
    fn enter(&mut self, name: &str) -> usize {
        let outer = self.path.len();
        if outer > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        outer
    }

    fn wrong_type<S>(&mut self, tree: &Tree<S>, expected: &str) {
        self.depart(DepartureKind::WrongType, format!("is {} where {expected} is expected", tree.shape()));
    }

    fn depart(&mut self, kind: DepartureKind, detail: String) {
        // A reader that is strict needs the first one that it does not tolerate, however many come before.
        let needed = !self.refused && !kind.is_tolerated();
        self.refused |= needed;
        if needed || self.departures.len() < MAX_DEPARTURES {
            self.departures.push(Departure { path: self.path.clone(), kind, detail });
        }
    }
}

/// Two drivers put the time of the event beside `client_context` instead of into it: the index of the context, and that
/// of the time in it.
fn time_below(descriptor: &MessageDescriptor, key: &str) -> Option<(usize, usize)> {
    let (context, field) = descriptor.field("client_context")?;
    let (time, _) = field.message()?.field(key).filter(|(_, field)| field.name == "timestamp_millis")?;
    Some((context, time))
}

/// Returns a key or a word that the contract does not know here, to be repeated to whoever reads the report. It may be
/// anything, a secret too: only what could be a name is shown, short and of letters, digits, `_`, `-` and `.`; with a
/// digit or a dot in it, what tokens and hosts have, only if it looks like the name of a program.
pub(crate) fn shown(text: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let is_telling = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let is_name = (1..=64).contains(&text.len())
        && text.bytes().all(is_plain)
        && (!text.bytes().any(is_telling) || name::is_public(text));
    is_name.then_some(text)
}

/// Turns `sessionId` into `session_id`.
pub(crate) fn snake(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 4);
    for character in key.chars() {
        if character.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

/// Turns `session_id` into `sessionId`.
pub(crate) fn camel(key: &str) -> String {
    let mut parts = key.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| match part.chars().next() {
        Some(head) => format!("{name}{}{}", head.to_ascii_uppercase(), &part[head.len_utf8()..]),
        None => name,
    })
}
