//! Dates of birth.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{begins_word, has, is_quote, is_word_byte, run};
use crate::view::View;

pub(super) const RULE: Rule = Rule {
    name: "birth_date",
    placeholder: "<date>",
    gate: Gate::Literals(&["birth", "dob", "born", "geburt", "naissance", "nacimiento"]),
    find: birth,
    #[cfg(test)]
    positive: &[
        ("dob: 02/09/1960 is no date", "1960"),
        ("date of birth 9 Feb 1960 rejected", "Feb 1960"),
        ("a patient born on 1960-02-09 twice", "1960-02-09"),
        ("birthDate=19600209&x=1", "19600209"),
    ],
    #[cfg(test)]
    negative: &["date of birth is missing", "born to run", "birth: unknown", "dob must be a DATE", "reborn 2026-01-01"],
};

fn birth(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let hump = bytes[hit.start].is_ascii_uppercase();
    if !begins_word(bytes, hit.start) && bytes[hit.start - 1] != b'_' && !hump {
        return;
    }
    let mut at = run(bytes, hit.end, 24, is_word_byte);
    loop {
        at = run(bytes, at, 6, |byte| matches!(byte, b' ' | b':' | b'=' | b'>' | b',') || is_quote(byte));
        match ["on ", "is ", "in ", "date ", "day "].iter().find(|word| has(bytes, at, word)) {
            Some(word) => at += word.len(),
            None => break,
        }
    }
    let end = date_end(bytes, at);
    if end > at {
        found.push(at..end);
    }
}

/// The end of a date: three parts, one of them maybe a month's name, or eight digits. Nothing else is one.
fn date_end(bytes: &[u8], at: usize) -> usize {
    let part = |at: usize| run(bytes, at, 10, |byte| byte.is_ascii_alphanumeric());
    let (mut end, mut next, mut parts, mut digits) = (at, at, 0, 0);
    while parts < 3 {
        let to = part(next);
        let text = &bytes[next..to];
        let number = text.iter().all(u8::is_ascii_digit) && text.len() <= 4;
        let month = text.len() >= 3 && text.iter().all(u8::is_ascii_alphabetic);
        if parts == 0 && text.len() == 8 && text.iter().all(u8::is_ascii_digit) {
            return to;
        }
        if text.is_empty() || !(number || month) {
            break;
        }
        digits += text.iter().filter(|byte| byte.is_ascii_digit()).count();
        parts += 1;
        end = to;
        next = run(bytes, to, 2, |byte| matches!(byte, b'-' | b'/' | b'.' | b' ' | b','));
        if next == to {
            break;
        }
    }
    // A year alone says nothing about one person.
    if parts == 3 && digits >= 4 { end } else { at }
}
