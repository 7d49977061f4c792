//! Whose code a stack frame or an exception type belongs to. Only names under these roots may leave.

use crate::sync::Lazy;

/// Roots of published code: the driver's own packages, the language runtimes, and the libraries drivers stand on.
///
/// A root matches a whole name or a name that goes on with `.`, `::` or `/`.
static ROOTS: Lazy<Vec<&str>> = Lazy::new(|| include_str!("roots.txt").lines().collect());

/// Exception types of the languages themselves, which stand without a package.
static BARE_EXCEPTIONS: Lazy<Vec<&str>> = Lazy::new(|| include_str!("exceptions.txt").lines().collect());

/// Whether a dotted, `::`-separated or slashed name lies under a known root.
pub(super) fn is_known(name: &str) -> bool {
    let first = name.as_bytes().first();
    ROOTS.iter().filter(|root| root.as_bytes().first() == first).any(|root| {
        name.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']) || rest.starts_with("::"))
    })
}

/// The exception type of this name, if a language or a driver interface publishes it without a package.
pub(super) fn bare_exception(name: &str) -> Option<&'static str> {
    let index = BARE_EXCEPTIONS.binary_search(&name).ok()?;
    Some(BARE_EXCEPTIONS[index])
}

/// Whether a qualified name is made of plain identifiers and holds too few digits to carry a secret.
///
/// A name under a known root is still text that somebody else wrote; eight identifiers of 64 characters and six digits
/// are enough for every class of the runtimes, and too little for a token.
pub(super) fn is_plain_name(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.len() <= MAX_NAME && digits <= MAX_DIGITS && has_plain_segments(name.as_bytes())
}

/// Whether there are few segments between `.`, `/` and `::`, none of them empty, long or of odd characters.
fn has_plain_segments(mut name: &[u8]) -> bool {
    let (mut segments, mut length) = (1, 0);
    loop {
        match name {
            [b'.' | b'/', rest @ ..] | [b':', b':', rest @ ..] if length > 0 => {
                (segments, length, name) = (segments + 1, 0, rest);
            }
            [b'_' | b'$' | b'@' | b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', rest @ ..] => {
                (length, name) = (length + 1, rest);
            }
            // One colon is no separator.
            [b':', rest @ ..] if !rest.starts_with(b":") => (length, name) = (length + 1, rest),
            rest => return rest.is_empty() && length > 0 && segments <= MAX_SEGMENTS,
        }
        if length > MAX_SEGMENT {
            return false;
        }
    }
}

const MAX_NAME: usize = 160;
const MAX_SEGMENT: usize = 64;
const MAX_SEGMENTS: usize = 14;
const MAX_DIGITS: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(BARE_EXCEPTIONS.is_sorted());
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
