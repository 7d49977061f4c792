//! What a customer says of himself in a user agent: the comment behind the driver's name, and the products beside it.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{is_one_of, is_opaque, is_quote, run, run_back, skip_blanks};
use super::super::view::View;
use super::super::words;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "user_agent",
    placeholder: "<agent>",
    gate: Gate::Literals(&[
        "user-agent",
        "useragent",
        "user_agent",
        "user agent",
        "connector/",
        "driver/",
        "driveross/",
        "odbc/",
        "jdbc/",
        "adbc/",
        "sdk/",
        "kernel/",
        "databricks/",
    ]),
    find: agent,
    #[cfg(test)]
    positive: &[
        ("User-Agent: PyDatabricksSqlConnector/4.1.2 (navarre-nightly; jroe) is illegal", "navarre-nightly"),
        ("client godatabrickssqlconnector/1.7.0 (navarreSuite; x) was throttled", "navarreSuite"),
        ("user-agent: NodejsDatabricksSqlConnector/2.1.0 navarre-etl/7.1 refused", "navarre-etl"),
        ("{'User-Agent': 'navarre-bi (Linux)'}", "navarre-bi"),
        ("UserAgentEntry is invalid: illegal character at index 30: navarre-etl/jo", "navarre-etl"),
        ("UserAgentEntry=navarre_payroll;x=1", "navarre_payroll"),
        ("invalid user agent entry navarre+jroe/1.0", "navarre"),
        ("sent DatabricksJDBCDriverOSS/1.0.7 (jo/navarre-dashboards); retried", "jo/navarre"),
    ],
    #[cfg(test)]
    negative: &[
        "User-Agent: PyDatabricksSqlConnector/4.9.0 Python/3.12.4 urllib3/2.2.3",
        "user-agent: godatabrickssqlconnector/1.6.1 (Linux; x86_64; go1.22.3) was throttled",
        "user-agent header is missing",
        "Databricks/13.3 SimbaSparkODBCDriver/2.8.2 (Windows NT 10.0; Win64; x64)",
        "SqlConnector/4.1.2 (401 Unauthorized)",
    ],
}];

fn agent(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if bytes[hit.end - 1] != b'/' {
        return header(bytes, hit.end, found);
    }
    let start = run_back(bytes, hit.start, 40, is_name);
    // A path and a URL have slashes too.
    let free = start == 0
        || matches!(bytes[start - 1], b' ' | b'[' | b'(' | b':' | b'=' | b'\n')
        || is_quote(bytes[start - 1]);
    let version = run(bytes, hit.end, 32, is_version);
    if free && version > hit.end && bytes[hit.end..version].iter().any(u8::is_ascii_digit) {
        products(bytes, version, false, found);
    }
}

/// The value of the header, or of the setting that adds to it.
fn header(bytes: &[u8], at: usize, found: &mut Found) {
    let at = run(bytes, at, 1, |byte| matches!(byte, b'_' | b'-' | b' '));
    let entry = bytes.get(at..at + 5).is_some_and(|word| word.eq_ignore_ascii_case(b"entry"));
    let at = if entry { at + 5 } else { at };
    let at = skip_blanks(bytes, run(bytes, at, 2, is_quote));
    let at = if entry { behind_message(bytes, at) } else { at };
    let separator = run(bytes, at, 2, |byte| matches!(byte, b':' | b'=' | b'>'));
    // `rejected User-Agent 'x'`, `invalid user agent entry x/1.0`
    let quoted = bytes.get(separator).is_some_and(|byte| is_quote(*byte));
    let versioned = entry && bytes.get(run(bytes, at, 64, is_name)) == Some(&b'/');
    if separator == at && !quoted && !versioned {
        return;
    }
    let value = run(bytes, skip_blanks(bytes, separator), 2, |byte| is_quote(byte) || byte == b'[');
    products(bytes, value, true, found);
}

/// `UserAgentEntry is invalid: illegal character at index 30: x`: the last colon behind words of a message.
fn behind_message(bytes: &[u8], at: usize) -> usize {
    let said = run(bytes, at, 96, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b':'));
    match bytes[at..said].windows(2).rposition(|pair| pair == b": ") {
        Some(colon) if bytes[at..at + colon].split(|byte| matches!(byte, b' ' | b':')).all(is_said) => at + colon,
        _ => at,
    }
}

/// A word of a message, or a number of one.
fn is_said(word: &[u8]) -> bool {
    words::is_known(word) || word.len() <= 4 && word.iter().all(u8::is_ascii_digit)
}

/// Goes over `name/version`, `name` and `(comment)`. Without `header` only what has the form of either is of the agent.
fn products(bytes: &[u8], mut at: usize, header: bool, found: &mut Found) {
    for index in 0..MAX_PRODUCTS {
        at = run(bytes, at, 1, |byte| byte == b' ');
        if bytes.get(at) == Some(&b'(') {
            let close = comment_end(bytes, at);
            let comment = at + 1..close;
            if !is_platform(&bytes[comment.clone()]) && !is_opaque(bytes, comment.clone()) {
                found.push(comment);
            }
            at = run(bytes, close, 1, |byte| byte == b')');
            continue;
        }
        let name = run(bytes, at, 64, is_name);
        let end = match bytes.get(name) {
            Some(b'/') => run(bytes, name + 1, 32, is_version),
            _ => name,
        };
        let versioned = end > name + 1 && bytes[name + 1..end].iter().any(u8::is_ascii_digit);
        if name == at || !(versioned || header && index == 0) {
            return;
        }
        if !is_product(&bytes[at..name]) {
            found.push(at..end);
        }
        at = end;
    }
}

/// The bracket that closes the comment, brackets inside counted; without one, the end of the line.
fn comment_end(bytes: &[u8], open: usize) -> usize {
    let mut depth = 0;
    for (offset, byte) in bytes[open..].iter().take(512).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return open + offset,
            b')' => depth -= 1,
            b'\n' => return open + offset,
            quote if is_quote(*quote) && depth == 1 => return open + offset,
            _ => {}
        }
    }
    bytes.len().min(open + 512)
}

/// Whether a comment says nothing but what machine, system and language it is, or is one of a message.
fn is_platform(comment: &[u8]) -> bool {
    comment.split(|byte| matches!(byte, b';' | b',' | b' ' | b'/' | b'(' | b')' | b'-' | b'_')).all(|piece| {
        let name = words::trim(piece, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b':' | b'='));
        name.is_empty() || is_one_of(name, PLATFORMS)
    }) || comment.first().is_some_and(u8::is_ascii_digit)
        && words::is_prose(words::trim(comment, |byte| byte.is_ascii_digit() || byte == b' '))
}

/// Whether a product is a driver, a library or a language.
fn is_product(name: &[u8]) -> bool {
    let known = words::is_known(name) || is_one_of(name, PLATFORMS);
    let driver = ["databricks", "simba", "spark", "adbc"]
        .iter()
        .any(|owner| name.windows(owner.len()).any(|part| part.eq_ignore_ascii_case(owner.as_bytes())))
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && ["connector", "driver", "oss", "odbc", "jdbc", "adbc", "sdk", "go", "py", "kernel"].iter().any(|kind| {
            name.len() >= kind.len() && name[name.len() - kind.len()..].eq_ignore_ascii_case(kind.as_bytes())
        })
        && name.len() <= 32;
    known || driver
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@' | b'+' | b'!' | b'#' | b'$' | b'&')
}

fn is_version(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_')
}

const MAX_PRODUCTS: usize = 12;

/// Systems, machines, languages and runtimes, and the libraries that talk HTTP for them.
const PLATFORMS: &[&str] = &[
    "aarch",
    "aiohttp",
    "alpine",
    "chttp",
    "amazon",
    "amd",
    "android",
    "apple",
    "applewebkit",
    "arch",
    "arm",
    "arm64",
    "axios",
    "bit",
    "build",
    "centos",
    "chrome",
    "clr",
    "compatible",
    "core",
    "corretto",
    "cpython",
    "curl",
    "darwin",
    "debian",
    "dotnet",
    "fedora",
    "firefox",
    "framework",
    "gecko",
    "glibc",
    "gnu",
    "go",
    "graalvm",
    "hotspot",
    "httpclient",
    "httpx",
    "hyper",
    "intel",
    "ios",
    "java",
    "jdk",
    "jre",
    "jvm",
    "khtml",
    "kotlin",
    "lang",
    "libc",
    "like",
    "linux",
    "lts",
    "mac",
    "macintosh",
    "macos",
    "mozilla",
    "musl",
    "net",
    "node",
    "node.js",
    "nodejs",
    "nt",
    "okhttp",
    "openjdk",
    "openssl",
    "oracle",
    "os",
    "pc",
    "pypy",
    "python",
    "red",
    "hat",
    "release",
    "reqwest",
    "requests",
    "rhel",
    "rust",
    "rustc",
    "safari",
    "scala",
    "server",
    "sles",
    "suse",
    "temurin",
    "thrift",
    "ubuntu",
    "undici",
    "unix",
    "unknown",
    "urllib",
    "v",
    "version",
    "vm",
    "webkit",
    "win",
    "win32",
    "win64",
    "windows",
    "wow",
    "x",
    "x64",
    "x86",
    "zulu",
];
