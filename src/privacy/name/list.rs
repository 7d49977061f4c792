//! Closed lists of words, read from sorted files when something is looked up in them for the first time.

use crate::sync::Lazy;

/// A file of words in small letters, one a line, sorted.
pub(super) struct List(Lazy<Vec<&'static str>>);

impl List {
    /// `read` returns the text of the file.
    pub(super) const fn new(read: fn() -> Vec<&'static str>) -> Self {
        Self(Lazy::new(read))
    }

    /// Whether `word`, in any case, is one of the list.
    pub(super) fn has(&self, word: &str) -> bool {
        let lower = |text: &'static str| text.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()));
        self.0.binary_search_by(|known| lower(known)).is_ok()
    }
}

/// What the names of drivers, runtimes and systems are made of, and their makers'.
pub(super) static PRODUCT_WORDS: List = List::new(|| include_str!("words.txt").lines().collect());

/// What the names of errors are made of: words of published error classes, exceptions and the drivers' own names.
pub(super) static ERROR_WORDS: List = List::new(|| include_str!("error_words.txt").lines().collect());

/// Applications whose names have several words.
pub(super) const PRODUCTS: &str = include_str!("products.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_in_small_letters() {
        for list in [include_str!("words.txt"), include_str!("error_words.txt")] {
            assert!(list.lines().is_sorted());
            assert_eq!(list.to_ascii_lowercase(), list);
        }
        assert!(PRODUCT_WORDS.has("OpenJDK") && !PRODUCT_WORDS.has("open jdk"));
    }
}
