//! Values of keys that name a secret.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{has, is_one_of, is_opaque, is_quote, over_break, run, run_back, skip_blanks, value_end};
use crate::view::View;
use crate::words;

use super::key::{Key, Separator, Strength};
use super::value::value;

pub(super) const RULE: Rule = Rule {
    name: "secret_value",
    placeholder: "<secret>",
    gate: Gate::Literals(&[
        "passw",
        "passphrase",
        "pass phrase",
        "pass-phrase",
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
        // Bytes beyond ASCII make the automaton wider, and with enough of them twice as large.
        "contraseña",
        "kennwort",
        "senha",
        "wachtwoord",
        "heslo",
        "passord",
        "salasana",
        "cvv",
        "cvc",
        "nonce",
        "hmac",
        "stringtosign",
        "canonicalrequest",
        "samlre",
        "pat=",
        "pat:",
        "pat\"",
        "tok=",
        "tok:",
        "tok\"",
        "jwt=",
        "jwt:",
        "jwt\"",
        "cred=",
        "cred:",
        "creds",
        "sid=",
        "sid:",
        "bearer=",
    ]),
    find: secret,
    #[cfg(test)]
    positive: &[
        ("client_secret=abc&grant_type=x", "abc"),
        ("PASSWORD  =  NI8Ile9Wt is wrong", "NI8Ile9Wt"),
        (r#"{"access_token":"abc","expires_in":3600}"#, "abc"),
        (r#"token: Some("abcdef"), timeout"#, "abcdef"),
        ("password -> hunter; next", "hunter"),
        ("storepass:Harbour1971 on JKS", "Harbour1971"),
        ("keystore password : Server25659 is wrong", "Server25659"),
        ("the keytab pass phrase is 7kcz~y19RPjZ7 but", "7kcz"),
        ("user_code: QWKT-BNXR pending", "QWKT-BNXR"),
        ("the one-time code 481516 was used", "481516"),
        ("secret:7A 0B 9C D1 22 F0)", "9C D1"),
        ("<SignatureProvided>77aa12bc</SignatureProvided>", "77aa12bc"),
        ("tok=Zk3jd83jd8,x", "Zk3jd83jd8"),
        ("fs.azure.account.key.navarre.blob.core.windows.net kf93jf93jf==", "kf93jf93jf"),
        ("wrong credential kind:kf93jf93jf;expected another", "kf93jf93jf"),
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
    #[cfg(test)]
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
        r#"{"client_secret":"<redacted>","x":1} password=[REDACTED] token=<hidden> secret=${CLIENT_SECRET}"#,
        "exit code 4815 of error code: 42601, time code",
        "expected continuation token 0xFFFFFFFF",
        "Version=13.0.0.0, Culture=neutral, PublicKeyToken=30ad4fe6b2a6aeed",
        "POST /oidc/v1/token -> 400 Bad Request",
    ],
};

fn secret(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // Short names are gated together with what stands behind them.
    let name = words::trim(&bytes[hit.clone()], |byte| matches!(byte, b'=' | b':' | b'"')).len();
    let is_saml = has(bytes, hit.start, "samlre");
    let end = if is_saml { run(bytes, hit.end, 8, |byte| byte.is_ascii_alphabetic()) } else { hit.start + name };
    let Some(key) = Key::around(bytes, &(hit.start..end)) else {
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
        None if strength == Strength::Once => {
            let at = run(bytes, skip_blanks(bytes, key.range.end), 1, is_quote);
            let end = value_end(bytes, at);
            found.work += end - at;
            if at > key.range.end && (is_once(&bytes[at..end], 4) || looks_secret(&bytes[at..end])) {
                found.push(at..end);
            }
        }
        None if strength == Strength::Strong => {
            // Prose: `password Dragon1982$! is wrong`. Only what nobody would take for a word.
            let mut at = skip_blanks(bytes, run(bytes, key.range.end, 1, is_quote));
            at = run(bytes, at, 1, |byte| matches!(byte, b'[' | b'('));
            at = if has(bytes, at, "- ") { at + 2 } else { at };
            // What stands in quotes is looked at as a literal.
            if bytes.get(at).is_some_and(|byte| is_quote(*byte)) {
                return;
            }
            for filler in ["is ", "was ", "value ", "of ", "provided ", "given ", "id "] {
                if has(bytes, at, filler) {
                    at += filler.len();
                }
            }
            // `credential kind:dskea…`: a word of the message in front of the value.
            let word = run(bytes, at, 24, |byte| byte.is_ascii_alphabetic());
            if bytes.get(word) == Some(&b':') && words::is_word(&bytes[at..word]) {
                at = word + 1;
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
    if words::is_status(&bytes[value.start..]) {
        return true;
    }
    // A value that somebody has struck out already.
    let core =
        words::trim(text, |byte| matches!(byte, b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'*' | b'$'));
    let struck = text.iter().all(|byte| matches!(byte, b'x' | b'X' | b'.' | b'#'));
    let marked = core.len() < text.len() && (core.is_empty() || is_one_of(core, STRUCK));
    if is_opaque(bytes, value.clone()) || is_one_of(text, NOTHING) || struck || marked || names_variable(text) {
        return true;
    }
    let quoted = value.start > 0 && is_quote(bytes[value.start - 1]);
    let fewest = if value.start >= 4 && bytes[value.start - 1] == b'=' { 3 } else { 4 };
    if strength == Strength::Once && is_once(text, fewest) {
        return false;
    }
    if strength != Strength::Strong {
        let mixed = text.iter().any(u8::is_ascii_digit) && text.iter().any(u8::is_ascii_alphabetic);
        return text.len() < 6 || !mixed || words::is_known(text) || words::is_uuid(text) || is_constant(text);
    }
    if separator == Separator::Colon && !quoted {
        return words::is_known(text) && !is_numbered(text)
            || is_constant(text)
            || text.len() < 4 && text.iter().all(u8::is_ascii_digit);
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
        && (!words::is_known(text) || is_numbered(text))
        && !is_constant(text)
        && !is_address(text)
}

/// `Anchor14524`: a word of messages, but with more digits than a message puts behind one.
fn is_numbered(text: &[u8]) -> bool {
    let word = run(text, 0, usize::MAX, |byte| byte.is_ascii_alphabetic());
    word > 3 && text.len() >= word + 3 && text[word..].iter().all(u8::is_ascii_digit)
}

/// `0xFFFFFFFF`: a word of memory.
fn is_address(text: &[u8]) -> bool {
    text.starts_with(b"0x") && text.len() <= 18 && text[2..].iter().all(u8::is_ascii_hexdigit)
}

/// `BROWSER_BASED_AUTHENTICATION`, `RS256`.
fn is_constant(text: &[u8]) -> bool {
    text.len() < 8 && text.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || text.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_') && words::is_known(text)
}

/// A code that is typed in: a few digits, or groups of capitals and digits.
fn is_once(text: &[u8], fewest: usize) -> bool {
    if text.iter().all(u8::is_ascii_digit) {
        return (fewest..=8).contains(&text.len());
    }
    text.contains(&b'-')
        && text.split(|byte| *byte == b'-').all(|group| {
            (3..=5).contains(&group.len())
                && group.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        })
}

/// `${DB_PASSWORD}`, `%(password)s`, `{{ token }}`: the name of a value, not the value.
fn names_variable(text: &[u8]) -> bool {
    let inside = [("${", "}"), ("{{", "}}"), ("%(", ")s"), ("<", ">"), ("$(", ")")].iter().find_map(|(open, close)| {
        text.strip_prefix(open.as_bytes()).and_then(|rest| rest.strip_suffix(close.as_bytes()))
    });
    let inside = inside.or_else(|| text.strip_prefix(b"$"));
    inside.is_some_and(|name| words::is_known(name) && !name.iter().any(u8::is_ascii_digit))
}

/// What stands in brackets where a value has been struck out.
const STRUCK: &[&str] =
    &["redacted", "hidden", "masked", "filtered", "removed", "secret", "sensitive", "omitted", "scrubbed", "private"];

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
