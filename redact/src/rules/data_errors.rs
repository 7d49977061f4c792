//! Numbers without quotes in errors about data: what could not be cast, divided, compared or stored is a value of a row.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{is_word_byte, run};
use super::super::view::View;
use super::numbers::digits::{numbers, stands_beside};

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
    #[cfg(test)]
    positive: &[
        ("[NUMERIC_VALUE_OUT_OF_RANGE] The 73125.45 rounded half up from 73125.4477 cannot", "73125.4477"),
        ("[USER_RAISED_EXCEPTION] Refund of 91234.10 exceeds the limit", "91234.10"),
        ("[CAST_OVERFLOW] The value 8123456789L of the type", "8123456789"),
    ],
    #[cfg(test)]
    negative: &[
        "[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012 (line 1, pos 12345)",
        "[INVALID_ARRAY_INDEX] The index 5 is out of bounds. The array has 3 elements.",
        "[CAST_INVALID_INPUT] the cast to DECIMAL(18,2) failed after 12345 ms in stage 12.0 of 73125.45 bytes",
    ],
}];

fn data_numbers(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // Words stand before or behind the number; a class stands in front of all of it.
    let from = if bytes[hit.start] == b'[' { hit.end } else { hit.start.saturating_sub(REACH).max(found.done) };
    let limit = bytes.len().min(hit.end + REACH);
    numbers(bytes, from..limit, |at| {
        if at > 0 && matches!(bytes[at - 1], b'.' | b':' | b'/' | b'-') {
            return None;
        }
        let whole = run(bytes, at, usize::MAX, |byte| byte.is_ascii_digit());
        let dot = usize::from(bytes.get(whole) == Some(&b'.'));
        let fraction = run(bytes, whole + dot, usize::MAX, |byte| byte.is_ascii_digit()) - whole - dot;
        let end = if fraction > 0 { whole + dot + fraction } else { whole };
        let suffix = run(bytes, end, 2, |byte| byte.is_ascii_alphabetic());
        let ends = !bytes.get(suffix).is_some_and(|byte| is_word_byte(*byte) || matches!(byte, b'-' | b':'));
        let is_value = whole - at > 4 || whole - at > 2 && fraction > 1;
        if is_value && ends && !stands_beside(bytes, at, suffix, PLACES, UNITS) {
            found.push(at..suffix);
        }
        Some(suffix)
    });
    // What lies before has been looked at, whether or not anything was found.
    found.done = found.done.max(limit);
}

/// Behind the hit, and before words that close a message, this many bytes are looked at.
const REACH: usize = 512;

/// Words before a number that says where something is, and no value.
const PLACES: &[&str] = &[
    "sqlstate", "line", "pos", "position", "offset", "port", "task", "stage", "tid", "pid", "job", "attempt", "code",
    "errno", "status", "column", "version", "at", "byte", "block", "batch", "file", "chunk", "thread",
];

/// Words behind a number that says how much of something there is.
const UNITS: &[&str] = &[
    "ms", "s", "sec", "seconds", "millis", "ns", "us", "bytes", "kb", "mb", "gb", "kib", "mib", "gib", "rows",
    "records", "files", "attempts", "times", "columns", "fields", "b",
];
