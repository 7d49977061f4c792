//! Values of keys that name a secret or a person: `password=…`, `"client_secret": "…"`, `UID=…;`, `token: Some("…")`.

use std::ops::Range;

use super::super::{
    rule::{Found, Gate, Rule},
    text::{
        close_quote, has, is_one_of, is_opaque, is_quote, is_word_byte, over_break, run, run_back, skip_blanks,
        value_end,
    },
    view::View,
    words,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "secret_value",
        placeholder: "<secret>",
        gate: Gate::Literals(&[
            "passw",
            "passphrase",
            "passcode",
            "pwd",
            "pass",
            "secret",
            "token",
            "key",
            "credential",
            "sig",
            "verifier",
            "assertion",
            "code",
            "auth",
            "session",
            "otp",
            "pin",
            "salt",
            "refresh",
            "contraseña",
            "kennwort",
        ]),
        find: secret,
        positive: &[
            ("client_secret=abc&grant_type=x", "abc"),
            ("PASSWORD  =  NI8Ile9Wt is wrong", "NI8Ile9Wt"),
            (r#"{"access_token":"abc","expires_in":3600}"#, "abc"),
            (r#"token: Some("abcdef"), timeout"#, "abcdef"),
            ("password -> hunter; next", "hunter"),
            ("client-secret := hunter", "hunter"),
            ("PWD={a;b};Port=1", "a;b"),
            ("KeyStore password Dragon1982$! is wrong", "Dragon1982"),
            ("fs.s3a.secret.key h80GUa78aa/C/BFIw9djebXXdBD23smHecygsI9L", "h80GUa78aa"),
            ("AccountKey=Q2W2sBNZzS+emp/KkXlL5DVezQ9kZT16rJhOvvb0aT==;End", "Q2W2sBNZzS"),
            ("--db-password=fIn9j!WqA8sLy x", "fIn9j!WqA8sLy"),
            ("failed: =password=hunter", "hunter"),
            ("passphrase [v5cWWYchp7] does not open the key", "v5cWWYchp7"),
            ("<clientSecret>hunter</clientSecret>", "hunter"),
            ("<property name='x.client.password'>hunter</property>", "hunter"),
            ("<name>x.secret.key</name>\n  <value>hunter</value>", "hunter"),
        ],
        negative: &[
            "Missing secret: set the client secret before you open a connection",
            "token=null, password=null, auth_flow=BROWSER_BASED_AUTHENTICATION",
            "tokens per second: 12",
            "password must not be empty",
            "Unexpected token near line 8, column 8",
            "client_secret=**** was refused",
            "unknown config key spark.sql.ansi.enabled; did you mean",
            "max_tokens=512",
            "signature algorithm: RS256",
            "code=UNAVAILABLE, errorCode:0",
            "foreign key: none",
            "token_type: Bearer",
            "--password=xxxxx is deprecated",
        ],
    },
    Rule {
        name: "person",
        placeholder: "<user>",
        gate: Gate::Literals(&[
            "user",
            "uid",
            "login",
            "accountname",
            "account_name",
            "owner",
            "principal",
            "displayname",
            "display_name",
            "first_name",
            "last_name",
            "firstname",
            "lastname",
            "fullname",
            "full_name",
            "created_by",
            "modified_by",
            "run_as",
            "query_tags",
            "querytags",
            "author",
            "assignee",
        ]),
        find: person,
        positive: &[
            ("username=juless86 password=x", "juless86"),
            ("{'username': 'lisa.warmer', 'x': 1}", "lisa.warmer"),
            ("UID=malwinag95;PWD=x", "malwinag95"),
            ("ProxyConfig(user=luis_grottner, port=1)", "luis_grottner"),
        ],
        negative: &["UID=token;", "user=null", "user_agent=x", "login failed: retry", "user: unknown", "owner=system"],
    },
];

fn secret(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let Some(key) = Key::around(bytes, &hit) else {
        return;
    };
    let Some(strength) = key.secrecy(bytes) else {
        return;
    };
    match key.separator(bytes) {
        Some((separator, at)) => {
            let Some(value) = value(bytes, at) else {
                return;
            };
            if !is_harmless(bytes, &value, strength, separator) {
                let end = over_break(bytes, value.start, value.end, |byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
                });
                found.push(value.start..end);
            }
        }
        None if strength == Strength::Strong => {
            // Prose: `password Dragon1982$! is wrong`. Only what nobody would take for a word.
            let mut at = skip_blanks(bytes, run(bytes, key.range.end, 1, is_quote));
            at = run(bytes, at, 1, |byte| matches!(byte, b'[' | b'('));
            for filler in ["is ", "was ", "value ", "of ", "provided ", "given ", "id "] {
                if has(bytes, at, filler) {
                    at += filler.len();
                }
            }
            // An ampersand ends a parameter, not a word of prose.
            let end = value_end(bytes, at);
            let end = if bytes.get(end) == Some(&b'&') {
                run(bytes, end, 128, |byte| !byte.is_ascii_whitespace() && !is_quote(byte))
            } else {
                end
            };
            if at > key.range.end && looks_secret(&bytes[at..end]) {
                found.push(at..end);
            }
        }
        None => {}
    }
}

fn person(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let Some(key) = Key::around(bytes, &hit) else {
        return;
    };
    let suffix = trim_joints(&bytes[hit.end..key.range.end]);
    if !(suffix.is_empty()
        || is_one_of(suffix, &["name", "id", "principal", "principalname", "s", "email", "mail", "_name"]))
    {
        return;
    }
    let Some((separator, at)) = key.separator(bytes) else {
        return;
    };
    let Some(value) = value(bytes, at) else {
        return;
    };
    let text = &bytes[value.clone()];
    let quoted = value.start > 0 && is_quote(bytes[value.start - 1]);
    let prose = separator == Separator::Colon && !quoted && words::is_known(text);
    if !prose
        && !words::is_word(text)
        && !is_opaque(bytes, value.clone())
        && !words::is_uuid(text)
        && !text.starts_with(b"(")
    {
        found.push(value);
    }
}

/// A key: the whole word around a hit, with the dots and dashes of a configuration key.
struct Key {
    range: Range<usize>,
    hit: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Equals,
    Colon,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// The word alone says that a secret follows.
    Strong,
    /// A secret only if it looks like one.
    Weak,
}

impl Key {
    fn around(bytes: &[u8], hit: &Range<usize>) -> Option<Self> {
        let belongs = |byte: u8| is_word_byte(byte) || matches!(byte, b'.' | b'-');
        let start = run_back(bytes, hit.start, 64, belongs);
        let end = run(bytes, hit.end, 32, |byte| is_word_byte(byte) || byte == b'-');
        // `-> token` and `--token`: dashes in front are not of the key, and an arrow behind it is not either.
        let end = if bytes[hit.end..end].ends_with(b"-") { end - 1 } else { end };
        // In the middle of a lower-case word it is another word: `keyboard`, `compass`.
        let inside =
            hit.start > start && bytes[hit.start - 1].is_ascii_lowercase() && bytes[hit.start].is_ascii_lowercase();
        // `grant_type=client_credentials`: what stands behind a sign is a value, whatever it is called.
        if start > 1 && bytes[start - 1] == b'=' && is_word_byte(bytes[start - 2]) {
            return None;
        }
        let glued = inside && !is_glued(&bytes[start..hit.start]);
        (!glued).then(|| Self { range: start..end, hit: hit.clone() })
    }

    /// How much the key says about its value; nothing if it is another key.
    fn secrecy(&self, bytes: &[u8]) -> Option<Strength> {
        let word = &bytes[self.hit.clone()];
        let rest = &bytes[self.hit.end..self.range.end];
        let before = trim_joints(&bytes[self.range.start..self.hit.start]);
        let suffix =
            |known: &[&str]| rest.is_empty() || is_one_of(trim_joints(rest), known) || trim_joints(rest).is_empty();
        const FORMS: &[&str] = &[
            "value", "text", "string", "base64", "b64", "hash", "plain", "1", "2", "old", "new", "key", "data", "s",
            "header",
        ];
        let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
        if is("passw") {
            return is_one_of(
                trim_joints(rest),
                &["ord", "d", "ordhash", "ord_hash", "ords", "ord1", "ord2", "ordtext", "ord_value"],
            )
            .then_some(Strength::Strong);
        }
        if is("passphrase")
            || is("passcode")
            || is("pwd")
            || is("secret")
            || is("credential")
            || is("contraseña")
            || is("kennwort")
        {
            return suffix(FORMS).then_some(Strength::Strong);
        }
        if is("token") {
            return suffix(&["value", "text", "string", "1", "2", "header", "s", "hash", "data", "secret"])
                .then_some(Strength::Strong);
        }
        if is("key") {
            let named = is_one_of(
                last_part(before),
                &[
                    "api",
                    "access",
                    "account",
                    "private",
                    "secret",
                    "shared",
                    "encryption",
                    "master",
                    "storage",
                    "sas",
                    "subscription",
                    "signing",
                    "auth",
                    "license",
                    "functions",
                    "consumer",
                    "app",
                    "x-api",
                    "sharedaccess",
                    "service",
                ],
            );
            let plural = suffix(&["s", "value", "1", "2", "material", "data"]);
            return (named && plural).then_some(Strength::Strong);
        }
        if is("pass") {
            return (rest.is_empty()
                && (before.is_empty()
                    || is_one_of(last_part(before), &["db", "user", "proxy", "key", "trust", "keystore"])))
            .then_some(Strength::Weak);
        }
        if is("sig") {
            return (rest.is_empty() || rest.eq_ignore_ascii_case(b"nature")).then_some(Strength::Weak);
        }
        if is("verifier") || is("assertion") || is("otp") || is("pin") || is("salt") {
            return (rest.is_empty() && (before.is_empty() || bytes[self.hit.start - 1] == b'_'))
                .then_some(Strength::Weak);
        }
        if is("code") || is("auth") || is("session") || is("refresh") {
            return (rest.is_empty() || is_one_of(rest, &["_verifier", "_value"])).then_some(Strength::Weak);
        }
        None
    }

    /// The separator after the key, and where the value begins.
    fn separator(&self, bytes: &[u8]) -> Option<(Separator, usize)> {
        let mut at = run(bytes, self.range.end, 3, |byte| is_quote(byte) || matches!(byte, b']' | b')'));
        if let Some(value) = element_after(bytes, at) {
            return Some((Separator::Equals, value));
        }
        at = run(bytes, at, 16, |byte| matches!(byte, b' ' | b'\t'));
        let end = run(bytes, at, 3, |byte| matches!(byte, b'=' | b':' | b'>' | b'-' | b'|'));
        let separator = match &bytes[at..end] {
            b":" | b"::" | b"|" => Separator::Colon,
            // `<clientSecret>…</clientSecret>`
            b">" if self.range.start > 0 && bytes[self.range.start - 1] == b'<' => Separator::Equals,
            b"=" | b"==" | b"===" | b"=>" | b"->" | b":=" | b"=:" => Separator::Equals,
            [b'=' | b':', b'-', ..] => return Some((Separator::Equals, at + 1)),
            _ => return None,
        };
        Some((separator, skip_blanks(bytes, end)))
    }
}

/// Where the text of the element begins that XML has behind a key: `'key'>value<`, `key</name><value>value<`.
fn element_after(bytes: &[u8], at: usize) -> Option<usize> {
    let value = match bytes.get(at..at + 2)? {
        [b'>', _] if at > 0 && is_quote(bytes[at - 1]) => at + 1,
        b"</" => {
            let close = run(bytes, at + 2, 40, |byte| byte != b'>' && byte != b'\n');
            let open = skip_blanks(bytes, close + 1);
            let end = run(bytes, open, 40, |byte| byte != b'>' && byte != b'\n');
            if bytes.get(open) != Some(&b'<') || bytes.get(open + 1) == Some(&b'/') || bytes.get(end) != Some(&b'>') {
                return None;
            }
            end + 1
        }
        _ => return None,
    };
    let end = run(bytes, value, 512, |byte| byte != b'<' && byte != b'\n');
    (bytes.get(end) == Some(&b'<') && end > value).then_some(value)
}

/// What the value covers: inside its quotes, braces or wrappers (`Some("…")`).
fn value(bytes: &[u8], mut at: usize) -> Option<Range<usize>> {
    for _ in 0..3 {
        let name = run(bytes, at, 24, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'));
        let opens = matches!(bytes.get(name), Some(b'(' | b'['));
        if !opens || !bytes.get(name + 1).is_some_and(|next| is_quote(*next) || next.is_ascii_alphanumeric()) {
            break;
        }
        if name > at && !bytes[at].is_ascii_uppercase() && !is_quote(bytes[name + 1]) {
            break;
        }
        at = name + 1;
    }
    // `b"…"`, `r"…"`
    if matches!(bytes.get(at), Some(b'b' | b'r' | b'u')) && bytes.get(at + 1).is_some_and(|next| is_quote(*next)) {
        at += 1;
    }
    let first = *bytes.get(at)?;
    let range = if is_quote(first) {
        at + 1..close_quote(bytes, at).0
    } else if first == b'{' {
        at + 1..run(bytes, at + 1, 512, |byte| byte != b'}' && byte != b'\n')
    } else {
        at..value_end(bytes, at)
    };
    (range.start < range.end).then_some(range)
}

/// Whether a value behind a separator gives nothing away.
fn is_harmless(bytes: &[u8], value: &Range<usize>, strength: Strength, separator: Separator) -> bool {
    let text = &bytes[value.clone()];
    // A value that somebody has struck out already.
    let struck = text.iter().all(|byte| matches!(byte, b'x' | b'X' | b'.' | b'#'));
    if is_opaque(bytes, value.clone()) || is_one_of(text, NOTHING) || struck {
        return true;
    }
    let quoted = value.start > 0 && is_quote(bytes[value.start - 1]);
    if strength == Strength::Weak {
        let mixed = text.iter().any(u8::is_ascii_digit) && text.iter().any(u8::is_ascii_alphabetic);
        return text.len() < 6 || !mixed || words::is_known(text) || words::is_uuid(text) || is_constant(text);
    }
    if separator == Separator::Colon && !quoted {
        return words::is_known(text) || is_constant(text) || text.len() < 4 && text.iter().all(u8::is_ascii_digit);
    }
    // Counts: `max_tokens=512`.
    let plural = value.start >= 2 && text.len() < 7 && text.iter().all(u8::is_ascii_digit);
    plural && word_is_plural(bytes, value.start)
}

fn word_is_plural(bytes: &[u8], value: usize) -> bool {
    let end = run_back(bytes, value, 8, |byte| !byte.is_ascii_alphanumeric());
    end > 0 && bytes[end - 1].eq_ignore_ascii_case(&b's')
}

/// Without a separator: what cannot be a word, a version, a number or an id.
fn looks_secret(text: &[u8]) -> bool {
    let digit = text.iter().any(u8::is_ascii_digit);
    let letter = text.iter().any(u8::is_ascii_alphabetic);
    let mark = text.iter().any(|byte| matches!(byte, b'!' | b'#' | b'$' | b'^' | b'*' | b'~' | b'+' | b'%' | b'@'));
    let shape = letter && (digit || mark) || mark && digit;
    let other = text.iter().any(|byte| matches!(byte, b'(' | b'=' | b'{' | b'[' | 0x04))
        || text.windows(2).any(|pair| pair == b"::");
    let version = text.first() == Some(&b'v') && text[1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    text.len() >= 6
        && shape
        && !other
        && !version
        && !words::is_uuid(text)
        && !words::is_known(text)
        && !is_constant(text)
}

/// `BROWSER_BASED_AUTHENTICATION`, `RS256`.
fn is_constant(text: &[u8]) -> bool {
    text.len() < 8 && text.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || text.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_') && words::is_known(text)
}

/// Words that are often written together with a key word, in lower case: `dbpassword`, `accesstoken`.
fn is_glued(before: &[u8]) -> bool {
    let lower = before.to_ascii_lowercase();
    [
        "access", "refresh", "client", "db", "user", "my", "auth", "key", "store", "trust", "api", "id", "secret",
        "proxy", "shared", "account", "oauth", "pat", "http", "admin", "root", "j", "sas",
    ]
    .iter()
    .any(|word| lower.ends_with(word.as_bytes()))
}

fn trim_joints(text: &[u8]) -> &[u8] {
    words::trim(text, |byte| matches!(byte, b'_' | b'-' | b'.'))
}

fn last_part(text: &[u8]) -> &[u8] {
    let part = text.rsplit(|byte| matches!(byte, b'_' | b'-' | b'.')).next().unwrap_or(text);
    // `OAuth2AccessKey`, `AccountKey`: from the last capital on.
    match part.iter().rposition(u8::is_ascii_uppercase) {
        Some(hump) if part[hump..].iter().any(u8::is_ascii_lowercase) => &part[hump..],
        _ => part,
    }
}

/// Values that say that there is none.
const NOTHING: &[&str] = &[
    "null",
    "none",
    "nil",
    "undefined",
    "true",
    "false",
    "empty",
    "missing",
    "redacted",
    "hidden",
    "unset",
    "n/a",
    "required",
    "(null)",
    "(none)",
    "(empty)",
    "yes",
    "no",
    "0",
    "1",
    "\"\"",
    "''",
    "None)",
    "invalid",
    "expired",
];
