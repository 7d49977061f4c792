//! Phrases of at least two words, for prose that neither a template nor a code speaks for.

use super::table;

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

/// Returns the longest phrase that `hashes` begin with.
pub(super) fn find(hashes: &[u32]) -> Option<Phrase> {
    let [first, second, ..] = hashes else { return None };
    let key = key(*first, *second);
    let entries = table::bucket(&ENTRIES, &STARTS, key).iter().filter(|(known, _)| *known == key);
    entries
        .filter_map(|(_, packed)| {
            let (start, phrase) = unpack(*packed);
            hashes.starts_with(&WORDS[start..start + phrase.words]).then_some(phrase)
        })
        .max_by_key(|it| it.words)
}

/// Returns where the words of a phrase begin, and what it is.
const fn unpack(packed: u32) -> (usize, Phrase) {
    let (start, words) = ((packed >> 16) as usize, (packed >> 8 & 0xff) as usize);
    (start, Phrase { words, leads_to_data: packed & LEADS_TO_DATA != 0, is_clause: packed & IS_CLAUSE != 0 })
}

const fn key(first: u32, second: u32) -> u32 {
    (first.rotate_left(7) ^ second).wrapping_mul(0x9e37_79b1).rotate_left(13)
}

const LEADS_TO_DATA: u32 = 1;
const IS_CLAUSE: u32 = 2;

/// Made by a test out of `phrases.txt`: how many phrases there are; for each of them, sorted, the key of its first two
/// words, and where its words begin (16 bits), how many they are (8 bits), and what it is (8 bits); the words' hashes.
const MADE: &[u8] = include_bytes!("phrases.bin");
const COUNT: usize = table::number(MADE, 0) as usize;
static ENTRIES: [(u32, u32); COUNT] = table::pairs(MADE.split_at(4).1);
static STARTS: [u16; table::BUCKETS + 1] = table::starts(&ENTRIES);
static WORDS: [u32; (MADE.len() - 4) / 4 - COUNT * 2] = table::numbers(MADE, 4 + COUNT * 8);

#[cfg(test)]
mod tests {
    use super::super::lexer::{GAP, Tokens};
    use super::*;

    fn found(text: &str) -> Option<Phrase> {
        find(&Tokens::of(text).hashes)
    }

    fn lines() -> impl Iterator<Item = &'static str> {
        include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    }

    #[test]
    fn the_table_is_that_of_the_phrases() {
        let (mut entries, mut words) = (Vec::new(), Vec::new());
        for line in lines() {
            let (line, data) = line.strip_suffix(GAP).map_or((line, 0), |line| (line, LEADS_TO_DATA));
            let hashes = Tokens::of(line).hashes;
            let mut spelled =
                line.split(|char: char| !char.is_alphanumeric() && char != '_').filter(|word| !word.is_empty());
            let is_state =
                |word: Option<&str>| word.is_some_and(|word| STATES.contains(&word.to_ascii_lowercase().as_str()));
            let is_clause = hashes.len() == 2 && (is_state(spelled.next()) || is_state(spelled.next_back()));
            let kind = data | if is_clause { IS_CLAUSE } else { 0 };
            let (start, count) = (words.len() as u32, hashes.len() as u32);
            assert!(start < 1 << 16 && count < 1 << 8);
            entries.push((key(hashes[0], hashes[1]), start << 16 | count << 8 | kind));
            words.extend(hashes);
        }
        // In the order of the text where the key is the same.
        entries.sort_by_key(|(key, _)| *key);
        let numbers = [entries.len() as u32].into_iter();
        let numbers = numbers.chain(entries.iter().flat_map(|(key, packed)| [*key, *packed])).chain(words);
        table::hold("phrases.bin", MADE, &numbers.flat_map(u32::to_le_bytes).collect::<Vec<_>>());
    }

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
