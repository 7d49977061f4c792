//! What was known of a text before a rule looked at it, and what goes without a rule.

use super::engine::{ENGINE, merge};
use super::rule::Span;
use super::{Known, Part};

/// What goes without a rule, each with what stands in its place: what was known to be data or frames, and words that the
/// classifier took.
pub(super) const NAMES: [(&str, &str); 3] =
    [("published_message", "<lit>"), ("application_frames", "<app>"), ("classified", "<id>")];
/// The index in [`NAMES`] of what the classifier took.
pub(super) const CLASSIFIED: usize = 2;

/// Adds what is known to go, and takes out what is known to stay.
pub(super) fn apply(text: &str, spans: Vec<Span>, parts: &[Part], keeps_frames: bool) -> Vec<Span> {
    let own = || parts.iter().filter(|part| part.known == Known::Own).map(|part| &part.range);
    let mut found = Vec::new();
    for span in spans {
        let mut start = span.start;
        for own in own().filter(|own| own.start < span.end && span.start < own.end) {
            found.push(Span { start, end: own.start.max(start), ..span });
            start = start.max(own.end);
        }
        found.push(Span { start, end: span.end.max(start), ..span });
    }
    for part in parts {
        let Some(name) = name(part, keeps_frames) else { continue };
        found.push(Span { start: part.range.start, end: part.range.end, rule: ENGINE.rules.len() + name });
    }
    found.retain(|span| says(&text[span.start..span.end]));
    merge(found)
}

/// Returns the index in [`NAMES`] of what goes; `None` for what stays.
fn name(part: &Part, keeps_frames: bool) -> Option<usize> {
    match part.known {
        Known::Own => None,
        Known::Data => Some(0),
        Known::Frames => (!keeps_frames).then_some(1),
    }
}

/// Returns what stands in the place of a part that goes; `None` for what stays.
pub(super) fn placeholder(part: &Part, keeps_frames: bool) -> Option<&'static str> {
    name(part, keeps_frames).map(|name| NAMES[name].1)
}

/// Whether anything is said beside what an earlier pass left.
fn says(mut text: &str) -> bool {
    while let Some(next) = text.chars().next() {
        let skipped = ENGINE.placeholders.iter().find(|mark| text.starts_with(**mark)).map_or(0, |mark| mark.len());
        if skipped == 0 && next.is_alphanumeric() {
            return true;
        }
        text = &text[skipped.max(next.len_utf8())..];
    }
    false
}
