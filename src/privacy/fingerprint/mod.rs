//! The fingerprint of an error: what is known to be safe about it, and nothing else.
//!
//! An allow-list. What is not recognised does not exist, and what is recognised counts only in the message's own voice:
//! where a message quotes somebody, the words are data, also when they happen to be published ones. Four sources, in this
//! order:
//!
//! 1. **Templates**: the published messages of error classes. Their holes are known by position: the words between them are
//!    the vendor's, what stands in them is not looked at.
//! 2. **Codes**: error classes, SQLSTATEs, numbers of vendors, of operating systems and of HTTP, behind what introduces them.
//! 3. **Types and frames** under the roots of published code.
//! 4. **Phrases** of two words and more, in prose for which none of these speaks: not in quotes or brackets, not behind a
//!    word that announces a value, not in a statement.
//!
//! `‹›` stands where something was taken out.
//!
//! ```
//! use sql_driver_telemetry::privacy::fingerprint::fingerprint;
//!
//! let error = fingerprint(
//!     "org.apache.spark.SparkException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `acme`.`salaries` cannot be found. \
//!      SQLSTATE: 42P01",
//! );
//! assert_eq!(error.error_class().map(|class| class.name()), Some("TABLE_OR_VIEW_NOT_FOUND"));
//! assert_eq!(error.sqlstate(), Some("42P01"));
//! assert_eq!(
//!     error.to_string(),
//!     "org.apache.spark.SparkException: [TABLE_OR_VIEW_NOT_FOUND] The table or view ‹› cannot be found. SQLSTATE: 42P01",
//! );
//! ```

mod announced;
mod catalogue;
mod codes;
mod endpoints;
mod frames;
mod lexer;
mod owners;
#[cfg(feature = "redacted-text")]
mod parts;
mod phrases;
mod print;
mod table;
mod templates;
mod types;
mod voice;

use std::fmt;
use std::ops::Range;

use self::print::Print;

#[cfg(feature = "redacted-text")]
pub(crate) use self::parts::parts;

pub use self::catalogue::{ErrorClass, http_reason, sqlstate};
pub use self::frames::Frame;
pub use self::print::Fingerprint;

/// Extracts the facts of an error's text: a message, a rendered exception with its frames, or several of them.
///
/// At most [`MAX_TEXT`] bytes are read, at most [`MAX_FACTS`] facts and [`MAX_FRAMES`] frames are kept. Never fails:
/// a text of which nothing is known gives an empty fingerprint.
pub fn fingerprint(text: &str) -> Fingerprint {
    let mut print = read(text, &[]);
    // What a fact was judged by may not have been kept: then it goes, too. Each time less is left, and little was kept.
    for _ in 0..MAX_READINGS {
        let again = read(&print.text, &print.frames);
        if again.text == print.text {
            break;
        }
        print = again;
    }
    print
}

/// Reads a text, of which these lines are known to be frames as they are rendered.
fn read(text: &str, rendered: &[Range<u32>]) -> Fingerprint {
    let text = head(text);
    let mut rendered = rendered.iter().map(|frame| frame.start as usize..frame.end as usize).peekable();
    let mut print = Print::of(text.len());
    let mut message = 0..0;
    let mut begins = true;
    let mut at = 0;
    while at < text.len() {
        let start = at;
        if let Some(frame) = rendered.next_if(|frame| frame.start == start && ends_a_line(text, frame.end)) {
            follow(text, &message, begins, &mut print);
            (message, begins, at) = (0..0, false, frame.end + 1);
            print.frame(text[frame.clone()] == *frames::APP, |out| out.push_str(&text[frame]));
            continue;
        }
        let line = line(&text[start..]);
        at += line.len() + 1;
        let rest = text.get(at..).unwrap_or_default();
        let Some((frame, took_next)) = frames::parse(line, rest) else {
            message = if message.is_empty() { start..at } else { message.start..at };
            continue;
        };
        follow(text, &message, begins, &mut print);
        (message, begins) = (0..0, false);
        print.frame(frame == Frame::App, |out| frame.write(out));
        if took_next {
            at += self::line(rest).len() + 1;
        }
    }
    follow(text, &message, begins, &mut print);
    print.finish()
}

fn ends_a_line(text: &str, at: usize) -> bool {
    at == text.len() || text.as_bytes().get(at) == Some(&b'\n')
}

/// Returns the first line of a text.
fn line(text: &str) -> &str {
    text.find('\n').map_or(text, |end| &text[..end])
}

/// Follows the lines of a message, if there are any.
fn follow(text: &str, lines: &Range<usize>, begins: bool, print: &mut Print) {
    if !lines.is_empty() {
        voice::follow(text[lines.start..lines.end.min(text.len())].trim(), begins, print);
    }
}

impl Fingerprint {
    /// Returns whether nothing was recognised.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the fingerprint as it is rendered.
    #[cfg(feature = "collect")]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many facts there are that are not frames.
    pub fn facts(&self) -> usize {
        self.facts
    }

    /// Returns the stack frames, in order.
    pub fn frames(&self) -> impl Iterator<Item = Frame<'_>> {
        self.frames.iter().filter_map(|it| frames::canonical(&self.text[it.start as usize..it.end as usize]))
    }

    /// Returns the first error class: the one that was said, else the one whose message was recognised.
    pub fn error_class(&self) -> Option<ErrorClass> {
        self.class.map(|(class, _)| class)
    }

    /// Returns the subclass of the first error class.
    pub fn error_subclass(&self) -> Option<&'static str> {
        self.class.and_then(|(_, subclass)| subclass)
    }

    /// Returns the SQLSTATE that was said, else the one that is published with the error class.
    pub fn sqlstate(&self) -> Option<&'static str> {
        self.state.or_else(|| self.error_class()?.sqlstate())
    }

    /// Returns the first HTTP status.
    pub fn http_status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the exception types, outermost first as far as the text has them so.
    pub fn exceptions(&self) -> impl Iterator<Item = &str> {
        self.exceptions.iter().map(String::as_str)
    }
}

impl fmt::Display for Fingerprint {
    /// Facts on the lines of their messages, each frame on a line of its own. A precision, as in `{:.500}`, is the most
    /// characters there may be: what does not fit is left out from there on, whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(most) = f.precision().filter(|most| *most < self.text.len()) else { return f.write_str(&self.text) };
        let (mut end, mut length) = (0, 0);
        for next in self.ends.iter().map(|end| *end as usize) {
            length += self.text[end..next].chars().count();
            if length > most {
                break;
            }
            end = next;
        }
        f.write_str(&self.text[..end])
    }
}

/// Returns the part of a text that is read, cut between two characters.
fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// How much of a text is read, in bytes: a hundred frames of a long-winded language.
pub const MAX_TEXT: usize = 32 * 1024;
/// How many facts are kept that are not frames.
pub const MAX_FACTS: usize = 64;
/// How many frames are kept, a folded run of application frames counting as one.
pub const MAX_FRAMES: usize = 100;
/// How often a rendering is read until it stays as it is.
const MAX_READINGS: usize = 8;
