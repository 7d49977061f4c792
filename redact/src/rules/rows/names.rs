//! Lists of names without brackets of their own: `available fields: a, b, c`.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    text::{has, is_opaque, is_word_byte, run, skip_blanks},
    view::{OPAQUE, View},
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "name_list",
    placeholder: "<id>",
    gate: Gate::Literals(&[
        "among (",
        "among: ",
        "available: ",
        "candidates: ",
        "columns: ",
        "columns are ",
        "columns (",
        "did you mean ",
        "given columns ",
        "fields are ",
        "fields: ",
        "fields (",
        "names: ",
        "tables: ",
        "views: ",
        "keys: ",
        "headers: ",
        "header: ",
        "one of: ",
    ]),
    find: names,
    #[cfg(test)]
    positive: &[
        ("Available fields: ward_q, KIN_BALANCE, wf_flag", "KIN_BALANCE"),
        ("Available fields: <id>, <id>, member_name", "member_name"),
        ("Cannot resolve x given columns t.payQxz, s.id", "payQxz"),
        ("cannot resolve x among (pax_q, TAXCODE_SHX)", "TAXCODE_SHX"),
        ("Invalid column names: Home Addr Q, pax_q.\nPlease use others", "Home Addr"),
        ("missing columns: PAYQX and WARDQ", "WARDQ"),
    ],
    #[cfg(test)]
    negative: &[
        "Supported fields: host, port, timeout and retries.",
        "expected one of: ARROW_STREAM, JSON_ARRAY",
        "columns: 17, rows: 3",
        "the fields (see the documentation) are read only",
        "headers: Content-Type: application/json",
    ],
};

/// The items of the list that begins behind `hit`, up to its bracket or the end of the sentence.
///
/// Among names that nobody knows the others are names too, whatever words they are made of.
fn names(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let bracket = bytes[hit.end - 1] == b'(';
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = hit.end;
    while items.len() < MAX_NAMES {
        let start = skip_blanks(bytes, at);
        let start = if has(bytes, start, "and ") { start + 4 } else { start };
        let end = item_end(bytes, start);
        if !is_name(&bytes[start..end]) {
            break;
        }
        items.push(start..end);
        let goes_on = bytes.get(end) == Some(&b',') || has(bytes, end, " and ");
        if !goes_on {
            break;
        }
        at = end + 1;
    }
    let is_strange = |item: &Range<usize>| {
        let name = &bytes[item.clone()];
        name.contains(&OPAQUE) || !words::is_known(name)
    };
    if items.len() < 2 && !bracket || !items.iter().any(is_strange) {
        return;
    }
    for item in items {
        let plain = words::is_word(&bytes[item.clone()]);
        if !plain && !is_opaque(bytes, item.clone()) {
            found.push(item);
        }
    }
}

/// The end of an item: at a comma, a bracket, a break, the full stop of a sentence, or before `and`.
fn item_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len().min(start + MAX_NAME) {
        let stop = matches!(bytes[at], b',' | b')' | b']' | b'\n' | b';' | b'(' | b'[' | b':' | b'=')
            || bytes[at] == b'.' && !bytes.get(at + 1).is_some_and(|next| is_word_byte(*next))
            || has(bytes, at, " and ");
        if stop {
            break;
        }
        at += 1;
    }
    at
}

/// A name of up to four words: letters, digits and what joins them.
fn is_name(item: &[u8]) -> bool {
    let words = item.split(|byte| *byte == b' ').count();
    let first =
        run(item, 0, 1, |byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == OPAQUE || !byte.is_ascii());
    first == 1
        && words <= 4
        && item.len() < MAX_NAME
        && item
            .iter()
            .all(|byte| is_word_byte(*byte) || matches!(*byte, b' ' | b'.' | b'-' | b'`' | b'"' | b'\'' | OPAQUE))
}

/// Longer than any name that is looked at.
const MAX_NAME: usize = 96;
/// More than a message lists.
const MAX_NAMES: usize = 64;
