//! `receive` as its users meet it, and what is left after it is killed.
#![cfg(all(feature = "cli", unix))]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::client::{body, get, log, try_upload, upload};
use sql_driver_telemetry::receiver::Receiver;

/// Starts `receive` and reads its address from the first line on stdout.
fn receive(arguments: &[&str]) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .arg("receive")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut line = String::new();
    let out = child.stdout.as_mut().expect("piped");
    // Byte by byte, so that nothing of what follows is taken.
    while !line.ends_with('\n') {
        let mut byte = [0];
        assert_eq!(out.read(&mut byte).expect("readable"), 1, "no address: {line:?}");
        line.push(char::from(byte[0]));
    }
    let address = line.trim_end().strip_prefix("listening http://").expect("an address").parse().expect("an address");
    (child, address)
}

/// A body without the fixed time of other tests, which this process's clock is far from.
fn body_now(logs: &[String]) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis();
    let now = u64::try_from(now).expect("a time");
    body(logs)
        .replace(&crate::client::NOW.to_string(), &now.to_string())
        .replace(&(crate::client::NOW - 5).to_string(), &(now - 5).to_string())
}

#[test]
fn every_acknowledged_log_is_there_after_kill_9() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store.db");
    let store = file.to_str().expect("a name");
    let mut acknowledged = Vec::new();
    for round in 0..5_u64 {
        let (mut child, address) = receive(&["--store", store, "--append"]);
        let senders: Vec<_> = (0..4_u64)
            .map(|sender| {
                std::thread::spawn(move || {
                    let mut taken = Vec::new();
                    for n in 0.. {
                        let ids: Vec<_> =
                            (0..5).map(|log| round * 1_000_000 + sender * 100_000 + n * 5 + log).collect();
                        let logs: Vec<_> = ids.iter().map(|id| log(*id)).collect();
                        match try_upload(address, &body_now(&logs)) {
                            Ok(answer) if answer.status == 200 && answer.body.contains("\"numProtoSuccess\":5") => {
                                taken.extend(ids);
                            }
                            _ => break,
                        }
                    }
                    taken
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(60 + 70 * round));
        child.kill().expect("SIGKILL");
        child.wait().expect("it is gone");
        acknowledged.extend(senders.into_iter().flat_map(|sender| sender.join().expect("it ends")));
    }
    assert!(!acknowledged.is_empty());
    let receiver = Receiver::builder().store(&file).append(true).start().expect("it opens what was left");
    let events = receiver.events();
    let stored: HashSet<_> = events.iter().filter_map(|event| event.log()?.operation_latency_ms).collect();
    for id in &acknowledged {
        assert!(stored.contains(&i64::try_from(*id).expect("small")), "{id} was acknowledged");
    }
    // The books agree with the rows: what is counted was committed together with what it counts.
    assert_eq!(receiver.logs(), events.len() as u64);
}

#[test]
fn it_stops_by_itself_and_the_exit_status_says_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = folder.path().join("report.json");
    let xml = folder.path().join("report.xml");
    let bad = log(1).replace("EXECUTE_STATEMENT", "RUN");
    for (fail_on, status) in [("none", 0), ("violation", 1), ("privacy", 1), ("loss", 0)] {
        let (child, address) = receive(&[
            "--stop-after-logs",
            "2",
            "--fail-on",
            fail_on,
            "--report",
            json.to_str().expect("a name"),
            "--report",
            xml.to_str().expect("a name"),
        ]);
        upload(address, &body_now(&[bad.clone(), log(2)]));
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(status), "{fail_on}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains("1 × violation unknown_enum_name"), "{errors}");
    }
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&json).expect("written")).expect("one document");
    assert_eq!((&report["logs"], &report["counts"]["violation"]), (&2.into(), &1.into()));
    let xml = std::fs::read_to_string(&xml).expect("written");
    assert!(xml.contains("<failure") && xml.contains("unknown_enum_name"), "{xml}");
}

#[test]
fn allowed_findings_do_not_count_and_losses_do() {
    let bad = log(1).replace("EXECUTE_STATEMENT", "RUN");
    let allow = ["--stop-after-logs", "1", "--fail-on", "violation", "--allow", "unknown_enum_name@*"];
    let (mut child, address) = receive(&allow);
    upload(address, &body_now(&[bad]));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));

    let (mut child, address) = receive(&["--stop-after-idle", "0.5", "--fail-on", "loss", "--fault", "status=503"]);
    assert_eq!(upload(address, &body_now(&[log(1)])).status, 503);
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}

#[test]
fn incomplete_events_fail_where_completeness_is_asked_for() {
    // Nothing is known to be there under another name.
    let incomplete = log(1).replace("workspace_id", "workspace");
    for (log, status) in [(log(1), 0), (incomplete, 1)] {
        let (mut child, address) = receive(&["--stop-after-logs", "1", "--min-coverage", "100"]);
        upload(address, &body_now(&[log]));
        assert_eq!(child.wait().expect("it ends").code(), Some(status));
    }
}

#[test]
fn asked_to_end_it_reports_all_the_same() {
    let (child, address) = receive(&["--json", "--flag", "off"]);
    upload(address, &body_now(&[log(1)]));
    let flags = get(address, "/api/2.0/connector-service/feature-flags/PYTHON/1.2.3").body;
    assert!(flags.contains("\"false\""), "{flags}");
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(report["logs"], 1);
}

#[test]
fn after_an_orderly_end_the_file_alone_has_every_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store.db");
    let (mut child, address) = receive(&["--store", file.to_str().expect("a name"), "--stop-after-logs", "2"]);
    // The page's reader keeps the store open, too.
    get(address, "/");
    upload(address, &body_now(&[log(1), log(2)]));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));

    let elsewhere = folder.path().join("copy.db");
    std::fs::copy(&file, &elsewhere).expect("copied");
    let receiver = Receiver::builder().store(&elsewhere).append(true).start().expect("started");
    assert_eq!(receiver.logs(), 2);
}

#[test]
fn what_cannot_be_asked_is_refused_in_one_line() {
    let (mut child, address) = receive(&[]);
    let taken = address.to_string();
    for (arguments, cause) in [
        (["--listen", taken.as_str()], "cannot listen"),
        (["--listen", "nowhere"], "HOST:PORT"),
        (["--fault", "explode"], "use status"),
        (["--flag", "maybe"], "on, off or absent"),
        (["--allow", "everything"], "RULE@PATH"),
        (["--store", "/"], "store"),
        (["--report", "/no/such/folder/x"], "/no/such/folder/x"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
            .arg("receive")
            .args(arguments)
            .output()
            .expect("the binary is built");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains(cause), "{arguments:?}: {errors}");
        assert!(output.stdout.is_empty());
    }
    child.kill().expect("SIGKILL");
    let mut rest = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut rest).expect("readable");
    child.wait().expect("it is gone");
}
