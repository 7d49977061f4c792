//! The fingerprint of an error: what is known to be safe about it, and nothing else.
//!
//! An allow-list. Error classes, SQLSTATEs, HTTP statuses and phrases come from closed lists that are part of this
//! crate; exception types and stack frames are kept when they lie under the root of published code. Whatever is not
//! recognised does not exist, so no message, literal, name, path or token of a customer can pass, however it is written.
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
//!     "org.apache.spark.SparkException: [TABLE_OR_VIEW_NOT_FOUND] The table or view; cannot be found. SQLSTATE: 42P01",
//! );
//! ```

mod catalogue;
mod frames;
mod owners;
mod scan;

use std::fmt;

pub use self::{
    catalogue::{ErrorClass, http_reason, sqlstate},
    frames::Frame,
    scan::Fact,
};

/// What is known to be safe about an error, in the order in which it was said.
///
/// [`Display`](fmt::Display) renders it; the rendering's own fingerprint is the same again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    parts: Vec<Part>,
}

/// Extracts the facts of an error's text: a message, a rendered exception with its frames, or several of them.
///
/// At most [`MAX_TEXT`] bytes are read, at most [`MAX_FACTS`] facts and [`MAX_FRAMES`] frames are kept. Never fails:
/// a text of which nothing is known gives an empty fingerprint.
pub fn fingerprint(text: &str) -> Fingerprint {
    let mut parts: Vec<Part> = Vec::new();
    let (mut facts, mut frames) = (0, 0);
    let text = head(text);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some((frame, took_next)) = frames::parse(line, lines.peek().copied()) {
            if took_next {
                lines.next();
            }
            let folds = frame == Frame::App && matches!(parts.last(), Some(Part::Frame(Frame::App)));
            if !folds && frames < MAX_FRAMES {
                frames += 1;
                parts.push(Part::Frame(frame));
            }
            continue;
        }
        let mut last_end = None;
        for found in scan::facts(line) {
            let known = parts.iter().any(|part| matches!(part, Part::Fact(_, fact) if *fact == found.fact));
            if known || facts == MAX_FACTS {
                last_end = None;
                continue;
            }
            let gap = last_end.map_or(Gap::Far, |end| Gap::between(&line[end..found.start]));
            last_end = Some(found.end);
            facts += 1;
            parts.push(Part::Fact(gap, found.fact));
        }
    }
    Fingerprint { parts }
}

impl Fingerprint {
    /// Whether nothing was recognised.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The facts that are not frames, in order.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.parts.iter().filter_map(|part| match part {
            Part::Fact(_, fact) => Some(fact),
            Part::Frame(_) => None,
        })
    }

    /// The stack frames, in order.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.parts.iter().filter_map(|part| match part {
            Part::Frame(frame) => Some(frame),
            Part::Fact(..) => None,
        })
    }

    /// The first error class.
    pub fn error_class(&self) -> Option<ErrorClass> {
        self.facts().find_map(|fact| match fact {
            Fact::Class { class, .. } => Some(*class),
            _ => None,
        })
    }

    /// The subclass of the first error class.
    pub fn error_subclass(&self) -> Option<&'static str> {
        self.facts().find_map(|fact| match fact {
            Fact::Class { subclass, .. } => Some(*subclass),
            _ => None,
        })?
    }

    /// The SQLSTATE that was said, else the one that is published with the error class.
    pub fn sqlstate(&self) -> Option<&'static str> {
        self.facts()
            .find_map(|fact| match fact {
                Fact::SqlState(code) => Some(*code),
                _ => None,
            })
            .or_else(|| self.error_class()?.sqlstate())
    }

    /// The first HTTP status.
    pub fn http_status(&self) -> Option<u16> {
        self.facts().find_map(|fact| match fact {
            Fact::Http { status, .. } => Some(*status),
            _ => None,
        })
    }

    /// The exception types, outermost first as far as the text has them so.
    pub fn exceptions(&self) -> impl Iterator<Item = &str> {
        self.facts().filter_map(|fact| match fact {
            Fact::Exception(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

impl fmt::Display for Fingerprint {
    /// Facts on one line, each frame on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last_was_frame = None;
        for part in &self.parts {
            match (part, last_was_frame) {
                (Part::Frame(frame), None) => write!(f, "{frame}")?,
                (Part::Frame(frame), Some(_)) => write!(f, "\n{frame}")?,
                (Part::Fact(_, fact), None) => write!(f, "{fact}")?,
                (Part::Fact(_, fact), Some(true)) => write!(f, "\n{fact}")?,
                (Part::Fact(gap, fact), Some(false)) => write!(f, "{}{fact}", gap.as_str())?,
            }
            last_was_frame = Some(matches!(part, Part::Frame(_)));
        }
        Ok(())
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class { class, subclass, bracketed } => {
                let (open, close) = if *bracketed { ("[", "]") } else { ("", "") };
                let (dot, subclass) = subclass.map_or(("", ""), |subclass| (".", subclass));
                write!(f, "{open}{}{dot}{subclass}{close}", class.name())
            }
            Self::SqlState(code) => write!(f, "SQLSTATE: {code}"),
            Self::Http { intro, status } => {
                let close = if intro.ends_with('(') { ")" } else { "" };
                write!(f, "{intro}{status}{close}")
            }
            Self::Exception(name) => f.write_str(name),
            Self::Vendor { intro, code } => {
                let close = if intro.ends_with('(') { ")" } else { "" };
                write!(f, "{intro}{code}{close}")
            }
            Self::Phrase { text, capital } => {
                let (first, rest) = text.split_at(1);
                match capital {
                    true => write!(f, "{}{rest}", first.to_ascii_uppercase()),
                    false => write!(f, "{}{rest}", first.to_ascii_lowercase()),
                }
            }
        }
    }
}

/// The part of a text that is read, cut between two characters.
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

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Fact(Gap, Fact),
    Frame(Frame),
}

/// What stood between two facts: punctuation of a closed list, or text that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Kept(&'static str),
    Far,
}

impl Gap {
    fn between(text: &str) -> Self {
        ["", " ", ": ", ", ", ". ", " - ", "; "].into_iter().find(|gap| *gap == text).map_or(Self::Far, Self::Kept)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Kept(text) => text,
            Self::Far => "; ",
        }
    }
}
