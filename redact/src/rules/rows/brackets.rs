//! Rows in brackets, by what stands before them and by what is in them.

use std::ops::Range;

use crate::rule::{BRACKET, Found, Gate, Rule};
use crate::rules::literals::harmless::{is_exception, is_plain};
use crate::rules::literals::keyed::is_sqlstate;
use crate::text::{is_one_of, is_opaque, is_quote, is_word_byte, looked, run_back, seek, word_before};
use crate::view::{OPAQUE, View};
use crate::words;

use super::items::{MAX_ROW, is_field, is_full_name, is_value, split};
use super::record::{is_object, record};
use super::shapes::{is_expression, is_index, is_list_of_names, is_list_of_words, is_routine};

pub(super) const RULE: Rule = Rule {
    name: "row",
    placeholder: "<row>",
    gate: Gate::Bytes(BRACKET),
    find: brackets,
    #[cfg(test)]
    positive: &[
        ("parsing: [Luiz Bouw,1965-11-12,28345.90]. Parse", "28345.90"),
        ("record {pay_no: Sally Roe, amount: 12345.67} bad", "Sally"),
        ("Row(name='Jo Roe', age=37)", "37"),
        ("VALUES (1676582, 'Jo Roe')", "1676582"),
        ("Key (mail)=(jo roe) already exists.", "jo roe"),
        ("values: (17, 42)", "42"),
        ("Failing row contains (752182, Sally Roe, null).", "752182"),
        ("The duplicate key value is (Sally Roe, 1961-03-04).", "1961-03-04"),
        ("Key (PAY_NO, taxNo)=(17, 42) already exists", "taxNo"),
        ("AssertionError: (906609, 'Jo Roe', date(1958, 5, 23)) != ()", "906609"),
        ("evaluated payNoQx[96390198] in", "96390198"),
        ("(wardQx / (DEBTQX_ZIP - 10229387))", "10229387"),
        ("CHECK constraint <id> (kinXzq < 10117452) violated", "10117452"),
        ("MISMATCH] <id>(WARD_TEXT, wardQx) got", "WARD_TEXT"),
        ("unique constraint (HR.PK_WARDQ) violated", "PK_WARDQ"),
        ("Valid fields: [\"balance_code\", \"<id>\"]", "balance_code"),
        ("while converting record { WARD_Q: 'Sally', salesAmount: 93823735n } to", "salesAmount"),
        ("target row {id: 3278970, wardVhp: 'Sally'} matched 3", "3278970"),
        ("Employee(emp_q=5512, born=datetime.date(1971, 3, 4))", "1971, 3"),
        ("&{5512 Sally Roe 1971-03-04 1712.5} cannot be encoded", "1971-03-04"),
        ("bad record {Sally Roe, 1982-04-22, 57166.88, false}", "1982-04-22"),
        ("{\"column\": \"x\", \"value\": \"y\", \"row\": 7671743}", "7671743"),
        ("row of <id> keyed (Sally Roe) is gone", "Sally"),
    ],
    #[cfg(test)]
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
        "Unexpected end of JSON input (content-length 512, received 17)",
        "infoMessages:[*org.apache.hive.service.cli.HiveSQLException:Invalid SessionHandle:17:16, x]",
        "supported values: [basic, oauth, pat]; got: none",
        "RetryPolicy(max_attempts=5, base_delay=1.0, jitter=True)",
        "Thread[#42,ForkJoinPool-1-worker-3,5,CarrierThreads] pinned",
        "Unknown mechanism (supported: 'basic', 'oauth', 'pat')",
        "worker[12345]: exit (size = 16384, used > 123456)",
        "goroutine 17 [chan receive, 9 minutes]:",
        "CANCEL [Accept: application/json, Content-Type: application/vnd.apache.thrift.binary]",
        "OperationalError: ('HY000', '[HY000] [Databricks][Hardy] (35) The server closed the connection (35) (SQLExecDirectW)')",
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
        if is_list_of_words(&bytes[inside.clone()]) {
            at += 1;
            continue;
        }
        let announced = is_announced(bytes, at);
        match byte {
            b'[' if !announced && (is_settings(&bytes[inside.clone()]) || is_headers(&bytes[inside.clone()])) => {
                record(bytes, inside, found)
            }
            b'[' if is_routine(bytes, at) => {}
            b'[' if is_list_of_names(&bytes[inside.clone()]) => found.push(inside),
            b'[' if is_index(bytes, &inside) => found.push(inside),
            b'(' if is_object(&bytes[inside.clone()]) => found.push(inside),
            b'(' if is_expression(&bytes[inside.clone()]) => found.push(inside),
            b'[' if announced || is_list_of_values(bytes, &inside, closed) => found.push(inside),
            b'(' if is_key(bytes, close) || is_columns(bytes, &inside) => found.push(inside),
            b'(' if announced || is_tuple(bytes, &inside) || is_person(bytes, &inside) => found.push(inside),
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
    let before = &bytes[..open];
    if before.ends_with(b")=") || before.ends_with(b"row contains ") || before.ends_with(b"key value is ") {
        return true;
    }
    let signs = run_back(bytes, open, 3, |byte| matches!(byte, b' ' | b':' | b'='));
    let word = word_before(bytes, open);
    if bytes[open] != b'(' {
        return is_one_of(word, VALUES) || is_one_of(word, INPUTS);
    }
    if signs == open {
        return is_one_of(word, &["genericrow", "genericrowwithschema", "record", "row", "values"]);
    }
    let sign = bytes[signs..open].iter().any(|byte| *byte != b' ');
    is_one_of(word, VALUES) || sign && is_one_of(word, INPUTS)
}

/// Words in front of the values of a row.
const VALUES: &[&str] =
    &["bindings", "binds", "keyed", "params", "record", "records", "row", "rows", "tuple", "value", "values"];
/// Words in front of what may be a row, if a sign stands between.
const INPUTS: &[&str] = &["args", "data", "input", "parameters", "parsing"];

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

/// `[Content-Type: text/html, Accept: …]`: the headers of a request.
fn is_headers(text: &[u8]) -> bool {
    let name = |item: &[u8]| item.windows(2).position(|sign| sign == b": ").unwrap_or(0);
    let header = |item: &[u8]| {
        let (name, value) = item.split_at(name(item));
        let value = words::trim(value, |byte| matches!(byte, b' ' | b':'));
        let name = name.trim_ascii();
        // A long number is a length, or somebody's.
        let number = value.len() >= 5 && value.iter().all(u8::is_ascii_digit) && !is_one_of(name, &["content-length"]);
        name.first().is_some_and(u8::is_ascii_uppercase) && words::is_known(name) && !number
    };
    text.first().is_some_and(u8::is_ascii_uppercase)
        && split(text).all(header)
        && split(text).any(|item| item[..name(item)].contains(&b'-'))
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
///
/// The arguments of an exception and other sentences in quotes are no row: each of them is judged by itself.
fn is_tuple(bytes: &[u8], inside: &Range<usize>) -> bool {
    let text = &bytes[inside.clone()];
    let called = inside.start >= 2 && (is_word_byte(bytes[inside.start - 2]) || bytes[inside.start - 2] == b'>');
    let items: Vec<&[u8]> = split(text).map(<[u8]>::trim_ascii).collect();
    if called || items.len() < 2 || items.iter().any(|item| item.is_empty() || is_sentence(item)) {
        return false;
    }
    if is_exception(bytes, inside.start - 1) && is_sqlstate(words::trim(items[0], is_quote)) {
        return false;
    }
    let is_quoted = |item: &&&[u8]| item.first().is_some_and(|byte| *byte == b'\'' || *byte == b'"');
    let quoted = items
        .iter()
        .filter(is_quoted)
        .any(|item| !words::is_known(item) && !is_plain(words::trim(item, is_quote)) && !item.contains(&OPAQUE));
    let opaque = items.iter().any(|item| item.contains(&OPAQUE) && item.len() < 4);
    let number = |item: &&&[u8]| item.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b'-'));
    let named =
        items.iter().any(|item| is_full_name(item)) && items.iter().all(|item| is_value(item) || is_field(item));
    quoted || named || opaque && items.iter().any(|item| number(&item))
}

/// A sentence in quotes, or what is left of one.
fn is_sentence(item: &[u8]) -> bool {
    let known = || item.split(u8::is_ascii_whitespace).filter(|word| word.len() > 1 && words::is_known(word)).count();
    item.first().is_some_and(|first| is_quote(*first)) && known() >= 3
}

/// `Key (pay_no, pay_cd)=(…)`: the names of what the values are of.
fn is_key(bytes: &[u8], close: usize) -> bool {
    bytes[close..].starts_with(b")=(") || bytes[close..].starts_with(b") = (")
}

/// `<id>(pay_no, pay_cd)`, `constraint (hr.pk_pay)`: what stands behind a name that is gone belongs to it.
fn is_columns(bytes: &[u8], inside: &Range<usize>) -> bool {
    let before = &bytes[..inside.start - 1];
    let name = |byte: &u8| is_word_byte(*byte) || matches!(*byte, b'.' | b'`' | OPAQUE);
    (before.last() == Some(&OPAQUE) || before.ends_with(b"constraint ") || before.ends_with(b"index "))
        && split(&bytes[inside.clone()]).all(|item| {
            let item = item.trim_ascii();
            !item.is_empty() && item.iter().all(name) && (item.contains(&b'_') || !words::is_known(item))
        })
}

/// `(Sally Roe)`, where no function is called.
fn is_person(bytes: &[u8], inside: &Range<usize>) -> bool {
    let called = inside.start >= 2 && !bytes[inside.start - 2].is_ascii_whitespace();
    !called && is_full_name(&bytes[inside.clone()])
}

/// Bytes that are looked at inside brackets, over all brackets of a text.
const MAX_WORK: usize = 32 * 1024;
