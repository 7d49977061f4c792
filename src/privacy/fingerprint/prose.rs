//! Plain words around what is recognised: a closed list, outside of quotes, brackets and SQL, never one alone.

use std::{collections::HashSet, hash::BuildHasherDefault, ops::Range, sync::LazyLock};

use super::hash::WordHasher;
use super::{
    casing::Casing,
    catalogue::http_reason,
    scan::{Fact, Found},
};

/// Whether a text has come to SQL, after which no word counts any more.
#[derive(Default)]
pub(super) struct Sql(bool);

impl Sql {
    /// An exception or an error class begins a new message.
    pub(super) fn ends_at(&mut self, line: &str, found: &[Found]) {
        let begins = line.len() - line.trim_start().len();
        let first = found.first().filter(|first| first.start <= begins + 1);
        if first.is_some_and(|first| matches!(first.fact, Fact::Exception(_) | Fact::Class { .. }))
            || line.trim_start().starts_with("Caused by")
        {
            self.0 = false;
        }
    }
}

/// The facts of a line, and the words that stand between them.
///
/// What a word or a number is judged by is itself kept, or the judgement of the rendering would be another one.
pub(super) fn with_words(line: &str, facts: Vec<Found>, sql: &mut Sql) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::with_capacity(facts.len() + line.len() / BYTES_A_WORD);
    let mut facts = facts.into_iter().peekable();
    let mut hidden = Hidden::default();
    let mut before = [""; 2];
    let mut last = "";
    let mut tokens = tokens(line).peekable();
    while let Some(token) = tokens.next() {
        let written = &line[token.clone()];
        let next = tokens.peek().map_or("", |next| &line[next.clone()]);
        let was_hidden = hidden.inside();
        hidden.walk(written);
        let core = core(line, token);
        let text = &line[core.clone()];
        while let Some(fact) = facts.next_if(|fact| fact.end <= core.start) {
            found.push(fact);
        }
        let is_taken = facts.peek().is_some_and(|fact| fact.start < core.end);
        if is_taken {
            before = [before[1], text];
        } else {
            sql.0 |= is_sql(written, last, next);
            if sql.0 {
                break;
            }
            let behind = if hidden.inside() { "" } else { next };
            let fact = match was_hidden {
                true => None,
                false => word(text, &line[..core.start]).or_else(|| count(text, before, behind)),
            };
            before = [before[1], if fact.is_some() { text } else { "" }];
            found.extend(fact.map(|fact| Found { start: core.start, end: core.end, fact }));
        }
        last = written;
    }
    found.extend(facts);
    found
}

/// What stands between blanks.
fn tokens(line: &str) -> impl Iterator<Item = Range<usize>> {
    line.as_bytes().split(|byte| matches!(byte, b' ' | b'\t')).filter(|token| !token.is_empty()).map(|token| {
        let start = token.as_ptr() as usize - line.as_ptr() as usize;
        start..start + token.len()
    })
}

/// A token without an opening bracket before it and the punctuation of a sentence behind it.
fn core(line: &str, token: Range<usize>) -> Range<usize> {
    let text = &line[token.clone()];
    let start = text.len() - text.trim_start_matches('(').len();
    let end = text.trim_end_matches(['.', ',', ':', ';', ')', '!', '?']).len();
    token.start + start.min(end)..token.start + end
}

/// Whether a sentence, or a part of one, begins behind `before`.
fn is_beginning(before: &str) -> bool {
    before.trim_end().is_empty() || before.trim_end().ends_with(['.', ':', '(', '-', ';', ']', '>'])
}

/// A listed word, in small letters, at the beginning of a sentence with a capital one, or as it is listed.
fn word(text: &str, before: &str) -> Option<Fact> {
    if let Some(listed) = WORDS.get(text) {
        return Some(Fact::Word { text: listed, casing: Casing::Listed });
    }
    let (first, rest) = text.as_bytes().split_first()?;
    let is_capital = first.is_ascii_uppercase() && !rest.iter().any(u8::is_ascii_uppercase);
    if !is_capital || !is_beginning(before) {
        return None;
    }
    let listed = WORDS.get(text.to_ascii_lowercase().as_str())?;
    Some(Fact::Word { text: listed, casing: Casing::Sentence })
}

/// A small number that the words around it say to be a count, a place, a status or a setting.
fn count(text: &str, before: [&str; 2], next: &str) -> Option<Fact> {
    let next = next.trim_end_matches(['.', ',', ':', ';', ')', '!', '?']);
    let kept = is_setting(text)
        || is_status(text) && (is_in(STATUS_BEFORE, before[1]) || STATUS_BEHIND.contains(&next))
        || is_result(text)
        || is_small(text)
            && (is_in(BEFORE_COUNTS, before[1])
                || BEHIND_COUNTS.contains(&next)
                || before[1] == "of" && is_small(before[0])
                || PAIRS.iter().any(|(first, second)| {
                    before[0].eq_ignore_ascii_case(first) && before[1].eq_ignore_ascii_case(second)
                }));
    kept.then(|| Fact::Count(text.to_owned()))
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Up to four digits, and maybe one behind a dot.
fn is_small(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let short = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    short(whole, 4) && short(part, 1)
}

/// The status of an HTTP response that failed.
fn is_status(text: &str) -> bool {
    text.len() == 3 && text.parse().is_ok_and(|code| code >= 400 && http_reason(code).is_some())
}

/// A failure as Windows numbers it: `0x80004005`.
fn is_result(text: &str) -> bool {
    text.strip_prefix("0x8").is_some_and(|rest| rest.len() == 7 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `retries=4`, `auth_type=pat`
fn is_setting(text: &str) -> bool {
    text.bytes().position(|byte| matches!(byte, b'=' | b':')).is_some_and(|sign| {
        let (name, value) = (&text[..sign], &text[sign + 1..]);
        let digits = value.strip_prefix('-').unwrap_or(value);
        SWITCHES.contains(&text)
            || (1..=5).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && NUMBERED.contains(&name)
    })
}

/// Whether a statement or a comment begins with this token.
fn is_sql(token: &str, last: &str, next: &str) -> bool {
    let bare = bare(token);
    is_in(VERBS, bare) && is_statement(bare, next)
        || last.eq_ignore_ascii_case("with") && next.eq_ignore_ascii_case("as")
        || token.starts_with("--") && token.len() > 2
        || token.as_bytes().windows(2).any(|two| two == b"/*")
}

/// Whether a statement goes on with `next` behind its verb: `failed to create it` is prose, `create table` and
/// `create it_2024` are not.
fn is_statement(verb: &str, next: &str) -> bool {
    !verb.bytes().any(|byte| byte.is_ascii_lowercase())
        || verb.eq_ignore_ascii_case("select")
        || is_in(OBJECTS, bare(next))
        || !next.is_empty() && !WORDS.contains(bare(next).to_ascii_lowercase().as_str())
}

/// A token without what is no letter and no digit around it.
fn bare(token: &str) -> &str {
    token.trim_matches(|char: char| !char.is_ascii_alphanumeric())
}

/// Which quotes and brackets are open.
#[derive(Default)]
struct Hidden {
    quote: Option<char>,
    depth: usize,
}

impl Hidden {
    fn inside(&self) -> bool {
        self.quote.is_some() || self.depth > 0
    }

    fn walk(&mut self, token: &str) {
        // Most tokens are words, which open and close nothing.
        if token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return;
        }
        let mut last = ' ';
        let mut chars = token.chars().peekable();
        while let Some(char) = chars.next() {
            let in_word = last.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
            match self.quote {
                Some(close) if char == close && !(char == '\'' && in_word) => self.quote = None,
                Some(_) => {}
                None => match char {
                    '"' | '`' => self.quote = Some(char),
                    '\'' if !last.is_alphanumeric() => self.quote = Some(char),
                    '“' | '„' => self.quote = Some('”'),
                    '‘' | '‚' => self.quote = Some('’'),
                    '«' => self.quote = Some('»'),
                    '‹' => self.quote = Some('›'),
                    '[' | '{' | '<' => self.depth += 1,
                    ']' | '}' | '>' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                },
            }
            last = char;
        }
    }
}

static WORDS: LazyLock<HashSet<&'static str, BuildHasherDefault<WordHasher>>> =
    LazyLock::new(|| include_str!("words.txt").lines().collect());

/// How long a word of prose is, and the blank behind it: for how many of them there is room before a line is read.
const BYTES_A_WORD: usize = 8;

/// What a statement goes on with behind its verb.
const OBJECTS: &[&str] = &[
    "cache",
    "catalog",
    "database",
    "extended",
    "external",
    "formatted",
    "from",
    "function",
    "history",
    "index",
    "into",
    "live",
    "materialized",
    "or",
    "overwrite",
    "schema",
    "table",
    "temp",
    "temporary",
    "user",
    "using",
    "view",
    "volume",
];
/// Whether a word only joins others.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// Whether a word wants another one behind it.
pub(super) fn leads_on(fact: &Fact) -> bool {
    const LEADING: &[&str] =
        &["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"];
    matches!(fact, Fact::Word { text, .. } if LEADING.contains(text))
}

const LINKS: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for",
    "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "must", "no", "not", "of", "on", "or",
    "should", "so", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those", "to", "was",
    "were", "when", "which", "while", "who", "with", "would", "s", "you", "your",
];
/// Words that begin a statement of SQL.
const VERBS: &[&str] = &[
    "select", "insert", "update", "delete", "merge", "create", "alter", "drop", "truncate", "explain", "describe",
    "copy", "optimize", "vacuum", "grant", "revoke", "call", "values", "analyze", "refresh", "replace", "restore",
];
/// Words that a place or a number of something stands behind.
const BEFORE_COUNTS: &[&str] = &[
    "after", "attempt", "authmech", "byte", "chunk", "column", "errno", "executor", "exit", "index", "line", "offset",
    "pos", "position", "retry", "signal", "stage", "step", "task", "tls", "upstream", "within", "worker",
];
/// Words that are counted.
const BEHIND_COUNTS: &[&str] = &[
    "attempts",
    "bytes",
    "characters",
    "columns",
    "digits",
    "entries",
    "errors",
    "levels",
    "minutes",
    "ms",
    "probes",
    "redirects",
    "retries",
    "s",
    "sec",
    "seconds",
    "segments",
    "times",
];
/// The same, where one word is not enough.
const PAIRS: &[(&str, &str)] = &[
    ("curl", "error"),
    ("errno", "is"),
    ("error", "code"),
    ("exit", "code"),
    ("exit", "status"),
    ("native", "code"),
    ("return", "code"),
    ("status", "code"),
    ("vendor", "code"),
    ("with", "code"),
    ("with", "error"),
    ("with", "status"),
    ("exited", "with"),
];
/// Words that a status of HTTP stands behind.
const STATUS_BEFORE: &[&str] = &[
    "->",
    "answered",
    "code",
    "credentials",
    "endpoint",
    "error",
    "exchange",
    "failed",
    "forbidden",
    "gateway",
    "get",
    "got",
    "http",
    "over",
    "post",
    "proxy",
    "put",
    "received",
    "reply",
    "scim",
    "server",
    "status",
    "token",
    "unauthorized",
    "unsuccessful",
    "upstream",
];
/// Words that stand behind a status of HTTP.
const STATUS_BEHIND: &[&str] = &[
    "AccessDenied",
    "AuthenticationFailed",
    "PermissionDenied",
    "blocked",
    "by",
    "client",
    "from",
    "invalid_client",
    "invalid_grant",
    "returned",
];
/// Settings and fields whose numbers say nothing about anybody.
const NUMBERED: &[&str] = &[
    "attempt",
    "attempts",
    "code",
    "columnNumber",
    "connectTimeout",
    "errno",
    "error",
    "errorCode",
    "exit",
    "exitCode",
    "fetchSize",
    "http",
    "lineNumber",
    "maxRows",
    "max_retries",
    "maximumPoolSize",
    "NativeError",
    "queryTimeout",
    "readTimeout",
    "retries",
    "retry",
    "socketTimeout",
    "status",
    "timeout",
    "vendorCode",
    "vendor_code",
];
/// Settings and fields with values of a closed list, such as switches.
const SWITCHES: &[&str] = &[
    "auth_type=azure-cli",
    "auth_type=azure-client-secret",
    "auth_type=azure-msi",
    "auth_type=databricks-cli",
    "auth_type=oauth-m2m",
    "auth_type=oauth-u2m",
    "auth_type=pat",
    "authMech=OAUTH",
    "authMech=PAT",
    "AuthMech=11",
    "AuthMech=3",
    "Pooling=false",
    "Pooling=true",
    "Protocol:https",
    "protocol=https",
    "sslVersion=TLSv1.2",
    "sslVersion=TLSv1.3",
    "statusCode=ERROR_STATUS",
    "statusCode:ERROR_STATUS",
    "use_cloud_fetch=False",
    "use_cloud_fetch=True",
    "caseSensitive=false",
    "caseSensitive=true",
    "level=DEBUG",
    "level=ERROR",
    "level=INFO",
    "level=WARN",
    "level=debug",
    "level=error",
    "level=info",
    "level=warn",
    "status=Error",
    "status=Ok",
    "error=access_denied",
    "error=invalid_client",
    "error=invalid_grant",
    "error=invalid_request",
    "error=invalid_scope",
    "error=server_error",
    "error=temporarily_unavailable",
    "error=unauthorized_client",
    "type=UNKNOWN",
    "state=FAILED",
    "state=ERROR_STATE",
    "state=CANCELED_STATE",
    "state=CLOSED_STATE",
    "state=RUNNING",
    "\"state\":\"FAILED\"",
    "\"state\":\"CANCELED\"",
    "\"state\":\"CLOSED\"",
    "\"state\":\"PENDING\"",
    "\"state\":\"RUNNING\"",
    "\"state\":\"SUCCEEDED\"",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(include_str!("words.txt").lines().is_sorted());
    }

    #[test]
    fn every_switch_is_a_setting() {
        for switch in SWITCHES {
            assert!(is_setting(switch), "{switch}");
        }
    }

    #[test]
    fn quotes_and_brackets_hide_words() {
        let words = |line: &str| {
            let found = with_words(line, Vec::new(), &mut Sql::default());
            found.into_iter().map(|found| line[found.start..found.end].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words("failed to open 'not found' [is closed] twice"), ["failed", "to", "open", "twice"]);
        assert_eq!(words("can't parse \"the value"), ["can't", "parse"]);
        assert_eq!(words("failed: select value from list"), ["failed"]);
        assert_eq!(words("attempt 3 of 12345, value 77"), ["attempt", "3", "of", "value"]);
        assert_eq!(words("a.closed table_open open|closed"), Vec::<String>::new());
    }
}
