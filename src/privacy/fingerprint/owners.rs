//! Whose code a stack frame or an exception type belongs to. Only names under these roots may leave.

use crate::privacy::list::{self, List};

/// Roots of published code: the driver's own packages, the language runtimes, and the libraries drivers stand on.
///
/// A root matches a whole name or a name that goes on with `.`, `::` or `/`.
static ROOTS: List<512> = List::new(include_str!("roots.txt"));

/// Exception types of the languages themselves, which stand without a package.
static BARE_EXCEPTIONS: List<1024> = List::new(include_str!("exceptions.txt"));

/// Returns whether a dotted, `::`-separated or slashed name lies under a known root, is made of plain identifiers, and holds too
/// few digits to carry a secret.
///
/// A name under a known root is still text that somebody else wrote; identifiers of 64 characters and six digits are
/// enough for every class of the runtimes, and too little for a token.
pub(super) fn may_leave(name: &str) -> bool {
    is_below_a_root(name.as_bytes()) && is_plain(name.as_bytes())
}

fn is_below_a_root(name: &[u8]) -> bool {
    let mut hash = list::BASIS;
    for (at, &byte) in name[..name.len().min(ROOTS.longest() + 1)].iter().enumerate() {
        let shape = SHAPES[usize::from(byte)];
        if shape > DIGIT && (shape == SEPARATOR || name[at..].starts_with(b"::")) && ROOTS.has_hashed(hash, &name[..at])
        {
            return true;
        }
        hash = list::step(hash, byte);
    }
    name.len() <= ROOTS.longest() && ROOTS.has_hashed(hash, name)
}

/// Returns whether there are few segments between `.`, `/` and `::`, none of them empty, long or of odd characters, and few digits.
fn is_plain(name: &[u8]) -> bool {
    let (mut segments, mut start, mut digits, mut at) = (1, 0, 0, 0);
    while let Some(&byte) = name.get(at) {
        let shape = SHAPES[usize::from(byte)];
        digits += usize::from(shape & DIGIT);
        at += 1;
        if shape <= DIGIT {
            continue;
        }
        let length = at - 1 - start;
        match shape {
            // One colon is no separator.
            COLON if name.get(at) != Some(&b':') => continue,
            COLON => at += 1,
            SEPARATOR => {}
            _ => return false,
        }
        if !(1..=MAX_SEGMENT).contains(&length) {
            return false;
        }
        (segments, start) = (segments + 1, at);
    }
    let is_short = name.len() <= MAX_NAME && (1..=MAX_SEGMENT).contains(&(at - start));
    is_short && segments <= MAX_SEGMENTS && digits <= MAX_DIGITS
}

/// Returns whether a language or a driver interface publishes an exception type of this name without a package.
pub(super) fn is_bare_exception(name: &str) -> bool {
    BARE_EXCEPTIONS.exactly(name).is_some()
}

/// What a byte of a name is.
static SHAPES: [u8; 256] = {
    let mut shapes = [ODD; 256];
    let mut byte = 0;
    while byte < 128 {
        shapes[byte] = match byte as u8 {
            b'.' | b'/' => SEPARATOR,
            b':' => COLON,
            b'0'..=b'9' => DIGIT,
            b'_' | b'$' | b'@' | b'-' | b'a'..=b'z' | b'A'..=b'Z' => PLAIN,
            _ => ODD,
        };
        byte += 1;
    }
    shapes
};

const PLAIN: u8 = 0;
/// The one that is odd, to be counted by.
const DIGIT: u8 = 1;
const SEPARATOR: u8 = 2;
const COLON: u8 = 4;
const ODD: u8 = 6;

const MAX_NAME: usize = 160;
const MAX_SEGMENT: usize = 64;
const MAX_SEGMENTS: usize = 14;
const MAX_DIGITS: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(include_str!("exceptions.txt").lines().is_sorted());
    }

    #[test]
    fn a_name_has_no_empty_segment_no_odd_character_and_few_digits() {
        for name in ["java.lang.Thread", "std::panicking", "@databricks/sql", "std", "java.a:b", "java.T123456"] {
            assert!(may_leave(name), "{name}");
        }
        let (long, deep) = (format!("java.{}", "a".repeat(65)), format!("java{}", ".a".repeat(14)));
        for name in [
            "",
            "java..b",
            ".java",
            "java.",
            "std::",
            "std::::b",
            "java b",
            "java.\u{e9}",
            "java.T1234567",
            &long,
            &deep,
        ] {
            assert!(!may_leave(name), "{name}");
        }
    }

    #[test]
    fn a_root_ends_at_a_separator() {
        for name in ["java.lang.Thread", "std::panicking", "@databricks/sql/dist"] {
            assert!(may_leave(name), "{name}");
        }
        for name in ["javax2.Thing", "com.acme.Payroll", "stdlib::x", "std:x"] {
            assert!(!may_leave(name), "{name}");
        }
    }
}
