//! Comments of SQL: blanks to it, prose of its author to us.

use crate::text::{has, looked, run_back, skip_blanks};

/// The start of a statement together with the comments that stand right before it.
pub(super) fn with_comments(bytes: &[u8], mut start: usize) -> usize {
    for _ in 0..8 {
        let before = run_back(bytes, start, 16, |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        let from = before.saturating_sub(MAX_COMMENT);
        let text = &bytes[from..before];
        looked(text.len());
        let open = if text.ends_with(b"*/") {
            text.windows(2).rposition(|pair| pair == b"/*")
        } else if bytes[before..start].contains(&b'\n') {
            let line = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
            text[line..].windows(2).position(|pair| pair == b"--").map(|dashes| line + dashes)
        } else {
            None
        };
        match open {
            Some(open) => start = from + open,
            None => break,
        }
    }
    start
}

/// Blanks, and comments, which are blanks to SQL.
pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    for _ in 0..8 {
        at = skip_blanks(bytes, at);
        if has(bytes, at, "/*") {
            let end = bytes[at + 2..].windows(2).take(256).position(|pair| pair == b"*/");
            match end {
                Some(end) => at += end + 4,
                None => return at,
            }
        } else {
            return at;
        }
    }
    at
}

/// How far back the beginning of a comment is looked for.
const MAX_COMMENT: usize = 512;
