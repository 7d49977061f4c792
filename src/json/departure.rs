//! Where a payload departs from the contract.

use std::fmt;

/// One departure of a payload from the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Where, in names as they stand in the payload: `entry.sql_driver_log.session_id`, `protoLogs[2]`.
    pub path: String,
    /// What kind of departure.
    pub kind: DepartureKind,
    /// What was found and what was expected, in words. Values are not quoted, but for words of enums.
    pub detail: String,
}

/// The kinds of departures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DepartureKind {
    /// A member that the contract does not know. The service ignores it: what it says is lost.
    UnknownKey,
    /// A member that the contract knows by its snake_case name.
    CamelCaseKey,
    /// A member that stands twice; the first one counts.
    DuplicateKey,
    /// `null`, where a member is left out if it is not known.
    Null,
    /// Another type than the contract's.
    WrongType,
    /// An integer that does not fit into the type.
    OutOfRange,
    /// An integer written as a string. Read all the same.
    NumberAsString,
    /// An integer written with a fraction of zero or with an exponent, `1.0`. Read all the same.
    IntegerAsFloat,
    /// A word that is not in the enum.
    UnknownEnumName,
    /// A number that is not in the enum. Kept while reading, never written.
    UnknownEnumNumber,
    /// A word of an enum written as its number. Read all the same.
    EnumAsNumber,
    /// The time of the event one level above its place. Read all the same.
    MisplacedTime,
}

impl DepartureKind {
    /// Returns the name of the rule that is broken, in snake_case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown_key",
            Self::CamelCaseKey => "camel_case_key",
            Self::DuplicateKey => "duplicate_key",
            Self::Null => "null",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::NumberAsString => "number_as_string",
            Self::IntegerAsFloat => "integer_as_float",
            Self::UnknownEnumName => "unknown_enum_name",
            Self::UnknownEnumNumber => "unknown_enum_number",
            Self::EnumAsNumber => "enum_as_number",
            Self::MisplacedTime => "misplaced_time",
        }
    }

    /// Returns whether a strict reader takes it: nothing is lost or guessed.
    pub const fn is_tolerated(self) -> bool {
        matches!(self, Self::NumberAsString | Self::IntegerAsFloat | Self::EnumAsNumber | Self::UnknownEnumNumber)
    }
}

impl fmt::Display for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, kind, detail } = self;
        write!(f, "{}: {}: {detail}", if path.is_empty() { "(top)" } else { path }, kind.as_str())
    }
}
