//! Finds the facts of a text that is not a stack frame.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::{
    casing::Casing,
    catalogue::{self, ErrorClass},
    owners,
};

/// One recognised piece of a message. It holds nothing of the message but an exception's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A published error class.
    Class {
        /// The class.
        class: ErrorClass,
        /// Its subclass, if one was given and is published.
        subclass: Option<&'static str>,
        /// Whether it stood in brackets, as Spark renders it.
        bracketed: bool,
    },
    /// A listed SQLSTATE.
    SqlState {
        /// What stood in front of the code, from a closed list.
        intro: &'static str,
        /// The code.
        code: &'static str,
    },
    /// A registered HTTP status.
    Http {
        /// What stood in front of the number, from a closed list.
        intro: &'static str,
        /// How that was written.
        casing: Casing,
        /// The status.
        status: u16,
    },
    /// A registered HTTP status in front of its own reason phrase.
    Reason {
        /// The status.
        status: u16,
        /// The phrase that is registered with it.
        reason: &'static str,
        /// How the phrase was written.
        casing: Casing,
        /// Whether the phrase stood in brackets.
        bracketed: bool,
    },
    /// An exception type under a known root.
    Exception(String),
    /// A number of a vendor's own, such as `[JDBCDriver](500593)` or `AADSTS7000215`.
    Vendor {
        /// What stood in front of the number, from a closed list.
        intro: &'static str,
        /// The number.
        code: u32,
    },
    /// A phrase of the closed list.
    Phrase {
        /// The phrase as it is listed.
        text: &'static str,
        /// How it was written.
        casing: Casing,
    },
    /// A word of the closed list, beside something else that is recognised.
    Word {
        /// The word as it is listed.
        text: &'static str,
        /// How it was written.
        casing: Casing,
    },
    /// A small number that a word beside it says to be a count or a place.
    Count(String),
}

/// A fact, and where it stood.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) fact: Fact,
}

/// All facts of a line, in order, none overlapping another.
pub(super) fn facts(line: &str) -> Vec<Found> {
    let mut phrases = PHRASES.matcher.find_iter(line).filter(|hit| is_bounded(line, hit.start(), hit.end()));
    let mut phrase = phrases.next();
    let bytes = line.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hit = if is_start(bytes, at) { fact_at(line, at) } else { None };
        let hit = hit.or_else(|| {
            let phrase = phrase.as_ref().filter(|hit| hit.start() == at)?;
            let text = PHRASES.texts[phrase.pattern().as_usize()];
            let casing = Casing::of(text, &line[at..phrase.end()]);
            Some((Fact::Phrase { text, casing }, phrase.end()))
        });
        match hit {
            Some((fact, end)) => {
                found.push(Found { start: at, end, fact });
                at = end.max(at + 1);
            }
            None => at += 1,
        }
        while phrase.as_ref().is_some_and(|hit| hit.start() < at) {
            phrase = phrases.next();
        }
    }
    found
}

/// Whether something may begin here: not in the middle of a word.
fn is_start(bytes: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    bytes[at].is_ascii() && (at == 0 || !is_word(bytes[at - 1]) || !is_word(bytes[at]))
}

fn fact_at(line: &str, at: usize) -> Option<(Fact, usize)> {
    let rest = &line[at..];
    let (fact, length) = match rest.as_bytes()[0] {
        b'[' => vendor_code(rest).or_else(|| bracketed_state(rest)).or_else(|| {
            let (class, subclass, length) = class(&rest[1..])?;
            rest[1 + length..].strip_prefix(']')?;
            Some((Fact::Class { class, subclass, bracketed: true }, length + 2))
        })?,
        b'(' => http(rest).or_else(|| bracketed_state(rest))?,
        b'A'..=b'Z' => sqlstate(rest)
            .or_else(|| {
                let (class, subclass, length) = class(rest)?;
                Some((Fact::Class { class, subclass, bracketed: false }, length))
            })
            .or_else(|| aadsts(rest))
            .or_else(|| http(rest))
            .or_else(|| exception(rest))?,
        b'a'..=b'z' => sqlstate(rest).or_else(|| http(rest)).or_else(|| exception(rest))?,
        b'-' => http(rest)?,
        b'"' => sqlstate(rest)?,
        b'1'..=b'5' => reason(rest)?,
        _ => return None,
    };
    Some((fact, at + length))
}

/// `CLASS` or `CLASS.SUBCLASS` at the start, and its length. A subclass that is not published takes the class with it.
fn class(rest: &str) -> Option<(ErrorClass, Option<&'static str>, usize)> {
    let length = word(rest, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let after = &rest[length..];
    // Most words in capitals are no class, and need no search: the beginning of a name, or too short.
    if length < SHORTEST_CLASS || !is_end(after) {
        return None;
    }
    let class = ErrorClass::find(&rest[..length])?;
    if let Some(after) = after.strip_prefix('.') {
        let sub = word(after, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if sub > 1 {
            let subclass = class.subclass(&after[..sub])?;
            return Some((class, Some(subclass), length + 1 + sub));
        }
    }
    Some((class, None, length))
}

/// `SQLSTATE: 42P01`, `SQLState=42P01`, `sql_state":"42P01"`.
fn sqlstate(rest: &str) -> Option<(Fact, usize)> {
    let bare = rest.strip_prefix('"').unwrap_or(rest);
    let intro = intro(rest, if begins(bare, "sql") { STATE_INTROS } else { &[] })?;
    let after = &rest[intro.len()..];
    let code = catalogue::sqlstate(after.get(..5)?)?;
    let closed = match intro.as_bytes().last() {
        Some(quote @ (b'\'' | b'"')) => after.as_bytes().get(5) == Some(quote),
        Some(b'(') => after[5..].starts_with(')'),
        _ => return is_end(&after[5..]).then_some((Fact::SqlState { intro, code }, intro.len() + 5)),
    };
    closed.then_some((Fact::SqlState { intro, code }, intro.len() + 6))
}

/// `[42S02]`, `(08S01)`: a code with a letter, which no index of an array has.
fn bracketed_state(rest: &str) -> Option<(Fact, usize)> {
    let (intro, close) = if rest.starts_with('[') { ("[", ']') } else { ("(", ')') };
    let code = catalogue::sqlstate(rest.get(1..6)?)?;
    let letter = code.bytes().any(|byte| byte.is_ascii_uppercase());
    (letter && rest[6..].starts_with(close)).then_some((Fact::SqlState { intro, code }, 7))
}

/// `404 Not Found`, `403 (Forbidden)`.
fn reason(rest: &str) -> Option<(Fact, usize)> {
    let status: u16 = rest.get(..3)?.parse().ok()?;
    let reason = catalogue::http_reason(status)?;
    let after = rest[3..].strip_prefix(' ')?;
    let bracketed = after.starts_with('(');
    let after = &after[usize::from(bracketed)..];
    let written = after.get(..reason.len()).filter(|written| written.eq_ignore_ascii_case(reason))?;
    let tail = &after[reason.len()..];
    if bracketed && !tail.starts_with(')') || !is_end(tail) {
        return None;
    }
    let casing = Casing::of(reason, written);
    let length = 4 + reason.len() + 2 * usize::from(bracketed);
    Some((Fact::Reason { status, reason, casing, bracketed }, length))
}

/// The first of `intros` that `rest` begins with as it is listed, else the first that it begins with in other letters.
fn intro(rest: &str, intros: &'static [&'static str]) -> Option<&'static str> {
    let mut in_other_letters = None;
    for intro in intros.iter().filter(|intro| begins(rest, intro)) {
        if rest.starts_with(intro) {
            return Some(intro);
        }
        in_other_letters = in_other_letters.or(Some(*intro));
    }
    in_other_letters
}

/// Whether `text` begins with `head`, but for case.
fn begins(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|text| text.eq_ignore_ascii_case(head.as_bytes()))
}

/// A status behind one of the closed list of words that stand in front of one.
fn http(rest: &str) -> Option<(Fact, usize)> {
    let intro = intro(rest, http_intros(rest))?;
    let casing = Casing::of(intro, &rest[..intro.len()]);
    let after = &rest[intro.len()..];
    let status: u16 = after.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    catalogue::http_reason(status)?;
    let tail = &after[3..];
    let goes_on = tail.strip_prefix(['.', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !is_end(tail) || goes_on || tail.starts_with(['%', '-', '/']) {
        return None;
    }
    if intro.ends_with('(') {
        // `(404)` and `(404, …`: what follows the comma is judged by itself.
        let closed = usize::from(tail.starts_with(')'));
        return tail
            .starts_with([')', ','])
            .then_some((Fact::Http { intro, casing, status }, intro.len() + 3 + closed));
    }
    // Where something may be counted (`with 200 rows`), the number is a status only when nothing follows to be counted.
    let counts = matches!(intro, "with " | "returned " | "-> ");
    if counts && tail.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some((Fact::Http { intro, casing, status }, intro.len() + 3))
}

/// `[JDBCDriver](500593)`: a driver component of the closed list and its message number.
fn vendor_code(rest: &str) -> Option<(Fact, usize)> {
    let intro = VENDOR_INTROS.iter().find(|intro| rest.starts_with(**intro))?;
    let digits = &rest[intro.len()..];
    let length = word(digits, |byte| byte.is_ascii_digit());
    digits[length..].strip_prefix(')')?;
    let code = (1..=6).contains(&length).then(|| digits[..length].parse().ok()).flatten()?;
    Some((Fact::Vendor { intro, code }, intro.len() + length + 1))
}

/// The error numbers of Microsoft Entra, `AADSTS` and five to seven digits.
fn aadsts(rest: &str) -> Option<(Fact, usize)> {
    let digits = rest.strip_prefix("AADSTS")?;
    let length = word(digits, |byte| byte.is_ascii_digit());
    ((5..=7).contains(&length) && !digits.starts_with('0') && is_end(&digits[length..]))
        .then(|| digits[..length].parse().ok())
        .flatten()
        .map(|code| (Fact::Vendor { intro: "AADSTS", code }, 6 + length))
}

/// A qualified exception type under a known root, or a bare one of the closed list.
fn exception(rest: &str) -> Option<(Fact, usize)> {
    let length = word(rest, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b':'));
    let name = rest[..length].trim_end_matches(['.', ':']);
    if !EXCEPTION_ENDS.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let after = &rest[name.len()..];
    let called = after.starts_with('(') && !after.starts_with("(\"");
    if after.starts_with(['@', '/', '\\', '-']) || called && owners::bare_exception(name).is_none() {
        return None;
    }
    let last = name.rsplit(['.', ':']).next()?;
    let is_type = last.starts_with(|first: char| first.is_ascii_uppercase())
        && EXCEPTION_ENDS.iter().any(|end| last.ends_with(end))
        && name.bytes().filter(u8::is_ascii_digit).count() <= 2;
    if !is_type {
        return None;
    }
    if let Some(bare) = owners::bare_exception(name) {
        return Some((Fact::Exception(bare.to_owned()), name.len()));
    }
    let qualified = name.len() > last.len() && owners::is_known(name) && owners::is_plain_name(name);
    qualified.then(|| (Fact::Exception(name.to_owned()), name.len()))
}

fn word(text: &str, belongs: impl Fn(u8) -> bool) -> usize {
    text.bytes().take(MAX_WORD).take_while(|byte| belongs(*byte)).count()
}

/// Whether a word ends where `rest` begins.
fn is_end(rest: &str) -> bool {
    !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
}

fn is_bounded(line: &str, start: usize, end: usize) -> bool {
    let edge = |inside: Option<char>, outside: Option<char>| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        !(inside.is_some_and(is_word) && outside.is_some_and(is_word))
    };
    edge(line[start..end].chars().next(), line[..start].chars().next_back())
        && edge(line[start..end].chars().next_back(), line[end..].chars().next())
}

/// What the names of exception types end with.
const EXCEPTION_ENDS: &[&str] = &["Exception", "Error", "Fault", "Throwable", "Failure", "Timeout"];

/// Longer than any name that is kept; it bounds the work at each place where a name may begin.
const MAX_WORD: usize = 256;

/// No published class has a shorter name.
const SHORTEST_CLASS: usize = 7;

struct Phrases {
    texts: Vec<&'static str>,
    matcher: AhoCorasick,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let texts: Vec<&'static str> =
        include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let matcher = AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(&texts)
        .expect("a few hundred short phrases are within every limit of the automaton");
    Phrases { texts, matcher }
});

/// Components of the Databricks drivers that number their messages.
const VENDOR_INTROS: &[&str] = &[
    "[DatabricksJDBCDriver](",
    "[DatabricksJDBCDriver] (",
    "[DSI](",
    "[DSI] (",
    "[Hardy](",
    "[Hardy] (",
    "[JDBCDriver](",
    "[JDBCDriver] (",
    "[ODBC Driver](",
    "[ODBC Driver] (",
    "[ODBC](",
    "[ODBC] (",
    "[SparkJDBCDriver](",
    "[SparkJDBCDriver] (",
    "[SparkODBC](",
    "[SparkODBC] (",
    "[Support](",
    "[Support] (",
    "[ThriftExtension](",
    "[ThriftExtension] (",
];

/// What stands in front of an SQLSTATE. Longest first where one is the beginning of another.
const STATE_INTROS: &[&str] = &[
    "SQLSTATE: '",
    "SQLSTATE: \"",
    "SQLSTATE='",
    "SQLSTATE=\"",
    "SQLSTATE: ",
    "SQLSTATE:",
    "SQLSTATE = ",
    "SQLSTATE=",
    "SQLSTATE(",
    "SQLSTATE ",
    "SQLState: ",
    "SQLState=",
    "SQLState ",
    "sqlState: '",
    "sqlState: \"",
    "sqlState='",
    "sqlState=\"",
    "\"sqlState\":\"",
    "\"sqlState\": \"",
    "sqlState: ",
    "sqlState=",
    "sqlState(",
    "sqlState ",
    "sqlstate: ",
    "sqlstate=",
    "sqlstate ",
    "\"sql_state\":\"",
    "\"sql_state\": \"",
    "sql_state: ",
    "sql_state=",
    "SQL state: ",
    "SQL state ",
    "SQL State: ",
    "SQL State ",
];

/// What may stand in front of a status where the text begins like `rest`.
fn http_intros(rest: &str) -> &'static [&'static str] {
    match rest.as_bytes() {
        [b'(', ..] => &["("],
        [b'-', b'>', ..] => &["-> "],
        [b'H' | b'h', b'T' | b't', b'T' | b't', b'P' | b'p', ..] => HTTP_INTROS,
        [b'S' | b's', b'T' | b't', b'A' | b'a', b'T' | b't', ..] => STATUS_INTROS,
        [b'R' | b'r', b'E' | b'e', ..] => &["response code ", "response code: ", "returned "],
        [b'E' | b'e', ..] => &["Error "],
        [b'W' | b'w', ..] => &["with "],
        _ => &[],
    }
}

/// Longest first where one is the beginning of another.
const HTTP_INTROS: &[&str] = &[
    "HTTP/1.1 ",
    "HTTP/1.0 ",
    "HTTP Response code: ",
    "HTTP Response Code: ",
    "HTTP Status Code: ",
    "HTTP Status: ",
    "http.response.status_code=",
    "http.status_code=",
    "HTTP/2.0 ",
    "HTTP/2 ",
    "HTTP/3 ",
    "HTTP response code: ",
    "HTTP status code: ",
    "HTTP status code ",
    "HTTP status: ",
    "HTTP status ",
    "HTTP code: ",
    "HTTP code ",
    "HTTP error code: ",
    "HTTP error: ",
    "HTTP error ",
    "HTTP: ",
    "HTTP ",
    "http_status: ",
    "http_status=",
    "httpStatus: ",
    "httpStatus=",
];

/// The same.
const STATUS_INTROS: &[&str] = &[
    "Status Code: ",
    "status code ",
    "StatusCode: ",
    "statusCode=",
    "status_code=",
    "status_code: ",
    "Status(",
    "status: ",
    "status=",
    "status ",
];
