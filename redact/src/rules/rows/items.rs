//! The items of a row, and whether one is a value or a word of the message.

use crate::text::{close_quote, is_quote, is_word_byte, looked};
use crate::words;

/// Items between commas that are in no inner bracket and no quote.
pub(super) fn split(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at > text.len() {
            return None;
        }
        let start = at;
        let mut depth = 0;
        while at < text.len() {
            match text[at] {
                b'[' | b'{' | b'(' => depth += 1,
                b']' | b'}' | b')' => depth -= 1,
                b',' | b';' | b'\n' if depth <= 0 => break,
                byte if is_quote(byte) && (at == start || !is_word_byte(text[at - 1])) => {
                    let (close, closed) = close_quote(text, at);
                    if closed {
                        at = close;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        let item = &text[start..at.min(text.len())];
        looked(item.len());
        at += 1;
        Some(item)
    })
}

pub(super) fn is_value(item: &[u8]) -> bool {
    let item = words::trim(item, |byte| byte.is_ascii_whitespace() || byte == b';' || byte == b'.');
    if item.is_empty() || item.iter().all(|byte| *byte == 0x04 || !is_word_byte(*byte)) || words::is_uuid(item) {
        return false;
    }
    // The time of a line in a log: `[2026-11-20 10:11:12,345]`.
    let clock = item.len() == 19 && item[10] == b' ' && item[13] == b':' && item[16] == b':';
    if clock || is_quote(item[0]) {
        // Judged by itself; a list of words in quotes is no row.
        return false;
    }
    let core = match item.iter().position(|byte| matches!(byte, b'=' | b':')) {
        Some(sign) if words::is_known(&item[..sign]) => {
            words::trim(&item[sign + 1..], |byte| byte.is_ascii_whitespace() || byte == b':')
        }
        _ => item,
    };
    if core.len() < item.len() && core.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'%')) {
        return false;
    }
    if core.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')) {
        return core.len() > 3;
    }
    core.iter().any(|byte| !byte.is_ascii()) || !words::is_known(core) && !is_code(core) && !is_code(item)
}

/// A field of a record: a name of capital words, a date, a number with a fraction, a long number.
pub(super) fn is_field(field: &[u8]) -> bool {
    if field.is_empty() || words::is_uuid(field) {
        return false;
    }
    let number = field.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/'));
    if number {
        let joints = field.iter().filter(|byte| !byte.is_ascii_digit()).count();
        return field.len() >= 5 && joints <= 2;
    }
    field[0].is_ascii_alphabetic()
        && !words::is_known(field)
        && !is_code(field)
        && field
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'.' | b'\'') || !byte.is_ascii())
}

/// Two or three capital words, none of a message: `Sally Roe`, `Jörg van Müller`.
pub(in crate::rules) fn is_full_name(text: &[u8]) -> bool {
    let mut capitals = 0;
    for word in text.split(|byte| *byte == b' ') {
        let letters = word
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'' | b'.') || !byte.is_ascii());
        let particle = word.len() <= 3 && word.iter().all(u8::is_ascii_lowercase) && capitals > 0;
        let capital = word.len() > 1
            && (word[0].is_ascii_uppercase() || !word[0].is_ascii())
            && word[1..].iter().any(|byte| !byte.is_ascii_uppercase())
            && !words::is_known(word)
            && !VENDORS.contains(&word);
        if !letters || !(capital || particle) {
            return false;
        }
        capitals += usize::from(capital);
    }
    (2..=4).contains(&capitals)
}

/// Names of products and makers that stand in brackets behind versions.
const VENDORS: &[&[u8]] = &[
    b"Adoptium",
    b"Azul",
    b"Corretto",
    b"Debian",
    b"Eclipse",
    b"Fedora",
    b"GraalVM",
    b"Hat",
    b"HotSpot",
    b"Linux",
    b"OpenJDK",
    b"Oracle",
    b"Photon",
    b"Red",
    b"SUSE",
    b"Simba",
    b"Temurin",
    b"Ubuntu",
    b"Windows",
    b"Zulu",
];

/// An enum value, a class name, a type: what messages of runtimes have in brackets.
pub(super) fn is_code(item: &[u8]) -> bool {
    let item = item.strip_prefix(b"*").unwrap_or(item);
    let constant =
        item.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
            && item.contains(&b'_');
    constant
        || item.contains(&b'@')
        || item.windows(2).any(|pair| pair == b"::")
        || item.starts_with(b"java.")
        || item.starts_with(b"org.")
}

/// Longer rows are cut there; their beginning is enough to know them, and the rest is looked at by itself.
pub(super) const MAX_ROW: usize = 1500;
