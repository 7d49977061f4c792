//! Time that grows with the length of a text and no faster, whatever is in it: counted in bytes looked at, not in seconds.

use std::cell::Cell;

use super::rule::Gate;
use super::{MAX_INPUT, redact, rules, warm_up};

thread_local! {
    /// The bytes that [`looked`](super::text::looked) was told of.
    pub(super) static LOOKED: Cell<usize> = const { Cell::new(0) };
}

/// Steps that may be taken for each byte of a text, over all rules and passes.
const PER_BYTE: usize = 250;

#[test]
fn nothing_makes_the_rules_look_further_than_a_bound_a_byte() {
    warm_up();
    let triggers = triggers();
    let (ours, theirs) = triggers.split_at(triggers.len() / 2);
    let slow = std::thread::scope(|scope| {
        let theirs = scope.spawn(|| slow(theirs, &[MAX_INPUT]));
        [slow(ours, &[MAX_INPUT]), theirs.join().expect("counts")].concat()
    });
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn the_bound_holds_at_every_length() {
    warm_up();
    let pieces: Vec<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
    let slow = slow(&pieces, &[MAX_INPUT / 8, MAX_INPUT / 4, MAX_INPUT / 2, MAX_INPUT]);
    assert!(slow.is_empty(), "{slow:#?}");
}

/// The pieces that take more steps than they may, with the steps a byte and the length.
fn slow(pieces: &[String], lengths: &[usize]) -> Vec<(usize, usize, String)> {
    let each = pieces.iter().flat_map(|piece| lengths.iter().map(move |length| (piece, *length)));
    let mut slow: Vec<_> = each
        .map(|(piece, length)| (steps(piece, length) / length, length, piece.clone()))
        .filter(|(per_byte, ..)| *per_byte > PER_BYTE)
        .collect();
    slow.sort();
    slow
}

/// The steps for `piece` again and again, up to `length` bytes.
fn steps(piece: &str, length: usize) -> usize {
    let text = piece.repeat(length / piece.len() + 1);
    let mut end = length;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    LOOKED.set(0);
    let _redacted = redact(&text[..end]);
    LOOKED.get()
}

/// Everything that makes a rule look, with something behind it to look at. A new rule joins by itself.
fn triggers() -> Vec<String> {
    let literals = rules::all().filter_map(|rule| match rule.gate {
        Gate::Literals(literals) => Some(literals),
        Gate::Bytes(_) => None,
    });
    let behind = ["=", "x_y ", "('", "1.5,", "'"].into_iter().cycle();
    let examples = rules::all().flat_map(|rule| rule.positive.iter().map(|(text, _)| (*text).to_owned()));
    literals
        .flatten()
        .zip(behind)
        .flat_map(|(literal, behind)| [(*literal).to_owned(), format!("{literal}{behind}")])
        .chain(examples)
        .collect()
}

/// What the rules look for that look at kinds of bytes.
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
    "a|b|",
    "\t1",
    ",",
];
