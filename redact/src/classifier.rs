//! A second look at the words that no rule found: how likely a word is to be a name or a value, by the words around it.
//!
//! Programs publish the messages that they print in their sources, each with its places marked. A linear model of what stands
//! around those places was learned from the messages of many programs (`examples/train_classifier.rs`, `README.md`); a
//! sentence of none of them is stored, only a weight for each pattern of words, under its hash. It adds to what the rules
//! find and takes nothing back: where it is wrong a word is lost, and nothing comes out that a rule has found.

use std::ops::Range;

use super::engine::ENGINE;
use super::known::CLASSIFIED;
use super::rule::Span;
use super::rules::literals::is_type_name;
use super::rules::places::NOBODY;
use super::rules::places::tokens::{Kind, Token, tokens};
use super::rules::settings::is_published;
use super::text::{is_one_of, looked};
use super::view::{OPAQUE, View};
use super::words;

/// The weights, one byte with a sign for each hash of a pattern, in units of 1/[`UNITS`] of a natural logarithm of odds.
const WEIGHTS: &[u8; 1 << BITS] = include_bytes!("classifier.bin");
/// Bits of the hash of a pattern.
pub(super) const BITS: u32 = 19;
/// Steps of a weight to one of the logarithm.
pub(super) const UNITS: i32 = 16;

/// The logarithm of odds above which a word goes: about four to three that it is somebody's. With less, texts of the corpora
/// lose more than their bars allow.
const LEAST: i32 = 4;
/// More is asked of a number: most of those that no rule took count something or stand for a version.
const LEAST_NUMBER: i32 = LEAST + UNITS;

/// Adds to `spans`, which are in order, the words that the model takes for somebody's.
pub(super) fn add(view: &View<'_>, mut spans: Vec<Span>) -> Vec<Span> {
    let bytes = &view.bytes[..];
    // What was learned is English.
    if !bytes.is_ascii() {
        return spans;
    }
    let (rule, mut added) = (ENGINE.rules.len() + CLASSIFIED, Vec::new());
    walk(bytes, spans.iter().map(|span| span.start..span.end), |word, patterns| {
        let weight: i32 = patterns.iter().map(|pattern| i32::from(WEIGHTS[*pattern as usize].cast_signed())).sum();
        let text = &bytes[word.clone()];
        let least = if is_number(text) { LEAST_NUMBER } else { LEAST };
        let goes = weight > least && !is_own(text);
        if goes {
            added.push(Span { start: word.start, end: word.end, rule });
        }
        goes
    });
    if !added.is_empty() {
        spans.append(&mut added);
        spans.sort_unstable_by_key(|span| span.start);
    }
    spans
}

/// Goes through the words of `bytes` that are not in `hidden`, which is in order, from left to right, and asks of each whether it
/// goes, given the hashes of the patterns that it stands in. What goes is hidden from the words behind it.
pub(super) fn walk(
    bytes: &[u8],
    hidden: impl IntoIterator<Item = Range<usize>>,
    mut goes: impl FnMut(&Range<usize>, &[u32]) -> bool,
) {
    let tokens = tokens(bytes);
    let mut next = hidden.into_iter().peekable();
    let mut symbols: Vec<Symbol> = Vec::with_capacity(tokens.len());
    for token in &tokens {
        while next.next_if(|hidden| hidden.end <= token.range.start).is_some() {}
        let gone = token.kind == Kind::Word && next.peek().is_some_and(|hidden| hidden.start < token.range.end);
        symbols.push(if gone { HIDDEN } else { symbol(bytes, token) });
    }
    let mut around = Around::new();
    let mut patterns = Vec::with_capacity(PATTERNS);
    for (at, token) in tokens.iter().enumerate() {
        let mut symbol = symbols[at];
        if token.kind == Kind::Word && symbol != HIDDEN {
            let word = Word::new(bytes, token, symbol, behind(&symbols, at));
            if !around.trails(&word) {
                patterns.clear();
                around.patterns(&word, &mut patterns);
                if goes(&token.range, &patterns) {
                    symbol = HIDDEN;
                }
            }
        }
        around.push(token.kind, symbol);
    }
}

/// What stands for a word or a mark in a pattern.
type Symbol = u32;
/// What goes, however many words it has.
const HIDDEN: Symbol = 0x9e37_79b9;
/// Before the beginning and behind the end.
const NOTHING: Symbol = 0x85eb_ca6b;

fn symbol(bytes: &[u8], token: &Token) -> Symbol {
    match token.kind {
        Kind::Word if is_number(token.text(bytes)) => 48 + (token.range.len() as u32).min(8),
        Kind::Word => hash(token.text(bytes)),
        Kind::Quote => 0x100 + u32::from(bytes[token.range.start]),
        Kind::Close => 0x200 + u32::from(bytes[token.range.start]),
        Kind::Mark(OPAQUE) => HIDDEN,
        Kind::Mark(mark) => 0x300 + u32::from(mark),
    }
}

/// Whether a word is a program's wherever it stands: `google.api_core.exceptions.RetryError`, `spark.sql.ansi`, `int64`, `null`.
fn is_own(word: &[u8]) -> bool {
    let thrown = word[0].is_ascii_alphabetic() && (word.ends_with(b"Error") || word.ends_with(b"Exception"));
    thrown || is_published(word) || is_type_name(word) || is_one_of(word, NOBODY)
}

/// Whether a word counts or measures something: `30.5s`, `0x1f`.
fn is_number(word: &[u8]) -> bool {
    word[0].is_ascii_digit()
}

/// The three symbols behind the token at `at`; what is hidden in a row is one.
fn behind(symbols: &[Symbol], at: usize) -> [Symbol; 3] {
    let mut behind = [NOTHING; 3];
    let mut next = at + 1;
    for place in &mut behind {
        while next > at + 1 && next < symbols.len() && symbols[next] == HIDDEN && symbols[next - 1] == HIDDEN {
            next += 1;
        }
        let Some(symbol) = symbols.get(next) else { break };
        *place = *symbol;
        next += 1;
    }
    looked(next - at);
    behind
}

/// A word, and what stands behind it.
struct Word {
    symbol: Symbol,
    /// The hash of its last three letters.
    ending: u32,
    /// Which kinds of letters it has, whether it is [known](words::is_known), and whether it is a plural.
    shape: u32,
    /// Whether something is written on to it, in front and behind.
    glued: u32,
    behind: [Symbol; 3],
}

impl Word {
    fn new(bytes: &[u8], token: &Token, symbol: Symbol, behind: [Symbol; 3]) -> Self {
        let text = token.text(bytes);
        let blank = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
        let plural = text.len() > 3 && text.ends_with(b"s") && !text.ends_with(b"ss");
        Self {
            symbol,
            ending: hash(&text[text.len().saturating_sub(3)..]),
            shape: kinds(text) * 4 + u32::from(words::is_known(text)) * 2 + u32::from(plural),
            glued: u32::from(!blank(token.range.start.checked_sub(1))) + 2 * u32::from(!blank(Some(token.range.end))),
            behind,
        }
    }
}

/// The kinds of bytes in a word: a capital in front, capitals inside, small letters, digits, joints, anything else.
fn kinds(text: &[u8]) -> u32 {
    looked(text.len());
    text.iter().enumerate().fold(0, |kinds, (at, byte)| {
        kinds
            | match byte {
                b'A'..=b'Z' if at == 0 => 1,
                b'A'..=b'Z' => 2,
                b'a'..=b'z' => 4,
                b'0'..=b'9' => 8,
                b'_' => 16,
                b'.' => 32,
                b'-' => 64,
                _ => 128,
            }
    })
}

/// What stands in front of a word.
struct Around {
    /// The last three symbols, the nearest first; what is hidden in a row is one.
    before: [Symbol; 3],
    /// The quotes and brackets that are open: their mark, the word in front, and how many commas there were.
    open: Vec<(Symbol, Symbol, u32)>,
    /// The last two words that are not hidden, and the hash of the marks since.
    said: [Symbol; 2],
    marks: u32,
}

impl Around {
    fn new() -> Self {
        Self { before: [NOTHING; 3], open: Vec::new(), said: [0; 2], marks: 0 }
    }

    fn push(&mut self, kind: Kind, symbol: Symbol) {
        match kind {
            Kind::Quote | Kind::Mark(b'(' | b'[' | b'{') if self.open.len() < MAX_OPEN => {
                self.open.push((symbol, self.said[0], 0));
            }
            Kind::Mark(b')' | b']' | b'}') | Kind::Close => drop(self.open.pop()),
            Kind::Mark(b'\n') => self.open.clear(),
            Kind::Mark(b',') => {
                if let Some(last) = self.open.last_mut() {
                    last.2 += 1;
                }
            }
            _ => {}
        }
        let [first, second, _] = self.before;
        if symbol != HIDDEN || first != HIDDEN {
            self.before = [symbol, first, second];
        }
        if symbol == HIDDEN {
            self.marks |= SINCE_HIDDEN;
        } else if kind == Kind::Word {
            (self.said, self.marks) = ([symbol, self.said[0]], 0);
        } else {
            self.marks = mix(&[self.marks, symbol]) & (SINCE_HIDDEN - 1);
        }
    }

    /// Whether `word` is all that a text has to say of something hidden: `4111… declined`. Two places beside each other look the
    /// same, and are more frequent among the messages that were learned from than among texts.
    fn trails(&self, word: &Word) -> bool {
        self.before[0] == HIDDEN && word.behind[0] == NOTHING
    }

    /// The hashes of the patterns of `word` here.
    fn patterns(&self, word: &Word, patterns: &mut Vec<u32>) {
        let Word { symbol, ending, shape, glued, behind: [next, second, third] } = *word;
        let [last, before, first] = self.before;
        let ([said, said_before], marks) = (self.said, self.marks);
        let (open, opener, commas) = self.open.last().copied().unwrap_or((NOTHING, NOTHING, 0));
        let outer = self.open.iter().nth_back(1).map_or(NOTHING, |open| open.0);
        let all: [&[u32]; PATTERNS] = [
            &[],
            &[symbol],
            &[ending],
            &[shape],
            &[shape, glued],
            &[last],
            &[before],
            &[first],
            &[next],
            &[second],
            &[third],
            &[last, symbol],
            &[symbol, next],
            &[before, last],
            &[next, second],
            &[last, next],
            &[before, last, next],
            &[last, shape],
            &[next, shape],
            &[last, next, shape],
            &[first, before, last],
            &[next, second, third],
            &[said, marks],
            &[said, marks, shape],
            &[said_before, said, marks],
            &[open, opener],
            &[open, opener, shape],
            &[open, outer, commas.min(3)],
            &[said, marks, next],
            &[last, next, second],
        ];
        for (id, parts) in (0..).zip(all) {
            patterns.push(mix(&[mix(&[id]), mix(parts)]) >> (32 - BITS));
        }
        looked(PATTERNS);
    }
}

fn hash(text: &[u8]) -> u32 {
    looked(text.len());
    text.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

fn mix(parts: &[u32]) -> u32 {
    parts.iter().fold(0x1234_5677, |hash: u32, part| {
        let hash = (hash ^ part).wrapping_mul(0x9e37_79b1);
        hash ^ hash >> 15
    })
}

/// Patterns that a word stands in.
const PATTERNS: usize = 30;
/// Quotes and brackets inside of each other that are told apart.
const MAX_OPEN: usize = 32;
/// Set in the hash of marks where something hidden stands between a word and them.
const SINCE_HIDDEN: u32 = 1 << 16;

#[cfg(test)]
mod tests {
    use super::super::{found_by, redact};
    use super::*;

    fn added(text: &str) -> Vec<&str> {
        let view = View::new(text, &ENGINE.placeholders);
        let spans = add(&view, Vec::new());
        spans.iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn a_word_that_no_rule_finds_goes_by_what_stands_around_it() {
        for (text, words) in [
            ("ambiguous column reference: archive", &["archive"][..]),
            ("Bad value for type long : shipped", &["shipped"]),
            ("archive is not a member of customer", &["archive", "customer"]),
        ] {
            assert!(found_by(text).next().is_none(), "{text}");
            assert_eq!(added(text), words);
        }
    }

    #[test]
    fn what_programs_say_of_themselves_stays() {
        for text in
            ["the connection was closed by the server", "expected int64, found null", "failed: x.y.RetryError", ""]
        {
            assert_eq!(added(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn nothing_that_a_rule_has_found_comes_back() {
        let text = "archive is not a member of jo.roe@example.com";
        let view = View::new(text, &ENGINE.placeholders);
        let found = ENGINE.find(&view);
        let with = add(&view, found.clone());
        assert!(found.iter().all(|span| with.iter().any(|other| (other.start, other.end) == (span.start, span.end))));
        assert!(with.len() > found.len() && with.is_sorted_by_key(|span| span.start));
        assert!(with.windows(2).all(|pair| pair[0].end <= pair[1].start), "{with:?}");
    }

    #[test]
    fn another_language_is_left_to_the_rules() {
        assert_eq!(added("свойства: [archive]"), [""; 0]);
    }

    #[test]
    fn what_is_counted_is_told() {
        let text = redact("node archive was not found").expect("comes to rest");
        assert_eq!((text.as_str(), text.counts()), ("node <id> was not found", &[("classified", 1)][..]));
    }

    #[test]
    fn the_table_has_been_trained() {
        let used = WEIGHTS.iter().filter(|weight| **weight != 0).count();
        assert!(used > WEIGHTS.len() / 4, "{used}");
    }
}
