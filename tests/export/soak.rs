//! The soak, in small: connections that live for a moment and end anyhow, against a service on this machine. The one of
//! a million events is `examples/soak`.

#![cfg(feature = "rustls")]

#[path = "../../examples/soak/run.rs"]
mod run;

use crate::table::{Row, Table};

#[test]
fn of_every_event_that_did_not_arrive_the_books_name_the_reason() {
    let report = run::Soak { events: 20_000, threads: 16, seed: 7, pace: None }.run();
    assert!(report.is_explained(), "\n{report}");
    assert!(report.arrived > 0 && report.connections > 16, "\n{report}");
}

#[test]
fn of_fifty_connections_a_second_that_are_dropped_nothing_is_lost() {
    let pace = run::Pace { per_second: 50, seconds: 2 };
    let report = run::Soak { events: 0, threads: 0, seed: 7, pace: Some(pace) }.run();
    assert!(report.is_explained(), "\n{report}");
    assert_eq!((report.connections, report.arrived, report.stats.acknowledged), (100, 200, 200), "\n{report}");
    let mut table = Table::of(
        "Connections that live for moments",
        "export::soak::of_fifty_connections_a_second_that_are_dropped_nothing_is_lost",
    );
    table.row("50 connections a second, each dropped after two events", Row::of(&report.stats));
    table.check();
}
