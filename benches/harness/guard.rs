//! Counts of today against those that are committed.
//!
//! Not time: counts repeat, on a loaded machine and in CI too. What grew fails and says how it is accepted; what shrank
//! passes with a word, so that it is accepted as well and cannot grow back unseen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::callgrind::{COUNTED_METRICS, Counts};
use crate::row::{benches, number};
use crate::{Case, Metric, Scope, callgrind, machine, run};

/// How far a count may be off: another layout of the program in memory makes some of them differ a little.
pub const TOLERANCE: f64 = 0.03;
/// The same of locked instructions where several threads are at work: how often they meet in a lock is chance.
const CHANCE: f64 = 0.2;
/// The same of the instructions of a whole process: how long its threads wait for each other as they begin is chance, too.
const OF_A_PROCESS: f64 = 0.1;
/// Of instructions, this many are nothing, whatever part they are: an empty call has three.
const INSTRUCTIONS_ALLOWED: f64 = 2.0;
/// Of the others, which are whole for each round, what rare events add to an average.
const OTHERS_ALLOWED: f64 = 0.25;
/// Of locked instructions, what the allocator adds for each allocation: how often it leaves the thread's own cache and
/// locks depends on what the heap was like before.
const LOCKED_PER_ALLOCATION: f64 = 0.01;

/// Counts by case, as they are committed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Baseline {
    /// What they were counted with.
    pub tools: Vec<String>,
    /// The counts.
    pub cases: BTreeMap<String, BTreeMap<Metric, f64>>,
    /// Over what they were counted, just now; those that are not here over rounds.
    #[serde(skip)]
    scopes: BTreeMap<String, Scope>,
}

/// What comparing came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// A row of a table for each count that is above its baseline: it fails.
    pub grown: Vec<String>,
    /// Those below: they pass, and should be accepted.
    pub shrunk: Vec<String>,
    /// Cases that are only here or only there: they fail.
    pub strangers: Vec<String>,
}

impl Verdict {
    /// Whether nothing grew, and no case is without a baseline.
    pub fn passes(&self) -> bool {
        self.grown.is_empty() && self.strangers.is_empty()
    }
}

impl Baseline {
    /// Of cases that were counted just now.
    pub fn new(cases: &[Case], counts: &[Counts]) -> Self {
        let rounded = |value: f64| (value * 10.0).round() / 10.0;
        // How often a worker reads the clock depends on how long it runs.
        let is_kept = |case: &Case, metric| case.scope == Scope::Rounds || metric != Metric::Clocks;
        let row = |case: &Case, counts: &Counts| {
            let counts = COUNTED_METRICS.into_iter().zip(counts.map(rounded));
            counts.filter(|(metric, _)| is_kept(case, *metric)).collect()
        };
        let scopes = cases.iter().map(|case| (case.name.to_owned(), case.scope)).collect();
        let cases = cases.iter().zip(counts).filter(|(case, _)| case.guarded);
        Self {
            tools: machine::tools(),
            cases: cases.map(|(case, counts)| (case.name.to_owned(), row(case, counts))).collect(),
            scopes,
        }
    }

    /// Reads the committed one; without a file it is empty.
    pub fn read(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(serde_json::from_str(&text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Writes it, a case a line, so that a diff shows what was accepted.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = format!("{{\n\"tools\": {},\n\"cases\": {{\n", serde_json::to_string(&self.tools)?);
        for (index, (name, counts)) in self.cases.iter().enumerate() {
            let comma = if index + 1 < self.cases.len() { "," } else { "" };
            text += &format!("{}: {}{comma}\n", serde_json::to_string(name)?, serde_json::to_string(counts)?);
        }
        fs::write(path, text + "}\n}\n")
    }

    /// Holds `now` against this.
    pub fn compare(&self, now: &Self) -> Verdict {
        let mut verdict = Verdict::default();
        for (name, counts) in &now.cases {
            let Some(before) = self.cases.get(name) else {
                verdict.strangers.push(format!("{name}: has no baseline"));
                continue;
            };
            for (metric, count) in counts {
                let old = before.get(metric).copied().unwrap_or(0.0);
                let tolerance = match (now.scopes.get(name).unwrap_or(&Scope::Rounds), metric) {
                    (Scope::Background | Scope::Process, Metric::Locked) => CHANCE,
                    (Scope::Process, Metric::Instructions) => OF_A_PROCESS,
                    _ => TOLERANCE,
                };
                let allowed = (old.abs() * tolerance).max(match metric {
                    Metric::Instructions => INSTRUCTIONS_ALLOWED,
                    _ => OTHERS_ALLOWED,
                });
                let allocations = before.get(&Metric::Allocations).copied().unwrap_or(0.0);
                let by_allocator = if *metric == Metric::Locked { allocations * LOCKED_PER_ALLOCATION } else { 0.0 };
                let allowed = allowed + by_allocator;
                if (count - old).abs() <= allowed {
                    continue;
                }
                let share = if old > 0.0 { format!("{:+.1} %", (count / old - 1.0) * 100.0) } else { "new".to_owned() };
                let row = format!("| {name} | {} | {} | {} | {share} |", metric.title(), number(old), number(*count));
                if *count > old { &mut verdict.grown } else { &mut verdict.shrunk }.push(row);
            }
        }
        let gone = self.cases.keys().filter(|name| !now.cases.contains_key(*name));
        verdict.strangers.extend(gone.map(|name| format!("{name}: is in the baseline, and no case any more")));
        verdict
    }
}

/// The program of the guard: counts `cases` and holds them against `benches/baseline.json`, or with `--accept` writes
/// that. Returns whether all is well.
pub fn guard(command: &str, cases: &[Case]) -> bool {
    if run::child(cases) {
        return true;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return true;
    }
    if !callgrind::is_there() {
        println!("skipped: valgrind is not installed, so nothing was counted");
        return true;
    }
    let now = Baseline::new(&cases[1..], &run::count(cases)[1..]);
    let path = path();
    if arguments.iter().any(|argument| argument == "--accept") {
        now.write(&path).expect("the baseline can be written");
        println!(
            "accepted: {} cases are in benches/baseline.json; commit it, and say why in the commit",
            now.cases.len()
        );
        return true;
    }
    let before = Baseline::read(&path).expect("the baseline can be read");
    let verdict = before.compare(&now);
    tell(&verdict, &before, &now, command);
    verdict.passes()
}

fn tell(verdict: &Verdict, before: &Baseline, now: &Baseline, command: &str) {
    const HEAD: &str = "| case | what | baseline | now | |\n|---|---|--:|--:|--:|";
    let allowed = TOLERANCE * 100.0;
    if !verdict.grown.is_empty() {
        println!("costs more than the baseline (more than {allowed} %):\n{HEAD}\n{}\n", verdict.grown.join("\n"));
    }
    if !verdict.shrunk.is_empty() {
        println!("costs less than the baseline:\n{HEAD}\n{}\n", verdict.shrunk.join("\n"));
    }
    verdict.strangers.iter().for_each(|stranger| println!("{stranger}"));
    if before.tools != now.tools && !before.cases.is_empty() {
        println!(
            "counted with {}; the baseline with {}: differences may come from there",
            now.tools.join(", "),
            before.tools.join(", ")
        );
    }
    if *verdict == Verdict::default() {
        println!("{} cases cost what they did, within {allowed} %", now.cases.len());
    } else {
        let must =
            if verdict.passes() { "passes; so that it cannot grow back unseen" } else { "if that is meant to be" };
        println!("{must}, accept it by\n\n    {command} -- --accept\n\nand say why in the commit.");
    }
}

/// Where the baseline is committed.
pub fn path() -> PathBuf {
    benches().join("baseline.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(instructions: f64, locked: f64) -> Baseline {
        let counts = BTreeMap::from([(Metric::Instructions, instructions), (Metric::Locked, locked)]);
        Baseline { cases: BTreeMap::from([("case".to_owned(), counts)]), ..Baseline::default() }
    }

    #[test]
    fn threads_meet_as_chance_has_it() {
        let before = baseline(1_000.0, 10.0);
        for (scope, instructions, locked, passes) in [
            (Scope::Rounds, 1_000.0, 11.9, false),
            (Scope::Rounds, 1_031.0, 10.0, false),
            (Scope::Background, 1_000.0, 11.9, true),
            (Scope::Background, 1_000.0, 12.1, false),
            (Scope::Background, 1_031.0, 10.0, false),
            (Scope::Process, 1_000.0, 11.9, true),
            (Scope::Process, 1_000.0, 12.1, false),
            (Scope::Process, 1_099.0, 10.0, true),
            (Scope::Process, 1_101.0, 10.0, false),
        ] {
            let scopes = BTreeMap::from([("case".to_owned(), scope)]);
            let now = Baseline { scopes, ..baseline(instructions, locked) };
            assert_eq!(before.compare(&now).passes(), passes, "{scope:?} {instructions} {locked}");
        }
    }

    #[test]
    fn the_allocator_locks_as_the_heap_has_it() {
        let with = |locked, allocations| {
            let counts = BTreeMap::from([(Metric::Locked, locked), (Metric::Allocations, allocations)]);
            Baseline { cases: BTreeMap::from([("case".to_owned(), counts)]), ..Baseline::default() }
        };
        for (locked, allocations, passes) in [(76.9, 490.0, true), (76.9, 100.0, false), (74.0, 490.0, false)] {
            let verdict = with(locked, allocations).compare(&with(81.3, allocations));
            assert_eq!(verdict.passes(), passes, "{locked} {allocations}");
        }
    }

    #[test]
    fn what_grew_fails_and_what_shrank_is_told() {
        let before = baseline(1_000.0, 10.0);
        for (instructions, locked, grown, shrunk) in [
            (1_000.0, 10.0, 0, 0),
            (1_029.0, 10.0, 0, 0),
            (1_031.0, 10.0, 1, 0),
            (969.0, 10.0, 0, 1),
            (1_000.0, 11.0, 1, 0),
            (969.0, 11.0, 1, 1),
        ] {
            let verdict = before.compare(&baseline(instructions, locked));
            assert_eq!((verdict.grown.len(), verdict.shrunk.len()), (grown, shrunk), "{instructions} {locked}");
            assert_eq!(verdict.passes(), grown == 0);
        }
    }

    #[test]
    fn a_case_without_a_baseline_fails_and_so_does_a_baseline_without_its_case() {
        let (some, none) = (baseline(1.0, 0.0), Baseline::default());
        assert!(!none.compare(&some).passes());
        assert!(!some.compare(&none).passes());
    }

    #[test]
    fn a_few_instructions_of_few_are_nothing() {
        assert_eq!(baseline(3.0, 0.0).compare(&baseline(5.0, 0.0)), Verdict::default());
        assert!(!baseline(3.0, 0.0).compare(&baseline(6.0, 0.0)).passes());
        assert!(!baseline(3.0, 0.0).compare(&baseline(3.0, 1.0)).passes());
    }
}
