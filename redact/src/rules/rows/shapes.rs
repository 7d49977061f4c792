//! What stands in brackets besides rows: lists of words, expressions, the index of a value.

use std::ops::Range;

use crate::text::{is_quote, is_word_byte, run_back};
use crate::view::OPAQUE;
use crate::words;

use super::items::split;

/// `["balance_code", "<lit>"]`: names in quotes of which one is gone belong together.
pub(super) fn is_list_of_names(text: &[u8]) -> bool {
    if !text.first().is_some_and(|first| is_quote(*first)) || !text.contains(&OPAQUE) {
        return false;
    }
    let items = || split(text).map(<[u8]>::trim_ascii);
    let quoted = |item: &[u8]| item.len() > 2 && is_quote(item[0]) && item.last() == Some(&item[0]);
    let gone = |item: &[u8]| item.len() == 3 && item[1] == OPAQUE;
    let joined = |item: &[u8]| item[1..item.len() - 1].contains(&b'_') && item.iter().any(u8::is_ascii_lowercase);
    items().all(quoted) && items().any(gone) && items().any(joined)
}

/// `pay_no[96390198]`: a value that somebody's column is looked up by.
pub(super) fn is_index(bytes: &[u8], inside: &Range<usize>) -> bool {
    let text = &bytes[inside.clone()];
    let open = inside.start - 1;
    let name = run_back(bytes, open, 64, |byte| is_word_byte(byte) || matches!(byte, b'`' | OPAQUE));
    let name = words::trim(&bytes[name..open], |byte| byte == b'`');
    text.len() >= 5 && text.iter().all(u8::is_ascii_digit) && !name.is_empty() && !words::is_known(name)
}

/// `(pay_no - 10229387)`: a column and a value with an operator between.
pub(super) fn is_expression(text: &[u8]) -> bool {
    let tokens: Vec<&[u8]> = text.split(|byte| *byte == b' ').collect();
    tokens.windows(3).any(|part| {
        let [left, operator, right] = part else { return false };
        let compares = matches!(*operator, b"=" | b"==" | b"<" | b">" | b"<=" | b">=" | b"<>" | b"!=");
        let computes = matches!(*operator, b"+" | b"-" | b"*" | b"/" | b"%");
        let sides = [left, right].map(|side| words::trim(side, |byte| matches!(byte, b'(' | b')' | b',')));
        let number = |side: &[u8]| {
            side.iter().filter(|byte| byte.is_ascii_digit()).count() >= 5
                && side.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'L' | b'D' | b'B'))
        };
        let name = |side: &[u8]| {
            side.contains(&OPAQUE)
                || side.iter().any(u8::is_ascii_alphabetic)
                    && side.iter().all(|byte| is_word_byte(*byte) || matches!(byte, b'.' | b'#' | b'`'))
                    && (computes || !words::is_known(side))
        };
        (compares || computes) && (name(sides[0]) && number(sides[1]) || number(sides[0]) && name(sides[1]))
    })
}

/// `[basic, oauth]`: nothing but words of a message.
pub(super) fn is_list_of_words(text: &[u8]) -> bool {
    let word = |byte: &u8| byte.is_ascii_lowercase() || matches!(byte, b' ' | b',' | b'_' | b'-');
    text.iter().all(word) && split(text).all(|item| words::is_known(item) || item.trim_ascii() == b"pat")
}

/// `goroutine 7 [chan receive, 7 minutes]`, `Thread[#42,main,5,main]`: the state of a routine.
pub(super) fn is_routine(bytes: &[u8], open: usize) -> bool {
    let digits = run_back(bytes, open, 24, |byte| byte.is_ascii_digit() || byte == b' ');
    bytes[..digits].ends_with(b"goroutine") || bytes[..open].ends_with(b"Thread")
}
