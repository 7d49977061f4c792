//! Closed lists of words, as tables that the compiler makes: nothing is built when something is looked up in them.

/// Words that are separated by blanks or ends of lines, found by a hash whatever their case.
pub(crate) struct List<const SLOTS: usize> {
    text: &'static str,
    /// Where in the text a word begins, counted from 1; in the slot of its hash or the next one that is free.
    slots: [u16; SLOTS],
    longest: usize,
}

impl<const SLOTS: usize> List<SLOTS> {
    /// Returns the table of a text of at most 64 KiB. There have to be more slots than words, best twice as many.
    pub(crate) const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let (mut slots, mut longest, mut at) = ([0; SLOTS], 0, 0);
        while at < bytes.len() {
            let (start, mut hash) = (at, BASIS);
            while at < bytes.len() && !is_blank(bytes[at]) {
                hash = step(hash, bytes[at]);
                at += 1;
            }
            if at > start {
                insert(&mut slots, hash, start);
                if at - start > longest {
                    longest = at - start;
                }
            }
            at += 1;
        }
        Self { text, slots, longest }
    }

    /// Returns whether `word`, in any case, is one of the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        let word = word.as_bytes();
        if word.is_empty() || word.len() > self.longest {
            return false;
        }
        let hash = word.iter().copied().fold(BASIS, step);
        candidates(&self.slots, hash).any(|start| {
            self.word_at(start, word.len()).is_some_and(|known| known.as_bytes().eq_ignore_ascii_case(word))
        })
    }

    /// Returns the word of the list that `word` is, in the same case.
    pub(crate) fn exactly(&self, word: &str) -> Option<&'static str> {
        if word.is_empty() || word.len() > self.longest {
            return None;
        }
        let hash = word.bytes().fold(BASIS, step);
        candidates(&self.slots, hash).find_map(|start| self.word_at(start, word.len()).filter(|known| *known == word))
    }

    /// Returns whether `word`, in the same case, is one of the list; for who has its hash already,
    /// and knows that it holds no blank.
    pub(crate) fn has_hashed(&self, hash: u32, word: &[u8]) -> bool {
        let text = self.text.as_bytes();
        (1..=self.longest).contains(&word.len())
            && candidates(&self.slots, hash).any(|start| {
                text[start..].starts_with(word) && text.get(start + word.len()).is_none_or(|next| is_blank(*next))
            })
    }

    /// Returns how long the longest word is, in bytes.
    pub(crate) const fn longest(&self) -> usize {
        self.longest
    }

    /// Returns the word that begins there, if it is so long.
    fn word_at(&self, start: usize, length: usize) -> Option<&'static str> {
        let ends = self.text.as_bytes().get(start + length).is_none_or(|next| is_blank(*next));
        self.text.get(start..start + length).filter(|word| ends && !word.bytes().any(is_blank))
    }
}

/// Adds a byte to a hash: FNV-1a of 32 bits, ASCII letters taken as small ones.
pub(crate) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193)
}

pub(crate) const BASIS: u32 = 0x811c_9dc5;

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\n'
}

pub(super) const fn insert<const SLOTS: usize>(slots: &mut [u16; SLOTS], hash: u32, start: usize) {
    assert!(start < u16::MAX as usize, "the text is too long");
    let mut slot = slot_of::<SLOTS>(hash);
    while slots[slot] != 0 {
        slot = (slot + 1) % SLOTS;
    }
    slots[slot] = start as u16 + 1;
}

const fn slot_of<const SLOTS: usize>(hash: u32) -> usize {
    (hash ^ hash >> 16) as usize % SLOTS
}

/// Returns where the words begin that may have that hash.
pub(super) fn candidates<const SLOTS: usize>(slots: &[u16; SLOTS], hash: u32) -> impl Iterator<Item = usize> {
    let from = slot_of::<SLOTS>(hash);
    let taken = (0..SLOTS).map(move |more| slots[(from + more) % SLOTS]).take_while(|start| *start != 0);
    taken.map(|start| usize::from(start) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    static FEW: List<8> = List::new("A bc\nb.c");

    #[test]
    fn only_whole_words_are_found() {
        for word in ["a", "A", "bc", "BC", "b.c"] {
            assert!(FEW.has(word), "{word}");
        }
        for word in ["", " ", "\n", "b", "c", "A bc", "bc\nb.c", "b.c ", "bcd", "é"] {
            assert!(!FEW.has(word) && FEW.exactly(word).is_none(), "{word:?}");
        }
        assert_eq!(["A", "a", "b.c"].map(|word| FEW.exactly(word)), [Some("A"), None, Some("b.c")]);
    }

    #[test]
    fn a_word_is_found_by_its_hash() {
        let has = |word: &str| FEW.has_hashed(word.bytes().fold(BASIS, step), word.as_bytes());
        assert_eq!(["bc", "b.c", "BC", "b.cd", ""].map(has), [true, true, false, false, false]);
    }
}
