//! What the ids of a connection's events are made of.

use std::hash::{BuildHasher, RandomState};

use crate::clock;

/// Makes ids of numbers: the same whenever asked for, so that a retry is recognised, and without a pattern for whoever
/// does not know the secret.
#[derive(Debug)]
pub(crate) struct Secret {
    /// Asked of the system for each connection. The keys of `RandomState` are made once a thread, and copied by `fork`
    /// and by the snapshot of a virtual machine: by themselves they give two processes the same ids.
    fresh: [u64; 2],
    keys: RandomState,
}

impl Secret {
    pub(crate) fn fresh() -> Self {
        // Where the system has no randomness to give, time and process tell copies of one process apart.
        let random = || getrandom::u64().ok();
        let stand_in = || clock::wall() ^ u64::from(std::process::id()).rotate_left(32);
        let fresh = [random().unwrap_or_else(stand_in), random().unwrap_or_else(clock::monotonic)];
        Self { fresh, keys: RandomState::new() }
    }

    /// Returns 128 bits for that number. Each half is of one word, as each word more is a round of SipHash: two copies of a
    /// process have the same ids only where both of their fresh words differ by no more than a number.
    pub(crate) fn id(&self, number: u64) -> [u8; 16] {
        let halves = self.fresh.map(|fresh| self.keys.hash_one(fresh ^ number));
        (u128::from(halves[0]) << 64 | u128::from(halves[1])).to_be_bytes()
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn copies_of_one_process_have_ids_of_their_own() {
        let keys = RandomState::new();
        let copy = || Secret { keys: keys.clone(), ..Secret::fresh() };
        let (one, other) = (copy(), copy());
        assert_ne!(one.id(0), other.id(0));
        assert_ne!(one.id(0), one.id(1));
        assert_eq!(one.id(7), one.id(7));
    }
}
