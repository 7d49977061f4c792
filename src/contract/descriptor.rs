//! What the contract says about a message, a field and an enum, as constants.

pub use super::generated::telemetry::options::v1::{DataClass, EventKind, Need, Purpose};

/// A message of the contract.
#[derive(Debug)]
pub struct MessageDescriptor {
    /// The name, such as `SqlDriverLog`.
    pub name: &'static str,
    /// The name with its package.
    pub full_name: &'static str,
    /// What it means: the comment of the contract.
    pub doc: &'static str,
    /// The fields in declaration order; [`Reflect::get`](super::Reflect::get) takes an index into them.
    pub fields: &'static [FieldDescriptor],
    /// The indices of the fields in the order of their names on the wire.
    pub by_json_name: &'static [u8],
}

/// A field of a message.
#[derive(Debug)]
pub struct FieldDescriptor {
    /// The name in the contract, snake_case.
    pub name: &'static str,
    /// The name on the wire. It differs from `name` in the upload envelope only, which is lowerCamelCase.
    pub json_name: &'static str,
    /// The field number. 1000 and above are this project's own.
    pub number: u32,
    /// The type.
    pub kind: Kind,
    /// Whether the field is a list.
    pub repeated: bool,
    /// Whether the list is written when it is empty, as the service wants its envelope.
    pub written_empty: bool,
    /// The privacy class. Of a field that is a message: the class of every text below, or `Unspecified`.
    pub class: DataClass,
    /// Whether the field may go to the endpoint that needs no credential.
    pub unauthenticated: bool,
    /// Whether the service's own schema lacks the field.
    pub extension: bool,
    /// The unit in UCUM notation: `ms`, `s`, `By`, `{chunk}`.
    pub unit: Option<&'static str>,
    /// The attribute of the OpenTelemetry semantic conventions that says the same.
    pub otel_attribute: Option<&'static str>,
    /// The least plausible value of an integer; every integer has one.
    pub min: Option<i64>,
    /// The greatest plausible value of an integer; every integer has one.
    pub max: Option<i64>,
    /// Which events have to fill it, should fill it, or have no use for it. The first that fits an event counts.
    pub obligations: &'static [Obligation],
    /// The numbers that it cannot be greater than.
    pub at_most: &'static [Bound],
    /// Why it is there, and who has decided so; `None` for a field that is a message.
    pub passport: Option<Passport>,
    /// The last day on which it is sent, counted from 1970-01-01. The privacy pass drops it from the next day on.
    pub expires: Option<u32>,
    /// Whether the field should not be filled any more.
    pub deprecated: bool,
    /// The closed list of words of a text field; empty for any text of its class.
    pub allowed: &'static [&'static str],
    /// The word that stands for a text outside the closed list.
    pub otherwise: Option<&'static str>,
    /// What it means: the comment of the contract.
    pub doc: &'static str,
}

/// Why a field is there, and who has decided so.
#[derive(Debug)]
pub struct Passport {
    /// What it is collected for.
    pub purpose: Purpose,
    /// Who answers for it.
    pub owner: &'static str,
    /// The release that it came with.
    pub since: &'static str,
    /// Where it was decided that it may be sent.
    pub review: &'static str,
    /// The last day on which it is sent, as `2028-06-30`.
    pub expires: Option<&'static str>,
    /// Why it has no last day.
    pub permanent: Option<&'static str>,
}

/// What is expected of a field in some events.
#[derive(Debug)]
pub struct Obligation {
    /// What is expected.
    pub need: Need,
    /// The kinds of events; none stands for all.
    pub events: &'static [EventKind],
    /// The conditions, as the contract writes them.
    pub when: &'static str,
    /// The conditions, all of which have to hold.
    pub conditions: &'static [Condition],
}

/// A number of the driver's log that another one cannot be greater than.
#[derive(Debug)]
pub struct Bound {
    /// The path of the other number.
    pub field: &'static str,
    /// Its place, as [`Condition::place`] has it.
    pub place: &'static [usize],
    /// By how much it may be greater all the same.
    pub slack: i64,
    /// The conditions, as the contract writes them.
    pub when: &'static str,
    /// The conditions, all of which have to hold.
    pub conditions: &'static [Condition],
}

/// A comparison with a field of the driver's log.
#[derive(Debug)]
pub struct Condition {
    /// The way from [`SqlDriverLog`](super::SqlDriverLog): an index of a field for each message.
    pub place: &'static [usize],
    /// What has to hold there.
    pub test: Test,
}

/// What has to hold at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// It is told: set, and not zero, false, empty or unknown.
    Told,
    /// It is not told.
    Untold,
    /// It is this text.
    Text(&'static str),
    /// It is told, and is another text.
    OtherText(&'static str),
    /// It is this number of an enum.
    Word(i32),
    /// It is told, and is another number of the enum.
    OtherWord(i32),
}

/// The type of a field, or of the items of a list.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits: a JSON number all the same.
    Int64,
    /// Text.
    Text,
    /// A word of a closed list.
    Enum(&'static EnumDescriptor),
    /// A message.
    Message(&'static MessageDescriptor),
}

/// A closed list of words.
#[derive(Debug)]
pub struct EnumDescriptor {
    /// The name with package and scope, such as `telemetry.log.v1.Statement.Type`.
    pub full_name: &'static str,
    /// What it means: the comment of the contract.
    pub doc: &'static str,
    /// The words.
    pub values: &'static [EnumValue],
}

/// A word of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// The word on the wire.
    pub name: &'static str,
    /// Its number. 0 stands for unknown.
    pub number: i32,
    /// The kind of event that it stands for, if it names an operation.
    pub event: EventKind,
    /// What it means: the comment of the contract.
    pub doc: &'static str,
}

impl MessageDescriptor {
    /// Returns the field of that name, with its index.
    pub fn field(&self, name: &str) -> Option<(usize, &'static FieldDescriptor)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// Returns the field that goes by that name on the wire, with its index.
    pub fn field_on_wire(&self, json_name: &str) -> Option<(usize, &'static FieldDescriptor)> {
        let named = |index: &u8| self.fields[usize::from(*index)].json_name;
        let place = self.by_json_name.binary_search_by(|index| named(index).cmp(json_name)).ok()?;
        let index = usize::from(self.by_json_name[place]);
        Some((index, &self.fields[index]))
    }
}

impl FieldDescriptor {
    /// Returns the message that the field holds, if it holds one.
    pub fn message(&self) -> Option<&'static MessageDescriptor> {
        match self.kind {
            Kind::Message(message) => Some(message),
            _ => None,
        }
    }

    /// Returns whether the contract calls the integer `number` plausible for this field. True for a field that is no
    /// integer.
    pub fn is_plausible(&self, number: i64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

impl EnumDescriptor {
    /// Returns the word of a number; `None` for a number that this version of the contract does not know.
    #[inline]
    pub fn name(&self, number: i32) -> Option<&'static str> {
        // Numbers are dense from 0 in most enums, so the index is nearly always right.
        let guess = usize::try_from(number).ok().and_then(|index| self.values.get(index));
        guess
            .filter(|value| value.number == number)
            .or_else(|| self.values.iter().find(|v| v.number == number))
            .map(|v| v.name)
    }

    /// Returns the number of a word.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.values.iter().find(|value| value.name == name).map(|value| value.number)
    }
}
