//! Rows: lists in brackets, records in braces, tuples, and lines of `- column : value`.

use std::ops::Range;

use super::super::{
    rule::{BRACKET, DASH, Found, Gate, Rule},
    text::{close_quote, is_one_of, is_opaque, is_quote, is_word_byte, run, run_back, skip_blanks, word_before},
    view::View,
    words,
};
use super::hosts;

pub(super) const RULES: &[Rule] = &[
    Rule {
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
    },
    Rule {
        name: "delimited_row",
        placeholder: "<row>",
        gate: Gate::Literals(&["|", "\t", ","]),
        find: delimited,
        positive: &[
            ("Bad record: Jo Roe|1979-06-16|34600.00|active (line 77)", "Roe"),
            ("line 5: Jo Roe,1979-06-16,34600.00 has", "34600.00"),
            ("17\tJo Roe\t1979-06-16", "Roe"),
        ],
        negative: &[
            "a|b|c",
            "1,234,567 rows, 2,345 bytes",
            "| id | name | size |",
            "12:13:14,156 [main] retry, 3 of 5, wait",
            "\tat java.lang.Thread.run\n\tat x",
        ],
    },
    Rule {
        name: "row_line",
        placeholder: "<row>",
        gate: Gate::Bytes(DASH),
        find: lines,
        positive: &[("row with values:\n - birth_no_wff : Louis Lefevre\n - x : 5", "Louis")],
        negative: &["steps:\n - retry: 3\n - timeout: 10", "a - b : c"],
    },
];

/// Fields between bars, tabs or commas without brackets around them: the line of a file.
fn delimited(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let next = bytes.get(hit.end).copied().unwrap_or(b' ');
    if hit.start < found.done || bytes[hit.start] != b'|' && matches!(next, b' ' | b'\n') {
        return;
    }
    let end = run(bytes, hit.start, MAX_ROW, |byte| byte != b'\n' && !is_quote(byte) && !matches!(byte, b'(' | b'['));
    for mark in [b'|', b'\t', b','] {
        if let Some(row) = delimited_by(bytes, mark, hit.start..end) {
            found.push(row);
            break;
        }
    }
    // Looked at once for all its marks, whatever came of it: that keeps a long list linear.
    found.done = found.done.max(end);
}

fn delimited_by(bytes: &[u8], mark: u8, part: Range<usize>) -> Option<Range<usize>> {
    let first = part.start + bytes[part.clone()].iter().position(|byte| *byte == mark)?;
    // The first field begins behind what announces it.
    let line = run_back(bytes, first, MAX_FIELD, |byte| !matches!(byte, b'\n' | b'(' | b'[') && !is_quote(byte));
    let head = &bytes[line..first];
    let start = head.windows(2).rposition(|pair| matches!(pair, [b':' | b'=' | b'>', b' '])).map_or(0, |at| at + 2);
    let start = skip_blanks(bytes, line + start).min(first);
    let fields = || bytes[start..part.end].split(|byte| *byte == mark).map(<[u8]>::trim_ascii);
    let values = fields().filter(|field| is_field(field)).count();
    if fields().count() < 3 || values < 2 || fields().any(|field| field.len() > MAX_FIELD || field.contains(&b'=')) {
        return None;
    }
    // The last field ends with its first word: what follows is the message again.
    let last = bytes[start..part.end].iter().rposition(|byte| *byte == mark)? + start + 1;
    let stop = run(bytes, last, MAX_FIELD, |byte| !byte.is_ascii_whitespace() && byte != b';');
    (!is_opaque(bytes, start..stop)).then_some(start..stop)
}

/// A field of a record: a name of capital words, a date, a number with a fraction, a long number.
fn is_field(field: &[u8]) -> bool {
    if field.is_empty() || words::is_uuid(field) {
        return false;
    }
    let number = field.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/'));
    if number {
        let joints = field.iter().filter(|byte| !byte.is_ascii_digit()).count();
        return field.len() >= 5 && joints <= 2;
    }
    field[0].is_ascii_alphabetic()
        && !words::is_known(field)
        && !is_code(field)
        && field
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'.' | b'\'') || !byte.is_ascii())
}

fn brackets(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    let mut budget = MAX_WORK;
    while at < whole.end {
        let byte = bytes[at];
        if !matches!(byte, b'[' | b'{' | b'(') || at < found.done {
            at += 1;
            continue;
        }
        let (close, closed) = closing(bytes, at);
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

fn is_value(item: &[u8]) -> bool {
    let item = words::trim(item, |byte| byte.is_ascii_whitespace() || byte == b';' || byte == b'.');
    if item.is_empty() || item.iter().all(|byte| *byte == 0x04 || !is_word_byte(*byte)) || words::is_uuid(item) {
        return false;
    }
    // The time of a line in a log: `[2026-11-20 10:11:12,345]`.
    let clock = item.len() == 19 && item[10] == b' ' && item[13] == b':' && item[16] == b':';
    if clock || is_quote(item[0]) {
        // Judged by itself; a list of words in quotes is no row.
        return false;
    }
    let core = match item.iter().position(|byte| matches!(byte, b'=' | b':')) {
        Some(sign) if words::is_known(&item[..sign]) => {
            words::trim(&item[sign + 1..], |byte| byte.is_ascii_whitespace() || byte == b':')
        }
        _ => item,
    };
    if core.len() < item.len() && core.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'%')) {
        return false;
    }
    if core.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')) {
        return core.len() > 3;
    }
    core.iter().any(|byte| !byte.is_ascii()) || !words::is_known(core) && !is_code(core)
}

/// An enum value, a class name, a type: what messages of runtimes have in brackets.
fn is_code(item: &[u8]) -> bool {
    let constant =
        item.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
            && item.contains(&b'_');
    constant
        || item.contains(&b'@')
        || item.windows(2).any(|pair| pair == b"::")
        || item.starts_with(b"java.")
        || item.starts_with(b"org.")
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

/// `{key: value, …}`: a pair whose key nobody knows goes whole, an unquoted value that is a name goes.
fn record(bytes: &[u8], inside: Range<usize>, found: &mut Found) {
    let mut at = inside.start;
    for pair in split(&bytes[inside.clone()]) {
        let range = at..at + pair.len();
        at = range.end + 1;
        let Some(sign) = pair.iter().position(|byte| matches!(byte, b':' | b'=')) else {
            continue;
        };
        let key = words::trim(&pair[..sign], |byte| {
            byte.is_ascii_whitespace() || is_quote(byte) || matches!(byte, b'{' | b'[')
        });
        if key.is_empty() || is_opaque(bytes, range.clone()) {
            continue;
        }
        let value = words::trim(&pair[sign + 1..], |byte| {
            byte.is_ascii_whitespace() || byte == b'}' || byte == b'>' || byte == b':'
        });
        if !words::is_known(key) && !key.contains(&b'/') && !key.contains(&0x04) {
            let blanks = pair.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            found.push(range.start + blanks..range.end.min(inside.end));
        } else if is_name_value(value) {
            let start = range.start + sign + 1;
            let start = skip_blanks(bytes, start).min(range.end);
            found.push(start..start + value.len().min(range.end - start));
        }
    }
}

/// An unquoted value that is made of words nobody knows, or a decimal number or date.
fn is_name_value(value: &[u8]) -> bool {
    let Some(first) = value.first() else {
        return false;
    };
    if is_quote(*first)
        || matches!(first, b'{' | b'[' | b'(' | 0x04)
        || value.contains(&b'(')
        || value.contains(&b'{')
        || value.contains(&b'/')
    {
        return false;
    }
    let numeric = value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if numeric {
        return value.iter().filter(|byte| matches!(byte, b'.' | b'-')).count() == 2
            || value.contains(&b'.') && value.len() > 6;
    }
    first.is_ascii_alphabetic()
        && !hosts::is_workspace(value)
        && !words::is_known(value)
        && !is_code(value)
        && !words::is_uuid(value)
        && !value.iter().any(|byte| is_quote(*byte))
}

/// ` - column : value` on a line of its own, in a message that goes on over lines.
fn lines(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    while let Some(newline) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        at += newline + 1;
        let dash = run(bytes, at, 16, |byte| matches!(byte, b' ' | b'\t'));
        if !matches!(bytes.get(dash), Some(b'-' | b'*')) {
            continue;
        }
        let key = run(bytes, dash + 1, 4, |byte| byte == b' ');
        let end = run(bytes, key, 2048, |byte| byte != b'\n');
        let line = &bytes[key..end];
        let Some(sign) = line.iter().position(|byte| matches!(byte, b':' | b'=')) else {
            continue;
        };
        let value = line[sign + 1..].trim_ascii();
        let number = value.len() <= 4 && value.iter().all(u8::is_ascii_digit);
        let harmless = words::is_known(&line[..sign]) && (number || words::is_known(value) || value.is_empty());
        if !harmless && key > dash + 1 && !is_opaque(bytes, key..end) {
            found.push(key..end);
        }
    }
}

/// Items between commas that are in no inner bracket and no quote.
fn split(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at > text.len() {
            return None;
        }
        let start = at;
        let mut depth = 0;
        while at < text.len() {
            match text[at] {
                b'[' | b'{' | b'(' => depth += 1,
                b']' | b'}' | b')' => depth -= 1,
                b',' | b';' | b'\n' if depth <= 0 => break,
                byte if is_quote(byte) && (at == start || !is_word_byte(text[at - 1])) => {
                    let (close, closed) = close_quote(text, at);
                    if closed {
                        at = close;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        let item = &text[start..at.min(text.len())];
        at += 1;
        Some(item)
    })
}

/// Bytes that are looked at inside brackets, over all brackets of a text.
const MAX_WORK: usize = 32 * 1024;
/// Longer than any field of a line that is looked at.
const MAX_FIELD: usize = 64;
/// Longer rows are cut there; their beginning is enough to know them, and the rest is looked at by itself.
const MAX_ROW: usize = 1500;
