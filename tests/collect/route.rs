//! What routes a request keys what is learned from its answer.

#![cfg(feature = "collect")]

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use proptest::prelude::*;
use sql_driver_telemetry::config::Environment;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Credentials, FLAG_NAME, MemoryTransport};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry};

use crate::harness::{WAIT, entry, logs, token};

const ORG: &str = "x-databricks-org-id";

fn driver() -> DriverIdentity {
    DriverIdentity::new("Test Driver", "1.2.3")
}

/// A connection as a property map describes it, to a service that keeps what it gets.
fn connect(properties: &[(&str, &str)], forced: bool) -> (ConnectionTelemetry, MemoryTransport) {
    let memory = MemoryTransport::new();
    let force = [("adbc.databricks.telemetry.force_enable", if forced { "true" } else { "false" })];
    let options = ConnectionOptions::from_properties(driver(), properties.iter().chain(&force).copied())
        .credentials(token, CredentialIdentity::of("somebody"))
        .transport(memory.clone());
    (Telemetry::with_environment(Environment::none()).connect(options), memory)
}

#[test]
fn the_workspace_that_is_named_goes_with_every_request() {
    let places = [
        vec![("uri", "https://acme.databricks.com/sql/1.0/warehouses/0a?o=77")],
        vec![("adbc.connection.host", "https://acme.databricks.com/?o=77#setting")],
        vec![("adbc.spark.host", "acme.databricks.com"), ("adbc.spark.path", "/sql/1.0/warehouses/0a?o=77")],
        vec![("adbc.spark.host", "acme.databricks.com"), ("databricks.http_path", "sql/protocolv1/o/77/0101-a")],
        vec![("adbc.spark.host", "acme.databricks.com"), ("databricks.workspace_id", "77")],
        vec![("databricks.org_id", "77"), ("uri", "https://acme.databricks.com/?o=88")],
    ];
    for properties in places {
        for forced in [true, false] {
            let (connection, memory) = connect(&properties, forced);
            drop(connection.statement(OperationType::ExecuteStatement));
            connection.close(WAIT);
            let requests = memory.requests();
            assert!(!requests.is_empty(), "{properties:?}");
            for request in requests {
                assert_eq!(request.headers()[ORG], "77", "{properties:?} {}", request.uri());
                assert_eq!(request.uri().host(), Some("acme.databricks.com"));
                if forced {
                    assert_eq!(logs(request.body())[0]["workspace_id"], 77);
                }
            }
        }
    }
}

#[test]
fn a_workspace_in_the_hosts_address_or_in_a_header_is_one_too() {
    for (host, header) in [("https://acme.databricks.com/sql/editor?o=77", None), ("acme.databricks.com", Some("77"))] {
        let memory = MemoryTransport::new();
        let config = sql_driver_telemetry::config::Config::new().force_enable(true);
        let mut options = ConnectionOptions::new(host, driver())
            .config(config)
            .credentials(token, CredentialIdentity::of("somebody"))
            .transport(memory.clone());
        if let Some(value) = header {
            options = options
                .headers(HeaderMap::from_iter([(HeaderName::from_static(ORG), HeaderValue::from_static(value))]));
        }
        let connection = Telemetry::with_environment(Environment::none()).connect(options);
        drop(connection.statement(OperationType::ExecuteStatement));
        connection.close(WAIT);
        let request = &memory.requests()[0];
        assert_eq!(
            (&request.headers()[ORG], &logs(request.body())[0]["workspace_id"]),
            (&HeaderValue::from(77), &77.into())
        );
        assert!(entry(&logs(request.body())[0]).is_object());
    }
}

#[test]
fn without_a_credential_no_request_names_the_workspace() {
    let memory = MemoryTransport::new();
    let properties = [("uri", "https://acme.databricks.com/?o=77")];
    let options = ConnectionOptions::from_properties(driver(), properties).transport(memory.clone());
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    drop(connection.statement(OperationType::ExecuteStatement));
    connection.close(WAIT);
    assert!(memory.requests().iter().all(|request| !request.headers().contains_key(ORG)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Workspaces behind one host, in any order, each with a flag of its own: what is sent is what was allowed.
    #[test]
    fn each_workspace_of_a_host_has_the_flag_that_it_was_given(
        workspaces in prop::collection::btree_map(1i64..1_000_000, any::<bool>(), 1..5),
        seed in any::<u64>(),
    ) {
        let allowed = workspaces.clone();
        let answered = MemoryTransport::new();
        let log = answered.clone();
        let service = move |request: Request<Bytes>| {
            let org: Option<i64> = request.headers().get(ORG).and_then(|it| it.to_str().ok()?.parse().ok());
            let on = org.and_then(|org| allowed.get(&org).copied()).unwrap_or(false);
            let body = format!(r#"{{"flags":[{{"name":"{FLAG_NAME}","value":"{on}"}}],"numProtoSuccess":1}}"#);
            log.reply(sql_driver_telemetry::export::Reply::Response(Response::new(body.into())));
            let log = log.clone();
            async move { sql_driver_telemetry::export::Transport::send(&log, request).await }
        };
        let telemetry = Telemetry::with_environment(Environment::none());
        let mut order: Vec<_> = workspaces.keys().copied().collect();
        let middle = (seed % order.len() as u64) as usize;
        order.rotate_left(middle);
        let mut open = Vec::new();
        for org in order {
            let options = ConnectionOptions::new("acme.databricks.com", driver())
                .transport(service.clone())
                .credentials(|| async { Ok(Credentials::bearer("token")?) }, CredentialIdentity::of("token"))
                .workspace_id(org);
            let connection = telemetry.connect(options);
            drop(connection.statement(OperationType::ExecuteStatement));
            let flushed = connection.flush(WAIT);
            prop_assert_eq!(flushed.delivered == 1, workspaces[&org], "{}: {:?}", org, flushed);
            open.push(connection);
        }
    }
}

/// Headers that say where a request begins, ends or goes.
const FRAMING: [&str; 9] = [
    "host",
    "Content-Length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "expect",
    "te",
    "content-encoding",
    "proxy-authorization",
];

#[test]
fn framing_headers_are_refused_and_reported_whoever_brings_them() {
    for name in FRAMING {
        let pair = || {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            HeaderMap::from_iter([
                (name, HeaderValue::from_static("evil")),
                (HeaderName::from_static("x-good"), "1".parse().unwrap()),
            ])
        };
        for in_options in [true, false] {
            let memory = MemoryTransport::new();
            let credentials =
                move || async move { Ok(Credentials::new(if in_options { HeaderMap::new() } else { pair() })) };
            let mut options = ConnectionOptions::new("acme.databricks.com", driver())
                .config(sql_driver_telemetry::config::Config::new().force_enable(true))
                .credentials(credentials, CredentialIdentity::of("somebody"))
                .transport(memory.clone());
            if in_options {
                options = options.headers(pair());
            }
            let connection = Telemetry::with_environment(Environment::none()).connect(options);
            drop(connection.statement(OperationType::ExecuteStatement));
            assert_eq!(connection.flush(WAIT).delivered, 1);
            let requests = memory.requests();
            assert!(
                requests.iter().all(|it| it.headers().get(name) != Some(&HeaderValue::from_static("evil"))),
                "{name}"
            );
            assert_eq!(requests[0].headers()["x-good"], "1");
            let said: Vec<_> = connection.diagnostics().iter().map(ToString::to_string).collect();
            assert_eq!(said.len(), 1, "{name}: {said:?}");
            assert!(said[0].contains("header"), "{said:?}");
            connection.close(Duration::ZERO);
        }
    }
}
