//! Values of keys that name a secret.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{Found, Gate, Rule},
    text::{has, is_one_of, is_opaque, is_quote, over_break, run, run_back, skip_blanks, value_end},
    view::View,
    words,
};

use super::{
    key::{Key, Separator, Strength},
    value::value,
};

pub(super) const RULE: Rule = Rule {
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
};

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
            found.work += value.len();
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
            found.work += end - at;
            if at > key.range.end && looks_secret(&bytes[at..end]) {
                found.push(at..end);
            }
        }
        None => {}
    }
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
