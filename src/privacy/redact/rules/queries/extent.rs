//! Where a piece of SQL ends, and the message around it goes on.

use crate::privacy::redact::{
    text::{close_quote, has, is_quote, is_word_byte, looked, run},
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
    loop {
        at += looked(bytes[at..].iter().take_while(|byte| !MATTERS[usize::from(**byte)]).count());
        let Some(byte) = bytes.get(at).copied() else { return at };
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
    let (second, third) = match rest {
        [_, second, third, ..] => (second.to_ascii_lowercase(), third.to_ascii_lowercase()),
        _ => return None,
    };
    if matches!(second, b' ' | b':' | b'-' | b'=' | b'>') && is_outcome(bytes, at) {
        return Some(at);
    }
    let may = second < 128 && third < 128 && STARTS[usize::from(second)] & 1 << third != 0;
    (may && STOPS.iter().any(|stop| stop.as_bytes()[0] == rest[0] && has(bytes, at, stop))).then_some(at)
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

/// Bytes at which SQL may end, or go on in a quote.
const MATTERS: [bool; 256] = {
    let mut matters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        matters[byte] = matches!(
            byte as u8,
            b'\'' | b'"' | b'`' | 0x01
                ..=0x03 | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b' ' | b'\n' | b'\t' | b'.' | b';' | b':'
        );
        byte += 1;
    }
    matters
};

/// How stops begin: by their second byte, in lower case, the bits of their third.
const STARTS: [u128; 128] = {
    let mut starts = [0; 128];
    let mut stop = 0;
    while stop < STOPS.len() {
        let bytes = STOPS[stop].as_bytes();
        starts[bytes[1].to_ascii_lowercase() as usize] |= 1 << bytes[2].to_ascii_lowercase();
        stop += 1;
    }
    starts
};

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
