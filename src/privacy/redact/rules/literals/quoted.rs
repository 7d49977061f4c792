//! What stands in single and double quotes, and in documents within them.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{Found, Gate, QUOTE, Rule},
    text::{close_quote, has, is_one_of, is_quote, is_word_byte, run, seek, word_before},
    view::{ESCAPED_APOSTROPHE, ESCAPED_QUOTE, OPAQUE, View},
    words,
};

use super::harmless::{MESSAGES, is_harmless};

pub(super) const RULE: Rule = Rule {
    name: "literal",
    placeholder: "<lit>",
    gate: Gate::Bytes(QUOTE),
    find: literal,
    positive: &[
        ("The value 'Monika Nino' of the type \"STRING\"", "Monika"),
        ("principal \"Sally Nguyen\" does not", "Sally"),
        ("Text '7341 Moulin Avenue' could", "Moulin"),
        ("value 'O''Brien' and 'D\\'Angelo'", "Brien"),
        ("in “Jo Roe” there", "Roe"),
        ("cut 'Jo Ro", "Jo Ro"),
        ("\"(spouse_nm * 3975242)\"", "3975242"),
        (r#"{"message":"User Sally Nguyen cannot read"}"#, "Sally"),
        (r#""{\"name\":\"Sally Nguyen\"}""#, "Sally"),
        ("id '3a1f2c4e-1111-2222-3333-444455556666'", "3a1f2c4e"),
        ("File \"etl/jobs of jo/client.py\", line 5", "jobs of jo"),
        (r#"{"msg":"no such user Sally Nguyen"}"#, "Sally"),
    ],
    negative: &[
        "cannot convert \"STRING\" to \"DATE\" at position 40",
        "Couldn't connect: the server's certificate doesn't match",
        "called `Option::unwrap()` on a `None` value",
        "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}",
        "Operation failed: \"This request is not authorized\", 403",
        "File \"client.py\", line 1718, in execute",
        "{\"error_code\":\"INVALID_PARAMETER_VALUE\"}",
        "{'adbc.connection.auth_type': 'basic'}",
        "thread 'tokio-runtime-worker' panicked",
        "object has no attribute 'close'",
        "java version \"17.0.9\" LTS",
        "Cannot invoke \"java.sql.ResultSet.next()\" because \"rs\" is null",
        "Unable to cast object of type 'System.DBNull' to type 'System.String'.",
        "assembly 'Apache.Arrow, Version=14.0.2.0, Culture=neutral, PublicKeyToken=null'",
        "error code: '0' error message: 'closed'",
        "The value of \"offset\" is out of range; the \"path\" argument must be a string",
        "('Connection broken: IncompleteRead(512 bytes read)', IncompleteRead(512 bytes read))",
        "File \"urllib3/connectionpool.py\", line 703, in urlopen",
        "{ code: 'ETIMEDOUT', errno: -60, syscall: 'connect' }",
        "message: \"error trying to connect: Connection refused (os error 111)\"",
        r#"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACL"}"#,
    ],
};

fn literal(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    quoted(bytes, whole, found, 0);
}

/// Goes through the quotes of a range. What looks like a document is gone through itself.
fn quoted(bytes: &[u8], whole: Range<usize>, found: &mut Found, depth: usize) {
    let mut at = whole.start;
    while at < whole.end {
        at = seek(&bytes[..whole.end], at, |byte| {
            (byte == b'"') | (byte == b'\'') | (byte >= ESCAPED_QUOTE) & (byte <= ESCAPED_APOSTROPHE)
        });
        if at >= whole.end {
            return;
        }
        if !opens(bytes, at) {
            at += 1;
            continue;
        }
        let (close, closed) = close_quote(bytes, at);
        let close = close.min(whole.end);
        let inside = at + 1..close;
        let text = words::trim(&bytes[inside.clone()], |byte| byte.is_ascii_whitespace());
        let document =
            matches!(text.first(), Some(b'{' | b'[')) && text.iter().any(|byte| is_quote(*byte) || *byte == b':');
        if document && depth < 3 {
            quoted(bytes, inside, found, depth + 1);
        } else if !closed && bytes[at] == b'\'' && !is_open_end(bytes, at) {
            // An apostrophe that nothing closes: `the drivers' list`.
            at += 1;
            continue;
        } else if !is_harmless(bytes, inside.clone(), closed) {
            mask(bytes, frame_path(bytes, inside), found);
        }
        at = close + 1;
    }
}

/// The folder alone when a path of a stack frame is quoted, so that a known source file keeps its name.
fn frame_path(bytes: &[u8], inside: Range<usize>) -> Range<usize> {
    let text = &bytes[inside.clone()];
    match text.iter().rposition(|byte| matches!(byte, b'/' | b'\\')) {
        Some(slash)
            if has(bytes, inside.end + 1, ", line ")
                && text.ends_with(b".py")
                && words::is_known(&text[slash + 1..]) =>
        {
            inside.start..inside.start + slash
        }
        _ => inside,
    }
}

/// Whether a quote begins something here, rather than ends it or stands in a word.
fn opens(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    if bytes[at] == b'\'' {
        return !is_word_byte(before) && before != b')' && before != b']' && before != OPAQUE
            || matches!(before, b'b' | b'r' | b'u' | b'N') && at >= 2 && !is_word_byte(bytes[at - 2]);
    }
    !(is_word_byte(before) && !is_word_byte(next) && !matches!(next, b'(' | b'{' | b'[' | b' '))
}

/// Whether what follows an unclosed apostrophe looks like a value that was cut off.
fn is_open_end(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| is_word_byte(*next) || *next == b'%' || *next == b'/')
}

/// Marks what must go of a quoted text: all of it, or, in a long sentence, the parts that are no words of one.
fn mask(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
    let text = &bytes[inside.clone()];
    let (mut known, mut all) = (0_usize, 0_usize);
    for word in text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        all += 1;
        known += usize::from(is_plain_word(word));
    }
    let message = is_one_of(word_before(bytes, inside.start.saturating_sub(1)), MESSAGES);
    let sentence = if message { all >= 3 && known >= 2 } else { all >= 5 && known * 10 >= all * 6 };
    if !sentence || text.iter().any(|byte| matches!(byte, b'=' | b'{' | b'[' | b'*' | b'#')) {
        return found.push(inside);
    }
    let mut at = inside.start;
    let mut open: Option<usize> = None;
    let mut last = at;
    while at < inside.end {
        let start = run(bytes, at, usize::MAX, |byte| byte.is_ascii_whitespace()).min(inside.end);
        let end = run(bytes, start, usize::MAX, |byte| !byte.is_ascii_whitespace()).min(inside.end);
        if start == end {
            break;
        }
        if is_plain_word(&bytes[start..end]) {
            if let Some(open) = open.take() {
                found.push(open..last);
            }
        } else {
            open.get_or_insert(start);
            last = end;
        }
        at = end;
    }
    if let Some(open) = open {
        found.push(open..last);
    }
}

/// A word of a sentence: known, and neither a name in the middle nor a number.
fn is_plain_word(word: &[u8]) -> bool {
    // `IncompleteRead(512`
    if let Some(open) = word.iter().position(|byte| *byte == b'(').filter(|open| *open > 0) {
        return is_plain_word(&word[..open]) && is_plain_word(&word[open + 1..]);
    }
    let core = words::trim(word, |byte| matches!(byte, b',' | b'.' | b':' | b';' | b'(' | b')' | b'!' | b'?' | b'\''));
    core.is_empty()
        || core.len() <= 3 && core.iter().all(u8::is_ascii_digit)
        || words::is_known(core)
            && !core.iter().any(u8::is_ascii_digit)
            && core.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'-'))
}
