//! Credentials in HTTP headers: `Authorization` in all its schemes, cookies.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{
    begins_word, close_quote, has, is_one_of, is_opaque, is_quote, is_word_byte, over_break, run, skip_blanks,
};
use super::super::view::{OPAQUE, View};
use super::super::words;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "authorization",
        placeholder: "<credential>",
        gate: Gate::Literals(&["authorization"]),
        find: authorization,
        #[cfg(test)]
        positive: &[
            ("Authorization: Bearer abcDEF123456 dropped", "abcDEF123456"),
            (r#"{"Authorization": "Basic c3RhaHJyaDc1MDpM=", "Accept": "*/*"}"#, "c3RhaHJyaDc1MDpM"),
            ("hEaDeR aUtHoRiZaTiOn => bEaReR abcDEF123456", "abcDEF123456"),
            ("Proxy-Authorization: Digest username=\"jo\", nonce=\"x\"\nnext", "jo"),
            ("authorization: Digest username=\"jo\", qop=auth, response=\"77aa\" gave 407", "77aa"),
            ("authorization: abc123def456", "abc123def456"),
        ],
        #[cfg(test)]
        negative: &["authorization failed", "Authorization: required", "407 Proxy Authorization Required"],
    },
    Rule {
        name: "auth_scheme",
        placeholder: "<credential>",
        gate: Gate::Literals(&["bearer", "basic", "negotiate", "ntlm", "digest"]),
        find: scheme,
        #[cfg(test)]
        positive: &[("sent bearer abcDEF123456 to", "abcDEF123456"), ("Basic c3RhaHJyaDc1MDpM", "c3RhaHJyaDc1MDpM")],
        #[cfg(test)]
        negative: &[
            "Bearer token required",
            "Basic authentication is not supported",
            "WWW-Authenticate: Bearer realm=\"databricks\"",
            "basic usage",
        ],
    },
    Rule {
        name: "cookie",
        placeholder: "<cookie>",
        gate: Gate::Literals(&["cookie", "jsessionid", "phpsessid"]),
        find: cookie,
        #[cfg(test)]
        positive: &[
            ("Set-Cookie: DBAUTH=BRvYVRl8qX; Path=/; HttpOnly -- moved", "BRvYVRl8qX"),
            ("Cookie: a=b1; c=d2\nnext", "d2"),
            (r#"{"cookie": "sid=9xk2"}"#, "9xk2"),
            ("x;JSESSIONID=0123ABCD", "0123ABCD"),
        ],
        #[cfg(test)]
        negative: &["cookie expired", "no cookie: please log in", "Cookie header missing"],
    },
];

fn authorization(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = run(bytes, hit.end, 4, |byte| is_quote(byte) || matches!(byte, b']' | b')'));
    at = skip_blanks(bytes, at);
    let separator = run(bytes, at, 3, |byte| matches!(byte, b':' | b'=' | b'>' | b'-' | b','));
    if separator == at {
        return;
    }
    at = skip_blanks(bytes, separator);
    at = run(bytes, at, 2, |byte| matches!(byte, b'[' | b'('));
    let quoted = bytes.get(at).copied().filter(|byte| is_quote(*byte));
    let open = at;
    at += usize::from(quoted.is_some());
    let scheme_end = run(bytes, at, 32, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let has_scheme =
        is_one_of(&bytes[at..scheme_end], SCHEMES) && bytes.get(scheme_end).is_some_and(u8::is_ascii_whitespace);
    let many = has_scheme && is_one_of(&bytes[at..scheme_end], PARAMETER_SCHEMES);
    let start = if has_scheme { skip_blanks(bytes, scheme_end) } else { at };
    let end = match quoted {
        Some(_) => close_quote(bytes, open).0.max(start),
        None if many => parameters_end(bytes, start),
        None => over_break(bytes, start, run(bytes, start, 8192, is_credential), is_credential),
    };
    // What an earlier pass has left in the place of the parameters, and what follows it.
    let is_done = many && quoted.is_none() && bytes.get(start) == Some(&OPAQUE);
    if is_done || is_opaque(bytes, start..end) || !has_scheme && words::is_prose(&bytes[start..end]) {
        return;
    }
    // `Bearer token required` behind a colon is a sentence.
    if has_scheme && quoted.is_none() && words::is_word(&bytes[start..end]) {
        return;
    }
    found.push(start..end);
}

/// The end of `name=value, name="value"`; of something else, the end of the line.
fn parameters_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut end) = (start, start);
    loop {
        let name = run(bytes, at, 64, |byte| is_word_byte(byte) || byte == b'-');
        let glued = at > end && bytes[end] != b',' && !is_one_of(&bytes[at..name], &["SignedHeaders", "Signature"]);
        if name == at || bytes.get(name) != Some(&b'=') || glued {
            break;
        }
        end = match bytes.get(name + 1) {
            Some(quote) if is_quote(*quote) => (close_quote(bytes, name + 1).0 + 1).min(bytes.len()),
            _ => run(bytes, name + 1, 4096, |byte| !byte.is_ascii_whitespace() && byte != b',' && !is_quote(byte)),
        };
        at = skip_blanks(bytes, run(bytes, skip_blanks(bytes, end), 1, |byte| byte == b','));
    }
    if end == start { run(bytes, start, 4096, |byte| byte != b'\n') } else { end }
}

fn scheme(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    let start = skip_blanks(bytes, run(bytes, hit.end, 1, |byte| byte == b':'));
    let start = run(bytes, start, 1, is_quote);
    if start == hit.end {
        return;
    }
    let end = run(bytes, start, 8192, is_credential);
    let value = &bytes[start..end];
    let is_parameter = bytes.get(end).is_some_and(|byte| is_quote(*byte)) && value.ends_with(b"=");
    let digit = value.iter().any(u8::is_ascii_digit);
    let looks = digit || value.len() >= 16 && !words::is_known(value);
    if value.len() >= 6 && looks && !is_parameter && !is_opaque(bytes, start..end) {
        found.push(start..over_break(bytes, start, end, is_credential));
    }
}

/// `name=value` pairs up to the last that a semicolon leads to; without any, nothing.
fn cookie(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = hit.end;
    if !has(bytes, hit.start, "cookie") {
        // A session cookie by its own name.
        if bytes.get(at) == Some(&b'=') {
            let end = run(bytes, at + 1, 4096, |byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b';' | b'"' | b'&' | b'\'')
            });
            if !is_opaque(bytes, at + 1..end) {
                found.push(at + 1..end);
            }
        }
        return;
    }
    at = run(bytes, at, 4, |byte| is_quote(byte) || matches!(byte, b'2' | b's' | b'S'));
    at = skip_blanks(bytes, at);
    let separator = run(bytes, at, 2, |byte| matches!(byte, b':' | b'=' | b'>'));
    if separator == at {
        return;
    }
    at = run(bytes, skip_blanks(bytes, separator), 3, |byte| is_quote(byte) || byte == b'[');
    let start = at;
    let mut end = at;
    loop {
        let name = run(bytes, at, 128, |byte| is_word_byte(byte) || matches!(byte, b'-' | b'.' | b'$' | b'!' | b'*'));
        let mut next = name;
        if bytes.get(name) == Some(&b'=') {
            next = run(bytes, name + 1, 4096, |byte| !byte.is_ascii_whitespace() && byte != b';' && !is_quote(byte));
        } else if at == start {
            return;
        }
        if next == at {
            break;
        }
        end = next;
        // `Expires=Wed, 01 Jan …` has blanks; it is followed by a semicolon all the same.
        let more = run(bytes, next, 40, |byte| byte != b';' && byte != b'\n' && !is_quote(byte));
        if bytes.get(more) != Some(&b';') || more != next && !has(bytes, at, "expires") {
            break;
        }
        at = run(bytes, more + 1, 4, |byte| byte == b' ');
        end = more;
    }
    if !is_opaque(bytes, start..end) {
        found.push(start..end);
    }
}

fn is_credential(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'.' | b'_' | b'~' | b'+' | b'/' | b'=' | b'-' | b'%' | b':' | b'!' | b'$' | b'*')
}

const SCHEMES: &[&str] = &[
    "AWS4-HMAC-SHA256",
    "Basic",
    "Bearer",
    "Digest",
    "Key",
    "NTLM",
    "Negotiate",
    "OAuth",
    "SharedKey",
    "SharedKeyLite",
    "Token",
];
const PARAMETER_SCHEMES: &[&str] = &["AWS4-HMAC-SHA256", "Digest", "OAuth"];
