//! E-mail addresses, with and without a dot in their domain, plain or spelled out.

use std::ops::Range;

use super::super::rule::{AT, Found, Gate, Rule};
use super::super::text::{is_quote, run, run_back, seek};
use super::super::view::View;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "email",
        placeholder: "<email>",
        gate: Gate::Bytes(AT),
        find: mail,
        #[cfg(test)]
        positive: &[
            ("user jo.roe+x@mail.example.org is", "jo.roe+x"),
            ("login failed:jroe@mail.navarre.net,code=7", "jroe"),
            ("jo%40example.com", "jo"),
            ("jörg@example.de", "jörg"),
            ("(jo@ldap7)", "jo@"),
            ("jo roe <o'neil@example.com>", "o'neil"),
            ("jo @ example.com", "jo @"),
            ("cut jo.roe@", "jo.roe"),
        ],
        #[cfg(test)]
        negative: &[
            "@Override",
            "com.foo.Bar@1b2c3d is closed",
            "[Ljava.lang.Object;@445962d1",
            "databricks-sql@1.9.0",
            "databricks-sql-go@v1.6.1/internal",
            "npm @databricks/sql",
        ],
    },
    Rule {
        name: "spelled_email",
        placeholder: "<email>",
        gate: Gate::Literals(&["[at]", "(at)", " at ", "{at}", "_at_", "[dot]", "(dot)"]),
        find: spelled,
        #[cfg(test)]
        positive: &[("write to jo.roe [at] example [dot] com", "jo.roe"), ("jo(at)example.com", "jo(")],
        #[cfg(test)]
        negative: &["failed at step 3", "look at x.y", "error (at) line"],
    },
];

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'' | b'!' | b'~' | b'*')
        || !byte.is_ascii()
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') || !byte.is_ascii()
}

fn mail(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut next = whole.start;
    loop {
        let at = seek(bytes, next, |byte| byte == b'@');
        if at >= whole.end {
            return;
        }
        next = at + 1;
        let near = run_back(bytes, at, 1, |byte| byte == b' ');
        let start = run_back(bytes, near, 96, is_local);
        let start = start + bytes[start..near].iter().take_while(|byte| is_quote(**byte)).count();
        let from = if near < at { run(bytes, at + 1, 1, |byte| byte == b' ') } else { at + 1 };
        let end = run(bytes, from, 253, is_domain);
        let end = end - bytes[from..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count();
        let domain = &bytes[from..end];
        if start == near {
            continue;
        }
        let has_dot = domain.contains(&b'.');
        if near < at && !(has_dot && from > at + 1) {
            continue;
        }
        // An object's identity is hexadecimal, a package's version begins with a digit.
        let is_identity = domain.len() <= 16 && domain.iter().all(u8::is_ascii_hexdigit) && !domain.is_empty();
        let is_tag = domain.strip_prefix(b"v").is_some_and(|version| {
            version.first().is_some_and(u8::is_ascii_digit)
                && version.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        });
        let is_version = is_tag
            || domain.first().is_some_and(u8::is_ascii_digit)
                && domain.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_' | b'a'..=b'z'));
        if is_identity && !has_dot || is_version {
            continue;
        }
        found.push(start..end.max(at + 1));
    }
}

/// `jo [at] example [dot] com`: the word before, and the words after up to the last that a dot leads to.
fn spelled(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let blank = |byte: u8| byte == b' ';
    let near = run_back(bytes, hit.start, 1, blank);
    let start = run_back(bytes, near, 64, is_local);
    let from = run(bytes, hit.end, 1, blank);
    let mut end = run(bytes, from, 64, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let bracketed = matches!(bytes[hit.start], b'[' | b'(' | b'{');
    let mut dots = bytes[from..end].contains(&b'.') && bracketed;
    loop {
        let gap = run(bytes, end, 1, blank);
        let dot = ["[dot]", "(dot)", "dot "].iter().find(|word| super::super::text::has(bytes, gap, word));
        let Some(dot) = dot else { break };
        let next = run(bytes, gap + dot.len(), 1, blank);
        let more = run(bytes, next, 64, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if more == next {
            break;
        }
        dots = true;
        end = more;
    }
    if dots && start < near && end > from {
        found.push(start..end);
    }
}
