//! Characters that stand for a plain one: full-width forms, letters of other alphabets, blanks of every kind.

use super::escapes::Folded;

/// A character in its plain form. `decoded` says that it came out of an escape, so that it changed even if it is ASCII.
pub(super) fn fold_char(char: char, decoded: bool) -> Folded {
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
        0x201C..=0x201F | 0x2033 | 0x00AB | 0x00BB | 0x3008..=0x300B | 0x300C..=0x300F => b'"',
        0x2039 | 0x203A => b'\'',
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

    #[test]
    fn the_lookalikes_are_sorted() {
        assert!(LOOKALIKES.is_sorted_by_key(|(foreign, _)| *foreign));
    }
}
