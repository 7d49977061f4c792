//! Runs of digits, and digits with separators between them.

use std::ops::Range;

use crate::text::{is_one_of, is_word_byte, looked, run, seek, word_before};

/// Calls `look` at the beginning of every run of digits that is no part of a longer word.
pub(in super::super) fn numbers(bytes: &[u8], whole: Range<usize>, mut look: impl FnMut(usize) -> Option<usize>) {
    let mut at = whole.start;
    loop {
        at = seek(bytes, at, |byte| byte.wrapping_sub(b'0') < 10);
        if at >= whole.end {
            return;
        }
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let end = run(bytes, at, usize::MAX, |byte| byte.is_ascii_digit());
        // A sign in front is no letter, though it is not of ASCII.
        let sign = !before.is_ascii() && ["€", "£", "¥", "₹"].iter().any(|sign| bytes[..at].ends_with(sign.as_bytes()));
        at = if is_word_byte(before) && !sign { end } else { look(at).unwrap_or(end).max(end) };
    }
}

/// Digits and the separators between them from `at` on: where they end, and how many digits.
pub(super) fn spaced(bytes: &[u8], at: usize, limit: usize, is_separator: impl Fn(u8) -> bool) -> (usize, usize) {
    let (mut end, mut digits, mut here) = (at, 0, at);
    while here < bytes.len() && here - at < limit {
        if bytes[here].is_ascii_digit() {
            digits += 1;
            end = here + 1;
        } else if !(is_separator(bytes[here]) && here + 1 - end <= 2) {
            break;
        }
        here += 1;
    }
    looked(here - at);
    (end, digits)
}

pub(super) fn ends_number(bytes: &[u8], end: usize) -> bool {
    let next = bytes.get(end).copied().unwrap_or(b' ');
    let goes_on = matches!(next, b'-' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    !is_word_byte(next) && !goes_on
}

/// Whether one of `before` is the word before a number, or one of `behind` the word behind it: `pos 12345`, `12345 ms`.
pub(in super::super) fn stands_beside(bytes: &[u8], at: usize, end: usize, before: &[&str], behind: &[&str]) -> bool {
    let unit = run(bytes, end, 1, |byte| byte == b' ');
    let unit_end = run(bytes, unit, 16, |byte| byte.is_ascii_alphabetic());
    is_one_of(&bytes[unit..unit_end], behind) || is_one_of(word_before(bytes, at), before)
}
