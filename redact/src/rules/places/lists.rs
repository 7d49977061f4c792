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
    if !announces(bytes, tokens, at) {
        return out;
    }
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
            Kind::Word if last_was_word && depth == 0 && !in_quotes(&out, token) => {
                out.pop();
                break;
            }
            Kind::Word => {
                let inside = in_quotes(&out, token);
                if !inside
                    && !token.text(bytes)[0].is_ascii_digit()
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

fn in_quotes(out: &[Range<usize>], token: &Token) -> bool {
    out.last().is_some_and(|last| last.start <= token.range.start && token.range.end <= last.end)
}

/// Whether `tokens[at]` announces names.
fn announces(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    let said = || words(bytes, &tokens[clause(tokens, at)..at]);
    let said_any = |wanted: &[&str]| said().any(|word| is_one_of(word, wanted));
    let last = said().next_back().unwrap_or_default();
    let Some(next) = tokens.get(at + 1) else { return false };
    if said_any(OFFERED) && !said_any(&["names"]) {
        return false;
    }
    let word = tokens[at].text(bytes);
    match tokens[at].kind {
        // `Did you mean x?`, `given input columns: [x, y]`, `constraint failed: x.y`, `on: x`
        Kind::Mark(b':') => {
            is(last, OBJECT) && last.ends_with(b"s")
                || is_one_of(last, &["names", "bindings", "colonnes", "columnas", "spalten"])
                || is_one_of(last, &["failed", "violated", "on"]) && said_any(&["constraint", "merge"])
                || is_one_of(last, &["are"]) && said_any(&["names", "columns"])
                || is_one_of(last, &["found", "exist", "authorized", "resolved", "exists"])
                    && said().any(|word| is(word, OBJECT))
                || is_one_of(last, &["be"]) && said_any(&["ambiguous"])
        }
        Kind::Mark(b'?') => next.is_mark(b'[') || next.is_mark(b'('),
        // `among (x, y)` and `given columns x, y` have no colon.
        Kind::Word if is_one_of(word, &["among"]) => next.is_mark(b'('),
        Kind::Word if is_one_of(word, &["columns"]) && is_one_of(last, &["given", "input"]) => next.kind == Kind::Word,
        // `no such index [x]`, `with roles [a, b]`, `did you mean [x]`
        Kind::Word if next.is_mark(b'[') && bytes[tokens[at].range.end] == b' ' => {
            let leads = is_one_of(word, &["for", "in", "mean", "name", "of", "on", "with", "within"])
                || is(word, OBJECT) && word.last() == Some(&b's');
            let small = |name: &Token| {
                name.kind == Kind::Word && name.text(bytes).iter().all(|byte| !byte.is_ascii_uppercase())
            };
            leads && tokens.get(at + 2).is_some_and(small)
        }
        // `cannot resolve 'x' given a, b`, `No such struct field `x` in `a`, b`
        Kind::Word
            if is_one_of(word, &["given"]) && said_any(&["resolve"])
                || is_one_of(word, &["in"]) && said_any(&["struct"]) =>
        {
            next.kind == Kind::Word && !is_one_of(next.text(bytes), &["input", "columns", "the"])
        }
        Kind::Word if is_one_of(word, &["mean", "meant"]) => {
            next.kind == Kind::Quote
                || next.kind == Kind::Word && !is_one_of(next.text(bytes), &["one", "to", "the", "any", "that", "by"])
        }
        _ => false,
    }
}

/// Tokens of a list.
const MAX_LIST: usize = 160;
