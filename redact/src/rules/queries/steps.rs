//! Small steps over SQL: words and brackets. All of them are bounded.

use crate::text::{begins_word, is_one_of, is_word_byte, looked, run, seek};

use super::comments::skip_space;

pub(super) fn next_word(bytes: &[u8], at: usize) -> (&[u8], usize) {
    let end = run(bytes, at, 128, is_word_byte);
    (&bytes[at.min(end)..end], end)
}

pub(super) fn skip_word(bytes: &[u8], at: usize, skipped: &[&str]) -> usize {
    let start = skip_space(bytes, at);
    let (word, end) = next_word(bytes, start);
    if is_one_of(word, skipped) { end } else { at }
}

pub(super) fn skip_parens(bytes: &[u8], at: usize) -> usize {
    let open = skip_space(bytes, at);
    // The text may end before the bracket is closed.
    if bytes.get(open) == Some(&b'(') { bytes.len().min(balanced(bytes, open) + 1) } else { at }
}

/// Whether `name as (` or `name (columns) as (` follows a `with`.
pub(super) fn is_cte(bytes: &[u8], at: usize) -> bool {
    let (name, name_end) = next_word(bytes, skip_space(bytes, skip_word(bytes, at, &["recursive"])));
    if name.is_empty() {
        return false;
    }
    let (as_word, as_end) = next_word(bytes, skip_space(bytes, skip_parens(bytes, name_end)));
    as_word.eq_ignore_ascii_case(b"as") && bytes.get(skip_space(bytes, as_end)) == Some(&b'(')
}

/// The closing bracket of the one at `open`, or the end of what is looked at.
pub(super) fn balanced(bytes: &[u8], open: usize) -> usize {
    let mut depth = 0;
    let limit = bytes.len().min(open + 1024);
    looked(limit - open);
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
pub(super) fn near(bytes: &[u8], at: usize, limit: usize, word: &[u8]) -> Option<usize> {
    let end = bytes.len().min(at + limit);
    let text = bytes.get(..end)?;
    let first = word[0].to_ascii_lowercase();
    let mut start = at;
    loop {
        start = seek(text, start, |byte| byte.to_ascii_lowercase() == first);
        let part = text.get(start..start + word.len())?;
        let alone = !word[0].is_ascii_alphabetic()
            || begins_word(bytes, start) && !bytes.get(start + word.len()).is_some_and(|next| is_word_byte(*next));
        if alone && part.eq_ignore_ascii_case(word) {
            return Some(start + word.len());
        }
        start += 1;
    }
}
