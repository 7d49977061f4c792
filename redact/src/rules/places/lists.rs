//! Lists of names: what could have been meant, what is there, what was wrong.

use std::ops::Range;

use super::names::is_code;
use super::nouns::{OBJECT, is};
use super::tokens::{Kind, Token, clause, line_end, words};
use super::values::OFFERED;
use crate::rules::literals::is_type_name;
use crate::text::{is_one_of, is_opaque};

/// The names that the list announced at `tokens[at]` has; none if no list begins there.
pub(super) fn items(bytes: &[u8], tokens: &[Token], at: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let Some(bare) = announces(bytes, tokens, at) else { return out };
    let mut depth = 0_i32;
    let mut last_was_word = false;
    for index in at + 1..tokens.len().min(at + MAX_LIST) {
        let token = &tokens[index];
        match token.kind {
            Kind::Mark(b'[' | b'(') => depth += 1,
            Kind::Mark(b']' | b')') => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            Kind::Mark(b'.') if tokens.get(index + 1).is_none_or(|next| next.range.start != token.range.end) => break,
            // `columns: 17, rows: 3` goes on with another key.
            Kind::Mark(b':') if bytes.get(token.range.end).is_none_or(u8::is_ascii_whitespace) => {
                out.pop();
                break;
            }
            // `Partition not found: x=y`: the value, up to the end of its line.
            Kind::Mark(b'=') if depth == 0 && !out.is_empty() => {
                let end = line_end(bytes, token.range.end);
                let value = bytes[token.range.end..end]
                    .trim_ascii_end()
                    .iter()
                    .take_while(|byte| !matches!(byte, b',' | b';' | b')' | b'"'))
                    .count();
                out.push(token.range.end..token.range.end + value);
                break;
            }
            Kind::Mark(b',' | b'.' | b':' | b'@') => {}
            Kind::Quote => {
                if !is_opaque(bytes, token.inside()) && !is_type_name(&bytes[token.inside()]) {
                    out.push(token.inside());
                }
            }
            Kind::Close => {}
            Kind::Word if is_one_of(token.text(bytes), &["and", "or", "und", "et", "y"]) => {
                last_was_word = false;
                continue;
            }
            // `Home Addr, x`: a name of two words with capitals.
            Kind::Word
                if last_was_word
                    && token.text(bytes)[0].is_ascii_uppercase()
                    && out.last().is_some_and(|last| {
                        last.end + 1 == token.range.start && bytes[last.start].is_ascii_uppercase()
                    }) =>
            {
                let start = out.pop().map_or(token.range.start, |last| last.start);
                out.push(start..token.range.end);
                continue;
            }
            // Two words in a row are a sentence, unless brackets or quotes hold them.
            Kind::Word if last_was_word && depth == 0 && !in_quotes(tokens, &out, token) => {
                out.pop();
                break;
            }
            Kind::Word => {
                let inside = in_quotes(tokens, &out, token);
                if !inside
                    && !token.text(bytes)[0].is_ascii_digit()
                    && (bare || depth > 0)
                    && !is_opaque(bytes, token.range.clone())
                    && (bytes.get(token.range.end) == Some(&b'=') || !is_code(bytes, &token.range))
                {
                    out.push(token.range.clone());
                }
                last_was_word = !inside;
                continue;
            }
            _ => break,
        }
        last_was_word = false;
    }
    out
}

fn in_quotes(_: &[Token], out: &[Range<usize>], token: &Token) -> bool {
    out.last().is_some_and(|last| last.start <= token.range.start && token.range.end <= last.end)
}

/// Whether `tokens[at]` announces names, and whether they may stand without quotes and brackets.
fn announces(bytes: &[u8], tokens: &[Token], at: usize) -> Option<bool> {
    let said = || words(bytes, &tokens[clause(tokens, at)..at]);
    let last = || said().next_back().unwrap_or_default();
    if said().any(|word| is_one_of(word, OFFERED)) && !said().any(|word| is_one_of(word, &["names"])) {
        return None;
    }
    match tokens[at].kind {
        // `Did you mean x?`, `given input columns: [x, y]`, `constraint failed: x.y`, `on: x`
        Kind::Mark(b':') => {
            let plural = is(last(), OBJECT) && last().ends_with(b"s")
                || is_one_of(last(), &["names", "bindings", "colonnes", "columnas", "spalten"]);
            let failed = is_one_of(last(), &["failed", "violated", "on"])
                && said().any(|word| is_one_of(word, &["constraint", "merge"]));
            let named = is_one_of(last(), &["are"]) && said().any(|word| is_one_of(word, &["names", "columns"]));
            let missing = is_one_of(last(), &["found", "exist", "authorized", "resolved", "exists"])
                && said().any(|word| is(word, OBJECT));
            let possible = is_one_of(last(), &["be"]) && said().any(|word| is_one_of(word, &["ambiguous"]));
            (plural || failed || possible || named || missing).then_some(true)
        }
        Kind::Mark(b'?') => {
            let opens = tokens.get(at + 1).is_some_and(|next| next.is_mark(b'[') || next.is_mark(b'('));
            (opens
                && is_one_of(last(), &["following", "these"])
                && said().any(|word| is_one_of(word, &["mean", "meant"])))
            .then_some(false)
        }
        // `could be: [x, y]` has a colon; `among (x, y)` and `given columns x, y` have none.
        Kind::Word if is_one_of(tokens[at].text(bytes), &["among"]) => {
            tokens.get(at + 1)?.is_mark(b'(').then_some(false)
        }
        Kind::Word if is_one_of(tokens[at].text(bytes), &["columns"]) && is_one_of(last(), &["given", "input"]) => {
            (tokens.get(at + 1)?.kind == Kind::Word).then_some(true)
        }
        // `no such index [x]`, `with roles [a, b]`, `did you mean [x]`
        Kind::Word if tokens.get(at + 1)?.is_mark(b'[') && bytes[tokens[at].range.end] == b' ' => {
            let word = tokens[at].text(bytes);
            let leads = is_one_of(word, &["for", "in", "mean", "name", "of", "on", "with", "within"])
                || is(word, OBJECT) && word.last() == Some(&b's');
            let next = tokens.get(at + 2)?;
            let small = next.kind == Kind::Word && next.text(bytes).iter().all(|byte| !byte.is_ascii_uppercase());
            (leads && small).then_some(false)
        }
        // `cannot resolve 'x' given a, b`, `No such struct field `x` in `a`, b`
        Kind::Word
            if is_one_of(tokens[at].text(bytes), &["given"]) && said().any(|word| is_one_of(word, &["resolve"]))
                || is_one_of(tokens[at].text(bytes), &["in"]) && said().any(|word| is_one_of(word, &["struct"])) =>
        {
            let next = tokens.get(at + 1)?;
            (next.kind == Kind::Word && !is_one_of(next.text(bytes), &["input", "columns", "the"])).then_some(true)
        }
        Kind::Word if is_one_of(tokens[at].text(bytes), &["mean", "meant"]) => {
            let next = tokens.get(at + 1)?;
            let one =
                next.kind == Kind::Word && !is_one_of(next.text(bytes), &["one", "to", "the", "any", "that", "by"]);
            (one || next.kind == Kind::Quote).then_some(true)
        }
        _ => None,
    }
}

/// Tokens of a list.
const MAX_LIST: usize = 160;
