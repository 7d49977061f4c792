//! The few ways in which listed text may be written. What comes out is the listed text in one of them.

use std::borrow::Cow;

/// How the letters of a listed text were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// As it is listed.
    Listed,
    /// All in small letters.
    Lower,
    /// All in capitals.
    Upper,
    /// As it is listed, with a capital first letter.
    Capital,
    /// A capital first letter, the rest in small letters.
    Sentence,
    /// Every word with a capital first letter, the rest in small letters.
    Title,
}

impl Casing {
    /// How `written`, which is `listed` but for case, is written. Any other mixture counts as small letters.
    pub(super) fn of(listed: &str, written: &str) -> Self {
        [Self::Listed, Self::Lower, Self::Upper, Self::Capital, Self::Sentence, Self::Title]
            .into_iter()
            .find(|casing| casing.letters(listed).eq(written.chars()))
            .unwrap_or(Self::Lower)
    }

    /// `listed`, written in this way.
    pub(super) fn apply(self, listed: &str) -> Cow<'_, str> {
        match self {
            Self::Listed => Cow::Borrowed(listed),
            _ => Cow::Owned(self.letters(listed).collect()),
        }
    }

    fn letters(self, listed: &str) -> impl Iterator<Item = char> {
        let mut before = None;
        listed.chars().map(move |letter| {
            let is_first = before.is_none();
            let begins_word = before.replace(letter).is_none_or(|before| before == ' ');
            match self {
                Self::Upper => letter.to_ascii_uppercase(),
                Self::Capital | Self::Sentence if is_first => letter.to_ascii_uppercase(),
                Self::Title if begins_word => letter.to_ascii_uppercase(),
                Self::Listed | Self::Capital => letter,
                Self::Lower | Self::Sentence | Self::Title => letter.to_ascii_lowercase(),
            }
        })
    }
}
