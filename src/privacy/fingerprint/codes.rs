//! The grammar of codes, which is the same in every language: what introduces one, and what one looks like.

use crate::privacy::list::List;

use super::catalogue::{self, ErrorClass};

/// A code that was found, as it is printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) text: String,
    /// How many bytes of the text it takes.
    pub(super) length: usize,
    pub(super) fact: Fact,
}

/// What a code says, for fields of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// An error class, and its subclass.
    Class(ErrorClass, Option<&'static str>),
    /// An SQLSTATE.
    State(&'static str),
    /// The status of an HTTP response.
    Status(u16),
    /// Anything else.
    Other,
}

/// Where a code may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Whether a clause begins here.
    pub(super) begins: bool,
    /// Whether nothing but the message's own voice has been heard before.
    pub(super) own: bool,
}

/// Returns the code at the beginning of `rest`, which is the beginning of a word or of a bracket.
pub(super) fn code(rest: &str, place: Place) -> Option<Code> {
    match *rest.as_bytes().first()? {
        b'[' => bracketed(rest, place),
        b'0'..=b'9' => result(rest).or_else(|| reason(rest)).or_else(|| if place.own { numbered(rest) } else { None }),
        b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
            let named = introduced(rest, place).or_else(|| vendor(rest));
            named.or_else(|| if place.begins { bare(rest, place) } else { constant(rest) })
        }
        _ => None,
    }
}

/// Returns what stands in brackets behind the beginning of a message or of a clause.
fn bracketed(rest: &str, place: Place) -> Option<Code> {
    let (inside, _) = rest[1..].split_once(']').filter(|(inside, _)| inside.len() <= MAX_CODE)?;
    let code = |fact| Some(Code { text: format!("[{inside}]"), length: inside.len() + 2, fact });
    if let Some((class, subclass, length)) = class(inside) {
        // A word of everyday's may stand in a list of data; a name of several does not.
        return if length == inside.len() && (place.own && place.begins || inside.contains('_')) {
            code(Fact::Class(class, subclass))
        } else {
            None
        };
    }
    if let Some(state) = state(inside).filter(|_| place.own && place.begins && inside.len() == 5) {
        return code(Fact::State(state));
    }
    if !place.begins {
        return None;
    }
    let is_constant = |name: &str| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if inside.strip_prefix("SSL: ").is_some_and(is_constant) || inside.strip_prefix("ERR_").is_some_and(is_constant) {
        return code(Fact::Other);
    }
    if ["Errno ", "WinError ", "error "].iter().any(|intro| inside.strip_prefix(intro).is_some_and(is_number)) {
        return code(Fact::Other);
    }
    if COMPONENTS.contains(&inside) || DRIVERS.iter().any(|driver| is_driver(inside, driver)) {
        // `[Simba][ThriftExtension] (14)`
        let after = &rest[inside.len() + 2..];
        let blank = usize::from(after.starts_with(' '));
        let number = after[blank..]
            .strip_prefix('(')
            .and_then(|after| Some(after.split_once(')')?.0))
            .filter(|it| is_number(it));
        return match number {
            Some(number) => Some(Code {
                text: format!("[{inside}] ({number})"),
                length: inside.len() + 4 + blank + number.len(),
                fact: Fact::Other,
            }),
            None => code(Fact::Other),
        };
    }
    None
}

/// `ODBC Driver 17 for SQL Server`
fn is_driver(inside: &str, driver: &str) -> bool {
    let (before, after) = driver.split_once('#').unwrap_or((driver, ""));
    inside.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(is_number)
}

/// `CLASS` or `CLASS.SUBCLASS` at the start, and its length. A subclass that is not published takes the class with it.
fn class(rest: &str) -> Option<(ErrorClass, Option<&'static str>, usize)> {
    let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let length = word(rest, is_name);
    // Most words in capitals are no class, and need no search: the beginning of a name, or too short.
    if length < ErrorClass::SHORTEST || !is_end(&rest[length..]) {
        return None;
    }
    let class = ErrorClass::find(&rest[..length])?;
    if let Some(after) = rest[length..].strip_prefix('.') {
        let sub = word(after, is_name);
        if sub > 1 {
            return Some((class, Some(class.subclass(&after[..sub])?), length + 1 + sub));
        }
    }
    Some((class, None, length))
}

/// Returns a listed SQLSTATE at the start.
fn state(rest: &str) -> Option<&'static str> {
    let state = catalogue::sqlstate(rest.get(..5)?)?;
    is_end(&rest[5..]).then_some(state)
}

/// Returns a code behind what introduces it: `SQLSTATE: 42P01`, `HTTP/1.1 404 Not Found`, `error_code=INVALID_STATE`.
fn introduced(rest: &str, place: Place) -> Option<Code> {
    if !INTRO_STARTS[usize::from(rest.as_bytes()[0])] {
        return None;
    }
    client(rest).or_else(|| sqlstate(rest)).or_else(|| http(rest, place)).or_else(|| keyed(rest, place))
}

/// `SQLSTATE: 42P01`, `SQLSTATE[23505]`, `(SQLState=08S01)`, `sql_state":"42P01"`, `SQL state 42601`.
fn sqlstate(rest: &str) -> Option<Code> {
    if !begins(rest, "sql") {
        return None;
    }
    let intro = ["sqlstate", "sql state", "sql_state", "sql-state"].iter().find(|intro| begins(rest, intro))?.len();
    let marks = word(&rest[intro..], |byte| b" :=[('\"".contains(&byte));
    let marks = Some(marks).filter(|marks| (1..=4).contains(marks))?;
    let code = state(&rest[intro + marks..])?;
    let mut length = intro + marks + 5;
    let closes = match rest.as_bytes()[intro + marks - 1] {
        b'[' => Some(']'),
        b'(' => Some(')'),
        quote @ (b'"' | b'\'') => Some(quote as char),
        _ => None,
    };
    if let Some(close) = closes {
        rest[length..].strip_prefix(close)?;
        length += 1;
    }
    Some(Code { text: rest[..length].replace(['"', '\''], ""), length, fact: Fact::State(code) })
}

/// `SQL Error [500051] [HY000]`, as clients print what a driver gave them.
fn client(rest: &str) -> Option<Code> {
    let after = rest.strip_prefix("SQL Error [")?;
    let (number, after) = after.split_once("] [").filter(|(number, _)| is_number(number))?;
    let state = state(after).filter(|_| after[5..].starts_with(']'))?;
    let length = number.len() + 11 + 3 + 6;
    Some(Code { text: rest[..length].to_owned(), length, fact: Fact::State(state) })
}

/// Returns a status behind words that say that it is one, with its reason if that follows.
fn http(rest: &str, place: Place) -> Option<Code> {
    let mut at = 0;
    let (mut http, mut status, mut code, mut said) = (false, false, false, 0);
    loop {
        let length = word(&rest[at..], |byte| byte.is_ascii_alphabetic() || byte == b'_');
        if length == 0 {
            break;
        }
        let written = rest.get(at..at + length)?;
        match HTTP_WORDS.iter().find(|(known, _)| written.eq_ignore_ascii_case(known))?.1 {
            HttpWord::Http => http = true,
            HttpWord::Status => status = true,
            HttpWord::Code => code = true,
            HttpWord::StatusCode => (status, code) = (true, true),
            HttpWord::Filler if said < 4 => {}
            HttpWord::Filler => return None,
        }
        said += 1;
        at += length;
        // `HTTP/1.1`, `http.response.status_code`
        at += ["/1.1", "/1.0", "/2.0", "/2", "/3"]
            .iter()
            .find(|version| http && rest[at..].starts_with(**version))
            .map_or(0, |it| it.len());
        at += word(&rest[at..], |byte| b" :=.(\"-".contains(&byte)).min(3);
        if said > 6 {
            return None;
        }
    }
    let status_alone = status && !code && !http;
    if !(http || status && code || status_alone && (place.begins || begins(rest, "with ") || begins(rest, "returned ")))
    {
        return None;
    }
    let digits = rest.get(at..at + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number: u16 = digits.parse().ok()?;
    let reason = catalogue::http_reason(number)?;
    at += 3;
    let after = &rest[at..];
    let goes_on = after.strip_prefix(['.', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !is_end(after) || goes_on || after.starts_with(['%', '/']) || status_alone && !is_over(after) {
        return None;
    }
    let tail = after.strip_prefix(' ').unwrap_or(after).trim_start_matches(['(', ' ']);
    let length = after.len() - tail.len();
    if length > 0 && begins(tail, reason) && is_end(&tail[reason.len()..]) {
        at += length + reason.len();
        at += usize::from(after.trim_start().starts_with('(') && rest[at..].starts_with(')'));
    } else if rest[..at].contains('(') && after.starts_with(')') {
        at += 1;
    }
    Some(Code { text: rest[..at].replace('"', ""), length: at, fact: Fact::Status(number) })
}

/// `404 Not Found`, `403 (Forbidden)`, `404 Client Error`.
fn reason(rest: &str) -> Option<Code> {
    let number: u16 = rest.get(..3)?.parse().ok().filter(|number| *number >= 300)?;
    let reason = catalogue::http_reason(number)?;
    let after = rest[3..].strip_prefix(' ')?;
    let bracketed = after.starts_with('(');
    let after = &after[usize::from(bracketed)..];
    let reason = [reason, "Client Error", "Server Error"].into_iter().find(|reason| begins(after, reason))?;
    let tail = &after[reason.len()..];
    let closed = bracketed && tail.starts_with(')');
    if bracketed && !closed || !is_end(tail) {
        return None;
    }
    let length = 4 + reason.len() + 2 * usize::from(closed);
    Some(Code { text: rest[..length].to_owned(), length, fact: Fact::Status(number) })
}

/// Returns a code behind its key: `error_code":"INVALID_STATE"`, `code = Unavailable`, `errno: 1045`, `Error Code:
/// AccessDenied`.
fn keyed(rest: &str, place: Place) -> Option<Code> {
    let first = rest.as_bytes()[0].to_ascii_lowercase();
    let key = KEYS.iter().find(|key| key.name.as_bytes()[0] == first && begins(rest, key.name))?;
    let after = &rest[key.name.len()..];
    let marks = word(after, |byte| b" :=\"'".contains(&byte));
    let sign = after[..marks].contains([':', '=']);
    if marks == 0 || marks > 5 || !sign && !key.blank {
        return None;
    }
    let value = &after[marks..];
    let length = word(value, |byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let value = value[..length].trim_end_matches(['.', '-']);
    let end = key.name.len() + marks + value.len();
    // `ERROR:  denied`: what stands behind a colon may be anything, and is a code if nobody says it by chance.
    let is_capital = !value.bytes().any(|byte| byte.is_ascii_lowercase());
    let bare = !after[..marks].contains(['=', '"', '\'']);
    let by_chance = key.name == "error" && (!value.contains('_') && !is_long(value) || is_capital && bare);
    let fact = match class(value) {
        // The state of something is as often data; the status of a call says whose it is.
        _ if key.name == "status" && !value.starts_with("StatusCode.") || by_chance => return None,
        Some((class, subclass, length)) if length == value.len() && sign => Fact::Class(class, subclass),
        _ if is_listed(value) && sign => Fact::Other,
        _ if is_number(value) && (key.number || place.begins && sign) && is_over(&rest[end..]) => Fact::Other,
        _ => return None,
    };
    let quoted = after[..marks].ends_with(['"', '\'']);
    let shown = after[..marks].replace(['"', '\''], "");
    let close = usize::from(quoted && rest[end..].starts_with(['"', '\'']));
    Some(Code { text: format!("{}{shown}{value}", &rest[..key.name.len()]), length: end + close, fact })
}

/// Numbers with a vendor's letters before them: `ORA-12899`, `AADSTS700016`, `ER_DUP_ENTRY`, `SQL0204N`.
fn vendor(rest: &str) -> Option<Code> {
    let digits = |intro: &str, count: std::ops::RangeInclusive<usize>| {
        let digits = rest.strip_prefix(intro)?;
        let length = word(digits, |byte| byte.is_ascii_digit());
        (count.contains(&length) && is_end(&digits[length..])).then_some(intro.len() + length)
    };
    let length = match rest.as_bytes()[0] {
        b'O' => digits("ORA-", 3..=5),
        b'P' => digits("PLS-", 3..=5),
        b'T' => digits("TNS-", 3..=5),
        b'A' => digits("AADSTS", 5..=7),
        b'E' => rest.strip_prefix("ER_").and_then(|name| {
            let length = word(name, |byte| byte.is_ascii_uppercase() || byte == b'_');
            ((4..=40).contains(&length) && is_end(&name[length..])).then_some(3 + length)
        }),
        b'S' => rest.strip_prefix("SQL").and_then(|number| {
            let (digits, _) = number.split_at_checked(4)?;
            (digits.bytes().all(|byte| byte.is_ascii_digit())
                && number[4..].starts_with(['N', 'C', 'W'])
                && is_end(&number[5..]))
            .then_some(8)
        }),
        _ => None,
    }?;
    Some(Code { text: rest[..length].to_owned(), length, fact: Fact::Other })
}

/// Returns a name that says by itself that it is a code: `ECONNREFUSED`, `ERR_TLS_CERT_ALTNAME_INVALID`.
fn constant(rest: &str) -> Option<Code> {
    if rest.as_bytes()[0] != b'E' {
        return None;
    }
    let length = word(rest, |byte| byte.is_ascii_uppercase() || byte == b'_');
    let name = &rest[..length];
    (length > 4 && is_end(&rest[length..]) && is_listed(name)).then(|| Code {
        text: name.to_owned(),
        length,
        fact: Fact::Other,
    })
}

/// Returns a class, a listed code or a state at the beginning of a clause.
fn bare(rest: &str, place: Place) -> Option<Code> {
    let found = class(rest);
    if let Some((class, subclass, length)) = found {
        let name = &rest[..length];
        // A word of everyday's may be the value that a message begins with.
        let is_told = is_said(&rest[length..]) && (place.own || name.contains('_') && rest[length..].starts_with(':'));
        return is_told.then(|| Code { text: name.to_owned(), length, fact: Fact::Class(class, subclass) });
    }
    if let Some(state) = state(rest).filter(|_| place.own && rest[5..].starts_with(':')) {
        return Some(Code { text: state.to_owned(), length: 5, fact: Fact::State(state) });
    }
    let length = word(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.');
    let name = rest[..length].trim_end_matches('.');
    let told = name.contains('_') || is_long(name) || place.own && is_said(&rest[name.len()..]);
    if name.len() > 4 && told && is_end(&rest[name.len()..]) && is_listed(name) {
        return Some(Code { text: name.to_owned(), length: name.len(), fact: Fact::Other });
    }
    constant(rest)
}

/// Returns a number of a vendor's at the beginning of a message: `250001 (08001)`, and a bare state: `42601: `.
fn numbered(rest: &str) -> Option<Code> {
    let length = word(rest, |byte| byte.is_ascii_digit());
    if let Some(inside) = rest[length..].strip_prefix(" (") {
        let state = state(inside).filter(|_| (3..=6).contains(&length) && inside[5..].starts_with(')'))?;
        return Some(Code { text: rest[..length + 8].to_owned(), length: length + 8, fact: Fact::State(state) });
    }
    let state = state(rest).filter(|_| rest[5..].starts_with(':'))?;
    Some(Code { text: state.to_owned(), length: 5, fact: Fact::State(state) })
}

/// Returns a failure as Windows numbers it: `0x80004005`.
fn result(rest: &str) -> Option<Code> {
    let digits = rest.strip_prefix("0x8").or_else(|| rest.strip_prefix("0X8"))?;
    let length = word(digits, |byte| byte.is_ascii_hexdigit());
    (length == 7 && is_end(&digits[7..])).then(|| Code { text: rest[..10].to_owned(), length: 10, fact: Fact::Other })
}

/// Returns whether a name is a code that is published.
pub(super) fn is_listed(name: &str) -> bool {
    LISTED.exactly(name.trim_start_matches("StatusCode.").trim_start_matches("AdbcStatusCode.")).is_some()
}

/// Returns whether a name is made of so many words that nobody says it by chance: `AuthorizationPermissionMismatch`.
fn is_long(name: &str) -> bool {
    name.bytes().filter(u8::is_ascii_uppercase).count() >= 3 && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Returns whether a text is a number that a code may be.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a listed SQLSTATE, and nothing else.
pub(super) fn whole_state(text: &str) -> Option<&'static str> {
    state(text).filter(|_| text.len() == 5)
}

fn word(text: &str, belongs: impl Fn(u8) -> bool) -> usize {
    text.bytes().take(MAX_CODE).take_while(|byte| belongs(*byte)).count()
}

/// Returns whether `text` begins with `head`, but for case.
pub(super) fn begins(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|text| text.eq_ignore_ascii_case(head.as_bytes()))
}

/// Returns whether a word ends where `rest` begins.
fn is_end(rest: &str) -> bool {
    !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
}

/// Returns whether nothing follows that the word before could belong to.
fn is_over(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with([':', ',', ';', '.', ')', ']', '}', '"', '\'', '\n', '-', '('])
        || rest.starts_with(' ') && !rest[1..].starts_with(|c: char| c.is_alphanumeric())
}

/// Returns whether a word is all that a clause says.
fn is_said(rest: &str) -> bool {
    rest.trim_end().is_empty() || rest.starts_with([':', '\n'])
}

struct Key {
    name: &'static str,
    /// Whether a number may stand behind it wherever it is.
    number: bool,
    /// Whether a blank is enough before the value.
    blank: bool,
}

const fn key(name: &'static str, number: bool, blank: bool) -> Key {
    Key { name, number, blank }
}

/// What a word says about the number that is to follow.
#[derive(Clone, Copy)]
enum HttpWord {
    Http,
    Status,
    Code,
    StatusCode,
    /// Nothing; it may stand between the others.
    Filler,
}

const HTTP_WORDS: &[(&str, HttpWord)] = &[
    ("http", HttpWord::Http),
    ("httpstatus", HttpWord::Http),
    ("http_status", HttpWord::Http),
    ("http_code", HttpWord::Http),
    ("status", HttpWord::Status),
    ("code", HttpWord::Code),
    ("statuscode", HttpWord::StatusCode),
    ("status_code", HttpWord::StatusCode),
    ("response", HttpWord::Filler),
    ("error", HttpWord::Filler),
    ("server", HttpWord::Filler),
    ("returned", HttpWord::Filler),
    ("with", HttpWord::Filler),
    ("exception", HttpWord::Filler),
];

/// Longest first where one is the beginning of another.
const KEYS: &[Key] = &[
    key("error_code", true, false),
    key("error_name", false, false),
    key("errorcode", true, false),
    key("error code", true, true),
    key("error class", false, false),
    key("errorclass", false, false),
    key("error number", true, false),
    key("error", false, false),
    key("errno", true, true),
    key("err_code", true, false),
    key("code", false, false),
    key("exit code", true, true),
    key("exit status", true, true),
    key("os error", true, true),
    key("curl error", true, true),
    key("sql error", true, true),
    key("vendor code", true, false),
    key("vendorcode", true, false),
    key("sqlcode", true, false),
    key("native error", true, false),
    key("status", false, false),
    key("msg", true, true),
];

/// What the words begin with that introduce a code.
static INTRO_STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let letters = b"sShHeEcCoOvVnNrRwWmM";
    let mut at = 0;
    while at < letters.len() {
        starts[letters[at] as usize] = true;
        at += 1;
    }
    starts
};

static LISTED: List<512> = List::new(include_str!("codes.txt"));

/// Longer than any code.
const MAX_CODE: usize = 128;

/// Components of drivers that stand in brackets before their messages.
const COMPONENTS: &[&str] = &[
    "DSI",
    "Databricks",
    "DatabricksJDBCDriver",
    "Driver Manager",
    "Hardy",
    "JDBCDriver",
    "Microsoft",
    "MySQL",
    "ODBC",
    "ODBC Driver",
    "Oracle",
    "PostgreSQL",
    "SQL Server",
    "SQLServer",
    "SSL",
    "Simba",
    "Snowflake",
    "SparkJDBCDriver",
    "SparkODBC",
    "Support",
    "ThriftExtension",
    "iODBC",
    "unixODBC",
];

/// The same, with a number where `#` stands.
const DRIVERS: &[&str] = &["ODBC Driver # for SQL Server", "MySQL][ODBC #"];

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Place = Place { begins: true, own: true };
    const WITHIN: Place = Place { begins: false, own: false };

    #[test]
    fn the_list_is_sorted() {
        assert!(include_str!("codes.txt").lines().is_sorted());
    }

    #[test]
    fn a_code_is_found_in_each_of_its_spellings() {
        for (text, expected) in [
            ("SQLSTATE: 42P01", "SQLSTATE: 42P01"),
            ("SQLSTATE[23505]: x", "SQLSTATE[23505]"),
            ("SQLState='08S01' x", "SQLState=08S01"),
            ("sql_state\":\"42P01\"", "sql_state:42P01"),
            ("HTTP/1.1 404 Not Found", "HTTP/1.1 404 Not Found"),
            ("HTTP Response code: 503, x", "HTTP Response code: 503"),
            ("Status Code: 403; x", "Status Code: 403"),
            ("status_code=401", "status_code=401"),
            ("http.response.status_code=500", "http.response.status_code=500"),
            ("403 (Forbidden)", "403 (Forbidden)"),
            ("404 Client Error: x", "404 Client Error"),
            ("error_code\":\"INVALID_STATE\"", "error_code:INVALID_STATE"),
            ("Error Code: AccessDenied; x", "Error Code: AccessDenied"),
            ("code = Unavailable desc", "code = Unavailable"),
            ("errno: 1045, x", "errno: 1045"),
            ("os error 111) x", "os error 111"),
            ("ORA-12899: x", "ORA-12899"),
            ("AADSTS700016: x", "AADSTS700016"),
            ("ER_DUP_ENTRY: x", "ER_DUP_ENTRY"),
            ("ECONNREFUSED 10.0.0.1", "ECONNREFUSED"),
            ("0x80004005)", "0x80004005"),
        ] {
            assert_eq!(code(text, WITHIN).map(|code| code.text).as_deref(), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("[Errno 111] x", "[Errno 111]"),
            ("[WinError 10060] x", "[WinError 10060]"),
            ("[Simba][ThriftExtension] (14) x", "[Simba]"),
            ("[ThriftExtension] (14) x", "[ThriftExtension] (14)"),
            ("[42S02] x", "[42S02]"),
            ("[ABORTED] x", "[ABORTED]"),
            ("250001 (08001): x", "250001 (08001)"),
            ("42P07: x", "42P07"),
            ("Code: 27. x", "Code: 27"),
            ("PERMISSION_DENIED: x", "PERMISSION_DENIED"),
            ("invalid_client", "invalid_client"),
        ] {
            assert_eq!(code(text, OWN).map(|code| code.text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_number_or_a_word_without_its_context_is_no_code() {
        for text in [
            "404",
            "(404)",
            "404 rows",
            "with 404 rows",
            "denied",
            "ABORTED",
            "42P01",
            "status 404 x",
            "HTTP 200.5",
            "code x",
        ] {
            assert_eq!(code(text, WITHIN), None, "{text}");
        }
        for text in ["[ABORTED]", "ABORTED", "42P01: x", "[42P01]"] {
            assert_eq!(code(text, Place { begins: true, own: false }), None, "{text}");
        }
    }
}
