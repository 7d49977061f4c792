//! Which quoted texts say nothing about anybody, and stay.

use std::ops::Range;

use crate::privacy::redact::rules::hosts;
use crate::privacy::redact::{
    text::{has, is_one_of, is_opaque, is_word_byte, skip_blanks, word_before},
    words,
};

/// Whether what is quoted is a word of the message: a type, a state, an error code, a sentence, a key of a setting.
pub(super) fn is_harmless(bytes: &[u8], inside: Range<usize>, closed: bool) -> bool {
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
pub(super) const MESSAGES: &[&str] = &[
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
