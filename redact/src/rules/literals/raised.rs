//! The text of an error that a user's own query raised: `[USER_RAISED_EXCEPTION] …`.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    text::{has, is_opaque, run, skip_blanks},
    view::{OPAQUE, View},
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "raised_text",
    placeholder: "<lit>",
    gate: Gate::Literals(&["[user_raised_exception]"]),
    find: raised,
    #[cfg(test)]
    positive: &[
        ("[USER_RAISED_EXCEPTION] no form on file for Sally Roe born in Leeds SQLSTATE: P0001", "Sally"),
        ("[USER_RAISED_EXCEPTION] Refund 3251.52 for one customer exceeds the limit. SQLSTATE: P0001", "3251.52"),
    ],
    #[cfg(test)]
    negative: &[
        "[USER_RAISED_EXCEPTION] the value must not be null. SQLSTATE: P0001",
        "[USER_RAISED_EXCEPTION] limit of 16 reached. SQLSTATE: P0001\n\tat com.foo.Bar.baz(Bar.java:17)",
    ],
};

/// Word by word: what is none of a message was written by the user.
fn raised(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = hit.end;
    let mut open: Option<Range<usize>> = None;
    for _ in 0..MAX_WORDS {
        let start = skip_blanks(bytes, at);
        let end = run(bytes, start, MAX_WORD, |byte| !byte.is_ascii_whitespace());
        if start == end || has(bytes, start, "SQLSTATE") || bytes[at..start].contains(&b'\n') || bytes[start] == b'[' {
            break;
        }
        at = end;
        let word = words::trim(&bytes[start..end], |byte| byte.is_ascii_punctuation());
        let number = word.iter().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
        let harmless = word.is_empty()
            || word.contains(&OPAQUE)
            || if number { word.len() <= 3 } else { words::is_known(word) && !word.iter().any(u8::is_ascii_digit) };
        if harmless {
            close(bytes, open.take(), found);
        } else {
            let stop = start + bytes[start..end].trim_ascii_end().len();
            open = Some(open.map_or(start, |open| open.start)..stop);
        }
    }
    close(bytes, open, found);
}

/// Reports a run of words, without the full stop behind it.
fn close(bytes: &[u8], span: Option<Range<usize>>, found: &mut Found) {
    let Some(span) = span else { return };
    let end = span.end - usize::from(matches!(bytes[span.end - 1], b'.' | b',' | b';' | b':' | b')'));
    if !is_opaque(bytes, span.start..end) {
        found.push(span.start..end);
    }
}

/// Words of a text that are looked at.
const MAX_WORDS: usize = 256;
/// Longer than any word that is looked at in one go.
const MAX_WORD: usize = 256;
