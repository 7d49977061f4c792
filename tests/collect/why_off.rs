//! A connection that is off knows why.

#![cfg(feature = "collect")]

use std::time::Duration;

use http::StatusCode;
use sql_driver_telemetry::config::{Config, Environment, OptOut};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{HostError, MemoryTransport, Reply};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, DriverIdentity, Telemetry, WhyOff};

use crate::harness::{HOST, WAIT};

fn with(variables: &[(&str, &str)], host: &str, properties: &[(&'static str, &str)]) -> ConnectionTelemetry {
    let options = ConnectionOptions::new(host, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::from_properties(properties.iter().copied()))
        .transport(MemoryTransport::new());
    Telemetry::with_environment(Environment::of(variables.iter().copied())).connect(options)
}

#[test]
fn whatever_stands_against_it_is_named() {
    let level = "adbc.databricks.telemetry.log_level";
    let table = [
        (with(&[("DO_NOT_TRACK", "y")], HOST, &[]), WhyOff::OptedOut(OptOut::Environment("DO_NOT_TRACK"))),
        (with(&[], HOST, &[("EnableTelemetry", "0")]), WhyOff::OptedOut(OptOut::Property("EnableTelemetry"))),
        (with(&[], HOST, &[(level, "off")]), WhyOff::Level),
        (with(&[], "http://example.com", &[]), WhyOff::RefusedHost(HostError::Insecure)),
        (with(&[], "", &[]), WhyOff::RefusedHost(HostError::Malformed)),
        (with(&[], "169.254.169.254", &[]), WhyOff::RefusedHost(HostError::Forbidden)),
        (ConnectionTelemetry::disabled(), WhyOff::Disabled),
        (Telemetry::disabled().connect(ConnectionOptions::new(HOST, DriverIdentity::new("d", "1"))), WhyOff::Disabled),
    ];
    for (connection, why) in table {
        assert_eq!((connection.why_off(), connection.is_enabled()), (Some(why), false));
        assert_eq!(connection.clone().why_off(), Some(why), "clones know it too");
        assert!(!why.to_string().is_empty());
    }
    let unclear = with(&[("DO_NOT_TRACK", "perhaps")], HOST, &[]);
    assert_eq!(unclear.diagnostics().len(), 1, "one that is off has diagnostics too");
}

#[test]
fn one_that_was_on_says_what_ended_it() {
    let connection = with(&[], HOST, &[]);
    assert_eq!(connection.why_off(), None);
    connection.close(Duration::ZERO);
    assert_eq!(connection.why_off(), Some(WhyOff::Closed));
}

#[test]
fn the_servers_flag_is_a_reason_once_it_is_known_to_be_off() {
    let memory = MemoryTransport::new();
    memory.reply(Reply::status(StatusCode::OK, r#"{"flags":[]}"#));
    let options = ConnectionOptions::new(HOST, DriverIdentity::new("Test Driver", "1.2.3")).transport(memory);
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    assert_eq!(connection.why_off(), None, "not known yet");
    drop(connection.statement(OperationType::ExecuteStatement));
    connection.flush(WAIT);
    assert_eq!(connection.why_off(), Some(WhyOff::Flag));
}
