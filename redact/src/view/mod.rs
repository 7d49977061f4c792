//! The view that rules look at: the text without its disguises, and the way back to the original.
//!
//! Full-width forms, look-alike letters of other alphabets, zero-width characters, percent, HTML and `\u` escapes are
//! folded away, so that a rule sees one spelling of everything. Each folded byte knows where in the original it came
//! from; a rule that finds nothing leaves the original as it was, byte for byte.

mod characters;
mod escapes;

use std::borrow::Cow;

use self::escapes::{Folded, fold_at};
use super::text::{looked, seek};

/// A folded text. Rules read `bytes`; spans go back through [`View::origin`].
pub(super) struct View<'t> {
    pub(super) bytes: Cow<'t, [u8]>,
    /// The way back through every round of folding, the first round first.
    rounds: Vec<Origins>,
}

/// Stands for a placeholder that an earlier pass left: no rule matches it, no rule looks into it.
pub(super) const OPAQUE: u8 = 0x04;
/// An escaped double quote, one level deep: `\"`.
pub(super) const ESCAPED_QUOTE: u8 = 0x01;
/// An escaped double quote, more than one level deep: `\\\"`.
pub(super) const DEEP_QUOTE: u8 = 0x02;
/// An escaped single quote.
pub(super) const ESCAPED_APOSTROPHE: u8 = 0x03;

impl<'t> View<'t> {
    /// Folds `text`. `placeholders` are the marks that count as opaque, with their angle brackets.
    pub(super) fn new(text: &'t str, placeholders: &[&str]) -> Self {
        let mut rounds = Vec::new();
        if !may_fold(text) {
            return Self { bytes: Cow::Borrowed(text.as_bytes()), rounds };
        }
        let mut text = Cow::Borrowed(text);
        // An escape inside an escape needs another round. Three are more than any real message has; a fourth level
        // would stay as it is, and count as a word that no rule knows.
        for round in 0..ROUNDS {
            let escapes = round == 0 || seek(text.as_bytes(), 0, is_escape) < text.len();
            let Some((folded, origins)) = escapes.then(|| fold(&text, placeholders, round)).flatten() else { break };
            text = Cow::Owned(folded);
            rounds.push(origins);
        }
        let bytes = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        Self { bytes, rounds }
    }

    /// Where folded byte `at` stands in the original. `at` may be one past the end.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.rounds.iter().rev().fold(at, |at, round| round.of(at))
    }
}

/// Where the bytes of a folded text stood before.
#[derive(Default)]
struct Origins {
    /// From a folded byte on, where it and those behind it stood, one after the other.
    jumps: Vec<(usize, usize)>,
    /// Where the next byte stood if nothing folds.
    next: usize,
}

impl Origins {
    /// Notes that folded byte `at` stood at `origin`, and the bytes behind it after that.
    fn note(&mut self, at: usize, origin: usize, length: usize) {
        if origin != self.next {
            self.jumps.push((at, origin));
        }
        self.next = origin + length;
    }

    fn of(&self, at: usize) -> usize {
        match self.jumps.partition_point(|(folded, _)| *folded <= at).checked_sub(1) {
            Some(jump) => self.jumps[jump].1 + (at - self.jumps[jump].0),
            None => at,
        }
    }
}

/// One round of folding; nothing when nothing changed.
fn fold(text: &str, placeholders: &[&str], round: usize) -> Option<(String, Origins)> {
    let bytes = text.as_bytes();
    looked(bytes.len());
    let mut out = String::with_capacity(text.len());
    let mut origins = Origins::default();
    let (mut at, mut changed) = (0, false);
    while at < bytes.len() {
        // Most of a text folds to itself: copied in one go.
        let run = seek(bytes, at, |byte| folds(byte) | (byte == b'/'));
        origins.note(out.len(), at, run - at);
        out.push_str(&text[at..run]);
        at = run;
        if at == bytes.len() {
            break;
        }
        let (folded, length) = fold_at(text, at, placeholders, round);
        changed |= !matches!(folded, Folded::Same);
        match folded {
            Folded::Same => {
                origins.note(out.len(), at, length);
                out.push_str(&text[at..at + length]);
            }
            Folded::Byte(byte) => {
                origins.note(out.len(), at, 1);
                out.push(char::from(byte));
            }
            Folded::Char(char) => {
                for offset in 0..char.len_utf8() {
                    origins.note(out.len() + offset, at, 1);
                }
                out.push(char);
            }
            Folded::Nothing => {}
        }
        at += length;
    }
    origins.note(out.len(), bytes.len(), 0);
    changed.then_some((out, origins))
}

/// Whether there is anything in `text` at which something may fold.
fn may_fold(text: &str) -> bool {
    seek(text.as_bytes(), 0, folds) < text.len() || text.contains("/**/")
}

/// Whether something may fold at this byte, besides the slash of an empty comment.
#[inline(always)]
fn folds(byte: u8) -> bool {
    (byte >= 0x80) | is_escape(byte) | (byte == b'<') | (1..=4).contains(&byte)
}

/// Whether an escape may begin with this byte.
#[inline(always)]
fn is_escape(byte: u8) -> bool {
    (byte == b'%') | (byte == b'&') | (byte == b'\\')
}

const ROUNDS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        String::from_utf8_lossy(&View::new(text, &["<token>"]).bytes).into_owned()
    }

    #[test]
    fn every_disguise_is_taken_off() {
        for (text, expected) in [
            ("a%40b", "a@b"),
            ("a%2540b", "a@b"),
            ("a%252540b", "a@b"),
            ("a&#64;b&#x40;c&commat;d", "a@b@c@d"),
            ("a&amp;#64;b", "a@b"),
            (r"a\u0040b\x40c\\u0040d\u{40}e", "a@b@c@d@e"),
            ("a＠ｂ", "a@b"),
            ("pа\u{200b}ss\u{ad}word", "password"),
            ("a\u{a0}b", "a b"),
            ("“v”", "\"v\""),
            ("𝐩𝐰𝐝", "pwd"),
            ("SEL/**/ECT", "SELECT"),
            (r"C:\Users\jo", r"C:\Users\jo"),
            ("100%, a & b", "100%, a & b"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
        assert_eq!(folded("a <token> b").as_bytes()[2], OPAQUE);
        assert_eq!(folded("\u{1}\u{4}"), "  ", "nobody else makes these marks");
    }

    #[test]
    fn every_folded_byte_leads_back() {
        let text = "x\u{200b}%40＠y";
        let view = View::new(text, &[]);
        assert_eq!(&view.bytes[..], b"x@@y");
        let origins: Vec<usize> = (0..=4).map(|at| view.origin(at)).collect();
        assert_eq!(origins, [0, 4, 7, 10, 11]);
    }
}
