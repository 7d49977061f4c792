//! Numbers without quotes in errors about data: what could not be cast, divided, compared or stored is a value of a row.

use std::ops::Range;

use super::super::{
    rule::{Found, Gate, Rule},
    text::{is_one_of, is_word_byte, looked, run, word_before},
    view::View,
};

pub(super) const RULES: &[Rule] = &[Rule {
    name: "data_number",
    placeholder: "<lit>",
    // The classes of errors that are about a value, and the words of older versions for the same.
    gate: Gate::Literals(&[
        "[arithmetic_overflow",
        "bound parameters",
        "constraint (",
        "conversion failed for",
        "parent key not found",
        "[binary_arithmetic_overflow",
        "[cannot_parse_",
        "[cast_",
        "[collection_size",
        "[conversion_invalid",
        "[datetime_",
        "[decimal_precision",
        "[delta_replace_where",
        "[delta_violate",
        "[divide_by_zero",
        "[duplicated_map_key",
        "[interval_",
        "[invalid_array_index",
        "[invalid_fraction",
        "[malformed_",
        "[map_key",
        "[numeric_",
        "[out_of_decimal",
        "[remainder_by_zero",
        "[user_raised",
        "cannot be represented as decimal",
        "caused overflow",
        "duplicate key",
        "rounded half up",
        "violates check constraint",
    ]),
    find: data_numbers,
    positive: &[
        ("[NUMERIC_VALUE_OUT_OF_RANGE] The 73125.45 rounded half up from 73125.4477 cannot", "73125.4477"),
        ("[USER_RAISED_EXCEPTION] Refund of 91234.10 exceeds the limit", "91234.10"),
        ("[CAST_OVERFLOW] The value 8123456789L of the type", "8123456789"),
    ],
    negative: &[
        "[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012 (line 1, pos 12345)",
        "[INVALID_ARRAY_INDEX] The index 5 is out of bounds. The array has 3 elements.",
        "[CAST_INVALID_INPUT] the cast to DECIMAL(18,2) failed after 12345 ms in stage 12.0 of 73125.45 bytes",
    ],
}];

fn data_numbers(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // Words stand before or behind the number; a class stands in front of all of it.
    let mut at = if bytes[hit.start] == b'[' { hit.end } else { hit.start.saturating_sub(REACH).max(found.done) };
    let limit = bytes.len().min(hit.end + REACH);
    looked(limit.saturating_sub(at));
    while at < limit {
        if !bytes[at].is_ascii_digit()
            || at > 0 && (is_word_byte(bytes[at - 1]) || matches!(bytes[at - 1], b'.' | b':' | b'/' | b'-'))
        {
            at += 1;
            continue;
        }
        let whole = run(bytes, at, usize::MAX, |byte| byte.is_ascii_digit());
        let mut end = whole;
        if bytes.get(whole) == Some(&b'.') {
            end = run(bytes, whole + 1, usize::MAX, |byte| byte.is_ascii_digit());
        }
        let fraction = end.saturating_sub(whole + 1);
        if fraction == 0 {
            end = whole;
        }
        let suffix = run(bytes, end, 2, |byte| byte.is_ascii_alphabetic());
        let ends = !bytes.get(suffix).is_some_and(|byte| is_word_byte(*byte) || matches!(byte, b'-' | b':'));
        if (whole - at > 4 || whole - at > 2 && fraction > 1) && ends && !is_counted(bytes, at, suffix) {
            found.push(at..suffix);
        }
        at = suffix.max(at + 1);
    }
    // What lies before has been looked at, whether or not anything was found.
    found.done = found.done.max(limit);
}

/// Whether a number says where or how much of something that is no value: `pos 12345`, `12345 ms`.
fn is_counted(bytes: &[u8], at: usize, end: usize) -> bool {
    let unit = run(bytes, end, 1, |byte| byte == b' ');
    let unit_end = run(bytes, unit, 16, |byte| byte.is_ascii_alphabetic());
    is_one_of(word_before(bytes, at), PLACES) || unit_end > unit && is_one_of(&bytes[unit..unit_end], UNITS)
}

/// Behind the hit, and before words that close a message, this many bytes are looked at.
const REACH: usize = 512;

const PLACES: &[&str] = &[
    "sqlstate", "line", "pos", "position", "offset", "port", "task", "stage", "tid", "pid", "job", "attempt", "code",
    "errno", "status", "column", "version", "at", "byte", "block", "batch", "file", "chunk", "thread",
];

const UNITS: &[&str] = &[
    "ms", "s", "sec", "seconds", "millis", "ns", "us", "bytes", "kb", "mb", "gb", "kib", "mib", "gib", "rows",
    "records", "files", "attempts", "times", "columns", "fields", "b",
];
