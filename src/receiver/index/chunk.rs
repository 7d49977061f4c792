//! Facts of some thousand logs, side by side.

use crate::check::Level;

/// How many logs a chunk has. One that is read while it grows is copied: a few hundred kilobytes.
pub(super) const CHUNK: usize = 4096;

/// What is known of a run of logs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chunk {
    pub(crate) facts: Vec<Fact>,
    /// The leaves that are a log's own, as leaf and 16 bits of the value's hash.
    pub(super) marks: Vec<(u16, u16)>,
    pub(super) findings: Vec<u16>,
}

/// What is known of one log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact {
    pub(crate) seq: i64,
    /// When it came, in milliseconds since 1970.
    pub(crate) at: i64,
    /// [`NO_LATENCY`] where it tells none.
    latency: i64,
    /// 0 where it has none.
    pub(crate) statement: u128,
    pub(crate) session: u32,
    /// The leaves that it has in common with others.
    pub(super) profile: u32,
    marks: (u32, u16),
    findings: (u32, u16),
    pub(crate) client: u16,
    pub(crate) operation: u16,
    pub(crate) error: u16,
    levels: u8,
}

const NO_LATENCY: i64 = i64::MIN;

/// What a new fact begins with.
pub(super) struct Known {
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) latency: Option<i64>,
    pub(super) statement: u128,
    pub(super) session: u32,
    pub(super) profile: u32,
    pub(super) client: u16,
    pub(super) operation: u16,
    pub(super) error: u16,
}

impl Chunk {
    pub(super) fn push(
        &mut self,
        known: &Known,
        marks: impl Iterator<Item = (u16, u16)>,
        findings: impl Iterator<Item = (u16, Level)>,
    ) {
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (first_mark, first_finding) = (self.marks.len(), self.findings.len());
        self.marks.extend(marks);
        let mut levels = 0;
        for (finding, level) in findings {
            levels |= 1 << level as u8;
            self.findings.push(finding);
        }
        let count = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        self.facts.push(Fact {
            seq: known.seq,
            at: known.at,
            latency: known.latency.unwrap_or(NO_LATENCY),
            statement: known.statement,
            session: known.session,
            profile: known.profile,
            marks: (place(first_mark), count(self.marks.len() - first_mark)),
            findings: (place(first_finding), count(self.findings.len() - first_finding)),
            client: known.client,
            operation: known.operation,
            error: known.error,
            levels,
        });
    }

    /// Returns the leaves that are the log's own.
    pub(crate) fn marks(&self, fact: &Fact) -> &[(u16, u16)] {
        let (first, count) = (fact.marks.0 as usize, usize::from(fact.marks.1));
        self.marks.get(first..first + count).unwrap_or_default()
    }

    /// Returns what was found in it.
    pub(crate) fn findings(&self, fact: &Fact) -> &[u16] {
        let (first, count) = (fact.findings.0 as usize, usize::from(fact.findings.1));
        self.findings.get(first..first + count).unwrap_or_default()
    }
}

impl Fact {
    pub(crate) fn latency(&self) -> Option<i64> {
        (self.latency != NO_LATENCY).then_some(self.latency)
    }

    pub(crate) fn has_findings(&self) -> bool {
        self.levels != 0
    }

    pub(crate) fn has(&self, level: Level) -> bool {
        self.levels & 1 << level as u8 != 0
    }
}
