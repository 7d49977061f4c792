//! What stands in single and double quotes, and in documents within them.

use std::ops::Range;

use crate::rule::{Found, Gate, QUOTE, Rule};
use crate::rules::paths::is_published;
use crate::text::{close_quote, has, is_one_of, is_opaque, is_quote, is_word_byte, run, seek, word_before};
use crate::view::{ESCAPED_APOSTROPHE, ESCAPED_QUOTE, OPAQUE, View};
use crate::words;

use super::harmless::is_harmless;
use super::keyed::is_sqlstate;
use super::plain::MESSAGES;
use super::sentence::{has_class, is_plain_word, trim_marks};

pub(super) const RULE: Rule = Rule {
    name: "literal",
    placeholder: "<lit>",
    gate: Gate::Bytes(QUOTE),
    find: literal,
    #[cfg(test)]
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
        ("cannot resolve 'due_on' given columns", "due_on"),
        ("Syntax error at or near 'MEMBER_NAME'", "MEMBER"),
        ("Failed check: (length('NoQx) <= 40). SQLSTATE: 22001", "NoQx"),
        ("ArrowInvalid: (\"Could not convert 'Jo Roe' with type str: tried to convert to int64\", 'x')", "Roe"),
        ("{\"session_id\":\"Jo Roe\", \"sqlState\":\"Jo R\"}", "Jo R"),
        ("File \"etl/jobs of jo/client.py\", line 5", "jobs of jo"),
        (r#"{"msg":"no such user Sally Nguyen"}"#, "Sally"),
    ],
    #[cfg(test)]
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
        "file or assembly 'System.Memory, Version=4.0.6.6, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51'",
        "RefreshError: ('invalid_scope: Bad Request', 1)",
        "error code: '0' error message: 'closed'",
        "The value of \"offset\" is out of range; the \"path\" argument must be a string",
        "('Connection broken: IncompleteRead(512 bytes read)', IncompleteRead(512 bytes read))",
        "File \"urllib3/connectionpool.py\", line 703, in urlopen",
        "{ code: 'ETIMEDOUT', errno: -60, syscall: 'connect' }",
        "message: \"error trying to connect: Connection refused (os error 111)\"",
        r#"{"statement_id":"3a1f2c4e-1111-2222-3333-444455556666","sql_state":"22018","level":"warn"}"#,
        r#"{"message":"[SCHEMA_NOT_FOUND] The schema cannot be found. SQLSTATE: 42704"}"#,
        "TStatus(infoMessages=['runInternal:ExecuteStatementOperation.scala:464'], sqlState='42P01')",
        "('HY000', '[HY000] [Databricks][Hardy] (35) The session was closed by the server (SQLExecDirectW)')",
        r#"{"message":"Warehouse 1a2b3c4d5e6f7a8b does not exist (limit: 20, window: '60s')"}"#,
        "panicked at 'called `Option::unwrap()` on a `None` value', src/client.rs:42:17",
        "{ statusCode: 503, message: 'Service Unavailable' }",
        "Post \"https://adb-1234567890123456.7.azuredatabricks.net/sql/1.0/warehouses/0123456789abcdef\": EOF",
        "charset 'windows-1252', timezone 'Europe/Oslo', compression 'brotli', scheme 'ftp'",
        "connection 'session-3' was not closed",
        "because \"this.session\" is null",
        "ConnectionError('<urllib3.connection.Connection object at 0x7f1b8c9a3c40>: Failed to establish a new connection')",
        "thread 'tokio-runtime-worker-12' and thread '<unnamed>' panicked",
        "expected \"TIMESTAMP_NTZ\" but got \"ARRAY<DECIMAL(38,18)>\"",
        "debug_error_string = \"UNKNOWN:Error received from peer {grpc_status:14}\"",
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
            (byte == b'"') | (byte == b'\'') | (ESCAPED_QUOTE..=ESCAPED_APOSTROPHE).contains(&byte)
        });
        if at >= whole.end {
            return;
        }
        if !opens(bytes, at) {
            at += 1;
            continue;
        }
        let (close, closed) = close_quote(bytes, at);
        let close = if closed { close } else { open_end(bytes, at) }.min(whole.end);
        let inside = at + 1..close;
        let text = words::trim(&bytes[inside.clone()], |byte| byte.is_ascii_whitespace());
        let document = is_document(text);
        if document && depth < MAX_DEPTH {
            quoted(bytes, inside, found, depth + 1);
        } else if !closed && bytes[at] == b'\'' && !is_open_end(bytes, at) {
            // An apostrophe that nothing closes: `the drivers' list`.
            at += 1;
            continue;
        } else if !is_harmless(bytes, inside.clone(), closed) {
            let inside = frame_path(bytes, inside);
            if !inside.is_empty() {
                mask(bytes, inside, found, depth);
            }
        }
        at = close + 1;
    }
}

/// `{"key": …`, `[{…`, `["…`; a class of errors in brackets begins a message.
fn is_document(text: &[u8]) -> bool {
    let second = text.get(1..).and_then(|rest| rest.trim_ascii_start().first()).copied().unwrap_or(b' ');
    match text.first() {
        Some(b'{') => text.iter().any(|byte| is_quote(*byte) || *byte == b':'),
        Some(b'[') => is_quote(second) || matches!(second, b'{' | b'['),
        _ => false,
    }
}

/// Where a quote that nothing closes ends at last: where the driver's own message goes on.
fn open_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let ends = |part: &[u8]| rest.windows(part.len()).position(|window| window == part);
    let end = ["SQLSTATE", "\n\tat ", "\n    at ", "\nCaused by"].iter().filter_map(|part| ends(part.as_bytes())).min();
    let end = at + end.unwrap_or(rest.len());
    end - bytes[at + 1..end].iter().rev().take_while(|byte| matches!(byte, b' ' | b'.' | b'(' | b'\n')).count()
}

/// Nothing when a source file of everybody's runtime is quoted, the folder alone when a path of another stack frame
/// is, so that a known source file keeps its name.
fn frame_path(bytes: &[u8], inside: Range<usize>) -> Range<usize> {
    let text = &bytes[inside.clone()];
    match text.iter().rposition(|byte| matches!(byte, b'/' | b'\\')) {
        Some(slash)
            if is_published(text) && has(bytes, inside.end + 1, ", line ") && text[slash..].ends_with(b".py") =>
        {
            inside.end..inside.end
        }
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
pub(in crate::rules) fn opens(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    if bytes[at] == b'\'' {
        return !is_lifetime(bytes, at)
            && (!is_word_byte(before) && before != b')' && before != b']' && before != OPAQUE
                || matches!(before, b'b' | b'r' | b'u' | b'N') && at >= 2 && !is_word_byte(bytes[at - 2]));
    }
    // The end of a document in quotes that are its own: `body="{"a":"b"}" http=400`.
    let ends = matches!(before, b'}' | b']') && matches!(next, b' ' | b'\n' | b',' | b';' | b')' | b'.');
    let begins = is_word_byte(next) || matches!(next, b'(' | b'{' | b'[' | b' ' | OPAQUE);
    !ends && (begins || !is_word_byte(before))
}

/// `RecordBatch<'_, T>`, `&'a str`: no quote, but a lifetime of Rust.
fn is_lifetime(bytes: &[u8], at: usize) -> bool {
    let end = run(bytes, at + 1, 16, is_word_byte);
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(b'<') => matches!(bytes.get(end), Some(b',' | b'>')) && end > at + 1,
        Some(b'&') => bytes.get(end) == Some(&b' ') && end <= at + 3,
        _ => false,
    }
}

/// Whether what follows an unclosed apostrophe looks like a value that was cut off.
fn is_open_end(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| is_word_byte(*next) || *next == b'%' || *next == b'/')
}

/// Marks what must go of a quoted text: all of it, or, in a message in quotes, the parts that are no words of one.
fn mask(bytes: &[u8], inside: Range<usize>, found: &mut Found, depth: usize) {
    let text = &bytes[inside.clone()];
    let message = is_one_of(word_before(bytes, inside.start.saturating_sub(1)), MESSAGES) || has_class(text);
    let (mut known, mut all) = (0_usize, 0_usize);
    for word in text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        all += 1;
        let prose = message && trim_marks(word).iter().all(u8::is_ascii_lowercase);
        known += usize::from(prose || is_plain_word(word));
    }
    let sentence = if message { all >= 3 && known >= 2 } else { all >= 5 && known * 10 >= all * 6 };
    if !sentence {
        return found.push(inside);
    }
    if depth < MAX_DEPTH {
        quoted(bytes, inside.clone(), found, depth + 1);
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
        let state = matches!(&bytes[at.saturating_sub(6)..at], b"STATE:" | b"state:");
        // What an earlier pass has marked keeps its mark.
        let marked = is_opaque(bytes, start..end) && bytes[start..end].contains(&OPAQUE);
        // A message may use any word of its language; what stands in the place of a name is told by the place.
        let prose = (message || bytes[inside.start - 1] != b'\'')
            && trim_marks(&bytes[start..end]).iter().all(u8::is_ascii_lowercase);
        if marked || prose || is_plain_word(&bytes[start..end]) || state && is_sqlstate(trim_marks(&bytes[start..end]))
        {
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

/// Messages in messages in messages: deeper than that, a quoted text goes whole.
const MAX_DEPTH: usize = 3;
