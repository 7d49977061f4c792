//! Rows that a message prints a column a line.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{DASH, Found, Gate, Rule},
    text::{is_opaque, run, seek},
    view::View,
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "row_line",
    placeholder: "<row>",
    gate: Gate::Bytes(DASH),
    find: lines,
    positive: &[("row with values:\n - birth_no_wff : Louis Lefevre\n - x : 5", "Louis")],
    negative: &["steps:\n - retry: 3\n - timeout: 10", "a - b : c"],
};

/// ` - column : value` on a line of its own, in a message that goes on over lines.
fn lines(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    loop {
        at = seek(bytes, at, |byte| byte == b'\n') + 1;
        if at > whole.end {
            return;
        }
        let dash = run(bytes, at, 16, |byte| matches!(byte, b' ' | b'\t'));
        if !matches!(bytes.get(dash), Some(b'-' | b'*')) {
            continue;
        }
        let key = run(bytes, dash + 1, 4, |byte| byte == b' ');
        let end = run(bytes, key, 2048, |byte| byte != b'\n');
        let line = &bytes[key..end];
        let Some(sign) = line.iter().position(|byte| matches!(byte, b':' | b'=')) else {
            continue;
        };
        let value = line[sign + 1..].trim_ascii();
        let number = value.len() <= 4 && value.iter().all(u8::is_ascii_digit);
        let harmless = words::is_known(&line[..sign]) && (number || words::is_known(value) || value.is_empty());
        if !harmless && key > dash + 1 && !is_opaque(bytes, key..end) {
            found.push(key..end);
        }
    }
}
