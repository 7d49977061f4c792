//! Standard error: messages, colour and progress, none of which may end the program.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::check::Level;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Wherever text goes.
    Always,
    /// Nowhere.
    Never,
}

/// Work that takes longer than that is told of.
const SILENCE: Duration = Duration::from_millis(500);

/// How often it is told of.
const PAUSE: Duration = Duration::from_millis(200);

static COLOR: OnceLock<Color> = OnceLock::new();

/// Settles when to colour, once for the process.
pub(super) fn choose(color: Color) {
    // The tests of this module's own run several command lines in one process: the first one decides.
    let _ = COLOR.set(color);
}

/// Writes a line to standard error. Where nobody reads it, it is lost, which is no reason to end.
pub(super) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Returns whether text that goes to `out` is coloured.
fn colours(out: &impl IsTerminal) -> bool {
    match COLOR.get().copied().unwrap_or_default() {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
            out.is_terminal() && !set("NO_COLOR") && !dumb
        }
    }
}

/// How texts are painted that go to one stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint(bool);

impl Paint {
    pub(super) fn stdout() -> Self {
        Self(colours(&std::io::stdout()))
    }

    pub(super) fn stderr() -> Self {
        Self(colours(&std::io::stderr()))
    }

    /// Returns a text in the colour of a level: red what the service loses, magenta what is private, yellow what is
    /// advice.
    pub(super) fn level(self, level: Level, text: &str) -> String {
        let code = match level {
            Level::Violation => "31",
            Level::Privacy => "35",
            Level::Advice => "33",
        };
        self.paint(code, text)
    }

    /// Returns a text that stands out.
    pub(super) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// A line on a terminal that says how far long work has come, and goes away.
#[derive(Debug)]
pub(super) struct Progress {
    shown: bool,
    terminal: bool,
    next: Instant,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { shown: false, terminal: std::io::stderr().is_terminal(), next: Instant::now() + SILENCE }
    }

    /// Shows how far it is, if it is time to.
    pub(super) fn tell(&mut self, line: impl FnOnce() -> String) {
        if self.terminal && Instant::now() >= self.next {
            // What is longer than the line is cut, so that it stays one line.
            let line: String = line().chars().take(78).collect();
            let _ = write!(std::io::stderr().lock(), "\r\x1b[2K{line}").and_then(|()| std::io::stderr().flush());
            (self.shown, self.next) = (true, Instant::now() + PAUSE);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_in_the_text_only_where_it_is_wanted() {
        assert_eq!(Paint(false).level(Level::Violation, "x"), "x");
        assert_eq!(Paint(true).level(Level::Violation, "x"), "\x1b[31mx\x1b[0m");
        assert_eq!(Paint(true).strong("x"), "\x1b[1mx\x1b[0m");
    }
}
