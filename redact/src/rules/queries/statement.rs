//! Statements of SQL, and parts of one, by the keyword that begins them.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{has, is_one_of, is_quote, is_word_byte, run, run_back, word_before};
use crate::view::{OPAQUE, View};
use crate::words;

use super::comments::{skip_space, with_comments};
use super::extent::{MAX_LINE, extent};
use super::object::{is_object, skip_kinds};
use super::steps::{is_cte, near, next_word, skip_word};

pub(super) const RULE: Rule = Rule {
    name: "sql",
    placeholder: "<sql>",
    gate: Gate::Literals(&[
        "select",
        "insert",
        "merge",
        "update",
        "delete",
        "create",
        "alter",
        "drop",
        "truncate",
        "copy",
        "with",
        "where",
        "from",
        "values",
        "grant",
        "revoke",
        "describe",
        "show",
        "use",
        "call",
        "comment on",
        "convert to delta",
        "optimize",
        "reorg table",
        "restore table",
        "undrop table",
        "vacuum",
        "refresh",
        "analyze",
        "msck",
        "explain",
        "join",
        "group by",
        "order by",
        "having",
        "partition",
        "replace",
        "union",
        "limit",
        "case",
        "declare",
        "execute",
        "cache",
        "load",
        "set",
        "table",
        "on",
        "and",
        "or",
        "lateral",
    ]),
    find: statement,
    #[cfg(test)]
    positive: &[
        ("Error: SELECT a FROM t WHERE b = 'Jo' [PARSE_SYNTAX_ERROR]", "a FROM t"),
        ("Query was: \"INSERT INTO voter (id) VALUES (1676582, 'Jo Roe')\"", "1676582"),
        ("x: select * from churn where visit = 21311695 and y", "21311695"),
        ("DELETE FROM consent WHERE annual = 1586658", "1586658"),
        ("with t as (select pay from x_y) select 1 from t", "pay"),
        ("ran update payroll_x set a = 1", "payroll_x"),
        ("near WHERE ssn_x = 5", "ssn_x"),
        ("SELECT/* c */pay_x FROM t", "pay_x"),
        ("--Jo Roe\nSELECT * FROM pay_x", "Jo Roe"),
        ("query 'SELECT a FROM t WHERE n = 'Jo Roe' AND pay_x = 5512' failed", "5512"),
        ("Error running query: {\"m\":\"SELECT pay_x FROM t\"}", "pay_x"),
        ("near SELECT/**/pay_x/**/FROM/**/t_x--81273", "81273"),
        ("rejected: select/**/churnQ/* Jo Roe */from/**/t", "Jo Roe"),
        ("[FAILED_JDBC] CALL churn.sp_moves('x', 358.25)", "358.25"),
        ("history: optimize churn.QuotesX zorder by (payMail)", "payMail"),
        ("ran /* for Jo Roe */ delete from pay_x where id = 5", "Jo Roe"),
    ],
    #[cfg(test)]
    negative: &[
        "Cannot create table or view because it exists",
        "update failed",
        "Please select a warehouse from the list",
        "does not have permission SELECT on the table",
        "delete from the cache failed",
        "cannot drop group: it is in use",
        "CREATE TABLE is not supported",
        "drop table failed with an error",
        "connect with the values from the server",
        "SELECT permission is required",
        "GRANT and REVOKE",
        "USE SCHEMA",
        "open with settings (retries",
        "call close() first, then CALL is not supported",
        "Please optimize the layout where possible",
    ],
};

fn statement(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let after = bytes.get(hit.end).copied().unwrap_or(b' ');
    let before = hit.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    if is_split(view, &hit) {
        return found.push(hit.start..extent(bytes, hit.start));
    }
    if is_word_byte(after)
        || is_word_byte(before)
        || matches!(before, b'.' | b'-' | b'/' | b'$' | b'#' | b'@')
        || matches!(after, b'-' | b'.' | b'=' | b'>' | b')')
        || after == b'/' && !has(bytes, hit.end, "/*")
        // `privileges to execute 'SELECT'`
        || is_quote(before) && after == before
    {
        return;
    }
    let upper = bytes[hit.clone()].iter().all(|byte| !byte.is_ascii_lowercase());
    if after == b':' || after == b',' && !upper {
        return;
    }
    // `cannot drop table x`, `SELECT command denied`: what was to be done, rather than the text that was to do it.
    let lead = word_before(bytes, hit.start);
    let made =
        is_one_of(&bytes[hit.clone()], &["alter", "create", "describe", "drop", "refresh", "replace", "truncate"]);
    if made && (is_one_of(lead, &["cannot", "can't", "not", "to"]) && !upper || is_one_of(lead, &["use"]))
        || has(bytes, hit.end, " command denied")
    {
        return;
    }
    if begins(bytes, &hit, upper) {
        // The line in front is looked through for the quote that encloses the statement.
        found.work += hit.start - run_back(bytes, hit.start, MAX_LINE, |byte| byte != b'\n');
        found.push(with_comments(bytes, hit.start)..extent(bytes, hit.start));
    }
}

/// Whether an empty comment stood behind a keyword, in the place of a blank: `SELECT/**/pay`. The view has left it out.
fn is_split(view: &View<'_>, hit: &Range<usize>) -> bool {
    let gap = |at: usize| at > 0 && at < view.bytes.len() && view.origin(at) - view.origin(at - 1) == EMPTY_COMMENT + 1;
    let before = hit.start.checked_sub(1).map_or(b' ', |at| view.bytes[at]);
    gap(hit.end)
        && is_word_byte(view.bytes[hit.end])
        && !is_word_byte(before)
        && is_one_of(
            &view.bytes[hit.clone()],
            &["select", "insert", "update", "delete", "merge", "with", "drop", "union"],
        )
}

/// Whether a keyword begins a statement or a part of one, rather than stands in a sentence.
fn begins(bytes: &[u8], hit: &Range<usize>, upper: bool) -> bool {
    let word = bytes[hit.clone()].to_ascii_lowercase();
    let at = skip_space(bytes, hit.end);
    let (second, after) = next_word(bytes, at);
    let second_upper = !second.is_empty() && second.iter().all(|byte| !byte.is_ascii_lowercase());
    let both = upper && second_upper;
    let object = |at: usize, strict: bool| is_object(bytes, skip_space(bytes, at), strict);
    match &word[..] {
        b"select" => is_select(bytes, at, upper),
        b"insert" | b"merge" | b"copy" => {
            is_one_of(second, &["into", "overwrite"]) && object(skip_word(bytes, after, &["table", "into"]), !both)
        }
        b"delete" => {
            let confirmed = near(bytes, after, 80, b"where").is_some();
            is_one_of(second, &["from"]) && object(after, !both && !confirmed)
        }
        b"update" => {
            let set = near(bytes, at, 160, b"set").is_some_and(|set| near(bytes, set, 200, b"=").is_some());
            object(at, !upper && !set) && set
        }
        b"create" | b"alter" | b"drop" | b"truncate" | b"describe" | b"show" | b"refresh" | b"analyze"
        | b"optimize" | b"vacuum" | b"msck" | b"replace" | b"cache" | b"use" => {
            let (at, kinds) = skip_kinds(bytes, at);
            match &word[..] {
                b"optimize" | b"vacuum" => {
                    upper && object(at, false)
                        || object(at, true)
                            && ["zorder", "where", "retain"]
                                .iter()
                                .any(|next| near(bytes, at, 80, next.as_bytes()).is_some())
                }
                b"use" | b"show" | b"describe" => {
                    kinds > 0 && object(at, !upper) && upper || upper && word != b"use" && object(at, true)
                }
                // SQL puts no apostrophes around names; sentences do: `cannot drop group 'x'`.
                _ => kinds > 0 && (upper || bytes.get(at) != Some(&b'\'')) && object(at, !upper),
            }
        }
        b"with" => is_cte(bytes, at),
        b"grant" | b"revoke" => {
            upper
                && near(bytes, at, 80, b"on").is_some()
                && (near(bytes, at, 200, b"to").is_some() || near(bytes, at, 200, b"from").is_some())
        }
        b"where" | b"having" => is_condition(bytes, at, upper),
        b"and" | b"or" | b"on" => upper && is_condition(bytes, at, true) && !words::is_known(second),
        b"values" => {
            bytes.get(at) == Some(&b'(')
                && bytes.get(at + 1).is_some_and(|next| is_quote(*next) || next.is_ascii_digit() || upper)
        }
        b"from" => upper && is_object(bytes, at, true) && near(bytes, at, 120, b"where").is_some(),
        b"join" => upper && object(at, false) && near(bytes, at, 120, b"on").is_some(),
        b"group by" | b"order by" => upper && object(at, true),
        b"set" => upper && near(bytes, at, 60, b"=").is_some() && object(at, true),
        b"case" => is_one_of(second, &["when"]) && upper,
        b"explain" => upper && is_one_of(second, &["select", "extended", "with"]),
        b"call" => {
            let name = run(bytes, at, 160, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'`'));
            name > at
                && bytes.get(name) == Some(&b'(')
                && (upper || object(at, true) && bytes[at..name].contains(&b'_'))
        }
        b"comment on" | b"restore table" | b"reorg table" | b"undrop table" | b"convert to delta" => {
            object(skip_kinds(bytes, at).0, !upper)
        }
        b"union" => is_one_of(second, &["all", "select"]) && both,
        b"execute" => is_one_of(second, &["immediate"]),
        b"declare" | b"load" | b"partition" | b"limit" | b"lateral" => false,
        _ => false,
    }
}

fn is_select(bytes: &[u8], at: usize, upper: bool) -> bool {
    let (second, after) = next_word(bytes, at);
    if matches!(bytes.get(at), Some(b'*' | b'"' | b'\'' | b'`' | b'('))
        || second.iter().any(u8::is_ascii_digit) && !words::is_known(second)
    {
        return true;
    }
    let from = near(bytes, at, 2000, b"from");
    // One name, or names with commas, between the two keywords, and no article behind: no sentence is built like that.
    if from.is_some_and(|from| is_list(&bytes[at..from - 4]) && is_table(bytes, skip_space(bytes, from))) {
        return true;
    }
    if upper {
        // At the end of a cut text anything may have followed.
        let prose = is_one_of(
            second,
            &[
                "on",
                "permission",
                "permissions",
                "privilege",
                "privileges",
                "statement",
                "statements",
                "query",
                "queries",
                "clause",
                "list",
                "or",
                "and",
                "is",
                "failed",
                "access",
                "",
            ],
        );
        return !prose && !second.is_empty()
            || from.is_some_and(|from| is_object(bytes, skip_space(bytes, from), true))
                && !second.is_empty()
                && !is_one_of(second, &["on", "permission", "privilege"]);
    }
    let Some(from) = from else {
        return !words::is_known(second)
            && second.contains(&b'_')
            && matches!(bytes.get(after), Some(b',' | b'(' | b'.'));
    };
    let list = &bytes[at..from - 4];
    let coded =
        list.iter().any(|byte| matches!(*byte, b'*' | b',' | b'_' | b'(' | b'=' | b'.' | OPAQUE) || is_quote(*byte));
    let table = skip_space(bytes, from);
    coded && list.len() > 1 && !words::is_prose(list) || is_object(bytes, table, true)
}

/// Whether `list` is what a query selects: names with commas, without two words in a row.
fn is_list(list: &[u8]) -> bool {
    let words = |item: &[u8]| item.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()).count();
    let item = |item: &[u8]| {
        let item = item.trim_ascii();
        let item = item.strip_prefix(b"distinct ").unwrap_or(item).trim_ascii();
        let comment = item.starts_with(b"/*") || item.starts_with(b"--");
        !item.is_empty()
            && (comment
                || words(item) == 1
                || item.contains(&b'(')
                || item.windows(4).any(|part| part.eq_ignore_ascii_case(b" as ")))
    };
    list.len() < 1000 && list.split(|byte| *byte == b',').all(item)
}

/// Whether the name of a table follows, rather than the rest of a sentence.
fn is_table(bytes: &[u8], at: usize) -> bool {
    let (word, end) = next_word(bytes, at);
    let article = is_one_of(
        word,
        &[
            "a", "all", "an", "any", "each", "it", "its", "my", "our", "source", "that", "the", "their", "this",
            "which", "your",
        ],
    );
    !word.is_empty() && !article && !matches!(bytes.get(end), Some(b':' | b'-'))
}

/// Bytes of an empty comment.
const EMPTY_COMMENT: usize = 4;

/// Whether `name = value` or the like follows.
fn is_condition(bytes: &[u8], at: usize, upper: bool) -> bool {
    let end = run(bytes, at, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'`' | b'"' | b'(' | b')' | b'#'));
    let name = &bytes[at..end];
    let operator = skip_space(bytes, end);
    let (word, after) = next_word(bytes, operator);
    let compares = matches!(bytes.get(operator), Some(b'=' | b'<' | b'>' | b'!'))
        || is_one_of(word, &["like", "ilike", "between", "rlike"])
        || is_one_of(word, &["in"]) && bytes.get(skip_space(bytes, after)) == Some(&b'(')
        || upper && is_one_of(word, &["is", "not", "in"]);
    !name.is_empty() && compares && (upper || !words::is_known(name))
}
