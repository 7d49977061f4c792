//! Names of objects: in quotes and without.

use std::ops::Range;

use super::{
    keyed::{self, NOBODY},
    lists,
    nouns::{FAULT, HEAD, LEAD, OBJECT, ROLES, is},
    quoted,
    tokens::{Kind, Token, clause, tokens, words},
};
use crate::{
    rule::Found,
    rules::literals::is_id,
    text::{has, is_one_of, is_opaque, is_word_byte, run},
    view::View,
};

pub(super) fn find(view: &View<'_>, _: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    keyed::cells(bytes, &mut |cell| found.push(cell));
    let tokens = tokens(bytes);
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Quote if quoted::place(bytes, &tokens, at) == Some(OBJECT) => found.push(tokens[at].inside()),
            Kind::Word => {
                let name = named(bytes, &tokens, at)
                    .or_else(|| subject(bytes, &tokens, at))
                    .or_else(|| keyed::value(bytes, &tokens, at))
                    .or_else(|| keyed::granted(bytes, &tokens, at))
                    .or_else(|| keyed::file(bytes, &tokens[at].range))
                    .or_else(|| behind_quote(bytes, &tokens, at));
                name.into_iter().chain(keyed::fields(bytes, &tokens, at)).for_each(|name| found.push(name));
            }
            _ => {}
        }
        for name in lists::items(bytes, &tokens, at) {
            found.push(name);
        }
    }
}

/// The name without quotes that the noun `tokens[at]` leads to.
fn named(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let noun = &tokens[at];
    let text = noun.text(bytes);
    let by_exception = ["KeyError", "NoSuchTableError", "NotFoundError", "NoSuchTableException"]
        .iter()
        .any(|name| text.ends_with(name.as_bytes()));
    if !by_exception
        && (!is(text, OBJECT) && !is_one_of(text, &["fieldref.name"]) && !is_secret_scope(bytes, tokens, at)
            || is_part_of_code(bytes, &noun.range))
    {
        return None;
    }
    let mut next = at + 1;
    let mut colon = false;
    // `Table or view not found: x`, `Table with name x`, `warehouse: x`
    while let Some(token) = tokens.get(next) {
        match token.kind {
            Kind::Mark(b':' | b'=') if !colon => colon = true,
            Kind::Word
                if !colon
                    && is_one_of(
                        token.text(bytes),
                        &[
                            "of",
                            "or",
                            "view",
                            "with",
                            "name",
                            "named",
                            "called",
                            "not",
                            "found",
                            "is",
                            "does",
                            "exist",
                            "already",
                            "exists",
                            "authorized",
                        ],
                    ) => {}
            _ => break,
        }
        next += 1;
        if next > at + 8 {
            return None;
        }
    }
    let skipped = words(bytes, &tokens[at + 1..next]).next_back();
    // `constraint (a.b) violated`, `function a(integer) does not exist`
    if let Some(name) = bracketed(bytes, tokens, at) {
        return Some(name);
    }
    // Words between have to lead to a name: `not found: x`, `named x`.
    if !colon && skipped.is_some_and(|word| !is_one_of(word, &["name", "named", "called", "found", "of"])) {
        return None;
    }
    let token = tokens.get(next)?;
    if token.kind != Kind::Word || is_opaque(bytes, token.range.clone()) {
        return None;
    }
    let end = name_end(bytes, token.range.end);
    let name = token.range.start..end;
    let word = &bytes[name.clone()];
    // An address says more of itself than that it is a name.
    if bytes.get(end) == Some(&b'@') {
        return None;
    }
    let ends = tokens.get(next + 1).is_none_or(|token| {
        matches!(token.kind, Kind::Mark(b',' | b';' | b'.' | b')' | b']' | b'}' | b'\n' | b':') | Kind::Close)
    });
    if is_one_of(word, NOBODY) || word[0].is_ascii_digit() || is_code(bytes, &name) {
        return None;
    }
    let lead = at.checked_sub(1).map(|before| &tokens[before]).filter(|before| before.kind == Kind::Word);
    // `collection: x.y index: z`: what is printed in pairs.
    let pairs = is_one_of(text, &["collection", "index"]);
    if colon && !pairs && lead.is_some_and(|lead| !is(lead.text(bytes), LEAD) && !is(lead.text(bytes), FAULT)) {
        return None;
    }
    if colon {
        // `column: must not be empty` is a sentence; one word or a name with marks is none.
        return (ends || pairs || is_marked(word)).then_some(name);
    }
    if is(word, ROLES & !OBJECT) || is(word, OBJECT) && bytes.get(end) == Some(&b'(') {
        return None;
    }
    if is(word, HEAD) || is_one_of(text, &["object"]) || is_of_serde(bytes, tokens, at, word) {
        return None;
    }
    if is_marked(word) {
        return Some(name);
    }
    if skipped.is_some_and(|word| is_one_of(word, &["named", "called", "found"])) && ends {
        return Some(name);
    }
    if bytes.get(end) == Some(&b'(') {
        let close = end + run(&bytes[end..], 0, 200, |byte| !matches!(byte, b')' | b'\n')) + 1;
        let called = is_one_of(text, &["function", "procedure", "routine"])
            && FOLLOWERS.iter().any(|follower| has(bytes, close, follower));
        return called.then_some(name);
    }
    if word.len() < 2 {
        return None;
    }
    let behind = FOLLOWERS.iter().any(|follower| {
        has(bytes, end, follower) && !bytes.get(end + follower.len()).copied().is_some_and(is_word_byte)
    });
    // `constraint x (pay > 0)`
    let conditioned = is_one_of(text, &["constraint", "model"]) && has(bytes, end, " (");
    let asked = tokens[clause(tokens, at)..at]
        .last()
        .is_some_and(|token| token.kind == Kind::Word && is(token.text(bytes), LEAD));
    (behind || conditioned || asked && (ends || has(bytes, end, " is "))).then_some(name)
}

/// `constraint "x" on y`, `cannot parse 'x' in y`: where what was quoted belongs to.
fn behind_quote(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let [close, joint] = tokens.get(at.checked_sub(2)?..at)? else { return None };
    let word = &tokens[at];
    let joined = close.kind == Kind::Close && is_one_of(joint.text(bytes), &["on", "in"]);
    let ends = tokens
        .get(at + 1)
        .is_none_or(|next| matches!(next.kind, Kind::Mark(b'.' | b',' | b';' | b')' | b'\n' | b'}') | Kind::Close));
    let plain =
        is(word.text(bytes), ROLES | HEAD) || word.text(bytes)[0].is_ascii_digit() || is_code(bytes, &word.range);
    let followed = has(bytes, word.range.end, " fails");
    (joined && (ends || followed) && !plain && !is_opaque(bytes, word.range.clone())).then(|| word.range.clone())
}

/// The name in brackets that a noun leads to: `constraint (a.b) violated`, `ServicePrincipal(x)`.
fn bracketed(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let [open, name, close] = tokens.get(at + 1..at + 4)? else { return None };
    let glued = open.range.start == tokens[at].range.end;
    let noun = tokens[at].text(bytes);
    let leads = if glued {
        is_one_of(noun, &["serviceprincipal", "fieldref.name"])
    } else {
        is_one_of(noun, &["constraint", "column", "index", "table"])
    };
    let is_name =
        open.is_mark(b'(') && name.kind == Kind::Word && close.is_mark(b')') && !name.text(bytes)[0].is_ascii_digit();
    (leads && is_name && !is_opaque(bytes, name.range.clone())).then(|| name.range.clone())
}

/// The name of which something is said without a noun: `x: Authentication failed`, `Unrecognized name: x`, `Owner … is x`.
fn subject(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let word = &tokens[at];
    // `message:a.b table not found`, `authorized on x to execute`
    let behind = [" table not found", " table does not exist"].iter().any(|text| has(bytes, word.range.end, text));
    let allowed = at > 1 && has(bytes, word.range.end, " to execute") && is_one_of(tokens[at - 1].text(bytes), &["on"]);
    let stored = at > 3
        && tokens[at - 1].is_mark(b':')
        && is_one_of(tokens[at - 2].text(bytes), &["key"])
        && is_one_of(tokens[at - 4].text(bytes), &["against"]);
    if (behind || allowed || stored) && !is(word.text(bytes), HEAD | ROLES) && !is_opaque(bytes, word.range.clone()) {
        return Some(word.range.clone());
    }
    if has(bytes, word.range.end, ": Authentication failed")
        && !word.text(bytes).ends_with(b"ion")
        && !is_one_of(word.text(bytes), &["error", "fatal", "remote", "warning"])
    {
        return Some(word.range.clone());
    }
    let end = tokens
        .get(at + 1)
        .is_none_or(|next| matches!(next.kind, Kind::Mark(b';' | b'.' | b',' | b'\n' | b'?') | Kind::Close));
    if !end || at < 2 || is_opaque(bytes, word.range.clone()) || is_code(bytes, &word.range) {
        return None;
    }
    let said = &tokens[clause(tokens, at)..at];
    let said = |wanted: &[&str]| words(bytes, said).any(|word| is_one_of(word, wanted));
    let last = &tokens[at - 1];
    let unknown = last.is_mark(b':')
        && is_one_of(tokens[at - 2].text(bytes), &["name"])
        && said(&["unrecognized", "unknown", "ambiguous", "invalid", "duplicate"]);
    let owner = last.kind == Kind::Word && is_one_of(last.text(bytes), &["is"]) && said(&["owner"]);
    (unknown || owner).then(|| word.range.clone())
}

/// Whether a name shows by its marks that it is one: `a_b`, `a.b`, `WH_X`, `Ab12`.
fn is_marked(word: &[u8]) -> bool {
    let digits = word.iter().any(u8::is_ascii_digit);
    let upper = word[1..].iter().any(u8::is_ascii_uppercase) && word.iter().any(u8::is_ascii_lowercase);
    word.contains(&b'_') || word.contains(&b'.') || word.contains(&b':') || digits || upper
}

/// `secret scope x`: a scope of OAuth is none.
fn is_secret_scope(bytes: &[u8], tokens: &[Token], at: usize) -> bool {
    at > 0 && is_one_of(tokens[at].text(bytes), &["scope"]) && is_one_of(tokens[at - 1].text(bytes), &["secret"])
}

/// `missing field x`, `Go struct field Result.rows`: fields of a program's own structures.
fn is_of_serde(bytes: &[u8], tokens: &[Token], at: usize, word: &[u8]) -> bool {
    let lead = at.checked_sub(1).map_or(&b""[..], |before| tokens[before].text(bytes));
    is_one_of(tokens[at].text(bytes), &["field"])
        && (is_one_of(lead, &["missing"]) || is_one_of(lead, &["struct"]) && word[0].is_ascii_uppercase())
}

/// Whether the noun is a part of a name of code or of a path.
fn is_part_of_code(bytes: &[u8], range: &Range<usize>) -> bool {
    range.start > 0
        && matches!(bytes[range.start - 1], b'.' | b'/' | b'\\' | b'$' | b'@' | b':' | b'-')
        && !(range.start > 1 && bytes[range.start - 2] == b' ')
        || matches!(bytes.get(range.end), Some(b'/' | b'\\' | b'$' | b'@'))
}

/// Whether a name is one of code: something called, of a published root, or of a path.
pub(super) fn is_code(bytes: &[u8], name: &Range<usize>) -> bool {
    let word = &bytes[name.clone()];
    let next = bytes.get(name.end);
    has(bytes, name.end, "::")
        || has(bytes, name.end, "://")
        || matches!(next, Some(b'\\' | b'='))
        || ["java.", "javax.", "org.apache.", "com.databricks.", "spark.", "System.", "io.trino."]
            .iter()
            .any(|root| word.starts_with(root.as_bytes()))
        || is_id(word) && !word.iter().all(u8::is_ascii_digit)
}

/// A name goes on over a colon or a slash to its next part.
fn name_end(bytes: &[u8], mut end: usize) -> usize {
    loop {
        let joined =
            matches!(bytes.get(end), Some(b':' | b'/' | b'#')) && bytes.get(end + 1).copied().is_some_and(is_word_byte);
        if !joined {
            return end;
        }
        end = run(bytes, end + 1, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'$'));
        end -= usize::from(matches!(bytes[end - 1], b'.' | b'-'));
    }
}

/// What goes on behind the name of an object.
const FOLLOWERS: &[&str] = &[
    " does not",
    " given ",
    " with error",
    " failed on",
    ": User does",
    " in UPDATE",
    " in INSERT",
    " in MERGE",
    " in table",
    " in view",
    " with type",
    " with value",
    " has bad",
    ": expected",
    " doesn't",
    " did not",
    " not found",
    " already",
    " cannot be",
    " could not be",
    " can't be",
    " is not",
    " is already",
    " is ambiguous",
    " is in an",
    " is in a",
    " is of type",
    " has no",
    " has been",
    " was not",
    " was dropped",
    " was removed",
    " was deleted",
    " was rejected",
    " of relation",
    " of table",
    " on table",
    " because other",
    " depends on",
    " failed after",
    ": could not",
    ": cannot",
    " violates",
    " existiert nicht",
    " hat keine",
    " n'existe",
    " no existe",
    " non esiste",
    " не существует",
    " was denied",
    " is locked",
    " is disabled",
    " is from ",
    " from team",
    " from group",
];
