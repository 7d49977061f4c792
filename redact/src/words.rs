//! What is a plain word of an error message, and what looks like a value.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::text::looked;

/// Whether every part of `text` is a word that error messages are made of: `not_found`, `maxRetries`, `part-0`.
///
/// Parts are split at anything but letters and at the humps of camel case. Numbers inside do not count; a text without
/// any letter is not known.
pub(super) fn is_known(text: &[u8]) -> bool {
    looked(text.len());
    let mut longest = 0;
    for part in text.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        if !part.is_empty() && !is_word(part) && !is_humps(part) {
            return false;
        }
        longest = longest.max(part.len());
    }
    // Letters strewn among digits are no words.
    longest > 1 || longest == 1 && text.len() <= 3
}

/// Whether `part` is one word of the list, in any case, or a single letter.
pub(super) fn is_word(part: &[u8]) -> bool {
    looked(part.len().min(MAX_WORD));
    if part.len() < 2 {
        return part.first().is_some_and(u8::is_ascii);
    }
    let mut buffer = [0; MAX_WORD];
    let Some(lower) = lowered(part, &mut buffer) else { return false };
    let stem = |ending: &[u8]| lower.strip_suffix(ending).filter(|stem| stem.len() > 3);
    let regular = |ending: &[u8]| stem(ending).is_some_and(|stem| WORDS.contains(stem));
    // `use` makes `using`.
    let shortened = || {
        stem(b"ing").is_some_and(|stem| {
            let mut whole = [0; MAX_WORD];
            whole[..stem.len()].copy_from_slice(stem);
            whole[stem.len()] = b'e';
            WORDS.contains(&whole[..=stem.len()])
        })
    };
    WORDS.contains(lower)
        || regular(b"s")
        || lower.ends_with(b"ed") && (regular(b"ed") || regular(b"d"))
        || regular(b"ing")
        || regular(b"ly")
        || shortened()
}

/// Whether `part` is a word of the list, or one of those that names in code are made of.
pub(super) fn is_code_word(part: &[u8]) -> bool {
    is_word(part) || lowered(part, &mut [0; MAX_WORD]).is_some_and(|lower| CODE_WORDS.contains(lower))
}

/// `part` in small letters; nothing if it is longer than any word of the lists.
fn lowered<'b>(part: &[u8], buffer: &'b mut [u8; MAX_WORD]) -> Option<&'b [u8]> {
    let lower = buffer.get_mut(..part.len())?;
    lower.copy_from_slice(part);
    lower.make_ascii_lowercase();
    Some(lower)
}

/// Whether `part` is a name in camel case whose humps are words of the list.
fn is_humps(part: &[u8]) -> bool {
    let mut count = 0;
    // `THttpClient`, `IEnumerable`: a letter in front says what kind of thing it is.
    let known = humps(part).all(|hump| {
        count += 1;
        count == 1 && hump.len() == 1 || hump.len() > 1 && is_word(hump)
    });
    known && count > 1
}

/// The humps of a word in camel case, digits left out.
pub(super) fn humps(word: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < word.len() && !word[at].is_ascii_alphabetic() && word[at].is_ascii() {
            at += 1;
        }
        if at == word.len() {
            return None;
        }
        let start = at;
        at += 1;
        while at < word.len() {
            let byte = word[at];
            let ends = byte.is_ascii() && !byte.is_ascii_alphabetic()
                || byte.is_ascii_uppercase()
                    && (!word[at - 1].is_ascii_uppercase() || word.get(at + 1).is_some_and(u8::is_ascii_lowercase));
            if ends {
                break;
            }
            at += 1;
        }
        Some(&word[start..at])
    })
}

/// Whether `text` is prose: words of the list with blanks and punctuation, only the first of a sentence a capital one.
///
/// A name is two capitalised words, a value has digits; neither is prose.
pub(super) fn is_prose(text: &[u8]) -> bool {
    let (mut words, mut begins) = (0, true);
    for word in text.split(|byte| byte.is_ascii_whitespace()) {
        let word = word.trim_ascii();
        let core = trim(word, |byte| !byte.is_ascii_alphanumeric() && byte.is_ascii());
        if core.is_empty() {
            continue;
        }
        let core = core.strip_suffix(b"'s").or_else(|| core.strip_suffix(b"n't")).unwrap_or(core);
        let all_upper = core.iter().all(|byte| !byte.is_ascii_lowercase());
        let first = begins;
        // A sentence begins anew behind a colon or a full stop.
        begins = matches!(word.last(), Some(b':' | b'.'));
        if !first && core[0].is_ascii_uppercase() && !all_upper && !core[1..].iter().any(u8::is_ascii_uppercase) {
            return false;
        }
        if !is_known(core) || core.iter().any(u8::is_ascii_digit) && core.len() > 3 {
            return false;
        }
        words += 1;
    }
    words > 0
}

/// Whether `token` looks like something a machine made up: runs of one character class are short.
///
/// CamelCase words, mangled names and versions have long runs of letters; hexadecimal numbers are ids and do not count.
pub(super) fn is_random(token: &[u8]) -> bool {
    looked(token.len());
    let (mut runs, mut digits, mut digit_runs) = (0_usize, 0_usize, 0_usize);
    let (mut upper, mut lower, mut beyond_hex) = (false, false, false);
    let (mut last, mut upper_run) = (0, 0);
    for byte in token {
        let class = match byte {
            b'0'..=b'9' => 1,
            b'a'..=b'z' => 2,
            b'A'..=b'Z' => 3,
            _ => 4,
        };
        upper |= class == 3;
        lower |= class == 2;
        digits += usize::from(class == 1);
        beyond_hex |= class != 1 && class != 4 && !byte.is_ascii_hexdigit();
        if class != last {
            // A capital and what follows it is one hump of a name.
            let hump = class == 2 && last == 3 && upper_run == 1;
            runs += usize::from(!hump);
            digit_runs += usize::from(class == 1);
            last = class;
        }
        upper_run = if class == 3 { upper_run + 1 } else { 0 };
    }
    if !beyond_hex || digits < 2 {
        return false;
    }
    if upper && lower {
        // Ten letters and digits drawn at random change class five times, humps not counted.
        token.len() * 10 <= runs * 28 && digit_runs > 1
    } else {
        token.len() * 10 <= runs * 30 && digit_runs > 3
    }
}

/// Whether `text` begins with what a server answered: `400 Bad Request`.
pub(super) fn is_status(text: &[u8]) -> bool {
    let [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ', rest @ ..] = text else { return false };
    let word = rest.iter().take(MAX_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
    word > 1 && rest[0].is_ascii_uppercase() && is_word(&rest[..word])
}

/// Whether `token` is a UUID, with or without dashes.
pub(super) fn is_uuid(token: &[u8]) -> bool {
    match token.len() {
        32 => token.iter().all(u8::is_ascii_hexdigit),
        36 => token.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        }),
        _ => false,
    }
}

/// Without the bytes at both ends that `drop` names.
pub(super) fn trim(text: &[u8], drop: impl Fn(u8) -> bool) -> &[u8] {
    let start = text.iter().position(|byte| !drop(*byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !drop(*byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

/// Longer than any word of the list.
const MAX_WORD: usize = 24;

/// Reads the lists now rather than at the first text.
pub(super) fn warm_up() {
    LazyLock::force(&WORDS);
    LazyLock::force(&CODE_WORDS);
}

type Words = HashSet<&'static [u8], BuildHasherDefault<WordHasher>>;

/// Words of error messages: those of the published error classes, of the messages of widely used libraries, and the
/// vocabulary of databases and networks, with the words that say what a place is. Names of people and the nouns of business data are left out.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let nouns =
        include_str!("rules/places/nouns.txt").lines().filter(|line| !line.starts_with('#') && !line.ends_with(':'));
    let nouns = nouns.flat_map(str::split_ascii_whitespace).filter(|word| word.is_ascii());
    words(include_str!("words.txt")).into_iter().chain(nouns.map(str::as_bytes)).collect()
});

/// Parts of the names of classes and functions in the libraries that drivers are made with, beyond [`WORDS`], and what
/// German puts a capital on in messages of an operating system.
static CODE_WORDS: LazyLock<Words> = LazyLock::new(|| words(include_str!("code.txt")));

fn words(list: &'static str) -> Words {
    list.lines().map(str::as_bytes).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_not_prose() {
        for text in
            ["This request is not authorized", "Client authentication failed", "invalid_client", "application/json"]
        {
            assert!(is_prose(text.as_bytes()), "{text}");
        }
        for text in ["Jo Roe", "Sally Nguyen", "churn_gold", "7341 Moulin Avenue", "1965-11-12", "", "Will Price"] {
            assert!(!is_prose(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn random_is_what_no_person_wrote() {
        for token in ["boR689e8sXHTEKJni2Le3OC2LvqfIGc0", "i9/Krmmgst/nhoPvtMUNHu0O/i1RuxdTXvhe+mI8"] {
            assert!(is_random(token.as_bytes()), "{token}");
        }
        for token in [
            "GeneratedConstructorAccessor20",
            "DatabricksThriftServiceExceptionTranslationInterceptorFactoryBean",
            "05d34540afda22090b640f0785e70741eb30ccf0",
            "AWS4-HMAC-SHA256",
            "_ZN4core6option13expect_failed17h0123456789abcdefE",
            "HiveServer2HiveServer2Connection",
        ] {
            assert!(!is_random(token.as_bytes()), "{token}");
        }
    }
}
