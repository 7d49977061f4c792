//! Fields between bars, tabs or commas: the line of a file.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{Found, Gate, Rule},
    text::{is_opaque, is_quote, run, run_back, skip_blanks},
    view::View,
    words,
};

use super::items::{MAX_ROW, is_code};

pub(super) const RULE: Rule = Rule {
    name: "delimited_row",
    placeholder: "<row>",
    gate: Gate::Literals(&["|", "\t", ","]),
    find: delimited,
    positive: &[
        ("Bad record: Jo Roe|1979-06-16|34600.00|active (line 77)", "Roe"),
        ("line 5: Jo Roe,1979-06-16,34600.00 has", "34600.00"),
        ("17\tJo Roe\t1979-06-16", "Roe"),
    ],
    negative: &[
        "a|b|c",
        "1,234,567 rows, 2,345 bytes",
        "| id | name | size |",
        "12:13:14,156 [main] retry, 3 of 5, wait",
        "\tat java.lang.Thread.run\n\tat x",
    ],
};

/// Fields between bars, tabs or commas without brackets around them: the line of a file.
fn delimited(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let next = bytes.get(hit.end).copied().unwrap_or(b' ');
    if hit.start < found.done || bytes[hit.start] != b'|' && matches!(next, b' ' | b'\n') {
        return;
    }
    let end = run(bytes, hit.start, MAX_ROW, |byte| byte != b'\n' && !is_quote(byte) && !matches!(byte, b'(' | b'['));
    for mark in [b'|', b'\t', b','] {
        if let Some(row) = delimited_by(bytes, mark, hit.start..end) {
            found.push(row);
            break;
        }
    }
    // Looked at once for all its marks, whatever came of it: that keeps a long list linear.
    found.done = found.done.max(end);
}

fn delimited_by(bytes: &[u8], mark: u8, part: Range<usize>) -> Option<Range<usize>> {
    let first = part.start + bytes[part.clone()].iter().position(|byte| *byte == mark)?;
    // The first field begins behind what announces it.
    let line = run_back(bytes, first, MAX_FIELD, |byte| !matches!(byte, b'\n' | b'(' | b'[') && !is_quote(byte));
    let head = &bytes[line..first];
    let start = head.windows(2).rposition(|pair| matches!(pair, [b':' | b'=' | b'>', b' '])).map_or(0, |at| at + 2);
    let start = skip_blanks(bytes, line + start).min(first);
    let fields = || bytes[start..part.end].split(|byte| *byte == mark).map(<[u8]>::trim_ascii);
    let values = fields().filter(|field| is_field(field)).count();
    if fields().count() < 3 || values < 2 || fields().any(|field| field.len() > MAX_FIELD || field.contains(&b'=')) {
        return None;
    }
    // The last field ends with its first word: what follows is the message again.
    let last = bytes[start..part.end].iter().rposition(|byte| *byte == mark)? + start + 1;
    let stop = run(bytes, last, MAX_FIELD, |byte| !byte.is_ascii_whitespace() && byte != b';');
    (!is_opaque(bytes, start..stop)).then_some(start..stop)
}

/// A field of a record: a name of capital words, a date, a number with a fraction, a long number.
fn is_field(field: &[u8]) -> bool {
    if field.is_empty() || words::is_uuid(field) {
        return false;
    }
    let number = field.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/'));
    if number {
        let joints = field.iter().filter(|byte| !byte.is_ascii_digit()).count();
        return field.len() >= 5 && joints <= 2;
    }
    field[0].is_ascii_alphabetic()
        && !words::is_known(field)
        && !is_code(field)
        && field
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'.' | b'\'') || !byte.is_ascii())
}

/// Longer than any field of a line that is looked at.
const MAX_FIELD: usize = 64;
