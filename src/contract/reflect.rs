//! The one way to walk a message: by the index of its fields.
//!
//! The JSON codec, the privacy pass, `Debug`, the checks and the coverage are written once over [`Reflect`]; the build
//! generates its accessors for every message, so that a new field takes part in all of them by itself.

use super::{Kind, MessageDescriptor};

/// A message type of the contract.
pub trait Message: Reflect + prost::Message + Clone + Default + PartialEq {
    /// What the contract says about it.
    const DESCRIPTOR: &'static MessageDescriptor;
}

/// Access to the fields of a message by index.
pub trait Reflect: std::fmt::Debug + Send + Sync {
    /// Returns what the contract says about the message.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// Returns the value of a field; [`Value::Absent`] where it is unset, or where there is no such index.
    fn get(&self, index: usize) -> Value<'_>;

    /// Returns the place of a field; `None` where there is no such index.
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>>;
}

/// Protobuf's binary encoding of a message whose type is known when the program runs only.
///
/// Apart from [`Reflect`], so that a driver, which sends JSON, does not link it.
pub trait Binary: Reflect {
    /// Returns the message in protobuf's binary encoding, in the order of field numbers.
    fn to_binary(&self) -> Vec<u8>;

    /// Adds the fields found in `bytes`.
    ///
    /// # Errors
    ///
    /// When `bytes` are no valid protobuf of this message. Unknown fields are skipped.
    fn merge_binary(&mut self, bytes: &[u8]) -> Result<(), prost::DecodeError>;
}

impl<M: Message> Binary for M {
    fn to_binary(&self) -> Vec<u8> {
        self.encode_to_vec()
    }

    fn merge_binary(&mut self, bytes: &[u8]) -> Result<(), prost::DecodeError> {
        self.merge(bytes)
    }
}

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Unset.
    Absent,
    /// A bool.
    Bool(bool),
    /// An integer, of 32 or 64 bits.
    Integer(i64),
    /// The number of an enum's word; it may be one that this version does not know.
    Enum(i32),
    /// A text.
    Text(&'a str),
    /// A list of texts.
    Texts(&'a [String]),
    /// A message.
    Message(&'a dyn Reflect),
    /// A list of messages.
    Messages(&'a dyn MessageList),
}

/// The place of a field.
#[derive(Debug)]
pub enum ValueMut<'a> {
    /// A bool.
    Bool(&'a mut Option<bool>),
    /// An integer of 32 bits.
    Int32(&'a mut Option<i32>),
    /// An integer of 64 bits.
    Int64(&'a mut Option<i64>),
    /// The number of an enum's word.
    Enum(&'a mut Option<i32>),
    /// A text.
    Text(&'a mut Option<String>),
    /// A list of texts.
    Texts(&'a mut Vec<String>),
    /// A message.
    Message(&'a mut dyn MessageSlot),
    /// A list of messages.
    Messages(&'a mut dyn MessageList),
}

/// The place of a message, which may be unset.
pub trait MessageSlot: std::fmt::Debug {
    /// Returns the message, if it is set.
    fn get_mut(&mut self) -> Option<&mut dyn Reflect>;

    /// Returns the message; an empty one is put there first if it is unset.
    fn get_or_insert(&mut self) -> &mut dyn Reflect;

    /// Unsets it.
    fn clear(&mut self);
}

/// A list of messages.
pub trait MessageList: std::fmt::Debug {
    /// Returns how many there are.
    fn len(&self) -> usize;

    /// Returns whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the message at `index`.
    fn get(&self, index: usize) -> Option<&dyn Reflect>;

    /// Returns the message at `index`.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Reflect>;

    /// Adds an empty message at the end and gives its place.
    fn push(&mut self) -> &mut dyn Reflect;

    /// Removes all.
    fn clear(&mut self);
}

impl<M: Message> MessageSlot for Option<M> {
    fn get_mut(&mut self) -> Option<&mut dyn Reflect> {
        self.as_mut().map(|message| message as &mut dyn Reflect)
    }

    fn get_or_insert(&mut self) -> &mut dyn Reflect {
        self.get_or_insert_with(M::default)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<M: Message> MessageList for Vec<M> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Reflect> {
        self.as_slice().get(index).map(|message| message as &dyn Reflect)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Reflect> {
        self.as_mut_slice().get_mut(index).map(|message| message as &mut dyn Reflect)
    }

    fn push(&mut self) -> &mut dyn Reflect {
        let index = self.len();
        self.push(M::default());
        &mut self[index]
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl ValueMut<'_> {
    /// Unsets the field.
    pub fn clear(&mut self) {
        match self {
            Self::Bool(slot) => **slot = None,
            Self::Int32(slot) | Self::Enum(slot) => **slot = None,
            Self::Int64(slot) => **slot = None,
            Self::Text(slot) => **slot = None,
            Self::Texts(list) => list.clear(),
            Self::Message(slot) => slot.clear(),
            Self::Messages(list) => list.clear(),
        }
    }
}

/// Fills every field of `message`, those of the messages below it included: `text` is asked for the value of each text
/// field, lists get one item, an integer its field number or the plausible value next to it, an enum its last word, a bool `true`.
///
/// A test that walks the whole contract this way cannot miss a field that is added later.
///
/// ```
/// use sql_driver_telemetry::contract::{FrontendLog, every_field};
///
/// let mut log = FrontendLog::default();
/// every_field(&mut log, &mut |_, field| format!("<{}>", field.name));
/// assert_eq!(log.frontend_log_event_id.as_deref(), Some("<frontend_log_event_id>"));
/// ```
pub fn every_field(
    message: &mut dyn Reflect,
    text: &mut dyn FnMut(&'static MessageDescriptor, &'static super::FieldDescriptor) -> String,
) {
    let descriptor = message.descriptor();
    for (index, field) in descriptor.fields.iter().enumerate() {
        let (min, max) = (field.min.unwrap_or(i64::MIN), field.max.unwrap_or(i64::MAX));
        let number = i64::from(field.number).max(min).min(max);
        match message.get_mut(index) {
            Some(ValueMut::Bool(slot)) => *slot = Some(true),
            Some(ValueMut::Int32(slot)) => *slot = i32::try_from(number).ok(),
            Some(ValueMut::Int64(slot)) => *slot = Some(number),
            Some(ValueMut::Enum(slot)) => {
                let Kind::Enum(declared) = field.kind else { continue };
                *slot = declared.values.last().map(|value| value.number);
            }
            Some(ValueMut::Text(slot)) => *slot = Some(text(descriptor, field)),
            Some(ValueMut::Texts(list)) => list.push(text(descriptor, field)),
            Some(ValueMut::Message(slot)) => every_field(slot.get_or_insert(), text),
            Some(ValueMut::Messages(list)) => every_field(list.push(), text),
            None => {}
        }
    }
}
