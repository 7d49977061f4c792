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
mod hash;
mod marks;
mod owners;
mod prose;
mod scan;

use std::{borrow::Cow, collections::HashSet, fmt, hash::BuildHasherDefault};

use self::hash::WordHasher;
use self::{marks::Marks, scan::Found};

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
    let mut print = read(text);
    // What a fact was judged by may not have been kept: then it goes, too. Each time less is left.
    for _ in 0..MAX_READINGS {
        let again = read(&print.to_string());
        if again == print {
            break;
        }
        print = again;
    }
    print
}

fn read(text: &str) -> Fingerprint {
    let mut parts: Vec<Part> = Vec::new();
    let (mut facts, mut frames) = (0, 0);
    let text = head(text);
    let mut sql = prose::Sql::default();
    // It never holds more than a few facts, so nobody can make its cheap hash a slow one.
    let mut seen: HashSet<Cow<'static, str>, BuildHasherDefault<WordHasher>> = HashSet::default();
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
        let found = scan::facts(line);
        sql.ends_at(line, &found);
        let mut said = said(line, prose::with_words(line, found, &mut sql)).into_iter();
        while let Some(run) = first_run(said.as_slice()) {
            let (length, kept) = (run.len(), without_preposition(run));
            let is_telling = is_telling(&run[..kept]);
            if is_telling && facts + kept > MAX_FACTS {
                break;
            }
            // What has been said already is not said again.
            if !is_telling || run[..kept].iter().all(|said| seen.contains(&said.fact.text())) {
                said.by_ref().take(length).for_each(drop);
                continue;
            }
            facts += kept;
            seen.extend(run[..kept].iter().map(|said| said.fact.text()));
            parts.extend(said.by_ref().take(kept).map(Part::Fact));
            said.by_ref().take(length - kept).for_each(drop);
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

impl Fact {
    /// What [`Display`](fmt::Display) renders, which most facts need not be copied for.
    fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Phrase { text, casing } | Self::Word { text, casing } => casing.apply(text),
            _ => Cow::Owned(self.to_string()),
        }
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
/// How often a rendering is read until it stays as it is.
const MAX_READINGS: usize = 8;
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
    before: Marks,
    fact: Fact,
    after: Marks,
}

/// The facts of a line with the punctuation around them. Those between which nothing else stands are a run.
fn said(line: &str, found: Vec<Found>) -> Vec<Said> {
    let mut facts: Vec<Said> = Vec::with_capacity(found.len());
    let mut end = None;
    for Found { start, end: stop, fact } in found {
        // A line that begins with `at` would be a frame the next time.
        let is_joint = end.is_some_and(|end| is_punctuation(&line[end..start]));
        if !is_joint && matches!(fact, Fact::Word { text: "at", .. }) {
            end = None;
            continue;
        }
        let before = match (facts.last_mut(), end) {
            (Some(last), Some(end)) if is_joint => {
                last.after = Marks::default();
                Marks::new(&line[end..start])
            }
            _ => opening(&line[..start]),
        };
        facts.push(Said { begins: !is_joint, before, fact, after: closing(&line[stop..]) });
        end = Some(stop);
    }
    facts
}

/// The facts up to where the next run begins.
fn first_run(facts: &[Said]) -> Option<&[Said]> {
    facts.chunk_by(|_, next| !next.begins).next()
}

/// How many facts a run has before the prepositions at its end: what `Forbidden for` leads to has not been kept. Behind
/// a number a preposition may be why that is kept.
fn without_preposition(run: &[Said]) -> usize {
    let mut kept = run;
    while let [rest @ .., before, last] = kept
        && prose::leads_on(&last.fact)
        && !matches!(before.fact, Fact::Count(_))
    {
        kept = &run[..rest.len() + 1];
    }
    kept.len()
}

/// Whether a run says anything: one word alone does not, nor do words that only join others.
fn is_telling(run: &[Said]) -> bool {
    let is_plain = |fact: &Fact| matches!(fact, Fact::Word { .. } | Fact::Count(_));
    let says = |fact: &Fact| matches!(fact, Fact::Word { text, .. } if !prose::is_link(text));
    run.iter().any(|said| !is_plain(&said.fact)) || run.len() > 1 && run.iter().any(|said| says(&said.fact))
}

/// Whether there is nothing of anybody's between two facts.
fn is_punctuation(text: &str) -> bool {
    text.len() <= Marks::MOST && text.bytes().all(|byte| b" .,:;()]}=/|->!?".contains(&byte))
}

/// The bracket that opens right before a fact, if a blank stands before it.
fn opening(before: &str) -> Marks {
    let is_free = |outside: &str| outside.chars().next_back().is_none_or(char::is_whitespace);
    if before.strip_suffix('(').is_some_and(is_free) { Marks::new("(") } else { Marks::default() }
}

/// The punctuation of a sentence right behind a fact, if a blank or nothing stands behind it. A comma goes with what
/// followed it.
fn closing(after: &str) -> Marks {
    let marks = after.bytes().take(2).take_while(|byte| matches!(byte, b'.' | b':' | b')' | b'!' | b'?')).count();
    let free = after[marks..].chars().next().is_none_or(char::is_whitespace);
    Marks::new(if free { &after[..marks] } else { "" })
}
