//! The soak, in small: connections that live for a moment and end anyhow, against a service on this machine. The one of
//! a million events is `examples/soak`.

#![cfg(feature = "rustls")]

#[path = "../../examples/soak/run.rs"]
mod run;

#[test]
fn of_every_event_that_did_not_arrive_the_books_name_the_reason() {
    let report = run::Soak { events: 20_000, threads: 16, seed: 7 }.run();
    assert!(report.is_explained(), "\n{report}");
    assert!(report.arrived > 0 && report.connections > 16, "\n{report}");
}
