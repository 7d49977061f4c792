//! Phrases of at least two words, for prose that neither a template nor a code speaks for.

use crate::sync::Lazy;

use super::lexer::{GAP, Tokens};

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// How many words it has.
    pub(super) words: usize,
    /// Whether what follows is data, whatever it says.
    pub(super) leads_to_data: bool,
    /// Whether it counts only as a clause of its own: its words are such as may be the state of something.
    pub(super) is_clause: bool,
}

/// The longest phrase that `hashes` begin with.
pub(super) fn find(hashes: &[u32]) -> Option<Phrase> {
    let [first, second, ..] = hashes else { return None };
    let table = &*TABLE;
    let key = key(*first, *second);
    if table.gate[key as usize / 64 % GATE] & (1 << (key % 64)) == 0 {
        return None;
    }
    let from = table.entries.partition_point(|entry| entry.key < key);
    let entries = table.entries[from..].iter().take_while(|entry| entry.key == key);
    entries
        .filter(|entry| hashes.starts_with(&table.words[entry.start..entry.start + entry.phrase.words]))
        .map(|entry| entry.phrase)
        .max_by_key(|it| it.words)
}

struct Table {
    words: Vec<u32>,
    entries: Vec<Entry>,
    /// A bit for each key that there is, so that most places in a text need no search.
    gate: Box<[u64; GATE]>,
}

struct Entry {
    key: u32,
    start: usize,
    phrase: Phrase,
}

static TABLE: Lazy<Table> = Lazy::new(|| {
    let mut table =
        Table { words: Vec::with_capacity(2_048), entries: Vec::with_capacity(1_024), gate: Box::new([0; GATE]) };
    for line in lines() {
        let (line, leads_to_data) = line.strip_suffix(GAP).map_or((line, false), |line| (line, true));
        let tokens = Tokens::of(line);
        let [first, second, ..] = tokens.hashes[..] else { continue };
        let is_state =
            |word: Option<&str>| word.is_some_and(|word| STATES.contains(&word.to_ascii_lowercase().as_str()));
        let mut words = line.split(|char: char| !char.is_alphanumeric() && char != '_').filter(|word| !word.is_empty());
        let is_clause = tokens.hashes.len() == 2 && (is_state(words.next()) || is_state(words.next_back()));
        let key = key(first, second);
        table.gate[key as usize / 64 % GATE] |= 1 << (key % 64);
        table.entries.push(Entry {
            key,
            start: table.words.len(),
            phrase: Phrase { words: tokens.hashes.len(), leads_to_data, is_clause },
        });
        table.words.extend(tokens.hashes);
    }
    table.entries.sort_unstable_by_key(|entry| entry.key);
    table
});

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn key(first: u32, second: u32) -> u32 {
    (first.rotate_left(7) ^ second).wrapping_mul(0x9e37_79b1).rotate_left(13)
}

/// Words of 64 bits in the gate.
const GATE: usize = 256;

/// Words that a row may hold as the state of something: in a phrase of two words they may be such a value.
const STATES: &[&str] = &[
    "aborted",
    "active",
    "blocked",
    "busy",
    "canceled",
    "cancelled",
    "closed",
    "completed",
    "conflict",
    "denied",
    "disabled",
    "down",
    "dropped",
    "error",
    "exceeded",
    "exhausted",
    "expired",
    "failed",
    "failure",
    "finished",
    "forbidden",
    "inactive",
    "invalid",
    "locked",
    "lost",
    "missing",
    "null",
    "open",
    "opened",
    "overflow",
    "pending",
    "refused",
    "rejected",
    "required",
    "reset",
    "revoked",
    "running",
    "skipped",
    "stopped",
    "success",
    "terminated",
    "timeout",
    "unauthorized",
    "unavailable",
    "unknown",
    "violated",
    "wrong",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Phrase> {
        find(&Tokens::of(text).hashes)
    }

    #[test]
    fn every_phrase_is_found_and_has_two_words() {
        for line in lines() {
            let words = Tokens::of(line.trim_end_matches(GAP)).hashes.len();
            assert!(words >= 2, "{line}");
            assert_eq!(found(line).map(|it| it.words), Some(words), "{line}");
        }
    }

    #[test]
    fn a_state_of_two_words_is_a_clause_or_nothing() {
        assert!(found("access denied").is_some_and(|it| it.is_clause));
        assert!(found("does not exist").is_some_and(|it| !it.is_clause));
        assert_eq!(found("denied"), None);
        assert_eq!(found("quendry fosk"), None);
    }
}
