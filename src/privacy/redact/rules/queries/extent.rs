//! Where a piece of SQL ends, and the message around it goes on.

use crate::privacy::redact::{
    text::{close_quote, has, is_quote, is_word_byte, run},
    words,
};

use super::steps::next_word;

/// Where a piece of SQL that begins at `start` ends.
///
/// Inside quotes, at the closing one. Otherwise at what cannot be SQL: an error class in brackets, `SQLSTATE`, a stack
/// frame, words of a driver that go on with its sentence, a bracket that was never opened. Else at the end of the text.
pub(super) fn extent(bytes: &[u8], start: usize) -> usize {
    let open = start.checked_sub(1).map(|at| bytes[at]).filter(|byte| is_quote(*byte));
    let mut at = start;
    let (mut depth, mut square) = (0_i32, 0_i32);
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            _ if Some(byte) == open => {
                // The last quote of this kind before a stop closes; an earlier one is SQL's own when a value follows.
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let opens_value = at > 0 && matches!(bytes[at - 1], b'=' | b'(' | b' ' | b',') && is_word_byte(next);
                if !is_word_byte(next) && !opens_value || byte != b'\'' && byte != b'"' {
                    let goes_on = byte == b'\'' && matches!(next, b')' | b',') && depth > 0;
                    if !goes_on {
                        return at;
                    }
                }
            }
            b'\'' | b'"' | b'`' => {
                let (close, closed) = close_quote(bytes, at);
                // An apostrophe in a comment or a quote that was cut: go on behind it.
                if closed && close - at < 2048 && Some(bytes[close]) == Some(byte) && open != Some(byte) {
                    at = close;
                }
            }
            b'(' | b'{' => depth += 1,
            b')' | b'}' => {
                depth -= 1;
                if depth < 0 {
                    return at;
                }
            }
            b' ' | b'\n' | b'\t' | b'.' | b';' | b':' | b'[' if at > start => {
                if let Some(end) = stop(bytes, at) {
                    return end;
                }
                square += i32::from(byte == b'[');
            }
            b']' => {
                square -= 1;
                if square < 0 {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Whether the SQL ends at `at`, and where.
fn stop(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    if rest[0] == b'[' || rest.starts_with(b" [") {
        let open = at + usize::from(rest[0] != b'[');
        let name = run(bytes, open + 1, 96, |byte| {
            byte.is_ascii_uppercase() || byte == b'_' || byte == b'.' || byte.is_ascii_digit()
        });
        return (name > open + 5 && bytes.get(name) == Some(&b']')).then_some(at);
    }
    if is_outcome(bytes, at) {
        return Some(at);
    }
    let second = rest.get(1).map_or(0, u8::to_ascii_lowercase);
    let stops = |stop: &&str| {
        stop.as_bytes()[0] == rest[0] && stop.as_bytes()[1].to_ascii_lowercase() == second && has(bytes, at, stop)
    };
    STOPS.iter().any(stops).then_some(at)
}

/// `: SCHEMA_NOT_FOUND`, ` -> ERROR_STATE`, `: permission denied`: what a query came to.
fn is_outcome(bytes: &[u8], at: usize) -> bool {
    let signs = run(bytes, at, 5, |byte| matches!(byte, b' ' | b':' | b'-' | b'=' | b'>'));
    let sign = words::trim(&bytes[at..signs], |byte| byte == b' ');
    if !matches!(sign, b":" | b"->" | b"=>" | b"--" | b"-") || bytes[signs - 1] != b' ' {
        return false;
    }
    if sign == b":" {
        let (first, after) = next_word(bytes, signs);
        let (second, end) = next_word(bytes, bytes.len().min(after + 1));
        let plain = |word: &[u8]| word.len() > 2 && word.iter().all(u8::is_ascii_lowercase) && words::is_word(word);
        let goes_on = bytes.get(end).is_some_and(|next| matches!(next, b'.' | b'(' | b'=' | b'_'));
        if bytes.get(after) == Some(&b' ') && plain(first) && plain(second) && !goes_on {
            return true;
        }
    }
    let end = run(bytes, signs, 96, |byte| byte.is_ascii_uppercase() || byte == b'_');
    let name = &bytes[signs..end];
    let alone = !bytes.get(end).is_some_and(|next| is_word_byte(*next) || matches!(next, b'.' | b'(' | b'='));
    alone && name.contains(&b'_') && name.len() >= 8 && words::is_known(name)
}

/// How a driver's own sentence goes on behind a query.
const STOPS: &[&str] = &[
    " SQLSTATE",
    ". SQLSTATE",
    " (SQLSTATE",
    "\n\tat ",
    "\n  at ",
    "\n    at ",
    "\nCaused by",
    "\n(Background",
    "\nTraceback",
    " failed with ",
    " failed after ",
    " failed:",
    " failed (",
    " timed out",
    ": query ",
    ": statement ",
    " was canceled",
    " was cancelled",
    " returned HTTP",
    " returned status",
    " -> HTTP",
    " => HTTP",
    " -> 4",
    " -> 5",
    " (HTTP",
    " (status",
    " (statement",
    " (attempt",
    " (request",
    " (query",
    ": HTTP ",
    " with status ",
    " with HTTP ",
    " after 1",
    " after 2",
    " after 3",
    " after 4",
    " after 5",
    " after 6",
    " after 7",
    " after 8",
    " after 9",
    "; nested exception",
    "; line ",
    " due to ",
    " exceeded the ",
];
