//! International bank account numbers.

use std::ops::Range;

use crate::rule::{DIGIT, Found, Gate, Rule, UPPER};
use crate::text::{is_word_byte, run, seek};
use crate::view::View;
use crate::words;

pub(super) const RULE: Rule = Rule {
    name: "bank_account",
    placeholder: "<iban>",
    gate: Gate::Bytes(DIGIT | UPPER),
    find: iban,
    #[cfg(test)]
    positive: &[
        ("account DE90845543573227343772 in", "DE90845543573227343772"),
        ("account GB98 RGNJ 1028 1268 5907 13 in", "1028 1268"),
    ],
    #[cfg(test)]
    negative: &["DE12 is short", "ERROR12345678901234567", "FR0A0000", "trace 01f8ff23-833f-19cf-be24-490312345678"],
};

/// Two letters of a country, two digits, and as many characters as that country's accounts have.
fn iban(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    while at + 4 < whole.end {
        // Two digits behind two letters are rare: they are looked for first.
        let digit = seek(bytes, at + 2, |byte| byte.wrapping_sub(b'0') < 10);
        at = digit - 2;
        if at + 4 >= whole.end {
            return;
        }
        if !(bytes[at + 1].is_ascii_alphabetic() && bytes[at + 3].is_ascii_digit()) {
            at = run(bytes, digit, usize::MAX, |byte| byte.is_ascii_digit()) - 2;
            continue;
        }
        let head = &bytes[at..at + 4];
        let free = at == 0 || !is_word_byte(bytes[at - 1]);
        let country = free && head[2].is_ascii_digit() && head[3].is_ascii_digit();
        let length = country
            .then(|| IBAN_LENGTHS.iter().find(|(code, _)| head[..2].eq_ignore_ascii_case(code.as_bytes())))
            .flatten();
        if let Some((_, length)) = length {
            let (mut end, mut count) = (at, 0);
            let mut here = at;
            while here < bytes.len() && count < usize::from(*length) {
                if bytes[here].is_ascii_alphanumeric() {
                    count += 1;
                    end = here + 1;
                } else if !(matches!(bytes[here], b' ' | b'-') && end == here) {
                    break;
                }
                here += 1;
            }
            let whole_number = count == usize::from(*length) && !bytes.get(end).is_some_and(|next| is_word_byte(*next));
            let digits = bytes[at..end].iter().filter(|byte| byte.is_ascii_digit()).count();
            let was_cut = end == bytes.len() && count >= 10 && digits >= 8;
            if (whole_number || was_cut) && digits >= 8 && !in_uuid(bytes, at) {
                found.push(at..end);
                at = end;
                continue;
            }
        }
        at += 1;
    }
}

/// Whether a group of a UUID begins at `at`.
fn in_uuid(bytes: &[u8], at: usize) -> bool {
    [9, 14, 19].iter().any(|group| {
        let start = at.checked_sub(*group);
        start.and_then(|start| bytes.get(start..start + 36)).is_some_and(words::is_uuid)
    })
}

/// Countries and the length of their account numbers.
const IBAN_LENGTHS: &[(&str, u8)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VG", 24),
    ("XK", 20),
];
