//! What a rule is, and where it reports what it found.

use std::ops::Range;

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
    pub(super) positive: &'static [(&'static str, &'static str)],
    /// Texts that must come out as they are.
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

/// The kind of one byte.
pub(super) const fn kind(byte: u8) -> Kinds {
    match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => UPPER,
        b'a'..=b'z' => LOWER,
        b'@' => AT,
        b'.' => DOT,
        b':' => COLON,
        b'/' | b'\\' => SLASH,
        b'"' | b'\'' | b'`' | 0x01..=0x03 => QUOTE,
        b'[' | b'{' | b'(' => BRACKET,
        b'_' => UNDERSCORE,
        b'-' => DASH,
        _ => 0,
    }
}

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
