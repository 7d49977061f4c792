//! Numbers of payment cards.

use std::ops::Range;

use crate::rule::{Found, Gate, LONG_NUMBER, Rule};
use crate::text::{is_one_of, word_before};
use crate::view::View;

use super::digits::{ends_number, numbers, spaced};

pub(super) const RULE: Rule = Rule {
    name: "card",
    placeholder: "<card>",
    gate: Gate::Bytes(LONG_NUMBER),
    find: card,
    #[cfg(test)]
    positive: &[
        ("value 5446076046806700 exceeds", "5446076046806700"),
        ("card_no 4819-3400-9511-8207", "4819-3400"),
        ("card 4111 1111 1111 1111.", "4111 1111"),
        ("amex 3714 496353 98431", "496353"),
        ("amex 3714 4963 5398 431", "4963 5398"),
    ],
    #[cfg(test)]
    negative: &[
        "checksum mismatch: expected 1234567890123456 got 1234567890123457",
        "adb-4111111111111111.1.azuredatabricks.net",
        "at 1705029875546 ms",
        "workspace 4111111111111111",
        "2147483647",
    ],
};

fn card(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let (end, digits) = spaced(bytes, at, 32, |byte| matches!(byte, b' ' | b'-' | b'.'));
        if !(9..=19).contains(&digits) {
            return None;
        }
        let text = &bytes[at..end];
        let plain = end - at == digits;
        let groups = || text.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len);
        let grouped = groups().eq([4, 4, 4, 4])
            || groups().eq([4, 6, 5])
            || groups().eq([4, 4, 4, 3])
            || groups().eq([4, 4, 4, 4, 3])
            // Cut at the end of the text.
            || end == bytes.len() && groups().take(2).eq([4, 4]) && groups().nth(2).is_some_and(|third| third <= 4);
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        if !ends_number(bytes, end) || matches!(before, b'-' | b'.' | b'/') {
            return None;
        }
        let is_card = if plain {
            (14..=19).contains(&digits) && is_issuer(text) && luhn(text) && !is_workspace_number(bytes, at, end)
        } else {
            grouped && (is_issuer(text) || luhn(text))
        };
        is_card.then(|| {
            found.push(at..end);
            end
        })
    });
}

fn is_workspace_number(bytes: &[u8], at: usize, end: usize) -> bool {
    is_one_of(
        word_before(bytes, at),
        &[
            "workspace",
            "workspace_id",
            "org",
            "o",
            "adb",
            "workspaceid",
            "job",
            "run",
            "expected",
            "got",
            "org_id",
            "orgid",
        ],
    ) || bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
}

/// The first digits of the card networks.
fn is_issuer(text: &[u8]) -> bool {
    let digits: Vec<u16> =
        text.iter().filter(|byte| byte.is_ascii_digit()).take(4).map(|byte| u16::from(byte - b'0')).collect();
    let prefix = digits.iter().fold(0, |number, digit| number * 10 + digit);
    digits.len() == 4
        && matches!(prefix, 4000..=4999 | 5100..=5599 | 2221..=2720 | 3400..=3499 | 3700..=3799 | 6011 | 6440..=6599 | 3528..=3589 | 3000..=3059 | 3600..=3699 | 3800..=3999 | 5018 | 5020 | 5038 | 6304 | 6759 | 6761..=6763 | 6200..=6299)
}

fn luhn(text: &[u8]) -> bool {
    let sum: u32 = text
        .iter()
        .rev()
        .filter(|byte| byte.is_ascii_digit())
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            if index % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}
