//! What stands behind words that announce a query: `query: `, `== SQL ==`, `[parameters: `.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{begins_word, has, is_one_of, is_opaque, is_quote, is_word_byte, looked, run, skip_blanks};
use crate::view::View;

use super::comments::skip_space;
use super::extent::extent;
use super::steps::{is_cte, next_word};

pub(super) const RULE: Rule = Rule {
    name: "announced_sql",
    placeholder: "<sql>",
    gate: Gate::Literals(&[
        "== sql",
        "[sql:",
        "running query:",
        "query was:",
        "query:",
        "statement:",
        "sql:",
        "sql text:",
        "command:",
        "executing:",
        "sqltext=",
        "querytext=",
        "[parameters:",
        "query text:",
        "statement text:",
        "while running",
        "while executing",
        "query=",
        "statement=",
        "sql=",
        "near line",
        "ran ",
        "run ",
        "executed ",
    ]),
    find: announced,
    #[cfg(test)]
    positive: &[
        ("[DIVIDE_BY_ZERO] == SQL (line 1, position 83) ==\nSELECT 4 / visit FROM v\n  ^^^", "visit"),
        ("[SQL: SELECT pay FROM x]\n(Background", "pay"),
        ("[parameters: ('Jo Roe', 5)]", "Jo Roe"),
        ("Error running query: show tables in payroll", "payroll"),
    ],
    #[cfg(test)]
    negative: &[
        "Error running query: [DIVIDE_BY_ZERO] org.apache.spark.SparkException: Job aborted",
        "statement: 01f8ff23-833f-19cf-bb17-49e4df0a7a2f",
        "query: canceled",
        "ran out of memory",
        "run with the flag to see more",
    ],
};

fn announced(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if is_word_byte(bytes[hit.start]) && !begins_word(bytes, hit.start) {
        return;
    }
    if has(bytes, hit.start, "== sql") {
        let line = run(bytes, hit.end, 80, |byte| byte != b'\n' && byte != b'=');
        let line = run(bytes, line, 3, |byte| byte == b'=');
        let end = extent(bytes, line);
        return found.push(skip_blanks(bytes, line)..end);
    }
    if bytes[hit.start] == b'[' {
        let close = bytes[hit.end..].windows(2).position(|pair| pair == b"]\n").map_or(bytes.len(), |at| hit.end + at);
        let close = if close == bytes.len() && bytes.ends_with(b"]") { close - 1 } else { close };
        looked(close - hit.end);
        let start = skip_blanks(bytes, hit.end);
        if !is_opaque(bytes, start..close.max(start)) {
            found.push(start..close.max(start));
        }
        return;
    }
    let start = skip_blanks(bytes, hit.end);
    let start = run(bytes, start, 2, |byte| is_quote(byte) || byte == b':');
    let (word, after) = next_word(bytes, start);
    let verb = is_one_of(
        word,
        &[
            "select", "insert", "merge", "update", "delete", "create", "alter", "drop", "truncate", "copy", "with",
            "grant", "revoke", "describe", "show", "call", "optimize", "vacuum", "refresh", "analyze", "explain",
            "declare", "msck", "replace", "desc", "from", "values",
        ],
    );
    let follows = bytes.get(after).is_some_and(|next| matches!(next, b' ' | b'\t' | b'\n' | b'/' | b'*' | b'('));
    let (next, _) = next_word(bytes, skip_space(bytes, after));
    let sentence = is_one_of(
        next,
        &[
            "failed",
            "is",
            "was",
            "not",
            "error",
            "canceled",
            "cancelled",
            "statement",
            "statements",
            "query",
            "permission",
        ],
    );
    let verb = verb && (!is_one_of(word, &["with"]) || is_cte(bytes, skip_space(bytes, after)));
    if verb && follows && !sentence || has(bytes, start, "-- ") || has(bytes, start, "/*") {
        found.push(start..extent(bytes, start));
    }
}
