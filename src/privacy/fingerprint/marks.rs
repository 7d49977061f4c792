//! The punctuation around facts.

use std::fmt;

/// Up to six marks of punctuation, all of them ASCII.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    bytes: [u8; Self::MOST],
    length: u8,
}

impl Marks {
    /// How many marks there may be.
    pub(super) const MOST: usize = 6;

    /// The marks of `text`; none if it is longer, or more than ASCII.
    pub(super) fn new(text: &str) -> Self {
        let mut marks = Self::default();
        if text.len() <= Self::MOST && text.is_ascii() {
            marks.bytes[..text.len()].copy_from_slice(text.as_bytes());
            marks.length = text.len() as u8;
        }
        marks
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
