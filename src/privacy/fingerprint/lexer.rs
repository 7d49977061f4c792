//! Cuts a text into words, marks and groups.
//!
//! It does so once for all that look for something in it: they compare tokens and hashes of words, and find the end of a
//! group in one step, however the text is nested.

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits and `_` of any script; the number is the word's place among the words.
    Word(u32),
    /// One character of anything else that is no blank; `0` for one beyond ASCII.
    Mark(u8),
    /// Opens a group; the number is the token that closes it, or the number of all tokens if nothing does.
    Open(u8, u32),
    /// The end of a line.
    Newline,
    /// `‹›`, which stands for what was taken out.
    Hole,
}

/// The tokens of a text, and the hashes of its words in order.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    pub(super) hashes: Vec<u32>,
    /// The token of each word.
    pub(super) words: Vec<u32>,
}

/// What stands for what was taken out.
pub(super) const GAP: &str = "‹›";

/// Returns one byte more of a word's hash: FNV-1a of 32 bits, as the table of templates is made.
const fn step(hash: u32, small: u8) -> u32 {
    (hash ^ small as u32).wrapping_mul(FNV_PRIME)
}

/// Returns the hash of a word in small letters.
pub(super) const fn hash(small: &[u8]) -> u32 {
    let (mut hash, mut at) = (FNV_BASIS, 0);
    while at < small.len() {
        hash = step(hash, small[at]);
        at += 1;
    }
    hash
}

const FNV_BASIS: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;

impl Tokens {
    /// Cuts `text`, of which at most 4 GiB can be counted and at most [`MAX_TEXT`](super::MAX_TEXT) are ever given.
    pub(super) fn of(text: &str) -> Self {
        let mut tokens = Self {
            all: Vec::with_capacity(text.len() / 4 + 8),
            hashes: Vec::with_capacity(text.len() / 6 + 4),
            words: Vec::with_capacity(text.len() / 6 + 4),
        };
        let bytes = text.as_bytes();
        let mut open: Vec<(u32, u8)> = Vec::new();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            if SMALL[usize::from(byte)] != 0 || byte >= 0x80 && !is_apart(&text[at..]) {
                let mut hash = FNV_BASIS;
                while let Some(&byte) = bytes.get(at) {
                    let small = match SMALL[usize::from(byte)] {
                        0 if byte >= 0x80 && (byte < 0xc0 || !is_apart(&text[at..])) => byte,
                        0 => break,
                        small => small,
                    };
                    hash = step(hash, small);
                    at += 1;
                }
                tokens.words.push(tokens.all.len() as u32);
                tokens.push(start, at, Kind::Word(tokens.hashes.len() as u32));
                tokens.hashes.push(hash);
                continue;
            }
            if byte >= 0x80 {
                let char = text[at..].chars().next().unwrap_or(' ');
                at += char.len_utf8();
                if char == '‹' && text[at..].starts_with('›') {
                    at += '›'.len_utf8();
                    tokens.push(start, at, Kind::Hole);
                } else if !char.is_whitespace() {
                    let close = match char {
                        '“' | '„' => b'"',
                        '«' | '‹' => b'>',
                        _ => 0,
                    };
                    match char {
                        '”' => tokens.close(&mut open, b'"', start, at),
                        '»' | '›' => tokens.close(&mut open, b'>', start, at),
                        _ if close != 0 => tokens.open(&mut open, close, start, at),
                        _ => tokens.push(start, at, Kind::Mark(0)),
                    }
                }
                continue;
            }
            at += 1;
            match byte {
                b'\n' => tokens.push(start, at, Kind::Newline),
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => {}
                b'(' => tokens.open(&mut open, b')', start, at),
                b'[' => tokens.open(&mut open, b']', start, at),
                b'{' => tokens.open(&mut open, b'}', start, at),
                b')' | b']' | b'}' => tokens.close(&mut open, byte, start, at),
                b'"' | b'`' | b'\'' => {
                    let is_word =
                        |byte: Option<&u8>| byte.is_some_and(|byte| SMALL[usize::from(*byte)] != 0 || *byte >= 0x80);
                    let (after_word, before_word) =
                        (start > 0 && is_word(bytes.get(start - 1)), is_word(bytes.get(at)));
                    let escaped = start > 0 && bytes[start - 1] == b'\\';
                    let closes = open.iter().any(|(_, close)| *close == byte);
                    if escaped || byte == b'\'' && after_word && (before_word || !closes) {
                        tokens.push(start, at, Kind::Mark(byte));
                    } else if closes {
                        tokens.close(&mut open, byte, start, at);
                    } else {
                        tokens.open(&mut open, byte, start, at);
                    }
                }
                _ => tokens.push(start, at, Kind::Mark(byte)),
            }
        }
        let all = tokens.all.len() as u32;
        for (opener, _) in open {
            if let Kind::Open(_, close) = &mut tokens.all[opener as usize].kind {
                *close = all;
            }
        }
        tokens
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        self.all.push(Token { start: start as u32, end: end as u32, kind });
    }

    fn open(&mut self, open: &mut Vec<(u32, u8)>, close: u8, start: usize, end: usize) {
        if open.len() < MAX_DEPTH {
            open.push((self.all.len() as u32, close));
        }
        let all = self.all.len() as u32;
        self.push(start, end, Kind::Open(close, all + 1));
    }

    /// Closes the group that `close` closes, and whatever was left open inside; brackets do not reach out of quotes.
    fn close(&mut self, open: &mut Vec<(u32, u8)>, close: u8, start: usize, end: usize) {
        let is_quote = |close: u8| matches!(close, b'"' | b'`' | b'\'' | b'>');
        let found = open.iter().rposition(|(_, known)| *known == close);
        let within = open.iter().rposition(|(_, known)| is_quote(*known));
        if let Some(found) = found.filter(|found| is_quote(close) || within.is_none_or(|within| within < *found)) {
            let this = self.all.len() as u32;
            for (opener, _) in open.drain(found..) {
                if let Kind::Open(_, close) = &mut self.all[opener as usize].kind {
                    *close = this;
                }
            }
        }
        self.push(start, end, Kind::Mark(close));
    }
}

/// Returns whether the first character of `rest`, which is beyond ASCII, is no part of a word.
fn is_apart(rest: &str) -> bool {
    // All of them are two or three bytes long and begin with one of these.
    matches!(rest.as_bytes()[0], 0xc2 | 0xe2 | 0xe3)
        && rest.chars().next().is_some_and(|char| APART.contains(&char) || char.is_whitespace())
}

const APART: &[char] = &['\u{a0}', '«', '»', '‘', '’', '‚', '“', '”', '„', '…', '‹', '›'];
/// Groups inside each other that are told apart. Deeper ones are closed by what closes those.
const MAX_DEPTH: usize = 32;

/// The ASCII characters that are part of a word, letters as small ones; 0 for others.
static SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' {
            small[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, Kind)> {
        let tokens = Tokens::of(text);
        tokens.all.iter().map(|it| (text[it.start as usize..it.end as usize].to_owned(), it.kind)).collect()
    }

    #[test]
    fn groups_close_what_was_left_open_inside() {
        let found = kinds("a (b \"c(d\" e) f");
        assert_eq!(found[1].1, Kind::Open(b')', 9));
        assert_eq!(found[3].1, Kind::Open(b'"', 7));
        assert_eq!(found[5].1, Kind::Open(b')', 7), "not beyond the quote");
        assert_eq!(kinds("('x")[0].1, Kind::Open(b')', 3), "to the end");
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        for text in ["can't", "the users' tables"] {
            assert!(!kinds(text).iter().any(|(_, kind)| matches!(kind, Kind::Open(..))), "{text}");
        }
        assert_eq!(kinds("'O'Brien' x")[0].1, Kind::Open(b'\'', 4));
    }

    #[test]
    fn a_word_is_of_any_script_and_what_was_taken_out_is_a_token() {
        assert_eq!(kinds("таблица ‹› «ключ»").len(), 5);
        assert_eq!(Tokens::of("table").hashes, Tokens::of("TABLE").hashes);
        assert_eq!(Tokens::of("Table").hashes, [hash(b"table")]);
        assert_eq!(Tokens::of("a").hashes, [0xe40c_292c], "as published for FNV-1a");
    }
}
