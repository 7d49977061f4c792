//! Whose words stand in a pair of quotes.

use super::keyed::is_key as is_object_key;
use super::names::{NAMED_BY, dotted};
use super::nouns::{BEHIND, FAULT, FILLER, Lists, OBJECT, PROGRAM, ROLES, VALUE, is, lists};
use super::tokens::{Kind, Token, clause, words};
use super::values::OFFERED;
use crate::rules::literals::harmless::is_plain;
use crate::rules::literals::keyed::is_sqlstate;
use crate::rules::literals::{is_code_quote, is_type_name};
use crate::text::{has, is_one_of, is_opaque, is_word_byte, run_back, skip_blanks};
use crate::words;

/// What the place of the quote `tokens[at]` is: a name's, a value's, or nothing of a customer's.
///
/// What is quoted is a name unless something says that it is the program's own: the noun beside it, the key in front of it,
/// or that it is written as code is.
pub(super) fn place(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Lists> {
    let quote = &tokens[at];
    let inside = quote.inside();
    let text = bytes[inside.clone()].trim_ascii();
    if text.is_empty()
        || is_opaque(bytes, inside.clone())
        || is_type_name(text)
        || is_one_of(text, &["builtin", "system"])
        // `of kind 'Table'`
        || text[0].is_ascii_uppercase() && is(text, OBJECT)
        || is_key(bytes, tokens, at)
    {
        return None;
    }
    let blanks = text.iter().filter(|byte| **byte == b' ').count();
    let message = blanks >= 4;
    match said_of_a_frame(bytes, tokens, at) {
        Some(true) => return Some(OBJECT),
        Some(false) => return None,
        None => {}
    }
    let lead = &bytes[..quote.range.start];
    // `"iss" claim`, `the "path" argument`: the noun stands behind.
    if has(bytes, quote.range.end, ", line ") && lead.ends_with(b"File ")
        || PROGRAM_BEHIND.iter().any(|noun| has(bytes, quote.range.end, noun))
        || PROGRAM_BEFORE.iter().any(|said| lead.ends_with(said.as_bytes()))
        // `missing field `x` at line 3`: of a document that a program reads.
        || bytes[quote.range.start] == b'`' && lead.ends_with(b"missing field ")
    {
        return None;
    }
    // `"a"."b"`: names of a catalog are written like that, and nothing else is.
    let mark = bytes[quote.range.start];
    let goes_on = bytes.get(quote.range.end) == Some(&b'.') && bytes.get(quote.range.end + 1) == Some(&mark);
    let begun = lead.ends_with(&[mark, b'.']);
    // ``property `x` = 'y'``
    let compared = has(bytes, quote.range.end, " = '") && mark == b'`';
    if (goes_on || begun || compared) && blanks == 0 {
        return Some(OBJECT);
    }
    match before(bytes, tokens, at) {
        Some(PROGRAM) if dotted(bytes, &inside).is_none() => return None,
        Some(OBJECT) => return (!message).then_some(OBJECT),
        Some(VALUE) => return Some(VALUE),
        _ => {}
    }
    let behind = bytes[quote.range.end..].strip_prefix(b" ").unwrap_or_default();
    let behind = behind.split(|byte| matches!(byte, b' ' | b'.' | b',' | b'\n')).next().unwrap_or_default();
    if is(behind, BEHIND)
        && !message
        && !is_written_as_code(text)
        && !text.iter().any(|byte| matches!(byte, b'-' | b':') || *byte == b'.' && blanks > 0)
    {
        return Some(OBJECT);
    }
    if is_of_key(bytes, tokens, at).is_some() {
        return None;
    }
    // Something is said to be wrong with a value, and this is what is shown of it.
    let said = &tokens[clause(tokens, at)..at];
    let fault = words(bytes, said).any(|word| is(word, FAULT));
    let shown = said.last().is_none_or(|last| last.is_mark(b':') || last.kind == Kind::Word);
    if fault && shown && !message && !is_code_quote(text) {
        return Some(VALUE);
    }
    // `x = 'on hold'`, `but found 'on hold'`
    let compared = said.last().is_some_and(|last| last.is_mark(b'=') || is_one_of(last.text(bytes), &["found", "got"]));
    if compared && blanks < 3 && lead.ends_with(b" ") && !is_written_as_code(text) {
        return Some(VALUE);
    }
    let own = blanks > 0 && (mark != b'`' || text.windows(2).any(|pair| matches!(pair, b"--" | b": ")))
        || is_written_as_code(text)
        || is_offered(bytes, said);
    (!own).then_some(OBJECT)
}

/// Whether what is quoted is the key of a document: `{"x":`, `'x' =>`.
fn is_key(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let end = tokens[at].range.end;
    let next = skip_blanks(bytes, end);
    let begins = at.checked_sub(1).is_none_or(|before| matches!(tokens[before].kind, Kind::Mark(b'{' | b',' | b'\n')));
    bytes.get(end) == Some(&b'=') || begins && bytes.get(next) == Some(&b':') || has(bytes, next, "=>")
}

/// `Option::unwrap()`, `java.util.List`, `utf-8`, `NoneType`: nothing that a name of data looks like.
fn is_written_as_code(text: &[u8]) -> bool {
    let humps = text.iter().any(u8::is_ascii_uppercase)
        && text.iter().any(u8::is_ascii_lowercase)
        && text.iter().all(u8::is_ascii_alphanumeric);
    !text.iter().any(u8::is_ascii_alphabetic)
        || is_code_quote(text)
        || is_plain(text) && !text.iter().all(u8::is_ascii_lowercase)
        || is_one_of(text, &["false", "none", "null", "true"])
        || is_sqlstate(text)
        || is_numbered(text)
        || text.iter().any(|byte| matches!(byte, b'(' | b'<' | b'/' | b'=' | b'&' | b'*'))
        || text.starts_with(b"self.")
        || text.starts_with(b"try_")
        || humps
}

/// `session-3`, `tokio-runtime-worker-12`: what a program counts.
fn is_numbered(text: &[u8]) -> bool {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=4).contains(&digits) && text[..text.len() - digits].ends_with(b"-") && words::is_known(text)
}

/// Whether a key of a program stands in front: `code: 'x'`, `"state":"x"`, `sqlState='x'`, or a list behind one.
fn is_of_key(bytes: &[u8], tokens: &[Token], at: usize) -> Option<()> {
    let mut sign = at;
    for _ in 0..MAX_LIST {
        let before = &tokens[sign.checked_sub(1)?];
        match before.kind {
            Kind::Mark(b':' | b'=') => {
                let key = sign.checked_sub(2).map(|at| &tokens[at])?;
                // `error code: 'x'`, but `Maybe you meant: ['x']`
                let in_prose = || sign > 2 && tokens[sign - 3].kind == Kind::Word && before.is_mark(b':');
                let key = match key.kind {
                    Kind::Word if in_prose() && !is(key.text(bytes), PROGRAM) => return None,
                    Kind::Word => key.text(bytes),
                    Kind::Close => {
                        let end = key.range.start;
                        let part = |byte: u8| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'@');
                        &bytes[run_back(bytes, end, 64, part)..end]
                    }
                    _ => return None,
                };
                let noun = key.rsplit(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
                return (words::is_known(key)
                    && !is_object_key(key)
                    && !is(noun, OBJECT)
                    && !is_one_of(noun, &["key", "value"]))
                .then_some(());
            }
            Kind::Mark(b'[' | b',' | b'{') | Kind::Close | Kind::Quote => sign -= 1,
            // Within a list; before a quote in prose there is no key.
            Kind::Word if sign < at || is_one_of(before.text(bytes), &["or", "and"]) => sign -= 1,
            _ => return None,
        }
    }
    None
}

/// Whether the clause lists what a program takes.
fn is_offered(bytes: &[u8], said: &[Token]) -> bool {
    words(bytes, said).any(|word| is_one_of(word, OFFERED))
}

/// Whether the attribute that is quoted would have been a column: of a data frame, rather than of another object. Nothing
/// where no attribute is quoted.
fn said_of_a_frame(bytes: &[u8], tokens: &[Token], at: usize) -> Option<bool> {
    let before = tokens.get(at.checked_sub(1)?)?;
    let lacks = at > 1 && is_one_of(tokens[at - 2].text(bytes), &["no"]);
    if !lacks || !is_one_of(before.text(bytes), &["attribute"]) {
        return None;
    }
    let said = &bytes[tokens[clause(tokens, at)].range.start..before.range.start];
    Some(
        ["DataFrame", "Series", "Row", "GroupBy"]
            .iter()
            .any(|name| said.windows(name.len()).any(|part| part == name.as_bytes())),
    )
}

/// The role of the noun right before `at`, over fillers, colons and opening brackets.
fn before(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Lists> {
    let mut colon = false;
    for index in (at.saturating_sub(MAX_BEFORE)..at).rev() {
        let token = &tokens[index];
        match token.kind {
            Kind::Mark(b':') if !colon => colon = true,
            Kind::Mark(b'=') => {}
            Kind::Mark(b'(' | b'[' | b',' | b'-') => {}
            // What is joined to a name is a part of it: `'a'.'b'`, `'a'@'b'`.
            Kind::Mark(b'.' | b'@')
                if index > 0
                    && tokens[index - 1].kind == Kind::Close
                    && tokens[index].range.end == tokens[at].range.start =>
            {
                return opened_by(tokens, index - 1).and_then(|open| before(bytes, tokens, open));
            }
            // Languages that put no blanks between words: `无效的列名 'x'`.
            Kind::Word if NOUN_ENDINGS.iter().any(|end| token.text(bytes).ends_with(end.as_bytes())) => {
                return Some(OBJECT);
            }
            // `Table not found 'x'`
            Kind::Word if is_one_of(token.text(bytes), &["not", "found", "exist"]) => {}
            Kind::Word => match lists(token.text(bytes)) & ROLES {
                // `the value of "offset"`: an argument's.
                FILLER
                    if is_one_of(token.text(bytes), &["of"])
                        && index > 0
                        && is(tokens[index - 1].text(bytes), VALUE) =>
                {
                    return Some(PROGRAM);
                }
                FILLER => {}
                FAULT | 0 => {
                    let text = token.text(bytes);
                    // `type integer: "x"`, `to float: 'x'`
                    let named = || NAMED_BY.iter().any(|end| text.ends_with(end.as_bytes()));
                    return (colon && (is_type_name(text) || named())).then_some(VALUE);
                }
                // `type "x"`, `prepared statement "x"`: customers make these, too.
                PROGRAM if is_one_of(token.text(bytes), &["command", "extension", "library", "statement", "type"]) => {
                    let text = &bytes[tokens[at].inside()];
                    let class = text.contains(&b'.') && text.iter().any(u8::is_ascii_uppercase);
                    return Some(if class || is_written_as_code(text) { PROGRAM } else { OBJECT });
                }
                // `column, variable, or function parameter with name `x``
                PROGRAM if has(bytes, token.range.end, " with name ") => return Some(OBJECT),
                // `invalid date format: "x"`
                PROGRAM if colon && is_one_of(token.text(bytes), &["format"]) => return Some(VALUE),
                known => return Some(known),
            },
            _ => return None,
        }
    }
    None
}

/// The quote that the close at `at` closes.
fn opened_by(tokens: &[Token], at: usize) -> Option<usize> {
    let end = tokens[at].range.end;
    (at.saturating_sub(MAX_INSIDE)..at)
        .rev()
        .find(|index| tokens[*index].kind == Kind::Quote && tokens[*index].range.end == end)
}

/// What stands in front of something of a program.
const PROGRAM_BEFORE: &[&str] =
    &["Object name: ", "(reading ", "import name ", "because ", " to tolerate ", "initializer for "];

/// Nouns behind a quote that make it the message's own.
const PROGRAM_BEHIND: &[&str] = &[
    " argument",
    " call",
    " claim",
    " codec",
    " command",
    " header",
    " keyword",
    " method",
    " module",
    " object has no attribute",
    " object is not",
    " is unset! Struct:",
    " operator",
    " option",
    " parameter",
    " property",
    " scheme",
    " setting",
];

/// What nouns for objects end with where words are not parted.
const NOUN_ENDINGS: &[&str] = &["名", "列", "表", "テーブル", "リレーション"];

/// Tokens between a noun and what it names.
const MAX_BEFORE: usize = 8;
/// Tokens between a key and the last item of its list.
const MAX_LIST: usize = 24;
/// Tokens inside of a quote, when its beginning is looked for.
const MAX_INSIDE: usize = 16;
