//! Names of objects: in quotes and without.

use std::ops::Range;

use super::keyed::{self, NOBODY};
use super::nouns::{BEHIND, FOLLOWER, HEAD, LEAD, MODAL, OBJECT, PROGRAM, ROLES, SENTENCE, SINGULAR, is};
use super::tokens::{Kind, Token, clause, tokens, words};
use super::values::OFFERED;
use super::{lists, prose, quoted};
use crate::rule::Found;
use crate::rules::literals::{is_id, is_type_name};
use crate::rules::settings;
use crate::text::{has, is_one_of, is_opaque, is_word_byte, run};
use crate::view::{OPAQUE, View};
use crate::words as vocabulary;

pub(super) fn find(view: &View<'_>, _: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    keyed::cells(bytes, &mut |cell| found.push(cell));
    let tokens = tokens(bytes);
    let mut gone = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        let name = match tokens[at].kind {
            Kind::Quote if quoted::place(bytes, &tokens, at) == Some(OBJECT) => Some(tokens[at].inside()),
            Kind::Word => named(bytes, &tokens, at)
                .or_else(|| subject(bytes, &tokens, at))
                .or_else(|| dotted(bytes, &tokens[at].range))
                .or_else(|| keyed::value(bytes, &tokens, at))
                .or_else(|| keyed::granted(bytes, &tokens, at))
                .or_else(|| printed(bytes, &tokens, at))
                .or_else(|| keyed::file(bytes, &tokens[at].range))
                .or_else(|| prose::bare(bytes, &tokens, at, |at| gone[at])),
            Kind::Mark(b':') => announced(bytes, &tokens, at),
            Kind::Mark(b'(' | b'[') => bracketed(bytes, &tokens, at),
            Kind::Mark(b'=') => keyed::bracketed(bytes, &tokens, at),
            Kind::Mark(b'{') => keyed::failed(bytes, &tokens, at),
            _ => None,
        };
        gone[at] = name.is_some() || is_opaque(bytes, tokens[at].range.clone());
        name.into_iter()
            .chain(keyed::fields(bytes, &tokens, at))
            .chain(lists::items(bytes, &tokens, at))
            .for_each(|name| found.push(name));
    }
}

/// The name without quotes right behind the noun `tokens[at]`, over words that lead to it: `table x does not exist`,
/// `table/view x`, `table with name x`, `column x, table y`.
fn named(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let noun = tokens[at].text(bytes);
    // `LOCK TABLES verwendet`, `users must`: behind a plural stands no name of one thing.
    if noun.last().is_some_and(|last| last.eq_ignore_ascii_case(&b's')) && !is_one_of(noun, &["alias", "series"]) {
        return None;
    }
    // `Name x not found`, `Reference x is ambiguous`
    let name = noun == b"Name" || noun == b"Reference";
    if !is(noun, OBJECT) && !name && !is_secret_scope(bytes, tokens, at) {
        return None;
    }
    let mut next = at + 1;
    let mut led = false;
    while let Some(token) = tokens.get(next) {
        match token.kind {
            // `table/view`, `Column/Parameter`
            Kind::Mark(b'/') if is(tokens.get(next + 1)?.text(bytes), OBJECT | PROGRAM) => next += 1,
            Kind::Word if is_one_of(token.text(bytes), &["named", "called", "name", "id"]) => led = true,
            // `table or view`, `Table with name`
            Kind::Word
                if is_one_of(token.text(bytes), &["or"]) && is_one_of(tokens.get(next + 1)?.text(bytes), &["view"]) =>
            {
                next += 1;
            }
            Kind::Word
                if is_one_of(token.text(bytes), &["with"])
                    && is_one_of(tokens.get(next + 1)?.text(bytes), &["name"]) => {}
            _ => break,
        }
        next += 1;
        if next > at + 6 {
            return None;
        }
    }
    let name = tokens.get(next).filter(|token| token.kind == Kind::Word)?;
    if tokens[next - 1].kind == Kind::Word && bytes.get(name.range.start - 1) != Some(&b' ') {
        return None;
    }
    let name = name.range.start..name_end(bytes, name.range.end);
    let word = &bytes[name.clone()];
    let plain = is(word, HEAD | FOLLOWER | SENTENCE | ROLES & !OBJECT)
        // `index closed`, `warehouse stopped at`
        || word.len() > 4 && word.ends_with(b"ed") && word.iter().all(u8::is_ascii_lowercase)
        || is_of_serde(bytes, tokens, at, word);
    if plain || !is_name(bytes, &name) {
        return None;
    }
    if is_marked(word) {
        return Some(name);
    }
    let behind = tokens.get(next + 1);
    let goes_on = match behind.map(|token| token.kind) {
        // `warehouse start failed`, `table scan for`: the rest of a compound, unless it is a plural.
        Some(Kind::Word) if vocabulary::is_known(word) && !is_plural(word) => {
            is(behind?.text(bytes), FOLLOWER | SINGULAR | MODAL)
        }
        // `Pipeline x error: `
        Some(Kind::Word) if is_plural(word) && has(bytes, name.end, " error: ") => true,
        // `add column x STRING`
        Some(Kind::Word) => is(behind?.text(bytes), BEHIND) || is_type_name(behind?.text(bytes)),
        Some(Kind::Mark(OPAQUE)) => is_plural(word),
        // `function x(integer)`, `constraint x (pay > 0)`
        Some(Kind::Mark(b'(')) => {
            let spaced = bytes[name.end] == b' ';
            spaced && (is_one_of(noun, &["constraint", "field", "model", "test"]) || has(bytes, name.end, " (line"))
        }
        // `table x, column y`, `table x: could not`
        Some(Kind::Mark(b',')) => tokens.get(next + 2).is_some_and(|next| is(next.text(bytes), OBJECT)),
        Some(Kind::Mark(b':')) => tokens.get(next + 2).is_some_and(|next| {
            is(next.text(bytes), FOLLOWER | SENTENCE) || is_plural(word) && next.text(bytes)[0].is_ascii_uppercase()
        }),
        _ => false,
    };
    let ends = behind.is_none_or(|token| {
        matches!(token.kind, Kind::Mark(b',' | b';' | b'.' | b')' | b']' | b'}' | b'\n' | b':') | Kind::Close)
    });
    let asked = led
        || tokens[clause(tokens, at)..at].last().is_some_and(|token| match token.kind {
            Kind::Word => is(token.text(bytes), LEAD),
            Kind::Mark(b',') => is_plural(word),
            _ => false,
        });
    (goes_on || ends && asked).then_some(name)
}

/// The name behind a colon, at the end of a clause about an object: `no such table: x`, `Object does not exist: x`,
/// `Duplicate column name: x at [1:22]`.
fn announced(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let last = tokens.get(at.checked_sub(1)?)?;
    // `Table: /a/b`
    if tokens.get(at + 1)?.is_mark(b'/') && is(last.text(bytes), OBJECT) && !is_one_of(last.text(bytes), PLACES) {
        let start = tokens[at + 1].range.start;
        let end = run(bytes, start, 256, |byte| is_word_byte(byte) || matches!(byte, b'/' | b'-'));
        return (end > start + 1 && !is_opaque(bytes, start..end)).then_some(start..end);
    }
    let first = tokens.get(at + 1).filter(|first| first.kind == Kind::Word)?;
    // `Bind parameter :x has`
    let text = first.text(bytes);
    if first.range.start == tokens[at].range.end
        && bytes[tokens[at].range.start - 1] == b' '
        && text.len() > 3
        && text.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
    {
        return is_name(bytes, &first.range).then(|| first.range.clone());
    }
    if last.kind != Kind::Word || last.range.end != tokens[at].range.start {
        return None;
    }
    let said = last.text(bytes);
    let key = NAMED_BY.iter().any(|name| said.ends_with(name.as_bytes()));
    let noun = is(said, OBJECT) && !is_one_of(said, &["file"]) || is_one_of(said, &["name"]);
    let said_any = |wanted: &[&str]| words(bytes, &tokens[clause(tokens, at)..at]).any(|word| is_one_of(word, wanted));
    let about = || {
        let object = || words(bytes, &tokens[clause(tokens, at)..at]).any(|word| is(word, OBJECT));
        is_one_of(said, LACKING) && (object() || said_any(&["insert", "update"]))
    };
    let glued = first.range.start == tokens[at].range.end && !is(said, OBJECT);
    if glued || !(key || noun || about()) || said_any(OFFERED) {
        return None;
    }
    let name = first.range.start..name_end(bytes, first.range.end);
    let word = &bytes[name.clone()];
    let constant = !word.iter().any(u8::is_ascii_lowercase) && vocabulary::is_known(word) && !noun;
    let humps = vocabulary::humps(word).count() > 1 && !word.iter().any(|byte| matches!(byte, b'_' | b'.'));
    let alone = tokens.get(at + 2).is_none_or(|next| match next.kind {
        Kind::Mark(b',' | b';' | b'.' | b')' | b']' | b'}' | b'\n' | b':' | b'(' | b'?') | Kind::Close => true,
        Kind::Word => {
            let text = next.text(bytes);
            is_one_of(text, &["already", "and", "at", "dup", "in", "index", "line", "not", "on"])
        }
        _ => next.range.start >= name.end && next.range.start == first.range.end,
    });
    (alone && !constant && !humps && !is_type_name(word) && is_name(bytes, &name)).then_some(name)
}

/// The name in brackets that a noun leads to: `Table(x)`, `constraint (a.b) violated`, `no such index [x]`, `on [x]`.
fn bracketed(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let [noun, open, name, close] = tokens.get(at.checked_sub(1)?..at + 3)? else { return None };
    let glued = open.range.start == noun.range.end;
    let square = open.is_mark(b'[');
    // `org.hibernate.mapping.Table(x)` as well.
    let text = noun.text(bytes).rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let told = is_plural(name.text(bytes)) || is_marked(name.text(bytes));
    let leads = noun.kind == Kind::Word
        && (is(text, OBJECT)
            && (told || glued != square || is_one_of(text, &["constraint", "column", "index", "table"]))
            || square && !glued && is_one_of(text, &["on", "for", "of"]));
    // `column 3 (x)`
    let counted = !square
        && text.iter().all(u8::is_ascii_digit)
        && at > 1
        && is_one_of(tokens[at - 2].text(bytes), &["column", "field"]);
    let leads = leads || counted;
    let closes = close.is_mark(b')') && !square || close.is_mark(b']') && square || close.is_mark(b'/');
    let text = name.text(bytes);
    let name = name.range.start..name_end(bytes, name.range.end);
    let kept = is_type_name(text) || text.len() < 2;
    (leads && closes && tokens[at + 1].kind == Kind::Word && (!kept || is_marked(text)) && is_name(bytes, &name))
        .then_some(name)
}

/// The name that a value of a program is printed with: `<x at 0x7f2b>`, the parameter in `f(x => integer)`.
fn printed(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let word = &tokens[at].range;
    let value = word.start > 0 && bytes[word.start - 1] == b'<' && has(bytes, word.end, " at 0x");
    let parameter =
        has(bytes, word.end, " => ") && tokens.get(at + 3).is_some_and(|kind| is_type_name(kind.text(bytes)));
    ((value || parameter) && !bytes[word.clone()].contains(&b'.') && is_name(bytes, word)).then(|| word.clone())
}

/// Whether what stands in a place can be a name at all: no number, no mark of an earlier pass, no code, nobody.
fn is_name(bytes: &[u8], name: &Range<usize>) -> bool {
    let word = &bytes[name.clone()];
    !is_opaque(bytes, name.clone()) && !word[0].is_ascii_digit() && !is_one_of(word, NOBODY) && !is_code(bytes, name)
}

/// A name of several parts in small letters, wherever it stands: `sales.orders`. Roots of programs, files and permissions are
/// none.
pub(super) fn dotted(bytes: &[u8], range: &Range<usize>) -> Option<Range<usize>> {
    let word = &bytes[range.clone()];
    let parts = || word.split(|byte| *byte == b'.');
    let small = |part: &[u8]| part.len() > 2 && part.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_');
    // `PUBLIC.orders`
    let schema = |part: &[u8]| small(part) || part.len() > 2 && part.iter().all(u8::is_ascii_uppercase);
    let lower = parts().next_back().is_some_and(small) && parts().all(schema);
    let before = range.start.checked_sub(1).map(|at| &bytes[at]);
    let behind = bytes.get(range.end);
    let next = bytes.get(range.end + 1);
    let quoted = before.is_some_and(|byte| matches!(byte, b'\'' | b'"' | b'`'));
    // `SQLERRMC=a.b`
    let token = before == Some(&b'=') && range.start > 1 && bytes[range.start - 2].is_ascii_uppercase();
    // `$.a.b`
    let path = bytes[..range.start].ends_with(b"$.");
    let free = (quoted
        || token
        || path
        || before.is_none_or(|byte| matches!(byte, b' ' | b',' | b';' | b':' | b'(' | b'[' | b'\n')))
        && behind.is_none_or(|byte| match byte {
            b' ' => !next.is_some_and(u8::is_ascii_digit),
            b'.' => next.is_none_or(u8::is_ascii_whitespace),
            b',' | b';' | b')' | b']' | b'\n' | b'\'' | b'"' | b'`' => true,
            // `a.b() unknown`
            // `a.b(x => integer)`
            b'(' => {
                let end = run(bytes, range.end + 1, 64, is_word_byte);
                has(bytes, range.end, "() unknown") || has(bytes, end, " => ")
            }
            _ => false,
        });
    (matches!(parts().count(), 2..=4)
        && lower
        && free
        && !is_one_of(parts().next_back().unwrap_or_default(), FILES)
        && !has(bytes, range.end, " permission")
        && !bytes[..range.start].ends_with(b"at ")
        && !settings::is_published(word)
        && is_name(bytes, range))
    .then(|| range.clone())
}

/// The name of which something is said without a noun, whatever word it is: `x: Authentication failed`, `x table not found`,
/// `permission denied for x(int)`, ` |-- x: long (nullable = true)`.
fn subject(bytes: &[u8], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let word = &tokens[at];
    let (text, end) = (word.text(bytes), word.range.end);
    let next = tokens.get(at + 1);
    let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |at| tokens[at].text(bytes));
    let said = &tokens[clause(tokens, at)..at];
    let begins = said.last().is_none_or(|last| last.is_mark(b':') || last.is_mark(b']'));
    let goes_on = |said: &[&str]| said.iter().any(|said| has(bytes, end, said));
    let missing = goes_on(&[" table not found", " table does not exist", " not authorized to"])
        || goes_on(&[" to execute"]) && is_one_of(before(1), &["on"]);
    let refused = begins
        && goes_on(&[": Authentication failed", ": Not enough", ": permission denied"])
        && ![&b"ion"[..], b"Error"].iter().any(|end| text.ends_with(end))
        && !is_one_of(text, &["error", "fatal", "remote", "warning"]);
    let field = next.is_some_and(|next| next.is_mark(b':'))
        && tokens
            .get(at + 2)
            .is_some_and(|kind| is_type_name(kind.text(bytes)) && has(bytes, kind.range.end, " (nullable"));
    // `Table unknown -x`
    let dash = before(1) == b"-" && is_one_of(before(2), &["unknown"]);
    // A sentence that is nothing else, at the end of the text: `no system permission. x`, `[reason=unknown] x`.
    let tail = next.is_none()
        && at > 4
        && (tokens[at - 1].is_mark(b'.') || tokens[at - 1].is_mark(b']') && tokens[at - 2].kind == Kind::Word)
        && text.len() > 3
        && text.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
        && !text.ends_with(b"ed");
    // `call to a_b: `, `Line 1: a_b not found`: what has marks is a name, also where a key could stand.
    let snake = text.contains(&b'_') && text.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_');
    let marked = snake
        && (is_one_of(before(1), &["by", "for", "in", "of", "on", "to"]) && goes_on(&[": "])
            || begins && goes_on(&[" not found"]));
    let ends = next.is_none_or(|next| !matches!(next.kind, Kind::Word | Kind::Quote | Kind::Mark(OPAQUE)));
    let denied = (is_plural(text) || is_marked(text))
        && ends
        && is_one_of(before(1), &["for", "on", "to"])
        && is_one_of(before(2), &["access", "denied", "granted", "permission", "privileges"]);
    let plain = is(text, HEAD | SENTENCE | ROLES) && !tail;
    ((missing || refused || field || dash || tail || marked || denied) && !plain && is_name(bytes, &word.range))
        .then(|| word.range.clone())
}

/// Whether a word in small letters is a plural.
pub(super) fn is_plural(word: &[u8]) -> bool {
    word.len() > 3
        && word.iter().all(u8::is_ascii_lowercase)
        && word.ends_with(b"s")
        && ![&b"ss"[..], b"us", b"is", b"as", b"os"].iter().any(|end| word.ends_with(end))
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

/// Whether a name is one of code: something called, of a published root, or of a path.
pub(super) fn is_code(bytes: &[u8], name: &Range<usize>) -> bool {
    let word = &bytes[name.clone()];
    has(bytes, name.end, "::")
        || ["java.", "javax.", "org.apache.", "com.databricks.", "spark.", "System.", "io.trino."]
            .iter()
            .any(|root| word.starts_with(root.as_bytes()))
        || is_id(word) && !word.iter().all(u8::is_ascii_digit)
}

/// A name goes on over a colon or a slash to its next part, a few times.
fn name_end(bytes: &[u8], mut end: usize) -> usize {
    for _ in 0..MAX_JOINTS {
        let joined =
            matches!(bytes.get(end), Some(b':' | b'/' | b'#')) && bytes.get(end + 1).copied().is_some_and(is_word_byte);
        if !joined {
            break;
        }
        end = run(bytes, end + 1, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'$'));
        end -= usize::from(matches!(bytes[end - 1], b'.' | b'-'));
    }
    end
}

/// What maps and lists call their own.
pub(super) const INNER: &[&str] = &["key", "value", "item", "element", "entries"];

/// Colons and slashes in a name.
const MAX_JOINTS: usize = 6;

/// Last words of a clause that says that something is not there, or may not be used.
const LACKING: &[&str] = &[
    "access",
    "authorized",
    "defined",
    "denied",
    "exist",
    "exists",
    "for",
    "found",
    "locked",
    "missing",
    "null",
    "on",
    "performed",
    "privileges",
    "resolved",
    "specified",
    "to",
    "undefined",
    "used",
];

/// Objects that are paths themselves, which are another rule's.
const PLACES: &[&str] = &["directory", "endpoint", "file", "files", "folder", "location", "notebook", "path", "volume"];

/// Endings of files of programs and of hosts.
const FILES: &[&str] = &[
    "cfg",
    "cloud",
    "com",
    "conf",
    "dll",
    "dylib",
    "exe",
    "gz",
    "html",
    "io",
    "ini",
    "jar",
    "java",
    "js",
    "json",
    "lock",
    "log",
    "net",
    "org",
    "pem",
    "properties",
    "rs",
    "so",
    "toml",
    "txt",
    "xml",
    "yaml",
    "yml",
    "zip",
];

/// Exceptions that say nothing but the name of what was missing.
pub(super) const NAMED_BY: &[&str] =
    &["KeyError", "NotFoundError", "NoSuchTableError", "NoSuchColumnError", "NoSuchTableException"];
