//! Values without quotes, behind words that announce them: `cast abc123 to`.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{Found, Gate, Rule},
    text::{begins_word, has, is_opaque, is_word_byte, run},
    view::View,
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "announced_value",
    placeholder: "<lit>",
    gate: Gate::Literals(&[
        "value ", "cast ", "convert ", "parse ", "literal ", "casting ", "born ", "dob ", "the ", "got ",
    ]),
    find: announced,
    positive: &[
        ("The value 17384.22 of type DOUBLE cannot be cast", "17384.22"),
        ("Cannot cast abc123 to INT", "abc123"),
        ("cannot parse 1990-01-31 as DATE", "1990-01-31"),
        ("born 1989-01-07, rejected", "1989-01-07"),
        ("The 18488.17 cannot be represented as Decimal(6, 2)", "18488.17"),
        ("value out of range: got 424611.5, limit 99", "424611.5"),
    ],
    negative: &[
        "value 10 is out of range",
        "the executorService cannot be used as one",
        "expected 1234567890123456 got 1234567890123457",
        "cannot cast value to INT",
        "cannot parse response as JSON",
        "convert String to int",
    ],
};

/// `value 17384.22 of type`, `cast abc123 to`: the value itself, if it is no word and no small number.
fn announced(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    let end = run(bytes, hit.end, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'/' | b'+' | b','));
    let value = words::trim(&bytes[hit.end..end], |byte| matches!(byte, b'.' | b',' | b'-'));
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let number = value.iter().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    let goes_on = [
        " of type",
        " of the type",
        " to ",
        " as ",
        " cannot",
        " can't",
        " could not",
        " is not",
        " is out of",
        " out of range",
    ]
    .iter()
    .any(|words| has(bytes, end, words));
    let article = bytes[hit.start].eq_ignore_ascii_case(&b't');
    let got = bytes[hit.start].eq_ignore_ascii_case(&b'g');
    let birth = has(bytes, hit.start, "born ") || has(bytes, hit.start, "dob ");
    let goes_on = goes_on || birth || got && value.contains(&b'.');
    let telling = if (article || got || birth) && !number {
        false
    } else if number {
        digits >= 4
    } else {
        !words::is_known(value) && value.first().is_some_and(u8::is_ascii_alphanumeric)
    };
    let code =
        value.windows(2).any(|pair| pair == b"::") || bytes.get(end) == Some(&b'(') || value.contains(&b'.') && !number;
    if telling && goes_on && !code && !words::is_uuid(value) && !is_opaque(bytes, hit.end..end) {
        found.push(hit.end..hit.end + value.len());
    }
}
