//! The text of elements of XML: `<holder>Jo Roe</holder>`.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::rules::rows::items::is_full_name;
use crate::text::{is_one_of, is_opaque, is_word_byte, run, run_back};
use crate::view::{OPAQUE, View};
use crate::words;

use super::keyed::{is_id, keeps_promise};

pub(super) const RULE: Rule = Rule {
    name: "element",
    placeholder: "<lit>",
    gate: Gate::Literals(&["</"]),
    find: element,
    #[cfg(test)]
    positive: &[
        ("payload <holder>Jo Roe</holder> rejected", "Roe"),
        ("<row><acct>QX1234567</acct></row>", "QX1234567"),
        ("<pay>12345.67</pay>", "12345.67"),
        ("<proxy><user>jo.roe</user></proxy>", "jo.roe"),
    ],
    #[cfg(test)]
    negative: &[
        "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
        "<RequestId>4A4FBABF71FD7D4D</RequestId><Status>403</Status>",
        "<html><title>502 Bad Gateway</title><center>nginx</center></html>",
        "fields Vec<String></",
    ],
};

fn element(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let start = run_back(bytes, hit.start, MAX_TEXT, |byte| !matches!(byte, b'<' | b'>' | OPAQUE));
    let Some(name) = name_before(bytes, start, hit.end) else { return };
    let text = bytes[start..hit.start].trim_ascii();
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let number =
        digits >= 5 && text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/' | b' '));
    let word = digits < text.len()
        && !text.contains(&b' ')
        && (digits >= 4 || !words::is_known(text))
        && !is_one_of(text, SERVERS);
    // `name=value`, for the keys that promise something.
    let pair = [name, b"=", text].concat();
    let promised = keeps_promise(&pair, name.len() + 1, text) || is_id(text) && !number;
    if (number || word || is_full_name(text)) && !promised && !is_opaque(bytes, start..hit.start) {
        found.push(start..hit.start);
    }
}

/// The name of the element whose text begins at `start`, and whose closing mark has its name at `close`.
fn name_before(bytes: &[u8], start: usize, close: usize) -> Option<&[u8]> {
    let is_name = |byte: u8| is_word_byte(byte) || matches!(byte, b':' | b'-' | b'.');
    match bytes[..start].last()? {
        b'>' => {
            let open = run_back(bytes, start - 1, MAX_NAME, is_name);
            let name = &bytes[open..start - 1];
            let opens = open > 0 && bytes[open - 1] == b'<';
            (!name.is_empty() && opens && bytes[close..].starts_with(name)).then_some(name)
        }
        // `<user>` looks like what stands in the place of one.
        &OPAQUE => {
            let name = &bytes[close..run(bytes, close, MAX_NAME, is_name)];
            is_one_of(name, MARKS).then_some(name)
        }
        _ => None,
    }
}

/// Placeholders that may be names of elements.
const MARKS: &[&str] = &[
    "agent",
    "amount",
    "argument",
    "cookie",
    "credential",
    "email",
    "host",
    "iban",
    "id",
    "ip",
    "key",
    "lit",
    "number",
    "path",
    "phone",
    "row",
    "secret",
    "sql",
    "ssn",
    "tags",
    "token",
    "url",
    "user",
];

/// What servers call themselves at the foot of their pages.
const SERVERS: &[&str] = &["awselb/2.0", "cloudflare", "cloudfront", "envoy", "nginx", "openresty", "varnish"];
/// Longer than any value in an element.
const MAX_TEXT: usize = 256;
/// Longer than any name of an element.
const MAX_NAME: usize = 64;
