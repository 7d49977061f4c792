//! What words say of the places beside them, in the servers' languages: the lists of `nouns.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::view::View;

/// The lists that a word is on, as bits.
pub(super) type Lists = u32;
/// Names of something stand behind it: `table`, `user`.
pub(super) const OBJECT: Lists = 1;
/// Values stand behind it: `value`, `Eingabe`.
pub(super) const VALUE: Lists = 1 << 1;
/// What stands behind it is the program's: `type`, `option`.
pub(super) const PROGRAM: Lists = 1 << 2;
/// It says that something was wrong with a value: `invalid`, `cast`.
pub(super) const FAULT: Lists = 1 << 3;
/// It stands between a noun and what that leads to: `named`, `the`.
pub(super) const FILLER: Lists = 1 << 4;
/// Behind a noun it is no name: `access`, `does`.
pub(super) const HEAD: Lists = 1 << 5;
/// In front of a noun it makes what is behind that a name: `for`, `unknown`.
pub(super) const LEAD: Lists = 1 << 6;
/// It says what is cast or missing in general: `string`, `data`.
pub(super) const COMMON: Lists = 1 << 7;
/// It goes on behind a name in another language: `existiert`.
pub(super) const FOLLOWER: Lists = 1 << 8;
/// It belongs to the sentence rather than to what that is about: `the`, `not`, `which`.
pub(super) const FUNCTION: Lists = 1 << 9;
/// It says where or of what: `in`, `of`.
pub(super) const PREPOSITION: Lists = 1 << 10;
/// A verb of one thing: `is`, `exists`.
pub(super) const SINGULAR: Lists = 1 << 11;
/// A verb of several: `are`.
pub(super) const PLURAL: Lists = 1 << 12;
/// It says that there are several: `all`, `two`.
pub(super) const MANY: Lists = 1 << 13;
/// It says how something is: `new`, `free`.
pub(super) const MODIFIER: Lists = 1 << 14;
/// A noun of what has no name: `error`, `memory`.
pub(super) const NAMELESS: Lists = 1 << 15;
/// How much of something, or several of it: `number`, `list`.
pub(super) const AMOUNT: Lists = 1 << 16;
/// What is about things in general: `waiting`, `support`.
pub(super) const ABOUT: Lists = 1 << 17;
/// Parts and measures that are spoken of without an article: `rows`, `bytes`.
pub(super) const PART: Lists = 1 << 18;
/// What goes on behind a noun and says what becomes of it: `cannot`, `must`, `not`.
pub(super) const MODAL: Lists = 1 << 19;
/// What goes on behind a name.
pub(super) const BEHIND: Lists = FOLLOWER | SINGULAR | PLURAL | PREPOSITION | MODAL;
/// The words of a sentence rather than of what that is about.
pub(super) const SENTENCE: Lists = FUNCTION | PREPOSITION | SINGULAR | PLURAL | MODAL;
/// What a word is on at most one of: what it says of the place behind it.
pub(super) const ROLES: Lists = OBJECT | VALUE | PROGRAM | FAULT | FILLER;

/// The lists that `word`, in any case, is on.
pub(super) fn lists(word: &[u8]) -> Lists {
    let mut lower = [0; MAX_NOUN];
    let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    WORDS.get(&*lower).copied().unwrap_or_default()
}

/// Whether `word` is on one of `wanted`.
pub(super) fn is(word: &[u8], wanted: Lists) -> bool {
    lists(word) & wanted != 0
}

/// Reads the lists now rather than at the first text.
pub(crate) fn warm_up() {
    LazyLock::force(&WORDS);
}

/// The words as a view shows them, since that folds letters of other alphabets.
static WORDS: LazyLock<HashMap<Vec<u8>, Lists>> = LazyLock::new(|| {
    let (mut words, mut list) = (HashMap::new(), 0);
    for line in include_str!("nouns.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_suffix(':') {
            Some(name) => list = NAMES.iter().find(|(known, _)| *known == name).map_or(0, |(_, list)| *list),
            // What folds of a small letter is not always what folds of its capital.
            None => line.split_whitespace().flat_map(|word| [word.to_owned(), capital(word)]).for_each(|word| {
                *words.entry(View::new(&word, &[]).bytes.to_ascii_lowercase()).or_default() |= list;
            }),
        }
    }
    words
});

/// The word as a sentence begins with it.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const NAMES: [(&str, Lists); 20] = [
    ("object", OBJECT),
    ("value", VALUE),
    ("program", PROGRAM),
    ("fault", FAULT),
    ("filler", FILLER),
    ("head", HEAD),
    ("lead", LEAD),
    ("common", COMMON),
    ("follower", FOLLOWER),
    ("function", FUNCTION),
    ("preposition", PREPOSITION),
    ("singular", SINGULAR),
    ("plural", PLURAL),
    ("many", MANY),
    ("modifier", MODIFIER),
    ("nameless", NAMELESS),
    ("amount", AMOUNT),
    ("about", ABOUT),
    ("part", PART),
    ("modal", MODAL),
];

/// Longer than any noun of the lists, as it is written in bytes.
const MAX_NOUN: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_role_at_most() {
        let several: Vec<_> = WORDS.iter().filter(|(_, lists)| (*lists & ROLES).count_ones() > 1).collect();
        assert!(several.is_empty(), "{several:?}");
        assert!(is("столбец".as_bytes(), OBJECT) || is(&View::new("столбец", &[]).bytes, OBJECT));
    }
}
