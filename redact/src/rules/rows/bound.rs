//! Values that were bound to a query, without brackets around them: `Parameters: p1=5512, p2=Jo Roe`.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::rules::literals::keyed::keeps_promise;
use crate::text::{begins_word, is_opaque, is_word_byte, run, skip_blanks};
use crate::view::{OPAQUE, View};
use crate::words;

use super::items::{is_full_name, split};

pub(super) const RULE: Rule = Rule {
    name: "bound_values",
    placeholder: "<row>",
    gate: Gate::Literals(&[
        "parameters: ",
        "params: ",
        "binds: ",
        "bindings: ",
        "bind values: ",
        "bound values: ",
        // Behind a query that is gone.
        "\u{4}\"; ",
        "\u{4}'; ",
        "\u{4}; ",
    ]),
    find: bound,
    #[cfg(test)]
    positive: &[
        ("Parameters: p1=5512, p2=Jo Roe, p3=1971-03-04", "5512"),
        ("cannot bind \"<sql>\"; lo=16288852", "16288852"),
        ("statement failed, params: 90871, Jo Roe\n\tat x", "90871"),
    ],
    #[cfg(test)]
    negative: &[
        "Invalid parameters: expected 2, got 3",
        "supported parameters: host, port and timeout",
        "parameters: timeout=30, retries=5",
        "wrong number of binds: 3",
        "failed \"<sql>\"; timeout=30000, statement_id=12345678",
    ],
};

fn bound(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if bytes[hit.start] == OPAQUE {
        return behind_query(bytes, hit.end, found);
    }
    let start = skip_blanks(bytes, hit.end);
    if !begins_word(bytes, hit.start) || hit.start < found.done || matches!(bytes.get(start), Some(b'[' | b'(' | b'{'))
    {
        return;
    }
    let end = run(bytes, start, MAX_LIST, |byte| !matches!(byte, b'\n' | b'(' | b'[' | b';'));
    // Looked at once, whatever comes of it: that keeps a text linear that repeats the word.
    found.done = found.done.max(end);
    let text = bytes[start..end].trim_ascii_end();
    let value = |item: &[u8]| item.iter().position(|byte| *byte == b'=').map_or(item.len(), |sign| sign + 1);
    let telling = |item: &[u8]| {
        let value = item.get(value(item)..).filter(|value| !value.is_empty()).unwrap_or(item).trim_ascii();
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        let number = value.iter().all(|byte| !byte.is_ascii_alphabetic());
        value.contains(&OPAQUE)
            || is_full_name(value)
            || number && digits >= 4 && value.iter().any(|byte| is_word_byte(*byte))
    };
    let span = start..start + text.len();
    if split(text).count() >= 2
        && split(text).any(telling)
        && split(text).all(|item| item.split(u8::is_ascii_whitespace).filter(|word| words::is_known(word)).count() <= 3)
        && !is_opaque(bytes, span.clone())
    {
        found.push(span);
    }
}

/// `"<sql>"; lo=16288852, hi=16290000`: numbers under names that a query gives its parameters.
fn behind_query(bytes: &[u8], mut at: usize, found: &mut Found) {
    for _ in 0..MAX_PARAMETERS {
        let name = run(bytes, at, 40, |byte| is_word_byte(byte) || byte == b':');
        if name == at || bytes.get(name) != Some(&b'=') {
            return;
        }
        let end = run(bytes, name + 1, 40, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        let digits = bytes[name + 1..end].iter().filter(|byte| byte.is_ascii_digit()).count();
        let alone = !bytes.get(end).is_some_and(|byte| is_word_byte(*byte));
        let own = name - at <= 3 || !words::is_known(&bytes[at..name]);
        if digits >= 5 && alone && own && !keeps_promise(bytes, name + 1, &bytes[name + 1..end]) {
            found.push(name + 1..end);
        }
        let next = run(bytes, end, 2, |byte| matches!(byte, b',' | b';' | b' '));
        if next == end {
            return;
        }
        at = next;
    }
}

/// Parameters behind a query that are looked at.
const MAX_PARAMETERS: usize = 32;
/// A list is looked at so far.
const MAX_LIST: usize = 512;
