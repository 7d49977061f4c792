//! `receive` as its users meet it, and what is left after it is killed.
#![cfg(all(feature = "cli", unix))]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::client::{body, get, log, try_upload, upload};
use sql_driver_telemetry::receiver::Receiver;

/// Starts `receive` and reads its address from the first line on stdout; on stderr where stdout is for a document.
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
    let out: &mut dyn Read = match arguments.contains(&"--json") {
        false => child.stdout.as_mut().expect("piped"),
        true => child.stderr.as_mut().expect("piped"),
    };
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
fn a_start_that_fails_leaves_the_former_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = |name: &str| folder.path().join(name).to_str().expect("a name").to_owned();
    let (former, fresh) = (name("former.json"), name("fresh.xml"));
    std::fs::write(&former, "the former report").expect("written");
    let (mut child, address) = receive(&[]);
    let output = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(["receive", "--listen", &address.to_string(), "--report", &former, "--report", &fresh, "--json"])
        .output()
        .expect("the binary is built");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(std::fs::read_to_string(&former).expect("there"), "the former report");
    assert!(!std::path::Path::new(&fresh).exists());
    child.kill().expect("SIGKILL");
    child.wait().expect("it is gone");
    // One that starts takes it away at once: whoever looks later does not take it for this run's.
    let (mut child, _) = receive(&["--report", &former]);
    assert_eq!(std::fs::read_to_string(&former).expect("there"), "");
    child.kill().expect("SIGKILL");
    child.wait().expect("it is gone");
}

#[test]
fn a_command_runs_beside_it_and_both_have_to_hold() {
    let run = |arguments: &[&str], script: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
            .arg("receive")
            .args(arguments)
            .args(["--", "sh", "-c", script])
            .output()
            .expect("the binary is built");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"), String::from_utf8(output.stderr))
    };
    let (status, out, _) = run(&["--json"], "echo at $TELEMETRY_RECEIVER_URL");
    assert_eq!(status, Some(0));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).expect("one document")["logs"], 0);
    let (status, out, _) = run(&[], "echo at $TELEMETRY_RECEIVER_URL");
    assert_eq!(status, Some(0));
    assert!(out.contains("\nat http://127.0.0.1:"), "{out}");
    assert_eq!(run(&["--fail-on", "silence"], "true").0, Some(1));
    let (status, _, errors) = run(&[], "exit 3");
    assert_eq!(status, Some(1));
    assert!(errors.expect("text").contains("the command ended with exit status: 3"));
    assert_eq!(run(&["--stop-after-idle", "0.1"], "exec sleep 60").0, Some(1));
    let output = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(["receive", "--", "/no/such/command"])
        .output()
        .expect("the binary is built");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn it_is_stopped_from_elsewhere_and_judged_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let files =
        ["r.json", "r.xml", "r.sarif"].map(|name| folder.path().join(name).to_str().expect("a name").to_owned());
    let bad = log(1).replace("EXECUTE_STATEMENT", "RUN");
    for (fail_on, status) in [("none", 0), ("violation", 1), ("loss", 0), ("silence", 0)] {
        let (mut child, address) = receive(&[]);
        upload(address, &body_now(std::slice::from_ref(&bad)));
        let output = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
            .args(["stop", &format!("http://{address}/"), "--format", "github", "--fail-on", fail_on])
            .args(files.iter().flat_map(|file| ["--report", file.as_str()]))
            .output()
            .expect("the binary is built");
        let told = String::from_utf8(output.stdout).expect("text");
        assert!(told.starts_with("::error title=violation unknown_enum_name::TestDriver 2.5: "), "{told}");
        assert_eq!(output.status.code(), Some(status), "{fail_on}");
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
    let read = |file: &str| std::fs::read_to_string(file).expect("written");
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("one document");
    assert_eq!(json(&read(&files[0]))["counts"]["violation"], 1);
    assert!(read(&files[1]).starts_with("<?xml"));
    assert_eq!(json(&read(&files[2]))["runs"][0]["results"][0]["ruleId"], "unknown_enum_name");
}

#[test]
fn what_is_allowed_in_vain_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("known");
    std::fs::write(&list, "unknown_enum_name@* # until 3.0\nnull@items\n").expect("written");
    let allow = ["--allow-file", list.to_str().expect("a name")];
    let (child, address) = receive(&[&allow[..], &["--stop-after-logs", "1", "--fail-on", "violation"]].concat());
    upload(address, &body_now(&[log(1).replace("EXECUTE_STATEMENT", "RUN")]));
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(errors.contains("note: null@items is allowed and was not found"), "{errors}");
    assert!(!errors.contains("unknown_enum_name@*"), "{errors}");
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
        (["--allow", "everything@*"], "there is no rule"),
        (["--allow-file", "/no/such/list"], "/no/such/list"),
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
