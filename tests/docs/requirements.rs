//! `docs/requirements.md`: every requirement has its row, and every row a test that exists.
#![cfg(feature = "collect")]

use std::fs;

use sql_driver_telemetry::config::KNOBS;

/// The rows of the tables: the cells of each.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .filter(|line| line.starts_with("| ") && !line.contains("| shown by |"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn document() -> String {
    fs::read_to_string("docs/requirements.md").expect("docs/requirements.md can be read")
}

/// The tests that a cell names, as file and function.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').filter_map(|word| word.split_once("::")).collect()
}

#[test]
fn every_requirement_has_its_row() {
    let document = document();
    let rows = rows(&document);
    let has = |first: &str| rows.iter().any(|cells| cells[0].trim_matches('`') == first);
    for number in 1..=10 {
        assert!(has(&format!("FR-{number}")), "FR-{number}");
    }
    for number in 1..=8 {
        assert!(has(&format!("NFR-{number}")), "NFR-{number}");
    }
    for question in ["1", "2", "3"] {
        assert!(has(question), "question {question} of the review");
    }
    for knob in KNOBS {
        let name = knob.property.rsplit_once("telemetry.").map_or(knob.property, |(_, name)| name);
        assert!(has(name), "the property {name} has no row");
    }
}

#[test]
fn every_row_names_a_test_that_exists() {
    let document = document();
    let rows = rows(&document);
    assert!(rows.len() > 40, "{} rows", rows.len());
    for cells in rows {
        let named = tests(cells.last().expect("a row has cells"));
        assert!(!named.is_empty(), "{cells:?} names no test");
        for (file, function) in named {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(text.contains(&format!("fn {function}(")), "{file} has no {function}");
        }
    }
}
