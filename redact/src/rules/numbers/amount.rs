//! Amounts of money, with and without a currency. Durations and sizes stay.

use std::ops::Range;

use crate::rule::{DECIMAL, Found, Gate, Rule};
use crate::text::{has, is_word_byte, run, run_back};
use crate::view::View;

use super::digits::{numbers, stands_beside};

pub(super) const RULE: Rule = Rule {
    name: "amount",
    placeholder: "<amount>",
    gate: Gate::Bytes(DECIMAL),
    find: amount,
    #[cfg(test)]
    positive: &[
        ("payout 71235.40 for a customer is too high", "71235"),
        ("the salary $84,300.00 is out of range", "84,300"),
        ("balance €1.234,56 is", "1.234,56"),
        ("balance 1.234,56 € is negative", "1.234,56"),
        ("cell 777349,32 Kč is no number", "777349"),
        ("The 81734.10 rounded half up from 81734.10211 does not fit", "10211"),
    ],
    #[cfg(test)]
    negative: &[
        "took 1234.56 ms, 2048.00 MB used, elapsed=9876.54",
        "Task 3 in stage 1133.0 failed 4 times (TID 2233.0)",
        "release 2024.10, build 2023.11",
        "at 1721303045.12 and 2026-08-12 10:11:12,123",
        "version 1033.20.1",
        "rows 1234, 56",
        "tokens per second: 3000.50, progress 1234.50/5000.00, ratio=1234.56",
    ],
};

fn amount(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let end = number_end(bytes, at);
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let next = bytes.get(end).copied().unwrap_or(b' ');
        if next == b'/' || matches!(before, b'.' | b',' | b':' | b'/') || is_word_byte(next) && next.is_ascii() {
            return Some(end);
        }
        if (has_currency(bytes, at, end) && end - at >= 4) || is_amount(&bytes[at..end]) && !is_measure(bytes, at, end)
        {
            let sign = run_back(bytes, at, 1, |byte| byte == b'-');
            found.push(if sign > 0 && is_word_byte(bytes[sign - 1]) { at } else { sign }..end);
        }
        Some(end)
    });
}

/// The end of digits with single full stops and commas between them.
fn number_end(bytes: &[u8], at: usize) -> usize {
    let end = run(bytes, at, 40, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    end - bytes[at..end].iter().rev().take_while(|byte| !byte.is_ascii_digit()).count()
}

/// `71235.40`, `84,300.00`, `1.234,56`: not a version, not the seconds since an epoch, not a year and a month.
fn is_amount(text: &[u8]) -> bool {
    let Some(mark) = text.iter().rposition(|byte| !byte.is_ascii_digit()) else {
        return false;
    };
    let (whole, cents) = (&text[..mark], &text[mark + 1..]);
    let mut groups = whole.split(|byte| !byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&[u8]> = groups.collect();
    // Three, six and nine are fractions of a second.
    let fraction = !matches!(cents.len(), 0 | 1 | 3 | 6 | 9);
    if rest.is_empty() {
        let year = first.len() == 4 && (first.starts_with(b"19") || first.starts_with(b"20")) && cents <= &b"12"[..];
        return (4..=9).contains(&first.len()) && fraction && !year;
    }
    let joint = whole[first.len()];
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3) && joint != text[mark];
    grouped && cents.len() == 2 && !whole.iter().any(|byte| !byte.is_ascii_digit() && *byte != joint)
}

fn has_currency(bytes: &[u8], at: usize, end: usize) -> bool {
    let sign = run_back(bytes, at, 1, |byte| byte == b' ');
    let before = ["$", "€", "£", "¥", "₹"].iter().any(|sign_| {
        let start = sign.saturating_sub(sign_.len());
        bytes[start..sign] == *sign_.as_bytes() && (start == 0 || !is_word_byte(bytes[start - 1]))
    });
    let after = run(bytes, end, 1, |byte| byte == b' ');
    before
        || CURRENCIES.iter().any(|name| {
            has(bytes, after, name) && !bytes.get(after + name.len()).is_some_and(|next| is_word_byte(*next))
        })
}

fn is_measure(bytes: &[u8], at: usize, end: usize) -> bool {
    let unit = run(bytes, end, 1, |byte| byte == b' ');
    bytes.get(unit) == Some(&b'%') || stands_beside(bytes, at, end, MEASURES, UNITS)
}

const CURRENCIES: &[&str] = &[
    "$", "€", "£", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "Euro", "Euros", "Ft", "GBP", "HUF", "INR",
    "JPY", "Kč", "kr", "MXN", "NOK", "PLN", "SEK", "USD", "zł",
];
const UNITS: &[&str] = &[
    "b",
    "byte",
    "bytes",
    "cores",
    "cpu",
    "days",
    "fps",
    "gb",
    "ghz",
    "gib",
    "h",
    "hours",
    "hz",
    "kb",
    "kib",
    "m",
    "mb",
    "mhz",
    "mib",
    "micros",
    "millis",
    "milliseconds",
    "min",
    "mins",
    "minutes",
    "ms",
    "ns",
    "ops",
    "percent",
    "ratio",
    "s",
    "sec",
    "seconds",
    "secs",
    "tb",
    "tib",
    "times",
    "us",
    "x",
];
const MEASURES: &[&str] = &[
    "after",
    "build",
    "offset",
    "position",
    "progress",
    "ratio",
    "scale",
    "second",
    "speed",
    "cpu",
    "delay",
    "driver",
    "duration",
    "elapsed",
    "interval",
    "kernel",
    "latency",
    "memory",
    "ms",
    "ping",
    "rate",
    "release",
    "runtime",
    "seconds",
    "size",
    "stage",
    "task",
    "throughput",
    "tid",
    "time",
    "timeout",
    "took",
    "v",
    "version",
    "waited",
    "within",
];
