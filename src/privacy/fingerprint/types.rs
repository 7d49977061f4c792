//! The types of exceptions: of languages, runtimes, interfaces of drivers and libraries that are published.

use super::owners;

/// Returns the exception type at the beginning of `rest`, which is the beginning of a clause; and its length.
///
/// Either a listed name, or a qualified one under a known root.
pub(super) fn exception(rest: &str) -> Option<&str> {
    let length = rest
        .bytes()
        .take(MAX_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b':' | b'/'))
        .count();
    let name = rest[..length].trim_end_matches(['.', ':', '/']);
    let name = name.split_once(":/").map_or(name, |(name, _)| name);
    if name.len() < SHORTEST
        || rest[name.len()..].starts_with(['@', '/', '\\', '-', '='])
        || rest[name.len()..].starts_with(|c: char| c.is_alphanumeric())
    {
        return None;
    }
    if owners::is_bare_exception(name) {
        return Some(name);
    }
    let last = name.rsplit(['.', ':']).next()?;
    let is_type = last.starts_with(|first: char| first.is_ascii_uppercase())
        && last.bytes().any(|byte| byte.is_ascii_lowercase())
        && name.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS;
    let is_qualified = || name.len() > last.len() && owners::may_leave(name);
    // A word of prose behind a dot that lacks its blank is no type.
    (is_type && is_qualified() && (ENDS.iter().any(|end| last.ends_with(end)) || is_raised(&rest[name.len()..])))
        .then_some(name)
}

/// Returns whether what follows a name says that it was raised.
fn is_raised(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([':', '\n', '(', ')'])
}

/// Returns whether a name says where the type is from.
pub(super) fn is_qualified(name: &str) -> bool {
    name.contains(['.', ':'])
}

/// Returns whether all that such an exception says is the value that it is about.
pub(super) fn is_about_a_value(name: &str) -> bool {
    ABOUT_VALUES.iter().any(|known| name.rsplit(['.', ':']).next() == Some(known))
}

/// Returns whether the first thing that such an exception is called with is the number of an error.
pub(super) fn is_numbered(name: &str) -> bool {
    name.rsplit(['.', ':']).next().is_some_and(|last| NUMBERED.contains(&last))
}

/// The exceptions of Python's database interface and of systems' calls.
const NUMBERED: &[&str] = &[
    "BrokenPipeError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DataError",
    "DatabaseError",
    "FileNotFoundError",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OSError",
    "OperationalError",
    "PermissionError",
    "ProgrammingError",
    "SocketException",
    "Win32Exception",
];

const ABOUT_VALUES: &[&str] =
    &["ArrowKeyError", "ClassNotFoundException", "KeyError", "KeyNotFoundException", "NoSuchElementException"];

/// What the names of exception types end with.
const ENDS: &[&str] = &["Exception", "Error", "Fault", "Throwable", "Failure", "Timeout"];
/// No listed name is shorter.
const SHORTEST: usize = 5;
/// Longer than any name that is kept; it bounds the work at each place where a name may begin.
const MAX_NAME: usize = 160;
/// Enough for `psycopg2` and `Py4J`, too few for a token.
const MAX_DIGITS: usize = 2;
