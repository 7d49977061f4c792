//! Predicates as Spark prints them: `EqualTo(pay,5)`, `PushedFilters: […]`.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{begins_word, is_one_of, is_opaque, is_word_byte, run_back, skip_blanks};
use crate::view::View;
use crate::words;

use super::steps::balanced;

pub(super) const RULE: Rule = Rule {
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
        "(stringtype)",
        "(longtype)",
        "(integertype)",
        "(doubletype)",
        "(datetype)",
        "(timestamptype)",
    ]),
    find: predicate,
    #[cfg(test)]
    positive: &[
        ("pushed EqualTo(pay,Jo) to", "Jo"),
        ("In(city, [Rome,Oslo])", "Rome"),
        ("column hr.payLine(StringType) is not there", "payLine"),
        ("PushedFilters: [IsNotNull(pay)]", "pay"),
    ],
    #[cfg(test)]
    negative: &["main() called", "EqualTo(", "in() failed", "cannot convert(StringType)"],
};

fn predicate(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // `hr.payLine(StringType)`: a column, and what it is of.
    if bytes[hit.start] == b'(' {
        let start = run_back(bytes, hit.start, 128, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'`'));
        let name = &bytes[start..hit.start];
        let joined = name.iter().any(|byte| matches!(byte, b'.' | b'_'));
        if joined || !words::is_known(name) && !is_opaque(bytes, start..hit.start) {
            found.push(start..hit.start);
        }
        return;
    }
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
    found.work += end - open;
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
