//! Walking over bytes: small steps that every rule is made of. All of them are bounded.

use std::ops::Range;

use super::view::{ESCAPED_APOSTROPHE, ESCAPED_QUOTE, OPAQUE};
use super::words;

/// Notes that `bytes` bytes were looked at, one step each, which is what a rule's time is made of. Tests hold the sum to a
/// bound; a loop that is not made of the steps below says itself how far it went.
#[inline(always)]
pub(super) fn looked(bytes: usize) -> usize {
    #[cfg(test)]
    super::linear::LOOKED.set(super::linear::LOOKED.get() + bytes + 1);
    bytes
}

/// Whether `byte` is part of a word: a letter, a digit, an underscore, anything beyond ASCII.
pub(super) fn is_word_byte(byte: u8) -> bool {
    WORD_BYTES[usize::from(byte)]
}

#[inline(always)]
pub(super) fn is_quote(byte: u8) -> bool {
    // Without a branch, for `seek`: the escaped ones are neighbours.
    (byte == b'"')
        | (byte == b'\'')
        | (byte == b'`')
        | (byte.wrapping_sub(ESCAPED_QUOTE) <= ESCAPED_APOSTROPHE - ESCAPED_QUOTE)
}

/// The end of the run of bytes from `at` on that `belongs` accepts, at most `limit` further.
pub(super) fn run(bytes: &[u8], at: usize, limit: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let end = bytes.len().min(at.saturating_add(limit));
    at + looked(bytes[at.min(end)..end].iter().take_while(|byte| belongs(**byte)).count())
}

/// The start of the run of bytes before `at` that `belongs` accepts, at most `limit` back.
pub(super) fn run_back(bytes: &[u8], at: usize, limit: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let start = at.saturating_sub(limit);
    at - looked(bytes[start..at].iter().rev().take_while(|byte| belongs(**byte)).count())
}

/// The place of the first byte from `at` on that `wanted` accepts, or the end of the text.
///
/// `wanted` is asked for a block at a time: without a branch in it (`|` rather than `||`, comparisons rather than
/// `matches!`) a block costs a few vector instructions.
#[inline(always)]
pub(super) fn seek(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let mut at = at.min(bytes.len());
    for block in bytes[at..].as_chunks::<BLOCK>().0 {
        let mut hits = [0; BLOCK];
        for (hit, byte) in hits.iter_mut().zip(block) {
            *hit = if wanted(*byte) { 0xff } else { 0 };
        }
        let hits = u128::from_le_bytes(hits);
        looked(BLOCK_STEPS);
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        at += BLOCK;
    }
    at + looked(bytes[at..].iter().take_while(|byte| !wanted(**byte)).count())
}

pub(super) fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    run(bytes, at, 64, |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether a word begins at `at`: nothing of a word stands before it.
pub(super) fn begins_word(bytes: &[u8], at: usize) -> bool {
    at == 0 || !is_word_byte(bytes[at - 1])
}

/// Whether `bytes` has `word`, in any case, at `at`.
pub(super) fn has(bytes: &[u8], at: usize, word: &str) -> bool {
    bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// The word (letters, digits, underscores) that ends right before `at`, blanks between.
pub(super) fn word_before(bytes: &[u8], at: usize) -> &[u8] {
    let end =
        run_back(bytes, at, 8, |byte| matches!(byte, b' ' | b'\t' | b':' | b'=' | b'\'' | b'"' | b'`' | b'(' | b'['));
    let start = run_back(bytes, end, 40, is_word_byte);
    &bytes[start..end]
}

pub(super) fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    let first = word.first().map_or(0, u8::to_ascii_lowercase);
    list.iter().any(|known| {
        known.len() == word.len()
            && known.as_bytes().first().map_or(0, u8::to_ascii_lowercase) == first
            && word.eq_ignore_ascii_case(known.as_bytes())
    })
}

/// The end of what a quote that opens at `open` encloses, and whether it is closed at all.
///
/// A doubled quote and one inside a word (`O'Brien`, `it's`) do not close. An unclosed quote runs to the end.
pub(super) fn close_quote(bytes: &[u8], open: usize) -> (usize, bool) {
    let quote = bytes[open];
    let mut at = open + 1;
    loop {
        at = seek(bytes, at, |byte| byte == quote);
        if at == bytes.len() {
            return (at, false);
        }
        let next = bytes.get(at + 1).copied();
        if next == Some(quote) && at > open + 1 {
            at += 2;
            continue;
        }
        let in_word = quote == b'\''
            && next.is_some_and(|next| next.is_ascii_alphabetic())
            && bytes[at - 1].is_ascii_alphabetic();
        if !in_word {
            return (at, true);
        }
        at += 1;
    }
}

/// The end of an unquoted value that begins at `at`: up to a blank, a quote or a separator that ends values.
///
/// A comma ends it when a blank or another `key=` follows; closing brackets and full stops at its end are not part of it.
pub(super) fn value_end(bytes: &[u8], at: usize) -> usize {
    let belongs = |byte: u8| {
        !byte.is_ascii_whitespace() && !matches!(byte, b';' | b'&' | b'"' | b'<' | b'>' | b'`' | 0x01..=0x03)
    };
    let mut end = run(bytes, at, MAX_VALUE, |byte| belongs(byte) && byte != b',');
    let limit = at + MAX_VALUE;
    if bytes.get(end) == Some(&b',') && end < limit {
        let after = end + 1;
        let key = run(bytes, after, 40, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'\''));
        let is_last = after == limit || !bytes.get(after).is_some_and(|next| belongs(*next));
        if !is_last && !matches!(bytes.get(key), Some(b'=' | b':')) {
            end = run(bytes, after, limit - after, belongs);
        }
    }
    if let Some(bar) = bytes[at..end].iter().position(|byte| *byte == b'|') {
        // `secret|401|expired`: a list of fields of a message.
        let after = at + bar + 1;
        let field = run(bytes, after, 40, |byte| is_word_byte(byte) || byte == b'-');
        let is_field = field > after && (words::is_known(&bytes[after..field]) || bytes[after..field].len() <= 3);
        if is_field && matches!(bytes.get(field), None | Some(b'|' | b' ' | b'\n' | b'=')) {
            end = after - 1;
        }
    }
    while end > at && matches!(bytes[end - 1], b',' | b'.' | b')' | b']' | b'}' | b':' | b'\'') {
        end -= 1;
    }
    at.max(end)
}

/// Goes on over a line break in the middle of a token: the next line begins with more of the same.
///
/// `end` is where the token stopped; it goes on if a break follows and then a run of at least eight token bytes that a
/// person did not write.
pub(super) fn over_break(bytes: &[u8], start: usize, mut end: usize, belongs: impl Fn(u8) -> bool + Copy) -> usize {
    for _ in 0..64 {
        let next = match bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => end + 2,
            Some([b'\\', b'\n', ..]) => end + 2,
            Some([b'\n', ..]) => end + 1,
            Some([b'\\', b'n', ..]) => end + 2,
            _ => return end,
        };
        let next = run(bytes, next, 8, |byte| matches!(byte, b' ' | b'\t' | b'>'));
        let more = run(bytes, next, MAX_VALUE, belongs);
        let piece = &bytes[next..more];
        let has_digit = piece.iter().any(u8::is_ascii_digit);
        // Among many digits `db` is no word.
        let digits = piece.iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_wordy = words::is_known(piece) && digits * 2 < piece.len();
        let has_letter = piece.iter().any(u8::is_ascii_alphabetic);
        // `next.key=1` goes on as something else than a token.
        let ends =
            !bytes.get(more).is_some_and(|byte| is_word_byte(*byte) || matches!(byte, b'.' | b'=' | b':' | b'('))
                || bytes[more..].iter().take_while(|byte| **byte == b'=').count() > 1;
        // `ORA-01017` on the next line is a message's own.
        let letters = piece.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let is_code = (2..=8).contains(&letters)
            && piece.get(letters) == Some(&b'-')
            && piece.len() < letters + 8
            && piece[letters + 1..].iter().all(u8::is_ascii_digit);
        if is_code || more - next < 6 || end - start < 6 || !ends || !has_digit || !has_letter || is_wordy {
            return end;
        }
        end = more;
    }
    end
}

/// Whether a range holds nothing but what an earlier pass left behind.
pub(super) fn is_opaque(bytes: &[u8], range: Range<usize>) -> bool {
    run(bytes, range.start, range.len(), |byte| byte == OPAQUE || !is_word_byte(byte)) == range.end
}

/// The longest value that is looked at; a longer one is cut there, and what is left is looked at by itself.
pub(super) const MAX_VALUE: usize = 4096;

/// Asked more often than anything else, so that it is looked up.
const WORD_BYTES: [bool; 256] = {
    let mut belongs = [false; 256];
    let mut byte = 0_u8;
    loop {
        belongs[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
        if byte == u8::MAX {
            break belongs;
        }
        byte += 1;
    }
};

/// Bytes that are looked at in one step.
const BLOCK: usize = 16;
/// What that costs, in steps of a byte.
const BLOCK_STEPS: usize = 4;
