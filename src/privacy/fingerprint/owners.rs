//! Whose code a stack frame or an exception type belongs to. Only names under these roots may leave.

use crate::privacy::list::List;

/// Roots of published code: the driver's own packages, the language runtimes, and the libraries drivers stand on.
///
/// A root matches a whole name or a name that goes on with `.`, `::` or `/`.
static ROOTS: List<512> = List::new(include_str!("roots.txt"));

/// Exception types of the languages themselves, which stand without a package.
static BARE_EXCEPTIONS: List<1024> = List::new(include_str!("exceptions.txt"));

/// Returns whether a dotted, `::`-separated or slashed name lies under a known root.
pub(super) fn is_known(name: &str) -> bool {
    ROOTS.begins(name, |rest| rest.is_empty() || rest[0] == b'.' || rest[0] == b'/' || rest.starts_with(b"::"))
}

/// Returns whether a language or a driver interface publishes an exception type of this name without a package.
pub(super) fn is_bare_exception(name: &str) -> bool {
    BARE_EXCEPTIONS.exactly(name).is_some()
}

/// Returns whether a qualified name is made of plain identifiers and holds too few digits to carry a secret.
///
/// A name under a known root is still text that somebody else wrote; eight identifiers of 64 characters and six digits
/// are enough for every class of the runtimes, and too little for a token.
pub(super) fn is_plain_name(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.len() <= MAX_NAME && digits <= MAX_DIGITS && has_plain_segments(name.as_bytes())
}

/// Returns whether there are few segments between `.`, `/` and `::`, none of them empty, long or of odd characters.
fn has_plain_segments(name: &[u8]) -> bool {
    let (mut segments, mut length, mut at) = (1, 0, 0);
    while let Some(byte) = name.get(at) {
        let separator = match SHAPES[usize::from(*byte)] {
            Shape::Plain => 0,
            Shape::Separator => 1,
            // One colon is no separator.
            Shape::Colon if name.get(at + 1) == Some(&b':') => 2,
            Shape::Colon => 0,
            Shape::Odd => return false,
        };
        if separator == 0 {
            (length, at) = (length + 1, at + 1);
        } else if length > 0 {
            (segments, length, at) = (segments + 1, 0, at + separator);
        } else {
            return false;
        }
        if length > MAX_SEGMENT {
            return false;
        }
    }
    length > 0 && segments <= MAX_SEGMENTS
}

/// What a byte of a name is.
#[derive(Clone, Copy)]
enum Shape {
    Plain,
    Separator,
    Colon,
    Odd,
}

static SHAPES: [Shape; 256] = {
    let mut shapes = [Shape::Odd; 256];
    let mut byte = 0;
    while byte < 128 {
        shapes[byte] = match byte as u8 {
            b'.' | b'/' => Shape::Separator,
            b':' => Shape::Colon,
            b'_' | b'$' | b'@' | b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Shape::Plain,
            _ => Shape::Odd,
        };
        byte += 1;
    }
    shapes
};

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
    fn a_plain_name_has_no_empty_segment_and_no_odd_character() {
        for name in ["java.lang.Thread", "std::panicking", "@databricks/sql", "a:b", "a:::b"] {
            assert!(is_plain_name(name), "{name}");
        }
        for name in ["", "a..b", ".a", "a.", "a::", "a::::b", "a b", "a.\u{e9}", &"a".repeat(65), &"a.".repeat(15)] {
            assert!(!is_plain_name(name), "{name}");
        }
    }

    #[test]
    fn a_root_ends_at_a_separator() {
        assert!(is_known("java.lang.Thread"));
        assert!(is_known("std::panicking"));
        assert!(is_known("@databricks/sql/dist"));
        assert!(!is_known("javax2.Thing"));
        assert!(!is_known("com.acme.Payroll"));
        assert!(!is_known("stdlib::x"));
    }
}
