//! Collections of what is a hash already: hashing it again would say nothing new.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A set of what [`hash`](super::hash) gave.
pub(crate) type HashedSet = HashSet<u64, BuildHasherDefault<Hashed>>;

/// A map by what [`hash`](super::hash) gave.
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Hashed>>;

/// Takes a hash as it is.
#[derive(Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    /// Not called for a `u64`; right for anything else, if slow.
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
