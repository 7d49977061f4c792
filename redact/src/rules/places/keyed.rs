//! Values of keys that name an object or a person, and other places that punctuation shows: fields of a structure, files.

use std::ops::Range;

use super::names::{INNER, is_code};
use super::nouns::{OBJECT, ROLES, VALUE, is};
use super::tokens::{Kind, Token};
use crate::rules::literals::is_type_name;
use crate::text::{has, is_one_of, is_opaque, is_quote, is_word_byte, run, run_back};
use crate::words;

/// The value that the key `tokens[at]` has: `UID=x`, `initialCatalog=x`, `sfUser -> x`, `--user x`.
pub(super) fn value(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let key = &tokens[at];
    let counted = is_key_of_id(key.text(bytes));
    if !is_key(key.text(bytes)) && !counted && !is_user_id(bytes, tokens, at) {
        return None;
    }
    let end = key.range.end;
    let argument = bytes[..key.range.start].ends_with(b" --") && bytes.get(end) == Some(&b' ');
    let start = match bytes.get(end) {
        Some(b'=') => end + 1,
        Some(b':') if bytes.get(end + 1).is_some_and(|next| is_word_byte(*next)) => end + 1,
        _ if has(bytes, end, " -> ") => end + 4,
        _ if argument => end + 1,
        _ => return None,
    };
    let start = start + usize::from(matches!(bytes.get(start), Some(b'{')));
    let stop = run(bytes, start, MAX_VALUE, |byte| {
        !byte.is_ascii_whitespace()
            && !is_quote(byte)
            && !matches!(byte, b';' | b',' | b')' | b']' | b'}' | b'&' | b'(' | b'<' | b'{' | b'[')
    });
    let stop = stop - bytes[start..stop].iter().rev().take_while(|byte| matches!(byte, b'.' | b':')).count();
    let text = &bytes[start..stop];
    let name =
        !text.is_empty() && !is_one_of(text, NOBODY) && !text.contains(&b'=') && !text.iter().all(u8::is_ascii_digit);
    let word = text.iter().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-' | b'.'));
    (name && (!counted || word) && !is_opaque(bytes, start..stop)).then_some(start..stop)
}

/// Whether a key is that of an id, of something that it names: `clientId`, `group_id`. One that is a word is somebody's.
fn is_key_of_id(key: &[u8]) -> bool {
    let mut parts = words::humps(key);
    parts.next().is_some() && parts.last().is_some_and(|last| is_one_of(last, &["id"]))
}

/// What a constant says went wrong with, in a map: `{x=UNKNOWN_TOPIC_OR_PARTITION}`.
pub(super) fn failed(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let [name, sign, reason] = tokens.get(at + 1..at + 4)? else { return None };
    let constant = reason.text(bytes).contains(&b'_') && !reason.text(bytes).iter().any(u8::is_ascii_lowercase);
    (name.kind == Kind::Word && sign.is_mark(b'=') && constant && !is_opaque(bytes, name.range.clone()))
        .then(|| name.range.clone())
}

/// The value in the brackets behind an object, or of a key in brackets that names one: `duplicate column [name=x]`,
/// `[doc=x]`, `[from=x, to=y]`.
pub(super) fn bracketed(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let [before, key] = tokens.get(at.checked_sub(2)?..at)? else { return None };
    let opens = |index: usize| tokens[index].is_mark(b'[');
    let first = at - 2;
    let begun = opens(first)
        || before.is_mark(b',')
            && (first.saturating_sub(MAX_PAIRS)..first)
                .rev()
                .find(|at| tokens[*at].is_mark(b']') || opens(*at))
                .is_some_and(opens);
    let led = first > 0 && is(tokens[first - 1].text(bytes), OBJECT);
    let tells = led || is(key.text(bytes), OBJECT | VALUE) || is_one_of(key.text(bytes), &["from", "id", "name", "to"]);
    if !begun || !tells || key.kind != Kind::Word || key.range.end != tokens[at].range.start {
        return None;
    }
    let start = tokens[at].range.end;
    let end = run(bytes, start, MAX_VALUE, |byte| {
        !is_quote(byte) && !matches!(byte, b',' | b']' | b'[' | b'(' | b'=' | b'\n')
    });
    let closes = matches!(bytes.get(end), Some(b',' | b']'));
    (closes && end > start && !is_opaque(bytes, start..end)).then_some(start..end)
}

/// Whether a key names an object or a person by its last part, or by the one before `name`: `user`, `db_table`,
/// `initialCatalog`, `tableName`.
pub(in crate::rules) fn is_key(key: &[u8]) -> bool {
    let upper = key.iter().all(|byte| !byte.is_ascii_lowercase());
    let mut parts: Vec<&[u8]> =
        if upper { key.split(|byte| !byte.is_ascii_alphabetic()).collect() } else { words::humps(key).collect() };
    let all = parts.len();
    while parts.last().is_some_and(|last| is_one_of(last, &["name", "pattern"])) {
        parts.pop();
    }
    let named = parts.len() < all;
    parts.last().is_some_and(|last| is_one_of(last, KEYS) || named && is(last, OBJECT))
        || is_one_of(key, &["uid", "dbtable", "dbname", "sfuser"])
}

/// `User ID=x`
fn is_user_id(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    at > 0 && is_one_of(tokens[at].text(bytes), &["id"]) && is_one_of(tokens[at - 1].text(bytes), &["user"])
}

/// The names of the fields of a structure that begins at the word `tokens[at]`: `struct<name:string,…>`.
pub(super) fn fields(bytes: &[u8], tokens: &[Token], at: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if !is_one_of(tokens[at].text(bytes), &["struct"]) || !tokens.get(at + 1).is_some_and(|next| next.is_mark(b'<')) {
        return out;
    }
    let mut depth = 0_i32;
    for pair in tokens[at + 1..].windows(2).take(MAX_FIELDS) {
        let [name, sign] = pair else { break };
        match name.kind {
            Kind::Mark(b'<') => depth += 1,
            Kind::Mark(b'>') => depth -= 1,
            Kind::Mark(b'\n') => break,
            Kind::Word
                if name.range.len() > 1
                    && sign.is_mark(b':')
                    && !is_one_of(name.text(bytes), INNER)
                    && !is_opaque(bytes, name.range.clone()) =>
            {
                out.push(name.range.clone());
            }
            _ => {}
        }
        if depth <= 0 {
            break;
        }
    }
    out
}

/// A path whose file holds data or a query, with its folders: `exports/x.csv.gz`, `models/marts/x.sql`.
pub(super) fn file(bytes: &[u8], word: &Range<usize>) -> Option<Range<usize>> {
    let text = &bytes[word.clone()];
    let name = ["gz", "snappy", "zip"].iter().fold(text, |name, packed| {
        name.strip_suffix(packed.as_bytes()).and_then(|name| name.strip_suffix(b".")).unwrap_or(name)
    });
    let dot = name.iter().rposition(|byte| *byte == b'.').filter(|dot| *dot > 0)?;
    let data = is_one_of(&name[dot + 1..], DATA) || !words::is_known(&name[..dot]) && is_one_of(&name[dot + 1..], KEPT);
    let start =
        run_back(bytes, word.start, MAX_VALUE, |byte| is_word_byte(byte) || matches!(byte, b'/' | b'.' | b'-' | b'='));
    let described = is_one_of(&name[dot + 1..], &["yml", "yaml"]) && bytes[start..].starts_with(b"models/");
    ((data || described) && !is_code(bytes, word) && !is_opaque(bytes, start..word.end)).then_some(start..word.end)
}

/// The name that a privilege is for: `lacks SELECT on x`, `USE CATALOG on x`.
pub(super) fn granted(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    if at < 2 || !is_one_of(tokens[at - 1].text(bytes), &["on"]) {
        return None;
    }
    let right = tokens[at - 2].text(bytes);
    let word = tokens[at].text(bytes);
    let privilege = right.len() > 3
        && right.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
        && tokens[at - 2].kind == Kind::Word;
    let plain = is(word, ROLES & !OBJECT)
        || is(word, OBJECT) && bytes.get(tokens[at].range.end) == Some(&b' ')
        || is_type_name(word);
    (privilege
        && !plain
        && !is_one_of(word, &["any", "all", "it", "this", "sql"])
        && !is_opaque(bytes, tokens[at].range.clone()))
    .then(|| tokens[at].range.clone())
}

/// The cells of the head of a table that is drawn: `| a | b |` below `+---+---+`.
pub(super) fn cells(bytes: &[u8], found: &mut impl FnMut(Range<usize>)) {
    let mut at = 0;
    while let Some(next) = bytes[at..].windows(4).position(|part| part == b"-+\n|") {
        let line = at + next + 3;
        let end = run(bytes, line, 1024, |byte| byte != b'\n');
        let mut cell = line + 1;
        while cell < end {
            let stop = run(bytes, cell, 1024, |byte| byte != b'|' && byte != b'\n');
            let text = bytes[cell..stop].trim_ascii();
            let start = cell + bytes[cell..stop].iter().take_while(|byte| **byte == b' ').count();
            if !text.is_empty() && !is_opaque(bytes, start..start + text.len()) {
                found(start..start + text.len());
            }
            cell = stop + 1;
        }
        at = end;
    }
}

/// Endings of files of data and of queries.
const DATA: &[&str] = &[
    "avro", "csv", "dat", "doc", "docx", "feather", "ipynb", "jsonl", "mdb", "orc", "parquet", "pdf", "sas7bdat",
    "sql", "sqlite", "tsv", "xls", "xlsx",
];
/// Endings of files that programs have, too.
const KEPT: &[&str] = &[
    "bak", "cer", "crt", "db", "delta", "gz", "jks", "json", "key", "keytab", "log", "p12", "p8", "pem", "pfx", "txt",
    "xml", "yaml", "yml", "zip",
];

/// Last parts of keys that name something.
const KEYS: &[&str] = &[
    "bucket",
    "catalog",
    "column",
    "database",
    "db",
    "keyspace",
    "owner",
    "principal",
    "role",
    "schema",
    "table",
    "tbl",
    "topic",
    "user",
    "username",
    "view",
    "warehouse",
];

/// Values that say that there is nothing, or nothing of the customer's.
pub(crate) const NOBODY: &[&str] = &[
    "none",
    "running",
    "name",
    "null",
    "nil",
    "undefined",
    "unknown",
    "true",
    "false",
    "token",
    "system",
    "default",
    "anonymous",
    "public",
    "root",
    "hive_metastore",
    "information_schema",
    "samples",
    "***",
    "******",
];
/// Longer than any name.
const MAX_VALUE: usize = 200;
/// Tokens of the pairs of a bracket before one of them.
const MAX_PAIRS: usize = 24;
/// Tokens of a structure.
const MAX_FIELDS: usize = 120;
