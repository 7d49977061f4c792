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
            "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column ‹› with name ‹› cannot be resolved. \
             Did you mean one of the following? ‹› SQLSTATE: 42703",
        ),
        (
            "java.net.UnknownHostException: gw.acme.example: Name or service not known",
            "java.net.UnknownHostException: ‹› Name or service not known",
        ),
        (
            "java.sql.SQLException: [Databricks][JDBCDriver](500593) Communication link failure. \
             Invalid access token: dapi0123456789abcdef",
            "java.sql.SQLException: [Databricks] [JDBCDriver] (500593) Communication link failure. Invalid access token: ‹›",
        ),
        (
            "Unable to tunnel through proxy. Proxy returns HTTP/1.1 407 for http://jo:pw@h:1/",
            "Unable to tunnel through proxy. Proxy returns HTTP/1.1 407 ‹›",
        ),
        ("OAuth exchange failed: HTTP 401 invalid_client", "‹› HTTP 401 invalid_client"),
        ("[ACME_PAYROLL_FAILED] Jo Roe is not paid", ""),
        ("[UNRESOLVED_COLUMN.JO_ROE] x", ""),
        ("com.acme.JoRoeException: no", ""),
        ("java.lang.JoRoe0123456789Exception: no", ""),
        ("with 404 rows and 200.5 ms at 403%", ""),
        ("AADSTS7000215: Invalid client secret provided.", "AADSTS7000215: Invalid client secret provided."),
    ] {
        assert_eq!(fingerprint(text).to_string(), expected, "{text}");
    }
}

#[test]
fn the_published_message_of_a_class_is_followed_through_its_holes() {
    let cast = "[CAST_INVALID_INPUT] The value ‹› of the type ‹› cannot be cast to ‹› because it is malformed. Correct the \
                value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return \
                NULL instead. SQLSTATE: 22018";
    for (value, kind) in [("'denied'", "\"STRING\""), ("of the type", "\"STRING\""), ("'a' cannot be cast to 'b'", "x")]
    {
        let text = cast.replacen("‹›", value, 1).replacen("‹›", kind, 1).replacen("‹›", "\"INT\"", 1);
        assert_eq!(fingerprint(&text).to_string(), cast, "{text}");
        // A server that does not name the class, and a driver that takes it away.
        let bare = text.replace("[CAST_INVALID_INPUT] ", "");
        let print = fingerprint(&bare);
        assert_eq!(print.to_string(), cast.replace("[CAST_INVALID_INPUT] ", ""), "{bare}");
        assert_eq!(print.error_class(), ErrorClass::find("CAST_INVALID_INPUT"));
    }
    // An older version, a newer one, and one that was cut off.
    for (text, expected) in [
        (
            "[TABLE_OR_VIEW_NOT_FOUND] The table or the view `a` cannot be found. Verify it.",
            "[TABLE_OR_VIEW_NOT_FOUND] The table or ‹› cannot be found. Verify ‹›",
        ),
        (
            "[TABLE_OR_VIEW_NOT_FOUND] The table or view `a`.`b` cannot be found. Verify the spelling and correc",
            "[TABLE_OR_VIEW_NOT_FOUND] The table or view ‹› cannot be found. Verify the spelling and ‹›",
        ),
        ("[DIVIDE_BY_ZERO] acme denied", "[DIVIDE_BY_ZERO] ‹›"),
    ] {
        assert_eq!(fingerprint(text).to_string(), expected, "{text}");
    }
}

#[test]
fn a_message_inside_of_a_message_has_a_voice_of_its_own() {
    for (text, expected) in [
        (
            "SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided]",
            "GSS initiate failed; Caused by GSSException: No valid credentials provided",
        ),
        (
            "HTTPSConnectionPool(host='h', port=443): Max retries exceeded with url: /x (Caused by \
             NewConnectionError('<HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
            "HTTPSConnectionPool ‹› Max retries exceeded with url: ‹› Caused by NewConnectionError ‹› Failed to establish a new \
             connection: [Errno 111] Connection refused",
        ),
        (
            "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided for 'acme'\"}",
            "error:invalid_client; AADSTS7000215: Invalid client secret provided ‹›",
        ),
        (
            "IntegrityError: (1062, \"Duplicate entry 'denied' for key 'a'\")",
            "IntegrityError: (1062) Duplicate entry ‹›",
        ),
        (
            "[STREAM_FAILED] Query [id = 7, runId = 9] terminated with exception: [DIVIDE_BY_ZERO] Division by zero.",
            "[STREAM_FAILED] Query [id ‹› runId ‹› terminated with exception: [DIVIDE_BY_ZERO] Division by zero.",
        ),
    ] {
        let found = fingerprint(text).to_string();
        assert!(found.ends_with(expected), "{text}\n{found}");
    }
    assert_eq!(fingerprint("KeyError: 'access denied'").to_string(), "KeyError: ‹›");
}

#[test]
fn of_an_address_only_the_public_service_is_told() {
    let print = fingerprint("HTTP 403 for https://acme.blob.core.windows.net/r/part-0?sig=x");
    assert_eq!(print.to_string(), "HTTP 403 ‹› blob.core.windows.net ‹›");
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
        "org.apache.hive.service.cli.HiveSQLException: [DIVIDE_BY_ZERO] Division by zero. HTTP 500\n\
         Caused by: java.net.ConnectException: Connection refused, HTTP 502\n\
         \tat java.base/java.net.Socket.connect(Socket.java:12)\n\
         \tat com.acme.Payroll.pay(Payroll.java:3)\n\
         \tat com.acme.Payroll.run(Payroll.java:4)",
    );
    assert_eq!(print.error_class(), ErrorClass::find("DIVIDE_BY_ZERO"));
    assert_eq!(print.error_subclass(), None);
    assert_eq!(print.sqlstate(), Some("22012"), "published with the class");
    assert_eq!(print.http_status(), Some(502), "behind a published message stands data");
    assert_eq!(
        print.exceptions().collect::<Vec<_>>(),
        ["org.apache.hive.service.cli.HiveSQLException", "java.net.ConnectException"]
    );
    let frames: Vec<String> = print.frames().map(|frame| frame.to_string()).collect();
    assert_eq!(frames, ["java.net.Socket::connect (Socket.java:12)", "<app>"]);
    assert!(fingerprint("").is_empty() && fingerprint("Jo Roe").is_empty());
}

#[test]
fn there_is_an_end_to_facts_and_frames() {
    let classes: String = (0..200).map(|n| format!("java.lang.A{}Error: ", "x".repeat(n % 50 + 1))).collect();
    assert!(fingerprint(&classes.repeat(3)).facts() <= MAX_FACTS);
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
    let told = prop::sample::select(vec![
        "[TABLE_OR_VIEW_NOT_FOUND]",
        "The table or view",
        " cannot be found. ",
        "SQLSTATE: 42P01",
        "java.net.ConnectException",
        "Connection refused",
        "HTTP 404",
        "(403)",
        "[Simba]",
        "[JDBCDriver](500593)",
        "with status 401",
        "403 Forbidden",
        "404 (not found)",
        "(SQLState 22018)",
        "[42S02]",
        "THTTPException(403)",
        "Caused by",
        "[Errno 111]",
        "250001 (08001)",
        "{\"error\":\"invalid_client\",\"message\":\"",
        "MaxRetryError('",
        "desc = ",
        "ORA-12899",
        "ERROR",
        "(1062, \"",
        "values",
        "select",
        "‹›",
        "does not exist",
        "reqwest::Error",
        "\n\tat java.lang.Thread.run(Thread.java:840)\n",
        "\n  3: tokio::park\n     at /rustc/x/park.rs:3:4\n",
        "\n<app>\n",
    ]);
    prop_oneof![
        told.prop_map(str::to_owned),
        "[ '\"`]{1,2}",
        "[ .,:;()\\[\\]{}<>-]{0,3}",
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
