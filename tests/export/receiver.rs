//! The whole way over real HTTP, to the receiver with its faults: what the sender counts is what the other side saw.
#![cfg(feature = "receiver")]

use std::time::Duration;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Credentials, HttpTransport};
use sql_driver_telemetry::receiver::{Receiver, ReceiverBuilder};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, DropReason, Stats, Telemetry,
};

use crate::table::{Row, Table};

/// Longer than anything here takes; a test that waits for it has failed.
const WAIT: Duration = Duration::from_secs(60);

fn receiver(faults: &[&str]) -> ReceiverBuilder {
    faults.iter().fold(Receiver::builder().seed(7), |builder, fault| builder.fault(fault.parse().unwrap()))
}

fn connect(receiver: &Receiver, force: &str) -> (Telemetry, ConnectionTelemetry) {
    // It waits no longer between attempts than a test wants to.
    let config = Config::from_properties([
        ("adbc.databricks.telemetry.force_enable", force),
        ("adbc.databricks.telemetry.retry_delay_ms", "2"),
        ("adbc.databricks.telemetry.flush_interval_ms", "20"),
    ]);
    let options = ConnectionOptions::new(receiver.url(), DriverIdentity::new("Test Driver", "1.2.3"))
        .config(config)
        .transport(HttpTransport::new(|builder| builder.no_proxy().build()))
        .credentials(|| async { Ok(Credentials::bearer("a-token")?) }, CredentialIdentity::of("somebody"));
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(options);
    connection.session_id("01f0a1b2-0000-4000-8000-00000000000a");
    (telemetry, connection)
}

/// Runs `statements` in rounds of fifty, each flushed: many requests, rather than few large ones.
fn run(connection: &ConnectionTelemetry, statements: u64) -> Stats {
    for n in 1..=statements {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.statement_id(&format!("01f0a1b2-0000-4000-8000-{n:012x}"));
        statement.latency(Duration::from_millis(5));
        drop(statement);
        if n % 50 == 0 {
            connection.flush(WAIT);
        }
    }
    connection.flush(WAIT);
    let stats = connection.stats();
    assert_eq!(stats.recorded, stats.acknowledged + stats.dropped_total() + stats.held(), "{stats:?}");
    stats
}

#[test]
fn a_service_in_good_health_gets_everything_once() {
    let receiver = receiver(&[]).start().unwrap();
    let (_telemetry, connection) = connect(&receiver, "false");
    let stats = run(&connection, 1_000);
    connection.close(WAIT);
    assert_eq!((stats.acknowledged, stats.unconfirmed, stats.retried), (1_000, 0, 0));
    assert_eq!(stats.flag_requests, 1, "the flag was asked for, and is on");
    let events = receiver.events();
    assert_eq!(events.len(), 1_000);
    events.expect_no_violations();
}

#[test]
fn one_fault_in_four_loses_nothing_and_the_books_of_both_sides_agree() {
    let receiver = receiver(&["status=503@0.1", "reset@0.05", "status=429@0.05", "delay=30ms@0.05"]).start().unwrap();
    let (_telemetry, connection) = connect(&receiver, "true");
    let stats = run(&connection, 10_000);
    connection.close(WAIT);
    let mut table =
        Table::of("All at once", "export::receiver::one_fault_in_four_loses_nothing_and_the_books_of_both_sides_agree");
    let row = Row::at_least(&stats, 9_990, &[DropReason::Exhausted, DropReason::Deadline]);
    table.row("HTTP, one upload in four: 503, reset, 429, 30 ms late; the service's books agree", row);
    table.check();
    assert!(stats.retried > 0);
    let report = receiver.report();
    assert_eq!(report.logs, stats.acknowledged);
    assert_eq!(report.losses.lost, stats.recorded - stats.acknowledged);
    assert!(!report.findings.iter().any(|finding| finding.rule.to_string() == "retry_with_new_id"));
}

#[test]
fn partial_success_is_counted_and_not_sent_again() {
    let receiver = receiver(&["partial=0.5@1..4"]).start().unwrap();
    let (_telemetry, connection) = connect(&receiver, "true");
    let stats = run(&connection, 400);
    connection.close(WAIT);
    assert_eq!(receiver.logs(), stats.acknowledged);
    assert!(stats.dropped(DropReason::Partial) > 0);
    assert_eq!((stats.retried, stats.held()), (0, 0));
}

#[test]
fn garbage_is_no_answer_and_what_follows_waits() {
    let receiver = receiver(&["garbage@1..2"]).start().unwrap();
    let (telemetry, connection) = connect(&receiver, "true");
    for _ in 0..200 {
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    connection.flush(WAIT);
    let stats = connection.stats();
    assert!(stats.dropped(DropReason::NotTheService) > 0);
    assert_eq!((stats.unconfirmed, stats.retried, stats.refused), (0, 0, 1));
    assert_eq!(stats.recorded, stats.acknowledged + stats.dropped(DropReason::NotTheService) + stats.held());
    telemetry.shutdown(Duration::from_secs(1));
}

#[test]
fn a_flag_that_is_off_or_absent_sends_nothing() {
    for flag in ["off", "absent"] {
        let receiver = receiver(&[]).flag(flag.parse().unwrap()).start().unwrap();
        let (_telemetry, connection) = connect(&receiver, "false");
        let stats = run(&connection, 100);
        connection.close(WAIT);
        assert_eq!((receiver.logs(), receiver.uploads()), (0, 0), "{flag}");
        assert_eq!(stats.acknowledged, 0);
        assert!(stats.dropped(DropReason::FlagOff) > 0);
    }
}

#[test]
fn a_receiver_that_hangs_costs_a_close_its_deadline() {
    let receiver = receiver(&["hang"]).start().unwrap();
    let (telemetry, connection) = connect(&receiver, "true");
    for _ in 0..100 {
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    let flushed = connection.close(Duration::from_millis(200));
    assert!(flushed.timed_out && flushed.delivered == 0);
    // The pipeline lingers, and takes what it held into the books when it ends.
    telemetry.shutdown(Duration::from_millis(200));
    assert_eq!(receiver.logs(), 0);
}
