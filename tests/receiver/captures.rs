//! What real drivers sent, posted to the receiver: counts, findings and coverage of each driver are pinned.
#![cfg(feature = "receiver")]

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::client::request;
use serde_json::Value;
use sql_driver_telemetry::check::Level;
use sql_driver_telemetry::receiver::{LeafState, Receiver, Report};

#[test]
fn captures_of_every_driver_are_judged_as_pinned() {
    for driver in ["csharp-shape", "go", "jdbc", "kernel", "nodejs", "python"] {
        let report = post_all(driver);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_suffix(driver);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("receiver", render(&report)));
    }
}

/// Posts the captures of a driver at the time at which each was sent.
fn post_all(driver: &str) -> Report {
    let now = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&now);
    let receiver = Receiver::builder().clock(move || clock.load(Ordering::Relaxed)).start().expect("it starts");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/captures").join(driver);
    let mut files: Vec<_> = folder.read_dir().expect("the folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut logs = 0;
    for file in files {
        let capture: Value = serde_json::from_slice(&std::fs::read(&file).expect("readable")).expect("JSON");
        let body = capture["request"]["body_text"].as_str().expect("a body");
        let envelope: Value = serde_json::from_str(body).expect("JSON");
        now.store(envelope["uploadTime"].as_i64().expect("a time") + 20, Ordering::Relaxed);
        let headers: Vec<(&str, &str)> = capture["request"]["headers"]
            .as_array()
            .expect("headers")
            .iter()
            .map(|header| (header[0].as_str().expect("a name"), header[1].as_str().expect("a value")))
            .filter(|(name, _)| !["host", "connection"].contains(&name.to_ascii_lowercase().as_str()))
            .collect();
        let path = capture["request"]["path"].as_str().expect("a path");
        let answer = request(receiver.address(), "POST", path, &headers, body.as_bytes()).expect("an answer");
        assert_eq!(answer.status, 200, "{}: {}", file.display(), answer.body);
        let sent = envelope["protoLogs"].as_array().expect("logs").len() as u64;
        assert_eq!(answer.json()["numProtoSuccess"].as_u64(), Some(sent), "{}", file.display());
        logs += sent;
    }
    let report = receiver.stop();
    assert_eq!(report.logs, logs);
    report
}

fn render(report: &Report) -> String {
    let mut text = String::new();
    let count = |level| report.count(level);
    writeln!(
        text,
        "{} requests, {} logs, {} sessions opened, {} closed\n{} violations, {} privacy findings, {} pieces of advice\n",
        report.requests,
        report.logs,
        report.sessions_opened,
        report.sessions_closed,
        count(Level::Violation),
        count(Level::Privacy),
        count(Level::Advice)
    )
    .expect("a String takes everything");
    for finding in &report.findings {
        let level = finding.rule.level().as_str();
        let (rule, path, client, detail) = (finding.rule, &finding.path, &finding.client, &finding.detail);
        writeln!(text, "{level} {rule} {path} ({client}) {} x: {detail}", finding.count).expect("a String");
    }
    for coverage in &report.coverage {
        let (filled, all) = (coverage.filled(), coverage.fields.len());
        writeln!(text, "\n{}: {} logs, {filled} of {all} fields", coverage.client, coverage.logs).expect("a String");
        for field in coverage.fields.iter().filter(|field| field.state != LeafState::Never) {
            let state = field.state.as_str();
            writeln!(text, "  {} {state}, {} values in {} logs", field.path, field.distinct, field.seen)
                .expect("a String");
        }
    }
    text
}
