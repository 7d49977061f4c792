//! Whose words stand in a pair of quotes.

use super::{
    nouns::{FAULT, FILLER, Lists, OBJECT, PROGRAM, ROLES, VALUE, is, lists},
    tokens::{Kind, Token, clause, words},
};
use crate::{
    rules::literals::{is_code_quote, is_type_name},
    text::{has, is_one_of, is_opaque},
};

/// What the place of the quote `tokens[at]` is: a name's, a value's, or not known.
pub(super) fn place(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Lists> {
    let quote = &tokens[at];
    let inside = quote.inside();
    let text = bytes[inside.clone()].trim_ascii();
    if text.is_empty()
        || is_opaque(bytes, inside.clone())
        || is_type_name(text)
        || is_one_of(text, &["builtin", "system"])
    {
        return None;
    }
    let message = text.iter().filter(|byte| **byte == b' ').count() >= 4;
    // What Python says of an object of its own, rather than of somebody's table.
    if has(bytes, quote.range.end, " is unset! Struct:") || said_of_a_frame(bytes, tokens, at) == Some(false) {
        return None;
    }
    if said_of_a_frame(bytes, tokens, at) == Some(true) {
        return Some(OBJECT);
    }
    // `"iss" claim`, `the "path" argument`: the noun stands behind.
    if PROGRAM_BEHIND.iter().any(|noun| has(bytes, quote.range.end, noun))
        || bytes[..quote.range.start].ends_with(b"Object name: ")
    {
        return None;
    }
    // `missing field `x` at line 3`: of a document that a program reads.
    if bytes[quote.range.start] == b'`' && bytes[..quote.range.start].ends_with(b"missing field ") {
        return None;
    }
    // `"a"."b"`: names of a catalog are written like that, and nothing else is.
    let mark = bytes[quote.range.start];
    let goes_on = bytes.get(quote.range.end) == Some(&b'.') && bytes.get(quote.range.end + 1) == Some(&mark);
    let begun = quote.range.start > 1 && bytes[quote.range.start - 1] == b'.' && bytes[quote.range.start - 2] == mark;
    if (goes_on || begun) && !text.contains(&b' ') {
        return Some(OBJECT);
    }
    let by_noun = before(bytes, tokens, at);
    match by_noun {
        Some(PROGRAM) => return None,
        Some(OBJECT) => return (!message).then_some(OBJECT),
        Some(VALUE) => return Some(VALUE),
        _ => {}
    }
    if FOLLOWERS.iter().any(|follower| has(bytes, quote.range.end, follower)) && !message {
        return Some(OBJECT);
    }
    // Something is said to be wrong with a value, and this is what is shown of it.
    let begin = clause(tokens, at);
    let said = &tokens[begin..at];
    let fault = words(bytes, said).any(|word| is(word, FAULT));
    let shown = said.last().is_none_or(|last| last.is_mark(b':') || last.kind == Kind::Word);
    (fault && shown && !message && !is_code_quote(text)).then_some(VALUE)
}

/// Whether the attribute that is quoted would have been a column: of a data frame, rather than of another object. Nothing
/// where no attribute is quoted.
fn said_of_a_frame(bytes: &[u8], tokens: &[Token], at: usize) -> Option<bool> {
    let before = tokens.get(at.checked_sub(1)?)?;
    if before.kind != Kind::Word || !is_one_of(before.text(bytes), &["attribute"]) {
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
            Kind::Mark(b':' | b'=') if !colon => colon = true,
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

/// What is said of an object that was just named.
const FOLLOWERS: &[&str] = &[
    " does not exist",
    " doesn't exist",
    " not found",
    " cannot be found",
    " was not found",
    " could not be found",
    " cannot be resolved",
    " could not be resolved",
    " already exists",
    " is ambiguous",
    " is not recognized",
    " is not accessible",
    " cannot be cast",
    " could not be parsed",
    ": invalid identifier",
    "] not in index",
    " not in index",
    " is not a valid ",
    " could not be converted",
    " has no column",
    " existiert nicht",
    " wurde nicht gefunden",
    " ist mehrdeutig",
    " n'existe pas",
    " est ambigu",
    " no existe",
    " non trovat",
    " non esiste",
    " não existe",
    " не существует",
    "は存在しません",
    " 不存在",
    "が無効",
    " が無効",
    " が存在",
    " 无效",
];

/// Nouns behind a quote that make it the message's own.
const PROGRAM_BEHIND: &[&str] = &[
    " argument",
    " claim",
    " command",
    " header",
    " keyword",
    " method",
    " operator",
    " option",
    " parameter",
    " property",
    " scheme",
    " setting",
];

/// Exceptions that say nothing but the name of what was missing.
const NAMED_BY: &[&str] = &["KeyError", "NoSuchTableError", "NoSuchColumnError"];

/// What nouns for objects end with where words are not parted.
const NOUN_ENDINGS: &[&str] = &["名", "列", "表", "テーブル", "リレーション"];

/// Tokens between a noun and what it names.
const MAX_BEFORE: usize = 8;
/// Tokens inside of a quote, when its beginning is looked for.
const MAX_INSIDE: usize = 16;
