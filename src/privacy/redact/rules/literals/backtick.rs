//! What stands in backticks: names of columns and tables.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{Found, Gate, Rule},
    text::{close_quote, is_one_of, is_opaque},
    view::View,
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "identifier",
    placeholder: "<id>",
    gate: Gate::Literals(&["`"]),
    find: backtick,
    positive: &[("view `acme`.`salary` cannot", "salary"), ("[`pay_no`, `pay_cd`]", "pay_cd"), ("cut `pay_n", "pay_n")],
    negative: &[
        "called `Option::unwrap()` on a `None` value",
        "called `Result::unwrap()` on an `Err` value",
        "the bound `Vec<u8>: AsRef<str>` is not satisfied",
        "missing field `chunk_index`, integer `-1`",
    ],
};

fn backtick(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if hit.start < found.done {
        return;
    }
    let (close, closed) = close_quote(bytes, hit.start);
    let inside = hit.end..close;
    let text = &bytes[inside.clone()];
    // Types of Rust: `Vec<u8>: AsRef<str>`.
    let generic = text.contains(&b'<') && text.ends_with(b">");
    let code = generic || text.windows(2).any(|pair| pair == b"::") || text.ends_with(b"()");
    // What serde says of a field of its own, and of a small number.
    let field = bytes[..hit.start].ends_with(b"missing field ") && words::is_known(text);
    let small = text.len() <= 3 && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
    let plain = is_opaque(bytes, inside.clone())
        || field
        || small
        || code && words::is_known(text)
        || is_one_of(
            text,
            &["None", "Some", "Ok", "Err", "Result", "Option", "Send", "Sync", "unwrap", "null", "true", "false"],
        );
    if plain {
        // Past the closing quote, so that it does not open the next.
        found.done = found.done.max(close + usize::from(closed));
        return;
    }
    found.push(inside);
    found.done = close + usize::from(closed);
}
