//! Fields between bars, tabs, commas or semicolons: the line of a file.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{is_one_of, is_opaque, is_quote, is_word_byte, run, run_back, skip_blanks, word_before};
use crate::view::View;
use crate::words;

use super::items::{MAX_ROW, is_field};

pub(super) const RULE: Rule = Rule {
    name: "delimited_row",
    placeholder: "<row>",
    gate: Gate::Literals(&["|", "\t", ",", ";"]),
    find: delimited,
    #[cfg(test)]
    positive: &[
        ("Bad record: Jo Roe|1979-06-16|34600.00|active (line 77)", "Roe"),
        ("line 5: Jo Roe,1979-06-16,34600.00 has", "34600.00"),
        ("17\tJo Roe\t1979-06-16", "Roe"),
        ("CSV parse error: got 4: 884;Jo Roe;1980-08-10;Elm Road 34 SQLSTATE: KD000", "Elm Road"),
        ("record: Jo Roe,1979-06-16,\"17 Elm Road, Leeds\",F (mode FAILFAST)", "Elm Road"),
        ("offending row: pay_q=Jo Roe | LIMIT_WJF=689.50 | rows checked: 3", "689.50"),
    ],
    #[cfg(test)]
    negative: &[
        "a|b|c",
        "text/html;charset=utf-8,application/json;q=0.9",
        "state=failed | retry=true | rows checked: 3",
        "1,234,567 rows, 2,345 bytes",
        "| id | name | size |",
        "12:13:14,156 [main] retry, 3 of 5, wait",
        "\tat java.lang.Thread.run\n\tat x",
    ],
};

/// Fields between bars, tabs, commas or semicolons without brackets around them: the line of a file.
fn delimited(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let next = bytes.get(hit.end).copied().unwrap_or(b' ');
    if hit.start < found.done || bytes[hit.start] != b'|' && matches!(next, b' ' | b'\n') {
        return;
    }
    let end = line_end(bytes, hit.start);
    for mark in *b"|\t,;" {
        if delimited_by(bytes, mark, hit.start..end, found) {
            break;
        }
    }
    // Looked at once for all its marks, whatever came of it: that keeps a long list linear.
    found.done = found.done.max(end);
}

/// Where a line of fields ends at the latest: at a break, a bracket, or a quote that encloses no field.
fn line_end(bytes: &[u8], from: usize) -> usize {
    let limit = bytes.len().min(from + MAX_ROW);
    let mut at = from;
    while at < limit {
        match bytes[at] {
            b'\n' | b'(' | b'[' | b']' => break,
            quote if is_quote(quote) => {
                let length = bytes[at + 1..limit].iter().take(MAX_FIELD).position(|byte| *byte == quote);
                match length {
                    Some(length) if at > from && matches!(bytes[at - 1], b',' | b';' | b'|' | b'\t') => {
                        at += length + 1
                    }
                    _ => break,
                }
            }
            _ => {}
        }
        at += 1;
    }
    at.min(limit)
}

/// Looks for a record with `mark` between its fields; whether there is one.
fn delimited_by(bytes: &[u8], mark: u8, part: Range<usize>, found: &mut Found) -> bool {
    let Some(first) = bytes[part.clone()].iter().position(|byte| *byte == mark) else { return false };
    let first = part.start + first;
    // The first field begins behind what announces it.
    let line = run_back(bytes, first, MAX_FIELD, |byte| !matches!(byte, b'\n' | b'(' | b'[') && !is_quote(byte));
    let head = &bytes[line..first];
    let start = head.windows(2).rposition(|pair| matches!(pair, [b':' | b'=' | b'>', b' '])).map_or(0, |at| at + 2);
    let start = skip_blanks(bytes, line + start).min(first);
    let Some(last) = bytes[start..part.end].iter().rposition(|byte| *byte == mark) else { return false };
    let stop = last_field(bytes, start + last + 1, part.end);
    let fields = || bytes[start..stop].split(|byte| *byte == mark).map(<[u8]>::trim_ascii);
    if mark == b'|' && fields().any(|field| field.contains(&b'=')) {
        return pairs(bytes, start..stop, found);
    }
    if fields().nth(2).is_none() || fields().any(|field| field.len() > MAX_FIELD || field.contains(&b'=')) {
        return false;
    }
    if fields().filter(|field| is_field(words::trim(field, is_quote))).nth(1).is_none() {
        return false;
    }
    if !is_opaque(bytes, start..stop) {
        found.push(start..stop);
    }
    true
}

/// The end of the last field: its first word, and those behind it that are no words of the message again.
fn last_field(bytes: &[u8], at: usize, limit: usize) -> usize {
    let word_end =
        |from: usize| run(bytes, from, MAX_FIELD, |byte| !byte.is_ascii_whitespace() && byte != b';').min(limit);
    let mut stop = word_end(skip_blanks(bytes, at).min(limit));
    for _ in 0..4 {
        if bytes.get(stop) != Some(&b' ') {
            break;
        }
        let end = word_end(stop + 1);
        let word = words::trim(&bytes[stop.min(limit)..end], |byte| !is_word_byte(byte));
        let number = word.len() <= 5 && word.iter().all(u8::is_ascii_digit);
        if word.is_empty() || words::is_known(word) || word == b"SQLSTATE" || !number && !word[0].is_ascii_uppercase() {
            break;
        }
        stop = end;
    }
    stop
}

/// `pay=5 | name=Jo Roe | rows checked: 3`: the pairs whose key nobody knows.
fn pairs(bytes: &[u8], row: Range<usize>, found: &mut Found) -> bool {
    let mut at = row.start;
    // Behind `offending row:` every pair is data.
    let announced = is_one_of(word_before(bytes, row.start), &["row", "record"]);
    for field in bytes[row].split(|byte| *byte == b'|') {
        let blanks = field.len() - field.trim_ascii_start().len();
        let pair = at + blanks..at + blanks + field.trim_ascii().len();
        at += field.len() + 1;
        let sign = bytes[pair.clone()].iter().position(|byte| *byte == b'=');
        let unknown = sign.is_some_and(|sign| announced || !words::is_known(&bytes[pair.start..pair.start + sign]));
        if unknown && !is_opaque(bytes, pair.clone()) {
            found.push(pair);
        }
    }
    true
}

/// Longer than any field of a line that is looked at.
const MAX_FIELD: usize = 64;
