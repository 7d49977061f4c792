//! What stands in quotes: values, unless it is known to be a word of the message itself.

use std::ops::Range;

use super::super::{
    rule::{Found, Gate, QUOTE, Rule},
    text::{
        begins_word, close_quote, has, is_one_of, is_opaque, is_quote, is_word_byte, run, skip_blanks, word_before,
    },
    view::{OPAQUE, View},
    words,
};
use super::hosts;

pub(super) const RULES: &[Rule] = &[
    Rule {
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
    },
    Rule {
        name: "announced_value",
        placeholder: "<lit>",
        gate: Gate::Literals(&[
            "value ", "cast ", "convert ", "parse ", "literal ", "casting ", "born ", "dob ", "the ", "got ",
        ]),
        find: announced,
        positive: &[
            ("The value 17384.22 of type DOUBLE cannot be cast", "17384.22"),
            ("Cannot cast abc123 to INT", "abc123"),
            ("cannot parse 1990-01-31 as DATE", "1990-01-31"),
            ("born 1989-01-07, rejected", "1989-01-07"),
            ("The 18488.17 cannot be represented as Decimal(6, 2)", "18488.17"),
            ("value out of range: got 424611.5, limit 99", "424611.5"),
        ],
        negative: &[
            "value 10 is out of range",
            "the executorService cannot be used as one",
            "expected 1234567890123456 got 1234567890123457",
            "cannot cast value to INT",
            "cannot parse response as JSON",
            "convert String to int",
        ],
    },
    Rule {
        name: "identifier",
        placeholder: "<id>",
        gate: Gate::Literals(&["`"]),
        find: backtick,
        positive: &[
            ("view `acme`.`salary` cannot", "salary"),
            ("[`pay_no`, `pay_cd`]", "pay_cd"),
            ("cut `pay_n", "pay_n"),
        ],
        negative: &[
            "called `Option::unwrap()` on a `None` value",
            "called `Result::unwrap()` on an `Err` value",
            "the bound `Vec<u8>: AsRef<str>` is not satisfied",
            "missing field `chunk_index`, integer `-1`",
        ],
    },
];

/// `value 17384.22 of type`, `cast abc123 to`: the value itself, if it is no word and no small number.
fn announced(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    let end = run(bytes, hit.end, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'/' | b'+' | b','));
    let value = words::trim(&bytes[hit.end..end], |byte| matches!(byte, b'.' | b',' | b'-'));
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let number = value.iter().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    let goes_on = [
        " of type",
        " of the type",
        " to ",
        " as ",
        " cannot",
        " can't",
        " could not",
        " is not",
        " is out of",
        " out of range",
    ]
    .iter()
    .any(|words| has(bytes, end, words));
    let article = bytes[hit.start].eq_ignore_ascii_case(&b't');
    let got = bytes[hit.start].eq_ignore_ascii_case(&b'g');
    let birth = has(bytes, hit.start, "born ") || has(bytes, hit.start, "dob ");
    let goes_on = goes_on || birth || got && value.contains(&b'.');
    let telling = if (article || got || birth) && !number {
        false
    } else if number {
        digits >= 4
    } else {
        !words::is_known(value) && value.first().is_some_and(u8::is_ascii_alphanumeric)
    };
    let code =
        value.windows(2).any(|pair| pair == b"::") || bytes.get(end) == Some(&b'(') || value.contains(&b'.') && !number;
    if telling && goes_on && !code && !words::is_uuid(value) && !is_opaque(bytes, hit.end..end) {
        found.push(hit.end..hit.end + value.len());
    }
}

fn literal(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    quoted(bytes, whole, found, 0);
}

/// Goes through the quotes of a range. What looks like a document is gone through itself.
fn quoted(bytes: &[u8], whole: Range<usize>, found: &mut Found, depth: usize) {
    let mut at = whole.start;
    while at < whole.end {
        if !is_quote(bytes[at]) || bytes[at] == b'`' || !opens(bytes, at) {
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

/// Whether what is quoted is a word of the message: a type, a state, an error code, a sentence, a key of a setting.
fn is_harmless(bytes: &[u8], inside: Range<usize>, closed: bool) -> bool {
    let text = words::trim(&bytes[inside.clone()], |byte| byte.is_ascii_whitespace());
    if text.is_empty()
        || is_opaque(bytes, inside.clone())
        || is_one_of(text, PLAIN)
        || hosts::is_workspace(text)
        || hosts::is_documentation(text)
    {
        return true;
    }
    if text.strip_prefix(b"type.googleapis.com/").is_some_and(words::is_known) {
        return true;
    }
    // The full name of an assembly.
    if text.windows(10).any(|part| part == b", Version=") && words::is_known(text) {
        return true;
    }
    let named = word_before(bytes, inside.start - 1);
    let letters = text.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    if closed && letters && words::is_known(text) && is_one_of(named, NAMED) {
        return true;
    }
    if closed && letters && words::is_known(text) && (is_one_of(named, MESSAGES) || is_argument(bytes, &inside)) {
        return true;
    }
    let version = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if closed && version && (is_one_of(named, &["version"]) || text.len() <= 6 && is_one_of(named, &["code", "errno"]))
    {
        return true;
    }
    if !closed {
        return words::is_prose(text) && text.contains(&b' ');
    }
    let is_key = bytes.get(inside.end + 1).is_some_and(|next| *next == b':' || *next == b'=')
        || bytes.get(skip_blanks(bytes, inside.end + 1)) == Some(&b':');
    let constant = text.iter().all(|byte| {
        byte.is_ascii_uppercase()
            || matches!(byte, b'_' | b'<' | b'>' | b',' | b'(' | b')' | b' ' | b'.')
            || byte.is_ascii_digit()
    });
    if constant && words::is_known(text) && text.iter().filter(|byte| byte.is_ascii_digit()).count() <= 3 {
        return true;
    }
    // `File "urllib3/connectionpool.py", line 5`
    if has(bytes, inside.end + 1, ", line ") && text.ends_with(b".py") && !matches!(text[0], b'/' | b'.') {
        return words::is_known(text);
    }
    // `File "client.py", line 5`
    if bytes[inside.end..].starts_with(b"\", line ") && !text.iter().any(|byte| matches!(byte, b'/' | b'\\')) {
        return words::is_known(text) && text.ends_with(b".py");
    }
    let code = text.windows(2).any(|pair| pair == b"::") && !text.contains(&b' ') || text.ends_with(b"()");
    if code && words::is_known(text) {
        return true;
    }
    let dotted =
        !text.contains(&b' ') && text.iter().all(|byte| is_word_byte(*byte) || matches!(byte, b'.' | b'-' | b'/'));
    let parts = text.iter().filter(|byte| matches!(byte, b'.' | b'-' | b'_' | b'/')).count();
    if dotted && words::is_known(text) {
        let root = text.split(|byte| matches!(byte, b'.' | b'-' | b'_' | b'/')).next().unwrap_or_default();
        let few_digits = text.iter().filter(|byte| byte.is_ascii_digit()).count() <= 2;
        let upper = text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase);
        return few_digits
            && (is_key
                || parts >= 2
                || parts == 1 && is_one_of(root, ROOTS)
                || is_one_of(text, PLAIN)
                || parts == 0 && upper && text.len() > 8);
    }
    is_key && words::is_known(text) && text.len() < 40 || text.contains(&b' ') && words::is_prose(text)
}

/// `the "path" argument`, `the value of "offset" is out of range`: names of arguments, not of data.
fn is_argument(bytes: &[u8], inside: &Range<usize>) -> bool {
    let before = &bytes[..inside.start - 1];
    // What Java says of a variable that is null.
    if before.ends_with(b"because ") && has(bytes, inside.end + 1, " is null") {
        return true;
    }
    has(bytes, inside.end + 1, " argument")
        || has(bytes, inside.end + 1, " parameter")
        || has(bytes, inside.end + 1, " option")
        || before.ends_with(b"The value of ") && has(bytes, inside.end + 1, " is out of range")
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

fn backtick(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if hit.start < found.done {
        return;
    }
    let (close, closed) = close_quote(bytes, hit.start);
    let inside = hit.end..close;
    let text = &bytes[inside.clone()];
    // Types of Rust: `Vec<u8>: AsRef<str>`.
    let generic = text.contains(&b'<') && text.ends_with(b">");
    let code = generic || text.windows(2).any(|pair| pair == b"::") || text.ends_with(b"()");
    // What serde says of a field of its own, and of a small number.
    let field = bytes[..hit.start].ends_with(b"missing field ") && words::is_known(text);
    let small = text.len() <= 3 && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
    let plain = is_opaque(bytes, inside.clone())
        || field
        || small
        || code && words::is_known(text)
        || is_one_of(
            text,
            &["None", "Some", "Ok", "Err", "Result", "Option", "Send", "Sync", "unwrap", "null", "true", "false"],
        );
    if plain {
        // Past the closing quote, so that it does not open the next.
        found.done = found.done.max(close + usize::from(closed));
        return;
    }
    found.push(inside);
    found.done = close + usize::from(closed);
}

/// Words behind which the name of something in a program stands.
const NAMED: &[&str] = &[
    "attribute",
    "argument",
    "codec",
    "command",
    "header",
    "keyword",
    "method",
    "mode",
    "module",
    "named",
    "operation",
    "option",
    "parameter",
    "property",
    "reading",
    "state",
    "syscall",
    "thread",
];

/// Keys behind which a sentence stands.
const MESSAGES: &[&str] = &[
    "cause",
    "description",
    "detail",
    "details",
    "error",
    "error_description",
    "error_message",
    "errormessage",
    "message",
    "msg",
    "reason",
    "status_message",
    "title",
];

/// First words of names that belong to a protocol or a product.
const ROOTS: &[&str] = &[
    "access",
    "adbc",
    "apache",
    "application",
    "auth",
    "authorization",
    "client",
    "com",
    "content",
    "databricks",
    "error",
    "fs",
    "grant",
    "hive",
    "http",
    "id",
    "invalid",
    "io",
    "java",
    "javax",
    "jdbc",
    "message",
    "odbc",
    "org",
    "refresh",
    "request",
    "server",
    "service",
    "spark",
    "sql",
    "status",
    "system",
    "microsoft",
    "text",
    "token",
    "unauthorized",
    "unsupported",
    "x",
    "tokio",
    "main",
    "retry",
    "expires",
    "proxy",
    "socket",
    "max",
    "min",
    "use",
    "enable",
    "org",
];

/// Single words that stand in quotes in messages of drivers and say nothing about data.
const PLAIN: &[&str] = &[
    "*",
    "*/*",
    ",",
    ".",
    ":",
    ";",
    "(",
    ")",
    "=",
    "/",
    "\\n",
    "<EOF>",
    "EOF",
    "<",
    ">",
    "NaN",
    "ansi",
    "array",
    "basic",
    "bearer",
    "bigint",
    "binary",
    "bool",
    "boolean",
    "byte",
    "byte[]",
    "char",
    "date",
    "decimal",
    "double",
    "error",
    "false",
    "float",
    "gzip",
    "http",
    "https",
    "id_token",
    "int",
    "integer",
    "interval",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "json",
    "jwt",
    "long",
    "lz4",
    "map",
    "message",
    "nan",
    "none",
    "null",
    "NoneType",
    "oauth",
    "object",
    "pat",
    "post",
    "put",
    "get",
    "short",
    "smallint",
    "str",
    "string",
    "struct",
    "text",
    "timestamp",
    "tinyint",
    "token",
    "true",
    "ts",
    "undefined",
    "utf-8",
    "UTF-8",
    "varchar",
    "void",
    "zstd",
    "length",
    "cursor",
    "pyarrow",
    "pandas",
    "numpy",
    "thrift",
    "databricks",
    "requests",
    "urllib3",
    "content-type",
    "<redacted>",
    "[REDACTED]",
    "main",
    "password",
    "username",
    "select",
    "from",
    "where",
    "unauthorized",
    "dict",
    "list",
    "tuple",
    "bytes",
    "code",
    "status",
    "details",
];
