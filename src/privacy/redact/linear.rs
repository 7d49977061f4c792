//! Time that grows with the length of a text and no faster, whatever is in it: counted in bytes looked at, not in seconds.

use std::cell::Cell;

use super::{MAX_INPUT, redact, rule::Gate, rules, warm_up};

thread_local! {
    /// The bytes that [`looked`](super::text::looked) was told of.
    pub(super) static LOOKED: Cell<usize> = const { Cell::new(0) };
}

/// Bytes that may be looked at for each byte of a text, over all rules and passes.
const PER_BYTE: usize = 60;
/// What the later passes may cost: they look at short texts, which need not be long ones at first.
const AT_ONCE: usize = 0;

/// How many bytes are looked at for `piece` again and again, up to `length` bytes.
fn looked_at(piece: &str, length: usize) -> usize {
    let text = piece.repeat(length / piece.len() + 1);
    let mut end = length;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    LOOKED.set(0);
    let _redacted = redact(&text[..end]);
    LOOKED.get()
}

/// Everything that makes a rule look, and what rules look for behind it.
fn triggers() -> Vec<String> {
    let literals = rules::all().filter_map(|rule| match rule.gate {
        Gate::Literals(literals) => Some(literals),
        Gate::Bytes(_) => None,
    });
    let examples = rules::all().flat_map(|rule| rule.positive.iter().map(|(text, _)| (*text).to_owned()));
    literals
        .flatten()
        .flat_map(|literal| ["", " ", "=", "x_y ", "(", "'", "1.5,"].map(|behind| format!("{literal}{behind}")))
        .chain(PIECES.iter().map(|piece| (*piece).to_owned()))
        .chain(examples)
        .collect()
}

const PIECES: &[&str] = &[
    "'",
    "\"a",
    "[{(",
    "%25",
    "1.1.1.1",
    "/a",
    "\\",
    "a:b:",
    "a://",
    "a@",
    "x_y = ",
    "aB3dE5",
    "[a,1.5,b],",
    "1 2 3 4 5 6 7 ",
    "WHERE a = ",
    "Xyzzy ",
    "a=b&sig=",
    "\n - a : b",
    "<lit>",
    "<",
    "&",
    "&amp;",
    "\u{200b}",
    "é",
    "a.b.",
    "a-",
    "{\"a\":",
    "{a:",
    "(1,",
    "/*",
    "-- \n",
    "0x1f",
    "A_B_",
    "aB",
    "\\\"",
];

#[test]
fn no_trigger_makes_a_rule_look_twice_as_far_for_twice_the_text() {
    warm_up();
    let mut slow = Vec::new();
    for piece in triggers() {
        for length in [MAX_INPUT] {
            let looked = looked_at(&piece, length);
            if looked > AT_ONCE + PER_BYTE * length {
                slow.push((looked / length, looked, length, piece.clone()));
            }
        }
    }
    slow.sort();
    assert!(slow.is_empty(), "{slow:#?}");
}
