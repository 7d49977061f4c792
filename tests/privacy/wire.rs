//! Secrets in everything that a driver can set, and every byte of what is then sent.

#![cfg(feature = "collect")]

use crate::secrets::each_carried;
use crate::secrets::life::{self, OWN_HEADER, look_at, token};
use http::{StatusCode, header};
use sql_driver_telemetry::export::{MemoryTransport, Reply};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity};

#[test]
fn nothing_is_sent_with_credentials() {
    each_carried(|kind, text, secret| {
        for options in [life::options(text), life::from_properties(text)] {
            let options = options.credentials(token, CredentialIdentity::of(text));
            for path in sent(options, kind, text, secret) {
                assert_eq!(path, "/telemetry-ext");
            }
        }
    });
}

#[test]
fn nothing_is_sent_without_credentials() {
    each_carried(|kind, text, secret| {
        for options in [life::options(text), life::from_properties(text)] {
            for path in sent(options, kind, text, secret) {
                assert_eq!(path, "/telemetry-unauth");
            }
        }
    });
}

#[test]
fn nothing_is_sent_when_the_flag_is_asked_for() {
    each_carried(|kind, text, secret| {
        let transport = MemoryTransport::new();
        let flags = serde_json::json!({ "flags": [{ "name": text, "value": "true" }], "ttl_seconds": 900 });
        transport.reply(Reply::status(StatusCode::OK, flags.to_string()));
        let options = life::asking(life::options(text).credentials(token, CredentialIdentity::of(text)));
        life::live(options.transport(transport.clone()), text);
        let requests = transport.requests();
        assert!(requests.len() > 1, "{kind}: the flag is on");
        assert!(requests[0].uri().path().contains("/feature-flags/"), "{kind}");
        requests.iter().for_each(|request| look_at(kind, secret, request));
    });
}

#[test]
fn a_driver_that_says_nothing_odd_is_known_by_its_user_agent() {
    let transport = MemoryTransport::new();
    let driver = sql_driver_telemetry::DriverIdentity::new("ADBC Databricks Driver", "1.4.2");
    let options = life::options("-").driver(driver);
    life::live(options.transport(transport.clone()), "-");
    for request in transport.requests() {
        assert_eq!(request.headers()[header::USER_AGENT], "ADBC-Databricks-Driver/1.4.2");
        assert!(!request.headers().contains_key(OWN_HEADER), "a header of the driver's went without a credential");
    }
}

/// Lives with `options`, looks at all requests, and gives their paths.
fn sent(options: ConnectionOptions, kind: &str, text: &str, secret: &str) -> Vec<String> {
    let transport = MemoryTransport::new();
    life::live(options.transport(transport.clone()), text);
    let requests = transport.requests();
    assert!(!requests.is_empty(), "{kind}: nothing was sent of {text}");
    requests.iter().for_each(|request| look_at(kind, secret, request));
    requests.iter().map(|request| request.uri().path().to_owned()).collect()
}
