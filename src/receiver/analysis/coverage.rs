//! Field coverage: which leaves of the contract a driver ever filled, and with how many distinct values.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::contract::{Reflect, Value};
use crate::receiver::store::columns;

/// How many distinct values of a leaf are told apart: 1,000. What has more is an id or a measurement.
pub(crate) const MAX_DISTINCT: usize = 1000;

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

/// The leaves that are set in a log, as it was sent.
pub(crate) fn marks(message: &dyn Reflect) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(48);
    let mut leaf = 0;
    walk(Some(message), message.descriptor(), &mut leaf, &mut marks);
    debug_assert_eq!(usize::from(leaf), columns().len(), "leaves are counted as columns are");
    marks
}

/// Goes the way that [`columns`] went, so that leaves have the same numbers.
fn walk(
    message: Option<&dyn Reflect>,
    descriptor: &'static crate::contract::MessageDescriptor,
    leaf: &mut u16,
    marks: &mut Vec<Mark>,
) {
    for (index, field) in descriptor.fields.iter().enumerate() {
        let value = message.map_or(Value::Absent, |message| message.get(index));
        if let Some(below) = field.message() {
            let message = match value {
                Value::Message(message) => Some(message),
                _ => None,
            };
            walk(message, below, leaf, marks);
            continue;
        }
        marks.extend(mark(value).map(|(default, value)| Mark { leaf: *leaf, default, value }));
        *leaf += 1;
    }
}

fn mark(value: Value<'_>) -> Option<(bool, u16)> {
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
    // The low 16 bits of a hash are as good as any others.
    Some((default, (hasher.finish() & 0xffff) as u16))
}

/// What is known of one leaf.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaf {
    pub(crate) seen: u64,
    pub(crate) defaults: u64,
    pub(crate) values: HashSet<u16>,
}

impl Leaf {
    /// Takes note of a value. Gives whether it is a new one.
    pub(crate) fn add(&mut self, mark: Mark) -> bool {
        self.seen += 1;
        self.defaults += u64::from(mark.default);
        self.values.len() < MAX_DISTINCT && self.values.insert(mark.value)
    }

    /// How many distinct values there were, [`MAX_DISTINCT`] at most. Two values in a hundred thousand pairs share
    /// their 16 bits; the count is corrected for it, and exact while it is small.
    pub(crate) fn distinct(&self) -> usize {
        const ROOM: f64 = 65536.0;
        let taken = self.values.len() as f64;
        let estimate = -ROOM * (1.0 - taken / ROOM).ln();
        (estimate.round() as usize).min(MAX_DISTINCT)
    }

    pub(crate) fn state(&self) -> LeafState {
        match self {
            Self { seen: 0, .. } => LeafState::Never,
            Self { seen, defaults, .. } if seen == defaults => LeafState::AlwaysDefault,
            _ if self.values.len() == 1 => LeafState::AlwaysSame,
            _ => LeafState::Varies,
        }
    }
}

/// How a driver uses a leaf of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LeafState {
    /// Never set: not modelled, or modelled and never wired.
    Never,
    /// Set, and always to the default of its type: modelled, and never wired in all likelihood.
    AlwaysDefault,
    /// Always the same value.
    AlwaysSame,
    /// More than one value.
    Varies,
}

impl LeafState {
    /// The state's name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AlwaysDefault => "always_default",
            Self::AlwaysSame => "always_same",
            Self::Varies => "varies",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{FrontendLog, every_field};

    #[test]
    fn every_leaf_of_a_full_log_is_marked() {
        let mut log = FrontendLog::default();
        assert!(marks(&log).is_empty());
        every_field(&mut log, &mut |_, _| "x".to_owned());
        assert_eq!(marks(&log).len(), columns().len());
    }

    #[test]
    fn a_leaf_tells_defaults_from_values() {
        let mark = |default, value| Mark { leaf: 0, default, value };
        let mut leaf = Leaf::default();
        assert_eq!(leaf.state(), LeafState::Never);
        leaf.add(mark(true, 1));
        assert_eq!(leaf.state(), LeafState::AlwaysDefault);
        leaf.add(mark(false, 2));
        assert_eq!((leaf.state(), leaf.distinct()), (LeafState::Varies, 2));
        for value in 0..2000 {
            leaf.add(mark(false, value));
        }
        assert_eq!(leaf.distinct(), MAX_DISTINCT);
    }
}
