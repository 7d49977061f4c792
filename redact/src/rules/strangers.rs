//! Words that stand without quotes and were put together by somebody who names things, out of parts that no message uses:
//! `DebtorZip`, `KYC_ALERTS`, `severance12`.
//!
//! What speaks for code of a known owner (a package before it, an argument list or a file behind it, a suffix such as
//! `Exception`) keeps a word: stacks of applications are not customers' data, and are what support needs.

use std::ops::Range;

use super::super::rule::{DIGIT, Found, Gate, LOWER, Rule, UNDERSCORE, UPPER, kind_of};
use super::super::text::{begins_word, has, is_one_of, is_word_byte, looked, run, run_back, seek};
use super::super::view::View;
use super::super::words;

/// The name of the rule for words that nobody knows.
const STRANGER: &str = "stranger";

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: STRANGER,
        placeholder: "<id>",
        gate: Gate::Bytes(LOWER),
        find: strangers,
        #[cfg(test)]
        positive: &[
            ("among (a, DEBTOR_ZQP, b)", "DEBTOR_ZQP"),
            ("on QuxbarLedgr12 while", "QuxbarLedgr12"),
            ("the wzqpayFlomb is", "wzqpayFlomb"),
            ("prefix = qumbazar17, x", "qumbazar17"),
            ("by qumbazar-retail7 today", "qumbazar"),
            ("on (qumbazar17 - 10229387) at", "10229387"),
        ],
        #[cfg(test)]
        negative: &[
            "SparkArithmeticException in NativeMethodAccessorImpl",
            "AUTH_FLOW and TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "ERR_SSL_WRONG_VERSION_NUMBER",
            "sha256 and x86_64, libssl3, HiveServer2, python3, cp311",
        ],
    },
    Rule {
        name: "people",
        placeholder: "<user>",
        gate: Gate::Bytes(UPPER),
        find: people,
        #[cfg(test)]
        positive: &[("key Qumba Zarwen was found", "Zarwen")],
        #[cfg(test)]
        negative: &[
            "Bad Gateway",
            "Unknown Source",
            "Native Method",
            "Apache Thrift",
            "Databricks Runtime",
            "Azure Data Lake Storage",
            "Amazon Web Services",
            "Windows Server",
        ],
    },
];

fn strangers(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    each_word(bytes, whole, |at, end| {
        let word = &bytes[at..end];
        if word.len() < MIN_LENGTH || !word.is_ascii() {
            return;
        }
        let shape = Shape::of(word);
        let strange = match shape {
            Shape::Camel => is_strange_camel(word) && !words::is_word(word),
            Shape::Constant => is_strange_constant(word),
            Shape::Numbered(letters) => letters >= MIN_LENGTH && !words::is_code_word(&word[..letters]),
            Shape::Other => false,
        };
        let numbered = matches!(shape, Shape::Numbered(_));
        if strange && (numbered && in_path(bytes, at) || !is_code(bytes, at, end)) {
            found.push(with_operand(bytes, joined(bytes, at, end)));
        }
    });
}

/// How a word is put together.
enum Shape {
    /// `DebtorZip`, `debtorZip`
    Camel,
    /// `DEBTOR_ZIP`
    Constant,
    /// Small letters, as many as said, and then digits: `debtor17`
    Numbered(usize),
    /// Plain words, numbers, and `snake_case`, which is the business of another rule.
    Other,
}

impl Shape {
    fn of(word: &[u8]) -> Self {
        let (mut upper, mut lower, mut beyond_hex, mut underscore) = (0, 0, false, false);
        for byte in word {
            upper += usize::from(byte.is_ascii_uppercase());
            lower += usize::from(byte.is_ascii_lowercase() || !byte.is_ascii());
            beyond_hex |= !byte.is_ascii_hexdigit();
            underscore |= *byte == b'_';
        }
        if !beyond_hex || word.starts_with(b"0x") {
            Self::Other
        } else if underscore {
            if lower == 0 && upper > 2 { Self::Constant } else { Self::Other }
        } else if upper == 0 {
            let letters = run(word, 0, usize::MAX, |byte| byte.is_ascii_lowercase());
            let digits = run(word, letters, usize::MAX, |byte| byte.is_ascii_digit());
            if digits == word.len() && digits > letters { Self::Numbered(letters) } else { Self::Other }
        } else if lower > 0 && (upper > 1 || !word[0].is_ascii_uppercase()) {
            Self::Camel
        } else {
            Self::Other
        }
    }
}

/// Whether a word stands in a path that does not begin at a root: those are left to the rules for paths.
pub(super) fn in_path(bytes: &[u8], at: usize) -> bool {
    at >= 2 && bytes[at - 1] == b'/' && bytes[at - 2].is_ascii_alphabetic()
}

/// Two words with a capital letter that nobody knows, side by side: a person.
fn people(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    loop {
        at = seek(bytes, at, |byte| byte.wrapping_sub(b'A') < 26);
        if at >= whole.end {
            return;
        }
        if !begins_word(bytes, at) {
            at += 1;
            continue;
        }
        let (mut start, mut names) = (at, 0);
        let mut last = at;
        loop {
            let end = run(bytes, start, usize::MAX, is_word_byte);
            if !is_surname(bytes, start, end) {
                break;
            }
            names += 1;
            (last, start) = (end, end + 1);
            if !matches!(bytes.get(end), Some(b' ' | b'-' | b'\'')) {
                break;
            }
        }
        if names > 1 && !begins_sentence(bytes, at, last) {
            found.push(at..last);
        }
        at = last.max(at + 1);
    }
}

/// `Unbekannte Datenbank 'x'`, `Doppelter Spaltenname: 'x'`: in German, a sentence begins like that, and goes on with a quote
/// or with what is said of it.
fn begins_sentence(bytes: &[u8], at: usize, end: usize) -> bool {
    let begins = at == 0 || matches!(bytes[at - 1], b'\n') || bytes[..at].ends_with(b": ");
    begins && GERMAN.iter().any(|next| has(bytes, end, next))
}

/// What goes on behind two words with capitals that begin a sentence.
const GERMAN: &[&str] = &[
    " '",
    ": '",
    " \"",
    ": \"",
    " `",
    " f\u{fc}r",
    " beim",
    " von",
    " der",
    " des",
    " in ",
    " kann",
    " oder",
    " (",
    " im ",
    " ist ",
];

/// Whether a word is written like a name, and no word of messages or of code.
fn is_surname(bytes: &[u8], at: usize, end: usize) -> bool {
    let word = &bytes[at..end];
    word.len() > 2
        && word[0].is_ascii_uppercase()
        && word[1..].iter().all(|byte| byte.is_ascii_lowercase() || !byte.is_ascii())
        && !words::is_code_word(word)
        && !is_code(bytes, at, end)
}

/// Calls `look` for every word that is more than small letters.
fn each_word(bytes: &[u8], whole: Range<usize>, mut look: impl FnMut(usize, usize)) {
    looked(whole.len());
    let mut at = whole.start;
    while at < whole.end {
        let (start, mut kinds) = (at, 0);
        while at < whole.end && is_word_byte(bytes[at]) {
            kinds |= kind_of(bytes[at]);
            at += 1;
        }
        if kinds & (UPPER | DIGIT | UNDERSCORE) != 0 {
            look(start, at);
        }
        at += 1;
    }
}

/// The whole name, dots and dashes and all.
pub(super) fn joined(bytes: &[u8], at: usize, end: usize) -> Range<usize> {
    let belongs = |byte: u8| is_word_byte(byte) || matches!(byte, b'.' | b'-');
    let start = run_back(bytes, at, 128, belongs);
    let start = start + bytes[start..at].iter().take_while(|byte| matches!(byte, b'.' | b'-')).count();
    let stop = run(bytes, end, 128, belongs);
    start..stop - bytes[end..stop].iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count()
}

/// A name with the number that it is compared or computed with, or the index behind it: `(x - 4711)`, `x[4711]`.
pub(super) fn with_operand(bytes: &[u8], name: Range<usize>) -> Range<usize> {
    let blank = run(bytes, name.end, 1, |byte| byte == b' ');
    let sign =
        run(bytes, blank, 2, |byte| matches!(byte, b'=' | b'<' | b'>' | b'-' | b'+' | b'*' | b'%' | b'[' | b'!'));
    let number = run(bytes, sign, 1, |byte| byte == b' ');
    let end = run(bytes, number, 64, |byte| byte.is_ascii_digit() || byte == b'.');
    let end = end - usize::from(end > number && bytes[end - 1] == b'.');
    let free = !bytes.get(end).is_some_and(|byte| is_word_byte(*byte) || *byte == b'-');
    let arrow = bytes[blank..sign].ends_with(b"->");
    if sign > blank && !arrow && end > number && free { name.start..end } else { name }
}

/// Most of the letters are in parts that no message uses.
fn is_strange_camel(word: &[u8]) -> bool {
    let (mut strange, mut known, mut humps) = (0, 0, 0);
    let mut last: &[u8] = b"";
    for hump in words::humps(word) {
        humps += 1;
        if hump.len() < 3 || words::is_code_word(hump) {
            known += hump.len();
        } else {
            strange += hump.len();
        }
        last = hump;
    }
    humps > 1 && strange > known && !is_one_of(last, CLASS_SUFFIXES)
}

fn is_strange_constant(word: &[u8]) -> bool {
    let (mut strange, mut known) = (0, 0);
    for part in word.split(|byte| *byte == b'_' || byte.is_ascii_digit()) {
        if part.len() < 2 || words::is_code_word(part) {
            known += part.len();
        } else {
            strange += part.len();
        }
    }
    let prefix = word.split(|byte| *byte == b'_').next().unwrap_or(word);
    strange * 2 > known && strange > 2 && !is_one_of(prefix, CONSTANTS)
}

/// Whether what stands around a word makes it a part of code: a package, a class, a function, a file.
fn is_code(bytes: &[u8], start: usize, end: usize) -> bool {
    let chain = run_back(bytes, start, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'$' | b'/'));
    let root = run(bytes, chain, 64, is_word_byte);
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let next = bytes.get(end).copied().unwrap_or(b' ');
    matches!(before, b'$' | b'/' | b'\\' | b'<' | b'@' | b'%' | b'&')
        || matches!(next, b'(' | b'$' | b'@' | b'<' | b'/' | b'\\')
        || has(bytes, end, "::")
        || start >= 2 && has(bytes, start - 2, "::")
        || root < start && (words::is_word(&bytes[chain..root]) || is_one_of(&bytes[chain..root], ROOTS))
        || matches!(before, b'[' | b'.')
            && matches!(next, b']' | b'.')
            && !bytes[start..end].iter().any(u8::is_ascii_lowercase)
}

/// What the constants of the interfaces that drivers are made with begin with.
const CONSTANTS: &[&str] = &[
    "SQL", "ERR", "EAI", "WSA", "SSL", "TLS", "X509", "HTTP", "RPC", "CURLE", "UV", "UNABLE", "UC", "MYSQL", "PG",
    "ADBC",
];

/// Where packages of libraries begin.
const ROOTS: &[&str] =
    &["java", "javax", "jdk", "sun", "com", "org", "io", "net", "scala", "py4j", "pyspark", "System", "Microsoft"];

const MIN_LENGTH: usize = 5;

const CLASS_SUFFIXES: &[&str] = &[
    "Exception",
    "Error",
    "Failure",
    "Warning",
    "Impl",
    "Factory",
    "Handler",
    "Client",
    "Connection",
    "Reader",
    "Type",
    "Exec",
    "Interrupt",
];
