//! One word of a name: a version, a word that is known, or a word of somebody's own.

use super::digits;
use super::list::PRODUCT_WORDS;
use crate::privacy::list::List;

/// What a word of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A word of the list.
    Known,
    /// A version or a small number.
    Version,
    /// A word that nobody knows, of the shape of a name.
    Own,
    /// Nothing that may stand in a name.
    Other,
}

/// Sorts a word without blanks.
pub(super) fn sort(word: &str) -> Word {
    let bare = word.trim_end_matches([',', ';']).trim_start_matches('(').trim_end_matches(')');
    if bare.is_empty() {
        return Word::Other;
    }
    if PRODUCT_WORDS.has(bare) || PRODUCT_WORDS.has(word.trim_end_matches(',')) {
        return Word::Known;
    }
    if is_version(bare) {
        return Word::Version;
    }
    // `Chrome/126`: a name and its version.
    if let Some((name, version)) = bare.split_once('/') {
        return match sort(name) {
            Word::Known | Word::Own if is_version(version) => sort(name),
            // `os/linux`
            Word::Known if PRODUCT_WORDS.has(version) => Word::Known,
            _ => Word::Other,
        };
    }
    if is_own(bare) { Word::Own } else { Word::Other }
}

/// Returns whether it is a number with what versions have behind it: `17.0.9+9-LTS`, `v20.11.1`, `go1.23rc1`,
/// `1.8.0_412-b08`.
pub(crate) fn is_version(text: &str) -> bool {
    let number = ["v", "go", "jdk-", "r"].iter().find_map(|intro| text.strip_prefix(intro)).unwrap_or(text);
    let mut parts = number.split(['.', '-', '+', '_', '~']);
    let mut labelled = false;
    text.len() <= MAX_VERSION
        && parts.next().is_some_and(|part| part.starts_with(|first: char| first.is_ascii_digit()) && is_part(part))
        && parts.all(|part| {
            labelled |= part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
            is_part(part)
        })
        && digits::are_of_a_version(text)
        // `5.15.167.4-microsoft-standard` is a kernel; without the label it could be a machine.
        && (labelled || !digits::have_address(text))
}

/// A part of a version: a number, a label, or both, such as `412`, `LTS`, `rc1`, `1ubuntu1`.
fn is_part(part: &str) -> bool {
    let mut letters = part.split(|char: char| char.is_ascii_digit()).filter(|letters| !letters.is_empty());
    let is_label = |label: &str| label.len() <= 2 || LABELS.has(label);
    !part.is_empty()
        && part.len() <= MAX_PART
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && letters.by_ref().take(MAX_LABELS).all(is_label)
        && letters.next().is_none()
}

/// A name of one word that is on no list: letters, few digits, parts that are joined, and nothing that a machine made up.
fn is_own(word: &str) -> bool {
    // Names under a namespace have capitals; hosts and files have none, and names of people before an `@` do not get here.
    let namespaced = word.split('.').all(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+#".contains(&byte))
        && (namespaced || !word.contains('.'))
        && is_made_by_people(word)
}

/// Returns whether no part of `word` looks drawn at random, and few digits are in it: no key, no token, no number of an
/// account.
pub(crate) fn is_made_by_people(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let mut parts = word.split(['-', '_', '.', '+', '#']);
    digits <= MAX_NAME_DIGITS
        && parts.by_ref().take(MAX_PARTS).all(is_pronounceable)
        && parts.next().is_none()
        && digits::are_of_a_version(word)
        && !digits::have_address(word)
        && word.chars().any(char::is_alphabetic)
}

/// Returns whether a part changes between small letters, capitals and digits no more often than words do.
fn is_pronounceable(part: &str) -> bool {
    let class = |char: char| match char {
        _ if char.is_ascii_digit() => 0,
        _ if char.is_uppercase() => 1,
        _ => 2,
    };
    let (mut changes, mut last, mut length) = (0, None, 0);
    for char in part.chars() {
        let now = class(char);
        // A capital and what follows it is one hump of a name.
        changes += usize::from(last.is_some_and(|last| last != now && (last, now) != (1, 2)));
        (last, length) = (Some(now), length + 1);
    }
    let mixed = part.bytes().any(|byte| byte.is_ascii_digit()) && length >= MIXED;
    let capitals = !part.chars().any(char::is_lowercase);
    length <= MAX_LETTERS && (length < 8 || changes * 4 <= length) && !(mixed && (capitals || changes > 2))
}

/// What stands in versions besides numbers.
static LABELS: List<128> = List::new(
    "alpha alpine amd amzn aws azure beta build canary cloud dbr debian default dev el final gcp generic git gke \
    gnu internal kvm linux local lowlatency lts microsoft msvc musl nightly oracle oss patch photon post pre \
    preview redhat release scala snapshot spark stable standard test ubuntu virtual windows wsl",
);
/// Longest version, in bytes.
const MAX_VERSION: usize = 40;
/// Longest part of a version.
const MAX_PART: usize = 14;
/// Labels in one part of a version.
const MAX_LABELS: usize = 2;
/// Parts of a name that are joined by dashes and the like.
const MAX_PARTS: usize = 6;
/// Letters of one part of a name: the longest known is `NodejsDatabricksSqlConnector`.
const MAX_LETTERS: usize = 32;
/// More digits than a name has; fewer than a number that is worth something.
const MAX_NAME_DIGITS: usize = 6;
/// From this length on, letters with digits between are no word.
const MIXED: usize = 10;
