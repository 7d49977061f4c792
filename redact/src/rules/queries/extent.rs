//! Where a piece of SQL ends, and the message around it goes on.

use crate::rules::literals::quoted::opens;
use crate::text::{close_quote, has, is_one_of, is_quote, is_word_byte, run, run_back, seek, skip_blanks};
use crate::words;

use super::steps::next_word;

/// Where a piece of SQL that begins at `start` ends.
///
/// Inside quotes, at the closing one. Otherwise at what cannot be SQL: an error class in brackets, `SQLSTATE`, a stack
/// frame, words of a driver that go on with its sentence, a bracket that was never opened. Else at the end of the text.
pub(super) fn extent(bytes: &[u8], start: usize) -> usize {
    let open = enclosing(bytes, start);
    let mut at = start;
    let (mut depth, mut square) = (0_i32, 0_i32);
    // The last quote that was too far away, or nowhere: the same one for all of its kind before it.
    let mut far = (0, 0);
    loop {
        // SQL ends at no letter.
        at = run(bytes, at, usize::MAX, is_word_byte);
        let Some(byte) = bytes.get(at).copied() else { return at };
        match byte {
            _ if Some(byte) == open => {
                // Behind an operator or a bracket it opens a value of the SQL's own; else it closes all.
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let opens_value = at > start
                    && matches!(bytes[at - 1], b'=' | b'(' | b' ' | b',' | b'<' | b'>' | b'|')
                    && !matches!(next, b' ' | b'\n' | b',' | b')' | b';' | b']' | b'}');
                if opens_value {
                    let (close, closed) = close_quote(&bytes[..bytes.len().min(at + MAX_LITERAL + 1)], at);
                    at = if closed && close - at < MAX_LITERAL { close } else { at };
                } else if has(bytes, at + 1, "' at line ") {
                    return at;
                } else if is_word_byte(next) && matches!(byte, b'\'' | b'"') || byte == b'\'' && next == b'\'' {
                    // An apostrophe, or a quote that stands for itself.
                    at += usize::from(next == b'\'');
                } else {
                    return at;
                }
            }
            b'\'' | b'"' | b'`' if far.0 != byte || far.1 <= at => {
                let (close, closed) = close_quote(bytes, at);
                // An apostrophe in a comment or a quote that was cut: go on behind it.
                if closed && close - at < MAX_LITERAL {
                    at = close;
                } else {
                    far = (byte, close);
                }
            }
            b'(' | b'{' => depth += 1,
            b')' | b'}' => {
                depth -= 1;
                if depth < 0 {
                    return at;
                }
            }
            b' ' | b'\n' | b'\t' | b'.' | b',' | b';' | b':' | b'[' | b'<' if at > start => {
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

/// The quote within which `start` lies, on its line.
fn enclosing(bytes: &[u8], start: usize) -> Option<u8> {
    let direct = start.checked_sub(1).map(|at| bytes[at]).filter(|byte| is_quote(*byte));
    if direct.is_some() {
        return direct;
    }
    let mut at = run_back(bytes, start, MAX_LINE, |byte| byte != b'\n');
    loop {
        at = seek(&bytes[..start], at, is_quote);
        if at >= start {
            return None;
        }
        if opens(bytes, at) {
            let (close, _) = close_quote(&bytes[..start], at);
            if close >= start {
                return Some(bytes[at]);
            }
            at = close;
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
    let sign = matches!(second, b' ' | b':' | b'-' | b'=' | b'>');
    let ends = match rest[0] {
        b'\n' => is_next_line(bytes, at),
        b' ' => matches!(second, b'(' | b'h') && is_status(bytes, at) || sign && is_outcome(bytes, at),
        b';' => second == b' ' && is_remark(bytes, at),
        b',' => second == b' ' && is_field(bytes, at),
        b'<' => second == b'/',
        _ => sign && is_outcome(bytes, at),
    };
    if ends {
        return Some(at);
    }
    let may = second < 128 && third < 128 && STARTS[usize::from(second)] & 1 << third != 0;
    (may && STOPS.iter().any(|stop| stop.as_bytes()[0] == rest[0] && has(bytes, at, stop))).then_some(at)
}

/// A line that is no SQL: a frame of a stack, a remark of the driver in brackets.
fn is_next_line(bytes: &[u8], at: usize) -> bool {
    let start = skip_blanks(bytes, at);
    if has(bytes, start, "at ") {
        let name =
            run(bytes, start + 3, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'$' | b'/' | b'<' | b'>'));
        let frame = &bytes[start + 3..name];
        return frame.contains(&b'.') && (bytes.get(name) == Some(&b'(') || words::is_known(frame));
    }
    bytes.get(start) == Some(&b'(') && is_sentence(bytes, start + 1)
}

/// ` (414)`, ` HTTP 500`: what a server said.
fn is_status(bytes: &[u8], at: usize) -> bool {
    let http = has(bytes, at, " http ") || has(bytes, at, " http/");
    let open = if http { at + 6 } else { at + 2 };
    if !http && bytes.get(at + 1) != Some(&b'(') {
        return false;
    }
    let end = run(bytes, open, 4, |byte| byte.is_ascii_digit());
    if http {
        return end > open;
    }
    let last = matches!(bytes.get(end + 1), None | Some(b'\n' | b'.'));
    end == open + 3 && matches!(bytes[open], b'4' | b'5') && bytes.get(end) == Some(&b')') && last && {
        let word = run_back(bytes, at, 16, is_word_byte);
        !is_one_of(&bytes[word..at], &["in", "limit", "values", "any", "all"])
    }
}

/// `; plan node Exchange`: a sentence behind a semicolon.
fn is_remark(bytes: &[u8], at: usize) -> bool {
    let start = skip_blanks(bytes, at + 1);
    is_sentence(bytes, start) || is_label(bytes, start)
}

/// `Reason: `, `error: `: a word that begins another part of the message.
fn is_label(bytes: &[u8], at: usize) -> bool {
    let (word, end) = next_word(bytes, at);
    word.len() > 3 && words::is_word(word) && word.iter().all(u8::is_ascii_alphabetic) && has(bytes, end, ": ")
}

/// `, runAsync:true`, `, Error message from server`: the next field of what the query was a field of.
fn is_field(bytes: &[u8], at: usize) -> bool {
    let start = skip_blanks(bytes, at + 1);
    let (name, end) = next_word(bytes, start);
    let hump = name.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    start > at + 1
        && (hump && matches!(bytes.get(end), Some(b':')) && words::is_known(name)
            || is_one_of(name, &["error", "message"]) && is_sentence(bytes, start)
            || is_label(bytes, start))
}

/// Whether two plain words stand at `at`, of which the first begins no statement.
fn is_sentence(bytes: &[u8], at: usize) -> bool {
    let (first, after) = next_word(bytes, at);
    let (second, end) = next_word(bytes, bytes.len().min(after + 1));
    let plain = |word: &[u8]| word.len() > 2 && word[1..].iter().all(u8::is_ascii_lowercase) && words::is_word(word);
    let goes_on = bytes.get(end).is_some_and(|next| matches!(next, b'.' | b'(' | b'=' | b'_' | b','));
    bytes.get(after) == Some(&b' ') && plain(first) && plain(second) && !goes_on && !is_one_of(first, VERBS)
}

/// Words that begin a statement, or go on with one.
const VERBS: &[&str] = &[
    "alter", "analyze", "and", "begin", "cache", "call", "case", "comment", "commit", "copy", "create", "declare",
    "delete", "desc", "describe", "drop", "end", "execute", "explain", "from", "grant", "insert", "merge", "optimize",
    "order", "refresh", "replace", "restore", "revoke", "rollback", "select", "set", "show", "table", "truncate",
    "union", "update", "use", "vacuum", "values", "where", "with",
];

/// `: SCHEMA_NOT_FOUND`, ` -> ERROR_STATE`, `: permission denied`: what a query came to.
fn is_outcome(bytes: &[u8], at: usize) -> bool {
    let signs = run(bytes, at, 5, |byte| matches!(byte, b' ' | b':' | b'-' | b'=' | b'>'));
    let sign = words::trim(&bytes[at..signs], |byte| byte == b' ');
    // ` :: operationState=ERROR_STATE`: a cast has no blanks.
    if sign == b"::" && bytes[at] == b' ' {
        let (name, end) = next_word(bytes, signs);
        return bytes.get(end) == Some(&b'=') && words::is_known(name);
    }
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

/// Longer than any literal that is stepped over.
const MAX_LITERAL: usize = 2048;
/// A line is looked back over so far.
pub(super) const MAX_LINE: usize = 1024;

/// How a driver's own sentence goes on behind a query.
const STOPS: &[&str] = &[
    " SQLSTATE",
    ". SQLSTATE",
    " (SQLSTATE",
    "\n\tat ",
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
    " returned SQLSTATE",
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
    " is not allowed",
    " is not supported",
    " was rejected",
    " was aborted",
    " (state=",
    " (SQLExec",
    " (SQLPrepare",
    " (SQLFetch",
    " cannot be ",
    " could not be ",
    " error message from",
    " (native code",
    " exceeded the ",
];
