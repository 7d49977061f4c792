//! Days of long ago: no log, build or certificate has one, a customer's row does.

use std::ops::Range;

use crate::rule::{Found, Gate, LONG_NUMBER, Rule};
use crate::text::is_one_of;
use crate::view::View;

use super::digits::{ends_number, numbers};

pub(super) const RULE: Rule = Rule {
    name: "old_day",
    placeholder: "<date>",
    gate: Gate::Bytes(LONG_NUMBER),
    find: day,
    #[cfg(test)]
    positive: &[("bad record (x, 1961-10-13, 4)", "1961-10-13"), ("value 13/10/1961 is late", "13/10/1961")],
    #[cfg(test)]
    negative: &[
        "at 2026-08-12 10:11:12, built 2024-02-29",
        "the difference of calendars before 1582-10-15 or 1900-01-01T00:00:00Z",
        "epoch is 1970-01-01, not after 1969-12-31",
        "serial 1961-10-130, range 1961-10",
        "part 1961-99-99",
    ],
};

fn day(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let end = at + LENGTH;
        let text = bytes.get(at..end)?;
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let free = !matches!(before, b'-' | b'.' | b'/') && ends_number(bytes, end) && bytes.get(end) != Some(&b'/');
        (free && is_old(text)).then(|| {
            found.push(at..end);
            end
        })
    });
}

/// Whether `text` is a day from 1900 to 2005, year first or last, and none that everybody knows.
fn is_old(text: &[u8]) -> bool {
    let number = |range: Range<usize>| -> Option<u32> {
        let digits = &text[range];
        digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let fits = |year: Option<u32>, first: Option<u32>, second: Option<u32>| {
        let (Some(1900..=2005), Some(first @ 1..=31), Some(second @ 1..=31)) = (year, first, second) else {
            return false;
        };
        first.min(second) <= 12
    };
    let year_first = text[4] == b'-' && text[7] == b'-' && fits(number(0..4), number(5..7), number(8..10));
    let year_last =
        matches!(text[2], b'/' | b'.') && text[5] == text[2] && fits(number(6..10), number(0..2), number(3..5));
    (year_first || year_last) && !is_one_of(text, KNOWN)
}

/// Bytes of `1961-10-13`.
const LENGTH: usize = 10;

/// Where calendars, clocks and versions of protocols begin.
const KNOWN: &[&str] =
    &["1900-01-01", "1904-01-01", "1960-01-01", "1969-12-31", "1970-01-01", "1980-01-01", "2000-01-01", "2001-01-01"];
