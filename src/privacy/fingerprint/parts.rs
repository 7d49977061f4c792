//! What the published messages and the frames of a text say of its parts, for the redactor: which words are the vendor's,
//! what stands in the holes between them, and which frames are a customer's own code.

use std::ops::Range;

use crate::privacy::redact::{Known, Part};

use super::catalogue::ErrorClass;
use super::codes::{self, Fact, Place};
use super::frames::{self, Frame};
use super::lexer::{Kind, Tokens};
use super::templates::{self, Alignment, Hole};

/// Returns what is known of a text. The parts are in order, messages before frames.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let tokens = Tokens::of(text);
    let (mut next, mut tries) = (0, 0);
    for index in 0..tokens.all.len() {
        if index < next || !begins(&tokens, index) {
            continue;
        }
        let before = tokens.words.partition_point(|word| (*word as usize) < index);
        let start = tokens.all[index].start as usize;
        let found = match codes::code(&text[start..], Place { begins: true, own: true }) {
            Some(code) => match code.fact {
                Fact::Class(class, subclass) => follow(&tokens, start + code.length, &class, subclass),
                _ => None,
            },
            None if tries < MAX_TRIES && (index == 0 || tokens.all[index - 1].kind == Kind::Newline) => {
                tries += 1;
                templates::recognise(&tokens.hashes, before, tokens.hashes.len()).map(|found| found.alignment)
            }
            None => None,
        };
        if let Some(found) = found {
            next = tokens.words[found.end - 1] as usize + 1;
            holes(text, &tokens, &found, &mut parts);
        }
    }
    frames(text, &mut parts);
    parts
}

/// Whether a message may begin at a token: at the beginning of a line, behind a colon, in a bracket.
fn begins(tokens: &Tokens, index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| tokens.all[before].kind);
    matches!(before, None | Some(Kind::Newline | Kind::Mark(b':' | b'.')))
        || matches!(tokens.all[index].kind, Kind::Open(b']', _))
}

/// The message of a class from a place of the text on, if all of it is there.
fn follow(tokens: &Tokens, from: usize, class: &ErrorClass, subclass: Option<&'static str>) -> Option<Alignment> {
    let first = tokens.words.partition_point(|word| (tokens.all[*word as usize].start as usize) < from);
    Some(templates::align(class, subclass, &tokens.hashes, first)).filter(|found| found.whole && !found.said.is_empty())
}

/// The vendor's words, and what stands between them; behind them up to the state, if the message ends with a value.
fn holes(text: &str, tokens: &Tokens, found: &Alignment, parts: &mut Vec<Part>) {
    let token = |word: usize| tokens.all[tokens.words[word] as usize];
    let mut last = None;
    for (from, to, behind_gap) in &found.said {
        let own = token(*from).start as usize..token(*to - 1).end as usize;
        if let Some(last) = last.filter(|_| *behind_gap) {
            data(text, last..own.start, parts);
        }
        last = Some(own.end);
        parts.push(Part { range: own, known: Known::Own });
    }
    if let Some(last) = last.filter(|_| found.ends_in == Some(Hole::Value)) {
        let rest = super::line(&text[last..]);
        let end = rest.find(" SQLSTATE").unwrap_or(rest.len());
        data(text, last..last + end, parts);
    }
}

/// What stands in a hole, without the marks around it.
fn data(text: &str, range: Range<usize>, parts: &mut Vec<Part>) {
    let is_mark = |char: char| !char.is_alphanumeric() && !matches!(char, '<' | '>' | '‹' | '›' | '_');
    let inside = text[range.clone()].trim_start_matches(is_mark);
    let start = range.end - inside.len();
    let end = start + inside.trim_end_matches(is_mark).len();
    if start < end && !is_measure(&text[start..end]) {
        parts.push(Part { range: start..end, known: Known::Data });
    }
}

/// Whether a value is a number with a unit of sizes or times: those are the server's own.
fn is_measure(value: &str) -> bool {
    let number = value.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    number.len() < value.len() && UNITS.contains(&number.trim_start())
}

/// Runs of frames that nobody published.
fn frames(text: &str, parts: &mut Vec<Part>) {
    let (mut at, mut open) = (0, false);
    while at < text.len() {
        let line = super::line(&text[at..]);
        let rest = text.get(at + line.len() + 1..).unwrap_or_default();
        let frame = frames::parse(line, rest);
        let own = matches!(frame, Some((Frame::App, _)));
        if own {
            let start = at + line.len() - line.trim_start().len();
            let end = at + line.trim_end().len();
            match parts.last_mut().filter(|_| open) {
                Some(last) => last.range.end = end,
                None => parts.push(Part { range: start..end, known: Known::Frames }),
            }
        }
        open = own;
        at += line.len() + 1;
    }
}

const UNITS: &[&str] = &["B", "KiB", "MiB", "GiB", "TiB", "bytes", "ms", "s", "seconds", "%"];
/// How often a message is looked for without its class.
const MAX_TRIES: usize = 16;

#[cfg(test)]
mod tests {
    use crate::privacy::redactor;

    fn redacted(text: &str) -> String {
        redactor().redact(text).expect("comes to rest").into_text().into_owned()
    }

    #[test]
    fn what_stands_in_the_holes_of_a_published_message_goes_and_its_words_stay() {
        for name in ["accounts", "quendry_fosk", "resolved", "Will Price"] {
            assert_eq!(
                redacted(&format!(
                    "[TABLE_OR_VIEW_NOT_FOUND] The table or view `{name}` cannot be found. SQLSTATE: 42P01"
                ))
                .split(" Verify")
                .next(),
                Some("[TABLE_OR_VIEW_NOT_FOUND] The table or view `<id>` cannot be found. SQLSTATE: 42P01")
            );
        }
    }

    #[test]
    fn frames_of_a_customers_code_are_folded_unless_they_are_asked_for() {
        let text = "failed\n\tat java.lang.Thread.run(Thread.java:840)\n\tat com.acme.Payroll.pay(Payroll.java:12)\n\t\
                    at com.acme.Main.main(Main.java:3)";
        assert_eq!(redacted(text), "failed\n\tat java.lang.Thread.run(Thread.java:840)\n\t<app>");
        let kept = redactor().keep_frames().redact(text).expect("comes to rest").into_text();
        assert!(kept.contains("com.acme.Payroll.pay"), "{kept}");
    }
}
