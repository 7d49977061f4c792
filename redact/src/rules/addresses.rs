//! IP and hardware addresses.

use std::ops::Range;

use super::super::rule::{COLONS, Found, Gate, QUAD, Rule};
use super::super::text::{is_one_of, is_word_byte, run, run_back, seek, word_before};
use super::super::view::View;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "ipv4",
        placeholder: "<ip>",
        gate: Gate::Bytes(QUAD),
        find: v4,
        #[cfg(test)]
        positive: &[
            ("refused: /10.44.66.12:443", "10.44.66.12"),
            ("from 172.18.114.81 is blocked", "172.18.114.81"),
            ("host/192.168.0.1:80", "192.168.0.1"),
            ("Connect to [db.example.net/10.44.66.12] failed", "10.44.66.12"),
        ],
        #[cfg(test)]
        negative: &[
            "runtime 10.4.1.2 is not supported: version 10.4.1.2 reached end of life",
            "driver version 5.5.56.931 is older than the minimum 7.7.35.17",
            "Databricks/1.2.3.4",
            "v1.2.3.4",
            "1.2.3.4.5",
            "127.0.0.1 and 0.0.0.0",
            "client 2.31.4.107 does not support protocol V9 (needs 3.1.0.22), Photon 14.2.0.9",
            "Apache.Arrow.Adbc 14.0.2.0 loaded, Other 0.19.0.0",
        ],
    },
    Rule {
        name: "ipv6",
        placeholder: "<ip>",
        gate: Gate::Bytes(COLONS),
        find: v6,
        #[cfg(test)]
        positive: &[
            ("dial tcp [fe80::4f:2c:12d:248]:443", "fe80::4f"),
            ("binding 2600:1f11:d078:3b5:0:0:0:2d78", "2600:1f11"),
            ("::ffff:10.1.2.3 x", "10.1.2.3"),
            ("fe80::1%eth0", "fe80::1"),
            ("EHOSTUNREACH fd9c:03d9:3178:96d7:4448:3cb8:4a96:a2e7:443", "fd9c:03d9"),
            ("mac 00:1b:44:11:3a:b7", "00:1b:44"),
            ("audit{src:2603:10a6:87c:301c::6330,x}", "10a6:87c"),
        ],
        #[cfg(test)]
        negative: &["at 12:34:56", "std::fmt::a::b", "a::b", "12:34:56:78", "code ::", "Local (:::0) and [::1]:443"],
    },
];

fn v4(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    loop {
        at = seek(bytes, at, |byte| byte.wrapping_sub(b'0') < 10);
        if at >= whole.end {
            return;
        }
        let end = run(bytes, at, 64, |byte| byte.is_ascii_digit() || byte == b'.');
        if let Some(length) = dotted_quad(&bytes[at..end])
            && !is_version(bytes, at, at + length)
        {
            found.push(at..at + length);
        }
        at = end.max(at + 1);
    }
}

/// The length of four numbers up to 255 at the start, with nothing but a full stop after them.
fn dotted_quad(text: &[u8]) -> Option<usize> {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let mut parts = 0;
    for part in text.split(|byte| *byte == b'.') {
        let number: u16 = std::str::from_utf8(part).ok()?.parse().ok()?;
        if number > 255 || part.len() > 3 {
            return None;
        }
        parts += 1;
    }
    (parts == 4).then_some(text.len())
}

fn is_version(bytes: &[u8], start: usize, end: usize) -> bool {
    // No machine has an address that begins with zero.
    if matches!(&bytes[start..end], b"127.0.0.1" | b"255.255.255.255") || bytes[start..].starts_with(b"0.") {
        return true;
    }
    let next = bytes.get(end).copied().unwrap_or(b' ');
    if next == b':' && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        return false;
    }
    if is_word_byte(next) || matches!(next, b'-' | b'+') && bytes.get(end + 1).is_some_and(|byte| is_word_byte(*byte)) {
        return true;
    }
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    if before == b'/' {
        // `product/1.2.3.4`; a bare slash is Java's way to write an address without a name.
        let name = run_back(bytes, start - 1, 40, is_word_byte);
        // Behind a host's name it is that host's.
        let host = name > 0 && bytes[name - 1] == b'.' && bytes[name..start - 1].iter().all(u8::is_ascii_lowercase);
        return !host && name < start - 1 && bytes[name..start - 1].iter().any(|byte| byte.is_ascii_alphabetic());
    }
    if is_word_byte(before) || before == b'.' || before == b'-' {
        return true;
    }
    // `Apache.Arrow.Adbc 14.0.2.0`
    let assembly = run_back(bytes, start.saturating_sub(usize::from(before == b' ')), 64, |byte| {
        is_word_byte(byte) || byte == b'.'
    });
    let names = bytes[assembly..start].trim_ascii().split(|byte| *byte == b'.');
    if before == b' '
        && names.clone().count() > 1
        && names.into_iter().all(|name| name.first().is_some_and(u8::is_ascii_uppercase))
    {
        return true;
    }
    let after = run(bytes, end, 1, |byte| byte == b' ');
    let later = run(bytes, after, 24, |byte| byte.is_ascii_alphabetic() || byte == b' ');
    let trailing = &bytes[after..later];
    // Behind a product's name; a private network's address is none of its versions.
    let private = bytes[start..].starts_with(b"10.") || bytes[start..].starts_with(b"192.168.");
    if !private && before == b' ' && is_one_of(word_before(bytes, start), PRODUCTS) {
        return true;
    }
    is_one_of(word_before(bytes, start), VERSION_WORDS)
        || [
            "or later",
            "does not support",
            "or greater",
            "or lower",
            "or earlier",
            "is too old",
            "is required",
            "is needed",
            "or newer",
            "or higher",
            "or above",
            "is not supported",
            "reached end",
            "is older",
            "is deprecated",
        ]
        .iter()
        .any(|words| trailing.len() >= words.len() && trailing[..words.len()].eq_ignore_ascii_case(words.as_bytes()))
}

fn v6(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let belongs = |byte: u8| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.';
    let mut at = whole.start;
    while at < whole.end {
        if !(bytes[at].is_ascii_hexdigit() || bytes[at] == b':')
            || at > 0 && (is_word_byte(bytes[at - 1]) || belongs(bytes[at - 1])) && !follows_key(bytes, at)
        {
            at += 1;
            continue;
        }
        let end = run(bytes, at, 64, belongs);
        let text = &bytes[at..end];
        let text = &text[..text.len() - text.iter().rev().take_while(|byte| **byte == b'.').count()];
        let text = if text.ends_with(b":") && !text.ends_with(b"::") { &text[..text.len() - 1] } else { text };
        let follows = bytes.get(at + text.len()).copied().unwrap_or(b' ');
        if (!is_word_byte(follows)) && is_v6(text) {
            let zone =
                if follows == b'%' { run(bytes, at + text.len() + 1, 16, is_word_byte) } else { at + text.len() };
            found.push(at..zone);
        }
        at = end.max(at + 1);
    }
}

/// `src:2603:10a6::1`: whether the colon before `at` is that of a key.
fn follows_key(bytes: &[u8], at: usize) -> bool {
    let colon = at - 1;
    let word = run_back(bytes, colon, 16, is_word_byte);
    bytes[colon] == b':'
        && bytes[word..colon].iter().any(|byte| byte.is_ascii_alphabetic() && !byte.is_ascii_hexdigit())
}

fn is_v6(text: &[u8]) -> bool {
    let groups: usize = text.split(|byte| *byte == b':').filter(|group| !group.is_empty()).count();
    let colons = text.iter().filter(|byte| **byte == b':').count();
    let shortened = text.windows(2).any(|pair| pair == b"::");
    let fits =
        text.split(|byte| *byte == b':').all(|group| group.len() <= 4 || group.contains(&b'.') && group.len() <= 15);
    let digits = text.iter().any(u8::is_ascii_digit);
    if text.iter().all(|byte| matches!(byte, b':' | b'0' | b'1')) && groups <= 1 {
        // Any address, and this machine itself.
        return false;
    }
    let pairs = text.split(|byte| *byte == b':').all(|group| group.len() == 2);
    if pairs && groups == 6 && colons == 5 {
        return true;
    }
    // Node writes the port behind a ninth colon.
    let port = colons == 8 && groups == 9 && text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count() >= 2;
    let fits = fits || port && text.split(|byte| *byte == b':').all(|group| group.len() <= 5);
    fits && colons >= 2 && (shortened && groups >= 1 && digits && groups <= 7 || colons == 7 && groups == 8 || port)
}

/// Names of products that stand right before their version.
const PRODUCTS: &[&str] = &[
    "adbc",
    "airflow",
    "arrow",
    "curl",
    "dbeaver",
    "dbt",
    "delta",
    "excel",
    "glibc",
    "go",
    "hardy",
    "hive",
    "iodbc",
    "java",
    "jdbc",
    "kernel",
    "libcurl",
    "linux",
    "macos",
    "odbc",
    "openssl",
    "photon",
    "python",
    "scala",
    "simba",
    "spark",
    "sparkodbc",
    "tableau",
    "thrift",
    "unixodbc",
    "windows",
];

const VERSION_WORDS: &[&str] = &[
    "build", "driver", "found", "jdk", "jre", "least", "minimum", "maximum", "needs", "need", "needed", "release",
    "requires", "required", "runtime", "sdk", "since", "than", "upgrade", "v", "ver", "version", "versions",
];
