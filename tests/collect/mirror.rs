//! The user's own view: the mirror holds what left and what did not, and in local mode nothing leaves.

#![cfg(all(feature = "collect", target_os = "linux"))]

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use crate::harness::{Bench, HOST, WAIT, logs};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::Value;
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials, Reply};
use sql_driver_telemetry::{
    Budget, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry,
};

const ROLE: &str = "TELEMETRY_TEST_MIRROR_ROLE";

fn event(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
}

/// The lines of a mirror after its first, each of which must be whole.
fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).expect("a mirror");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a whole line"));
    assert_eq!(lines.next(), Some(serde_json::json!({ "mirror": 1 })));
    lines.collect()
}

fn of_kind(lines: &[Value], kind: &str) -> Vec<Value> {
    lines.iter().filter(|line| line.get(kind).is_some()).cloned().collect()
}

fn directory() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("mirror.jsonl");
    (directory, file)
}

#[test]
fn it_holds_what_left_and_what_it_came_to_and_no_credential() {
    let (_directory, file) = directory();
    let bench = Bench::new();
    bench.transport.reply(Reply::status(StatusCode::OK, r#"{"flags":[{"name":"f","value":"true"}]}"#));
    bench.transport.reply(Reply::status(StatusCode::SERVICE_UNAVAILABLE, ""));
    bench.transport.reply(Reply::status(StatusCode::OK, r#"{"numProtoSuccess":1}"#));
    let name = HeaderName::from_static("x-of-the-driver");
    let driver = DriverIdentity::new("Test Driver", "1.2.3").flag("f");
    let options = ConnectionOptions::new(HOST, driver)
        .header(name, HeaderValue::from_static("hush-hush"))
        .transport(bench.transport.clone())
        .credentials(crate::harness::token, CredentialIdentity::of("somebody"))
        .config(Config::from_properties([("telemetryMirror", file.to_str().expect("a path"))]));
    let connection = bench.telemetry.connect(options);
    event(&connection);
    connection.close(WAIT);

    let lines = lines(&file);
    let sent = of_kind(&lines, "sent");
    let requests = bench.transport.requests();
    assert_eq!(sent.len(), 3, "the flag, and the batch twice: {lines:#?}");
    for (line, request) in sent.iter().zip(&requests) {
        assert_eq!(line["url"], request.uri().to_string());
        assert_eq!(line["method"], request.method().as_str());
        assert_eq!(line["body"].as_str().map(str::as_bytes), Some(&request.body()[..]));
        let names: Vec<_> = line["headers"].as_object().expect("headers").keys().cloned().collect();
        let mut expected: Vec<_> = request.headers().keys().map(|name| name.as_str().to_owned()).collect();
        expected.sort_unstable();
        assert_eq!(names, expected, "every header is named");
        assert_eq!(line["headers"]["user-agent"], "Test-Driver/1.2.3");
        assert_eq!(line["headers"]["authorization"], Value::Null);
    }
    let outcomes = of_kind(&lines, "outcome");
    let came_to = outcomes.iter().map(|line| (line["what"].as_str().unwrap(), line["status"].as_u64().unwrap()));
    assert_eq!(came_to.collect::<Vec<_>>(), [("delivered", 200), ("unavailable", 503), ("delivered", 200)]);
    let ids = |lines: &[Value], kind: &str| lines.iter().map(|line| line[kind].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&sent, "sent"), ids(&outcomes, "outcome"));
    let text = fs::read_to_string(&file).expect("a mirror");
    assert!(!text.contains("a-token") && !text.contains("hush-hush"), "{text}");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_is_dropped_is_there_with_its_reason() {
    let (_directory, file) = directory();
    let bench = Bench::new();
    bench.transport.reply(Reply::status(StatusCode::BAD_REQUEST, ""));
    let environment = Environment::of([("DATABRICKS_TELEMETRY_MIRROR", file.to_str().expect("a path"))]);
    let telemetry = Telemetry::with_environment(environment);
    telemetry.set_budget(Budget { events: 200, ..Budget::default() });
    let connection = telemetry.connect(bench.options());
    event(&connection);
    connection.flush(WAIT);
    for _ in 0..2_000 {
        event(&connection);
    }
    let _ = connection.close(WAIT);
    telemetry.shutdown(WAIT);
    let mut dropped = BTreeMap::<_, u64>::new();
    for line in of_kind(&lines(&file), "dropped") {
        *dropped.entry(line["reason"].as_str().expect("a reason").to_owned()).or_default() +=
            line["events"].as_u64().expect("a number");
    }
    let stats = telemetry.stats();
    let expected: BTreeMap<_, _> = sql_driver_telemetry::DropReason::ALL
        .iter()
        .map(|reason| (reason.as_str().to_owned(), stats.dropped(*reason)))
        .filter(|(_, events)| *events > 0)
        .collect();
    assert_eq!(dropped, expected);
    assert_eq!(dropped["rejected"], 1);
}

#[test]
fn a_file_that_cannot_be_one_costs_nothing_but_the_mirror() {
    let (directory, _) = directory();
    let pipe = directory.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let bench = Bench::new();
    let connection = bench.telemetry.connect(bench.options().config(Config::new().force_enable(true).mirror(&pipe)));
    event(&connection);
    assert_eq!(connection.close(WAIT).delivered, 1);
    let told: Vec<_> = connection.diagnostics().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|told| told.starts_with("mirror: expected a regular file")), "{told:?}");
}

/// Takes the part that the parent gives; does nothing when it runs as a test of its own.
#[test]
fn a_driver_whose_user_looks() {
    let Ok(role) = env::var(ROLE) else { return };
    let provider = || async { unreachable_provider() };
    let options = ConnectionOptions::new(HOST, DriverIdentity::new("Child", "1.0.0"));
    let connection = if role == "local" {
        // The transport of this build, which would look the host's name up.
        Telemetry::global().connect(options.credentials(provider, None))
    } else {
        let taken = |_: Request<Bytes>| async { Ok(Response::new(Bytes::new())) };
        let options = options.config(Config::new().force_enable(true).batch_size(1));
        Telemetry::global().connect(options.transport(taken))
    };
    for _ in 0..100 {
        event(&connection);
        connection.flush(WAIT);
    }
    let stats = Telemetry::global().stats();
    assert_eq!((stats.recorded, stats.acknowledged), (100, 100), "{:?}", connection.why_off());
    Telemetry::global().shutdown(WAIT);
}

fn unreachable_provider() -> Result<Credentials, BoxError> {
    // A panic would be caught.
    eprintln!("the provider was asked");
    std::process::exit(9)
}

/// A program that names this test as a driver's process, with what is before it on its command line.
fn child(before: &[&str], role: &str, file: &Path) -> Command {
    let this = env::current_exe().expect("this program");
    let arguments = ["--exact", "mirror::a_driver_whose_user_looks"];
    let mut command = match before {
        [] => Command::new(this),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(this);
            command
        }
    };
    command.args(arguments).env(ROLE, role).env("DATABRICKS_TELEMETRY_MIRROR", file);
    command
}

#[test]
fn local_mode_collects_and_opens_no_socket() {
    let (directory, file) = directory();
    let trace = directory.path().join("trace");
    let path = trace.to_str().expect("a path");
    let strace = ["strace", "-f", "-qq", "-o", path, "-e", "trace=network"];
    // Where nothing may be traced, the provider and the books still say that nobody was asked.
    let can_trace = Command::new(strace[0]).args(&strace[1..]).arg("true").status().is_ok_and(|it| it.success());
    let mut command = child(if can_trace { &strace } else { &[] }, "local", &file);
    let ended = command.env("DATABRICKS_TELEMETRY_MODE", "local").output().expect("a child");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    if can_trace {
        let calls = fs::read_to_string(&trace).expect("a trace");
        // A pair of sockets that a runtime has for its own signals leads nowhere.
        let calls: Vec<_> = calls
            .lines()
            .filter(|call| ["socket(", "connect(", "send", "recv", "bind("].iter().any(|name| call.contains(name)))
            .filter(|call| !call.contains("socketpair("))
            .collect();
        assert!(calls.is_empty(), "{calls:#?}");
    }
    let lines = lines(&file);
    let sent = of_kind(&lines, "sent");
    let logs: Vec<_> = sent.iter().flat_map(|line| logs(line["body"].as_str().expect("a text").as_bytes())).collect();
    assert_eq!(logs.len(), 100);
    assert!(sent.iter().all(|line| line["url"].as_str().is_some_and(|url| url.ends_with("/telemetry-ext"))));
    assert!(of_kind(&lines, "outcome").iter().all(|line| line["what"] == "local" && line.get("status").is_none()));
}

#[test]
fn an_opt_out_wins_over_local_mode() {
    let (_directory, file) = directory();
    let variables =
        [("DATABRICKS_TELEMETRY_MODE", "local"), ("DATABRICKS_TELEMETRY_MIRROR", file.to_str().expect("a path"))];
    let telemetry = Telemetry::with_environment(Environment::of(variables.into_iter().chain([("DO_NOT_TRACK", "1")])));
    let bench = Bench::new();
    let connection = telemetry.connect(bench.options());
    event(&connection);
    connection.close(WAIT);
    assert!(!connection.is_enabled() && !file.exists());
    // Nothing to look at is said, not guessed.
    let telemetry = Telemetry::with_environment(Environment::of([variables[0]]));
    let connection = telemetry.connect(bench.options());
    event(&connection);
    connection.close(WAIT);
    assert!(connection.diagnostics().iter().any(|told| told.name == "mode"));
    assert_eq!(bench.transport.requests().len(), 0);
}

#[test]
fn processes_share_one_file() {
    let (_directory, file) = directory();
    let children: Vec<_> = (0..4)
        .map(|_| child(&[], "shared", &file).stdout(std::process::Stdio::null()).spawn().expect("a child"))
        .collect();
    for mut child in children {
        assert!(child.wait().expect("a child").success());
    }
    let lines = lines(&file);
    assert_eq!(of_kind(&lines, "sent").len(), 400);
    assert_eq!(of_kind(&lines, "outcome").len(), 400);
}

#[test]
fn a_disk_that_is_full_costs_nothing_but_lines_and_says_how_many() {
    let (_directory, file) = directory();
    // No file of this child's may be larger than so many KiB; what exceeds it fails as a full disk does.
    let limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""];
    let ended = child(&limited, "shared", &file).output().expect("a child");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let before = lines(&file).len();
    assert!((10..200).contains(&before), "{before}");
    // There is room again.
    let mut again = child(&[], "shared", &file);
    assert!(again.stdout(std::process::Stdio::null()).status().expect("a child").success());
    assert_eq!(lines(&file).len(), before + 200);
}

#[test]
fn it_follows_a_user_who_removes_it() {
    let (_directory, file) = directory();
    let bench = Bench::new();
    let config = Config::new().force_enable(true).mirror(&file);
    let connection = bench.telemetry.connect(bench.options().config(config));
    event(&connection);
    connection.flush(WAIT);
    fs::remove_file(&file).expect("a mirror");
    event(&connection);
    connection.flush(WAIT);
    assert_eq!(of_kind(&lines(&file), "sent").len(), 1);
    connection.close(Duration::from_secs(1));
}
