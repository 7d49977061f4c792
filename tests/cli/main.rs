//! The command line as its users meet it: arguments, streams and exit status.
#![cfg(feature = "cli")]

mod absurd;
mod ci;
mod npm;
mod signals;
mod streams;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    // A command that refuses its arguments never reads.
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// Exit status 2, nothing on stdout, one line on stderr that names the cause.
fn refused(output: &Output, cause: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", stderr(output));
    assert_eq!(stdout(output), "");
    assert_eq!(stderr(output).lines().count(), 1, "{}", stderr(output));
    assert!(stderr(output).contains(cause), "{}", stderr(output));
}

#[test]
fn check_refuses_what_is_no_payload_in_one_line() {
    for (input, cause) in [
        (&b""[..], "empty"),
        (b" \n\t ", "empty"),
        (b"not json", "not JSON"),
        (b"[1,2]", "a list"),
        (b"42", "an integer"),
        (b"{\"uploadTime\":1,\"protoLogs\":[\"\xc3", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"{\"request\":{}}", "body_text"),
    ] {
        refused(&run(&["check", "-"], input), cause);
    }
    refused(&run(&["check", "no/such/file"], b""), "no/such/file");
    refused(&run(&["check", "proto"], b""), "no *.json");
    refused(&run(&["check", "-"], &vec![b' '; 20_000_000]), "split it");
}

#[test]
fn check_names_every_departure_and_fails_on_violations() {
    let output =
        run(&["check", "-"], br#"{"uploadTime":1,"items":[],"protoLogs":["{\"workspace_id\":true,\"x\":1}"]}"#);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = stdout(&output).lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(lines, ["stdin"; 4]);
    assert!(stdout(&output).contains("stdin:0 workspace_id wrong_type "));
    assert!(stdout(&output).contains("stdin:0 x unknown_key "));
}

#[test]
fn check_holds_where_only_advice_is_left_or_the_rest_is_allowed() {
    let log = br#"{"workspace_id":"7"}"#;
    assert_eq!(run(&["check", "-"], log).status.code(), Some(0));
    let wrong = br#"{"workspace_id":true}"#;
    assert_eq!(run(&["check", "-"], wrong).status.code(), Some(1));
    assert_eq!(run(&["check", "--allow", "wrong_type@workspace_id", "-"], wrong).status.code(), Some(0));
    assert_eq!(run(&["check", "--allow", "wrong_type@work*", "-"], wrong).status.code(), Some(0));
    assert_eq!(run(&["check", "--allow", "null@workspace_id", "-"], wrong).status.code(), Some(1));
}

#[test]
fn check_speaks_json_and_junit() {
    let wrong = br#"{"workspace_id":true}"#;
    let output = run(&["check", "--json", "-"], wrong);
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(report["summary"]["violation"], 1);
    assert_eq!(report["payloads"][0]["findings"][0]["rule"], "wrong_type");
    let output = run(&["check", "--format", "junit", "-"], wrong);
    assert!(stdout(&output).starts_with("<?xml"), "{}", stdout(&output));
    assert!(stdout(&output).contains("failures=\"1\""), "{}", stdout(&output));
}

#[test]
fn convert_goes_both_ways_and_back() {
    let text = b"{\"session_id\":\"s\",\"operation_latency_ms\":0}\n";
    let base64 = run(&["convert", "--from", "json", "--to", "base64", "--message", "SqlDriverLog"], text);
    assert_eq!(base64.status.code(), Some(0), "{}", stderr(&base64));
    let back = run(&["convert", "--from", "base64", "--to", "json", "--message", "SqlDriverLog"], &base64.stdout);
    assert_eq!(back.stdout, text);
    let binary =
        run(&["convert", "--from", "json", "--to", "binary", "--message", "telemetry.log.v1.SqlDriverLog"], text);
    let back = run(&["convert", "--from", "binary", "--to", "json", "--message", "SqlDriverLog"], &binary.stdout);
    assert_eq!(back.stdout, text);
    let lines = run(
        &["convert", "--from", "json", "--to", "json", "--lines"],
        b"{\"workspace_id\":1}\n\n{\"workspace_id\":\"2\"}\n",
    );
    assert_eq!(stdout(&lines), "{\"workspace_id\":1}\n{\"workspace_id\":2}\n");
}

#[test]
fn convert_refuses_in_one_line() {
    refused(&run(&["convert", "--from", "json", "--to", "json"], b"{\"entry\":{\"sql\":1}}"), "entry.sql");
    refused(&run(&["convert", "--from", "base64", "--to", "json"], b"!!"), "base64");
    refused(&run(&["convert", "--from", "binary", "--to", "json"], b"\xff\xff"), "stdin");
    refused(&run(&["convert", "--from", "json", "--to", "json", "--message", "Nothing"], b"{}"), "FrontendLog");
    refused(&run(&["convert", "--from", "binary", "--to", "json", "--lines"], b""), "--lines");
}

#[test]
fn replay_sends_every_captured_log_and_nothing_private() {
    let files = captures();
    let arguments: Vec<_> = ["replay", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let output = run(&arguments, b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let summary: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    let logs: usize = files
        .iter()
        .map(|file| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            sql_driver_telemetry::check::Payload::read(&std::fs::read(path).expect("readable"))
                .expect("a payload")
                .logs
                .len()
        })
        .sum();
    for member in ["recorded", "acknowledged", "received"] {
        assert_eq!(summary[member], logs, "{member}");
    }
    assert_eq!(summary["findings"], 0);
    assert_eq!(summary["dropped"], serde_json::json!({}));
    assert!(summary["scrubbed"]["HTTP_PATH"].is_null() || summary["scrubbed"]["LOCAL_PATH"].as_u64() > Some(0));
}

#[test]
fn replay_refuses_an_endpoint_that_is_no_host() {
    let file = captures().remove(0);
    refused(&run(&["replay", &file, "--endpoint", "http://example.com"], b""), "not https");
    refused(&run(&["replay", &file, "--endpoint", "https://user@example.com"], b""), "before the host");
}

#[test]
fn demo_balances_its_books_and_leaks_nothing() {
    let output = run(&["demo", "--json", "--connections", "3", "--statements", "20"], b"");
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let summary: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    // Of each connection: 20 statements, 3 metadata calls, a volume operation, open and close; and one refused open.
    assert_eq!(summary["recorded"], 3 * (20 + 3 + 1 + 2) + 1);
    assert_eq!(summary["recorded"], summary["acknowledged"]);
    assert_eq!(summary["recorded"], summary["received"]);
    assert_eq!(summary["findings"], 0);
    assert!(summary["scrubbed"]["DROP_VALUE"].as_u64() > Some(0), "{summary}");
    for secret in ["jane", "payroll", "hunter2", "dapi", "dose0123", "private.pem"] {
        assert!(!stdout(&output).contains(secret), "{secret}");
        assert!(!stderr(&output).contains(secret), "{secret}");
    }
}

#[test]
fn demo_balances_its_books_under_faults() {
    let faults = ["--fault", "status=503@0.2", "--fault", "reset@0.05", "--seed", "3"];
    let arguments: Vec<_> = ["demo", "--json", "--statements", "50"].into_iter().chain(faults).collect();
    let output = run(&arguments, b"");
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let summary: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    let dropped: u64 =
        summary["dropped"].as_object().expect("an object").values().filter_map(|count| count.as_u64()).sum();
    assert_eq!(summary["recorded"].as_u64(), summary["acknowledged"].as_u64().map(|count| count + dropped));
}

#[test]
fn incomplete_events_fail_where_completeness_is_asked_for() {
    // An opened session that tells its latency and its driver, and nothing of the system and the settings.
    let log = br#"{"frontend_log_event_id":"01f0aaaa-0000-4000-8000-000000000001","context":{"client_context":
        {"timestamp_millis":1795350000000}},"entry":{"sql_driver_log":{"session_id":"01f0aaaa-0000-4000-8000-000000000002",
        "operation_latency_ms":5,"system_configuration":{"driver_name":"JDBC","driver_version":"1.2.3"},
        "sql_operation":{"operation_detail":{"operation_type":"CREATE_SESSION"}}}}}"#;
    let report = run(&["check", "--format", "json", "-"], log);
    assert_eq!(report.status.code(), Some(0), "advice alone is no failure: {}", stdout(&report));
    let report: serde_json::Value = serde_json::from_str(stdout(&report)).expect("JSON");
    let completed = &report["completeness"][0];
    assert_eq!((&completed["driver"], &completed["event"]), (&"JDBC".into(), &"session_open".into()));
    let percent = completed["percent"].as_u64().expect("a number");
    assert!((1..100).contains(&percent), "{completed}");
    for (asked, status) in [(percent, 0), (percent + 1, 1)] {
        let checked = run(&["check", "--min-coverage", &asked.to_string(), "-"], log);
        assert_eq!(checked.status.code(), Some(status), "{asked}: {}", stderr(&checked));
    }
    assert_eq!(run(&["check", "--min-coverage", "101", "-"], log).status.code(), Some(2));
}

/// What this library itself makes of a connection is complete: nothing is advised, nothing contradicts itself.
#[test]
fn demo_is_complete() {
    let receiver = sql_driver_telemetry::receiver::Receiver::builder().start().expect("a receiver");
    let url = receiver.url();
    let output = run(&["demo", "--connections", "3", "--statements", "40", "--endpoint", url.as_str()], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report = receiver.stop();
    assert!(report.logs > 100);
    let gaps: Vec<_> = report.findings.iter().map(|it| format!("{} {} {}", it.rule, it.path, it.detail)).collect();
    assert_eq!(gaps, [""; 0]);
    assert_eq!(report.completeness.below(100).collect::<Vec<_>>(), []);
}

#[test]
fn schema_compares_and_measures() {
    let same = run(&["schema", "diff", "snapshots/contract.binpb", "proto"], b"");
    assert_eq!(same.status.code(), Some(0), "{}", stderr(&same));
    let reference = run(&["schema", "reference"], b"");
    assert!(stdout(&reference).contains("| `operation_latency_ms` | 9 |"));
    let errors = run(&["schema", "errors", "--json"], b"");
    let errors: serde_json::Value = serde_json::from_slice(&errors.stdout).expect("one document");
    let members = ["name", "jdbc", "go", "kernel", "adbc", "sqlstate_classes", "http"];
    for error in errors.as_array().expect("a list") {
        let keys: BTreeSet<_> = error.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(members));
    }
    let named = |who: &str| {
        errors.as_array().into_iter().flatten().filter_map(|error| error[who].as_array()).map(Vec::len).sum::<usize>()
    };
    assert_eq!(["jdbc", "go", "kernel", "adbc"].map(named), [34, 21, 13, 14]);
    let coverage = run(&["schema", "coverage", "--json", "-"], br#"{"workspace_id":7}"#);
    assert!(stdout(&coverage).contains("workspace_id"), "{}", stdout(&coverage));
    refused(&run(&["schema", "diff", "README.md"], b""), "README.md");
}

fn captures() -> Vec<String> {
    let mut files = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for driver in std::fs::read_dir(root.join("tests/fixtures/captures")).expect("captures") {
        for file in std::fs::read_dir(driver.expect("a folder").path()).expect("a folder") {
            let path = file.expect("a file").path();
            files.push(path.strip_prefix(root).expect("below the root").display().to_string());
        }
    }
    files.sort();
    files
}

#[test]
fn every_command_has_an_example_in_its_help() {
    for command in sql_driver_telemetry::cli::command().get_subcommands().map(clap::Command::get_name) {
        let output = run(&[command, "--help"], b"");
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("sql-driver-telemetry "), "{command}");
        assert!(stdout(&output).contains("Example"), "{command}");
    }
}

#[test]
fn view_shows_what_a_mirror_holds() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("mirror");
    let name = file.to_str().expect("a path");
    refused(&run(&["view", name], b""), "No such file");
    std::fs::write(&file, "something else\n").expect("a file");
    refused(&run(&["view", name], b""), "no mirror");
    let log = r#"{"frontend_log_event_id":"a","context":{"client_context":{"timestamp_millis":1}}}"#;
    let body = serde_json::json!({ "uploadTime": 2, "items": [], "protoLogs": [log] }).to_string();
    let url = "https://a.cloud.databricks.com/telemetry-ext";
    let sent = serde_json::json!({ "sent": "1-1", "at": 1, "method": "POST", "url": url, "headers": {}, "body": body });
    let lines = [
        serde_json::json!({ "mirror": 1 }).to_string(),
        sent.to_string(),
        r#"{"outcome":"1-1","at":1,"what":"delivered","status":200}"#.to_owned(),
        // Twice, as a process that was killed while it made room leaves it.
        sent.to_string(),
        r#"{"dropped":"1-2","at":1,"reason":"queue_full","events":7}"#.to_owned(),
        r#"{"sent":"1-3","at"#.to_owned(),
    ];
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let output = run(&["view", name, "--once", "--json"], b"");
    let document: serde_json::Value = serde_json::from_str(stdout(&output)).expect("one document");
    let expected = serde_json::json!({
        "requests": 1, "logs": 1, "outcomes": { "delivered": 1 }, "dropped": { "queue_full": 7 }, "unmirrored": 0
    });
    assert_eq!(document, expected);
    assert_eq!(output.status.code(), Some(0));
}
