//! Long tokens of no known family that nobody could have written by hand.

use std::ops::Range;

use super::super::rule::{DIGIT, Found, Gate, Rule};
use super::super::text::{over_break, run};
use super::super::view::View;
use super::super::words;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "high_entropy",
    placeholder: "<high>",
    gate: Gate::Bytes(DIGIT),
    find: random,
    #[cfg(test)]
    positive: &[
        ("x boR689e8sXHTEKJni2Le3OC2LvqfIGc0smrsaIwzlNZ9 y", "boR689e8sXHT"),
        ("N8zf6dR3fK/zHvJ+M4sG0ZoLQ9pryhC0c6UcGTHr", "N8zf6dR3fK"),
    ],
    #[cfg(test)]
    negative: &[
        "warehouse 0123456789abcdef",
        "trace 0af7651916cd43dd8448eb211c80319c",
        "org.Foo$$Lambda$214/0x0000000840123456",
        "at Reader$$Lambda$71/0x00007f2b1c9a3d40.run(Unknown Source), 0xc000eb4fbd17a2c9",
        "_ZN4core6option13expect_failed17h0123456789abcdefE",
        "statement 01f8ff23-833f-19cf-bb17-49e4df0a7a2f",
        "GeneratedConstructorAccessor20",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ],
}];

fn random(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'_' | b'-' | b'~');
    let mut at = whole.start;
    while at < whole.end {
        // Most tokens are too short, and what ends one is soonest found from behind.
        let least = &bytes[at..bytes.len().min(at + MIN_LENGTH)];
        if let Some(last) = least.iter().rposition(|byte| !belongs(*byte)) {
            at += last + 1;
            continue;
        }
        let end = run(bytes, at, usize::MAX, belongs);
        let token = words::trim(&bytes[at..end], |byte| matches!(byte, b'-' | b'/' | b'_'));
        let starts = end - at >= MIN_LENGTH && token.len() >= MIN_LENGTH;
        // A long path may hold one random part; each part is looked at by itself then.
        if starts && !words::is_uuid(token) && !is_mangled(&bytes[at..end]) {
            // A path is judged part by part: base64 with slashes has no words between them.
            let is_path = token
                .split(|byte| matches!(byte, b'/' | b'-' | b'_'))
                .any(|part| part.len() > 3 && part.len() < token.len() && words::is_code_word(part));
            // An address in memory is no secret, and what stands before it is judged by itself.
            let is_number = token.split(|byte| *byte == b'/').any(is_hexadecimal);
            if !is_path && !is_number && words::is_random(token) && !words::is_known(token) {
                let padded = run(bytes, end, 2, |byte| byte == b'=');
                found.push(at..over_break(bytes, at, padded, belongs));
            } else {
                let mut part = at;
                for piece in bytes[at..end].split(|byte| matches!(byte, b'/' | b'_' | b'-')) {
                    if piece.len() >= MIN_LENGTH && !is_hexadecimal(piece) && words::is_random(piece) {
                        found.push(part..part + piece.len());
                    }
                    part += piece.len() + 1;
                }
            }
        }
        at = end;
    }
}

/// A symbol of a compiler: `_ZN4core…`, `_RNvMs_…`.
fn is_mangled(token: &[u8]) -> bool {
    ["_ZN", "ZN", "__ZN", "_RNv", "_RIN", "_RNC", "_RNX", "_RNY"]
        .iter()
        .any(|prefix| token.starts_with(prefix.as_bytes()))
}

/// `0x00000003d1b39904`
fn is_hexadecimal(text: &[u8]) -> bool {
    text.strip_prefix(b"0x")
        .is_some_and(|digits| (4..=16).contains(&digits.len()) && digits.iter().all(u8::is_ascii_hexdigit))
}

/// Shorter tokens are left to the rules that know what they are.
const MIN_LENGTH: usize = 20;
