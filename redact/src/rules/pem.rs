//! PEM blocks: keys and certificates, whole, escaped, quoted, or cut before their end.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{has, looked, run};
use super::super::view::View;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "pem",
    placeholder: "<pem>",
    gate: Gate::Literals(&["-----BEGIN"]),
    find: block,
    #[cfg(test)]
    positive: &[
        ("key -----BEGIN PRIVATE KEY-----\nMIIabc123DEF\n-----END PRIVATE KEY----- bad", "MIIabc123DEF"),
        (r#""-----BEGIN PRIVATE KEY-----\nMIIabc123DEF\n-----END PRIVATE KEY-----\n""#, "MIIabc123DEF"),
        ("> -----BEGIN RSA PRIVATE KEY-----\n> MIIabc123DEF\n> q4", "MIIabc123DEF"),
        ("cut -----BEGIN PRIVATE KEY-----MIIabc1", "MIIabc1"),
    ],
    #[cfg(test)]
    negative: &["the key is not PKCS#8", "certificate key too weak", "no BEGIN line in the PEM file"],
}];

/// From the first dash to the last of the end line; without one, over everything that may be base64.
fn block(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = hit.end;
    while at < bytes.len() {
        if has(bytes, at, "-----END") {
            let name = run(bytes, at + 8, 64, |byte| byte != b'-' && byte != b'\n');
            return found.push(hit.start..run(bytes, name, 5, |byte| byte == b'-'));
        }
        let byte = bytes[at];
        looked(1);
        let inside = byte.is_ascii_alphanumeric()
            || byte.is_ascii_whitespace()
            || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'\\' | b'>' | b',' | b':' | b'|' | b'.' | b'_');
        if !inside {
            break;
        }
        at += 1;
    }
    found.push(hit.start..at);
}
