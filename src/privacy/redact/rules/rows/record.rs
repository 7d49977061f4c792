//! Records in braces, pair by pair.

use std::ops::Range;

use crate::privacy::redact::rules::hosts;
use crate::privacy::redact::{
    rule::Found,
    text::{is_opaque, is_quote, skip_blanks},
    words,
};

use super::items::{is_code, split};

/// `{key: value, …}`: a pair whose key nobody knows goes whole, an unquoted value that is a name goes.
pub(super) fn record(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
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
        if !words::is_known(key) && !key.contains(&b'/') && !key.contains(&0x04) {
            let blanks = pair.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            found.push(range.start + blanks..range.end.min(inside.end));
        } else if is_name_value(value) {
            let start = range.start + sign + 1;
            let start = skip_blanks(bytes, start).min(range.end);
            found.push(start..start + value.len().min(range.end - start));
        }
    }
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
