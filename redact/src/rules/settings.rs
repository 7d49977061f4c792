//! Which names with underscores are a program's own: keys, parameters of protocols, settings, functions.
//!
//! A name with underscores is the customer's unless its place or its own form says otherwise: how common its words are says
//! nothing (`user_account` is as much a table as `quendry_fosk`).

use crate::text::{has, is_one_of, is_word_byte, run, run_back, word_before};
use crate::words;

use super::literals::harmless::is_plain;
use super::literals::{is_id, is_type_name};
use super::places;

/// Whether the name from `start` to `end`, which has an underscore, is a program's own.
pub(super) fn is_own(bytes: &[u8], start: usize, end: usize) -> bool {
    let name = &bytes[start..end];
    words::is_known(name)
        && (name.iter().any(u8::is_ascii_uppercase)
            || is_plain(name)
            || is_one_of(name, PROTOCOLS)
            || is_form(name)
            || start == 0 && has(bytes, end, " must be")
            // Nothing around it: a word of a list rather than a message.
            || start == 0 && end == bytes.len()
            || is_key(bytes, end)
            || is_value(bytes, start)
            || is_dotted(bytes, start)
            || is_code(bytes, start)
            || is_called(bytes, start))
}

/// `max_rows`, `wait_timeout`: what nobody but a program counts or switches.
fn is_form(name: &[u8]) -> bool {
    let first = name.split(|byte| *byte == b'_').next().unwrap_or_default();
    let last = name.rsplit(|byte| *byte == b'_').next().unwrap_or_default();
    is_one_of(first, PREFIXES) || is_one_of(last, SUFFIXES)
}

/// `name=`, `name: `, `"name": `.
fn is_key(bytes: &[u8], end: usize) -> bool {
    let end = end + usize::from(matches!(bytes.get(end), Some(b'"' | b'\'' | 1..=3)));
    match bytes.get(end) {
        Some(b'=') => true,
        // `x: Not enough privileges`, `x: long`: said of a name.
        Some(b':') => !has(bytes, end, "::") && is_assigned(&bytes[end + 1..]),
        Some(b' ') => {
            let id = run(bytes, end + 1, 40, |byte| is_word_byte(byte) || byte == b'-');
            matches!(bytes.get(end + 1), Some(b':' | b'=')) || has(bytes, end, " -> ") || is_id(&bytes[end + 1..id])
        }
        _ => false,
    }
}

/// Whether a value follows rather than a sentence or a type: a number, something in quotes or brackets, one word and no more.
fn is_assigned(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b" ") else { return true };
    let Some(first) = rest.first() else { return true };
    let word = run(rest, 0, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    let alone = rest.get(word).is_none_or(|next| matches!(next, b',' | b';' | b'}' | b')' | b']' | b'\n'));
    !first.is_ascii_alphabetic() || alone && !is_type_name(&rest[..word])
}

/// `grant_type=refresh_token`: the value of a key that has an underscore itself.
fn is_value(bytes: &[u8], start: usize) -> bool {
    let before = start.saturating_sub(1);
    if start == 0 || bytes[before] != b'=' {
        return false;
    }
    let key = &bytes[run_back(bytes, before, 40, is_word_byte)..before];
    is_one_of(key, &["error", "mode", "scope", "state", "status", "type"])
        || key.contains(&b'_') && !places::is_object_key(key)
}

/// `spark.sql.x_y`, `serde_json.x_y`: behind the root of a program.
fn is_dotted(bytes: &[u8], start: usize) -> bool {
    let chain = run_back(bytes, start, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    let root = bytes[chain..start].split(|byte| *byte == b'.').next().unwrap_or_default();
    let root = if chain == start { &bytes[start..run(bytes, start, 64, is_word_byte)] } else { root };
    is_one_of(root.split(|byte| *byte == b'_').next().unwrap_or_default(), ROOTS)
}

/// Whether a dotted name begins at the root of a program.
pub(crate) fn is_published(name: &[u8]) -> bool {
    if name.starts_with(b"hive_metastore.") {
        return false;
    }
    is_one_of(name.split(|byte| matches!(byte, b'.' | b'_')).next().unwrap_or_default(), ROOTS)
}

/// `unknown option max_x`, `parameter: max_x`: behind a word for something of a program or of a protocol.
fn is_called(bytes: &[u8], start: usize) -> bool {
    let colon = bytes[..start].trim_ascii_end().ends_with(b":");
    is_one_of(word_before(bytes, start), if colon { &["option", "parameter", "setting"] } else { SETTINGS })
}

/// In the line of a frame, in a path of code, behind what parts the routines of OpenSSL.
fn is_code(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[..start];
    before.strip_suffix(b"at ").is_some_and(|line| {
        line.trim_ascii_end().is_empty()
            || line.trim_ascii_start().is_empty()
            || line.ends_with(b"\n")
            || line.ends_with(b"\t")
            || line.ends_with(b"  ")
    }) || before.ends_with(b"*")
        || before.ends_with(b"#")
        || before.ends_with(b"routines:")
        || [&b"node:"[..], b"node_modules/", b"internal/"].iter().any(|root| {
            let path = &bytes[run_back(bytes, start, 128, |byte| !byte.is_ascii_whitespace() && byte != b'(')..start];
            path.starts_with(root)
        })
        || run_back(bytes, start, 8, |byte| byte.is_ascii_digit() || matches!(byte, b':' | b' ')) + 4 <= start
            && before.ends_with(b": ")
            && before[start - 3].is_ascii_digit()
}

/// What a program or a protocol names itself.
const SETTINGS: &[&str] = &[
    "argument",
    "arguments",
    "claim",
    "error",
    "exception",
    "feature",
    "field",
    "flag",
    "header",
    "keyword",
    "mode",
    "module",
    "operator",
    "option",
    "package",
    "parameter",
    "permission",
    "scope",
    "setting",
    "state",
    "status",
    "scheme",
    "privilege",
    "config",
];

/// What protocols call their parameters and errors.
const PROTOCOLS: &[&str] = &[
    "access_denied",
    "access_token",
    "api_key",
    "authorization_code",
    "authorization_pending",
    "client_assertion",
    "client_credentials",
    "client_email",
    "client_id",
    "client_secret",
    "close_notify",
    "code_verifier",
    "device_code",
    "expired_token",
    "grant_type",
    "id_token",
    "handshake_failure",
    "bad_certificate",
    "certificate_expired",
    "protocol_version",
    "node_modules",
    "private_key",
    "query_tags",
    "redirect_uri",
    "refresh_token",
    "server_error",
    "service_account",
    "slow_down",
    "staging_allowed_local_path",
    "temporarily_unavailable",
    "token_type",
    "unauthorized_client",
    "unknown_ca",
];

/// First parts of settings and functions.
const PREFIXES: &[&str] = &[
    "auth",
    "disable",
    "enable",
    "fetch",
    "fetchall",
    "get",
    "invalid",
    "is",
    "jwt",
    "ldap",
    "max",
    "min",
    "no",
    "num",
    "oauth",
    "on",
    "rdd",
    "rust",
    "set",
    "ssl",
    "tls",
    "try",
    "unsupported",
    "upstream",
    "use",
];

/// Last parts of settings.
const SUFFIXES: &[&str] = &[
    "count",
    "enabled",
    "exception",
    "interval",
    "limit",
    "ms",
    "offset",
    "retries",
    "secs",
    "seconds",
    "size",
    "threads",
    "timeout",
];

/// Where dotted settings and the loggers of drivers begin.
const ROOTS: &[&str] = &[
    "adbc",
    "aiohttp",
    "azure",
    "cloudfetch",
    "com",
    "arrow",
    "cli",
    "databricks",
    "flatbuffers",
    "hive",
    "http",
    "otel",
    "pyarrow",
    "pydantic",
    "serde",
    "spark",
    "thrift",
    "tokio",
    "simba",
    "sun",
    "java",
    "jwt",
    "opens",
    "log",
    "child",
    "npm",
    "this",
    "self",
];
