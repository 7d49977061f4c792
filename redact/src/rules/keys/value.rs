//! What the value of a key covers.

use std::ops::Range;

use crate::text::{close_quote, is_quote, run, skip_blanks, value_end};

/// What the value covers: inside its quotes, braces or wrappers (`Some("…")`).
pub(super) fn value(bytes: &[u8], mut at: usize) -> Option<Range<usize>> {
    for _ in 0..3 {
        let name = run(bytes, at, 24, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'));
        let opens = matches!(bytes.get(name), Some(b'(' | b'['));
        if !opens || !bytes.get(name + 1).is_some_and(|next| is_quote(*next) || next.is_ascii_alphanumeric()) {
            break;
        }
        if name > at && !bytes[at].is_ascii_uppercase() && !is_quote(bytes[name + 1]) {
            break;
        }
        at = name + 1;
    }
    // `b"…"`, `r"…"`
    if matches!(bytes.get(at), Some(b'b' | b'r' | b'u')) && bytes.get(at + 1).is_some_and(|next| is_quote(*next)) {
        at += 1;
    }
    let first = *bytes.get(at)?;
    let range = if is_quote(first) {
        at + 1..close_quote(bytes, at).0
    } else if first == b'{' {
        at + 1..run(bytes, at + 1, 512, |byte| byte != b'}' && byte != b'\n')
    } else {
        at..spaced_bytes(bytes, at).unwrap_or_else(|| value_end(bytes, at))
    };
    (range.start < range.end).then_some(range)
}

/// Where the text of the element begins that XML has behind a key: `'key'>value<`, `key</name><value>value<`.
pub(super) fn element_after(bytes: &[u8], at: usize) -> Option<usize> {
    let value = match bytes.get(at..at + 2)? {
        [b'>', _] if at > 0 && is_quote(bytes[at - 1]) => at + 1,
        b"</" => {
            let close = run(bytes, at + 2, 40, |byte| byte != b'>' && byte != b'\n');
            let open = skip_blanks(bytes, close + 1);
            let end = run(bytes, open, 40, |byte| byte != b'>' && byte != b'\n');
            if bytes.get(open) != Some(&b'<') || bytes.get(open + 1) == Some(&b'/') || bytes.get(end) != Some(&b'>') {
                return None;
            }
            end + 1
        }
        _ => return None,
    };
    let end = run(bytes, value, 512, |byte| byte != b'<' && byte != b'\n');
    (bytes.get(end) == Some(&b'<') && end > value).then_some(value)
}

/// The end of bytes written one by one, as the handles of Thrift are: `90 BB 9A CB`, `90:bb:9a:cb`.
fn spaced_bytes(bytes: &[u8], at: usize) -> Option<usize> {
    let is_pair = |at: usize| {
        bytes.get(at..at + 2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
            && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric)
    };
    if !is_pair(at) {
        return None;
    }
    let mut end = at + 2;
    while matches!(bytes.get(end), Some(b' ' | b':' | b'-')) && is_pair(end + 1) {
        end += 3;
    }
    (end - at >= 3 * FEWEST_BYTES).then_some(end)
}

const FEWEST_BYTES: usize = 4;
