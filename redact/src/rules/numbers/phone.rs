//! Telephone numbers.

use std::ops::Range;

use crate::rule::{Found, Gate, LONG_NUMBER, Rule};
use crate::text::{has, is_one_of, is_word_byte, run_back, word_before};
use crate::view::View;

use super::digits::{ends_number, numbers, spaced};

pub(super) const RULE: Rule = Rule {
    name: "phone",
    placeholder: "<phone>",
    gate: Gate::Bytes(LONG_NUMBER),
    find: phone,
    #[cfg(test)]
    positive: &[
        ("contact +33 6 41 51 55 62 is", "41 51 55"),
        ("value 369-841-7165 is", "369-841"),
        ("call (212) 555-0187 now", "555-0187"),
        ("tel: 030 12345678", "12345678"),
        ("06 94 46 76 21 x", "46 76"),
        ("+4915112345678", "4915112345678"),
    ],
    #[cfg(test)]
    negative: &[
        "range 100-2000",
        "17.0.9+9-LTS",
        "since 1705029875546",
        "2026-06-20 15:54:13.907",
        "rows 10 20 30 40 50",
        "offset +1024",
        "0x23229ff5",
        "002003 (02000): SQL compilation error",
    ],
};

fn phone(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let (end, digits) = spaced(bytes, at, 32, |byte| matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'/'));
        if !(7..=15).contains(&digits) {
            return None;
        }
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let text = &bytes[at..end];
        let groups: Vec<usize> =
            text.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len).filter(|length| *length > 0).collect();
        if matches!(before, b'.' | b'/' | b'-') || !ends_number(bytes, end) && before != b'+' {
            return None;
        }
        let named = is_one_of(
            word_before(bytes, run_back(bytes, at, 2, |byte| matches!(byte, b'+' | b'('))),
            &[
                "phone",
                "tel",
                "telephone",
                "mobile",
                "cell",
                "fax",
                "call",
                "sms",
                "whatsapp",
                "phone_number",
                "phonenumber",
                "mobil",
                "msisdn",
                "telefon",
                "contact",
            ],
        );
        let start = run_back(bytes, at, 2, |byte| matches!(byte, b'+' | b'('));
        let plus = before == b'+' && (start == 0 || !is_word_byte(bytes[start - 1]));
        let is_phone = plus && (7..=15).contains(&digits) && (groups.len() > 1 || digits >= 9)
            || groups == [3, 3, 4]
            || groups == [1, 3, 3, 4]
            || groups == [2, 2, 2, 2, 2] && text[0] == b'0'
            || groups.len() >= 2
                && groups.len() <= 4
                && text[0] == b'0'
                && text[1] != b'x'
                && (9..=12).contains(&digits)
                && groups[0] >= 3
                && groups[0] <= 5
            || named && (7..=15).contains(&digits)
            || has(bytes, at, "00") && (11..=15).contains(&digits) && groups.len() > 1;
        // `002003 (02000)`: a vendor's number and its SQLSTATE.
        let state =
            groups.len() == 2 && groups[1] == 5 && text[groups[0]..].starts_with(b" (") && !named && before != b'+';
        // A date and a time have their own punctuation; so have decimal numbers in a row.
        let other = text.contains(&b'.') && groups.len() == 2 && !named
            || bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        (is_phone && !other && !state).then(|| {
            found.push(start..end);
            end
        })
    });
}
