//! Laws of the codec, over messages and inputs that nobody thought of.

use proptest::prelude::*;
use sql_driver_telemetry::check::Payload;
use sql_driver_telemetry::contract::{Binary, FrontendLog};
use sql_driver_telemetry::json::{self, Tree};
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

use crate::choices::filled;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..600)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn json_and_binary_round_trip(bytes in bytes()) {
        let log: FrontendLog = filled(&bytes);
        let text = json::to_string(&log);
        prop_assert_eq!(&json::from_str::<FrontendLog>(&text).expect("what is written is read"), &log);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "another parser reads it too");
        let mut again = FrontendLog::default();
        again.merge_binary(&log.to_binary()).expect("what is encoded is decoded");
        prop_assert_eq!(again, log);
    }

    #[test]
    fn the_pass_is_idempotent_and_only_ever_removes(bytes in bytes(), extensions: bool, unauthenticated: bool) {
        let policy = Policy { extensions, unauthenticated, ..Policy::default() };
        let (once, _) = Scrubbed::new(filled::<FrontendLog>(&bytes), &policy);
        let (twice, report) = Scrubbed::new(once.message().clone(), &policy);
        prop_assert_eq!(report, vec![]);
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn a_log_in_a_body_is_the_log(bytes in bytes()) {
        let (log, _) = Scrubbed::new(filled::<FrontendLog>(&bytes), &Policy::default());
        let mut body = json::BodyBuilder::new(1);
        prop_assert!(body.push(&log, usize::MAX));
        let length = body.len();
        let sent = body.finish().bytes();
        prop_assert_eq!(sent.len(), length);
        let envelope: serde_json::Value = serde_json::from_slice(&sent).expect("the body is JSON");
        let inner = log.to_json();
        prop_assert_eq!(envelope["protoLogs"][0].as_str(), Some(inner.as_str()));
    }

    #[test]
    fn no_input_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Err(error) = Payload::read(&bytes) {
            prop_assert_eq!(error.to_string().lines().count(), 1);
        }
    }

    #[test]
    fn a_damaged_capture_never_panics(cut in 0usize..6000, at in 0usize..6000, byte: u8) {
        let mut bytes = include_bytes!("../fixtures/captures/jdbc/02-connection_full.json").to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        if let Ok(payload) = Payload::read(&bytes) {
            for log in payload.logs {
                let (sent, _) = Scrubbed::new(log.message, &Policy::default());
                prop_assert!(json::from_str::<FrontendLog>(&sent.to_json()).is_ok());
            }
        }
    }

    #[test]
    fn any_json_is_read_tolerantly(text in json_text()) {
        let tree = Tree::parse(text.as_bytes()).expect("made as JSON");
        let mut log = FrontendLog::default();
        let departures = json::read_tolerant(&tree, &mut log);
        // Strict and tolerant reading are of one mind.
        let strict = json::from_str::<FrontendLog>(&text);
        prop_assert_eq!(strict.is_ok(), departures.iter().all(|departure| departure.kind.is_tolerated()));
    }
}

/// JSON that looks like a log here and there, and like nothing elsewhere.
pub fn json_text() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "workspace_id",
        "context",
        "client_context",
        "timestamp_millis",
        "entry",
        "sql_driver_log",
        "sql_operation",
        "statement_type",
        "session_id",
        "sessionId",
        "driver_connection_params",
        "non_proxy_hosts",
        "x",
        "",
    ]);
    let leaf = prop::sample::select(vec![
        "null",
        "true",
        "0",
        "-1",
        "9223372036854775807",
        "9223372036854775808",
        "1.5",
        "\"\"",
        "\"7\"",
        "\"QUERY\"",
        "\"NONE\"",
        "[]",
        "{}",
        "[null]",
        "[\"a\"]",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(6, 48, 4, move |inner| {
        proptest::collection::vec((key.clone(), inner), 0..4).prop_map(|members| {
            let members: Vec<_> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
            format!("{{{}}}", members.join(","))
        })
    })
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Payload::read(deep.as_bytes()).is_err());
}

#[test]
fn numbers_of_an_enum_that_is_not_known_never_fail_an_event() {
    let log: FrontendLog =
        json::from_str(r#"{"entry":{"sql_driver_log":{"sql_operation":{"statement_type":99}}}}"#).expect("read");
    assert_eq!(json::to_string(&log), r#"{"entry":{"sql_driver_log":{"sql_operation":{}}}}"#);
    let (sent, _) = Scrubbed::new(log, &Policy::default());
    assert_eq!(
        sent.to_json(),
        r#"{"entry":{"sql_driver_log":{"sql_operation":{"statement_type":"TYPE_UNSPECIFIED"}}}}"#
    );
}

#[test]
fn zeros_and_false_are_written_and_unset_is_not() {
    let text = r#"{"entry":{"sql_driver_log":{"sql_operation":{"is_compressed":false},"operation_latency_ms":0}}}"#;
    let log: FrontendLog = json::from_str(text).expect("read");
    assert_eq!(json::to_string(&log), text);
}
