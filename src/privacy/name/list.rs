//! The lists that short texts are held against.

use crate::privacy::list::{BASIS, List, candidates, insert, step};

/// Names of several words, one a line, each found by its first word.
pub(super) struct Names<const SLOTS: usize> {
    text: &'static str,
    slots: [u16; SLOTS],
}

impl<const SLOTS: usize> Names<SLOTS> {
    /// As [`List::new`].
    const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let (mut slots, mut at) = ([0; SLOTS], 0);
        while at < bytes.len() {
            if bytes[at] != b'\n' {
                insert(&mut slots, first_word(bytes, at), at);
            }
            while at < bytes.len() && bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
        }
        Self { text, slots }
    }

    /// Returns how long the longest name is that `text` begins with, in any case, and that ends where a word does.
    pub(super) fn longest_at_start(&self, text: &str) -> Option<usize> {
        let names = candidates(&self.slots, first_word(text.as_bytes(), 0)).filter_map(|start| {
            let name = self.text[start..].lines().next()?;
            let begins = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
            (begins && text[name.len()..].chars().next().is_none_or(|next| !next.is_alphanumeric()))
                .then_some(name.len())
        });
        names.max()
    }
}

/// Returns the hash of the letters and digits of ASCII from `at` on.
const fn first_word(bytes: &[u8], mut at: usize) -> u32 {
    let mut hash = BASIS;
    while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

/// What the names of drivers, runtimes and systems are made of, and their makers'.
pub(super) static PRODUCT_WORDS: List<1024> = List::new(include_str!("words.txt"));

/// What the names of errors are made of: words of published error classes, exceptions and the drivers' own names.
pub(super) static ERROR_WORDS: List<2048> = List::new(include_str!("error_words.txt"));

/// Applications whose names have several words.
pub(super) static PRODUCTS: Names<512> = Names::new(include_str!("products.txt"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_in_small_letters() {
        for list in [include_str!("words.txt"), include_str!("error_words.txt")] {
            assert!(list.lines().is_sorted());
            assert_eq!(list.to_ascii_lowercase(), list);
        }
    }

    #[test]
    fn every_word_of_a_list_is_found_and_nothing_else_is() {
        for word in include_str!("words.txt").lines() {
            assert!(PRODUCT_WORDS.has(word) && PRODUCT_WORDS.has(&word.to_uppercase()), "{word}");
            assert!(!PRODUCT_WORDS.has(&format!("{word}\n")) && !PRODUCT_WORDS.has(&format!("{word}zq")), "{word}");
        }
        for word in include_str!("error_words.txt").lines() {
            assert!(ERROR_WORDS.has(word), "{word}");
        }
        let lines: Vec<_> = include_str!("words.txt").lines().collect();
        for pair in lines.windows(2) {
            assert!(!PRODUCT_WORDS.has(&pair.join("\n")), "{pair:?}");
        }
        for word in ["", " ", "\n", "open jdk", "quendry", "é"] {
            assert!(!PRODUCT_WORDS.has(word), "{word:?}");
        }
    }

    #[test]
    fn every_name_is_found_at_the_start_of_a_text() {
        for name in include_str!("products.txt").lines() {
            assert!(name.is_ascii());
            assert_eq!(PRODUCTS.longest_at_start(name), Some(name.len()), "{name}");
            assert_eq!(PRODUCTS.longest_at_start(&format!("{}/1.2", name.to_lowercase())), Some(name.len()), "{name}");
            assert!(PRODUCTS.longest_at_start(&format!("{name}é")) < Some(name.len()), "{name}");
        }
        assert_eq!(PRODUCTS.longest_at_start("quendry fosk"), None);
    }
}
