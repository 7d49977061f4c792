//! URLs, connection strings with `://`, signed queries, and `user:password@host` without a scheme.

use std::ops::Range;

use super::super::rule::{AT, COLON, Found, Gate, Rule};
use super::super::text::{has, is_one_of, is_opaque, is_quote, is_word_byte, run, run_back, seek};
use super::super::view::View;
use super::super::words;
use super::hosts::{is_documentation, is_workspace};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "url",
        placeholder: "<url>",
        gate: Gate::Literals(&["://"]),
        find: url,
        #[cfg(test)]
        positive: &[
            ("for http://jo:Rtn01uJqDe@adb-1.2.azuredatabricks.net:8443/ x", "Rtn01uJqDe"),
            ("GET https://intranet.acme.example/a?b=c failed", "acme"),
            ("redis://:pw@cache:6379", "pw@"),
            ("'databricks://token:dapi0@h?http_path=/x'", "http_path"),
            ("https://acme-prod.cloud.databricks.com/x", "acme-prod"),
            ("https://docs.databricks.com/x?token=abc123def", "abc123def"),
        ],
        #[cfg(test)]
        negative: &[
            "see https://docs.databricks.com/en/error-messages/index.html",
            "see https://spark.apache.org/docs/latest/.",
            "https://adb-1234567890123456.7.azuredatabricks.net/sql/1.0/warehouses/0123456789abcdef",
            "http://localhost:8080/",
            "see https://spark.apache.org/docs/latest/sql-ref-ansi-compliance.html",
            "http://www.slf4j.org/codes.html#StaticLoggerBinder",
        ],
    },
    Rule {
        name: "connection_string",
        placeholder: "<conn>",
        gate: Gate::Literals(&["jdbc:", "odbc:"]),
        find: connection,
        #[cfg(test)]
        positive: &[("for jdbc:databricks://h:443/default;AuthMech=3;UID=token;PWD=x; bad", "AuthMech")],
        #[cfg(test)]
        negative: &["the jdbc: prefix is missing", "odbc: no driver"],
    },
    Rule {
        name: "signed_query",
        placeholder: "<query>",
        gate: Gate::Literals(&[
            "sig=",
            "signature=",
            "x-amz-",
            "x-goog-",
            "awsaccesskeyid=",
            "sharedaccesssignature",
            "googleaccessid=",
        ]),
        find: signed,
        #[cfg(test)]
        positive: &[
            ("blob url ?sv=2022-11-02&sig=CH357EJ5jDIBs28m", "CH357EJ5"),
            ("/r/part?X-Amz-Credential=ASIAGHB2%2F2026&X-Amz-Signature=839fa380 x", "839fa380"),
            ("SharedAccessSignature sr=h&sig=abcdef123&se=1", "abcdef123"),
        ],
        #[cfg(test)]
        negative: &["the header x-amz-date is missing", "no sig= parameter"],
    },
    Rule {
        name: "user_info",
        placeholder: "<url>",
        gate: Gate::Bytes(AT | COLON),
        find: user_info,
        #[cfg(test)]
        positive: &[
            ("DSN \"token:dapixyz@dbc-1.cloud.databricks.com:443/sql\" bad", "dapixyz"),
            ("mongo jo:Xk93@db1:27017,db2:27017/pay refused", "db2"),
            ("proxy jo:pa%3Ass@proxy:8080 refused", "pa%3Ass"),
        ],
        #[cfg(test)]
        negative: &["at 12:30 @Override", "Foo:12 com.foo.Bar@1b2c3d"],
    },
];

fn url(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let scheme = run_back(bytes, hit.start, 32, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-' | b':')
    });
    let name = &bytes[scheme..hit.start];
    if name.len() >= 5 && (has(bytes, scheme, "jdbc:") || has(bytes, scheme, "odbc:")) {
        return;
    }
    let end = without_settings(bytes, hit.end, end_of(bytes, hit.end));
    let rest = hit.end..end;
    if rest.is_empty() || is_opaque(bytes, rest.clone()) {
        // Nor is there anything behind another literal in it.
        found.done = found.done.max(end);
        return;
    }
    // Storage addresses are paths, and go with their scheme's name in front.
    let host_end = run(bytes, hit.end, 256, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let host = &bytes[hit.end..host_end];
    let port_end = match bytes.get(host_end) {
        Some(b':') => run(bytes, host_end + 1, 5, |byte| byte.is_ascii_digit()),
        _ => host_end,
    };
    let after = &bytes[port_end.min(end)..end];
    let has_user = bytes[hit.end..end].iter().take_while(|byte| **byte != b'/').any(|byte| *byte == b'@');
    let known = is_documentation(host) || is_workspace(host);
    if !known || has_user || bytes.get(host_end) == Some(&b'@') {
        found.push(rest);
    } else if !(is_plain_path(after) || is_manual(host) && is_page(after)) {
        found.push(port_end..end);
    }
}

/// The end of a URL without the settings behind it that say no more than a small number: `;batch_size=2000`.
fn without_settings(bytes: &[u8], start: usize, mut end: usize) -> usize {
    for _ in 0..8 {
        let from = run_back(bytes, end, 64, |byte| is_word_byte(byte) || matches!(byte, b'=' | b'.'));
        let pair = &bytes[from..end];
        let Some(sign) = pair.iter().position(|byte| *byte == b'=') else { break };
        let (key, value) = (&pair[..sign], &pair[sign + 1..]);
        let small = (1..=5).contains(&value.len()) && value.iter().all(u8::is_ascii_digit)
            || is_one_of(value, &["true", "false"]);
        if from <= start || bytes[from - 1] != b';' || !small || !words::is_known(key) {
            break;
        }
        end = from - 1;
    }
    end
}

/// A path that says nothing about anybody: of words, numbers and ids, without a query.
fn is_plain_path(path: &[u8]) -> bool {
    !path.contains(&b'?')
        && path.split(|byte| matches!(byte, b'/' | b'#')).all(|part| {
            let part = words::trim(part, |byte| matches!(byte, b'.' | b','));
            part.is_empty()
                || words::is_known(part)
                || words::is_uuid(part)
                || part.len() <= 16 && part.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'.')
        })
}

/// Documentation that only its publisher writes: no names of users in its paths.
fn is_manual(host: &[u8]) -> bool {
    let shared = [&b"github.com"[..], b"stackoverflow.com", b"localhost", b"pypi.org"];
    is_documentation(host) && !shared.iter().any(|known| host.ends_with(known))
}

/// The path of a page: short words of letters, none of them mixed with digits, no query.
fn is_page(path: &[u8]) -> bool {
    path.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'#' | b'_'))
        && path.split(|byte| !byte.is_ascii_alphanumeric()).all(|part| {
            let digits = part.iter().filter(|byte| byte.is_ascii_digit()).count();
            part.len() <= 32 && (digits == 0 || digits == part.len() && digits <= 6 || part.len() <= 4)
        })
}

fn connection(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let end = end_of(bytes, hit.end);
    if bytes[hit.end..end].contains(&b':') || bytes[hit.end..end].contains(&b';') {
        found.push(hit.start..end);
    }
}

/// The whole query that holds a signature: from its question mark, or from the first of its parameters.
fn signed(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut end = end_of(bytes, hit.end);
    let mut start = run_back(bytes, hit.start, 4096, |byte| {
        !byte.is_ascii_whitespace() && !is_quote(byte) && !matches!(byte, b'?' | b'<' | b'>' | b'(')
    });
    if has(bytes, hit.start, "sharedaccesssignature") {
        start = hit.end;
        let after = run(bytes, hit.end, 2, |byte| matches!(byte, b' ' | b'=' | b':'));
        end = end_of(bytes, after);
    }
    found.work += end - start;
    let has_value = bytes[start..end].windows(2).any(|pair| pair[0] == b'=' && !pair[1].is_ascii_whitespace());
    if has_value && !is_opaque(bytes, start..end) && end > hit.end {
        found.push(start..end);
    }
}

/// `name:secret@host`, in one word.
fn user_info(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut next = whole.start;
    loop {
        let at = seek(bytes, next.max(found.done), |byte| byte == b'@');
        if at >= whole.end {
            return;
        }
        next = at + 1;
        let start = run_back(bytes, at, 256, |byte| {
            !byte.is_ascii_whitespace() && !is_quote(byte) && !matches!(byte, b'<' | b'>' | b',')
        });
        // `//jo:secret@cache`: the scheme may be left out.
        let start = run(bytes, start, 2, |byte| byte == b'/');
        let before = &bytes[start..at];
        let Some(colon) = before.iter().position(|byte| *byte == b':') else {
            continue;
        };
        // `lookup failed:jo@host` is a sentence; what stands behind the colon is looked at by itself.
        let word = &before[..colon];
        let start = if words::is_word(word) && !is_one_of(word, ACCOUNTS) { start + colon + 1 } else { start };
        let before = &bytes[start..at];
        let Some(colon) = before.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = &before[..colon];
        let is_name =
            name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%'));
        let host = bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'[');
        if is_name && host && before.len() > colon + 1 && !before[colon..].starts_with(b"://") {
            found.push(start..end_of_host(bytes, at + 1));
        }
    }
}

/// Accounts whose names are words.
const ACCOUNTS: &[&str] =
    &["account", "admin", "client", "login", "oauth", "pat", "root", "service", "system", "token", "user", "username"];

/// The end of what stands behind `user:password@`: a list goes on only with another machine and its port.
fn end_of_host(bytes: &[u8], at: usize) -> usize {
    let end = end_of(bytes, at);
    let mut from = at;
    while let Some(comma) = bytes[from..end].iter().position(|byte| *byte == b',') {
        let after = from + comma + 1;
        let host = run(bytes, after, 253, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        let port = bytes.get(host) == Some(&b':') && bytes.get(host + 1).is_some_and(u8::is_ascii_digit);
        if host == after || !port {
            return after - 1;
        }
        from = host;
    }
    end
}

/// The end of a URL: a blank, a quote or an angle bracket; punctuation before it belongs to the sentence.
fn end_of(bytes: &[u8], at: usize) -> usize {
    let mut end = run(bytes, at, 8192, |byte| {
        !byte.is_ascii_whitespace() && !is_quote(byte) && !matches!(byte, b'<' | b'>' | b'|')
    });
    while end > at && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b')' | b']' | b'}') {
        end -= 1;
    }
    end
}
