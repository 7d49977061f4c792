//! One thing whose cost is known.

use crate::{Meter, Metric};

/// One thing whose cost is known.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What it is called by: on the command line, in results, in the baseline.
    pub name: &'static str,
    /// What one round of it does.
    pub what: &'static str,
    /// Where its counts are taken.
    pub scope: Scope,
    /// Does it, as often as the meter says.
    pub work: fn(&mut Meter),
    /// What it must keep within.
    pub bars: &'static [(Metric, f64)],
    /// Where it stands in a series, such as the number of producers.
    pub at: Option<f64>,
    /// Whether its counts repeat well enough for the guard.
    pub guarded: bool,
    /// Rounds that are counted.
    pub rounds: u64,
    /// Pieces that one round works on; what is shown is the cost of one.
    pub pieces: u64,
}

/// Rounds that are counted unless a case says otherwise: ten bursts.
const ROUNDS: u64 = 640;

/// Which instructions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the rounds, on the threads that make them.
    Rounds,
    /// Those of all threads but the first, by the difference of two numbers of rounds: the worker's.
    Background,
    /// Those of the whole process, by the difference between one round and none: the first of its kind.
    Process,
}

impl Case {
    /// One whose rounds are counted on their own threads.
    pub const fn new(name: &'static str, what: &'static str, work: fn(&mut Meter)) -> Self {
        Self { name, what, scope: Scope::Rounds, work, bars: &[], at: None, guarded: true, rounds: ROUNDS, pieces: 1 }
    }

    /// Counts in another scope.
    pub const fn scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// Must keep within these.
    pub const fn bars(self, bars: &'static [(Metric, f64)]) -> Self {
        Self { bars, ..self }
    }

    /// Stands here in its series.
    pub const fn at(self, at: f64) -> Self {
        Self { at: Some(at), ..self }
    }

    /// Is counted with fewer rounds, since one of them is long.
    pub const fn rounds(self, rounds: u64) -> Self {
        Self { rounds, ..self }
    }

    /// Works on so many pieces in a round.
    pub const fn pieces(self, pieces: u64) -> Self {
        Self { pieces, ..self }
    }

    /// Is shown, and not held against the baseline: its counts depend on how threads interleave.
    pub const fn unguarded(self) -> Self {
        Self { guarded: false, ..self }
    }
}
