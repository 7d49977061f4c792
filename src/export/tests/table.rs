//! The rows of `docs/faults.md`. A test has what it saw printed there, and fails when the page says something else.
//!
//! `UPDATE_DOCS=1` writes the page instead. Whoever includes this file has `DropReason` and `Stats` beside it.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use super::{DropReason, Stats};

/// What one test prints in one section.
pub(crate) struct Table {
    section: &'static str,
    test: &'static str,
    rows: Vec<(String, Row)>,
}

/// A condition, and what became of the events.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    arrives: String,
    counted: String,
    requests: String,
    close: String,
}

impl Table {
    /// The rows of `test` under the heading `section`.
    pub(crate) fn of(section: &'static str, test: &'static str) -> Self {
        Self { section, test, rows: Vec::new() }
    }

    /// Adds a row. A condition that is met more than once has to end in the same way each time.
    pub(crate) fn row(&mut self, condition: impl Into<String>, row: Row) {
        let condition = condition.into();
        match self.rows.iter().find(|(known, _)| *known == condition) {
            Some((_, known)) => assert_eq!(*known, row, "{condition}: not the same each time"),
            None => self.rows.push((condition, row)),
        }
    }

    /// Holds the page against what was seen.
    pub(crate) fn check(self) {
        static PAGE: Mutex<()> = Mutex::new(());
        let _alone = PAGE.lock();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/faults.md");
        let page = std::fs::read_to_string(&path).expect("the page of faults");
        let printed = self.on(&page);
        if printed == page {
            return;
        }
        if std::env::var_os("UPDATE_DOCS").is_some() {
            return std::fs::write(path, printed).expect("the page can be written");
        }
        panic!(
            "docs/faults.md says something else than `{}` saw; its head says how it is written anew:\n{}",
            self.test,
            self.lines().join("\n")
        );
    }

    /// The page with these rows in their section: where this test's were, or behind all others.
    fn on(&self, page: &str) -> String {
        let heading = format!("## {}", self.section);
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        let begin = lines.iter().position(|line| *line == heading);
        let begin = begin.unwrap_or_else(|| panic!("docs/faults.md has no section {heading:?}")) + 1;
        let end = lines[begin..].iter().position(|line| line.starts_with("## ")).map_or(lines.len(), |at| begin + at);
        let is_mine = |line: &String| line.ends_with(&format!("| `{}` |", self.test));
        let first = lines[begin..end].iter().position(is_mine);
        let behind = lines[begin..end].iter().rposition(|line| line.starts_with('|')).expect("a table") + 1;
        let rest: Vec<_> = lines.drain(begin..end).collect();
        let at = first.unwrap_or(behind);
        let mut section: Vec<_> = rest[..at].to_vec();
        section.extend(self.lines());
        section.extend(rest[at..].iter().filter(|line| !is_mine(line)).cloned());
        lines.splice(begin..begin, section);
        lines.join("\n") + "\n"
    }

    fn lines(&self) -> Vec<String> {
        let line = |(condition, row): &(String, Row)| {
            let Row { arrives, counted, requests, close } = row;
            format!("| {condition} | {arrives} | {counted} | {requests} | {close} | `{}` |", self.test)
        };
        self.rows.iter().map(line).collect()
    }
}

impl Row {
    /// What the books say.
    pub(crate) fn of(stats: &Stats) -> Self {
        let held = stats.held();
        assert_eq!(stats.recorded, stats.acknowledged + stats.dropped_total() + held, "the books: {stats:?}");
        let unconfirmed = if stats.unconfirmed > 0 { ", unconfirmed" } else { "" };
        let arrives = match stats.acknowledged {
            0 => "nothing".to_owned(),
            all if all == stats.recorded => format!("all{unconfirmed}"),
            some => format!("{some} of {}{unconfirmed}", stats.recorded),
        };
        let one = |name: String, events: u64| {
            let number = if events == stats.recorded { String::new() } else { format!(" ({events})") };
            (events > 0).then(|| name + &number)
        };
        let dropped = |reason: &DropReason| one(format!("`{}`", reason.as_str()), stats.dropped(*reason));
        let reasons: Vec<_> =
            DropReason::ALL.iter().filter_map(dropped).chain(one("still held".to_owned(), held)).collect();
        let counted = if reasons.is_empty() { "–".to_owned() } else { reasons.join(", ") };
        Self { arrives, counted, requests: "–".to_owned(), close: "–".to_owned() }
    }

    /// What arrives where that is chance: `least` events, and the rest under these reasons.
    pub(crate) fn at_least(stats: &Stats, least: u64, reasons: &[DropReason]) -> Self {
        assert!(stats.acknowledged >= least, "{stats:?}");
        let named: u64 = reasons.iter().map(|reason| stats.dropped(*reason)).sum();
        assert_eq!(stats.recorded, stats.acknowledged + named, "{stats:?}");
        let names: Vec<_> = reasons.iter().map(|reason| format!("`{}`", reason.as_str())).collect();
        let arrives = match least {
            0 if stats.acknowledged == 0 => "nothing".to_owned(),
            0 => "the rest".to_owned(),
            all if all == stats.recorded => "all".to_owned(),
            _ => format!("at least {least} of {}", stats.recorded),
        };
        let counted = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        Self { arrives, counted, requests: "–".to_owned(), close: "–".to_owned() }
    }

    /// What is asserted elsewhere, in words.
    #[allow(dead_code, reason = "tests/conditions is built of this file, too, and says what it asserted")]
    pub(crate) fn said(arrives: &str, reasons: &[DropReason], requests: &str, close: &str) -> Self {
        let names: Vec<_> = reasons.iter().map(|reason| format!("`{}`", reason.as_str())).collect();
        let counted = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        Self { arrives: arrives.to_owned(), counted, requests: requests.to_owned(), close: close.to_owned() }
    }

    /// Says in words what is counted.
    pub(crate) fn counted_as(&mut self, words: &str) {
        words.clone_into(&mut self.counted);
    }

    /// How many requests there were; how many there may be.
    pub(crate) fn requests(mut self, made: usize, may: RangeInclusive<usize>) -> Self {
        assert!(may.contains(&made), "{made} requests: {self:?}");
        self.requests = match (may.start(), may.end()) {
            (least, most) if least == most => least.to_string(),
            (least, &usize::MAX) => format!("{least} or more"),
            (least, most) => format!("{least} to {most}"),
        };
        self
    }

    /// How long the close took; how long it may.
    pub(crate) fn close(mut self, took: Duration, may: RangeInclusive<Duration>) -> Self {
        assert!(may.contains(&took), "{took:?}: {self:?}");
        self.close = match (may.start(), may.end()) {
            (least, most) if least == most => seconds(*least),
            (&Duration::ZERO, most) => format!("at most {}", seconds(*most)),
            (least, most) => format!("{} to {}", seconds(*least), seconds(*most)),
        };
        self
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
