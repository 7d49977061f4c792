//! Values without quotes, behind words that announce them: `cast abc123 to`.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    text::{begins_word, has, is_opaque, is_quote, is_word_byte, run},
    view::View,
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "announced_value",
    placeholder: "<lit>",
    gate: Gate::Literals(&[
        "value ",
        "cast ",
        "convert ",
        "parse ",
        "literal ",
        "casting ",
        "born ",
        "dob ",
        "the ",
        "got ",
        "cell ",
        "key ",
        "half up from ",
        "convert string to ",
        "convert string to ",
        "converting ",
    ]),
    find: announced,
    #[cfg(test)]
    positive: &[
        ("The value 17384.22 of type DOUBLE cannot be cast", "17384.22"),
        ("Cannot cast abc123 to INT", "abc123"),
        ("cannot parse 1990-01-31 as DATE", "1990-01-31"),
        ("born 1989-01-07, rejected", "1989-01-07"),
        ("The 18488.17 cannot be represented as Decimal(6, 2)", "18488.17"),
        ("value out of range: got 424611.5, limit 99", "424611.5"),
        ("The 512.10 rounded half up from 512.10211 cannot be represented", "512.10211"),
        ("The 512.10 rounded half up from WARD_Q cannot be represented", "WARD_Q"),
        ("while converting cell 7349,32 EUR in a table", "7349,32"),
        ("Could not convert string to decimal: 12,5x. Path 'rows[17]', line 1", "12,5x"),
        ("Duplicate map key Sally Roe was found, please check", "Sally"),
        ("Key Sally Roe does not exist. Use try_element_at", "Sally"),
    ],
    #[cfg(test)]
    negative: &[
        "value 10 is out of range",
        "notebook failed at cell 16",
        "value 2147483648 is out of range",
        "the executorService cannot be used as one",
        "expected 1234567890123456 got 1234567890123457",
        "cannot cast value to INT",
        "cannot parse response as JSON",
        "convert String to int",
        "Encryption key was found; the key cannot be read",
        "the public key Foo was found",
    ],
};

/// `value 17384.22 of type`, `cast abc123 to`: the value itself, if it is no word and no small number.
fn announced(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    if has(bytes, hit.start, "convert string") {
        return converted(bytes, hit.end, found);
    }
    if has(bytes, hit.start, "key ") {
        return key(bytes, hit, found);
    }
    let end = run(bytes, hit.end, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'/' | b'+' | b','));
    let value = words::trim(&bytes[hit.end..end], |byte| matches!(byte, b'.' | b',' | b'-'));
    let span = hit.end..hit.end + value.len();
    // Whatever was rounded or stood in a cell is a value.
    let certain = has(bytes, hit.start, "half") || has(bytes, hit.start, "cell ");
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let telling = digits >= 4 || digits < value.len() && !words::is_known(value);
    if certain && telling && !is_opaque(bytes, span.clone()) {
        return found.push(span);
    }
    let number = value.iter().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    let article = bytes[hit.start].eq_ignore_ascii_case(&b't');
    let got = bytes[hit.start].eq_ignore_ascii_case(&b'g');
    let birth = has(bytes, hit.start, "born ") || has(bytes, hit.start, "dob ");
    let goes_on = GOES_ON.iter().any(|words| has(bytes, end, words)) || birth || got && value.contains(&b'.');
    let telling = if (article || got || birth) && !number {
        false
    } else if number {
        digits >= 4 && !is_limit(value)
    } else {
        !words::is_known(value) && value.first().is_some_and(u8::is_ascii_alphanumeric)
    };
    let code =
        value.windows(2).any(|pair| pair == b"::") || bytes.get(end) == Some(&b'(') || value.contains(&b'.') && !number;
    if telling && goes_on && !code && !words::is_uuid(value) && !is_opaque(bytes, hit.end..end) {
        found.push(span);
    }
}

/// `Could not convert string to decimal: 12,5x. Path 'rows[17]'`: what stands behind the type.
fn converted(bytes: &[u8], at: usize, found: &mut Found) {
    let colon = run(bytes, at, 24, is_word_byte);
    if !has(bytes, colon, ": ") || is_quote(bytes.get(colon + 2).copied().unwrap_or(b'"')) {
        return;
    }
    let start = colon + 2;
    let end = run(bytes, start, MAX_VALUE, |byte| byte != b'\n');
    let text = &bytes[start..end];
    let length = [&b". Path "[..], b"; ", b" at "]
        .iter()
        .filter_map(|last| text.windows(last.len()).position(|part| part == *last))
        .min();
    let end = start + length.unwrap_or(text.len());
    if !words::is_known(&bytes[start..end]) && !is_opaque(bytes, start..end) {
        found.push(start..end);
    }
}

/// `map key Sally Roe was found`, `Key 12345 does not exist`: all that stands between, unless it is a sentence.
fn key(bytes: &[u8], hit: Range<usize>, found: &mut Found) {
    let end = run(bytes, hit.end, MAX_VALUE, |byte| !matches!(byte, b'\n' | b'.' | b',' | b';' | b':' | b'(' | b'\''));
    let map = bytes[..hit.start].ends_with(b"map ");
    let ends: &[&[u8]] = if map { &[b" was found", b" does not exist"] } else { &[b" does not exist"] };
    let text = &bytes[hit.end..end];
    let Some(length) = ends.iter().find_map(|last| text.windows(last.len()).position(|part| part == *last)) else {
        return;
    };
    let value = hit.end..hit.end + length;
    if !words::is_prose(&bytes[value.clone()]) && !is_opaque(bytes, value.clone()) {
        found.push(value);
    }
}

/// The end of the range of a type, and one more: the message's own.
fn is_limit(number: &[u8]) -> bool {
    std::str::from_utf8(number)
        .ok()
        .and_then(|digits| digits.trim_start_matches('-').parse::<u128>().ok())
        .is_some_and(|number| number > 1000 && (number.is_power_of_two() || (number + 1).is_power_of_two()))
}

/// How a message goes on behind a value.
const GOES_ON: &[&str] = &[
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
    " rounded ",
];
/// Longer than any key of a map that is looked at.
const MAX_VALUE: usize = 128;
