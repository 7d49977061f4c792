//! The receiver answers as the service does, and keeps what it acknowledges.
#![cfg(feature = "receiver")]

use std::io::Write;
use std::time::Duration;

use crate::client::{NOW, body, get, log, log_with, request, try_upload, upload};
use sql_driver_telemetry::check::Level;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::receiver::{CrossRule, FlagAnswer, LeafState, LiveRule, Receiver, ReceiverBuilder};

fn builder() -> ReceiverBuilder {
    Receiver::builder().clock(|| NOW)
}

#[test]
fn an_upload_is_acknowledged_in_every_member_that_drivers_read() {
    let receiver = builder().start().unwrap();
    let answer = upload(receiver.address(), &body(&[log(1), log(2)]));
    assert_eq!(answer.status, 200);
    assert!(answer.head.to_ascii_lowercase().contains("content-type: application/json"), "{}", answer.head);
    let expected = serde_json::json!({ "errors": [], "numSuccess": 0, "numProtoSuccess": 2, "numRealtimeSuccess": 0 });
    assert_eq!(answer.json(), expected);

    let event = receiver.events().statement("22222222-0000-4000-8000-000000000002").expect_one();
    assert_eq!(event.client.to_string(), "TestDriver 2.5");
    assert!(event.operation() == Some(OperationType::ExecuteStatement));
    assert_eq!(event.log().unwrap().operation_latency_ms, Some(2));
    receiver.events().expect_no_violations().expect_count(2);
    assert_eq!(receiver.report().findings.len(), 0, "{:?}", receiver.report().findings);
}

#[test]
fn a_token_is_wanted_and_never_kept() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let receiver = builder().store(file.path()).start().unwrap();
    let without = request(receiver.address(), "POST", "/telemetry-ext", &[], body(&[log(1)]).as_bytes()).unwrap();
    assert_eq!(without.status, 401);
    let basic = [("Authorization", "Basic dXNlcjpwdw==")];
    assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &basic, b"{}").unwrap().status, 401);
    assert_eq!(upload(receiver.address(), &body(&[log(1)])).status, 200);
    let sent = [("Authorization", "Bearer secret-token-0815"), ("Content-Type", "application/json")];
    let answer = request(receiver.address(), "POST", "/telemetry-unauth", &sent, body(&[]).as_bytes()).unwrap();
    assert_eq!(answer.status, 200);
    let report = receiver.stop();
    let rules: Vec<_> = report.findings.iter().map(|finding| (finding.rule.to_string(), finding.count)).collect();
    assert_eq!(rules, [("credential_missing".to_owned(), 2), ("credential_sent".to_owned(), 1)]);
    for name in ["", "-wal"] {
        let path = format!("{}{name}", file.path().display());
        let bytes = std::fs::read(path).unwrap_or_default();
        assert!(!bytes.windows(17).any(|window| window == b"secret-token-0815"));
    }
}

#[test]
fn the_flag_is_answered_to_any_client() {
    let name = "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForAdbc";
    for (flag, expected) in
        [(FlagAnswer::On, Some("true")), (FlagAnswer::Off, Some("false")), (FlagAnswer::Absent, None)]
    {
        let receiver = builder().flag(flag).start().unwrap();
        for path in
            ["/api/2.0/connector-service/feature-flags/OSS_JDBC/1.0.9", "/2.0/connector-service/feature-flags/X/1"]
        {
            let answer = get(receiver.address(), path).json();
            let flags = answer["flags"].as_array().unwrap();
            let found = flags.iter().find(|flag| flag["name"] == name).map(|flag| flag["value"].as_str().unwrap());
            assert_eq!(found, expected);
            assert!(!flags.is_empty() && answer["ttl_seconds"].is_u64());
        }
    }
}

#[test]
fn gzip_is_taken_and_what_is_stored_is_scrubbed() {
    let receiver = builder().start().unwrap();
    let private = r#"{"frontend_log_event_id":"00000000-0000-4000-8000-000000000001",
        "context":{"client_context":{"timestamp_millis":1795350000000}},
        "entry":{"sql_driver_log":{"driver_connection_params":{"query_tags":"owner:jane","auto_commit":true}}}}"#;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(body(&[private.to_owned()]).as_bytes()).unwrap();
    let headers = [("Authorization", "Bearer x"), ("Content-Encoding", "gzip"), ("Content-Type", "application/json")];
    let answer = request(receiver.address(), "POST", "/telemetry-ext", &headers, &gzip.finish().unwrap()).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    let event = receiver.events().expect_one();
    let parameters = event.log().unwrap().driver_connection_params.clone().unwrap();
    assert_eq!((parameters.query_tags, parameters.auto_commit), (None, Some(true)));
    assert!(event.findings.iter().any(|finding| finding.rule.to_string() == "privacy_drop_value"));
    assert_eq!(receiver.report().count(Level::Privacy), 1);
}

#[test]
fn logs_that_cannot_be_read_are_not_counted_as_taken() {
    let receiver = builder().start().unwrap();
    let answer = upload(receiver.address(), &body(&[log(1), "{".to_owned(), "[]".to_owned()]));
    assert_eq!(answer.status, 200);
    let report = receiver.report();
    assert!(report.findings.iter().any(|finding| finding.rule.to_string() == "log_not_json"), "{report:?}");
    assert!(answer.json()["numProtoSuccess"].as_u64().unwrap() < 3);
}

#[test]
fn findings_across_events_are_told() {
    let receiver = builder().start().unwrap();
    let operation = |n: u64, operation: &str| {
        log(n).replace("EXECUTE_STATEMENT", operation).replace("\"sql_statement_id\"", "\"x\"")
    };
    upload(receiver.address(), &body(&[log(1), log(2), operation(3, "CREATE_SESSION")]));
    upload(receiver.address(), &body(&[log(1)]));
    upload(receiver.address(), &body(&[log(4).replace("session_id", "x"), log(5).replace("1795349999995", "1")]));
    let report = receiver.report();
    let count = |rule: CrossRule| {
        report.findings.iter().filter(|finding| finding.rule == LiveRule::Cross(rule)).map(|f| f.count).sum::<u64>()
    };
    assert_eq!(count(CrossRule::DuplicateEventId), 1);
    assert_eq!(count(CrossRule::StatementWithoutSession), 1);
    assert_eq!(count(CrossRule::ClockSkew), 1);
    assert_eq!(count(CrossRule::SessionNeverClosed), 1);
    upload(receiver.address(), &body(&[operation(6, "DELETE_SESSION")]));
    let open = |finding: &sql_driver_telemetry::receiver::FindingReport| {
        finding.rule == LiveRule::Cross(CrossRule::SessionNeverClosed)
    };
    assert!(!receiver.report().findings.iter().any(open));
}

#[test]
fn faults_strike_as_written_and_losses_add_up() {
    let receiver = builder()
        .fault("status=429;retry-after=2@1..1".parse().unwrap())
        .fault("reset@2..2".parse().unwrap())
        .fault("partial=0.5@3..3".parse().unwrap())
        .fault("garbage@4..4".parse().unwrap())
        .start()
        .unwrap();
    let address = receiver.address();
    let refused = upload(address, &body(&[log(1)]));
    assert_eq!(refused.status, 429);
    assert!(refused.head.to_ascii_lowercase().contains("retry-after: 2"), "{}", refused.head);
    assert_eq!(try_upload(address, &body(&[log(1)])).unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(upload(address, &body(&[log(1), log(2)])).json()["numProtoSuccess"], 1);
    assert!(serde_json::from_str::<serde_json::Value>(&upload(address, &body(&[log(3)])).body).is_err());
    let report = receiver.report();
    assert_eq!((report.requests, report.logs, report.faults), (4, 2, 4));
    assert_eq!((report.losses.refused, report.losses.recovered, report.losses.lost), (2, 1, 1));

    // The same log under the same id is the retry that was hoped for; under another id it is counted twice.
    upload(address, &body(&[log(3), log_with(2, "33333333-0000-4000-8000-000000000000")]));
    let report = receiver.report();
    assert_eq!(report.losses.lost, 0);
    let found: Vec<_> = report.findings.iter().map(|finding| finding.rule.to_string()).collect();
    assert_eq!(found, ["retry_with_new_id"]);
}

#[test]
fn a_hanging_upload_is_let_go_when_the_receiver_stops() {
    let receiver = builder().fault("hang".parse().unwrap()).start().unwrap();
    let address = receiver.address();
    let client = std::thread::spawn(move || try_upload(address, &body(&[log(1)])).is_err());
    while receiver.report().losses.refused == 0 {
        std::thread::yield_now();
    }
    assert_eq!(receiver.stop().losses.lost, 1);
    assert!(client.join().unwrap());
}

#[test]
fn coverage_tells_what_is_never_filled() {
    let receiver = builder().start().unwrap();
    upload(receiver.address(), &body(&[log(0), log(1), log(2)]));
    let report = receiver.report();
    let coverage = &report.coverage[0];
    assert_eq!((coverage.client.to_string().as_str(), coverage.logs), ("TestDriver 2.5", 3));
    let field = |name: &str| *coverage.fields.iter().find(|field| field.path.ends_with(name)).unwrap();
    assert_eq!(field("sql_driver_log.session_id").state, LeafState::AlwaysSame);
    assert_eq!(field("operation_latency_ms").state, LeafState::Varies);
    assert_eq!(field("operation_latency_ms").distinct, 3);
    assert_eq!(field("sql_operation.retry_count").state, LeafState::Never);
    assert_eq!(coverage.filled(), 19);
}

#[test]
fn a_restart_goes_on_where_the_last_run_ended_if_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let receiver = builder().store(&file).start().unwrap();
    upload(receiver.address(), &body(&[log(1), log(2)]));
    let before = receiver.stop();

    let receiver = builder().store(&file).append(true).start().unwrap();
    assert_eq!(receiver.events().len(), 2);
    upload(receiver.address(), &body(&[log(2), log(3)]));
    let after = receiver.stop();
    assert_eq!((after.requests, after.logs), (before.requests + 1, before.logs + 2));
    assert_eq!(after.coverage[0].fields[1].distinct, 3);
    let found: Vec<_> = after.findings.iter().map(|finding| finding.rule.to_string()).collect();
    assert_eq!(found, ["duplicate_event_id"], "the id of the earlier run is known");
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    rusqlite::Connection::open(&file).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    let error = builder().store(&file).start().unwrap_err();
    assert!(error.to_string().contains("name another file"), "{error}");
}

#[test]
fn retention_keeps_the_newest_logs() {
    let receiver = builder().max_logs(100).start().unwrap();
    for batch in 0..30 {
        let logs: Vec<_> = (0..10).map(|n| log(batch * 10 + n)).collect();
        upload(receiver.address(), &body(&logs));
    }
    let events = receiver.events();
    assert!((100..=112).contains(&events.len()), "{}", events.len());
    assert_eq!(events.iter().last().unwrap().log().unwrap().operation_latency_ms, Some(299));
    assert_eq!(receiver.logs(), 300);
}

#[tokio::test(start_paused = true)]
async fn waiting_works_on_a_paused_runtime() {
    let receiver = Receiver::start().unwrap();
    assert!(!receiver.arrived(1, Duration::from_millis(20)).await);
    let address = receiver.address();
    std::thread::spawn(move || upload(address, &body(&[log(1)])));
    assert!(receiver.arrived(1, Duration::from_secs(120)).await);
}

#[test]
#[should_panic(expected = "expected one event, and there are 2:")]
fn a_failed_expectation_says_what_is_there() {
    let receiver = builder().start().unwrap();
    upload(receiver.address(), &body(&[log(1), log(2)]));
    receiver.events().expect_one();
}

#[cfg(feature = "grpc")]
#[tokio::test]
async fn the_grpc_service_takes_the_same_logs() {
    use sql_driver_telemetry::contract::frontend_log_service_client::FrontendLogServiceClient;
    use sql_driver_telemetry::contract::{ExportRequest, FrontendLog};
    use sql_driver_telemetry::json;

    let receiver = builder().grpc("127.0.0.1:0".parse().unwrap()).start().unwrap();
    let url = format!("http://{}", receiver.grpc_address().unwrap());
    let mut client = FrontendLogServiceClient::connect(url).await.unwrap();
    let logs: Vec<FrontendLog> = [log(1), log(2)].iter().map(|log| json::from_str(log).unwrap()).collect();
    let answer = client.export(ExportRequest { upload_time: Some(NOW), logs }).await.unwrap();
    assert_eq!(answer.into_inner().num_proto_success, Some(2));
    receiver.events().expect_no_violations().expect_count(2);
}
