//! What stands in backticks: names of columns and tables.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    text::{close_quote, has, is_one_of, is_opaque, is_word_byte, run, word_before},
    view::{OPAQUE, View},
    words,
};

use super::types::is_type;

pub(super) const RULE: Rule = Rule {
    name: "identifier",
    placeholder: "<id>",
    gate: Gate::Literals(&["`"]),
    find: backtick,
    #[cfg(test)]
    positive: &[
        ("view `acme`.`salary` cannot", "salary"),
        ("[`pay_no`, `pay_cd`]", "pay_cd"),
        ("cut `pay_n", "pay_n"),
        ("`churn`.`2024`", "churn"),
        ("use catalog `pay_no`", "pay_no"),
        ("no such column `pay_no' there", "pay_no"),
    ],
    #[cfg(test)]
    negative: &[
        "called `Option::unwrap()` on a `None` value",
        "called `Result::unwrap()` on an `Err` value",
        "the bound `Vec<u8>: AsRef<str>` is not satisfied",
        "missing field `chunk_index`, integer `-1`",
        "at System.Collections.Generic.List`1.get_Item(Int32 index)",
        "at System.Nullable`1[System.Int64].get_Value()",
        "Use `try_add` to tolerate overflow and return NULL instead",
        "cannot borrow `self.reader` as mutable",
        "run with `RUST_BACKTRACE=full` to display a backtrace",
        "unknown variant `PAUSED`, expected one of `PENDING`, `RUNNING`",
        "no method found for struct `Statement`; `regexp_replace` is deterministic",
        "Cannot deserialize value of type `java.math.BigDecimal`: not a valid `int` value",
        "version `GLIBC_2.28' not found",
        "lib/client.rb:202:in `execute'",
        "the trait bound `dyn Driver: Send` is not satisfied",
        "try `cargo update --verbose`, or `rustc --explain E0308`",
        "expected struct `RecordBatch<'_, Box<dyn Array>>`, found `Arc<Schema>`",
    ],
};

fn backtick(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if hit.start < found.done || is_arity(bytes, hit.start) || is_accent(bytes, hit.start) {
        return;
    }
    if let Some(close) = gnu_close(bytes, hit.end) {
        if !is_said(bytes, &(hit.end..close)) {
            found.push(hit.end..close);
        }
        found.done = close + 1;
        return;
    }
    let (close, closed) = close_quote(bytes, hit.start);
    let inside = hit.end..close;
    if is_opaque(bytes, inside.clone()) || closed && is_code(bytes, &inside) {
        // Past the closing quote, so that it does not open the next.
        found.done = found.done.max(close + usize::from(closed));
        return;
    }
    found.push(inside);
    found.done = close + usize::from(closed);
}

/// Where the apostrophe stands that closes a quote as GNU and Ruby write it: ``in `execute'``.
fn gnu_close(bytes: &[u8], at: usize) -> Option<usize> {
    let end = run(bytes, at, 64, |byte| is_word_byte(byte) || byte == OPAQUE || b" .-/?!<>=".contains(&byte));
    let alone = !bytes.get(end + 1).is_some_and(|next| is_word_byte(*next) || matches!(next, b'\'' | b'`'));
    (end > at && bytes.get(end) == Some(&b'\'') && alone).then_some(end)
}

/// ``in `execute'``, ``version `GLIBC_2.28'``: a function, a version of a symbol.
fn is_said(bytes: &[u8], inside: &Range<usize>) -> bool {
    let text = &bytes[inside.clone()];
    let before = &bytes[..inside.start - 1];
    let symbol = text.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_.".contains(byte))
        && text.len() <= 24;
    is_opaque(bytes, inside.clone())
        || (before.ends_with(b":in ") || before.ends_with(b" in ")) && words::is_known(text)
        || before.ends_with(b"version ") && symbol
}

/// A mark that stands for an accent: ``non puo` essere``.
fn is_accent(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_lowercase() && bytes.get(at + 1) == Some(&b' ')
}

/// The mark of a generic type of .NET, no quote: ``Dictionary`2``.
fn is_arity(bytes: &[u8], at: usize) -> bool {
    let end = run(bytes, at + 1, 2, |byte| byte.is_ascii_digit());
    at > 0
        && bytes[at - 1].is_ascii_alphabetic()
        && end > at + 1
        && !bytes.get(end).is_some_and(|next| is_word_byte(*next) || *next == b'`')
}

/// Whether a piece of a program is quoted, or what to type, rather than the name of a column.
fn is_code(bytes: &[u8], inside: &Range<usize>) -> bool {
    let text = &bytes[inside.clone()];
    let before = &bytes[..inside.start - 1];
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    // What serde says of a small number.
    if digits > 0 && text.len() <= 3 && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')
        || is_one_of(text, PLAIN)
    {
        return true;
    }
    // What Jackson could not read a value as.
    let typed = before.ends_with(b"of type ") || has(bytes, inside.end + 1, " value");
    if is_command(text) || typed && (is_type(text) || text.starts_with(b"java.") && words::is_known(text)) {
        return true;
    }
    // Types of Rust: `Vec<u8>: AsRef<str>`.
    let is_bound = before.ends_with(b"trait bound ");
    let generic = text.contains(&b'<') && text.ends_with(b">");
    let part = |part: &[u8]| part.is_empty() || is_one_of(part, POINTERS) || words::is_known(part);
    let part = |text: &[u8]| part(text) || is_bound && (text.len() == 1 || is_one_of(text, PLAIN));
    if (generic || is_bound) && text.split(|byte| !byte.is_ascii_alphanumeric()).all(part) {
        return true;
    }
    if !words::is_known(text) {
        return false;
    }
    let call = text.ends_with(b"()") && !text.contains(&b' ');
    // What serde says of a field of its own.
    let field = before.ends_with(b"missing field ");
    // What the message proposes to use instead: `try_cast`.
    let proposed = text.starts_with(b"try_") && digits == 0
        || is_one_of(word_before(bytes, inside.start - 1), PROPOSING) && before.ends_with(b" ");
    // What serde and the compiler list: variants, types.
    let listed =
        before.windows(16).rev().take(MAX_LIST).any(|part| part == b"unknown variant " || part == b"expected one of ");
    let typed = is_one_of(word_before(bytes, inside.start - 1), &["enum", "struct", "trait"]) && before.ends_with(b" ");
    let own = text.starts_with(b"self.") || text.starts_with(b"&self");
    call || field || proposed || listed || typed || own || text.windows(2).any(|pair| pair == b"::")
}

/// `RUST_BACKTRACE=1`, `rustc --explain E0205`: the name of a variable or of a tool, and options.
fn is_command(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b' ');
    let tool = parts.next().unwrap_or_default();
    if let Some(sign) = tool.iter().position(|byte| *byte == b'=') {
        let name = tool[..sign].iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_');
        let value = &tool[sign + 1..];
        return sign > 3
            && name
            && words::is_known(&tool[..sign])
            && (value.len() <= 1 || words::is_known(value))
            && parts.next().is_none();
    }
    is_one_of(tool, TOOLS)
        && parts.all(|part| {
            let code = part.len() == 5 && part[0] == b'E' && part[1..].iter().all(u8::is_ascii_digit);
            let option = part.starts_with(b"--") && !part.contains(&b'=');
            code || option || part == b"..." || words::is_known(part)
        })
}

/// How far back the beginning of a list is looked for.
const MAX_LIST: usize = 160;
/// Words in front of what a message proposes.
const PROPOSING: &[&str] = &["run", "try", "trying", "use", "using", "with"];
/// Types of the standard library of Rust that are no words.
const POINTERS: &[&str] = &["Arc", "Box", "BTreeMap", "Cow", "HashMap", "Mutex", "Pin", "Rc", "RwLock", "Vec"];
/// First words of command lines that messages propose.
const TOOLS: &[&str] =
    &["apt", "brew", "cargo", "conda", "dotnet", "go", "mvn", "node", "npm", "pip", "rustc", "rustup", "yarn"];
/// Words in backticks that are no names of anybody's data: of Rust, of SQL's functions and operators.
pub(super) const PLAIN: &[&str] = &[
    "Err",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Send",
    "Some",
    "Sync",
    "array_contains",
    "async",
    "await",
    "date_add",
    "date_format",
    "date_trunc",
    "dyn",
    "element_at",
    "explode",
    "false",
    "from_csv",
    "from_json",
    "from_utc_timestamp",
    "get_json_object",
    "ilike",
    "inline",
    "is_variant_null",
    "json_tuple",
    "like",
    "make_date",
    "make_interval",
    "make_timestamp",
    "null",
    "parse_json",
    "percentile_approx",
    "punycode",
    "regexp",
    "regexp_count",
    "regexp_extract",
    "regexp_extract_all",
    "regexp_instr",
    "regexp_like",
    "regexp_replace",
    "rlike",
    "row_number",
    "self",
    "split_part",
    "to_binary",
    "to_char",
    "to_date",
    "to_json",
    "to_number",
    "to_timestamp",
    "tokio",
    "true",
    "unbase64",
    "unhex",
    "unix_timestamp",
    "unsafe",
    "unwrap",
    "url_decode",
    "variant_get",
    "width_bucket",
];
