//! The few ways in which listed text may be written. What comes out is the listed text in one of them.

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
            .find(|casing| casing.apply(listed) == written)
            .unwrap_or(Self::Lower)
    }

    /// `listed`, written in this way.
    pub(super) fn apply(self, listed: &str) -> String {
        match self {
            Self::Listed => listed.to_owned(),
            Self::Lower => listed.to_ascii_lowercase(),
            Self::Upper => listed.to_ascii_uppercase(),
            Self::Capital => capital(listed),
            Self::Sentence => capital(&listed.to_ascii_lowercase()),
            Self::Title => listed.to_ascii_lowercase().split(' ').map(capital).collect::<Vec<_>>().join(" "),
        }
    }
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
