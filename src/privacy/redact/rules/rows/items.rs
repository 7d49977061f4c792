//! The items of a row, and whether one is a value or a word of the message.

use crate::privacy::redact::{
    text::{close_quote, is_quote, is_word_byte, looked},
    words,
};

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
    core.iter().any(|byte| !byte.is_ascii()) || !words::is_known(core) && !is_code(core)
}

/// An enum value, a class name, a type: what messages of runtimes have in brackets.
pub(super) fn is_code(item: &[u8]) -> bool {
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
