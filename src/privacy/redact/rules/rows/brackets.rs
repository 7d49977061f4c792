//! Rows in brackets, by what stands before them and by what is in them.

use std::ops::Range;

use crate::privacy::redact::{
    rule::{BRACKET, Found, Gate, Rule},
    text::{is_one_of, is_opaque, is_quote, is_word_byte, looked, run_back, seek, word_before},
    view::View,
    words,
};

use super::{
    items::{MAX_ROW, is_value, split},
    record::record,
};

pub(super) const RULE: Rule = Rule {
    name: "row",
    placeholder: "<row>",
    gate: Gate::Bytes(BRACKET),
    find: brackets,
    positive: &[
        ("parsing: [Luiz Bouw,1965-11-12,28345.90]. Parse", "28345.90"),
        ("record {pay_no: Sally Roe, amount: 12345.67} bad", "Sally"),
        ("Row(name='Jo Roe', age=37)", "37"),
        ("VALUES (1676582, 'Jo Roe')", "1676582"),
        ("Key (mail)=(jo roe) already exists.", "jo roe"),
        ("values: (17, 42)", "42"),
        ("Failing row contains (752182, Sally Roe, null).", "752182"),
    ],
    negative: &[
        "[Running, pool size = 4]",
        "[2026-11-20 10:11:12,345] {base.py:73} INFO - using it",
        "[Microsoft][ODBC Driver Manager] not found",
        "[Source: (String); line: 3]",
        "[Databricks][JDBCDriver](500593)",
        "(line 1, pos 184)",
        "(errno 104, code -32603)",
        "[UNRESOLVED_COLUMN.WITH_SUGGESTION]",
        "ThreadPool[Running, active threads = 3, queued tasks = 0]",
        "TGetOperationStatusResp(operationState:CANCELED_STATE, sqlState:42K03, errorCode:0)",
        "Config { timeout_ms: 16857, retry: true }",
    ],
};

fn brackets(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    let mut budget = MAX_WORK;
    loop {
        at = seek(bytes, at.max(found.done), |byte| (byte == b'[') | (byte == b'{') | (byte == b'('));
        let Some(byte) = bytes.get(at) else { return };
        let (close, closed) = closing(bytes, at);
        looked(close - at);
        // Brackets in brackets in brackets: no message is built like that, so the rest of this one goes.
        let Some(left) = budget.checked_sub(close - at) else { return found.push(at..whole.end) };
        budget = left;
        let inside = at + 1..close;
        if inside.is_empty() || is_opaque(bytes, inside.clone()) {
            at += 1;
            continue;
        }
        let announced = is_announced(bytes, at);
        match byte {
            b'[' if !announced && is_settings(&bytes[inside.clone()]) => record(bytes, inside, found),
            b'[' if announced || is_list_of_values(bytes, &inside, closed) => found.push(inside),
            b'(' if announced || is_tuple(bytes, &inside) => found.push(inside),
            b'{' => record(bytes, inside, found),
            _ => {}
        }
        at += 1;
    }
}

/// The bracket that closes the one at `open`, quotes respected; within one line and a bounded distance.
fn closing(bytes: &[u8], open: usize) -> (usize, bool) {
    let (opening, closing) = match bytes[open] {
        b'[' => (b'[', b']'),
        b'{' => (b'{', b'}'),
        _ => (b'(', b')'),
    };
    let limit = bytes.len().min(open + MAX_ROW);
    let (mut depth, mut at) = (0, open);
    while at < limit {
        let byte = bytes[at];
        if byte == opening {
            depth += 1;
        } else if byte == closing {
            depth -= 1;
            if depth == 0 {
                return (at, true);
            }
        } else if byte == b'\n' && opening != b'{' {
            return (at, false);
        }
        at += 1;
    }
    (limit, false)
}

/// Whether the words before a bracket say that values follow: `values: (`, `Row(`, `parsing: [`, `)=(`.
fn is_announced(bytes: &[u8], open: usize) -> bool {
    if bytes[..open].ends_with(b")=") {
        return true;
    }
    if bytes[..open].ends_with(b"row contains ") {
        return true;
    }
    let colon = run_back(bytes, open, 3, |byte| matches!(byte, b' ' | b':' | b'='));
    let word = word_before(bytes, open);
    if bytes[open] == b'(' && colon == open {
        return word == b"Row" || is_one_of(word, &["values", "genericrow", "record", "genericrowwithschema"]);
    }
    is_one_of(
        word,
        &[
            "values",
            "value",
            "row",
            "rows",
            "record",
            "records",
            "parsing",
            "tuple",
            "params",
            "parameters",
            "binds",
            "bindings",
            "args",
            "data",
            "input",
        ],
    )
}

/// A list with a comma in which something is no word, no setting and no small number.
fn is_list_of_values(bytes: &[u8], inside: &Range<usize>, closed: bool) -> bool {
    let text = &bytes[inside.clone()];
    let in_name = inside.start >= 2 && is_word_byte(bytes[inside.start - 2]);
    let items: Vec<&[u8]> = split(text).collect();
    if !closed && items.len() < 3 || items.len() < 2 && !(items.len() == 1 && !in_name && is_lone_value(text)) {
        return false;
    }
    items.iter().any(|item| is_value(item)) && items.len() > 1 || items.len() == 1
}

/// `[host=…, retries=3]`: every item is a known key and its value.
fn is_settings(text: &[u8]) -> bool {
    split(text)
        .all(|item| item.iter().position(|byte| *byte == b'=').is_some_and(|sign| words::is_known(&item[..sign])))
}

/// `[Sally Roe]`: more than one word, none of a message.
fn is_lone_value(text: &[u8]) -> bool {
    text.contains(&b' ')
        // `[as oncomplete]`, in frames of Node.
        && !text.starts_with(b"as ")
        && !words::is_known(text)
        && !text.iter().any(|byte| matches!(byte, b':' | b'=' | b'(' | 0x04) || is_quote(*byte))
        && text.iter().any(u8::is_ascii_alphabetic)
        && !text.iter().any(u8::is_ascii_digit)
}

/// A tuple of which at least one item is quoted or a row's word, with a comma, and that no function name stands before.
fn is_tuple(bytes: &[u8], inside: &Range<usize>) -> bool {
    let text = &bytes[inside.clone()];
    let called = inside.start >= 2 && (is_word_byte(bytes[inside.start - 2]) || bytes[inside.start - 2] == b'>');
    let items: Vec<&[u8]> = split(text).collect();
    if called || items.len() < 2 {
        return false;
    }
    let quoted = items.iter().any(|item| {
        let item = item.trim_ascii();
        item.first().is_some_and(|byte| *byte == b'\'' || *byte == b'"') && !words::is_known(item)
    });
    let opaque = items.iter().any(|item| item.contains(&0x04) && item.len() < 4);
    let plain_numbers = items
        .iter()
        .filter(|item| item.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b'-')))
        .count();
    (quoted || opaque) && items.iter().all(|item| !item.trim_ascii().is_empty()) && (plain_numbers > 0 || quoted)
}

/// Bytes that are looked at inside brackets, over all brackets of a text.
const MAX_WORK: usize = 32 * 1024;
