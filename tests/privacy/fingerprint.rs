//! The fingerprint: what it keeps, what it never keeps, and the laws it obeys.

use proptest::prelude::*;
use sql_driver_telemetry::privacy::fingerprint::{
    ErrorClass, MAX_FACTS, MAX_FRAMES, fingerprint, http_reason, sqlstate,
};

#[test]
fn a_driver_error_keeps_what_says_why() {
    for (text, expected) in [
        (
            "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `pay` cannot be resolved. \
             Did you mean one of the following? [`payroll`]. SQLSTATE: 42703",
            "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column; cannot be resolved. \
             Did you mean one of the following?; SQLSTATE: 42703",
        ),
        (
            "java.net.UnknownHostException: gw.acme.example: Name or service not known",
            "java.net.UnknownHostException:; Name or service not known",
        ),
        (
            "java.sql.SQLException: [Databricks][JDBCDriver](500593) Communication link failure. \
             Invalid access token: dapi0123456789abcdef",
            "java.sql.SQLException: [Databricks][JDBCDriver](500593) Communication link failure. Invalid access token:",
        ),
        (
            "Unable to tunnel through proxy. Proxy returns HTTP/1.1 407 for http://jo:pw@h:1/",
            "Unable to tunnel through proxy. Proxy returns HTTP/1.1 407",
        ),
        ("OAuth exchange -> HTTP 401 invalid_client", "OAuth exchange -> HTTP 401 invalid_client"),
        ("error 404 in table t404", "error 404 in table"),
        ("[ACME_PAYROLL_FAILED] Jo Roe is not paid", ""),
        ("[UNRESOLVED_COLUMN.JO_ROE] x", ""),
        ("com.acme.JoRoeException: no", ""),
        ("java.lang.JoRoe0123456789Exception: no", ""),
        ("with 404 rows and 200.5 ms at 403%", "rows and 200.5 ms"),
        ("AADSTS7000215: Invalid client secret provided.", "AADSTS7000215: Invalid client secret provided."),
    ] {
        assert_eq!(fingerprint(text).to_string(), expected, "{text}");
    }
}

#[test]
fn plain_words_stay_beside_what_is_known() {
    for (text, expected) in [
        ("bind failed at index 2", "bind failed at index 2"),
        ("download of chunk 17 failed: 403 Forbidden", "download of chunk 17 failed: 403 Forbidden"),
        ("poll FAILED (SQLState 28000)", "poll FAILED (SQLState 28000)"),
        ("Job aborted: Task 4 in stage 9.0 failed 4 times", "Job aborted: Task 4 in stage 9.0 failed 4 times"),
        // One alone says too little about the error, and might say something about somebody.
        ("acme open payroll", "open"),
        ("acme value payroll", ""),
        // What is quoted, in brackets or in a statement is somebody's own.
        ("cannot parse 'the value' [this, that] of the column", "cannot parse; of the column"),
        ("execution stopped: select value from list where state is missing", "execution stopped:; is missing"),
        ("amount 4711 of the invoice 404 is too large", "is too large"),
    ] {
        assert_eq!(fingerprint(text).to_string(), expected, "{text}");
    }
}

#[test]
fn a_precision_ends_a_rendering_between_two_frames() {
    let frames: String = (0..50).map(|n| format!("\tat java.lang.Thread.run(Thread.java:{n})\n")).collect();
    let whole = fingerprint(&frames).to_string();
    assert_eq!(whole.lines().count(), 50);
    let short = format!("{:.500}", fingerprint(&frames));
    assert!((400..=500).contains(&short.len()), "{}", short.len());
    assert!(whole.starts_with(&short) && short.ends_with(')'), "{short}");
    assert_eq!(fingerprint(&short).to_string(), short);
}

#[test]
fn the_facts_are_there_one_by_one() {
    let print = fingerprint(
        "org.apache.hive.service.cli.HiveSQLException: [DIVIDE_BY_ZERO] HTTP 500\n\
         Caused by: java.net.ConnectException: Connection refused\n\
         \tat java.base/java.net.Socket.connect(Socket.java:12)\n\
         \tat com.acme.Payroll.pay(Payroll.java:3)\n\
         \tat com.acme.Payroll.run(Payroll.java:4)",
    );
    assert_eq!(print.error_class(), ErrorClass::find("DIVIDE_BY_ZERO"));
    assert_eq!(print.error_subclass(), None);
    assert_eq!(print.sqlstate(), Some("22012"), "published with the class");
    assert_eq!(print.http_status(), Some(500));
    assert_eq!(
        print.exceptions().collect::<Vec<_>>(),
        ["org.apache.hive.service.cli.HiveSQLException", "java.net.ConnectException"]
    );
    let frames: Vec<String> = print.frames().map(ToString::to_string).collect();
    assert_eq!(frames, ["java.net.Socket::connect (Socket.java:12)", "<app>"]);
    assert!(fingerprint("").is_empty() && fingerprint("Jo Roe").is_empty());
}

#[test]
fn there_is_an_end_to_facts_and_frames() {
    let classes: String = (0..200).map(|n| format!("java.lang.A{}Error ", "x".repeat(n % 50 + 1))).collect();
    assert!(fingerprint(&classes.repeat(3)).facts().count() <= MAX_FACTS);
    let frames: String = (0..500).map(|n| format!("\tat java.lang.Thread.run(Thread.java:{n})\n")).collect();
    assert_eq!(fingerprint(&frames).frames().count(), MAX_FRAMES);
}

#[test]
fn every_status_has_a_reason_and_codes_are_closed() {
    assert_eq!(http_reason(404), Some("Not Found"));
    assert_eq!(http_reason(299), None);
    assert_eq!(sqlstate("42P01"), Some("42P01"));
    assert_eq!(sqlstate("JOROE"), None);
}

/// Pieces that are recognised, pieces that are not, and what stands between them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("[TABLE_OR_VIEW_NOT_FOUND]".to_owned()),
        Just("SQLSTATE: 42P01".to_owned()),
        Just("java.net.ConnectException".to_owned()),
        Just("Connection refused".to_owned()),
        Just("HTTP 404".to_owned()),
        Just("(403)".to_owned()),
        Just("[Simba]".to_owned()),
        Just("[JDBCDriver](500593)".to_owned()),
        Just("with 401".to_owned()),
        Just("failed to open the connection".to_owned()),
        Just("403 Forbidden".to_owned()),
        Just("404 (not found)".to_owned()),
        Just("(SQLState 22018)".to_owned()),
        Just("[42S02]".to_owned()),
        Just("THTTPException(403)".to_owned()),
        Just("closed at ".to_owned()),
        Just(" after 3 attempts ".to_owned()),
        Just(" Task 4 in stage 9.0 failed 4 times".to_owned()),
        Just(" select ".to_owned()),
        Just(" retries=4 ".to_owned()),
        Just("reqwest::Error".to_owned()),
        "[ '\"`]{1,2}",
        Just("\n\tat java.lang.Thread.run(Thread.java:840)\n".to_owned()),
        Just("\n  3: tokio::park\n     at /rustc/x/park.rs:3:4\n".to_owned()),
        Just("\n<app>\n".to_owned()),
        "[ .,:;()\\[\\]-]{0,3}",
        "[a-zA-Z]{1,8}",
        "[0-9]{1,4}",
        "\\PC{0,5}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fingerprint_of_a_fingerprint_is_itself(pieces in prop::collection::vec(piece(), 0..24)) {
        let once = fingerprint(&pieces.concat()).to_string();
        prop_assert_eq!(fingerprint(&once).to_string(), once);
    }

    #[test]
    fn any_text_is_taken(text in "(?s).{0,300}") {
        let once = fingerprint(&text).to_string();
        prop_assert_eq!(fingerprint(&once).to_string(), once);
    }

    #[test]
    fn a_name_that_nobody_published_never_comes_out(
        before in prop::collection::vec(piece(), 0..6),
        secret in "[qxzj]{8}[0-9]{4}",
        after in prop::collection::vec(piece(), 0..6),
    ) {
        let out = fingerprint(&format!("{}{secret}{}", before.concat(), after.concat())).to_string();
        prop_assert!(!secret.as_bytes().windows(8).any(|window| {
            out.as_bytes().windows(8).any(|seen| seen == window)
        }), "{out}");
    }
}
