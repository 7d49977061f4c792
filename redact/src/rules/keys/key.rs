//! A key: how much its name says about its value, and what separates the two.

use std::ops::Range;

use crate::text::{is_one_of, is_quote, is_word_byte, run, run_back, skip_blanks};
use crate::words;

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
    /// A code that is typed in once: short, often of digits alone.
    Once,
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
        let rest = trim_joints(&bytes[self.hit.end..self.range.end]);
        let before = trim_joints(&bytes[self.range.start..self.hit.start]);
        // Of the public key that an assembly of .NET was signed with.
        if is_one_of(before, &["publickey"]) {
            return None;
        }
        let whole = before.is_empty() || !bytes[self.hit.start - 1].is_ascii_alphanumeric();
        let is_owned = |owners: &Owners| match owners {
            Owners::Any => true,
            Owners::Whole => whole || bytes[self.hit.start].is_ascii_uppercase(),
            Owners::These(owners) => {
                is_one_of(last_part(before), owners) || before.is_empty() && is_one_of(self.word_before(bytes), owners)
            }
        };
        NOUNS
            .iter()
            .find(|noun| {
                is_one_of(word, noun.words)
                    && (rest.is_empty() || is_one_of(rest, noun.endings))
                    && is_owned(&noun.owners)
            })
            .map(|noun| noun.strength)
    }

    /// The word before a key that is written in two words: `device code`.
    fn word_before<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let end = run_back(bytes, self.range.start, 1, |byte| byte == b' ');
        let start = run_back(bytes, end, 24, |byte| is_word_byte(byte) || byte == b'-');
        if end < self.range.start { &bytes[start..end] } else { &[] }
    }

    /// The separator after the key, and where the value begins.
    pub(super) fn separator(&self, bytes: &[u8]) -> Option<(Separator, usize)> {
        // `fs.azure.account.key.<account>.blob.core.windows.net`
        let account = run(bytes, self.range.end, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
        let is_account = bytes[self.range.end..account].windows(6).any(|part| part == b".core.");
        let end = if is_account { account } else { self.range.end };
        if is_account && bytes.get(end) == Some(&b' ') {
            return Some((Separator::Equals, skip_blanks(bytes, end)));
        }
        let mut at = run(bytes, end, 3, |byte| is_quote(byte) || matches!(byte, b']' | b')'));
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

/// A word that names a secret, and what may stand around it in a key.
struct Noun {
    words: &'static [&'static str],
    owners: Owners,
    endings: &'static [&'static str],
    strength: Strength,
}

/// What must stand before a word for it to name a secret.
enum Owners {
    Any,
    /// Nothing that the word is a part of.
    Whole,
    These(&'static [&'static str]),
}

const NOUNS: &[Noun] = &[
    Noun { words: &["passw"], owners: Owners::Any, endings: PASSWORDS, strength: Strength::Strong },
    Noun {
        words: &[
            "passphrase",
            "pass phrase",
            "pass-phrase",
            "passcode",
            "pwd",
            "secret",
            "credential",
            "contraseña",
            "kennwort",
            "senha",
            "wachtwoord",
            "heslo",
            "passord",
            "salasana",
        ],
        owners: Owners::Any,
        endings: FORMS,
        strength: Strength::Strong,
    },
    Noun {
        words: &["token"],
        owners: Owners::Any,
        endings: &[
            "value", "text", "string", "1", "2", "header", "s", "hash", "data", "secret", "prod", "dev", "staging",
            "old", "new",
        ],
        strength: Strength::Strong,
    },
    Noun {
        words: &["key"],
        owners: Owners::These(&[
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
        ]),
        endings: &["s", "value", "1", "2", "material", "data", "base64", "b64"],
        strength: Strength::Strong,
    },
    // `secret_key_base`
    Noun { words: &["key"], owners: Owners::These(&["secret"]), endings: &["base"], strength: Strength::Strong },
    Noun {
        words: &["pass"],
        owners: Owners::These(&["store", "keystore", "truststore", "trust"]),
        endings: &[],
        strength: Strength::Strong,
    },
    Noun { words: &["code"], owners: Owners::These(CODES), endings: &["value"], strength: Strength::Once },
    Noun {
        words: &["otp", "totp", "pin", "cvv", "cvc"],
        owners: Owners::Whole,
        endings: &["code", "value"],
        strength: Strength::Once,
    },
    Noun {
        words: &["stringtosign", "canonicalrequest"],
        owners: Owners::Whole,
        endings: &["bytes"],
        strength: Strength::Strong,
    },
    Noun {
        words: &["pat", "tok", "jwt", "cred", "creds", "samlresponse", "samlrequest"],
        owners: Owners::Whole,
        endings: &[],
        strength: Strength::Strong,
    },
    Noun {
        words: &["pass", "key", "sid", "nonce", "hmac", "verifier", "assertion", "salt", "bearer"],
        owners: Owners::Whole,
        endings: &[],
        strength: Strength::Weak,
    },
    Noun {
        words: &["pass"],
        owners: Owners::These(&["db", "user", "proxy", "key", "my"]),
        endings: &[],
        strength: Strength::Weak,
    },
    Noun { words: &["sig"], owners: Owners::Any, endings: &["nature"], strength: Strength::Weak },
    Noun {
        words: &["sig"],
        owners: Owners::Any,
        endings: &["natureprovided", "nature_provided"],
        strength: Strength::Strong,
    },
    Noun {
        words: &["code", "auth", "session", "refresh"],
        owners: Owners::Any,
        endings: &["verifier", "value"],
        strength: Strength::Weak,
    },
];

const PASSWORDS: &[&str] = &[
    "ord",
    "d",
    "ordhash",
    "ord_hash",
    "ords",
    "ord1",
    "ord2",
    "ordtext",
    "ord_value",
    "ort",
    "ord_prod",
    "ord_dev",
    "ord_old",
    "ord_new",
];
const FORMS: &[&str] = &[
    "value", "text", "string", "base64", "b64", "hash", "plain", "1", "2", "old", "new", "key", "data", "s", "header",
    "prod", "dev", "staging",
];
/// What stands before a code that lets somebody in.
const CODES: &[&str] = &[
    "user",
    "device",
    "auth",
    "authorization",
    "authorisation",
    "verification",
    "one-time",
    "onetime",
    "time",
    "mfa",
    "otp",
    "activation",
    "pairing",
    "recovery",
    "backup",
    "security",
    "login",
];

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
