//! Field coverage: which leaves of the contract a driver ever filled, and with how many distinct values.

use crate::receiver::intake::Mark;

/// How many distinct values of a leaf are told apart: 1,000. What has more is an id or a measurement.
pub(crate) const MAX_DISTINCT: usize = 1000;

/// What is known of one leaf.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaf {
    pub(crate) seen: u64,
    pub(crate) defaults: u64,
    /// Sorted: there are few, or they have long reached [`MAX_DISTINCT`].
    pub(crate) values: Vec<u16>,
}

impl Leaf {
    /// Takes note of a value. Gives whether it is a new one.
    pub(crate) fn add(&mut self, mark: Mark) -> bool {
        self.seen += 1;
        self.defaults += u64::from(mark.default);
        self.values.len() < MAX_DISTINCT && self.know(mark.value)
    }

    /// Takes back a value that was added and not stored.
    pub(crate) fn take_back(&mut self, mark: Mark) {
        self.seen = self.seen.saturating_sub(1);
        self.defaults = self.defaults.saturating_sub(u64::from(mark.default));
    }

    /// Forgets a value that was new.
    pub(crate) fn forget(&mut self, value: u16) {
        if let Ok(place) = self.values.binary_search(&value) {
            self.values.remove(place);
        }
    }

    /// Remembers a value. Gives whether it is a new one.
    pub(crate) fn know(&mut self, value: u16) -> bool {
        match self.values.binary_search(&value) {
            Ok(_) => false,
            Err(place) => {
                self.values.insert(place, value);
                true
            }
        }
    }

    /// Returns how many distinct values there were, [`MAX_DISTINCT`] at most. Two values in a hundred thousand pairs
    /// share their 16 bits; the count is corrected for it, and exact while it is small.
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
    /// Returns the state's name in reports.
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
