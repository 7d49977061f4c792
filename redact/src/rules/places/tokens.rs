//! A text as words, quotes and marks.

use std::ops::Range;

use crate::text::{close_quote, is_quote, is_word_byte, looked, run, run_back};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Where it stands; of a quote, with its marks.
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, digits and underscores, with dots, dashes and apostrophes between.
    Word,
    /// A quote that closes on its line. What is inside follows as tokens of its own, up to [`Kind::Close`].
    Quote,
    /// The end of a quote.
    Close,
    /// One other byte; blanks are none, but the break of a line is.
    Mark(u8),
}

impl Token {
    pub(crate) fn text<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.range.clone()]
    }

    /// What is between the marks of a quote.
    pub(super) fn inside(&self) -> Range<usize> {
        self.range.start + 1..self.range.end - 1
    }

    pub(super) fn is_mark(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// The tokens of `bytes`, in one walk. Quotes are looked for at most [`MAX_QUOTED`] bytes far.
pub(crate) fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut out = Vec::with_capacity(bytes.len() / 4);
    // Where the quotes that are open close, and up to where a quote of a kind was looked for in vain.
    let (mut open, mut vain): (Vec<usize>, [usize; 256]) = (Vec::new(), [0; 256]);
    let mut at = 0;
    looked(bytes.len());
    while at < bytes.len() {
        let byte = bytes[at];
        if open.last() == Some(&at) {
            open.pop();
            out.push(Token { kind: Kind::Close, range: at..at + 1 });
            at += 1;
        } else if is_word_byte(byte) {
            let end = word_end(bytes, at).min(open.last().copied().unwrap_or(bytes.len()));
            out.push(Token { kind: Kind::Word, range: at..end });
            at = end;
        } else if is_quote(byte) && vain[usize::from(byte)] <= at && opens(bytes, at) {
            let limit = open.last().copied().unwrap_or(bytes.len()).min(at + MAX_QUOTED);
            let (end, closed) = close_quote(&bytes[..limit], at);
            if closed && end > at {
                out.push(Token { kind: Kind::Quote, range: at..end + 1 });
                open.push(end);
            } else {
                vain[usize::from(byte)] = limit;
            }
            at += 1;
        } else {
            if byte == b'\n' || !byte.is_ascii_whitespace() {
                out.push(Token { kind: Kind::Mark(byte), range: at..at + 1 });
            }
            at += 1;
        }
    }
    out
}

/// An apostrophe inside a word opens nothing, nor does a mark that stands for an accent: ``non puo` essere``.
fn opens(bytes: &[u8], at: usize) -> bool {
    !matches!(bytes[at], b'\'' | b'`') || at == 0 || !is_word_byte(bytes[at - 1])
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    loop {
        end = run(bytes, end, usize::MAX, is_word_byte);
        let joined = matches!(bytes.get(end), Some(b'.' | b'-' | b'\'' | b'$'))
            && bytes.get(end + 1).copied().is_some_and(is_word_byte);
        if !joined {
            return end;
        }
        end += 1;
    }
}

/// The first token of the clause that token `at` stands in: behind the last break, full stop or semicolon, and inside of
/// the quote that it stands in.
pub(super) fn clause(tokens: &[Token], at: usize) -> usize {
    let from = at.saturating_sub(MAX_CLAUSE);
    let here = tokens.get(at).map_or(usize::MAX, |token| token.range.start);
    let ends = |token: &Token| match token.kind {
        Kind::Mark(b'\n' | b';' | b'.' | b'?' | b'!' | b'{') => true,
        Kind::Quote => token.range.end > here,
        _ => false,
    };
    tokens[from..at].iter().rposition(ends).map_or(from, |last| from + last + 1)
}

/// The words of `tokens[range]`, in small letters.
pub(super) fn words<'b>(bytes: &'b [u8], tokens: &'b [Token]) -> impl DoubleEndedIterator<Item = &'b [u8]> {
    tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.text(bytes))
}

/// How far the line of `at` goes.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    run(bytes, at, MAX_QUOTED, |byte| byte != b'\n')
}

/// Where the line of `at` begins.
pub(super) fn line_start(bytes: &[u8], at: usize) -> usize {
    run_back(bytes, at, MAX_QUOTED, |byte| byte != b'\n')
}

/// Longer than what a message quotes.
const MAX_QUOTED: usize = 1024;
/// Tokens of a clause that are looked at for what it is about.
const MAX_CLAUSE: usize = 24;
