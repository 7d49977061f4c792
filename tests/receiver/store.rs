//! The store says to anybody who reads it what was sent, and finds a log by whatever it is asked for.
#![cfg(feature = "receiver")]

use std::path::Path;
use std::time::Duration;

use crate::client::{NOW, body, get, log, upload};
use rusqlite::Connection;
use serde_json::Value;
use sql_driver_telemetry::receiver::{Receiver, StartError, StoreError};

/// Every log of the captures, as it was sent.
fn captured() -> Vec<String> {
    let mut logs = Vec::new();
    for driver in ["csharp-shape", "go", "jdbc", "kernel", "nodejs", "python"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/captures").join(driver);
        for file in folder.read_dir().expect("the folder") {
            let text = std::fs::read(file.expect("a file").path()).expect("readable");
            let capture: Value = serde_json::from_slice(&text).expect("JSON");
            let envelope = capture["request"]["body_text"].as_str().expect("a body");
            let envelope: Value = serde_json::from_str(envelope).expect("JSON");
            let sent = envelope["protoLogs"].as_array().expect("logs");
            logs.extend(sent.iter().map(|log| log.as_str().expect("a text").to_owned()));
        }
    }
    logs
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn the_view_says_what_the_receiver_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store.db");
    let receiver = Receiver::builder().clock(|| NOW).store(&file).start().expect("it starts");
    upload(receiver.address(), &body(&captured()));
    let told = get(receiver.address(), "/api/logs?limit=1000").json();
    let told = told["logs"].as_array().expect("a list");
    assert!(told.len() > 100);

    let store = Connection::open(&file).expect("a database");
    let sql =
        "SELECT seq, body, session_id, operation_latency_ms, error_info_stack_trace, system_configuration_driver_name,
                      sql_operation_is_compressed, client FROM logs WHERE seq = ?1";
    for log in told {
        let (seq, log, client) = (log["seq"].as_i64().expect("a number"), &log["log"], &log["client"]);
        let driver = &log["entry"]["sql_driver_log"];
        store
            .query_row(sql, [seq], |row| {
                assert_eq!(json(&row.get::<_, String>(1)?), *log, "{seq}");
                let texts = [
                    (2, &driver["session_id"]),
                    (4, &driver["error_info"]["stack_trace"]),
                    (5, &driver["system_configuration"]["driver_name"]),
                    (7, client),
                ];
                for (column, value) in texts {
                    assert_eq!(row.get::<_, Option<String>>(column)?.as_deref(), value.as_str(), "{seq} {column}");
                }
                assert_eq!(row.get::<_, Option<i64>>(3)?, driver["operation_latency_ms"].as_i64(), "{seq}");
                let compressed = driver["sql_operation"]["is_compressed"].as_bool();
                assert_eq!(row.get::<_, Option<bool>>(6)?, compressed, "{seq}");
                Ok(())
            })
            .expect("there");
    }
}

/// A query, and whether it asks for a log.
type Question = (String, Box<dyn Fn(&Value) -> bool>);

/// Whatever is asked for, the answer is what a look at each log gives: in memory, in a file, where an index helps and
/// where it would not.
#[test]
fn a_filter_finds_what_a_look_at_each_log_finds() {
    let folder = tempfile::tempdir().expect("a folder");
    let in_file = Receiver::builder().clock(|| NOW).store(folder.path().join("store.db")).start().expect("it starts");
    let in_memory = Receiver::builder().clock(|| NOW).start().expect("it starts");
    let rare = log(7_777).replace("EXECUTE_STATEMENT", "LIST_TABLES");
    let mut logs = captured();
    logs.extend((1..=6000).map(log));
    logs.push(rare);
    for receiver in [&in_file, &in_memory] {
        for part in logs.chunks(500) {
            assert_eq!(upload(receiver.address(), &body(part)).status, 200);
        }
        let all: Vec<Value> = {
            let (mut all, mut before) = (Vec::new(), String::new());
            loop {
                let page = get(receiver.address(), &format!("/api/logs?limit=1000{before}")).json();
                all.extend(page["logs"].as_array().expect("a list").clone());
                match page["before"].as_i64() {
                    Some(seq) => before = format!("&before={seq}"),
                    None => break all,
                }
            }
        };
        assert_eq!(all.len(), logs.len());
        let text = |log: &Value, name: &str| log["log"]["entry"]["sql_driver_log"][name].as_str().map(str::to_owned);
        let operation = |log: &Value| {
            log["log"]["entry"]["sql_driver_log"]["sql_operation"]["operation_detail"]["operation_type"]
                .as_str()
                .map(str::to_owned)
        };
        let has = |log: &Value, member: &str, value: &str| {
            log["findings"].as_array().into_iter().flatten().any(|finding| finding[member] == value)
        };
        let mut questions: Vec<Question> = Vec::new();
        let sessions = ["11111111-0000-4000-8000-000000000000".to_owned()].into_iter();
        for session in sessions.chain(all.iter().rev().find_map(|log| text(log, "session_id"))) {
            let question = format!("session={session}");
            questions.push((question, Box::new(move |log| text(log, "session_id").as_ref() == Some(&session))));
        }
        let statement = "22222222-0000-4000-8000-000000003000";
        questions.push((
            format!("statement={statement}"),
            Box::new(move |log| text(log, "sql_statement_id").as_deref() == Some(statement)),
        ));
        questions.push(("session=nobody".to_owned(), Box::new(|_| false)));
        for word in ["LIST_TABLES", "EXECUTE_STATEMENT", "NOTHING"] {
            questions.push((format!("operation={word}"), Box::new(move |log| operation(log).as_deref() == Some(word))));
        }
        for client in ["PyDatabricksSqlConnector", "TestDriver", "nobody"] {
            questions.push((format!("client={client}"), Box::new(move |log| log["client"] == client)));
        }
        for level in ["violation", "privacy", "advice"] {
            questions.push((format!("finding={level}"), Box::new(move |log| has(log, "level", level))));
        }
        questions.push(("finding=unknown_key".to_owned(), Box::new(move |log| has(log, "rule", "unknown_key"))));
        questions.push((
            "finding=advice&operation=EXECUTE_STATEMENT&before=5000".to_owned(),
            Box::new(move |log| {
                has(log, "level", "advice")
                    && operation(log).as_deref() == Some("EXECUTE_STATEMENT")
                    && log["seq"].as_i64() < Some(5000)
            }),
        ));
        for (question, holds) in questions {
            let expected: Vec<_> = all.iter().filter(|log| holds(log)).take(1000).map(|log| &log["seq"]).collect();
            let answer = get(receiver.address(), &format!("/api/logs?limit=1000&{question}")).json();
            let found: Vec<_> = answer["logs"].as_array().expect("a list").iter().map(|log| &log["seq"]).collect();
            assert_eq!(found, expected, "{question}");
        }
    }
}

#[test]
fn a_store_of_older_tables_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store.db");
    Receiver::builder().store(&file).start().expect("it starts").stop();
    let store = Connection::open(&file).expect("a database");
    store.pragma_update(None, "user_version", 2).expect("written");
    // A page of the first receiver may still be about to let go of the file: then closing this one writes nothing back.
    store.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("in the file");
    drop(store);
    let before = std::fs::read(&file).expect("readable");
    let refused = Receiver::builder().store(&file).start();
    assert!(matches!(refused, Err(StartError::Store(StoreError::Older(_)))), "{refused:?}");
    assert_eq!(std::fs::read(&file).expect("readable"), before);
}

/// Whatever comes, what logs share goes with the last of them.
#[test]
fn what_logs_share_goes_with_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store.db");
    let receiver = Receiver::builder().clock(|| NOW).store(&file).max_logs(100).start().expect("it starts");
    // So many kinds of logs that one era does not hold them.
    let logs: Vec<_> = (0..12_000).map(|n| log(n).replace("22.1.0", &format!("22.{n}.0"))).collect();
    for part in logs.chunks(1000) {
        assert_eq!(upload(receiver.address(), &body(part)).status, 200);
    }
    let store = Connection::open(&file).expect("a database");
    let count = |table: &str| {
        store.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    let start = std::time::Instant::now();
    while count("arrivals") > 100 && start.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(count("arrivals"), 100);
    assert!(count("kinds") <= 2000, "{}", count("kinds"));
    assert_eq!(get(receiver.address(), "/api/logs?limit=1000").json()["logs"].as_array().expect("a list").len(), 100);
}
