//! Keys that promise the shape of their value: a value that keeps the promise is the message's own.

use crate::text::{is_quote, run_back};
use crate::words;

/// Whether `value`, which begins at `at`, is what the closed key in front of it promises: `"sql_state":"22018"`.
pub(in crate::rules) fn keeps_promise(bytes: &[u8], at: usize, value: &[u8]) -> bool {
    let key = key_before(bytes, at);
    !key.is_empty() && !value.is_empty() && shape_of(key).is_some_and(|shape| shape.holds(value))
}

/// Whether `key` is one of the keys of ids, which drivers spell in many ways.
pub(in crate::rules) fn is_key(key: &[u8]) -> bool {
    matches!(shape_of(key), Some(Shape::Id | Shape::SqlState | Shape::Level))
}

/// The key of the value that begins at `at`; nothing without a colon or an equals sign between.
fn key_before(bytes: &[u8], at: usize) -> &[u8] {
    let end = run_back(bytes, at, 8, |byte| matches!(byte, b' ' | b'\t' | b':' | b'=' | b'>') || is_quote(byte));
    if !bytes[end..at].iter().any(|byte| matches!(byte, b':' | b'=')) {
        return &[];
    }
    let start =
        run_back(bytes, end, MAX_KEY, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    &bytes[start..end]
}

/// What a key promises.
#[derive(Clone, Copy)]
enum Shape {
    /// Five letters and digits.
    SqlState,
    /// A UUID, a hexadecimal id, or a number.
    Id,
    /// How bad it is.
    Level,
    /// A number with or without a unit.
    Amount,
    /// A number, or a name made of words of messages.
    Code,
    /// Words of messages.
    Name,
    /// A day with a time of day.
    Time,
}

impl Shape {
    fn holds(self, value: &[u8]) -> bool {
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        match self {
            Self::SqlState => is_sqlstate(value),
            Self::Id => is_id(value),
            Self::Level => words::is_word(value) && LEVELS.iter().any(|level| value.eq_ignore_ascii_case(level)),
            Self::Amount => {
                let unit = words::trim(value, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b' ' | b'-'));
                (1..=10).contains(&digits)
                    && value[0].is_ascii_digit()
                    && (unit.is_empty() || UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known)))
            }
            Self::Code => is_sqlstate(value) || digits <= 6 && (digits == value.len() || Self::Name.holds(value)),
            Self::Name => {
                digits <= 3
                    && value.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
                    && (words::is_known(value) || value.len() <= 3 && value.iter().all(u8::is_ascii_uppercase))
            }
            Self::Time => {
                value.len() >= 16
                    && value.len() <= 35
                    && matches!(value[10], b'T' | b' ')
                    && value[..10].iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
                    && value[13] == b':'
            }
        }
    }
}

/// Whether `value` is written like an SQLSTATE: two characters of a class, three of a subclass, never a plain word.
pub(in crate::rules) fn is_sqlstate(value: &[u8]) -> bool {
    value.len() == 5
        && value.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && value.iter().any(u8::is_ascii_digit)
}

/// Whether `value` is an id as servers and clouds give them: hexadecimal, a number, a UUID, that of a cluster.
pub(in crate::rules) fn is_id(value: &[u8]) -> bool {
    let hex = value.iter().all(u8::is_ascii_hexdigit) && matches!(value.len(), 16 | 32);
    let number = (1..=20).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    // `0923-164208-abcd1234`, the id of a cluster.
    let cluster =
        value.len() == 20 && value[4] == b'-' && value[11] == b'-' && value[..4].iter().all(u8::is_ascii_digit);
    hex || number || cluster || words::is_uuid(value)
}

/// The shape that `key` promises, if it is one of the closed keys: in any spelling, behind any prefix.
fn shape_of(key: &[u8]) -> Option<Shape> {
    let mut plain = [0; MAX_KEY];
    let mut length = 0;
    for byte in key.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
        *plain.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let plain = &plain[..length];
    // What stands in front must be words of a driver: `x-request-id`, not `patientRequestId`.
    let prefixed = words::is_known(key);
    let ends = |keys: &[&str]| {
        keys.iter().any(|known| plain.ends_with(known.as_bytes()) && (prefixed || plain.len() == known.len()))
    };
    let is = |keys: &[&str]| keys.iter().any(|known| plain == known.as_bytes());
    if ends(SQLSTATES) {
        Some(Shape::SqlState)
    } else if ends(IDS) {
        Some(Shape::Id)
    } else if is(LEVEL_KEYS) {
        Some(Shape::Level)
    } else if ends(AMOUNTS) {
        Some(Shape::Amount)
    } else if is(CODES) || ends(&["errorcode", "statuscode", "nativecode", "nativeerror", "vendorcode"]) {
        Some(Shape::Code)
    } else if is(NAMES) {
        Some(Shape::Name)
    } else if is(TIMES) {
        Some(Shape::Time)
    } else {
        None
    }
}

const MAX_KEY: usize = 40;

const SQLSTATES: &[&str] = &["sqlstate", "sqlstatecode"];
const IDS: &[&str] = &[
    "activityid",
    "batchid",
    "chunkid",
    "clusterid",
    "commandid",
    "connectionid",
    "connid",
    "contextid",
    "correlationid",
    "corrid",
    "errorid",
    "eventid",
    "executionid",
    "jobid",
    "operationid",
    "orgid",
    "queryid",
    "requestid",
    "runid",
    "sessionid",
    "spanid",
    "statementid",
    "taskid",
    "threadid",
    "traceid",
    "warehouseid",
    "workspaceid",
];
const LEVEL_KEYS: &[&str] = &["level", "lvl", "loglevel", "severity"];
const LEVELS: &[&[u8]] = &[
    b"trace",
    b"debug",
    b"info",
    b"notice",
    b"warn",
    b"warning",
    b"error",
    b"severe",
    b"critical",
    b"fatal",
    b"panic",
];
const AMOUNTS: &[&str] = &[
    "attempt",
    "attempts",
    "backoff",
    "bytes",
    "count",
    "delay",
    "duration",
    "elapsed",
    "interval",
    "latency",
    "limit",
    "line",
    "offset",
    "port",
    "position",
    "retries",
    "retryafter",
    "size",
    "timeout",
    "ttl",
    "window",
];
const UNITS: &[&[u8]] = &[
    b"%", b"b", b"bytes", b"d", b"gb", b"h", b"hours", b"kb", b"m", b"mb", b"min", b"minutes", b"ms", b"ns", b"s",
    b"sec", b"seconds", b"us",
];
const CODES: &[&str] = &["code", "errno", "status", "error", "exitcode", "grpcstatus", "httpstatus"];
const NAMES: &[&str] = &[
    "authmech",
    "authtype",
    "category",
    "compression",
    "disposition",
    "domain",
    "errorname",
    "errorclass",
    "format",
    "granttype",
    "kind",
    "logger",
    "mode",
    "operationstate",
    "phase",
    "protocol",
    "state",
    "statementtype",
    "syscall",
    "tokentype",
    "transport",
    "type",
];
const TIMES: &[&str] = &["endtime", "starttime", "time", "timestamp", "ts"];

#[cfg(test)]
mod tests {
    use super::keeps_promise;

    fn keeps(text: &str) -> bool {
        let (_, value) = text.split_once('|').expect("a mark in front of the value");
        let at = text.len() - value.len() - 1;
        keeps_promise(text.replace('|', "").as_bytes(), at, value.as_bytes())
    }

    #[test]
    fn a_key_promises_a_shape() {
        for text in [
            "sqlState='|42601",
            "\"sql_state\":\"|22018",
            "\"x-request-id\": \"|3a1f2c4e-1111-2222-3333-444455556666",
            "\"level\":\"|warn",
            "\"retry_delay\":\"|2s",
            "'code': '|08S01",
            "authMech=|PAT",
            "\"time\":\"|2026-02-03T04:05:06Z",
        ] {
            assert!(keeps(text), "{text}");
        }
    }

    #[test]
    fn anything_else_breaks_it() {
        for text in [
            "sqlState='|Jo Roe",
            "\"customer_id\":\"|3a1f2c4e-1111-2222-3333-444455556666",
            "\"level\":\"|platinum",
            "\"code\":\"|ROE-1979",
            "\"time\":\"|1979-02-03",
            "state |failed",
        ] {
            assert!(!keeps(text), "{text}");
        }
    }
}
