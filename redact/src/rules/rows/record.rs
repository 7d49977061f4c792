//! Records in braces, pair by pair.

use std::ops::Range;

use crate::rule::Found;
use crate::rules::hosts;
use crate::rules::literals::keyed as keys;
use crate::text::{is_one_of, is_opaque, is_quote, is_word_byte, run, skip_blanks};
use crate::view::OPAQUE;
use crate::words;

use super::items::{MAX_ROW, is_code, is_field, is_full_name, split};

/// `{key: value, …}`: a pair whose key nobody knows goes whole, an unquoted value that is a name goes.
pub(super) fn record(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
    if is_spaced(&bytes[inside.clone()]) {
        return spaced(bytes, inside, found);
    }
    let printed = inside.start >= 2 && bytes[inside.start - 2] == b'&' && is_values(&bytes[inside.clone()]);
    let printed = printed || is_person(&bytes[inside.clone()]);
    if (printed || is_row(&bytes[inside.clone()])) && !is_opaque(bytes, inside.clone()) {
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
        if is_row_number(key, bare) && tells_value(&bytes[inside.clone()]) {
            let start = skip_blanks(bytes, range.start + sign + 1).min(range.end);
            found.push(start..start + value.len().min(range.end - start));
            continue;
        }
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

/// `{Jo Roe, 1971-03-04}`: the name of somebody, and fields without names.
fn is_person(text: &[u8]) -> bool {
    // What begins otherwise is not gone through: records lie in records.
    if !text.first().is_some_and(|first| first.is_ascii_uppercase() || *first == OPAQUE || !first.is_ascii()) {
        return false;
    }
    let items = || split(text).map(<[u8]>::trim_ascii);
    let name = |item: &[u8]| is_full_name(item) || item == [OPAQUE];
    let number = |item: &[u8]| item.iter().filter(|byte| byte.is_ascii_digit()).count() >= 4 && is_field(item);
    items().any(name) && items().any(number) && items().all(|item| name(item) || item.len() <= 5 || is_field(item))
}

/// The number of a row in somebody's table: longer than that of a line in a short file.
fn is_row_number(key: &[u8], value: &[u8]) -> bool {
    is_one_of(key, &["row"]) && value.len() >= 5 && value.iter().all(u8::is_ascii_digit)
}

/// Whether a record says which value was wrong.
fn tells_value(text: &[u8]) -> bool {
    split(text).any(|pair| {
        let key = pair.iter().position(|byte| *byte == b':').map_or(&[][..], |sign| &pair[..sign]);
        is_one_of(words::trim(key, |byte| byte.is_ascii_whitespace() || is_quote(byte)), &["value"])
    })
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

/// `(emp_q=5512, born=date(1971, 3, 4))`, as programs print their objects: a row of which some value shows what it is.
pub(super) fn is_object(text: &[u8]) -> bool {
    let telling = |item: &[u8]| {
        let value = item.iter().position(|byte| *byte == b'=').map_or(&item[..0], |sign| &item[sign + 1..]);
        let value = words::trim(value, |byte| byte.is_ascii_whitespace() || is_quote(byte));
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        let number = digits >= 4 && value.iter().all(|byte| !byte.is_ascii_alphabetic());
        let call =
            [&b"date"[..], b"datetime", b"Decimal", b"Timestamp", b"UUID"].iter().any(|name| value.starts_with(name));
        value.contains(&0x04) || number || call || is_full_name(value)
    };
    text.contains(&b'=') && is_row(text) && split(text).any(telling)
}

/// `&{5512 Jo Roe 1971-03-04}`, as Go prints the values of a structure.
fn is_values(text: &[u8]) -> bool {
    let value = |word: &[u8]| {
        let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
        word.contains(&0x04) || digits >= 4 && word.iter().all(|byte| !byte.is_ascii_alphabetic())
    };
    let pairs = text.iter().any(|byte| matches!(byte, b':' | b'=' | b',' | b'{' | b'['));
    !pairs && text.contains(&b' ') && (text.split(|byte| *byte == b' ').any(value) || is_full_name(text))
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
