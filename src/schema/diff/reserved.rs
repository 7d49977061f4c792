//! Reserved numbers and names: what was given up, and what was taken again.

use std::fmt;

use super::super::model::{Enum, Message};

/// The numbers and names of a message or an enum: those that are reserved, and those in use.
pub(super) struct Numbers<'a> {
    reserved: Vec<Range>,
    reserved_names: &'a [String],
    used: Vec<(i64, &'a str)>,
}

/// Numbers from the first to the second, both included.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Range(i64, i64);

impl<'a> Numbers<'a> {
    pub(super) fn of_message(message: &'a Message) -> Self {
        let ranges = message.reserved_numbers.iter();
        Self {
            reserved: ranges.map(|(first, last)| Range((*first).into(), (*last).into())).collect(),
            reserved_names: &message.reserved_names,
            used: message.fields.iter().map(|field| (field.number.into(), field.name.as_str())).collect(),
        }
    }

    pub(super) fn of_enum(declared: &'a Enum) -> Self {
        let ranges = declared.reserved_numbers.iter();
        Self {
            reserved: ranges.map(|(first, last)| Range((*first).into(), (*last).into())).collect(),
            reserved_names: &declared.reserved_names,
            used: declared.values.iter().map(|value| (value.number.into(), value.name.as_str())).collect(),
        }
    }

    /// Returns whether both the number and the name are reserved, so that nothing can take their place.
    pub(super) fn reserve(&self, number: i64, name: &str) -> bool {
        self.reserves_number(number) && self.reserves_name(name)
    }

    /// Returns what is used here although `old` had it reserved.
    pub(super) fn reused(&self, old: &Self) -> Vec<String> {
        let numbers = self.used.iter().filter(|(number, _)| old.reserves_number(*number));
        let names = self.used.iter().filter(|(_, name)| old.reserves_name(name));
        let numbers = numbers.map(|(number, name)| format!("the reserved number {number} is given to `{name}`"));
        numbers.chain(names.map(|(number, name)| format!("the reserved name `{name}` is given to {number}"))).collect()
    }

    /// Returns what is reserved here and neither reserved nor used in `other`.
    pub(super) fn missing_in(&self, other: &Self) -> Vec<String> {
        let taken = other.used.iter().map(|(number, _)| Range(*number, *number));
        let taken: Vec<_> = other.reserved.iter().copied().chain(taken).collect();
        let numbers = subtract(self.reserved.clone(), &taken);
        let names = self.reserved_names.iter();
        let names = names.filter(|name| !other.reserves_name(name) && !other.used.iter().any(|(_, used)| used == name));
        numbers.iter().map(Range::to_string).chain(names.map(|name| format!("the name `{name}`"))).collect()
    }

    fn reserves_number(&self, number: i64) -> bool {
        self.reserved.iter().any(|Range(first, last)| (*first..=*last).contains(&number))
    }

    fn reserves_name(&self, name: &str) -> bool {
        self.reserved_names.iter().any(|reserved| reserved == name)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(first, last) if first == last => write!(f, "the number {first}"),
            Self(first, last) => write!(f, "the numbers {first} to {last}"),
        }
    }
}

/// Returns what is in `ranges` and not in `taken`; ranges may be as large as `1000 to max`, so no number is enumerated.
fn subtract(ranges: Vec<Range>, taken: &[Range]) -> Vec<Range> {
    taken.iter().fold(ranges, |left, Range(first, last)| {
        let around = |Range(from, to)| [Range(from, to.min(first - 1)), Range(from.max(last + 1), to)];
        left.into_iter().flat_map(around).filter(|Range(from, to)| from <= to).collect()
    })
}
