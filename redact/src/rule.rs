//! What a rule is, and where it reports what it found.

use std::ops::Range;

use super::text::seek;
use super::view::View;

/// One kind of thing that must not leave.
pub(super) struct Rule {
    /// The rule's name in counts, in snake_case.
    pub(super) name: &'static str,
    /// What stands in the place of what was found.
    pub(super) placeholder: &'static str,
    /// What must be in the text before the rule is run at all.
    pub(super) gate: Gate,
    /// Looks at the text. With [`Gate::Literals`] it is called once for each place where one of them stands, in order,
    /// with that place; with [`Gate::Bytes`] once for the whole text.
    pub(super) find: fn(&View<'_>, Range<usize>, &mut Found),
    /// Texts in which this rule must find something, each with what must be gone afterwards.
    #[cfg(test)]
    pub(super) positive: &'static [(&'static str, &'static str)],
    /// Texts that must come out as they are.
    #[cfg(test)]
    pub(super) negative: &'static [&'static str],
}

/// What must be in a text before a rule is run.
pub(super) enum Gate {
    /// Any of these, in any case, anywhere in the folded text.
    Literals(&'static [&'static str]),
    /// A byte of every one of these kinds.
    Bytes(Kinds),
}

/// Kinds of bytes that a text holds, as bits.
pub(super) type Kinds = u16;
pub(super) const DIGIT: Kinds = 1;
pub(super) const UPPER: Kinds = 2;
pub(super) const LOWER: Kinds = 4;
pub(super) const AT: Kinds = 8;
pub(super) const DOT: Kinds = 16;
pub(super) const COLON: Kinds = 32;
pub(super) const SLASH: Kinds = 64;
pub(super) const QUOTE: Kinds = 128;
pub(super) const BRACKET: Kinds = 256;
pub(super) const UNDERSCORE: Kinds = 512;
pub(super) const DASH: Kinds = 1024;
/// What may stand between the digits of one number: blanks, dashes, dots, brackets, slashes.
pub(super) const JOINT: Kinds = 2048;
/// At least seven digits with nothing but joints between them. Of a text, not of a byte.
pub(super) const LONG_NUMBER: Kinds = 4096;
/// Three or more dots between digits. Of a text.
pub(super) const QUAD: Kinds = 8192;
/// Two colons in a row, or five with nothing but hexadecimal digits between them. Of a text.
pub(super) const COLONS: Kinds = 16384;
/// Three or more digits, a full stop or a comma, and more digits. Of a text.
pub(super) const DECIMAL: Kinds = 32768;

const fn kind(byte: u8) -> Kinds {
    match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => UPPER,
        b'a'..=b'z' => LOWER,
        b'@' => AT,
        b'.' => DOT | JOINT,
        b':' => COLON,
        b'/' => SLASH | JOINT,
        b'\\' => SLASH,
        b'"' | b'\'' | b'`' | 0x01..=0x03 => QUOTE,
        b'(' => BRACKET | JOINT,
        b'[' | b'{' => BRACKET,
        b' ' | b')' | b'+' => JOINT,
        b'_' => UNDERSCORE,
        b'-' => DASH | JOINT,
        _ => 0,
    }
}

/// The kind of one byte.
#[inline(always)]
pub(super) fn kind_of(byte: u8) -> Kinds {
    KINDS[usize::from(byte)]
}

/// The kinds of a text, given those of its bytes: with what can be said of it as a whole.
pub(super) fn kinds(bytes: &[u8], mut kinds: Kinds) -> Kinds {
    if kinds & DIGIT != 0 {
        let (digits, dots, decimal) = numbers(bytes);
        kinds |= if decimal { DECIMAL } else { 0 };
        kinds |= if digits >= 7 { LONG_NUMBER } else { 0 };
        kinds |= if dots >= 3 { QUAD } else { 0 };
    }
    if kinds & COLON != 0 && has_colons(bytes) {
        kinds |= COLONS;
    }
    kinds
}

/// The digits of the longest number, joints inside; how many digits of the text stand behind a dot; and whether one does
/// that stands behind a mark with three digits before it.
fn numbers(bytes: &[u8]) -> (usize, usize, bool) {
    let (mut longest, mut dots, mut decimal) = (0, 0, false);
    let mut at = 0;
    loop {
        at = seek(bytes, at, |byte| byte.wrapping_sub(b'0') < 10);
        let mut digits = 0;
        while let Some(byte) = bytes.get(at).filter(|byte| kind_of(**byte) & (DIGIT | JOINT) != 0) {
            let digit = byte.is_ascii_digit();
            digits += usize::from(digit);
            decimal |= !digit && parts_number(bytes, at);
            dots += usize::from(digit && at > 0 && bytes[at - 1] == b'.');
            at += 1;
        }
        longest = longest.max(digits);
        if at >= bytes.len() {
            return (longest, dots, decimal);
        }
        decimal |= parts_number(bytes, at);
    }
}

/// Whether a full stop or a comma at `at` stands between three digits and another.
fn parts_number(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'.' | b',')
        && at >= 3
        && bytes[at - 3..at].iter().all(u8::is_ascii_digit)
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether two colons stand in a row, or five with nothing but hexadecimal digits between them.
fn has_colons(bytes: &[u8]) -> bool {
    let (mut at, mut colons) = (0, 0);
    loop {
        at = seek(bytes, at, |byte| byte == b':') + 1;
        if at > bytes.len() {
            return false;
        }
        colons += 1;
        if colons >= 5 || bytes.get(at) == Some(&b':') {
            return true;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_hexdigit) {
            at += 1;
        }
        if bytes.get(at) != Some(&b':') {
            colons = 0;
        }
    }
}

const KINDS: [Kinds; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kind(byte as u8);
        byte += 1;
    }
    kinds
};

/// A part of the folded text that must go, and the rule that says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rule: usize,
}

/// What the rules have found in a text so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) spans: Vec<Span>,
    pub(super) rule: usize,
    /// Where the running rule's furthest span ends: what lies before it need not be looked at again, which is what
    /// keeps a rule linear on a text that repeats its literal.
    pub(super) done: usize,
    /// Bytes that the running rule has looked at so far. A rule that looks far behind its literals adds to it, and is
    /// stopped when it was too much: then everything from there on goes.
    pub(super) work: usize,
}

impl Found {
    /// Reports `span` of the folded text. Empty spans are nothing.
    pub(super) fn push(&mut self, span: Range<usize>) {
        if span.start < span.end {
            self.done = self.done.max(span.end);
            self.spans.push(Span { start: span.start, end: span.end, rule: self.rule });
        }
    }
}
