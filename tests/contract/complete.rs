//! What a complete event is, and which numbers cannot be: the contract says, the live check tells.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sql_driver_telemetry::check::{Finding, Level, Log, Payload, Rule};
use sql_driver_telemetry::contract::{EventKind, Need};

/// The findings about one log whose driver's log is `text`, without those about ids, times and the system.
fn found(text: &str) -> Vec<String> {
    let log = format!(r#"{{"entry":{{"sql_driver_log":{text}}}}}"#);
    let payload = Payload::read(log.as_bytes()).expect("a log");
    let about_operation = |finding: &&Finding| {
        let path = finding.path.as_str();
        path.starts_with("entry.sql_driver_log.") && !path.contains("system_configuration")
    };
    let short = |finding: &Finding| {
        let path = finding.path.trim_start_matches("entry.sql_driver_log.");
        format!("{} {path} {}", finding.rule.level().as_str(), finding.rule)
    };
    payload.findings().filter(about_operation).map(short).collect()
}

const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

/// A statement that is complete, with `more` inside its SQL operation and `beside` beside it.
fn statement(more: &str, beside: &str) -> String {
    format!(
        r#"{{"session_id":"{ID}","sql_statement_id":"{ID}","operation_latency_ms":12,"sql_operation":{{
            "statement_type":"QUERY","is_compressed":false,{more},
            "operation_detail":{{"operation_type":"EXECUTE_STATEMENT","is_internal_call":false}}}}{beside}}}"#
    )
}

const INLINE: &str = r#""execution_result":"INLINE_ARROW","result_latency":{"result_set_ready_latency_millis":13}"#;

#[test]
fn a_complete_statement_has_no_finding() {
    assert_eq!(found(&statement(INLINE, "")), [""; 0]);
}

#[test]
fn what_is_needed_follows_from_what_the_event_tells() {
    let nothing: [&str; 0] = [];
    for (text, expected) in [
        // A cloud fetch without the details of its chunks passed every check once.
        (
            statement(
                r#""execution_result":"EXTERNAL_LINKS","result_latency":{"result_set_ready_latency_millis":13}"#,
                "",
            ),
            &[
                "violation sql_operation.chunk_details needed_missing",
                "advice sql_operation.result_latency.result_set_consumption_latency_millis needed_missing",
            ][..],
        ),
        (
            statement(
                r#""execution_result":"EXTERNAL_LINKS""#,
                r#","error_info":{"error_name":"CHUNK_DOWNLOAD_ERROR"}"#,
            ),
            &["violation sql_operation.chunk_id needed_missing"],
        ),
        (
            statement(
                r#""execution_result":"INLINE_JSON","result_latency":{"result_set_consumption_latency_millis":3}"#,
                "",
            ),
            &["violation sql_operation.result_latency.result_set_ready_latency_millis needed_missing"],
        ),
        (
            r#"{"sql_operation":{"operation_detail":{"operation_type":"CLOSE_STATEMENT"}},"operation_latency_ms":1}"#
                .to_owned(),
            &["violation session_id needed_missing", "violation sql_statement_id needed_missing"],
        ),
        (r#"{"error_info":{"http_status":503}}"#.to_owned(), &["violation error_info.error_name needed_missing"]),
        (
            r#"{"vol_operation":{"volume_operation_type":"PUT"},"operation_latency_ms":1}"#.to_owned(),
            &["advice session_id needed_missing"],
        ),
        // An error explains why there is no latency, and no result.
        (statement(r#""chunk_id":3"#, r#","error_info":{"error_name":"CHUNK_DOWNLOAD_ERROR"}"#), &nothing),
    ] {
        assert_eq!(found(&text), expected, "{text}");
    }
}

#[test]
fn what_contradicts_itself_is_told() {
    let chunks = |initial: i64, slowest: i64, sum: i64, present: i64, iterated: i64| {
        let more = format!(
            r#""execution_result":"EXTERNAL_LINKS","chunk_details":{{"initial_chunk_latency_millis":{initial},
            "slowest_chunk_latency_millis":{slowest},"sum_chunks_download_time_millis":{sum},
            "total_chunks_present":{present},"total_chunks_iterated":{iterated}}},"result_latency":{{
            "result_set_ready_latency_millis":13,"result_set_consumption_latency_millis":14}}"#
        );
        found(&statement(&more, ""))
    };
    assert_eq!(chunks(5, 9, 20, 4, 3), [""; 0]);
    assert_eq!(chunks(0, 0, 0, 4, 4), [""; 0]);
    assert_eq!(
        chunks(9, 5, 20, 4, 4),
        ["advice sql_operation.chunk_details.initial_chunk_latency_millis contradiction"]
    );
    assert_eq!(
        chunks(5, 9, 8, 4, 4),
        ["advice sql_operation.chunk_details.slowest_chunk_latency_millis contradiction"]
    );
    assert_eq!(chunks(5, 9, 20, 4, 5), ["advice sql_operation.chunk_details.total_chunks_iterated contradiction"]);
    assert_eq!(
        chunks(-1, 9, 20, 4, 4),
        ["violation sql_operation.chunk_details.initial_chunk_latency_millis out_of_bounds"]
    );

    let late = r#""execution_result":"INLINE_ARROW","result_latency":{"result_set_ready_latency_millis":1013}"#;
    let later = ["advice sql_operation.result_latency.result_set_ready_latency_millis contradiction"];
    assert_eq!(found(&statement(late, "")), later, "the result is ready a second after the only call has ended");
    let inline = format!(r#"{INLINE},"chunk_details":{{"total_chunks_present":2}}"#);
    assert_eq!(found(&statement(&inline, "")), ["advice sql_operation.chunk_details not_applicable"]);
    let polls = |calls: i64| {
        let detail = format!(
            r#"{{"operation_type":"LIST_TABLES","is_internal_call":false,
            "n_operation_status_calls":{calls},"operation_status_latency_millis":7}}"#
        );
        found(&format!(
            r#"{{"session_id":"{ID}","operation_latency_ms":1,"sql_operation":{{"operation_detail":{detail}}}}}"#
        ))
    };
    assert_eq!(polls(1), [""; 0]);
    let path = "sql_operation.operation_detail.operation_status_latency_millis";
    assert_eq!(polls(0), [format!("advice {path} not_applicable")], "no calls took no time");
}

/// Each bound of each integer, from both sides; a new field takes part by itself.
#[test]
fn every_integer_has_its_range() {
    use sql_driver_telemetry::contract::{FrontendLog, Kind, Message, MessageDescriptor};

    fn visit(message: &'static MessageDescriptor, wrap: &dyn Fn(String) -> String, seen: &mut usize) {
        for field in message.fields {
            let inside = |value: String| wrap(format!(r#"{{"{}":{value}}}"#, field.name));
            match field.kind {
                Kind::Message(below) if !field.repeated => visit(below, &|value| inside(value), seen),
                Kind::Int32 | Kind::Int64 => {
                    *seen += 1;
                    let (min, max) = (field.min.expect("a least value"), field.max.expect("a greatest value"));
                    let told = |number: i64| {
                        let payload = Payload::read(inside(number.to_string()).as_bytes()).expect("a log");
                        payload.findings().any(|finding| finding.rule == Rule::OutOfBounds)
                    };
                    assert!(!told(min) && !told(max), "{}", field.name);
                    assert!(min.checked_sub(1).is_none_or(told), "{} below {min}", field.name);
                    // A number that does not fit the type is told as such.
                    let largest = if matches!(field.kind, Kind::Int32) { i32::MAX.into() } else { i64::MAX };
                    assert!(max == largest || told(max + 1), "{} above {max}", field.name);
                }
                _ => {}
            }
        }
    }
    let mut seen = 0;
    visit(FrontendLog::DESCRIPTOR, &|value| value, &mut seen);
    assert!(seen >= 35, "{seen} integers");
}

#[test]
fn another_unit_in_a_field_of_milliseconds_is_told() {
    let (seconds, nanoseconds) = (1_700_000_000_i64, 1_700_000_000_000_000_000_i64);
    for (text, unit) in [
        (format!(r#"{{"context":{{"client_context":{{"timestamp_millis":{seconds}}}}}}}"#), "seconds"),
        (format!(r#"{{"context":{{"client_context":{{"timestamp_millis":{nanoseconds}}}}}}}"#), "nanoseconds"),
        (r#"{"entry":{"sql_driver_log":{"operation_latency_ms":1700000000}}}"#.to_owned(), "nanoseconds"),
    ] {
        let payload = Payload::read(text.as_bytes()).expect("a log");
        assert!(payload.findings().any(|finding| finding.rule == Rule::OutOfBounds), "{unit}: {text}");
    }
}

#[test]
fn an_id_of_nothing_is_told() {
    for id in ["", "0", "00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000"] {
        let text = format!(r#"{{"session_id":"{id}"}}"#);
        assert!(found(&text).contains(&"violation session_id nil_id".to_owned()), "{id}: {:?}", found(&text));
    }
}

#[test]
fn what_may_not_go_unauthenticated_is_not_missed_there() {
    let text = r#"{"protoLogs":["{\"entry\":{\"sql_driver_log\":{\"sql_operation\":{\"operation_detail\":{\"operation_type\":\"CREATE_SESSION\"}}}}}"]}"#;
    let missing = |unauthenticated| {
        let payload = Payload::read_body(text.as_bytes(), unauthenticated).expect("a body");
        let needed = payload.findings().filter(|finding| matches!(finding.rule, Rule::NeededMissing(_)));
        needed.map(|finding| finding.path.clone()).collect::<BTreeSet<_>>()
    };
    assert!(missing(false).contains("entry.sql_driver_log.session_id"));
    assert_eq!(
        missing(true).into_iter().collect::<Vec<_>>(),
        [
            "entry.sql_driver_log.operation_latency_ms",
            "entry.sql_driver_log.system_configuration.driver_name",
            "entry.sql_driver_log.system_configuration.driver_version",
        ]
    );
}

/// What nobody was told of before the contract said what a complete event is: by driver, kind of event and field.
#[test]
fn gaps_of_real_drivers_have_names() {
    let mut gaps: BTreeMap<String, usize> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for driver in ["go", "jdbc", "kernel", "nodejs", "python"] {
        for log in logs(driver) {
            for finding in &log.findings {
                let need = match finding.rule {
                    Rule::NeededMissing(Need::Required) => "needed_missing (required)",
                    Rule::NeededMissing(_) => "needed_missing (recommended)",
                    Rule::NotApplicable => "not_applicable",
                    Rule::OutOfBounds => "out_of_bounds",
                    Rule::Contradiction => "contradiction",
                    Rule::NilId => "nil_id",
                    _ => continue,
                };
                let event = match log.event {
                    EventKind::Unspecified => "OTHER",
                    event => event.as_str_name(),
                };
                named.insert((driver, finding.path.clone(), need));
                *gaps.entry(format!("{driver} {event} {} {need}", finding.path)).or_default() += 1;
            }
        }
    }
    let listed: String = gaps.iter().map(|(gap, count)| format!("{gap} {count}x\n")).collect();
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("completeness@captures", listed);
    });
    assert!(named.len() >= 20, "{} gaps: {named:#?}", named.len());
}

fn logs(driver: &str) -> Vec<Log> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/captures").join(driver);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("captures").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let read = |file| Payload::read(&std::fs::read(file).expect("readable")).expect("a payload").logs;
    files.into_iter().flat_map(read).collect()
}

#[test]
fn levels_follow_the_need() {
    assert_eq!(Rule::NeededMissing(Need::Required).level(), Level::Violation);
    assert_eq!(Rule::NeededMissing(Need::Recommended).level(), Level::Advice);
    assert_eq!(Rule::NeededMissing(Need::Required).to_string(), Rule::NeededMissing(Need::Recommended).to_string());
}
