//! A key: how much its name says about its value, and what separates the two.

use std::ops::Range;

use crate::privacy::redact::{
    text::{is_one_of, is_quote, is_word_byte, run, run_back, skip_blanks},
    words,
};

use super::value::element_after;

/// A key: the whole word around a hit, with the dots and dashes of a configuration key.
pub(super) struct Key {
    pub(super) range: Range<usize>,
    hit: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Equals,
    Colon,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// The word alone says that a secret follows.
    Strong,
    /// A secret only if it looks like one.
    Weak,
}

impl Key {
    pub(super) fn around(bytes: &[u8], hit: &Range<usize>) -> Option<Self> {
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
    pub(super) fn secrecy(&self, bytes: &[u8]) -> Option<Strength> {
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
    pub(super) fn separator(&self, bytes: &[u8]) -> Option<(Separator, usize)> {
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

pub(super) fn trim_joints(text: &[u8]) -> &[u8] {
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
