//! The fingerprint of an error: what is known to be safe about it, and nothing else.
//!
//! An allow-list. Error classes, SQLSTATEs, HTTP statuses, phrases and plain words come from closed lists that are part
//! of this crate; exception types and stack frames are kept when they lie under the root of published code. Small
//! numbers are kept where the words beside them say that they count attempts or name a line. Whatever is not recognised
//! does not exist, so no literal, name, path or token of a customer can pass, however it is written.
//!
//! Plain words are kept beside something else that is recognised, never alone, and not in quotes, in brackets or behind
//! the beginning of a statement of SQL: what is said there is the customer's, however plain.
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

mod casing;
mod catalogue;
mod frames;
mod owners;
mod prose;
mod scan;

use std::{collections::HashSet, fmt};

use self::scan::Found;

pub use self::{
    casing::Casing,
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
    let mut sql = prose::Sql::default();
    let mut seen: HashSet<String> = HashSet::new();
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
        let mut found = scan::facts(line);
        sql.ends_at(line, &found);
        prose::add_words(line, &mut found, &mut sql);
        for run in runs(line, found) {
            if facts + run.len() > MAX_FACTS {
                break;
            }
            // What has been said already is not said again.
            let said: Vec<String> = run.iter().map(|said| said.fact.to_string()).collect();
            if said.iter().all(|said| seen.contains(said)) {
                continue;
            }
            facts += run.len();
            seen.extend(said);
            parts.extend(run.into_iter().map(Part::Fact));
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
            Part::Fact(said) => Some(&said.fact),
            Part::Frame(_) => None,
        })
    }

    /// The stack frames, in order.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.parts.iter().filter_map(|part| match part {
            Part::Frame(frame) => Some(frame),
            Part::Fact(_) => None,
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
                Fact::SqlState { code, .. } => Some(*code),
                _ => None,
            })
            .or_else(|| self.error_class()?.sqlstate())
    }

    /// The first HTTP status.
    pub fn http_status(&self) -> Option<u16> {
        self.facts().find_map(|fact| match fact {
            Fact::Http { status, .. } | Fact::Reason { status, .. } => Some(*status),
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
    /// Facts on one line, each frame on a line of its own. A precision, as in `{:.500}`, is the most characters there may
    /// be: what does not fit is left out from there on, whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = f.precision().unwrap_or(usize::MAX);
        let mut last_was_frame = None;
        for part in &self.parts {
            let (joint, text) = match (part, last_was_frame) {
                (Part::Frame(frame), last) => (if last.is_some() { "\n" } else { "" }, frame.to_string()),
                (Part::Fact(said), Some(true)) => ("\n", said.to_string()),
                (Part::Fact(said), Some(false)) if said.begins => (FAR, said.to_string()),
                (Part::Fact(said), _) => ("", said.to_string()),
            };
            let length = joint.len() + text.chars().count();
            if length > left {
                break;
            }
            left -= length;
            write!(f, "{joint}{text}")?;
            last_was_frame = Some(matches!(part, Part::Frame(_)));
        }
        Ok(())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.fact, self.after)
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
            Self::SqlState { intro, code } => {
                let close = match intro.as_bytes().last() {
                    Some(b'[') => "]",
                    Some(b'(') => ")",
                    Some(b'\'') => "'",
                    Some(b'"') => "\"",
                    _ => "",
                };
                write!(f, "{intro}{code}{close}")
            }
            Self::Http { intro, casing, status } => {
                let close = if intro.ends_with('(') { ")" } else { "" };
                write!(f, "{}{status}{close}", casing.apply(intro))
            }
            Self::Reason { status, reason, casing, bracketed } => {
                let (open, close) = if *bracketed { ("(", ")") } else { ("", "") };
                write!(f, "{status} {open}{}{close}", casing.apply(reason))
            }
            Self::Exception(name) | Self::Count(name) => f.write_str(name),
            Self::Vendor { intro, code } => {
                let close = if intro.ends_with('(') { ")" } else { "" };
                write!(f, "{intro}{code}{close}")
            }
            Self::Phrase { text, casing } | Self::Word { text, casing } => f.write_str(&casing.apply(text)),
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

/// Stands where text is left out.
const FAR: &str = "; ";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Fact(Said),
    Frame(Frame),
}

/// A fact, with the punctuation around it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    /// Whether something else stood between it and the fact before it.
    begins: bool,
    before: String,
    fact: Fact,
    after: String,
}

/// The facts of a line, in runs between which nothing stands but punctuation. Words alone are no run.
fn runs(line: &str, found: Vec<Found>) -> Vec<Vec<Said>> {
    let mut runs: Vec<Vec<Said>> = Vec::new();
    let mut end = None;
    for Found { start, end: stop, fact } in found {
        // A line that begins with `at` would be a frame the next time.
        let is_joint = end.is_some_and(|end| is_punctuation(&line[end..start]));
        if !is_joint && matches!(fact, Fact::Word { text: "at", .. }) {
            end = None;
            continue;
        }
        match (runs.last_mut(), end) {
            (Some(run), Some(end)) if is_joint => {
                let before = line[end..start].to_owned();
                if let Some(last) = run.last_mut() {
                    last.after.clear();
                }
                run.push(Said { begins: false, before, fact, after: closing(&line[stop..]) });
            }
            _ => runs.push(vec![Said {
                begins: true,
                before: opening(&line[..start]),
                fact,
                after: closing(&line[stop..]),
            }]),
        }
        end = Some(stop);
    }
    // `Forbidden for`: what a preposition leads to has not been kept. Behind a number it may be why that is kept.
    for run in &mut runs {
        while let [.., before, last] = &run[..]
            && prose::leads_on(&last.fact)
            && !matches!(before.fact, Fact::Count(_))
        {
            run.pop();
        }
    }
    runs.retain(|run| {
        let is_plain = |fact: &Fact| matches!(fact, Fact::Word { .. } | Fact::Count(_));
        let says = |fact: &Fact| matches!(fact, Fact::Word { text, .. } if !prose::is_link(text));
        run.len() > 1 && run.iter().any(|said| says(&said.fact)) || run.iter().any(|said| !is_plain(&said.fact))
    });
    runs
}

/// Whether there is nothing of anybody's between two facts.
fn is_punctuation(text: &str) -> bool {
    text.len() <= 6 && text.bytes().all(|byte| b" .,:;()]}=/|->!?".contains(&byte))
}

/// The bracket that opens right before a fact, if a blank stands before it.
fn opening(before: &str) -> String {
    let bracket = before.chars().next_back().filter(|char| *char == '(');
    let free = bracket.is_some() && before[..before.len() - 1].chars().next_back().is_none_or(char::is_whitespace);
    bracket.filter(|_| free).map(String::from).unwrap_or_default()
}

/// The punctuation of a sentence right behind a fact, if a blank or nothing stands behind it. A comma goes with what
/// followed it.
fn closing(after: &str) -> String {
    let marks = after.bytes().take(2).take_while(|byte| matches!(byte, b'.' | b':' | b')' | b'!' | b'?')).count();
    let free = after[marks..].chars().next().is_none_or(char::is_whitespace);
    if free { after[..marks].to_owned() } else { String::new() }
}
