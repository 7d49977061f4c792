//! The page escapes everything, keeps other sites out, and says what it should.
#![cfg(feature = "receiver")]

use crate::client::{NOW, body, get, log, request, upload};
use sql_driver_telemetry::receiver::Receiver;

/// What a sender could put into any text in the hope that it runs.
const SCRIPT: &str = "\"'><script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">";

const VIEWS: [&str; 9] =
    ["/", "/logs/1", "/logs/2", "/findings", "/coverage", "/latency", "/compare", "/requests", "/faults"];

fn receiver() -> Receiver {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    let hostile = serde_json::json!({
        "frontend_log_event_id": SCRIPT, SCRIPT: 1, "workspace_id": SCRIPT,
        "context": { "client_context": { "user_agent": SCRIPT } },
        "entry": { "sql_driver_log": {
            "session_id": SCRIPT, "sql_statement_id": SCRIPT, "auth_type": SCRIPT,
            "sql_operation": { "statement_type": SCRIPT, SCRIPT: SCRIPT },
            "error_info": { "error_name": SCRIPT, "stack_trace": SCRIPT },
        } },
    });
    upload(receiver.address(), &body(&[hostile.to_string(), log(7)]));
    let headers = [("User-Agent", SCRIPT), ("Authorization", "Bearer x")];
    request(receiver.address(), "POST", "/telemetry-ext", &headers, body(&[log(8)]).as_bytes()).unwrap();
    receiver
}

#[test]
fn nothing_that_was_sent_becomes_markup() {
    let receiver = receiver();
    let searches =
        ["/?session=%22%3E%3Cscript%3Ex%3C/script%3E", "/?finding=%22%3E%3Cscript%3Ex", "/latency?client=%3Cscript%3E"];
    for view in VIEWS.iter().chain(&searches) {
        let answer = get(receiver.address(), view);
        assert_eq!(answer.status, 200, "{view}: {}", answer.body);
        let head = answer.head.to_ascii_lowercase();
        assert!(head.contains("content-security-policy: default-src 'none'; style-src 'self'"), "{head}");
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
        for markup in ["<script>", "<img", "onerror=\"", "style=", "javascript:"] {
            assert!(!answer.body.contains(markup), "{view}: {markup}\n{}", answer.body);
        }
    }
}

#[test]
fn the_views_say_what_they_should() {
    let receiver = receiver();
    let see = |view: &str, words: &[&str]| {
        let page = get(receiver.address(), view).body;
        for word in words {
            assert!(page.contains(word), "{view}: {word}\n{page}");
        }
    };
    see("/", &["TestDriver", "EXECUTE_STATEMENT", "/logs/2", "22222222", "7 ms"]);
    see("/logs/2", &["operation_latency_ms", "PUBLIC", "How long the backend", "2026-11-22 12:19:59.995 UTC"]);
    see("/findings", &["unknown_enum_name", "the service stores NULL", "/logs/1"]);
    see("/coverage", &["Test<wbr>Driver", "session_id", "class=\"cell never\""]);
    see("/latency", &["EXECUTE_STATEMENT", "<svg"]);
    see("/faults", &["status=503@0.2", "None: every upload"]);
    assert_eq!(get(receiver.address(), "/logs/999").status, 404);
    assert_eq!(get(receiver.address(), "/report.json").json()["logs"], 3);
    assert!(get(receiver.address(), "/report.xml").body.contains("<testsuites"));
}

#[test]
fn the_list_is_filtered() {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    upload(receiver.address(), &body(&[log(1), log(2).replace("EXECUTE_STATEMENT", "CLOSE_STATEMENT"), log(3)]));
    upload(receiver.address(), &body(&[log(1)]));
    let rows = |query: &str| get(receiver.address(), query).body.matches("href=\"/logs/").count();
    for (query, expected) in [
        ("/", 4),
        ("/?client=&operation=", 4),
        ("/?operation=CLOSE_STATEMENT", 1),
        ("/?statement=22222222-0000-4000-8000-000000000003", 1),
        ("/?finding=duplicate_event_id", 1),
        ("/?finding=violation", 1),
        ("/?client=nobody", 0),
        ("/?before=3", 2),
        ("/?version=2.5", 4),
        ("/?version=2.6", 0),
        // A part of an id, a value, a latency, and all of these.
        ("/?q=000000000003", 1),
        ("/?q=22222222-0000", 4),
        ("/?q=abcdef12", 0),
        ("/?q=operation_latency_ms%20%3D%203", 1),
        ("/?q=operation_type%3Dclose_statement", 1),
        ("/?q=%3E2", 1),
        ("/?q=%3E%200.001%20s", 2),
        ("/?q=%3E1%20000000000003", 1),
        ("/?q=no_such_field%3D1", 4),
        ("/?last=1h", 4),
        ("/?until=1", 0),
        ("/?runs=all", 4),
    ] {
        assert_eq!(rows(query), expected, "{query}");
    }
}

#[test]
fn faults_are_switched_from_the_page_and_from_nowhere_else() {
    let receiver = receiver();
    let address = receiver.address();
    let origin = format!("http://{address}");
    let form = |headers: &[(&str, &str)], body: &str| {
        let mut all = vec![("Content-Type", "application/x-www-form-urlencoded")];
        all.extend_from_slice(headers);
        request(address, "POST", "/faults", &all, body.as_bytes()).unwrap().status
    };
    let add = "add=status%3D503%3Bretry-after%3D2&seed=7";
    assert_eq!(form(&[("Origin", "http://evil.example")], add), 403);
    assert_eq!(form(&[("Sec-Fetch-Site", "cross-site")], add), 403);
    assert_eq!(upload(address, &body(&[log(1)])).status, 200);
    assert_eq!(form(&[("Origin", &origin), ("Sec-Fetch-Site", "same-origin")], add), 303);
    assert_eq!(upload(address, &body(&[log(1)])).status, 503);
    assert!(get(address, "/faults").body.contains("<code>status=503;retry-after=2</code>"));
    assert_eq!(form(&[("Origin", &origin)], "add=explode"), 422);
    assert_eq!(form(&[("Origin", &origin)], "remove=0&was=hang"), 303, "another page has changed the list");
    assert_eq!(upload(address, &body(&[log(1)])).status, 503);
    assert_eq!(form(&[("Origin", &origin)], "remove=0&was=status%3D503%3Bretry-after%3D2"), 303);
    assert_eq!(upload(address, &body(&[log(1)])).status, 200);
}

#[test]
fn a_name_that_points_here_from_elsewhere_opens_nothing() {
    let receiver = receiver();
    let address = receiver.address();
    let as_host = |host: &str| {
        let head = format!("GET /report.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        crate::client::exchange(address, &[head.as_bytes()]).unwrap().status
    };
    assert_eq!(as_host("evil.example"), 421);
    assert_eq!(as_host(&format!("evil.example:{}", address.port())), 421);
    assert_eq!(as_host(&format!("localhost:{}", address.port())), 200);
    assert_eq!(as_host("[::1]:80"), 200);
}

#[test]
fn new_logs_come_as_events() {
    use std::io::{Read, Write};

    let receiver = receiver();
    let mut stream = std::net::TcpStream::connect(receiver.address()).unwrap();
    write!(stream, "GET /events?after=0&operation=EXECUTE_STATEMENT HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
    let mut text = String::new();
    let mut piece = [0; 4096];
    while !text.contains("\n\n") || !text.contains("event: logs") {
        let length = stream.read(&mut piece).unwrap();
        assert!(length > 0, "{text}");
        text.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
    let data = text.split("data: ").nth(1).and_then(|data| data.lines().next()).unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["counts"]["logs"], 3);
    assert_eq!(data["logs"].as_array().unwrap().len(), 2);
    assert_eq!(data["logs"][0]["latency"], "7 ms");
}

#[test]
fn what_is_asked_for_is_found_in_former_runs_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.db");
    let start = || Receiver::builder().clock(|| NOW).store(&store).start().unwrap();
    let receiver = start();
    upload(receiver.address(), &body(&[log(1), log(2), log(3)]));
    receiver.stop();
    let receiver = start();
    upload(receiver.address(), &body(&[log(4)]));
    let rows = |query: &str| get(receiver.address(), query).body.matches("href=\"/logs/").count();
    assert_eq!((rows("/"), rows("/?runs=2"), rows("/?runs=9")), (1, 1, 0));
    // A program waits for older logs; a page says that they are being read.
    let all = get(receiver.address(), "/api/logs?runs=all").json();
    assert_eq!(all["logs"].as_array().map(Vec::len), Some(4));
    while get(receiver.address(), "/?runs=all").body.contains("still being read") {
        std::thread::yield_now();
    }
    assert_eq!((rows("/?runs=all"), rows("/?runs=1"), rows("/?runs=all&q=%3E2")), (4, 3, 2));
    let page = get(receiver.address(), "/compare?a=run:1&b=run:2").body;
    assert!(page.contains("3 logs") && page.contains("1 logs") && page.contains("3 → 1"), "{page}");
}

#[test]
fn two_versions_stand_side_by_side() {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    let send = |version: &str, logs: &[String]| {
        let agent = format!("TestDriver/{version}");
        let headers =
            [("User-Agent", agent.as_str()), ("Authorization", "Bearer x"), ("Content-Type", "application/json")];
        let logs: Vec<_> = logs.iter().map(|log| log.replace("TestDriver/2.5", &agent)).collect();
        request(receiver.address(), "POST", "/telemetry-ext", &headers, body(&logs).as_bytes()).unwrap();
    };
    send("1.0", &(1..=30).map(log).collect::<Vec<_>>());
    let told = |id| {
        log(id)
            .replace("\"operation_latency_ms\"", "\"no_such_field\":1,\"auth_type\":\"PAT\",\"operation_latency_ms\"")
    };
    send("2.0", &(101..=130).map(told).collect::<Vec<_>>());
    let page = get(receiver.address(), "/compare?a=driver:TestDriver/1.0&b=driver:TestDriver/2.0").body;
    for words in ["auth_type", "– → 100 %", "badge new", "unknown_key", "15 ms → 115 ms", "+667 %", "30 → 30"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn requests_are_told_with_what_became_of_them() {
    let fault = "status=503;retry-after=1@2..2".parse().unwrap();
    let receiver = Receiver::builder().clock(|| NOW).fault(fault).start().unwrap();
    upload(receiver.address(), &body(&[log(1), log(2)]));
    assert_eq!(upload(receiver.address(), &body(&[log(3)])).status, 503);
    assert_eq!(upload(receiver.address(), "null").status, 400);
    // The last one is answered when it is stored, and so is what was noted before.
    upload(receiver.address(), &body(&[log(3)]));
    let page = get(receiver.address(), "/requests").body;
    for words in ["fault status=503;retry-after=1", "1 came again", ">503<", ">400<", "0 of 1", "not an object"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let page = get(receiver.address(), "/requests?refused=only").body;
    assert!(page.contains(">400<") && !page.contains(">200<"), "{page}");
    assert_eq!(get(receiver.address(), "/refused").status, 308);
}

#[test]
fn what_drivers_say_that_they_lost_is_shown() {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    let loss = |recorded, full| {
        format!(
            "\"telemetry_loss\":{{\"reporter_id\":\"77777777-0000-4000-8000-000000000000\",\"recorded\":{recorded},\
             \"dropped\":{{\"queue_full\":{full}}}}},\"operation_latency_ms\""
        )
    };
    let told = |id, recorded, full| log(id).replace("\"operation_latency_ms\"", &loss(recorded, full));
    upload(receiver.address(), &body(&[told(1, 5_000, 12), told(2, 9_000, 1_034), log(3)]));
    let page = get(receiver.address(), "/requests").body;
    for words in ["77777777", "9,000", "1,034 queue full", "/logs/2"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("5,000"), "totals, of which the greatest counts");
    assert_eq!(get(receiver.address(), "/").body.matches(">loss<").count(), 2);
}

#[test]
fn a_session_is_shown_in_time_with_what_is_missing() {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    let session = "11111111-0000-4000-8000-000000000000";
    upload(receiver.address(), &body(&[log(1), log(2)]));
    let page = get(receiver.address(), &format!("/sessions/{session}")).body;
    for words in ["Events of the session in time", "EXECUTE_STATEMENT", "No CREATE_SESSION", "No DELETE_SESSION"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert_eq!(get(receiver.address(), "/sessions/nobody").status, 404);
}

#[test]
fn a_list_is_downloaded_and_a_run_begun() {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    let address = receiver.address();
    upload(address, &body(&[log(1), log(2), log(3)]));
    let answer = get(address, "/logs.jsonl?q=%3E1");
    assert!(answer.head.contains("attachment"), "{}", answer.head);
    let logs: Vec<serde_json::Value> = answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(logs.iter().map(|log| log["seq"].as_i64().unwrap()).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(request(address, "POST", "/runs", &[("Origin", "http://evil.example")], b"").unwrap().status, 403);
    assert_eq!(request(address, "POST", "/runs", &[], b"").unwrap().json()["run"], 2);
    assert_eq!((receiver.report().logs, get(address, "/api/counts").json()["logs"].clone()), (0, 0.into()));
    upload(address, &body(&[log(1)]));
    assert_eq!(receiver.report().logs, 1);
    assert_eq!(receiver.report().findings.len(), 0, "what came before the run is no duplicate");
}
