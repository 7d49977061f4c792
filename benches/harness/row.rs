//! What was measured, as it is kept: a line of JSON a case, after one about the run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::machine::About;

/// What a number counts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Instructions executed.
    Instructions,
    /// Those with a `lock` prefix, and exchanges with memory, which lock without one.
    Locked,
    /// Readings of a clock.
    Clocks,
    /// Allocations.
    Allocations,
    /// Nanoseconds, the least of many bursts.
    Ns,
    /// Bytes of memory or of a file.
    Bytes,
    /// Events in a second; more is better.
    PerSecond,
    /// Microseconds, the least of many tries.
    Us,
    /// Seconds of the processor.
    Seconds,
    /// Crates linked, this one not counted.
    Crates,
}

impl Metric {
    /// Its name at the head of a column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Locked => "locked",
            Self::Clocks => "clock readings",
            Self::Allocations => "allocations",
            Self::Ns => "ns",
            Self::Bytes => "bytes",
            Self::PerSecond => "events/s",
            Self::Us => "µs",
            Self::Seconds => "processor seconds",
            Self::Crates => "crates",
        }
    }

    /// Whether `value` keeps within `bar`.
    pub fn is_met(self, value: f64, bar: f64) -> bool {
        if matches!(self, Self::PerSecond) { value >= bar } else { value <= bar }
    }
}

/// The least of so many tries.
pub fn least(times: usize, once: impl FnMut() -> Duration) -> Duration {
    std::iter::repeat_with(once).take(times).min().unwrap_or_default()
}

/// What one case came to.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Row {
    /// The name of the case.
    pub case: String,
    /// What one round of it does.
    pub what: String,
    /// Where it stands in its series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// What was measured.
    pub values: BTreeMap<Metric, f64>,
    /// What it should keep within.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bars: BTreeMap<Metric, f64>,
}

impl Row {
    /// One without numbers yet.
    pub fn new(case: impl Into<String>, what: impl Into<String>) -> Self {
        Self { case: case.into(), what: what.into(), ..Self::default() }
    }

    /// With this number, rounded to what is meant seriously.
    #[must_use]
    pub fn value(mut self, metric: Metric, value: f64) -> Self {
        self.values.insert(metric, if value.abs() < 100.0 { (value * 10.0).round() / 10.0 } else { value.round() });
        self
    }

    /// With this time, in microseconds.
    #[must_use]
    pub fn micros(self, time: Duration) -> Self {
        self.value(Metric::Us, time.as_secs_f64() * 1e6)
    }

    /// With this bar.
    #[must_use]
    pub fn bar(mut self, metric: Metric, bar: f64) -> Self {
        self.bars.insert(metric, bar);
        self
    }

    /// At this place of its series.
    #[must_use]
    pub fn at(mut self, at: f64) -> Self {
        self.at = Some(at);
        self
    }

    /// The number of that metric.
    pub fn get(&self, metric: Metric) -> Option<f64> {
        self.values.get(&metric).copied()
    }

    /// The bars that it does not keep within.
    pub fn missed(&self) -> impl Iterator<Item = (Metric, f64)> + '_ {
        let bars = self.bars.iter().map(|(metric, bar)| (*metric, *bar));
        bars.filter(|(metric, bar)| self.get(*metric).is_some_and(|value| !metric.is_met(value, *bar)))
    }
}

/// What a bench printed last: the run, and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How and on what it ran.
    pub about: About,
    /// What it measured.
    pub rows: Vec<Row>,
}

impl Report {
    /// Reads `benches/results/NAME.jsonl`. What was never measured has no rows.
    pub fn read(name: &str) -> io::Result<Self> {
        let path = path(name);
        if !path.exists() {
            return Ok(Self { about: About::default(), rows: Vec::new() });
        }
        let text = fs::read_to_string(path)?;
        let mut lines = text.lines();
        let about = serde_json::from_str(lines.next().unwrap_or_default())?;
        let rows = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { about, rows })
    }

    /// Writes `benches/results/NAME.jsonl`. Rows of cases that did not run this time stay.
    pub fn keep(mut self, name: &str, order: &[String]) -> io::Result<()> {
        if let Ok(old) = Self::read(name) {
            let fresh: Vec<String> = self.rows.iter().map(|row| row.case.clone()).collect();
            self.rows
                .extend(old.rows.into_iter().filter(|row| order.contains(&row.case) && !fresh.contains(&row.case)));
        }
        self.rows.sort_by_key(|row| order.iter().position(|name| *name == row.case));
        let mut text = serde_json::to_string(&self.about)? + "\n";
        for row in &self.rows {
            text += &(serde_json::to_string(row)? + "\n");
        }
        fs::create_dir_all(benches().join("results"))?;
        fs::write(path(name), text)
    }
}

/// The folder `benches` of the repository.
pub fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn path(name: &str) -> PathBuf {
    benches().join("results").join(name).with_extension("jsonl")
}

/// Prints rows as a table, with the columns that any of them fills.
pub fn print(rows: &[Row]) {
    let metrics: std::collections::BTreeSet<Metric> = rows.iter().flat_map(|row| row.values.keys().copied()).collect();
    let titles: Vec<&str> = metrics.iter().map(|metric| metric.title()).collect();
    println!("| case | what | {} |\n|---|---|{}", titles.join(" | "), "--:|".repeat(titles.len()));
    for row in rows {
        let numbers: Vec<String> =
            metrics.iter().map(|metric| row.get(*metric).map_or(String::new(), number)).collect();
        println!("| {} | {} | {} |", row.case, row.what, numbers.join(" | "));
    }
    for row in rows {
        for (metric, bar) in row.missed() {
            println!(
                "not met: {}: {} {}, the bar is {}",
                row.case,
                row.get(metric).map_or(String::new(), number),
                metric.title(),
                number(bar)
            );
        }
    }
}

/// A number as people read it.
pub fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 || value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let digits: Vec<char> = whole.chars().collect();
    let mut out = String::new();
    for (index, digit) in digits.iter().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits[index - 1] != '-' {
            out.push(',');
        }
        out.push(*digit);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}
