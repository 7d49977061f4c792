//! What a statement is about: the name of a table or the like, and the kinds of objects in front of it.

use crate::text::{is_one_of, is_quote, is_word_byte, run};
use crate::view::OPAQUE;
use crate::words;

use super::comments::skip_space;
use super::steps::next_word;

/// Whether the name of a table or the like stands at `at`. `strict` wants one that is no word of a sentence.
pub(super) fn is_object(bytes: &[u8], at: usize, strict: bool) -> bool {
    let Some(first) = bytes.get(at) else {
        return false;
    };
    if is_quote(*first) || *first == OPAQUE {
        return !strict || *first != OPAQUE;
    }
    if !is_word_byte(*first) {
        return matches!(first, b'(' | b'*') && !strict;
    }
    let end = run(bytes, at, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'$'));
    let name = words::trim(&bytes[at..end], |byte| byte == b'.');
    if strict {
        let (next, _) = next_word(bytes, skip_space(bytes, end));
        let columns = bytes.get(skip_space(bytes, end)) == Some(&b'(');
        // `merge into x as t`, `insert into x (a) values`: what goes on says it, however common the name is.
        (columns || is_one_of(next, &["as", "join", "select", "set", "using", "values", "where"]))
            && !is_one_of(name, SENTENCE_WORDS)
            && end > at
            || !words::is_known(name) && (name.len() > 2 || name.iter().any(u8::is_ascii_digit))
    } else {
        // `CREATE TABLE is not supported`, `DROP TABLE or VIEW`.
        !(is_one_of(name, SENTENCE_WORDS) && name.iter().any(u8::is_ascii_lowercase))
    }
}

/// Skips the kinds of objects in front of a name: `OR REPLACE TEMPORARY VIEW IF NOT EXISTS`.
pub(super) fn skip_kinds(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut kinds = 0;
    for _ in 0..8 {
        let start = skip_space(bytes, at);
        let (word, end) = next_word(bytes, start);
        if is_one_of(word, KINDS) {
            kinds += 1;
        } else if !is_one_of(
            word,
            &[
                "or",
                "replace",
                "temp",
                "temporary",
                "global",
                "if",
                "not",
                "exists",
                "external",
                "materialized",
                "streaming",
                "live",
                "managed",
                "repair",
                "extended",
                "formatted",
                "lazy",
                "full",
                "insert",
                "overwrite",
                "into",
            ],
        ) || is_one_of(word, &["or", "not"]) && kinds > 0 && word.iter().any(u8::is_ascii_lowercase)
        {
            return (start, kinds);
        }
        at = end;
    }
    (at, kinds)
}

/// What a statement creates, changes or shows.
const KINDS: &[&str] = &[
    "table",
    "view",
    "schema",
    "database",
    "catalog",
    "function",
    "index",
    "volume",
    "share",
    "recipient",
    "role",
    "user",
    "group",
    "column",
    "tables",
    "columns",
    "connection",
    "location",
    "credential",
    "procedure",
    "constraint",
    "partitions",
    "schemas",
    "views",
    "grants",
    "detail",
    "history",
];

/// Words that go on with a sentence, not with a statement.
const SENTENCE_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "because",
    "but",
    "by",
    "can",
    "cannot",
    "command",
    "could",
    "error",
    "failed",
    "failure",
    "for",
    "from",
    "has",
    "have",
    "if",
    "in",
    "is",
    "it",
    "may",
    "must",
    "no",
    "not",
    "of",
    "on",
    "operation",
    "operations",
    "or",
    "permission",
    "privilege",
    "requires",
    "should",
    "statement",
    "statements",
    "that",
    "the",
    "this",
    "to",
    "was",
    "were",
    "when",
    "which",
    "while",
    "with",
    "without",
];
