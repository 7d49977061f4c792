//! Tables of numbers that are made before the build and laid out by the compiler: nothing is built at run time.

/// How many parts a sorted table is cut into, by the first bits of a key.
pub(super) const BUCKETS: usize = 1 << BITS;
const BITS: u32 = 10;

/// Reads little-endian pairs of numbers.
pub(super) const fn pairs<const N: usize>(bytes: &[u8]) -> [(u32, u32); N] {
    let (mut pairs, mut at) = ([(0, 0); N], 0);
    while at < N {
        pairs[at] = (number(bytes, at * 8), number(bytes, at * 8 + 4));
        at += 1;
    }
    pairs
}

/// Reads little-endian numbers from the byte `from` on.
pub(super) const fn numbers<const N: usize>(bytes: &[u8], from: usize) -> [u32; N] {
    let (mut numbers, mut at) = ([0; N], 0);
    while at < N {
        numbers[at] = number(bytes, from + at * 4);
        at += 1;
    }
    numbers
}

pub(super) const fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Reads numbers of eight hexadecimal digits in small letters, one a line.
pub(super) const fn hexadecimal<const N: usize>(lines: &[u8]) -> [u32; N] {
    let (mut numbers, mut at) = ([0; N], 0);
    while at < N * 9 {
        let digit = lines[at];
        if digit != b'\n' {
            let value = if digit <= b'9' { digit - b'0' } else { digit - b'a' + 10 };
            numbers[at / 9] = numbers[at / 9] << 4 | value as u32;
        }
        at += 1;
    }
    numbers
}

/// Returns where the keys of each bucket begin in a sorted table.
pub(super) const fn starts(table: &[(u32, u32)]) -> [u16; BUCKETS + 1] {
    assert!(table.len() < u16::MAX as usize, "the table is too long");
    let (mut starts, mut bucket, mut at) = ([0; BUCKETS + 1], 0, 0);
    while bucket <= BUCKETS {
        while at < table.len() && bucket_of(table[at].0) < bucket {
            at += 1;
        }
        starts[bucket] = at as u16;
        bucket += 1;
    }
    starts
}

/// Returns the part of a table that a key would be in.
pub(super) fn bucket<'t>(table: &'t [(u32, u32)], starts: &[u16; BUCKETS + 1], key: u32) -> &'t [(u32, u32)] {
    let bucket = bucket_of(key);
    &table[usize::from(starts[bucket])..usize::from(starts[bucket + 1])]
}

const fn bucket_of(key: u32) -> usize {
    (key >> (32 - BITS)) as usize
}

/// Holds a table that is checked in against what it is made from; with `WRITE_TABLES` in the environment writes it.
#[cfg(test)]
pub(super) fn hold(file: &str, checked_in: &[u8], made: &[u8]) {
    if std::env::var_os("WRITE_TABLES").is_some() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/privacy/fingerprint");
        std::fs::write(folder.join(file), made).expect("the table can be written");
    } else {
        assert!(checked_in == made, "{file} is not up to date: run the tests of the library with WRITE_TABLES=1");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_its_bucket() {
        let table: Vec<_> = (0..5_000_u32).map(|at| (at.wrapping_mul(0x9e37_79b1), at)).collect();
        let table = {
            let mut table = table;
            table.sort_unstable();
            table
        };
        let starts = starts(&table);
        for entry in &table {
            assert!(bucket(&table, &starts, entry.0).contains(entry));
        }
        assert_eq!(starts[BUCKETS], 5_000);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(hexadecimal::<2>(b"0a1b2c3d\nffffffff\n"), [0x0a1b_2c3d, 0xffff_ffff]);
        assert_eq!(pairs::<1>(&[1, 0, 0, 0, 0, 1, 0, 0]), [(1, 256)]);
        assert_eq!(numbers::<1>(&[9, 9, 1, 0, 0, 2], 2), [0x0200_0001]);
    }
}
