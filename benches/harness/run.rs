//! The program of a bench that is a list of cases.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{available_parallelism, scope};

use crate::callgrind::{self, COUNTED_METRICS, Callgrind, Counts};
use crate::machine::About;
use crate::meter::{Meter, Mode};
use crate::row::{self, Report, Row};
use crate::{Case, Metric};

/// Runs a bench: counts and times `cases`, prints them, and keeps them in `benches/results/NAME.jsonl`.
///
/// `command` is what one types for it. The first case is the loop itself, which is taken off the others. Further words
/// choose cases by the beginnings of their names; `--where` prints in which functions they lock; with `--counts` nothing
/// is timed, and the times that were kept stay; without `--bench`, which Cargo gives, each case makes one round.
pub fn run(name: &str, command: &str, cases: &[Case], peers: Vec<String>) {
    if child(cases) {
        return;
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return cases.iter().for_each(|case| (case.work)(&mut Meter::new(Mode::Trial)));
    }
    let chosen = chosen(cases, &arguments);
    if arguments.iter().any(|argument| argument == "--where") {
        return show_locked(&chosen);
    }
    let counts = if callgrind::is_there() {
        count(&chosen)
    } else {
        eprintln!("valgrind is not installed: time alone is measured");
        Vec::new()
    };
    let counts_only = arguments.iter().any(|argument| argument == "--counts");
    let kept = if counts_only { Report::read(name).ok() } else { None };
    let mut rows = Vec::new();
    for (index, case) in chosen.iter().enumerate().filter(|(_, case)| case.name != cases[0].name) {
        let mut row = Row::new(case.name, case.what);
        row.at = case.at;
        row.bars = case.bars.iter().copied().collect();
        for (metric, value) in COUNTED_METRICS.iter().zip(counts.get(index).into_iter().flatten()) {
            row = row.value(*metric, *value);
        }
        let ns = if counts_only {
            let rows = kept.iter().flat_map(|report| &report.rows);
            rows.filter(|row| row.case == case.name).find_map(|row| row.get(Metric::Ns))
        } else {
            let mut meter = Meter::new(Mode::Time);
            (case.work)(&mut meter);
            meter.ns.map(|ns| ns / case.pieces as f64)
        };
        if let Some(ns) = ns {
            row = row.value(Metric::Ns, ns);
        }
        rows.push(row);
    }
    row::print(&rows);
    let here = About { peers, ..About::here(command) };
    let about = kept.map_or(here.clone(), |report| here.beside(report.about));
    let order: Vec<String> = cases.iter().map(|case| case.name.to_owned()).collect();
    Report { about, rows }.keep(name, &order).expect("benches/results can be written");
}

/// The counts of each of `cases`, less what the loop itself costs, some at a time. The first of them is the loop.
pub fn count(cases: &[Case]) -> Vec<Counts> {
    let callgrind = Callgrind::default();
    let (next, counts) = (AtomicUsize::new(0), Mutex::new(vec![[0.0; 4]; cases.len()]));
    scope(|scope| {
        for _ in 0..available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(index) else { return };
                    let counted = callgrind.count(case);
                    counts.lock().unwrap_or_else(PoisonError::into_inner)[index] = counted;
                }
            });
        }
    });
    let mut counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    let empty = counts.first().copied().unwrap_or_default();
    for (counts, _) in counts.iter_mut().zip(cases).filter(|(_, case)| case.scope == crate::Scope::Rounds) {
        counts.iter_mut().zip(empty).for_each(|(count, empty)| *count -= empty);
    }
    counts
}

/// Whether this is the program that callgrind watches; then it has done its part.
pub(crate) fn child(cases: &[Case]) -> bool {
    let mut arguments = env::args().skip(1).skip_while(|argument| argument != callgrind::CHILD).skip(1);
    let (Some(name), Some(rounds)) = (arguments.next(), arguments.next()) else { return false };
    let case = cases.iter().find(|case| case.name == name).expect("a case of that name");
    (case.work)(&mut Meter::new(Mode::Count(rounds.parse().expect("a number of rounds"))));
    true
}

/// The cases that were asked for, all of them if none was, with the loop itself first.
fn chosen(cases: &[Case], arguments: &[String]) -> Vec<Case> {
    let words: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let is_chosen = |case: &Case| words.is_empty() || words.iter().any(|word| case.name.starts_with(word.as_str()));
    cases[..1].iter().chain(cases[1..].iter().filter(|case| is_chosen(case))).copied().collect()
}

fn show_locked(cases: &[Case]) {
    let callgrind = Callgrind::default();
    for case in &cases[1..] {
        println!("{}: {}", case.name, case.what);
        for (function, times) in callgrind.where_locked(case) {
            println!("{times:8.2}  {function}");
        }
    }
}
