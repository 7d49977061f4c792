//! Rows and schemas that a message prints over lines.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    text::{is_one_of, is_opaque, is_word_byte, run},
    view::{OPAQUE, View},
    words,
};

use super::items::is_field;

pub(super) const RULE: Rule = Rule {
    name: "row_line",
    placeholder: "<row>",
    gate: Gate::Literals(&["\n"]),
    find: lines,
    #[cfg(test)]
    positive: &[
        ("row with values:\n - birth_no_wff : Louis Lefevre\n - x : 5", "Louis"),
        ("root\n |-- BALANCE_Q: long (nullable = true)", "BALANCE_Q"),
        ("mismatch\n   name    net - x\n0  Jo Roe  Q12  991.00\n", "991.00"),
        ("mismatch:\n+-----+\n| wardName | maxQ |\n+-----+", "wardName"),
    ],
    #[cfg(test)]
    negative: &[
        "steps:\n - retry: 3\n - timeout: 10",
        "a - b : c",
        "pool:\n - state : failed. SQLSTATE: 08001",
        "root\n |-- element: long (nullable = true)",
    ],
};

/// A line of its own in a message that goes on over lines: ` - column : value`, a branch of a schema, a row of a table.
fn lines(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let end = run(bytes, hit.end, MAX_LINE, |byte| byte != b'\n');
    let mark = run(bytes, hit.end, 16, |byte| matches!(byte, b' ' | b'\t')).min(end);
    match bytes.get(mark) {
        Some(b'|') if !branch(bytes, mark..end, found) => table_row(bytes, mark..end, found),
        Some(b'-') if branch(bytes, mark..end, found) => {}
        Some(b'-' | b'*') => pair(bytes, mark..end, found),
        Some(b'0'..=b'9') => frame_row(bytes, mark..end, found),
        _ => {}
    }
}

/// ` - column : value`
fn pair(bytes: &[u8], line: Range<usize>, found: &mut Found) {
    let key = run(bytes, line.start + 1, 4, |byte| byte == b' ');
    let text = &bytes[key..line.end.max(key)];
    let Some(sign) = text.iter().position(|byte| matches!(byte, b':' | b'=')) else { return };
    let end = text.windows(8).position(|part| part == b"SQLSTATE").unwrap_or(text.len());
    let text = &text[..end.max(sign + 1)];
    let dropped = text[sign + 1..].iter().rev().take_while(|byte| matches!(byte, b' ' | b'.' | b'\r')).count();
    let text = &text[..text.len() - dropped];
    let value = text[sign + 1..].trim_ascii();
    let number = value.len() <= 4 && value.iter().all(u8::is_ascii_digit);
    let harmless = words::is_known(&text[..sign]) && (number || words::is_known(value) || value.is_empty());
    if !harmless && key > line.start + 1 && !is_opaque(bytes, key..key + text.len()) {
        found.push(key..key + text.len());
    }
}

/// ` |-- column: type (nullable = true)`, a line of the tree of a schema: the column goes, whatever it is called.
fn branch(bytes: &[u8], line: Range<usize>, found: &mut Found) -> bool {
    let dashes = run(bytes, line.start, 64, |byte| matches!(byte, b' ' | b'|' | b'-'));
    let text = &bytes[dashes..line.end];
    let Some(colon) = text.iter().position(|byte| *byte == b':') else { return false };
    if !bytes[line.start..dashes].ends_with(b"-- ") || !text.windows(9).any(|part| part == b"(nullable") {
        return false;
    }
    let name = dashes..dashes + colon;
    if !is_one_of(&bytes[name.clone()], &["element", "key", "value"]) && !is_opaque(bytes, name.clone()) {
        found.push(name);
    }
    true
}

/// `| 17 | Jo Roe |`, a row of a table or its head, cell by cell.
fn table_row(bytes: &[u8], line: Range<usize>, found: &mut Found) {
    let line = line.start..line.start + bytes[line].trim_ascii_end().len();
    if line.len() < 3 || bytes[line.end - 1] != b'|' {
        return;
    }
    let cells = || bytes[line.start + 1..line.end - 1].split(|byte| *byte == b'|').map(<[u8]>::trim_ascii);
    let harmless =
        |cell: &[u8]| words::is_known(cell) || cell.len() <= 3 && cell.iter().all(|byte| !is_word_byte(*byte));
    let inside = line.start + 1..line.end - 1;
    if !cells().all(harmless) && !is_opaque(bytes, inside.clone()) {
        found.push(inside);
    }
}

/// `0  Jo Roe  DE12  1712.50`, a row of a data frame behind its index: columns have two blanks or more between them.
fn frame_row(bytes: &[u8], line: Range<usize>, found: &mut Found) {
    let index = run(bytes, line.start, 8, |byte| byte.is_ascii_digit());
    let text = bytes[index..line.end].trim_ascii_end();
    let cells = || text.split(|byte| *byte == b' ').filter(|cell| !cell.is_empty());
    let gaps = text.windows(3).filter(|part| part[0] != b' ' && part[1] == b' ' && part[2] == b' ').count();
    let number =
        |cell: &[u8]| cell.len() > 1 && cell.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let telling = |cell: &[u8]| cell.contains(&OPAQUE) || cell.contains(&b'.') && number(cell) || is_field(cell);
    let span = index + (text.len() - text.trim_ascii_start().len())..index + text.len();
    if text.starts_with(b"  ")
        && gaps >= 1
        && cells().any(telling)
        && !text.contains(&b'(')
        && !is_opaque(bytes, span.clone())
    {
        found.push(span);
    }
}

/// A line is looked at so far.
const MAX_LINE: usize = 2048;
