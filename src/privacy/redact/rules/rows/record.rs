//! Records in braces, pair by pair.

use std::ops::Range;

use crate::privacy::redact::rules::{hosts, literals::keyed as keys};
use crate::privacy::redact::{
    rule::Found,
    text::{is_one_of, is_opaque, is_quote, is_word_byte, run, skip_blanks},
    words,
};

use super::items::{MAX_ROW, is_code, split};

/// `{key: value, …}`: a pair whose key nobody knows goes whole, an unquoted value that is a name goes.
pub(super) fn record(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
    if is_spaced(&bytes[inside.clone()]) {
        return spaced(bytes, inside, found);
    }
    if is_row(&bytes[inside.clone()]) && !is_opaque(bytes, inside.clone()) {
        return found.push(inside);
    }
    let mut at = inside.start;
    for pair in split(&bytes[inside.clone()]) {
        let range = at..at + pair.len();
        at = range.end + 1;
        let Some(sign) = pair.iter().position(|byte| matches!(byte, b':' | b'=')) else {
            continue;
        };
        let key = words::trim(&pair[..sign], |byte| {
            byte.is_ascii_whitespace() || is_quote(byte) || matches!(byte, b'{' | b'[')
        });
        if key.is_empty() || is_opaque(bytes, range.clone()) {
            continue;
        }
        let value = words::trim(&pair[sign + 1..], |byte| {
            byte.is_ascii_whitespace() || byte == b'}' || byte == b'>' || byte == b':'
        });
        let bare = words::trim(value, is_quote);
        let promised = keys::keeps_promise(bytes, range.start + sign + 1 + blanks_before(&pair[sign + 1..]), bare);
        if promised || keys::is_key(key) && value.iter().all(|byte| is_quote(*byte)) {
            continue;
        }
        if !words::is_known(key) && !keys::is_key(key) && !key.contains(&b'/') && !key.contains(&0x04) {
            found.push(range.start + blanks_before(pair)..range.end.min(inside.end));
        } else if is_name_value(value) {
            let start = range.start + sign + 1;
            let start = skip_blanks(bytes, start).min(range.end);
            found.push(start..start + value.len().min(range.end - start));
        }
    }
}

/// `{ward_q: 'Jo Roe', id: 3278970}`: keys without quotes of which one is nobody's, and none a driver's.
fn is_row(text: &[u8]) -> bool {
    let mut strange = false;
    for pair in split(text) {
        let Some(sign) = pair.iter().position(|byte| matches!(byte, b':' | b'=')) else { return false };
        let key = pair[..sign].trim_ascii();
        let name = !key.is_empty() && key.iter().all(|byte| is_word_byte(*byte));
        if !name || pair.get(sign + 1) == Some(&b':') || is_one_of(key, TECHNICAL) || keys::is_key(key) {
            return false;
        }
        strange |= !words::is_known(key) && !is_code(key);
    }
    strange
}

/// Keys of what drivers print in braces.
const TECHNICAL: &[&str] = &[
    "auth", "code", "config", "details", "error", "errno", "err", "host", "kind", "level", "message", "method", "msg",
    "name", "options", "path", "pid", "port", "protocol", "reason", "retries", "retry", "state", "status", "syscall",
    "timeout", "type", "url", "version",
];

/// `{Host:x Port:443}`, as Go prints its structures: blanks between the pairs, none behind a colon.
fn is_spaced(text: &[u8]) -> bool {
    let pair =
        |part: &[u8]| part.iter().position(|byte| *byte == b':').is_some_and(|sign| sign > 0 && sign + 1 < part.len());
    !text.contains(&b',') && text.contains(&b' ') && text.split(|byte| *byte == b' ').take(2).all(pair)
}

/// The pairs of a structure of Go. A value goes on over blanks until the next pair begins.
fn spaced(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
    let mut at = inside.start;
    while at < inside.end {
        let word = |from: usize| run(bytes, from, MAX_ROW, |byte| byte != b' ').min(inside.end);
        let mut end = word(at);
        let sign = bytes[at..end].iter().position(|byte| *byte == b':').map_or(end, |sign| at + sign);
        while end < inside.end && !bytes[end + 1..word(end + 1)].contains(&b':') {
            end = word(end + 1);
        }
        let (key, value) = (&bytes[at..sign], &bytes[inside.end.min(sign + 1)..end]);
        if !words::is_known(key) && !is_opaque(bytes, at..end) {
            found.push(at..end);
        } else if is_name_value(value) && !keys::keeps_promise(bytes, sign + 1, value) {
            found.push(sign + 1..end);
        }
        at = end + 1;
    }
}

fn blanks_before(text: &[u8]) -> usize {
    text.len() - text.trim_ascii_start().len()
}

/// An unquoted value that is made of words nobody knows, or a decimal number or date.
fn is_name_value(value: &[u8]) -> bool {
    let Some(first) = value.first() else {
        return false;
    };
    if is_quote(*first)
        || matches!(first, b'{' | b'[' | b'(' | 0x04)
        || value.contains(&b'(')
        || value.contains(&b'{')
        || value.contains(&b'/')
    {
        return false;
    }
    let numeric = value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if numeric {
        return value.iter().filter(|byte| matches!(byte, b'.' | b'-')).count() == 2
            || value.contains(&b'.') && value.len() > 6;
    }
    first.is_ascii_alphabetic()
        && !hosts::is_workspace(value)
        && !words::is_known(value)
        && !is_code(value)
        && !words::is_uuid(value)
        && !value.iter().any(|byte| is_quote(*byte))
}
