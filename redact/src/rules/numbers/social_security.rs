//! Social security numbers of the United States.

use std::ops::Range;

use crate::rule::{Found, Gate, LONG_NUMBER, Rule};
use crate::text::{is_one_of, run, run_back, word_before};
use crate::view::View;

use super::digits::{ends_number, numbers};

pub(super) const RULE: Rule = Rule {
    name: "social_security",
    placeholder: "<ssn>",
    gate: Gate::Bytes(LONG_NUMBER),
    find: social_security,
    #[cfg(test)]
    positive: &[
        ("bad checksum for 405-41-3963", "405-41-3963"),
        ("tax id 405 41 3963 is known", "405 41"),
        ("social security number: 405413963 is bad", "405413963"),
    ],
    #[cfg(test)]
    negative: &[
        "range 100-20-30",
        "2026-01-01",
        "part 405-41-39635",
        "id 1405-41-3963",
        "buckets 405 41 3963 77 12",
        "chunk 405 41 3963",
    ],
};

/// Whether more numbers stand around it, as in a table of counts.
fn is_listed(bytes: &[u8], at: usize, end: usize) -> bool {
    let before = run_back(bytes, at, 2, |byte| matches!(byte, b' ' | b','));
    let after = run(bytes, end, 2, |byte| matches!(byte, b' ' | b','));
    before < at && before > 0 && bytes[before - 1].is_ascii_digit()
        || after > end && bytes.get(after).is_some_and(u8::is_ascii_digit)
}

/// `social security number: 405413963`: a number without dashes wants its name before it.
fn is_announced(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(32)..at];
    ["ssn", "social security", "tax id", "taxpayer"]
        .iter()
        .any(|name| before.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name.as_bytes())))
}

/// Words before numbers of other things.
const COUNTED: &[&str] = &[
    "bucket",
    "buckets",
    "chunk",
    "chunks",
    "ids",
    "offset",
    "offsets",
    "part",
    "parts",
    "partition",
    "partitions",
    "range",
    "rows",
    "sizes",
];
/// Words right before a number that say that it is one.
const NAMES: &[&str] =
    &["ssn", "social", "security", "tax_id", "taxid", "tin", "itin", "social_security", "social_security_number"];

fn social_security(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let shape = |end: usize| {
            bytes.get(at..end).is_some_and(|text| {
                text.iter().enumerate().all(|(index, byte)| match index {
                    3 | 6 => matches!(byte, b'-' | b' ' | b'.') && *byte == text[3],
                    _ => byte.is_ascii_digit(),
                })
            })
        };
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let free = !matches!(before, b'-' | b'.' | b'/');
        // At the end of the text it may have been cut.
        let end = if shape(at + 11) && ends_number(bytes, at + 11) {
            at + 11
        } else if bytes.len() >= at + 10
            && bytes.len() < at + 11
            && shape(bytes.len())
            && bytes.get(at + 3) == Some(&b'-')
            && bytes.get(at + 6) == Some(&b'-')
        {
            bytes.len()
        } else if run(bytes, at, 10, |byte| byte.is_ascii_digit()) == at + 9 && is_announced(bytes, at) {
            found.push(at..at + 9);
            return Some(at + 9);
        } else {
            return None;
        };
        let written = match bytes[at + 3] {
            b'-' => true,
            b' ' => !is_listed(bytes, at, end) && !is_one_of(word_before(bytes, at), COUNTED),
            _ => is_one_of(word_before(bytes, at), NAMES),
        };
        (free && written).then(|| {
            found.push(at..end);
            end
        })
    });
}
