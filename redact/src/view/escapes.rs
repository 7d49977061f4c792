//! What stands for something else: escapes of addresses, of HTML and of programs, and the marks of an earlier pass.

use super::characters::fold_char;
use super::{DEEP_QUOTE, ESCAPED_APOSTROPHE, ESCAPED_QUOTE, OPAQUE};
use crate::MAX_PLACEHOLDER;

/// What something folds to.
pub(super) enum Folded {
    Same,
    Byte(u8),
    Char(char),
    Nothing,
}

/// What stands at `at`, folded, and how many bytes of the input it takes.
pub(super) fn fold_at(text: &str, at: usize, placeholders: &[&str], round: usize) -> (Folded, usize) {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'%' => match bytes.get(1..3).and_then(hex) {
            Some(byte @ (b' '..=b'~' | b'\n')) => (Folded::Byte(byte), 3),
            _ => (Folded::Same, 1),
        },
        b'&' => entity(rest).map_or((Folded::Same, 1), |(char, length)| (fold_char(char, true), length)),
        b'\\' => escape(rest),
        b'<' => placeholder(bytes, placeholders).map_or((Folded::Same, 1), |length| (Folded::Byte(OPAQUE), length)),
        // An empty comment splits a keyword for the eye of a filter only.
        b'/' if rest.starts_with("/**/") => (Folded::Nothing, 4),
        // The private marks of this view cannot come in from outside; a later round sees its own.
        0x01..=0x04 if round == 0 => (Folded::Byte(b' '), 1),
        byte if byte.is_ascii() => (Folded::Same, 1),
        _ => {
            let char = rest.chars().next().unwrap_or(' ');
            (fold_char(char, false), char.len_utf8())
        }
    }
}

/// The length of the placeholder at the start, if it is one of ours.
fn placeholder(bytes: &[u8], placeholders: &[&str]) -> Option<usize> {
    let length = bytes.iter().take(MAX_PLACEHOLDER).position(|byte| *byte == b'>')? + 1;
    placeholders.iter().any(|placeholder| placeholder.as_bytes() == &bytes[..length]).then_some(length)
}

/// `\u0040`, `\u{40}`, `\x40`, `\"`, `\/`, behind any number of backslashes. A plain backslash stays: it is a path's.
fn escape(rest: &str) -> (Folded, usize) {
    let bytes = rest.as_bytes();
    let slashes = bytes.iter().take_while(|byte| **byte == b'\\').count();
    let after = &bytes[slashes..];
    let quote = match after.first() {
        Some(b'"') if slashes == 1 => Some(ESCAPED_QUOTE),
        Some(b'"') => Some(DEEP_QUOTE),
        Some(b'\'') => Some(ESCAPED_APOSTROPHE),
        Some(b'/') => Some(b'/'),
        Some(b'x') => match after.get(1..3).and_then(hex) {
            Some(byte @ b' '..=b'~') => return (Folded::Byte(byte), slashes + 3),
            _ => None,
        },
        Some(b'u') => {
            let (digits, length) = if after.get(1) == Some(&b'{') {
                let close = after.iter().take(10).position(|byte| *byte == b'}').unwrap_or(2);
                (&after[2..close.max(2)], close + 1)
            } else {
                (after.get(1..5).unwrap_or_default(), 5)
            };
            let code = std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
            match code.and_then(char::from_u32).filter(|char| *char >= ' ') {
                Some(char) => return (fold_char(char, true), slashes + length),
                None => None,
            }
        }
        _ => None,
    };
    match quote {
        Some(byte) => (Folded::Byte(byte), slashes + 1),
        // All of the run at once: a long run of backslashes is looked at once, not once a backslash.
        None => (Folded::Same, slashes),
    }
}

/// `&amp;`, `&#64;`, `&#x40;`.
fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let char = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|char| *char >= ' ')?
        }
        None => ENTITIES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?.1,
    };
    Some((char, end + 1))
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match digits {
        [high, low] => Some((digit(*high)? * 16 + digit(*low)?) as u8),
        _ => None,
    }
}

const MAX_ENTITY: usize = 12;

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("commat", '@'),
    ("equals", '='),
    ("gt", '>'),
    ("lowbar", '_'),
    ("lt", '<'),
    ("nbsp", ' '),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quot", '"'),
    ("semi", ';'),
    ("sol", '/'),
];
