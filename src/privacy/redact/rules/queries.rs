//! SQL: statements, fragments of them, plans, and what stands behind words that announce a query.

use std::ops::Range;

use super::super::{
    rule::{Found, Gate, Rule},
    text::{begins_word, has, is_one_of, is_quote, is_word_byte, run, run_back, skip_blanks},
    view::{OPAQUE, View},
    words,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
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
            "optimize",
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
            ("ran /* for Jo Roe */ delete from pay_x where id = 5", "Jo Roe"),
        ],
        negative: &[
            "Cannot create table or view because it exists",
            "update failed",
            "Please select a warehouse from the list",
            "does not have permission SELECT on the table",
            "delete from the cache failed",
            "CREATE TABLE is not supported",
            "drop table failed with an error",
            "connect with the values from the server",
            "SELECT permission is required",
            "GRANT and REVOKE",
            "USE SCHEMA",
        ],
    },
    Rule {
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
        positive: &[
            ("[DIVIDE_BY_ZERO] == SQL (line 1, position 83) ==\nSELECT 4 / visit FROM v\n  ^^^", "visit"),
            ("[SQL: SELECT pay FROM x]\n(Background", "pay"),
            ("[parameters: ('Jo Roe', 5)]", "Jo Roe"),
            ("Error running query: show tables in payroll", "payroll"),
        ],
        negative: &[
            "Error running query: [DIVIDE_BY_ZERO] org.apache.spark.SparkException: Job aborted",
            "statement: 01f8ff23-833f-19cf-bb17-49e4df0a7a2f",
            "query: canceled",
            "ran out of memory",
        ],
    },
    Rule {
        name: "plan",
        placeholder: "<sql>",
        gate: Gate::Literals(&[
            "+- ",
            ":- ",
            "'Project",
            "'Filter",
            "'Aggregate",
            "'Unresolved",
            "== Physical",
            "== Parsed",
            "== Analyzed",
            "== Optimized",
            "*(",
        ]),
        find: plan,
        positive: &[
            ("plan:\n+- Filter (pay#12 = 5)\nnext", "pay#12"),
            ("'Project ['pay]\n+- 'UnresolvedRelation [t]", "pay"),
        ],
        negative: &["a +- b", "the *( sign", "== Physical"],
    },
    Rule {
        name: "predicate",
        placeholder: "<lit>",
        gate: Gate::Literals(&[
            "equalto(",
            "equalnullsafe(",
            "greaterthan(",
            "greaterthanorequal(",
            "lessthan(",
            "lessthanorequal(",
            "isnotnull(",
            "isnull(",
            "in(",
            "not(",
            "stringstartswith(",
            "stringendswith(",
            "stringcontains(",
            "pushedfilters:",
            "partitionfilters:",
            "datafilters:",
            "readschema:",
            "cast(",
        ]),
        find: predicate,
        positive: &[
            ("pushed EqualTo(pay,Jo) to", "Jo"),
            ("In(city, [Rome,Oslo])", "Rome"),
            ("PushedFilters: [IsNotNull(pay)]", "pay"),
        ],
        negative: &["main() called", "EqualTo(", "in() failed"],
    },
];

fn statement(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let after = bytes.get(hit.end).copied().unwrap_or(b' ');
    let before = hit.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    if is_word_byte(after)
        || is_word_byte(before)
        || matches!(before, b'.' | b'-' | b'/' | b'$' | b'#' | b'@')
        || matches!(after, b'-' | b'.' | b'=' | b'>' | b')')
        || after == b'/' && !has(bytes, hit.end, "/*")
    {
        return;
    }
    let upper = bytes[hit.clone()].iter().all(|byte| !byte.is_ascii_lowercase());
    if after == b':' || after == b',' && !upper {
        return;
    }
    if begins(bytes, &hit, upper) {
        found.push(with_comments(bytes, hit.start)..extent(bytes, hit.start));
    }
}

/// The start of a statement together with the comments that stand right before it.
fn with_comments(bytes: &[u8], mut start: usize) -> usize {
    for _ in 0..8 {
        let before = run_back(bytes, start, 16, |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        let from = before.saturating_sub(MAX_COMMENT);
        let text = &bytes[from..before];
        let open = if text.ends_with(b"*/") {
            text.windows(2).rposition(|pair| pair == b"/*")
        } else if bytes[before..start].contains(&b'\n') {
            let line = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
            text[line..].windows(2).position(|pair| pair == b"--").map(|dashes| line + dashes)
        } else {
            None
        };
        match open {
            Some(open) => start = from + open,
            None => break,
        }
    }
    start
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
        b"delete" => is_one_of(second, &["from"]) && object(after, !both),
        b"update" => {
            let set = near(bytes, at, 160, b"set").is_some_and(|set| near(bytes, set, 200, b"=").is_some());
            object(at, !upper) && set
        }
        b"create" | b"alter" | b"drop" | b"truncate" | b"describe" | b"show" | b"refresh" | b"analyze"
        | b"optimize" | b"vacuum" | b"msck" | b"replace" | b"cache" | b"use" => {
            let (at, kinds) = skip_kinds(bytes, at);
            match &word[..] {
                b"optimize" | b"vacuum" => upper && object(at, false),
                b"use" | b"show" | b"describe" => {
                    kinds > 0 && object(at, !upper) && upper || upper && word != b"use" && object(at, true)
                }
                _ => kinds > 0 && object(at, !upper),
            }
        }
        b"with" => {
            let (_, name_end) = next_word(bytes, at);
            let (as_word, as_end) = next_word(bytes, skip_space(bytes, skip_parens(bytes, name_end)));
            as_word.eq_ignore_ascii_case(b"as") && bytes.get(skip_space(bytes, as_end)) == Some(&b'(')
        }
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
        b"call" => upper && bytes.get(after) == Some(&b'('),
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

/// Whether the name of a table or the like stands at `at`. `strict` wants one that is no word of a sentence.
fn is_object(bytes: &[u8], at: usize, strict: bool) -> bool {
    let Some(first) = bytes.get(at) else {
        return false;
    };
    if is_quote(*first) || *first == OPAQUE {
        return !strict || *first != OPAQUE;
    }
    if !is_word_byte(*first) {
        return matches!(first, b'(' | b'*') && !strict;
    }
    let end = run(bytes, at, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'$'));
    let name = words::trim(&bytes[at..end], |byte| byte == b'.');
    if strict {
        !words::is_known(name) && (name.len() > 2 || name.iter().any(u8::is_ascii_digit))
    } else {
        // `CREATE TABLE is not supported`, `DROP TABLE or VIEW`.
        !(is_one_of(name, SENTENCE_WORDS) && name.iter().any(u8::is_ascii_lowercase))
    }
}

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
        let start = skip_blanks(bytes, hit.end);
        if !super::super::text::is_opaque(bytes, start..close.max(start)) {
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
    if verb && follows && !sentence || has(bytes, start, "-- ") || has(bytes, start, "/*") {
        found.push(start..extent(bytes, start));
    }
}

fn plan(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let headline = has(bytes, hit.start, "==");
    let line_start = hit.start == 0
        || bytes[run_back(bytes, hit.start, 64, |byte| matches!(byte, b' ' | b':' | b'|' | b'\t'))..hit.start].len()
            == hit.start
        || {
            let start = run_back(bytes, hit.start, 64, |byte| matches!(byte, b' ' | b':' | b'|' | b'\t' | b'\''));
            start == 0 || bytes[start - 1] == b'\n' || bytes[start - 1] == b';'
        };
    if headline {
        let line = run(bytes, hit.end, 80, |byte| byte != b'\n');
        if line < bytes.len() && bytes[hit.start..line].ends_with(b"==") {
            found.push(skip_blanks(bytes, line)..extent(bytes, line));
        }
        return;
    }
    let next = bytes.get(hit.end).copied().unwrap_or(b' ');
    if line_start || bytes[hit.start] == b'\'' {
        let end = run(bytes, hit.end, 4096, |byte| byte != b'\n');
        if end > hit.end + 1
            && (next.is_ascii_uppercase()
                || matches!(next, b'\'' | b'*')
                || bytes[hit.start] == b'\''
                || next.is_ascii_digit())
        {
            found.push(hit.start..end);
        }
    }
}

fn predicate(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    let (open, short) = if bytes[hit.end - 1] == b':' {
        let at = skip_blanks(bytes, hit.end);
        if bytes.get(at) != Some(&b'[') {
            return;
        }
        (at, false)
    } else {
        (hit.end - 1, is_one_of(&bytes[hit.start..hit.end - 1], &["in", "not", "cast"]))
    };
    let end = balanced(bytes, open);
    let inside = &bytes[open + 1..end];
    // `in(…)`, `not(…)` and `cast(…)` in small letters are calls in somebody's program.
    let small = !bytes[hit.start..hit.end - 1].iter().any(u8::is_ascii_uppercase);
    if short && (small || words::is_known(inside)) {
        return;
    }
    if inside.iter().any(|byte| is_word_byte(*byte)) {
        found.push(open + 1..end);
    }
}

/// Where a piece of SQL that begins at `start` ends.
///
/// Inside quotes, at the closing one. Otherwise at what cannot be SQL: an error class in brackets, `SQLSTATE`, a stack
/// frame, words of a driver that go on with its sentence, a bracket that was never opened. Else at the end of the text.
fn extent(bytes: &[u8], start: usize) -> usize {
    let open = start.checked_sub(1).map(|at| bytes[at]).filter(|byte| is_quote(*byte));
    let mut at = start;
    let (mut depth, mut square) = (0_i32, 0_i32);
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            _ if Some(byte) == open => {
                // The last quote of this kind before a stop closes; an earlier one is SQL's own when a value follows.
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let opens_value = at > 0 && matches!(bytes[at - 1], b'=' | b'(' | b' ' | b',') && is_word_byte(next);
                if !is_word_byte(next) && !opens_value || byte != b'\'' && byte != b'"' {
                    let goes_on = byte == b'\'' && matches!(next, b')' | b',') && depth > 0;
                    if !goes_on {
                        return at;
                    }
                }
            }
            b'\'' | b'"' | b'`' => {
                let (close, closed) = super::super::text::close_quote(bytes, at);
                // An apostrophe in a comment or a quote that was cut: go on behind it.
                if closed && close - at < 2048 && Some(bytes[close]) == Some(byte) && open != Some(byte) {
                    at = close;
                }
            }
            b'(' | b'{' => depth += 1,
            b')' | b'}' => {
                depth -= 1;
                if depth < 0 {
                    return at;
                }
            }
            b' ' | b'\n' | b'\t' | b'.' | b';' | b':' | b'[' if at > start => {
                if let Some(end) = stop(bytes, at) {
                    return end;
                }
                square += i32::from(byte == b'[');
            }
            b']' => {
                square -= 1;
                if square < 0 {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Whether the SQL ends at `at`, and where.
fn stop(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    if rest[0] == b'[' || rest.starts_with(b" [") {
        let open = at + usize::from(rest[0] != b'[');
        let name = run(bytes, open + 1, 96, |byte| {
            byte.is_ascii_uppercase() || byte == b'_' || byte == b'.' || byte.is_ascii_digit()
        });
        return (name > open + 5 && bytes.get(name) == Some(&b']')).then_some(at);
    }
    if is_outcome(bytes, at) {
        return Some(at);
    }
    let second = rest.get(1).map_or(0, u8::to_ascii_lowercase);
    let stops = |stop: &&str| {
        stop.as_bytes()[0] == rest[0] && stop.as_bytes()[1].to_ascii_lowercase() == second && has(bytes, at, stop)
    };
    STOPS.iter().any(stops).then_some(at)
}

/// `: SCHEMA_NOT_FOUND`, ` -> ERROR_STATE`, `: permission denied`: what a query came to.
fn is_outcome(bytes: &[u8], at: usize) -> bool {
    let signs = run(bytes, at, 5, |byte| matches!(byte, b' ' | b':' | b'-' | b'=' | b'>'));
    let sign = words::trim(&bytes[at..signs], |byte| byte == b' ');
    if !matches!(sign, b":" | b"->" | b"=>" | b"--" | b"-") || bytes[signs - 1] != b' ' {
        return false;
    }
    if sign == b":" {
        let (first, after) = next_word(bytes, signs);
        let (second, end) = next_word(bytes, bytes.len().min(after + 1));
        let plain = |word: &[u8]| word.len() > 2 && word.iter().all(u8::is_ascii_lowercase) && words::is_word(word);
        let goes_on = bytes.get(end).is_some_and(|next| matches!(next, b'.' | b'(' | b'=' | b'_'));
        if bytes.get(after) == Some(&b' ') && plain(first) && plain(second) && !goes_on {
            return true;
        }
    }
    let end = run(bytes, signs, 96, |byte| byte.is_ascii_uppercase() || byte == b'_');
    let name = &bytes[signs..end];
    let alone = !bytes.get(end).is_some_and(|next| is_word_byte(*next) || matches!(next, b'.' | b'(' | b'='));
    alone && name.contains(&b'_') && name.len() >= 8 && words::is_known(name)
}

/// Blanks, and comments, which are blanks to SQL.
fn skip_space(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    for _ in 0..8 {
        at = skip_blanks(bytes, at);
        if has(bytes, at, "/*") {
            let end = bytes[at + 2..].windows(2).take(256).position(|pair| pair == b"*/");
            match end {
                Some(end) => at += end + 4,
                None => return at,
            }
        } else {
            return at;
        }
    }
    at
}

fn next_word(bytes: &[u8], at: usize) -> (&[u8], usize) {
    let end = run(bytes, at, 128, is_word_byte);
    (&bytes[at.min(end)..end], end)
}

fn skip_word(bytes: &[u8], at: usize, skipped: &[&str]) -> usize {
    let start = skip_space(bytes, at);
    let (word, end) = next_word(bytes, start);
    if is_one_of(word, skipped) { end } else { at }
}

/// Skips the kinds of objects in front of a name: `OR REPLACE TEMPORARY VIEW IF NOT EXISTS`.
fn skip_kinds(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut kinds = 0;
    for _ in 0..8 {
        let start = skip_space(bytes, at);
        let (word, end) = next_word(bytes, start);
        if is_one_of(word, KINDS) {
            kinds += 1;
        } else if !is_one_of(
            word,
            &[
                "or",
                "replace",
                "temp",
                "temporary",
                "global",
                "if",
                "not",
                "exists",
                "external",
                "materialized",
                "streaming",
                "live",
                "managed",
                "repair",
                "extended",
                "formatted",
                "lazy",
                "full",
                "insert",
                "overwrite",
                "into",
            ],
        ) || is_one_of(word, &["or", "not"]) && kinds > 0 && word.iter().any(u8::is_ascii_lowercase)
        {
            return (start, kinds);
        }
        at = end;
    }
    (at, kinds)
}

fn skip_parens(bytes: &[u8], at: usize) -> usize {
    let open = skip_space(bytes, at);
    if bytes.get(open) == Some(&b'(') { balanced(bytes, open) + 1 } else { at }
}

/// The closing bracket of the one at `open`, or the end of what is looked at.
fn balanced(bytes: &[u8], open: usize) -> usize {
    let mut depth = 0;
    let limit = bytes.len().min(open + 1024);
    for (offset, byte) in bytes[open..limit].iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return open + offset;
                }
            }
            b'\n' => return open + offset,
            _ => {}
        }
    }
    limit
}

/// The end of the word `word` within `limit` bytes, standing alone; a sign may stand anywhere.
fn near(bytes: &[u8], at: usize, limit: usize, word: &[u8]) -> Option<usize> {
    let end = bytes.len().min(at + limit);
    let text = bytes.get(at..end)?;
    text.windows(word.len()).enumerate().find_map(|(offset, window)| {
        let start = at + offset;
        let alone = !word[0].is_ascii_alphabetic()
            || (start == 0 || !is_word_byte(bytes[start - 1]))
                && !bytes.get(start + word.len()).is_some_and(|next| is_word_byte(*next));
        (window.eq_ignore_ascii_case(word) && alone).then_some(start + word.len())
    })
}

/// How far back the beginning of a comment is looked for.
const MAX_COMMENT: usize = 512;

const KINDS: &[&str] = &[
    "table",
    "view",
    "schema",
    "database",
    "catalog",
    "function",
    "index",
    "volume",
    "share",
    "recipient",
    "role",
    "user",
    "group",
    "column",
    "tables",
    "columns",
    "connection",
    "location",
    "credential",
    "procedure",
    "constraint",
    "partitions",
    "schemas",
    "views",
    "grants",
    "detail",
    "history",
];

/// Words that go on with a sentence, not with a statement.
const SENTENCE_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "because",
    "but",
    "by",
    "can",
    "cannot",
    "command",
    "could",
    "error",
    "failed",
    "failure",
    "for",
    "from",
    "has",
    "have",
    "if",
    "in",
    "is",
    "it",
    "may",
    "must",
    "no",
    "not",
    "of",
    "on",
    "operation",
    "operations",
    "or",
    "permission",
    "privilege",
    "requires",
    "should",
    "statement",
    "statements",
    "that",
    "the",
    "this",
    "to",
    "was",
    "were",
    "when",
    "which",
    "while",
    "with",
    "without",
];

/// How a driver's own sentence goes on behind a query.
const STOPS: &[&str] = &[
    " SQLSTATE",
    ". SQLSTATE",
    " (SQLSTATE",
    "\n\tat ",
    "\n  at ",
    "\n    at ",
    "\nCaused by",
    "\n(Background",
    "\nTraceback",
    " failed with ",
    " failed after ",
    " failed:",
    " failed (",
    " timed out",
    ": query ",
    ": statement ",
    " was canceled",
    " was cancelled",
    " returned HTTP",
    " returned status",
    " -> HTTP",
    " => HTTP",
    " -> 4",
    " -> 5",
    " (HTTP",
    " (status",
    " (statement",
    " (attempt",
    " (request",
    " (query",
    ": HTTP ",
    " with status ",
    " with HTTP ",
    " after 1",
    " after 2",
    " after 3",
    " after 4",
    " after 5",
    " after 6",
    " after 7",
    " after 8",
    " after 9",
    "; nested exception",
    "; line ",
    " due to ",
    " exceeded the ",
];
