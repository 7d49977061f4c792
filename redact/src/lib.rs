//! The redaction of free text: opt-in, a deny-list, for consent and for the command line.
//!
//! The text is folded (see `view`), a gate says which rules may apply, the few that do mark spans, and the spans are
//! replaced by placeholders in the original. This is repeated until nothing is found any more, which is what makes the
//! result stable, and gives every text a second look. Only then is the text cut.
//!
//! What the drivers' telemetry sends by default is the fingerprint of an error, which needs no luck and none of this.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod classifier;
mod engine;
mod known;
#[cfg(test)]
mod linear;
mod rule;
mod rules;
mod text;
mod view;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use self::engine::ENGINE;
use self::rule::Span;
use self::view::View;

/// A text without what must not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted<'t> {
    text: Cow<'t, str>,
    counts: Vec<(&'static str, u32)>,
}

impl<'t> Redacted<'t> {
    /// The redacted text, at most [`MAX_CHARS`] characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The redacted text. Borrowed when nothing had to be changed.
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// How often each rule replaced something, by the rule's name. Counts stay with the process.
    pub fn counts(&self) -> &[(&'static str, u32)] {
        &self.counts
    }
}

/// The text could not be made safe, and must be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text did not come to rest within {MAX_PASSES} passes")]
pub struct Unredactable;

/// Replaces what must not leave by placeholders such as `<token>` and `<sql>`, as [`Redactor::redact`] does with nothing
/// known beforehand.
///
/// # Errors
///
/// [`Unredactable`] when the text still changes after [`MAX_PASSES`] passes. It has to be dropped then.
///
/// ```
/// use sql_driver_telemetry_redact::redact;
///
/// let text = redact("login of jo.roe@example.com failed: token=dapi0123456789abcdef (HTTP 401)")?;
/// assert_eq!(text.as_str(), "login of <email> failed: token=<token> (HTTP 401)");
/// # Ok::<(), sql_driver_telemetry_redact::Unredactable>(())
/// ```
pub fn redact(text: &str) -> Result<Redacted<'_>, Unredactable> {
    Redactor::new().redact(text)
}

/// Returns whether no rule finds anything in `text`, and it is short enough to go as it is.
pub fn is_clean(text: &str) -> bool {
    Redactor::new().is_clean(text)
}

/// Redacts texts of which something is known beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Redactor {
    knowledge: Option<fn(&str) -> Vec<Part>>,
    keeps_frames: bool,
}

/// What is known of a part of a text before a rule has looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is known.
    pub known: Known,
}

/// What can be known of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Known {
    /// Words of a published message: they stay, whatever a rule says.
    Own,
    /// What stands in a place of such a message: it goes.
    Data,
    /// Frames of code that nobody published: they become one `<app>`.
    Frames,
}

impl Redactor {
    /// A redactor that knows nothing beforehand.
    pub const fn new() -> Self {
        Self { knowledge: None, keeps_frames: false }
    }

    /// Asks `knowledge` about each text first. Its parts lie on the borders of characters.
    #[must_use]
    pub const fn knowing(mut self, knowledge: fn(&str) -> Vec<Part>) -> Self {
        self.knowledge = Some(knowledge);
        self
    }

    /// Leaves frames of a customer's own code in the text, without the folders of their files.
    #[must_use]
    pub const fn keep_frames(mut self) -> Self {
        self.keeps_frames = true;
        self
    }

    /// Replaces what must not leave by placeholders.
    ///
    /// Only the first [`MAX_INPUT`] bytes are looked at, without a token that this cuts in two. The result is at most
    /// [`MAX_CHARS`] characters, the mark of a cut included, and redacting it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`Unredactable`] when the text still changes after [`MAX_PASSES`] passes. It has to be dropped then.
    pub fn redact<'t>(&self, text: &'t str) -> Result<Redacted<'t>, Unredactable> {
        let mut counts = Vec::new();
        let mut text = Cow::Borrowed(capped(text));
        for _ in 0..MAX_PASSES {
            let spans = self.find(&text);
            if !spans.is_empty() {
                text = Cow::Owned(replace(&text, &spans, &mut counts));
            }
            // Cut once the whole has been looked at; what is left is looked at again.
            match cut(&text) {
                Some(shorter) => text = Cow::Owned(shorter),
                None if spans.is_empty() => return Ok(Redacted { text, counts }),
                None => {}
            }
        }
        Err(Unredactable)
    }

    /// Returns whether nothing is found in `text`, and it is short enough to go as it is.
    pub fn is_clean(&self, text: &str) -> bool {
        text.len() <= MAX_CHARS && self.find(text).is_empty()
    }

    /// The parts of `text` that go, in order.
    fn find(&self, text: &str) -> Vec<Span> {
        let view = View::new(text, &ENGINE.placeholders);
        let mut spans = classifier::add(&view, ENGINE.find(&view));
        spans.iter_mut().for_each(|span| Range { start: span.start, end: span.end } = original(text, &view, span));
        match self.knowledge {
            Some(knowledge) => known::apply(text, spans, &knowledge(text), self.keeps_frames),
            None => spans,
        }
    }

    /// Returns what everything that is found in `text` would put there, also where something else takes more of the text:
    /// of a token within a query, both `<token>` and `<sql>`. Only the first [`MAX_INPUT`] bytes are looked at, and by the rules
    /// alone: what the classifier takes it cannot name.
    pub fn kinds(&self, text: &str) -> Vec<&'static str> {
        let text = capped(text);
        let view = View::new(text, &ENGINE.placeholders);
        let mut kinds: Vec<_> =
            ENGINE.spans(&view).into_iter().map(|span| ENGINE.rules[span.rule].placeholder).collect();
        let parts = self.knowledge.map_or_else(Vec::new, |knowledge| knowledge(text));
        kinds.extend(parts.iter().filter_map(|part| known::placeholder(part, self.keeps_frames)));
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// Builds the gate now rather than at the first text: call it away from anybody's critical path.
pub fn warm_up() {
    LazyLock::force(&ENGINE);
    words::warm_up();
    rules::places::warm_up();
}

/// The names of all rules, in the order in which they win over each other.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    rules::all().map(|rule| rule.name).chain(known::NAMES.map(|(name, _)| name))
}

/// What stands in the place of what was found: every placeholder of every rule, each once.
pub fn placeholders() -> impl Iterator<Item = &'static str> {
    ENGINE.placeholders.iter().copied()
}

/// Bytes of a text that are looked at; a longer text loses its tail.
pub const MAX_INPUT: usize = 8 * 1024;
/// Characters of a redacted text, the mark of a cut included.
pub const MAX_CHARS: usize = 500;
/// Passes until a text has to have come to rest. Two is the rule: one that finds, one that finds nothing more.
pub const MAX_PASSES: usize = 8;

/// Says that a text goes on.
const CUT_MARK: &str = "...";
/// How far back the end of the last whole token is looked for when a text is capped.
const TOKEN_LOOK_BACK: usize = 512;

fn replace(text: &str, spans: &[Span], counts: &mut Vec<(&'static str, u32)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        let (rule, placeholder) = ENGINE.name(span.rule);
        // Two spans may lead back to the same escape.
        if span.start >= at {
            out.push_str(&text[at..span.start]);
            out.push_str(placeholder);
        }
        at = at.max(span.end);
        match counts.iter_mut().find(|(name, _)| *name == rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((rule, 1)),
        }
    }
    out.push_str(&text[at..]);
    out
}

/// A span in the original, widened to whole characters.
fn original(text: &str, view: &View<'_>, span: &Span) -> Range<usize> {
    let (mut start, mut end) = (view.origin(span.start), view.origin(span.end));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The part of a text that is looked at. A token that the cap cuts in two is left out whole.
fn capped(text: &str) -> &str {
    if text.len() <= MAX_INPUT {
        return text;
    }
    let mut end = MAX_INPUT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text.as_bytes()[..end];
    let back = text::run_back(head, end, TOKEN_LOOK_BACK, |byte| !byte.is_ascii_whitespace());
    let mut end = back;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The text cut to its limit; nothing if it is short enough.
fn cut(text: &str) -> Option<String> {
    if text.len() <= MAX_CHARS {
        return None;
    }
    let mut end = MAX_CHARS - CUT_MARK.len();
    if !text.is_ascii() {
        end = text.char_indices().nth(end)?.0;
        text.char_indices().nth(MAX_CHARS)?;
    }
    // Not inside a placeholder: back to before its bracket.
    if let Some(open) = text[..end].rfind('<').filter(|open| end - open <= MAX_PLACEHOLDER) {
        let is_inside =
            ENGINE.placeholders.iter().any(|mark| text[open..].starts_with(mark) && open + mark.len() > end);
        if is_inside {
            end = open;
        }
    }
    Some(format!("{}{CUT_MARK}", &text[..end]))
}

/// Longer than any placeholder.
const MAX_PLACEHOLDER: usize = 16;

/// What the classifier is trained with, and stores; for `examples/train_classifier.rs` alone.
#[cfg(feature = "training")]
pub mod training {
    use std::ops::Range;

    use super::{ENGINE, View, classifier};

    /// Bits of the hash of a pattern: there are two to the power of these weights.
    pub const BITS: u32 = classifier::BITS;
    /// What a stored weight of one is divided by.
    pub const UNITS: i32 = classifier::UNITS;

    /// Goes through the words of `text` that are not in `hidden`, which is in order, and asks of each whether it goes, given the
    /// hashes of the patterns that it stands in. A text that does not fold to one of the same length has no words here.
    pub fn walk(
        text: &str,
        hidden: impl IntoIterator<Item = Range<usize>>,
        goes: impl FnMut(&Range<usize>, &[u32]) -> bool,
    ) {
        let view = View::new(text, &ENGINE.placeholders);
        if view.bytes.len() == text.len() {
            classifier::walk(&view.bytes, hidden, goes);
        }
    }
}

/// The rules that find something in `text`, before spans are joined.
#[cfg(test)]
fn found_by(text: &str) -> impl Iterator<Item = &'static str> {
    let view = View::new(text, &ENGINE.placeholders);
    ENGINE.spans(&view).into_iter().map(|span| ENGINE.rules[span.rule].name)
}
