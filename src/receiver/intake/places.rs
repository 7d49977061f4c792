//! Where each field of a log stands: which leaf it is, and what is to be known of it for each log.

use std::ops::RangeFrom;
use std::sync::LazyLock;

use crate::contract::{DataClass, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor};

/// What a field of a log is here.
pub(super) enum Place {
    Leaf(Leaf),
    Message(Vec<Place>),
}

/// A leaf of the contract.
pub(super) struct Leaf {
    /// Its index in [`columns`](crate::receiver::columns::columns).
    pub(super) number: u16,
    pub(super) field: &'static FieldDescriptor,
    /// The class of its text, which a field above may have given it.
    pub(super) class: DataClass,
    /// Whether its values are different in most logs.
    pub(super) varies: bool,
    /// Whether it is the event's id, which is another one in some retries.
    pub(super) is_event_id: bool,
}

/// The places of a log, by the index of its fields.
pub(super) static PLACES: LazyLock<Vec<Place>> =
    LazyLock::new(|| places(FrontendLog::DESCRIPTOR, DataClass::Unspecified, &mut (0..)));

/// Goes the way that the columns go, so that leaves have the same numbers.
fn places(message: &'static MessageDescriptor, above: DataClass, leaves: &mut RangeFrom<u16>) -> Vec<Place> {
    let place = |field: &'static FieldDescriptor| {
        let first = |class: DataClass, other| if class == DataClass::Unspecified { other } else { class };
        match field.message() {
            Some(below) => Place::Message(places(below, first(field.class, above), leaves)),
            None => Place::Leaf(Leaf {
                number: leaves.next().unwrap_or_default(),
                field,
                class: first(above, field.class),
                varies: varies(field),
                is_event_id: field.name == "frontend_log_event_id",
            }),
        }
    };
    message.fields.iter().map(place).collect()
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
