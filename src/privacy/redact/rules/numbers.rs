//! Numbers that belong to a person: telephone, social security, payment card, bank account.

use std::ops::Range;

use super::super::{
    rule::{DIGIT, Found, Gate, LONG_NUMBER, Rule, UPPER},
    text::{has, is_one_of, is_word_byte, run, run_back, word_before},
    view::View,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "social_security",
        placeholder: "<ssn>",
        gate: Gate::Bytes(LONG_NUMBER),
        find: social_security,
        positive: &[("bad checksum for 405-41-3963", "405-41-3963")],
        negative: &["range 100-20-30", "2026-01-01", "part 405-41-39635", "id 1405-41-3963"],
    },
    Rule {
        name: "card",
        placeholder: "<card>",
        gate: Gate::Bytes(LONG_NUMBER),
        find: card,
        positive: &[
            ("value 5446076046806700 exceeds", "5446076046806700"),
            ("card_no 4819-3400-9511-8207", "4819-3400"),
            ("card 4111 1111 1111 1111.", "4111 1111"),
            ("amex 3714 496353 98431", "496353"),
        ],
        negative: &[
            "checksum mismatch: expected 1234567890123456 got 1234567890123457",
            "adb-4111111111111111.1.azuredatabricks.net",
            "at 1705029875546 ms",
            "workspace 4111111111111111",
            "2147483647",
        ],
    },
    Rule {
        name: "bank_account",
        placeholder: "<iban>",
        gate: Gate::Bytes(DIGIT | UPPER),
        find: iban,
        positive: &[
            ("account DE90845543573227343772 in", "DE90845543573227343772"),
            ("account GB98 RGNJ 1028 1268 5907 13 in", "1028 1268"),
        ],
        negative: &["DE12 is short", "ERROR12345678901234567", "FR0A0000"],
    },
    Rule {
        name: "phone",
        placeholder: "<phone>",
        gate: Gate::Bytes(LONG_NUMBER),
        find: phone,
        positive: &[
            ("contact +33 6 41 51 55 62 is", "41 51 55"),
            ("value 369-841-7165 is", "369-841"),
            ("call (212) 555-0187 now", "555-0187"),
            ("tel: 030 12345678", "12345678"),
            ("06 94 46 76 21 x", "46 76"),
            ("+4915112345678", "4915112345678"),
        ],
        negative: &[
            "range 100-2000",
            "17.0.9+9-LTS",
            "since 1705029875546",
            "2026-06-20 15:54:13.907",
            "rows 10 20 30 40 50",
            "offset +1024",
            "0x23229ff5",
        ],
    },
];

/// Calls `look` at the beginning of every run of digits that is no part of a longer word.
fn numbers(bytes: &[u8], whole: Range<usize>, mut look: impl FnMut(usize) -> Option<usize>) {
    let mut at = whole.start;
    while at < whole.end {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let end = run(bytes, at, usize::MAX, |byte| byte.is_ascii_digit());
        at = if is_word_byte(before) { end } else { look(at).unwrap_or(end).max(end) };
    }
}

/// Digits and the separators between them from `at` on: where they end, and how many digits.
fn spaced(bytes: &[u8], at: usize, limit: usize, is_separator: impl Fn(u8) -> bool) -> (usize, usize) {
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
    (end, digits)
}

fn ends_number(bytes: &[u8], end: usize) -> bool {
    let next = bytes.get(end).copied().unwrap_or(b' ');
    let goes_on = matches!(next, b'-' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    !is_word_byte(next) && !goes_on
}

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
        } else {
            return None;
        };
        let dashes = bytes[at + 3] == b'-' || is_one_of(word_before(bytes, at), &["ssn", "social", "security"]);
        (free && dashes).then(|| {
            found.push(at..end);
            end
        })
    });
}

fn card(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let (end, digits) = spaced(bytes, at, 32, |byte| matches!(byte, b' ' | b'-' | b'.'));
        let text = &bytes[at..end];
        let plain = end - at == digits;
        let groups: Vec<usize> = text.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len).collect();
        let grouped = groups == [4, 4, 4, 4]
            || groups == [4, 6, 5]
            || groups == [4, 4, 4, 4, 3]
            // Cut at the end of the text.
            || end == bytes.len() && groups.len() >= 3 && groups[..2] == [4, 4] && groups[2] <= 4 && digits >= 9;
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

/// Two letters of a country, two digits, and as many characters as that country's accounts have.
fn iban(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    while at + 4 < whole.end {
        // Two digits behind two letters are rare: they are looked for first.
        let skipped = bytes[at..]
            .windows(4)
            .take_while(|head| !(head[2].is_ascii_digit() && head[3].is_ascii_digit() && head[1].is_ascii_alphabetic()))
            .count();
        at += skipped;
        if at + 4 >= whole.end {
            return;
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
            if (whole_number || was_cut) && digits >= 8 {
                found.push(at..end);
                at = end;
                continue;
            }
        }
        at += 1;
    }
}

fn phone(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    numbers(bytes, whole, |at| {
        let (end, digits) = spaced(bytes, at, 32, |byte| matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'/'));
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
        // A date and a time have their own punctuation; so have decimal numbers in a row.
        let other = text.contains(&b'.') && groups.len() == 2 && !named
            || bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        (is_phone && !other).then(|| {
            found.push(start..end);
            end
        })
    });
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
