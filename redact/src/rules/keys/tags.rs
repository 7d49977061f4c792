//! The tags of a query, which a customer names his own things with.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{is_opaque, is_quote, is_word_byte, run, skip_blanks};
use crate::view::View;
use crate::words;

pub(super) const RULE: Rule = Rule {
    name: "query_tags",
    placeholder: "<tags>",
    gate: Gate::Literals(&["query_tag", "querytag", "query-tag", "query tag"]),
    find: tags,
    #[cfg(test)]
    positive: &[
        ("QUERY_TAGS rejected: team:navarre,asked by:Jo Roe,case:94067 (value too long)", "Jo Roe"),
        ("query_tags=dept:navarre,ticket:HR-77 could not be set", "HR-77"),
        ("QUERY_TAGS value exceeds 128 characters: team=navarre,x=1", "navarre"),
        ("query_tags: too many entries (24 > 20): team=navarre;po=4711", "navarre"),
        ("queryTags: {team=navarre, cost=payroll-7}", "payroll-7"),
    ],
    #[cfg(test)]
    negative: &["query tags are not supported", "query_tags: null", "invalid query tag: too long", "query_tags=none"],
};

fn tags(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let at = run(bytes, hit.end, 2, |byte| matches!(byte, b's' | b'S') || is_quote(byte));
    // `query_tags rejected: `: words of the message between the key and its separator.
    let said = run(bytes, at, 48, |byte| byte.is_ascii_alphanumeric() || byte == b' ');
    let is_said = |word: &[u8]| words::is_known(word) || word.iter().all(u8::is_ascii_digit);
    if !bytes[at..said].split(|byte| *byte == b' ').all(is_said) {
        return;
    }
    // `query_tags: too many entries (24 > 20): a=b`: what is wrong stands in between.
    let reason = run(bytes, said, 64, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'(' | b')' | b'>' | b'<' | b':')
    });
    let limit = bytes[said..reason].windows(3).rposition(|end| end == b"): ").map_or(said, |close| said + close + 1);
    let separator = run(bytes, limit, 2, |byte| matches!(byte, b':' | b'=' | b'>'));
    if separator == limit {
        return;
    }
    let start = run(bytes, skip_blanks(bytes, separator), 3, |byte| is_quote(byte) || matches!(byte, b'{' | b'['));
    let end = tags_end(bytes, start);
    let text = &bytes[start..end];
    if !words::is_prose(text) && !is_opaque(bytes, start..end) {
        found.push(start..end);
    }
}

/// The end of `name:value,name:value`. A value has blanks when another `name:` follows behind a comma.
fn tags_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        let piece = run(bytes, at, 128, |byte| !matches!(byte, b',' | b'\n' | b'}' | b']' | b'(') && !is_quote(byte));
        let next = run(bytes, piece, 2, |byte| matches!(byte, b',' | b' '));
        let name = run(bytes, next, 40, |byte| is_word_byte(byte) || matches!(byte, b' ' | b'-' | b'.'));
        if next > piece && bytes[piece] == b',' && matches!(bytes.get(name), Some(b':' | b'=')) {
            at = next;
            continue;
        }
        // The last value ends at a blank, unless something closes the whole.
        let closed = bytes.get(piece).is_none_or(|byte| matches!(byte, b'}' | b']') || is_quote(*byte));
        return if closed && piece < bytes.len() { piece } else { run(bytes, at, piece - at, |byte| byte != b' ') };
    }
}
