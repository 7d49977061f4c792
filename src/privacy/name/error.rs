//! Names of errors: `CHUNK_DOWNLOAD_ERROR`, `SQLTimeoutException`, `invalid_client`.

use super::list::ERROR_WORDS;
use crate::privacy::list::List;

/// Returns whether `name` is made of words that errors are named with, at least one of which tells of an error.
///
/// A name of one word has to be on a list: a single word may be anybody's.
pub(crate) fn is_error_name(name: &str) -> bool {
    let plain = name.trim_end_matches(|last: char| last.is_ascii_digit() || last == '_');
    if SINGLE.has(plain) {
        return true;
    }
    let (mut words, mut telling) = (0, false);
    for word in words_of(name) {
        // `T` in front of Thrift's names, `I` in front of interfaces.
        let prefix = words == 0 && word.len() == 1;
        if !prefix && !ERROR_WORDS.has(word) {
            return false;
        }
        words += 1;
        telling |= TELLING.has(word);
    }
    words > 1 && telling
}

/// Returns the words of a name in snake case or camel case, without digits.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|char: char| !char.is_ascii_alphabetic()).flat_map(|part| {
        let bytes = part.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at;
            while at < bytes.len() {
                at += 1;
                let next = bytes.get(at).copied().unwrap_or_default();
                let ends = next.is_ascii_uppercase()
                    && (bytes[at - 1].is_ascii_lowercase() || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase));
                if ends {
                    break;
                }
            }
            (start < at).then(|| &part[start..at])
        })
    })
}

/// Words that tell of an error.
static TELLING: List<128> = List::new(
    "abort aborted already ambiguous bad broken cancel canceled cancellation cancelled cannot closed conflict \
    corrupt denied disabled disconnected disposed duplicate eof error errors exceeded exceeds exception exhausted \
    exists expired failed failure fatal forbidden http illegal incompatible insufficient interrupted invalid \
    killed limit loss lost malformed mismatch missing no non not overflow panic refused rejected required reset \
    state timed timeout too unable unauthenticated unauthorized unavailable unexpected unimplemented unknown \
    unreachable unresolved unsupported violation warning without wrong",
);

/// Names of one word: states of gRPC, ADBC and OAuth, what POSIX calls errors of the network, the plainest of the languages.
static SINGLE: List<128> = List::new(
    "aborted canceled cancelled conflict error errors eacces econnaborted econnrefused econnreset ehostunreach \
    enetunreach enoent enotfound epipe etimedout exception failed failure fatal forbidden http integrity internal \
    interrupted io overflow panic rejected timeout unauthenticated unauthorized unavailable unimplemented unknown \
    unreachable unsupported warning",
);
