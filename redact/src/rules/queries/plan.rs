//! Plans of a query, line by line.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{has, is_one_of, is_word_byte, run, run_back, skip_blanks};
use crate::view::View;

use super::extent::extent;

pub(super) const RULE: Rule = Rule {
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
        "#",
    ]),
    find: plan,
    #[cfg(test)]
    positive: &[
        ("plan:\n+- Filter (pay#12 = 5)\nnext", "pay#12"),
        ("missing payFull#469L in relation", "payFull"),
        ("'Project ['pay]\n+- 'UnresolvedRelation [t]", "pay"),
    ],
    #[cfg(test)]
    negative: &[
        "frame #7",
        "see issue#1234, PR#5 of C#7, no PKCS#8",
        "color #12345",
        "mode 'project' is not supported",
        "a +- b",
        "the *( sign",
        "== Physical",
    ],
};

fn plan(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if bytes[hit.start] == b'#' {
        return attribute(bytes, hit.start, found);
    }
    // Plans write the kinds of their nodes with a capital; `'project:x` is somebody's.
    if bytes[hit.start] == b'\'' && !bytes[hit.start + 1].is_ascii_uppercase() {
        return;
    }
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

/// `pay#469L`: an attribute of a plan, by its name and its number.
fn attribute(bytes: &[u8], sign: usize, found: &mut Found) {
    let start = run_back(bytes, sign, 128, is_word_byte);
    let digits = run(bytes, sign + 1, 10, |byte| byte.is_ascii_digit());
    let end = digits + usize::from(bytes.get(digits) == Some(&b'L'));
    let free = !bytes.get(end).is_some_and(|next| is_word_byte(*next));
    let name = &bytes[start..sign];
    if name.len() > 1
        && digits > sign + 1
        && free
        && !is_one_of(name, &["bug", "issue", "issues", "pkcs", "pr", "pull", "task"])
    {
        found.push(start..end);
    }
}
