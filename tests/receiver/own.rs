//! What the receiver keeps to itself: its runs, its failures, its store, its bounds; and what it tells programs.
#![cfg(feature = "receiver")]

use std::io::Write;
use std::time::{Duration, Instant};

use crate::client::{NOW, body, get, log, request, upload};
use serde_json::json;
use sql_driver_telemetry::receiver::{CrossRule, LiveRule, MAX_LOGS, Receiver, ReceiverBuilder};

fn builder() -> ReceiverBuilder {
    Receiver::builder().clock(|| NOW)
}

/// Waits for what comes by itself, and says whether it came.
fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(120) {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

#[test]
fn a_run_knows_nothing_of_the_run_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let bad = log(1).replace("EXECUTE_STATEMENT", "RUN");
    let receiver = builder().store(&file).run_name("before").start().unwrap();
    upload(receiver.address(), &body(&[bad, log(2)]));
    assert!(!receiver.stop().findings.is_empty());

    let fault = "status=503@1..1".parse().unwrap();
    let receiver = builder().store(&file).run_name("after").fault(fault).start().unwrap();
    assert_eq!(upload(receiver.address(), &body(&[log(2)])).status, 503, "uploads are counted from 1 in every run");
    upload(receiver.address(), &body(&[log(2)]));
    receiver.events().expect_count(1);
    // The page shows this run, and every run where it is asked to.
    assert_eq!(get(receiver.address(), "/api/logs").json()["logs"].as_array().unwrap().len(), 1);
    assert_eq!(get(receiver.address(), "/api/logs?runs=all").json()["logs"].as_array().unwrap().len(), 3);
    let page = get(receiver.address(), "/").body;
    assert!(page.contains("run after") && page.contains(">all</option>"), "{page}");
    let report = receiver.stop();
    assert_eq!((report.run.number, report.run.name.as_str()), (2, "after"));
    assert_eq!((report.requests, report.logs, report.findings.len()), (2, 1, 0), "{:?}", report.findings);
    assert_eq!(report.coverage[0].logs, 1);
}

#[test]
fn what_the_store_does_not_take_is_the_receivers_own_failure() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let receiver = builder().store(&file).start().unwrap();
    let address = receiver.address();
    let opened = log(1).replace("EXECUTE_STATEMENT", "CREATE_SESSION");
    let bad = log(7).replace("EXECUTE_STATEMENT", "RUN");
    upload(address, &body(&[opened.clone(), bad.clone()]));
    let before = receiver.report();
    // Somebody takes the table away: every way in which a disk can fail ends like this for the receiver.
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("ALTER TABLE arrivals RENAME TO elsewhere").unwrap();
    let closed = opened.replace("CREATE_SESSION", "DELETE_SESSION").replace("-000000000001\"", "-000000000009\"");
    let lost = body(&[closed, log(3), log(8).replace("EXECUTE_STATEMENT", "WALK")]);
    assert_eq!(upload(address, &lost).status, 500);
    assert_eq!(upload(address, &body(&[log(4)])).status, 500);
    let failed = receiver.report();
    assert_eq!(failed.receiver_failed.as_ref().unwrap().uploads, 2);
    assert_eq!(receiver.failure().unwrap().uploads, 2);
    assert_eq!(get(address, "/health").status, 500);
    let numbers = |report: &sql_driver_telemetry::receiver::Report| {
        let findings: Vec<_> =
            report.findings.iter().map(|f| (f.rule.to_string(), f.detail.clone(), f.count)).collect();
        let coverage: Vec<_> = report.coverage[0].fields.iter().map(|field| (field.seen, field.distinct)).collect();
        let sums = (report.requests, report.logs, report.sessions_opened, report.sessions_closed, report.losses);
        (sums, findings, coverage, report.completeness.to_string())
    };
    assert_eq!(numbers(&failed), numbers(&before));
    // The same upload again is no repetition: it never was there.
    other.execute_batch("ALTER TABLE elsewhere RENAME TO arrivals").unwrap();
    assert_eq!(upload(address, &lost).status, 200);
    let report = receiver.stop();
    let cross = |rule| report.findings.iter().any(|finding| finding.rule == LiveRule::Cross(rule));
    assert!(!cross(CrossRule::DuplicateEventId) && !cross(CrossRule::RetryWithNewId), "{:?}", report.findings);
    assert_eq!((report.logs, report.sessions_closed), (before.logs + 3, 1));
}

#[test]
fn a_second_receiver_on_one_store_refuses_to_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let first = builder().store(&file).start().unwrap();
    let error = builder().store(&file).start().unwrap_err();
    assert!(error.to_string().contains("in use by another receiver"), "{error}");
    upload(first.address(), &body(&[log(1)]));
    drop(first);
    assert_eq!(builder().store(&file).append(true).start().unwrap().logs(), 1);
    // The store is let go by the receiver's thread, which a drop does not wait for.
    let locks = || {
        folder
            .path()
            .read_dir()
            .unwrap()
            .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().ends_with(".lock"))
            .count()
    };
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while locks() > 0 {
        assert!(std::time::Instant::now() < patience, "the store is still locked");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn every_kind_of_fault_is_told_once() {
    let receiver = builder().start().unwrap();
    let latency = |n: u64, value: serde_json::Value| {
        let mut log: serde_json::Value = serde_json::from_str(&log(n)).unwrap();
        log["entry"]["sql_driver_log"]["operation_latency_ms"] = value;
        log.to_string()
    };
    let wrong = [json!("soon"), json!("late"), json!(true), json!([1]), json!({ "ms": 1 })];
    let logs: Vec<_> = wrong.into_iter().zip(1..).map(|(value, n)| latency(n, value)).collect();
    upload(receiver.address(), &body(&logs));
    let report = receiver.report();
    let told: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.rule.to_string() == "wrong_type")
        .map(|finding| (finding.detail.as_str(), finding.count))
        .collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.contains(&("is a string that is no integer", 2)), "{told:?}");
}

#[test]
fn a_log_that_is_none_is_not_acknowledged() {
    let receiver = builder().start().unwrap();
    let logs = ["null", "{}", "[]", "7", "\"x\"", "true", " "].map(str::to_owned);
    let answer = upload(receiver.address(), &body(&logs));
    assert_eq!((answer.status, &answer.json()["numProtoSuccess"]), (200, &json!(0)));
    receiver.events().expect_none();
    let report = receiver.report();
    let count = report.findings.iter().filter(|f| f.rule.to_string().starts_with("log_")).map(|f| f.count).sum::<u64>();
    assert_eq!(count, logs.len() as u64);
}

#[test]
fn a_request_of_too_many_logs_is_refused_before_they_are_read() {
    let receiver = builder().start().unwrap();
    let bomb = |logs: usize| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let list = vec![r#""{}""#; logs].join(",");
        gzip.write_all(format!(r#"{{"uploadTime":1,"items":[],"protoLogs":[{list}]}}"#).as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let post = |body: &[u8]| {
        let headers = [("Content-Encoding", "gzip"), ("Content-Type", "application/json")];
        request(receiver.address(), "POST", "/telemetry-unauth", &headers, body).unwrap()
    };
    let answer = post(&bomb(499_000));
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.body.contains("499000 logs"), "{}", answer.body);
    assert_eq!(post(&bomb(MAX_LOGS)).status, 200);
    assert_eq!(post(&bomb(MAX_LOGS + 1)).status, 413);
}

#[test]
fn refused_requests_are_kept_without_what_is_secret() {
    let receiver = builder().start().unwrap();
    let address = receiver.address();
    let secret = "dapi1234567890abcdef1234567890abcdef";
    let headers = [
        ("Authorization", format!("Bearer {secret}")),
        ("X-Api-Key", secret.to_owned()),
        ("Cookie", format!("session={secret}")),
        ("Content-Type", "application/json".to_owned()),
        ("User-Agent", format!("TestDriver/2.5 ({secret})")),
    ];
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(request(address, "POST", "/telemetry-ext", &headers, b"{broken").unwrap().status, 400);
    assert_eq!(request(address, "POST", "/telemetry-ext", &[], b"{}").unwrap().status, 401);
    assert!(eventually(|| receiver.refused().len() == 2));
    let refused = receiver.refused();
    assert_eq!((refused[0].status, refused[1].status), (401, 400));
    assert_eq!(refused[1].size, Some(7));
    assert_eq!(refused[1].sender.as_ref().unwrap().to_string(), "TestDriver 2.5");
    let kept = &refused[1].headers;
    assert!(kept.contains(&("content-type".to_owned(), Some("application/json".to_owned()))), "{kept:?}");
    assert!(kept.contains(&("authorization".to_owned(), None)), "{kept:?}");
    for path in ["/requests?refused=only", "/api/refused"] {
        let shown = get(address, path).body;
        assert!(shown.contains("no JSON") && !shown.contains(&secret[4..12]), "{shown}");
    }
}

#[test]
fn refused_requests_are_there_after_a_restart_run_by_run() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let receiver = builder().store(&file).start().unwrap();
    let headers = [("Authorization", "Bearer any"), ("User-Agent", "TestDriver/2.5"), ("Content-Type", "text/plain")];
    assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &headers, b"{broken").unwrap().status, 400);
    assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &[], b"{}").unwrap().status, 401);
    assert!(eventually(|| receiver.refused().len() == 2));
    let before = receiver.refused();
    receiver.stop();

    let receiver = builder().store(&file).append(true).start().unwrap();
    assert_eq!(receiver.refused(), before, "the run goes on");
    receiver.stop();

    let receiver = builder().store(&file).start().unwrap();
    let address = receiver.address();
    assert_eq!(receiver.refused(), [], "another run");
    assert_eq!(request(address, "POST", "/telemetry-unauth", &headers[2..], b"[]").unwrap().status, 400);
    assert!(eventually(|| receiver.refused().len() == 1));
    let statuses = |query: &str| -> Vec<_> {
        let told = get(address, &format!("/api/refused{query}")).json();
        told["refused"].as_array().unwrap().iter().map(|request| request["status"].as_u64().unwrap()).collect()
    };
    assert_eq!(statuses(""), [400]);
    assert_eq!(statuses("?runs=all"), [400, 401, 400]);
    assert_eq!(statuses("?runs=1"), [401, 400]);
    assert!(statuses("?runs=7").is_empty());
    let page = get(address, "/requests?refused=only&runs=all").body;
    assert!(page.contains("no bearer token") && page.contains("TestDriver 2.5"), "{page}");
    assert!(!get(address, "/requests?refused=only").body.contains("no bearer token"));
}

#[test]
fn of_refused_requests_the_last_thousand_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let receiver = builder().store(&file).start().unwrap();
    // The first few have another size than the rest.
    for sent in 0..1_005 {
        let body = if sent < 5 { &b"{"[..] } else { b"{broken" };
        let headers = [("Authorization", "Bearer any"), ("Content-Type", "text/plain")];
        assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &headers, body).unwrap().status, 400);
    }
    let kept = |receiver: &Receiver| receiver.refused().iter().filter(|refused| refused.size == Some(7)).count();
    assert!(eventually(|| kept(&receiver) == 1_000));
    receiver.stop();
    let receiver = builder().store(&file).append(true).start().unwrap();
    assert_eq!((receiver.refused().len(), kept(&receiver)), (1_000, 1_000));
    receiver.stop();
    let rows = std::process::Command::new("sqlite3").arg(&file).arg("SELECT count(*) FROM refused").output();
    let Ok(rows) = rows.inspect_err(|error| eprintln!("no sqlite3 here: {error}")) else { return };
    assert_eq!(String::from_utf8_lossy(&rows.stdout).trim(), "1000", "{rows:?}");
}

#[test]
fn pages_of_other_sites_send_nothing_here() {
    let receiver = builder().start().unwrap();
    let address = receiver.address();
    for foreign in [("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")] {
        for path in ["/telemetry-unauth", "/telemetry-ext", "/stop"] {
            let headers = [foreign, ("Authorization", "Bearer x"), ("Content-Type", "text/plain")];
            let answer = request(address, "POST", path, &headers, body(&[log(1)]).as_bytes()).unwrap();
            assert_eq!(answer.status, 403, "{foreign:?} {path}");
        }
    }
    assert!(!receiver.is_asked_to_stop());
    assert_eq!(receiver.logs(), 0);
    assert!(eventually(|| receiver.refused().len() == 6));
}

#[test]
fn logs_that_are_too_old_or_too_many_go_while_nothing_comes_and_the_file_shrinks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let receiver = Receiver::builder().store(&file).max_logs(50).start().unwrap();
    let text = "x".repeat(2000);
    for batch in 0..40 {
        let logs: Vec<_> = (0..100).map(|n| log(batch * 100 + n).replace("Linux", &text)).collect();
        upload(receiver.address(), &body(&logs));
    }
    assert!(eventually(|| receiver.events().len() == 50), "{}", receiver.events().len());
    drop(receiver);
    let size = std::fs::metadata(&file).unwrap().len();
    assert!(size < 1_000_000, "4,000 logs were written and 50 are kept in {size} bytes");

    let clock = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(NOW));
    let now = std::sync::Arc::clone(&clock);
    let age = Duration::from_secs(60);
    let receiver =
        Receiver::builder().clock(move || now.load(std::sync::atomic::Ordering::Relaxed)).max_age(age).start().unwrap();
    upload(receiver.address(), &body(&[log(1), log(2)]));
    receiver.events().expect_count(2);
    clock.fetch_add(61_000, std::sync::atomic::Ordering::Relaxed);
    assert!(eventually(|| receiver.events().is_empty()), "nothing comes, and they go all the same");
}

#[test]
fn programs_read_what_people_see() {
    let receiver = builder().run_name("nightly").start().unwrap();
    let address = receiver.address();
    let health = get(address, "/health").json();
    assert_eq!((&health["status"], &health["run"], &health["logs"]), (&json!("ok"), &json!("nightly"), &json!(0)));
    let bad = log(3).replace("EXECUTE_STATEMENT", "RUN");
    upload(address, &body(&[log(1), log(2), bad]));
    let logs = get(address, "/api/logs?limit=2").json();
    assert_eq!((logs["logs"].as_array().unwrap().len(), &logs["before"]), (2, &json!(2)));
    assert_eq!(logs["logs"][0]["findings"][0]["rule"], "unknown_enum_name");
    assert_eq!(logs["logs"][1]["log"]["entry"]["sql_driver_log"]["operation_latency_ms"], 2);
    let rest = get(address, "/api/logs?before=2").json();
    assert_eq!((rest["logs"].as_array().unwrap().len(), &rest["before"]), (1, &json!(null)));
    let report = receiver.report().to_json();
    assert_eq!(get(address, "/api/findings").json()["findings"], report["findings"]);
    assert_eq!(get(address, "/api/coverage").json()["coverage"], report["coverage"]);
    assert!(!receiver.is_asked_to_stop());
    assert_eq!(request(address, "POST", "/stop", &[], b"").unwrap().json(), report);
    assert!(receiver.is_asked_to_stop());
    assert_eq!(get(address, "/stop").status, 405);
}
