//! Values of rows: in quotes, in brackets, behind a colon.

use std::ops::Range;

use super::nouns::{COMMON, FAULT, FOLLOWER, OBJECT, ROLES, SENTENCE, VALUE, is};
use super::quoted;
use super::tokens::{Kind, Token, clause, line_end, line_start, tokens, words};
use crate::rule::Found;
use crate::rules::literals::is_type_name;
use crate::text::{has, is_one_of, is_opaque, is_word_byte, looked, run, skip_blanks};
use crate::view::View;

pub(super) fn find(view: &View<'_>, _: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let tokens = tokens(bytes);
    let mut at = 0;
    while at < tokens.len() {
        let value = match tokens[at].kind {
            Kind::Quote if quoted::place(bytes, &tokens, at) == Some(VALUE) => Some(tokens[at].inside()),
            Kind::Mark(b'(' | b'[' | b'{') if holds_data(bytes, &tokens, at) => Some(bracket(bytes, &tokens, at)),
            Kind::Mark(b':') => announced(bytes, &tokens, at),
            Kind::Mark(b'=') => compared(&tokens, at, bytes),
            Kind::Mark(b'#') => counted(bytes, &tokens, at),
            Kind::Word => cast(bytes, &tokens, at)
                .or_else(|| valued(bytes, &tokens, at))
                .or_else(|| got(bytes, &tokens, at))
                .or_else(|| numbered(bytes, &tokens, at)),
            _ => None,
        };
        at += 1;
        if let Some(value) = value {
            let end = value.end;
            if !is_opaque(bytes, value.clone()) {
                found.push(value);
            }
            while tokens.get(at).is_some_and(|token| token.range.start < end) {
                at += 1;
            }
        }
    }
    rows_of_lines(bytes, found);
    raised(bytes, found);
}

/// Whether the bracket `tokens[at]` holds data: `contains (…)`, `Key (…)=(…)`, `VALUES (…)`, `value is (…)`.
fn holds_data(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let before = words(bytes, &tokens[clause(tokens, at)..at]).next_back();
    let direct = at > 0 && (tokens[at - 1].kind == Kind::Word || tokens[at - 1].is_mark(b':'));
    let square = !tokens[at].is_mark(b'(');
    let joined = at > 1 && tokens[at - 1].is_mark(b'=') && tokens[at - 2].is_mark(b')');
    let word = before.unwrap_or_default();
    let data = is_one_of(
        word,
        &[
            "constant",
            "contains",
            "values",
            "row",
            "record",
            "tuple",
            "parsing",
            "enthält",
            "partition",
            "contient",
            "contiene",
        ],
    );
    let key = is_one_of(word, &["key", "keys", "clé", "clave", "llave"]);
    let spaced = tokens[at].range.start > 0 && bytes[tokens[at].range.start - 1] == b' ';
    if words(bytes, &tokens[clause(tokens, at)..at]).any(|word| is_one_of(word, OFFERED)) {
        return false;
    }
    joined
        || !square && numbers(bytes, tokens, at)
        || spaced && compares(bytes, tokens, at)
        || direct && data && (square || spaced || is_one_of(word, &["values"]))
        // `Duplicate key in x: (1, y)`
        || !square
            && tokens[at - usize::from(at > 0)].is_mark(b':')
            && words(bytes, &tokens[clause(tokens, at)..at]).any(|word| is(word, FAULT))
        // `input str: [x]`
        || square && tokens[at - usize::from(at > 0)].is_mark(b':') && is_shown(bytes, tokens, at)
        || direct && key && spaced && (tokens[at].is_mark(b'{') || is_key(bytes, tokens, at))
        || direct
            && spaced
            && is_one_of(word, &["is"])
            && words(bytes, &tokens[clause(tokens, at)..at]).rev().nth(1).is_some_and(|noun| is(noun, VALUE))
}

/// Whether the bracket holds long numbers and nothing else, more than one: the ids of rows.
fn numbers(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let long = |number: &[u8]| number.len() >= 5 && number.iter().all(u8::is_ascii_digit);
    // A look at the first two before all of it is read: brackets may stand in brackets.
    let begins = tokens.get(at + 1).is_some_and(|first| long(first.text(bytes)))
        && tokens.get(at + 2).is_some_and(|comma| comma.is_mark(b','));
    begins && bytes[bracket(bytes, tokens, at)].split(|byte| *byte == b',').all(|number| long(number.trim_ascii()))
}

/// Whether a short clause about an input stands in front, as a key: `input str: `.
fn is_shown(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let said = &tokens[clause(tokens, at)..at];
    said.len() <= 3 && words(bytes, said).next().is_some_and(|noun| is_one_of(noun, &["input", "value"]))
}

/// `(…)=`, `(…) already exists`: the columns of a key, rather than a remark on one.
fn is_key(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let end = bracket(bytes, tokens, at).end;
    [")=", ") already", ") is ", ") existiert", ") existe", ") ya "].iter().any(|text| has(bytes, end, text))
}

/// Whether a bracket behind a condition holds one: `constraint x (pay > 0)`.
fn compares(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let condition = words(bytes, &tokens[clause(tokens, at)..at])
        .any(|word| is_one_of(word, &["constraint", "check", "filter", "predicate", "condition"]));
    condition
        && tokens[at + 1..].iter().take(MAX_CONDITION).take_while(|token| !token.is_mark(b'\n')).any(|token| {
            matches!(token.kind, Kind::Mark(b'>' | b'<' | b'='))
                || token.kind == Kind::Word && is_one_of(token.text(bytes), &["like", "between", "in"])
        })
}

/// What is inside of the bracket, up to the one that closes it, or up to the end of the line.
fn bracket(bytes: &[u8], tokens: &[Token], at: usize) -> Range<usize> {
    let start = tokens[at].range.end;
    let mut depth = 1;
    for token in tokens[at + 1..].iter().take(MAX_ROW) {
        match token.kind {
            Kind::Mark(b'(' | b'[' | b'{') => depth += 1,
            Kind::Mark(b')' | b']' | b'}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start..token.range.start;
        }
    }
    looked(MAX_ROW);
    start..line_end(bytes, start)
}

/// What stands behind a colon in a clause that announces a value, up to where the message goes on.
fn announced(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let said = &tokens[clause(tokens, at)..at];
    let last = said.last().filter(|token| token.kind == Kind::Word)?.text(bytes);
    // `data is: x`
    let linked = is_one_of(last, &["is"]) && said.len() > 1 && is(said[said.len() - 2].text(bytes), VALUE);
    let raw = is_one_of(last, &["line"]) && said.len() > 1 && is_one_of(said[said.len() - 2].text(bytes), &["raw"]);
    let noun = is(last, VALUE) || raw;
    let fault = || words(bytes, said).any(|word| is(word, FAULT));
    // `Value cannot be cast to date: x`
    let typed = is_type_name(last)
        && words(bytes, said)
            .any(|word| is_one_of(word, &["cast", "convert", "converted", "parse", "parsed", "conversion"]));
    let start = skip_blanks(bytes, tokens[at].range.end);
    let adjective = said.len() > 1 && fault() || said.len() == 1 && is_one_of(last, &["row", "record"]);
    if !(typed || linked || noun && (adjective || is_one_of(last, WORDS) && said.len() <= 3))
        && !(fault() && words(bytes, said).any(|word| is_one_of(word, WORDS)) && said.len() <= 4 && is(last, FAULT))
    {
        return None;
    }
    let end = value_end(bytes, start);
    let value = bytes[start..end].trim_ascii();
    let first = value.split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    let message = begins_sentence(first) && !is_title(value)
        || value.first().is_none_or(|first| matches!(first, b'"' | b'\'' | b'`' | b'(' | b'[' | b'{' | b'<' | 1..=4));
    (!message && bytes.get(tokens[at].range.end).is_some_and(u8::is_ascii_whitespace))
        .then(|| start..start + value.len())
}

/// `value out of range: got 48211.5`, `expected INT64, found Jo Roe`: a long number in a clause about a value, two words with
/// capitals behind what was there instead.
fn got(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let value = tokens.get(at + 1)?;
    if !is_one_of(tokens[at].text(bytes), &["got", "found", "accept", "accepts"]) {
        return None;
    }
    let long = value.range.len() >= 4 && value.text(bytes).iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if long && words(bytes, &tokens[clause(tokens, at)..at]).any(|word| is_one_of(word, WORDS)) {
        return Some(value.range.clone());
    }
    let title = |word: &[u8]| word[0].is_ascii_uppercase() && word[1..].iter().all(u8::is_ascii_lowercase);
    let last = tokens.get(at + 2).filter(|last| last.range.start == value.range.end + 1)?;
    let person =
        [value, last].iter().all(|word| word.kind == Kind::Word && word.range.len() > 1 && title(word.text(bytes)));
    person.then_some(value.range.start..last.range.end)
}

/// `Node(48211)`, `record with id 48211`, `txn [48211]`: a long number that tells one of many objects or rows.
fn numbered(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let is_long = |token: &&Token| token.range.len() >= 5 && token.text(bytes).iter().all(u8::is_ascii_digit);
    let noun = tokens[at].text(bytes);
    let sign = tokens.get(at + 1)?;
    // `user ID 48211`
    let of_one = || at > 0 && is(tokens[at - 1].text(bytes), OBJECT | VALUE);
    if is_one_of(noun, &["id"]) && is_long(&sign) && of_one() {
        return Some(sign.range.clone());
    }
    let number = tokens.get(at + 2).filter(is_long)?;
    let glued = (is(noun, OBJECT) || is_one_of(noun, &["node", "relationship"]))
        && (sign.is_mark(b'(') || sign.is_mark(b'<'))
        && tokens[at].range.end == sign.range.start
        && sign.range.end == number.range.start;
    let told = is_one_of(noun, &["with"]) && is_one_of(sign.text(bytes), &["id"]);
    let alone = sign.is_mark(b'[')
        && bytes[sign.range.start - 1] == b' '
        && tokens.get(at + 3).is_some_and(|close| close.is_mark(b']') && close.range.start == number.range.end);
    (glued || told || alone).then(|| number.range.clone())
}

/// `record #48211:7`, `Order(#48211)`: a long number that is marked as one, of a row or in brackets.
fn counted(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let before = tokens.get(at.checked_sub(1)?)?;
    if !before.is_mark(b'(') && !is(before.text(bytes), OBJECT | VALUE) {
        return None;
    }
    let start = tokens[at].range.end;
    let digits = |at: usize| run(bytes, at, 20, |byte| byte.is_ascii_digit());
    let mut end = digits(start);
    let long = end - start >= 5;
    if bytes.get(end) == Some(&b':') {
        end = digits(end + 1).max(end);
    }
    (long && !bytes.get(end).is_some_and(|byte| is_word_byte(*byte))).then_some(start..end)
}

/// `'id'=48211`: a number that a name in quotes has.
fn compared(tokens: &[Token], at: usize, bytes: &[u8]) -> Option<Range<usize>> {
    let number = tokens.get(at + 1)?;
    let long = number.range.len() >= 5 && number.text(bytes).iter().all(u8::is_ascii_digit);
    (long && tokens.get(at.checked_sub(1)?)?.kind == Kind::Close).then(|| number.range.clone())
}

/// Where a value without quotes ends and the message goes on.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let end = line_end(bytes, start).min(start + MAX_VALUE);
    let mut at = start;
    looked(end - start);
    while at < end {
        let ends = match bytes[at] {
            b'.' => {
                at + 1 == end
                    || bytes[at + 1] == b' '
                        && at > start + 1
                        && (bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase))
            }
            b',' => bytes.get(at + 1) == Some(&b' '),
            b';' | b'|' | b'"' => true,
            b' ' => BEHIND.iter().any(|text| has(bytes, at, text)),
            _ => false,
        };
        if ends {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a sentence goes on with the word rather than a value: `on hold` is one.
fn begins_sentence(word: &[u8]) -> bool {
    is(word, SENTENCE) && word != b"on"
}

/// Whether the first two words have capitals, as those of names do.
fn is_title(text: &[u8]) -> bool {
    let mut words = text.split(|byte| *byte == b' ').map(|word| word.first().is_some_and(u8::is_ascii_uppercase));
    words.next() == Some(true) && words.next() == Some(true)
}

/// `cast x to`, `convert x into`: what stands between, unless it is a word for a value or a type.
fn cast(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    if !is_one_of(tokens[at].text(bytes), &["cast", "casting", "convert", "converting", "coerce", "parse", "parsing"]) {
        return None;
    }
    let start = tokens.get(at + 1)?.range.start;
    for index in at + 1..(at + 7).min(tokens.len()) {
        let token = &tokens[index];
        let word = token.text(bytes);
        match token.kind {
            // `Cannot parse datetime x`
            Kind::Word if index == at + 1 && is_type_name(word) => {
                let value = tokens.get(index + 1).filter(|value| value.kind == Kind::Word)?;
                let end = value_end(bytes, value.range.start);
                let end = value.range.start
                    + bytes[value.range.start..end]
                        .trim_ascii_end()
                        .strip_suffix(b".")
                        .map_or(end - value.range.start, <[u8]>::len);
                let ends =
                    end == bytes.len() || matches!(bytes[end], b'.' | b'\n' | b',' | b';') || has(bytes, end, " (");
                let plain = is(value.text(bytes), ROLES | COMMON | FOLLOWER) || begins_sentence(value.text(bytes));
                return (ends && !plain && !is_type_name(value.text(bytes))).then_some(value.range.start..end);
            }
            Kind::Word if is_one_of(word, &["to", "into", "as"]) => {
                let value = start..tokens[index - 1].range.end;
                return (index > at + 1 && !value.is_empty()).then_some(value);
            }
            Kind::Word if word[0].is_ascii_lowercase() && is(word, ROLES | COMMON) || is_type_name(word) => {
                return None;
            }
            Kind::Word | Kind::Mark(b'-' | b'/' | b':' | b'.') => {}
            _ => return None,
        }
    }
    None
}

/// `value x of the type`, `plan for value x`, `Wert x konnte`: a value right behind its noun.
fn valued(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    if !is_one_of(tokens[at].text(bytes), WORDS) {
        return None;
    }
    let next = tokens.get(at + 1).filter(|token| token.kind == Kind::Word)?;
    let start = next.range.start;
    let end = value_end(bytes, start);
    let first = next.text(bytes);
    // `toast value 48211 in x`
    if first.len() > 4 && first.iter().all(u8::is_ascii_digit) && has(bytes, next.range.end, " in ") {
        return Some(next.range.clone());
    }
    let goes_on = BEHIND.iter().any(|text| has(bytes, end, text));
    let last = end == bytes.len() || matches!(bytes[end], b'.' | b'\n');
    let short = bytes[start..end].iter().filter(|byte| **byte == b' ').count() <= 3;
    let known = !is_title(&bytes[start..end])
        && (first.iter().all(u8::is_ascii_digit) && has(bytes, end, " is out of")
            || is(first, ROLES | COMMON)
            || begins_sentence(first)
            || is_type_name(first));
    ((goes_on
        || last && at > 0 && is_one_of(tokens[at - 1].text(bytes), &["for", "der", "offending", "invalid", "bad"]))
        && short
        && !known)
        .then_some(start..end)
}

/// `[USER_RAISED_EXCEPTION] …`: the whole text is what somebody's own query said.
fn raised(bytes: &[u8], found: &mut Found) {
    let class = b"[USER_RAISED_EXCEPTION] ";
    let Some(at) = bytes.windows(class.len()).position(|part| part == class) else { return };
    let start = at + class.len();
    let end = line_end(bytes, start);
    let state = bytes[start..end].windows(11).position(|part| part == b" SQLSTATE: ").map_or(end, |at| start + at);
    if !is_opaque(bytes, start..state) {
        found.push(start..state);
    }
}

/// Lines ` - column : value` behind `with values:`: all of them, as they are the row.
fn rows_of_lines(bytes: &[u8], found: &mut Found) {
    let mut at = 0;
    while let Some(next) = bytes[at..].windows(3).position(|part| part == b"\n -") {
        let start = at + next + 1;
        let end = line_end(bytes, start);
        let head = &bytes[line_start(bytes, start - 1)..start - 1];
        let row = head.trim_ascii_end().ends_with(b"values:")
            || bytes[at..start].contains(&0x04)
            || head.trim_ascii_start().starts_with(b"- ");
        let text = bytes[start..end].trim_ascii_start();
        let from = end - text.len() + 2;
        if row && from < end && bytes[from..end].windows(3).any(|part| part == b" : ") {
            let colon = from + bytes[from..end].windows(3).position(|part| part == b" : ").unwrap_or(0);
            if !is_opaque(bytes, from..colon) {
                found.push(from..colon);
            }
            let stop = bytes[colon..end].windows(9).position(|part| part == b" SQLSTATE").map_or(end, |at| colon + at);
            let stop = stop - usize::from(stop < end && bytes[stop - 1] == b'.');
            if colon + 3 < stop && !is_opaque(bytes, colon + 3..stop) {
                found.push(colon + 3..stop);
            }
        }
        at = end.max(start + 2).min(bytes.len());
    }
}

/// Words before a list of what the program takes.
pub(super) const OFFERED: &[&str] = &["accepted", "allowed", "expected", "expecting", "possible", "supported", "valid"];

/// The word for a value.
const WORDS: &[&str] = &["label", "value", "values", "wert", "valeur", "valor", "valore", "waarde", "wartość"];

/// What goes on behind a value without quotes.
const BEHIND: &[&str] = &[
    " cannot be",
    " could not be",
    " is not a",
    " is not recognized",
    " is out of",
    " is too",
    " of type",
    " of the type",
    " for column",
    " for type",
    " to type",
    " at [",
    " at row",
    " at line",
    " in column",
    " (",
    " konnte nicht",
    " n'est pas",
    " no es ",
    " не ",
    " SQLSTATE",
    " violates",
    " exceeds",
];

/// Tokens of a row.
const MAX_ROW: usize = 512;
/// Tokens of a condition that are looked at for an operator.
const MAX_CONDITION: usize = 16;
/// Bytes of a value that stands without quotes.
const MAX_VALUE: usize = 200;
