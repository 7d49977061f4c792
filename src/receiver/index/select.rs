//! Choosing logs: a query's words become numbers once, and every fact is compared by number.
//!
//! A selection holds the chunks as they were when it was made, so that whoever stores logs waits for nobody who looks at
//! them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chunk::{Chunk, Fact};
use super::names::{NONE, Names};
use crate::check::Level;
use crate::check::live::LiveRule;
use crate::receiver::columns::columns;
use crate::receiver::intake::id_of;

/// What is asked for. Everything that is set has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) client: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) operation: Option<String>,
    /// A part of an error's name, in any case; `any` for every error.
    pub(crate) error: Option<String>,
    /// The name of a rule; or `any`, `violation`, `privacy` or `advice`.
    pub(crate) finding: Option<String>,
    pub(crate) session: Option<String>,
    pub(crate) statement: Option<String>,
    /// A part of the id of a session or a statement.
    pub(crate) part: Option<String>,
    /// A leaf and 16 bits of its value's hash: what is found has to be compared.
    pub(crate) mark: Option<(u16, u16)>,
    /// A latency that is exceeded, in milliseconds.
    pub(crate) above: Option<i64>,
    /// Received from then on, and until then, in milliseconds since 1970.
    pub(crate) since: Option<i64>,
    pub(crate) until: Option<i64>,
    /// Numbers: from this one on, before this one, after this one.
    pub(crate) from: Option<i64>,
    pub(crate) to: Option<i64>,
    pub(crate) before: Option<i64>,
    pub(crate) after: Option<i64>,
}

/// The logs that a query chooses.
pub(crate) struct Selection {
    chunks: Vec<Arc<Chunk>>,
    wanted: Wanted,
}

/// The names that sums are told by. Copied, so that nobody who stores waits for whoever sums.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    profiles: Vec<Vec<(u16, u16)>>,
    findings: Vec<(LiveRule, String)>,
    operations: Vec<String>,
}

impl Outline {
    pub(crate) fn of(names: &Names) -> Self {
        Self {
            profiles: names.profiles.all().to_vec(),
            findings: names.findings.all().to_vec(),
            operations: names.operations.all().to_vec(),
        }
    }
}

/// What a selection has in common.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    pub(crate) logs: u64,
    /// In how many logs each leaf of the contract is set.
    pub(crate) seen: Vec<u64>,
    /// How many logs have each finding, by rule and path.
    pub(crate) findings: BTreeMap<(LiveRule, String), u64>,
    /// Every latency, by operation.
    pub(crate) latencies: BTreeMap<String, Vec<i64>>,
}

/// A query in the numbers of the facts.
struct Wanted {
    /// The numbers of the logs.
    range: std::ops::Range<i64>,
    times: std::ops::RangeInclusive<i64>,
    clients: Option<Vec<bool>>,
    operations: Option<Vec<bool>>,
    errors: Option<Vec<bool>>,
    findings: Option<Vec<bool>>,
    level: Option<Option<Level>>,
    session: Option<u32>,
    statement: Option<u128>,
    part: Option<Part>,
    mark: Option<(u16, u16, Vec<bool>)>,
    above: Option<i64>,
    /// Nothing can be found.
    nothing: bool,
}

struct Part {
    digits: Digits,
    sessions: Vec<bool>,
}

impl Selection {
    pub(super) fn new(chunks: Vec<Arc<Chunk>>, first: i64, names: &Names, query: &Query) -> Self {
        let set = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(str::to_owned);
        let start = query.from.unwrap_or(0).max(query.after.map_or(0, |after| after.saturating_add(1))).max(first);
        let end = query.to.unwrap_or(i64::MAX).min(query.before.unwrap_or(i64::MAX));
        let (client, version) = (set(&query.client), set(&query.version));
        let clients = (client.is_some() || version.is_some()).then(|| {
            let is = |wanted: &Option<String>, told: &str| wanted.as_deref().is_none_or(|wanted| wanted == told);
            names.clients.all().iter().map(|it| is(&client, &it.name) && is(&version, &it.version)).collect()
        });
        let operations =
            set(&query.operation).map(|wanted| names.operations.all().iter().map(|it| *it == wanted).collect());
        let errors = set(&query.error).map(|wanted| {
            let wanted = wanted.to_ascii_lowercase();
            let matches =
                |error: &String| !error.is_empty() && (wanted == "any" || error.to_ascii_lowercase().contains(&wanted));
            names.errors.all().iter().map(matches).collect()
        });
        let (mut level, mut findings) = (None, None);
        match set(&query.finding).as_deref() {
            None => {}
            Some("any") => level = Some(None),
            Some("violation") => level = Some(Some(Level::Violation)),
            Some("privacy") => level = Some(Some(Level::Privacy)),
            Some("advice") => level = Some(Some(Level::Advice)),
            Some(rule) => {
                findings = Some(names.findings.all().iter().map(|(it, _)| it.to_string() == rule).collect());
            }
        }
        let session = set(&query.session).map(|session| names.sessions.find(&id_of(&session)));
        let part = set(&query.part).map(|part| {
            let digits = Digits::of(&part)?;
            let sessions = names.sessions.all().iter().map(|session| digits.are_in(*session)).collect();
            Some(Part { digits, sessions })
        });
        let mark = query.mark.map(|(leaf, value)| {
            let profiles = names.profiles.all().iter().map(|profile| profile.contains(&(leaf, value))).collect();
            (leaf, value, profiles)
        });
        Self {
            chunks,
            wanted: Wanted {
                nothing: session == Some(None) || matches!(part, Some(None)),
                range: start..end,
                times: query.since.unwrap_or(i64::MIN)..=query.until.unwrap_or(i64::MAX),
                clients,
                operations,
                errors,
                findings,
                level,
                session: session.flatten(),
                statement: set(&query.statement).map(|statement| id_of(&statement)),
                part: part.flatten(),
                mark,
                above: query.above,
            },
        }
    }

    /// Returns the numbers of the newest `limit` logs, the newest first.
    pub(crate) fn newest(&self, limit: usize) -> Vec<i64> {
        let facts = self.chunks().rev().flat_map(|chunk| chunk.facts.iter().rev().map(move |fact| (chunk, fact)));
        facts.filter(|(chunk, fact)| self.wanted.matches(chunk, fact)).take(limit).map(|(_, fact)| fact.seq).collect()
    }

    /// Returns the numbers of the newest `limit` logs that have a leaf of their own, the newest first.
    pub(crate) fn newest_with(&self, leaf: u16, limit: usize) -> Vec<i64> {
        let facts = self.chunks().rev().flat_map(|chunk| chunk.facts.iter().rev().map(move |fact| (chunk, fact)));
        let has = |chunk: &Chunk, fact: &Fact| chunk.marks(fact).iter().any(|(own, _)| *own == leaf);
        let chosen = facts.filter(|(chunk, fact)| self.wanted.matches(chunk, fact) && has(chunk, fact));
        chosen.take(limit).map(|(_, fact)| fact.seq).collect()
    }

    /// Calls `take` for every log, the oldest first.
    pub(crate) fn each(&self, mut take: impl FnMut(&Chunk, &Fact)) {
        for chunk in self.chunks() {
            for fact in chunk.facts.iter().filter(|fact| self.wanted.matches(chunk, fact)) {
                take(chunk, fact);
            }
        }
    }

    /// Returns what the logs have in common, as sums.
    pub(crate) fn sums(&self, outline: &Outline) -> Sums {
        let mut sums = Sums { seen: vec![0; columns().len()], ..Sums::default() };
        let mut profiles = vec![0_u64; outline.profiles.len()];
        let mut findings = vec![0_u64; outline.findings.len()];
        let mut latencies = vec![Vec::new(); outline.operations.len()];
        self.each(|chunk, fact| {
            sums.logs += 1;
            if let Some(count) = profiles.get_mut(fact.profile as usize) {
                *count += 1;
            }
            for (leaf, _) in chunk.marks(fact) {
                sums.seen[usize::from(*leaf)] += 1;
            }
            for finding in chunk.findings(fact) {
                if let Some(count) = findings.get_mut(usize::from(*finding)) {
                    *count += 1;
                }
            }
            if let Some((latency, of)) = fact.latency().zip(latencies.get_mut(usize::from(fact.operation))) {
                of.push(latency);
            }
        });
        for (profile, count) in outline.profiles.iter().zip(profiles) {
            for (leaf, _) in profile {
                sums.seen[usize::from(*leaf)] += count;
            }
        }
        let found = outline.findings.iter().cloned().zip(findings).filter(|(_, count)| *count > 0);
        sums.findings = found.collect();
        let latencies = outline.operations.iter().cloned().zip(latencies).filter(|(_, of)| !of.is_empty());
        sums.latencies = latencies.collect();
        sums
    }

    fn chunks(&self) -> impl DoubleEndedIterator<Item = &Chunk> {
        let range = &self.wanted.range;
        let is_in = |chunk: &&Arc<Chunk>| {
            let (first, last) = (chunk.facts.first(), chunk.facts.last());
            first.is_some_and(|fact| fact.seq < range.end) && last.is_some_and(|fact| fact.seq >= range.start)
        };
        self.chunks.iter().filter(|_| !self.wanted.nothing).filter(is_in).map(AsRef::as_ref)
    }
}

impl Wanted {
    fn matches(&self, chunk: &Chunk, fact: &Fact) -> bool {
        let among = |set: &Option<Vec<bool>>, number: u16| set.as_ref().is_none_or(|set| is_in(set, number.into()));
        self.range.contains(&fact.seq)
            && self.times.contains(&fact.at)
            && among(&self.clients, fact.client)
            && among(&self.operations, fact.operation)
            && among(&self.errors, fact.error)
            && self.above.is_none_or(|above| fact.latency().is_some_and(|latency| latency > above))
            && self.level.is_none_or(|level| level.map_or(fact.has_findings(), |level| fact.has(level)))
            && self.session.is_none_or(|session| fact.session == session)
            && self.statement.is_none_or(|statement| fact.statement == statement)
            && self.findings.as_ref().is_none_or(|set| chunk.findings(fact).iter().any(|it| is_in(set, (*it).into())))
            && self.part.as_ref().is_none_or(|part| {
                fact.session != NONE && is_in(&part.sessions, fact.session as usize)
                    || fact.statement != 0 && part.digits.are_in(fact.statement)
            })
            && self.mark.as_ref().is_none_or(|(leaf, value, profiles)| {
                is_in(profiles, fact.profile as usize) || chunk.marks(fact).contains(&(*leaf, *value))
            })
    }
}

fn is_in(set: &[bool], number: usize) -> bool {
    set.get(number).copied().unwrap_or(false)
}

/// Some digits in a row out of an id.
struct Digits {
    digits: u128,
    mask: u128,
    count: u32,
}

impl Digits {
    fn of(text: &str) -> Option<Self> {
        let (mut digits, mut count) = (0, 0);
        for char in text.trim().chars().filter(|char| *char != '-') {
            digits = digits << 4 | u128::from(char.to_digit(16)?);
            count += 1;
        }
        let mask = if count >= 32 { u128::MAX } else { (1 << (4 * count)) - 1 };
        (1..=32).contains(&count).then_some(Self { digits, mask, count })
    }

    fn are_in(&self, id: u128) -> bool {
        (0..=32 - self.count).any(|place| id >> (4 * place) & self.mask == self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_anywhere_in_an_id() {
        let id = id_of("01f0a1b2-0000-4000-8000-00000000abcd");
        for part in ["01f0a1b2", "1F0A", "b2-0000-4", "abcd", "01f0a1b2-0000-4000-8000-00000000abcd", "8"] {
            assert!(Digits::of(part).is_some_and(|part| part.are_in(id)), "{part}");
        }
        for part in ["01f0a1b3", "abcde", "9"] {
            assert!(!Digits::of(part).is_some_and(|part| part.are_in(id)), "{part}");
        }
        for part in ["", "xyz", &"0".repeat(33)] {
            assert!(Digits::of(part).is_none(), "{part}");
        }
    }
}
