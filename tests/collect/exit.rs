//! The end of a process, and of a driver's runtime: nothing hangs, and nothing of ours stays behind.
//!
//! The process that ends is this test once more, as a child that an environment variable tells what to do.

#![cfg(all(feature = "collect", target_os = "linux"))]

use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{env, fs, thread};

use crate::harness::{Bench, HOST, WAIT, logs};
use bytes::Bytes;
use http::{Request, Response};
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::{ConnectionOptions, DriverIdentity, RuntimeChoice, Telemetry};

const ROLE: &str = "TELEMETRY_TEST_ROLE";
const FILE: &str = "TELEMETRY_TEST_FILE";

/// Takes the part that the parent gives; does nothing when it runs as a test of its own.
#[test]
fn a_driver_in_a_process_that_ends() {
    let (Ok(role), Some(file)) = (env::var(ROLE), env::var_os(FILE)) else { return };
    let hangs = role == "hung";
    let transport = move |request: Request<Bytes>| {
        let file = file.clone();
        async move {
            if hangs {
                std::future::pending::<()>().await;
            }
            fs::write(file, request.body()).expect("a file");
            Ok(Response::new(Bytes::new()))
        }
    };
    let config = Config::new().force_enable(true).flush_interval(Duration::from_secs(3_600));
    let options =
        ConnectionOptions::new(HOST, DriverIdentity::new("Child", "1.0.0")).config(config).transport(transport);
    let connection = Telemetry::global().connect(options);
    drop(connection.statement(OperationType::ExecuteStatement));
    match role.as_str() {
        "shutdown" => {
            assert_eq!(Telemetry::global().shutdown(WAIT).delivered, 1);
        }
        "hung" => {
            // A request that is never answered is on its way when the process ends.
            assert!(connection.flush(Duration::from_millis(50)).timed_out);
        }
        _ => {}
    }
    let open = connection.statement(OperationType::ExecuteStatement);
    std::process::exit(if open.is_enabled() == (role != "shutdown") { 0 } else { 3 });
}

/// What the child's service was sent; the child has ended by itself, and well.
fn child(role: &str) -> Option<Vec<u8>> {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sent");
    let arguments = ["--exact", "exit::a_driver_in_a_process_that_ends"];
    let mut child = Command::new(env::current_exe().expect("this program"))
        .args(arguments)
        .env(ROLE, role)
        .env(FILE, &file)
        .spawn()
        .expect("a child");
    let ended = (0..WAIT.as_millis() / 10).find_map(|_| {
        thread::sleep(Duration::from_millis(10));
        child.try_wait().expect("a child")
    });
    if ended.is_none() {
        child.kill().expect("a child that hangs");
        child.wait().expect("a child that was killed");
    }
    assert_eq!(ended.and_then(|status| status.code()), Some(0), "{role}: the process did not end well by itself");
    fs::read(Path::new(&file)).ok()
}

#[test]
fn shutdown_before_the_end_delivers() {
    let sent = child("shutdown").expect("the service was sent something");
    assert_eq!(logs(&sent).len(), 1);
}

#[test]
fn without_a_close_the_process_just_ends() {
    assert_eq!(child("nothing"), None, "nobody waits for the service at the end");
    assert_eq!(child("hung"), None);
}

/// As before a library is unloaded: the runtime that the driver ran on is gone, and so must our thread be.
#[test]
fn after_a_shutdown_no_thread_is_left_behind() {
    type Choice = fn(tokio::runtime::Handle) -> RuntimeChoice;
    let choices: [(Choice, usize); 2] = [(|_| RuntimeChoice::Own, 1), (RuntimeChoice::Handle, 0)];
    for (choice, delivered) in choices {
        let bench = Bench::new();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let options = bench.options().runtime(choice(runtime.handle().clone()));
        let connection = runtime.block_on(async { bench.telemetry.connect(options) });
        let before = workers();
        runtime.block_on(async { drop(connection.statement(OperationType::ExecuteStatement)) });
        drop(runtime);
        let telemetry = bench.telemetry.clone();
        let flushed = thread::spawn(move || telemetry.shutdown(WAIT)).join().expect("no panic");
        assert!(!flushed.timed_out, "{flushed:?}");
        assert_eq!(flushed.held, 0, "delivered, or counted as lost: {flushed:?}");
        assert_eq!(bench.logs().len(), delivered, "only what runs on our own thread outlives the driver's runtime");
        assert!(workers() <= before, "a thread was left behind");
        drop(connection);
    }
}

/// Threads of telemetry in this process. No other test of this file starts one here.
fn workers() -> usize {
    let threads = fs::read_dir("/proc/self/task").expect("threads").flatten();
    let names = threads.filter_map(|thread| fs::read_to_string(thread.path().join("comm")).ok());
    names.filter(|name| name.trim() == "sql-telemetry").count()
}
