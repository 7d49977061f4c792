//! The view that rules look at: the text without its disguises, and the way back to the original.
//!
//! Full-width forms, look-alike letters of other alphabets, zero-width characters, percent, HTML and `\u` escapes are
//! folded away, so that a rule sees one spelling of everything. Each folded byte knows where in the original it came
//! from; a rule that finds nothing leaves the original as it was, byte for byte.

use std::borrow::Cow;

/// A folded text. Rules read `bytes`; spans go back through [`View::origin`].
pub(super) struct View<'t> {
    pub(super) bytes: Cow<'t, [u8]>,
    /// Original offset of each folded byte, and of the end. Absent when nothing was folded.
    origins: Option<Vec<u32>>,
}

/// Stands for a placeholder that an earlier pass left: no rule matches it, no rule looks into it.
pub(super) const OPAQUE: u8 = 0x04;
/// An escaped double quote, one level deep: `\"`.
pub(super) const ESCAPED_QUOTE: u8 = 0x01;
/// An escaped double quote, more than one level deep: `\\\"`.
pub(super) const DEEP_QUOTE: u8 = 0x02;
/// An escaped single quote.
pub(super) const ESCAPED_APOSTROPHE: u8 = 0x03;

impl<'t> View<'t> {
    /// Folds `text`. `placeholders` are the marks that count as opaque, with their angle brackets.
    pub(super) fn new(text: &'t str, placeholders: &[&str]) -> Self {
        let mut view = Self { bytes: Cow::Borrowed(text.as_bytes()), origins: None };
        let plain = !text.bytes().any(|byte| FOLDS[byte as usize]) && !text.contains("/**/");
        if plain {
            return view;
        }
        // An escape inside an escape needs another round. Three are more than any real message has; a fourth level
        // would stay as it is, and count as a word that no rule knows.
        for round in 0..ROUNDS {
            let escapes = round == 0 || view.bytes.iter().any(|byte| matches!(byte, b'%' | b'&' | b'\\'));
            if !escapes || !view.fold(placeholders, round) {
                break;
            }
        }
        view
    }

    /// Where folded byte `at` stands in the original. `at` may be one past the end.
    pub(super) fn origin(&self, at: usize) -> usize {
        match &self.origins {
            Some(origins) => origins[at] as usize,
            None => at,
        }
    }

    /// One round of folding; whether anything changed.
    fn fold(&mut self, placeholders: &[&str], round: usize) -> bool {
        let input = &self.bytes;
        // Everything folds to ASCII or stays whole, so the input stays UTF-8.
        let Ok(text) = std::str::from_utf8(input) else {
            return false;
        };
        let mut out = Vec::with_capacity(input.len());
        let mut origins = Vec::with_capacity(input.len() + 1);
        let mut changed = false;
        let mut at = 0;
        while at < input.len() {
            // Most of a text folds to itself: copied in one go.
            let run = input[at..].iter().take_while(|byte| !FOLDS[**byte as usize] && **byte != b'/').count();
            if run > 0 {
                out.extend_from_slice(&input[at..at + run]);
                match &self.origins {
                    Some(known) => origins.extend_from_slice(&known[at..at + run]),
                    None => origins.extend((at..at + run).map(|at| at as u32)),
                }
                at += run;
                continue;
            }
            let (folded, length) = fold_at(text, at, placeholders, round);
            match folded {
                Folded::Same => {
                    for offset in at..at + length {
                        out.push(input[offset]);
                        origins.push(self.origin(offset) as u32);
                    }
                }
                Folded::Byte(byte) => {
                    changed = true;
                    out.push(byte);
                    origins.push(self.origin(at) as u32);
                }
                Folded::Char(char) => {
                    changed = true;
                    let mut buffer = [0; 4];
                    for byte in char.encode_utf8(&mut buffer).bytes() {
                        out.push(byte);
                        origins.push(self.origin(at) as u32);
                    }
                }
                Folded::Nothing => changed = true,
            }
            at += length;
        }
        if changed {
            origins.push(self.origin(input.len()) as u32);
            self.bytes = Cow::Owned(out);
            self.origins = Some(origins);
        }
        changed
    }
}

enum Folded {
    Same,
    Byte(u8),
    Char(char),
    Nothing,
}

/// What stands at `at`, folded, and how many bytes of the input it takes.
fn fold_at(text: &str, at: usize, placeholders: &[&str], round: usize) -> (Folded, usize) {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'%' => match bytes.get(1..3).and_then(hex) {
            Some(byte @ (b' '..=b'~' | b'\n')) => (Folded::Byte(byte), 3),
            _ => (Folded::Same, 1),
        },
        b'&' => entity(rest).map_or((Folded::Same, 1), |(char, length)| (fold_char(char, true), length)),
        b'\\' => escape(rest),
        b'<' => placeholders
            .iter()
            .find(|placeholder| rest.starts_with(**placeholder))
            .map_or((Folded::Same, 1), |placeholder| (Folded::Byte(OPAQUE), placeholder.len())),
        // An empty comment splits a keyword for the eye of a filter only.
        b'/' if rest.starts_with("/**/") => (Folded::Nothing, 4),
        // The private marks of this view cannot come in from outside; a later round sees its own.
        0x01..=0x04 if round == 0 => (Folded::Byte(b' '), 1),
        byte if byte.is_ascii() => (Folded::Same, 1),
        _ => {
            let char = rest.chars().next().unwrap_or(' ');
            (fold_char(char, false), char.len_utf8())
        }
    }
}

/// `\u0040`, `\u{40}`, `\x40`, `\"`, `\/`, behind any number of backslashes. A plain backslash stays: it is a path's.
fn escape(rest: &str) -> (Folded, usize) {
    let bytes = rest.as_bytes();
    let slashes = bytes.iter().take_while(|byte| **byte == b'\\').count();
    let after = &bytes[slashes..];
    let quote = match after.first() {
        Some(b'"') if slashes == 1 => Some(ESCAPED_QUOTE),
        Some(b'"') => Some(DEEP_QUOTE),
        Some(b'\'') => Some(ESCAPED_APOSTROPHE),
        Some(b'/') => Some(b'/'),
        Some(b'x') => match after.get(1..3).and_then(hex) {
            Some(byte @ b' '..=b'~') => return (Folded::Byte(byte), slashes + 3),
            _ => None,
        },
        Some(b'u') => {
            let (digits, length) = if after.get(1) == Some(&b'{') {
                let close = after.iter().take(10).position(|byte| *byte == b'}').unwrap_or(2);
                (&after[2..close.max(2)], close + 1)
            } else {
                (after.get(1..5).unwrap_or_default(), 5)
            };
            let code = std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
            match code.and_then(char::from_u32).filter(|char| *char >= ' ') {
                Some(char) => return (fold_char(char, true), slashes + length),
                None => None,
            }
        }
        _ => None,
    };
    match quote {
        Some(byte) => (Folded::Byte(byte), slashes + 1),
        // All of the run at once: a long run of backslashes is looked at once, not once a backslash.
        None => (Folded::Same, slashes),
    }
}

/// `&amp;`, `&#64;`, `&#x40;`.
fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let char = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|char| *char >= ' ')?
        }
        None => ENTITIES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?.1,
    };
    Some((char, end + 1))
}

/// A character in its plain form. `decoded` says that it came out of an escape, so that it changed even if it is ASCII.
fn fold_char(char: char, decoded: bool) -> Folded {
    let code = char as u32;
    let plain = match code {
        0x01..=0x04 => b' ',
        0x00AD
        | 0x034F
        | 0x061C
        | 0x180E
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2064
        | 0xFE00..=0xFE0F
        | 0xFEFF => {
            return Folded::Nothing;
        }
        0x00A0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => b' ',
        0x2028 | 0x2029 | 0x0085 => b'\n',
        0x2018..=0x201B | 0x2032 | 0x02BC => b'\'',
        0x201C..=0x201F | 0x2033 | 0x00AB | 0x00BB => b'"',
        0x2010..=0x2015 | 0x2212 | 0xFE63 => b'-',
        0x2024 | 0x3002 | 0xFE52 | 0xFF61 => b'.',
        0xFE55 | 0xA789 | 0x2236 => b':',
        0xFE66 | 0xA78A => b'=',
        0xFE6B => b'@',
        0x2044 | 0x2215 => b'/',
        0x2192 => b'=',
        0xFF01..=0xFF5E => (code - 0xFEE0) as u8,
        0x1D400..=0x1D6A3 => {
            let letter = ((code - 0x1D400) % 52) as u8;
            if letter < 26 { b'A' + letter } else { b'a' + letter - 26 }
        }
        0x1D7CE..=0x1D7FF => b'0' + ((code - 0x1D7CE) % 10) as u8,
        0x0660..=0x0669 => b'0' + (code - 0x0660) as u8,
        0x06F0..=0x06F9 => b'0' + (code - 0x06F0) as u8,
        0x24B6..=0x24CF => b'A' + (code - 0x24B6) as u8,
        0x24D0..=0x24E9 => b'a' + (code - 0x24D0) as u8,
        _ => match LOOKALIKES.binary_search_by_key(&char, |(foreign, _)| *foreign) {
            Ok(index) => LOOKALIKES[index].1,
            Err(_) if decoded && char.is_ascii() => code as u8,
            Err(_) if decoded => return Folded::Char(char),
            Err(_) => return Folded::Same,
        },
    };
    Folded::Byte(plain)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match digits {
        [high, low] => Some((digit(*high)? * 16 + digit(*low)?) as u8),
        _ => None,
    }
}

/// Bytes at which something may fold, besides the slash of an empty comment.
const FOLDS: [bool; 256] = {
    let mut folds = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        folds[byte] = byte >= 0x80 || matches!(byte as u8, b'%' | b'&' | b'\\' | b'<' | 0x01..=0x04);
        byte += 1;
    }
    folds
};
const ROUNDS: usize = 3;
const MAX_ENTITY: usize = 12;

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("commat", '@'),
    ("equals", '='),
    ("gt", '>'),
    ("lowbar", '_'),
    ("lt", '<'),
    ("nbsp", ' '),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quot", '"'),
    ("semi", ';'),
    ("sol", '/'),
];

/// Letters of other alphabets that look like ASCII, sorted.
const LOOKALIKES: &[(char, u8)] = &[
    ('ı', b'i'),
    ('ɑ', b'a'),
    ('ɡ', b'g'),
    ('Α', b'A'),
    ('Β', b'B'),
    ('Ε', b'E'),
    ('Ζ', b'Z'),
    ('Η', b'H'),
    ('Ι', b'I'),
    ('Κ', b'K'),
    ('Μ', b'M'),
    ('Ν', b'N'),
    ('Ο', b'O'),
    ('Ρ', b'P'),
    ('Τ', b'T'),
    ('Υ', b'Y'),
    ('Χ', b'X'),
    ('α', b'a'),
    ('γ', b'y'),
    ('ι', b'i'),
    ('κ', b'k'),
    ('ν', b'v'),
    ('ο', b'o'),
    ('ρ', b'p'),
    ('τ', b't'),
    ('υ', b'u'),
    ('χ', b'x'),
    ('Ѕ', b'S'),
    ('І', b'I'),
    ('Ј', b'J'),
    ('А', b'A'),
    ('В', b'B'),
    ('Е', b'E'),
    ('К', b'K'),
    ('М', b'M'),
    ('Н', b'H'),
    ('О', b'O'),
    ('Р', b'P'),
    ('С', b'C'),
    ('Т', b'T'),
    ('У', b'Y'),
    ('Х', b'X'),
    ('а', b'a'),
    ('е', b'e'),
    ('к', b'k'),
    ('о', b'o'),
    ('р', b'p'),
    ('с', b'c'),
    ('т', b't'),
    ('у', b'y'),
    ('х', b'x'),
    ('ѕ', b's'),
    ('і', b'i'),
    ('ј', b'j'),
    ('һ', b'h'),
    ('ԁ', b'd'),
    ('ԛ', b'q'),
    ('ԝ', b'w'),
    ('ո', b'n'),
    ('ս', b'u'),
    ('օ', b'o'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        String::from_utf8_lossy(&View::new(text, &["<token>"]).bytes).into_owned()
    }

    #[test]
    fn the_lookalikes_are_sorted() {
        assert!(LOOKALIKES.is_sorted_by_key(|(foreign, _)| *foreign));
    }

    #[test]
    fn every_disguise_is_taken_off() {
        for (text, expected) in [
            ("a%40b", "a@b"),
            ("a%2540b", "a@b"),
            ("a%252540b", "a@b"),
            ("a&#64;b&#x40;c&commat;d", "a@b@c@d"),
            ("a&amp;#64;b", "a@b"),
            (r"a\u0040b\x40c\\u0040d\u{40}e", "a@b@c@d@e"),
            ("a＠ｂ", "a@b"),
            ("pа\u{200b}ss\u{ad}word", "password"),
            ("a\u{a0}b", "a b"),
            ("“v”", "\"v\""),
            ("𝐩𝐰𝐝", "pwd"),
            ("SEL/**/ECT", "SELECT"),
            (r"C:\Users\jo", r"C:\Users\jo"),
            ("100%, a & b", "100%, a & b"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
        assert_eq!(folded("a <token> b").as_bytes()[2], OPAQUE);
        assert_eq!(folded("\u{1}\u{4}"), "  ", "nobody else makes these marks");
    }

    #[test]
    fn every_folded_byte_leads_back() {
        let text = "x\u{200b}%40＠y";
        let view = View::new(text, &[]);
        assert_eq!(&view.bytes[..], b"x@@y");
        let origins: Vec<usize> = (0..=4).map(|at| view.origin(at)).collect();
        assert_eq!(origins, [0, 4, 7, 10, 11]);
    }
}
