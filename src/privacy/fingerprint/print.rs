//! What is printed of an error, as it grows.

use std::ops::Range;

use super::ErrorClass;
use super::codes::Fact;
use super::frames::APP;
use super::lexer::GAP;

/// What is known to be safe about an error, in the order in which it was said.
///
/// [`Display`](std::fmt::Display) renders it; the rendering's own fingerprint is the same again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub(super) text: String,
    /// Where the text may end: behind each fact and each frame.
    pub(super) ends: Vec<u32>,
    pub(super) class: Option<(ErrorClass, Option<&'static str>)>,
    pub(super) state: Option<&'static str>,
    pub(super) status: Option<u16>,
    pub(super) exceptions: Vec<String>,
    /// Where in the text the frames are.
    pub(super) frames: Vec<Range<u32>>,
    pub(super) facts: usize,
}

/// A fingerprint that is being made.
#[derive(Default)]
pub(super) struct Print {
    done: Fingerprint,
    /// Whether something was left out since the last fact.
    gap: bool,
    /// Whether the next fact begins a line.
    line: bool,
    /// Whether the next fact is another message's.
    apart: bool,
}

impl Print {
    /// Makes room for what is to be printed of a text of so many bytes.
    pub(super) fn of(length: usize) -> Self {
        // Few texts say more than they hold, and few lines more than two facts.
        let done = Fingerprint {
            text: String::with_capacity(length + SPARE),
            ends: Vec::with_capacity(length / 64 + 8),
            ..Fingerprint::default()
        };
        Self { done, ..Self::default() }
    }

    /// Notes that something stands here which is not told.
    pub(super) const fn gap(&mut self) {
        self.gap = true;
    }

    /// Notes the same if `is_gap`.
    pub(super) const fn gap_if(&mut self, is_gap: bool) {
        self.gap |= is_gap;
    }

    /// Lets what comes next begin a line.
    pub(super) fn new_line(&mut self) {
        self.close_gap();
        self.line = true;
    }

    /// Writes something that is told, and the mark behind it. What was said before is not said again, nor is more than
    /// there is room for.
    pub(super) fn say(&mut self, text: &str, mark: Option<char>) {
        let before = &self.done.text[..];
        if text.len() >= REPEATED && before.contains(text) {
            self.gap = true;
            return;
        }
        self.add(text, mark);
    }

    /// Writes the same, though it may have been said before: what only says that a message begins.
    pub(super) fn say_again(&mut self, text: &str, mark: Option<char>) {
        self.add(text, mark);
    }

    /// Notes that another message begins or ends here.
    pub(super) fn separate(&mut self) {
        let text = &self.done.text;
        self.apart |= !text.is_empty() && !text.ends_with([':', ';', '.', ',', '!', '?']);
    }

    /// Writes words of a published message, which may be said as often as it says them; by so many words at a time that
    /// a rendering can end between two of them.
    pub(super) fn say_words(&mut self, text: &str, mark: Option<char>) {
        let is_even = |pair: &[u8]| pair[1] > b' ' && pair[1] < 0x80 || pair[1] == b' ' && pair[0] != b' ';
        if text.len() <= LINE && text.as_bytes().windows(2).all(is_even) {
            return self.add(text, mark);
        }
        let mut line = String::new();
        for word in text.split_whitespace() {
            if line.len() + word.len() > LINE {
                self.add(&line, None);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.add(&line, mark);
    }

    fn add(&mut self, text: &str, mark: Option<char>) {
        if self.done.facts >= super::MAX_FACTS || text.is_empty() {
            self.gap = true;
            return;
        }
        self.joint();
        self.done.text.push_str(text);
        self.done.text.extend(mark);
        self.done.facts += 1;
        self.end();
    }

    /// Fills a field of its own, if it is the first to do so.
    pub(super) fn fact(&mut self, fact: Fact) {
        let done = &mut self.done;
        match fact {
            Fact::Class(class, subclass) => done.class = done.class.or(Some((class, subclass))),
            Fact::State(state) => done.state = done.state.or(Some(state)),
            Fact::Status(status) => done.status = done.status.or(Some(status)),
            Fact::Other => {}
        }
    }

    /// Writes the type of an exception.
    pub(super) fn exception(&mut self, name: &str) {
        if self.done.exceptions.len() < super::MAX_FACTS {
            self.done.exceptions.push(name.to_owned());
        }
    }

    /// Returns the type that was named last.
    pub(super) fn last_exception(&self) -> String {
        self.done.exceptions.last().cloned().unwrap_or_default()
    }

    /// Writes a frame, on a line of its own. A run of frames of the customer's own code is one.
    pub(super) fn frame(&mut self, is_app: bool, write: impl FnOnce(&mut String)) {
        let repeats =
            is_app && self.done.frames.last().is_some_and(|last| self.done.text[last.start as usize..] == *APP);
        if repeats || self.done.frames.len() == super::MAX_FRAMES {
            return;
        }
        self.new_line();
        self.joint();
        let start = self.done.text.len() as u32;
        write(&mut self.done.text);
        self.done.frames.push(start..self.done.text.len() as u32);
        self.end();
        self.line = true;
    }

    /// Returns the fingerprint.
    pub(super) fn finish(mut self) -> Fingerprint {
        self.close_gap();
        self.done
    }

    /// What was left out behind a fact, at the end of its line.
    fn close_gap(&mut self) {
        if self.gap && !self.line && !self.done.text.is_empty() {
            self.done.text.push(' ');
            self.done.text.push_str(GAP);
            self.end();
        }
        self.gap = false;
    }

    fn joint(&mut self) {
        if !self.done.text.is_empty() {
            if self.apart && !self.line && !self.gap {
                self.done.text.push(';');
            }
            self.done.text.push(if self.line { '\n' } else { ' ' });
        }
        if self.gap {
            self.done.text.push_str(GAP);
            self.done.text.push(' ');
        }
        (self.gap, self.line, self.apart) = (false, false, false);
    }

    fn end(&mut self) {
        self.done.ends.push(self.done.text.len() as u32);
    }
}

/// Room for what stands for what was taken out.
const SPARE: usize = 32;
/// Shorter facts may be said again.
const REPEATED: usize = 12;
/// How long a stretch of a published message may be that a rendering does not end in, in bytes.
const LINE: usize = 80;
