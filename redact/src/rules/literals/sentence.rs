//! Which words in quotes are those of a message: `IncompleteRead(512 bytes read)`.

use crate::text::{is_one_of, is_word_byte, run};
use crate::words;

use super::keyed::is_sqlstate;
use super::types::is_type;

/// `[08S01] …`, `[TABLE_OR_VIEW_NOT_FOUND] …`: a message that begins with its class.
pub(super) fn has_class(text: &[u8]) -> bool {
    let end = run(text, 1, MAX_CLASS, |byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.')
    });
    text.first() == Some(&b'[') && end > 5 && text.get(end) == Some(&b']')
}

/// A word of a message: known, and neither a name in the middle nor a number.
pub(super) fn is_plain_word(word: &[u8]) -> bool {
    // What stands in backticks is judged by itself.
    if word.len() > 2 && word[0] == b'`' && trim_marks(word).ends_with(b"`") {
        return true;
    }
    // `[Databricks][ODBC]`, `[08S01]`, `[TABLE_OR_VIEW_NOT_FOUND]`
    if word.first() == Some(&b'[') && !word.contains(&b',') {
        let core = words::trim(word, |byte| matches!(byte, b'[' | b']' | b'(' | b')' | b':' | b'.' | b';'));
        let name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']');
        let parts = || core.split(|byte| matches!(byte, b'[' | b']')).filter(|part| !part.is_empty());
        return core.iter().all(name)
            && parts().all(|part| is_sqlstate(part) || is_one_of(part, DRIVERS) || words::is_known(part));
    }
    // `IncompleteRead(512`
    if let Some(open) = word.iter().position(|byte| *byte == b'(').filter(|open| *open > 0) {
        return is_plain_word(&word[..open]) && is_plain_word(&word[open + 1..]);
    }
    let core = trim_marks(word);
    // `1:15`, `AADSTS70008`, `ORA-00942`: a place, the code of a vendor.
    let digits = core.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = &core[..core.len() - digits];
    let place = head.len() > 1
        && head.ends_with(b":")
        && core.len() <= 8
        && head[..head.len() - 1].iter().all(u8::is_ascii_digit);
    let letters = head.strip_suffix(b"-").unwrap_or(head);
    let code =
        (2..=8).contains(&letters.len()) && letters.iter().all(u8::is_ascii_uppercase) && (3..=8).contains(&digits);
    if place || code {
        return true;
    }
    // `UNKNOWN:Error`, `grpc_status:14`
    if let Some(sign) = core.iter().position(|byte| matches!(byte, b':' | b'=')).filter(|sign| *sign > 0) {
        let (key, value) = (&core[..sign], &core[sign + 1..]);
        let name = |byte: &u8| is_word_byte(*byte) && !byte.is_ascii_digit() || *byte == b'.';
        return key.iter().all(name) && words::is_known(key) && is_plain_word(value);
    }
    let class = core.iter().filter(|byte| **byte == b'.').count() >= 2
        && core.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'$' | b'_'))
        && core.iter().filter(|byte| byte.is_ascii_digit()).count() <= 2;
    core.is_empty()
        || core.len() <= 3 && core.iter().all(u8::is_ascii_digit)
        || is_machine_made(core)
        || is_type(core)
        || is_one_of(core, DRIVERS)
        || words::is_known(core)
            && (class || core.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'-' | b'/')))
}

/// An id, an address in memory, a time with its unit, a protocol with its version.
fn is_machine_made(core: &[u8]) -> bool {
    let hex = |text: &[u8]| text.iter().all(u8::is_ascii_hexdigit);
    let id = hex(core) && matches!(core.len(), 16 | 32) && core.iter().any(u8::is_ascii_alphabetic);
    let address = core.strip_prefix(b"0x").is_some_and(hex);
    let digits = core.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let time =
        (1..=5).contains(&digits) && is_one_of(&core[digits..], &["ms", "s", "sec", "min", "m", "h", "kb", "mb", "gb"]);
    id || address || time
}

/// A word without the marks of a sentence around it.
pub(super) fn trim_marks(word: &[u8]) -> &[u8] {
    words::trim(word, |byte| {
        matches!(
            byte,
            b',' | b'.'
                | b':'
                | b';'
                | b'('
                | b')'
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b'<'
                | b'>'
                | b'!'
                | b'?'
                | b'\''
                | b'"'
                | b'*'
        )
    })
}

/// Longer than any class of errors.
const MAX_CLASS: usize = 96;
/// Names that ODBC puts into its messages.
const DRIVERS: &[&str] =
    &["hardy", "SQLDriverConnect", "SQLExecDirectW", "SQLExecute", "SQLFetch", "SQLGetData", "SQLPrepareW"];
