//! An identifier that is set once, kept inline, and costs no allocation.

use crate::sync::{AtomicU8, AtomicU64, Ordering, zeros};

/// Longest identifier that is kept, in bytes. The service's are UUIDs and numbers; what is longer is neither, and
/// would be dropped by its class before it is sent.
pub(crate) const MAX_ID_BYTES: usize = 64;

/// Of a UUID with its hyphens.
const UUID_BYTES: usize = 36;

const WORDS: usize = MAX_ID_BYTES / 8;
const EMPTY: u8 = 0;
const WRITING: u8 = u8::MAX;

/// Set by the first caller, from whatever thread; nobody waits for anybody.
#[derive(Debug)]
pub(crate) struct IdCell {
    /// [`EMPTY`], [`WRITING`], or the length.
    state: AtomicU8,
    words: [AtomicU64; WORDS],
}

impl IdCell {
    #[inline(always)]
    pub(crate) fn new() -> Self {
        Self { state: AtomicU8::new(EMPTY), words: zeros() }
    }

    /// Keeps `id`, unless one is kept already, or it is empty or too long.
    pub(crate) fn set(&self, id: &str) {
        let bytes = id.as_bytes();
        if bytes.is_empty() || bytes.len() > MAX_ID_BYTES {
            return;
        }
        if self.state.compare_exchange(EMPTY, WRITING, Ordering::Acquire, Ordering::Relaxed).is_err() {
            return;
        }
        // A UUID, as nearly all are: without a loop.
        if let Ok(uuid) = <&[u8; UUID_BYTES]>::try_from(bytes) {
            self.write(uuid);
        } else {
            self.write(bytes);
        }
        self.state.store(bytes.len() as u8, Ordering::Release);
    }

    #[inline(always)]
    fn write(&self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for (word, bytes) in self.words.iter().zip(whole) {
            word.store(u64::from_le_bytes(*bytes), Ordering::Relaxed);
        }
        if let Some(word) = self.words.get(whole.len())
            && !rest.is_empty()
        {
            let last = match bytes.last_chunk::<8>() {
                // With the end of the word before, which is shifted out.
                Some(last) => u64::from_le_bytes(*last) >> (64 - 8 * rest.len()),
                None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
            };
            word.store(last, Ordering::Relaxed);
        }
    }

    /// Forgets it, for somebody who alone has it.
    pub(super) fn clear(&self) {
        self.state.store(EMPTY, Ordering::Relaxed);
    }

    /// Returns the identifier, if one is set by now.
    pub(crate) fn get(&self) -> Option<String> {
        let mut place = None;
        self.copy_to(&mut place);
        place
    }

    /// Puts the identifier there, if one is set by now, and else nothing: in the room of the text that was there before.
    pub(crate) fn copy_to(&self, place: &mut Option<String>) {
        let length = match self.state.load(Ordering::Acquire) {
            EMPTY | WRITING => return *place = None,
            length => usize::from(length),
        };
        let mut bytes = [0; MAX_ID_BYTES];
        for (word, bytes) in self.words.iter().zip(bytes.as_chunks_mut::<8>().0) {
            *bytes = word.load(Ordering::Relaxed).to_le_bytes();
        }
        match std::str::from_utf8(&bytes[..length]) {
            Ok(id) => {
                let place = place.get_or_insert_default();
                place.clear();
                place.push_str(id);
            }
            Err(_) => *place = None,
        }
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_set_first_is_kept_as_it_was(first in ".{0,80}", second in "[a-z]{1,9}") {
            let cell = IdCell::new();
            cell.set(&first);
            let kept = (1..=MAX_ID_BYTES).contains(&first.len()).then_some(first);
            prop_assert_eq!(cell.get(), kept.clone());
            cell.set(&second);
            prop_assert_eq!(cell.get(), kept.or(Some(second)));
        }
    }
}

#[cfg(all(test, model))]
mod model {
    use super::*;
    use loom::sync::Arc;
    use loom::thread;

    #[test]
    fn a_reader_sees_all_of_one_id_or_nothing() {
        loom::model(|| {
            let cell = Arc::new(IdCell::new());
            let writers = ["aaaaaaaaaaaaaaaa", "bbbb"].map(|id| {
                let cell = cell.clone();
                thread::spawn(move || cell.set(id))
            });
            let seen = cell.get();
            assert!(matches!(seen.as_deref(), None | Some("aaaaaaaaaaaaaaaa" | "bbbb")), "{seen:?}");
            let _ = writers.map(|writer| writer.join().expect("no panic"));
            assert!(cell.get().is_some());
        });
    }
}
