//! Which quoted texts say nothing about anybody, and stay.

use std::ops::Range;

use crate::rules::hosts;
use crate::text::{has, is_one_of, is_opaque, is_word_byte, skip_blanks, word_before};
use crate::words;

use super::keyed::{self, is_id, is_sqlstate, keeps_promise};
use super::plain::{CLOSED, DATA, FUNCTIONS, MESSAGES, NAMED, PLAIN, ROOTS};
use super::types::is_type;

/// Whether what is quoted is a word of the message: a type, a state, an error code, a sentence, a key of a setting.
pub(super) fn is_harmless(bytes: &[u8], inside: Range<usize>, closed: bool) -> bool {
    let text = words::trim(&bytes[inside.clone()], |byte| byte.is_ascii_whitespace());
    if text.is_empty() || is_opaque(bytes, inside.clone()) || hosts::is_workspace(text) || hosts::is_documentation(text)
    {
        return true;
    }
    if !closed {
        return is_one_of(text, PLAIN) || words::is_prose(text) && text.contains(&b' ');
    }
    if is_type(text) || keeps_promise(bytes, inside.start, text) || is_sqlstate_of_exception(bytes, &inside) {
        return true;
    }
    if names_data(bytes, &inside) {
        return false;
    }
    if is_public_url(text) {
        return true;
    }
    is_one_of(text, PLAIN) || is_class(text) || is_named(bytes, &inside, text) || is_code(bytes, &inside, text) || {
        let is_key = bytes.get(inside.end + 1).is_some_and(|next| *next == b':' || *next == b'=')
            || bytes.get(skip_blanks(bytes, inside.end + 1)) == Some(&b':');
        is_program_name(text, is_key)
            || is_key && text.len() < 40 && (words::is_known(text) || keyed::is_key(text))
            || text.contains(&b' ') && (words::is_prose(text) || is_refusal(text))
    }
}

/// `ProgrammingError`: the name of a type of errors.
fn is_class(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_alphanumeric)
        && text[0].is_ascii_uppercase()
        && [&b"Error"[..], b"Exception", b"Warning"].iter().any(|end| text.ends_with(end) && text.len() > end.len())
}

/// Whether `text` is one of the single words that drivers quote.
pub(in crate::rules) fn is_plain(text: &[u8]) -> bool {
    is_one_of(text, PLAIN) || is_one_of(text, FUNCTIONS)
}

/// Whether the words in front say that a column or the like is quoted: `cannot resolve 'due_on'`.
fn names_data(bytes: &[u8], inside: &Range<usize>) -> bool {
    let before = &bytes[..inside.start - 1];
    if !matches!(before.last(), Some(b' ' | b':')) {
        return false;
    }
    // `Scan error on column index 3, name "pay"`
    let scanned = before.ends_with(b", name ") && before.windows(12).rev().take(24).any(|part| part == b"column index");
    let word = word_before(bytes, inside.start - 1);
    // What a parser stumbled over is a keyword, or somebody's name.
    let token = is_one_of(word, &["near", "input"]) && bytes[inside.clone()].contains(&b'_');
    scanned || token || is_one_of(word, DATA)
}

/// The full name of an assembly, with the token of its public key.
fn is_assembly(text: &[u8]) -> bool {
    let token = text.iter().rposition(|byte| *byte == b'=').map_or(text.len(), |sign| sign + 1);
    let signed = text[..token].ends_with(b"PublicKeyToken=") && is_id(&text[token..]);
    let name = if signed { &text[..token] } else { text };
    name.windows(10).any(|part| part == b", Version=") && words::is_known(name)
}

/// `invalid_scope: Bad Request`: what OAuth calls an error, and what the server says of it.
fn is_refusal(text: &[u8]) -> bool {
    let Some(sign) = text.windows(2).position(|pair| pair == b": ") else { return false };
    let (name, said) = (&text[..sign], &text[sign + 2..]);
    name.contains(&b'_')
        && name.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
        && words::is_known(name)
        && said.split(|byte| *byte == b' ').count() <= 4
        && said.split(|byte| *byte == b' ').all(|word| word.iter().all(u8::is_ascii_alphabetic) && words::is_word(word))
}

/// Whether a word in front, or behind, says that something of the program is quoted.
fn is_named(bytes: &[u8], inside: &Range<usize>, text: &[u8]) -> bool {
    if text.strip_prefix(b"type.googleapis.com/").is_some_and(words::is_known) {
        return true;
    }
    if is_assembly(text) {
        return true;
    }
    let named = word_before(bytes, inside.start - 1);
    // `cannot import name 'sql' from`, `The type initializer for 'Npgsql.Internal'`
    let before = &bytes[..inside.start - 1];
    if before.ends_with(b"import name ") || before.ends_with(b"type initializer for ") {
        return text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    }
    let version = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if version && (is_one_of(named, &["version"]) || text.len() <= 6 && is_one_of(named, &["code", "errno"])) {
        return true;
    }
    // `charset 'windows-1252'`, `timezone 'Europe/Oslo'`
    let short = text.len() <= 32 && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_/+".contains(byte));
    if short && is_one_of(named, CLOSED) {
        return true;
    }
    if !words::is_known(text) {
        return false;
    }
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    // `thread 'cloudfetch-6'`, `thread '<unnamed>'`
    if digits <= 4 && is_one_of(named, &["thread"]) {
        return true;
    }
    // `<class 'decimal.ConversionSyntax'>`
    if digits <= 2 && is_one_of(named, &["class"]) && bytes.get(inside.end + 1) == Some(&b'>') {
        return true;
    }
    // `message: 'Service Unavailable'`
    let words = text.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ');
    if words && is_one_of(named, MESSAGES) {
        return true;
    }
    let letters = text.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    // What .NET says of a key in a connection string.
    let keyword = bytes[..inside.start - 1].ends_with(b"Keyword not supported: ");
    letters && (keyword || is_one_of(named, NAMED) || is_one_of(named, MESSAGES) || is_argument(bytes, inside))
}

/// Whether a piece of code is quoted: a constant, a function, a place in a source.
fn is_code(bytes: &[u8], inside: &Range<usize>, text: &[u8]) -> bool {
    if !words::is_known(text) {
        return false;
    }
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let constant = text.iter().all(|byte| {
        byte.is_ascii_uppercase()
            || matches!(byte, b'_' | b'<' | b'>' | b',' | b'(' | b')' | b' ' | b'.')
            || byte.is_ascii_digit()
    });
    if constant && digits <= 3 {
        return true;
    }
    // `File "urllib3/connectionpool.py", line 5`
    if has(bytes, inside.end + 1, ", line ") && text.ends_with(b".py") && !matches!(text[0], b'/' | b'.') {
        return !text.contains(&b' ');
    }
    // `File "client.py", line 5`
    if bytes[inside.end..].starts_with(b"\", line ") && !text.iter().any(|byte| matches!(byte, b'/' | b'\\')) {
        return text.ends_with(b".py");
    }
    // What Java says of a variable that is null.
    let null = bytes[..inside.start - 1].ends_with(b"because ") && has(bytes, inside.end + 1, " is null");
    let library = [&b".dll"[..], b".so", b".dylib", b".jar"].iter().any(|extension| text.ends_with(extension));
    if null || library && !text.iter().any(|byte| matches!(byte, b'/' | b'\\' | b' ')) {
        return true;
    }
    let path = text.windows(2).any(|pair| pair == b"::") && !text.contains(&b' ');
    // What a message proposes: `try_cast`.
    let tried = text.starts_with(b"try_") && digits == 0;
    tried || path || text.ends_with(b"()") || is_frame(text)
}

/// The address of a page of documentation, or of a workspace without anything but words and ids behind it.
fn is_public_url(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"https://").or_else(|| text.strip_prefix(b"http://")) else { return false };
    let end = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let part = |part: &[u8]| {
        let number = part.len() <= 4 && part.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        part.is_empty() || number || is_id(part) || words::is_known(part)
    };
    (hosts::is_workspace(host) || hosts::is_documentation(host)) && path.split(|byte| *byte == b'/').all(part)
}

/// `runInternal:SparkExecuteStatementOperation.scala:464`
fn is_frame(text: &[u8]) -> bool {
    let Some(colon) = text.iter().rposition(|byte| *byte == b':') else { return false };
    let source = &text[..colon];
    text[colon + 1..].iter().all(u8::is_ascii_digit)
        && [&b".scala"[..], b".java", b".py", b".rs", b".go", b".cs"]
            .iter()
            .any(|extension| source.ends_with(extension))
        && !source.iter().any(|byte| matches!(byte, b' ' | b'/' | b'\\'))
}

/// A dotted, dashed or camel-cased name made of words of messages.
fn is_program_name(text: &[u8], is_key: bool) -> bool {
    let joint = |byte: &u8| matches!(byte, b'.' | b'-' | b'_' | b'/');
    if !text.iter().all(|byte| is_word_byte(*byte) || joint(byte)) || !words::is_known(text) {
        return false;
    }
    let parts = text.iter().filter(|byte| joint(byte)).count();
    let root = text.split(|byte| joint(byte)).next().unwrap_or_default();
    let few_digits = text.iter().filter(|byte| byte.is_ascii_digit()).count() <= 2;
    let upper = text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase);
    few_digits
        && (is_key || parts >= 2 || parts == 1 && is_one_of(root, ROOTS) || parts == 0 && upper && text.len() >= 8)
}

/// `OperationalError: ('08S01', '[08S01] …`: what ODBC tells Python first.
fn is_sqlstate_of_exception(bytes: &[u8], inside: &Range<usize>) -> bool {
    let state = &bytes[inside.clone()];
    if !is_sqlstate(state) || inside.start < 2 || bytes[inside.start - 2] != b'(' {
        return false;
    }
    // The sentence behind it begins with the same in brackets.
    let repeated = bytes.get(inside.end + 5..inside.end + 10) == Some(state) && bytes[inside.end + 4] == b'[';
    repeated || is_exception(bytes, inside.start - 2)
}

/// Whether the bracket at `open` holds the arguments of an exception: `ProxyError: (`, `OSError(`.
pub(in crate::rules) fn is_exception(bytes: &[u8], open: usize) -> bool {
    let name = word_before(bytes, open);
    [&b"Error"[..], b"Exception", b"Warning", b"Timeout", b"Failure"].iter().any(|end| name.ends_with(end))
}

/// `the "path" argument`, `the value of "offset" is out of range`: names of arguments, not of data.
fn is_argument(bytes: &[u8], inside: &Range<usize>) -> bool {
    let before = &bytes[..inside.start - 1];
    has(bytes, inside.end + 1, " argument")
        || has(bytes, inside.end + 1, " parameter")
        || has(bytes, inside.end + 1, " option")
        || before.ends_with(b"The value of ") && has(bytes, inside.end + 1, " is out of range")
}
