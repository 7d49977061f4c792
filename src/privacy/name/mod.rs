//! What names look like: the grammar of the short texts, which lets what looks otherwise not through.
//!
//! Names of drivers, runtimes, systems and applications are words with versions. A word of the list may stand beside
//! any other; of words that nobody knows there may be one, since two could be a person. Digits have to be those of a
//! version. So no path, host, address, number of a card or of a telephone, key or token fits, whatever field it is put
//! into; a name of one word that somebody gave to his own driver does, and so does any other single word.

mod digits;
mod error;
mod list;
mod locale;
mod word;

use self::list::PRODUCTS;
use self::word::{Word, sort};

pub(crate) use self::error::is_error_name;
pub(crate) use self::locale::is_locale;
pub(crate) use self::word::{is_made_by_people, is_version};

/// Returns whether `text` looks like the name or the version of a driver, a runtime, a system, or their maker.
pub(crate) fn is_public(text: &str) -> bool {
    let (mut words, mut known, mut own) = (0, 0, 0);
    for word in text.split(' ') {
        words += 1;
        match sort(word) {
            Word::Known => known += 1,
            Word::Version => {}
            Word::Own => own += 1,
            Word::Other => return false,
        }
    }
    // One word of somebody's own: alone, with its version, or as in `Acme ODBC Driver`.
    let versions = words - known - own;
    words <= MAX_WORDS
        && (own == 0 || own == 1 && (known > 0 || versions > 0 || words == 1))
        && digits::are_of_a_version(text)
}

/// Returns whether every word of `text` is on the lists.
pub(crate) fn is_known(text: &str) -> bool {
    text.split(' ').all(|word| sort(word) == Word::Known)
}

/// Returns the name of a published application at the beginning of `text`, with the version behind it; nothing if there
/// is none.
pub(crate) fn product(text: &str) -> Option<&str> {
    let length = PRODUCTS.longest_at_start(text)?;
    let rest = &text[length..];
    let version = rest.trim_start_matches([' ', '/']).split_whitespace().next().unwrap_or_default();
    let separated = rest.len() - rest.trim_start_matches([' ', '/']).len() == 1;
    let end = if separated && is_version(version) { length + 1 + version.len() } else { length };
    Some(&text[..end])
}

/// Words of the longest name that is published.
const MAX_WORDS: usize = 10;
