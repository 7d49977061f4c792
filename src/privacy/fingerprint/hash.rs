//! The hash of the fingerprint's lists of words.

use std::hash::Hasher;

/// Hashes a short word eight bytes at a time. The words are ours, and nobody adds one: it need not resist an adversary.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, mut bytes: &[u8]) {
        while let Some((block, rest)) = bytes.split_first_chunk() {
            self.mix(u64::from_le_bytes(*block));
            bytes = rest;
        }
        self.mix(bytes.iter().fold(0, |part, byte| part << 8 | u64::from(*byte)));
    }

    fn write_usize(&mut self, length: usize) {
        self.mix(length as u64);
    }

    fn finish(&self) -> u64 {
        // The table looks at the lowest and at the highest bits.
        self.0 ^ self.0 >> 32
    }
}
