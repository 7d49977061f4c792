//! A client as plain as can be: bytes out, bytes in. What a driver's HTTP stack would repair is sent as it is.

#![cfg(feature = "receiver")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Sends a request with `Connection: close` and reads the answer to its end.
pub fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> std::io::Result<Answer> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    exchange(address, &[head.as_bytes(), b"\r\n", body])
}

/// Sends bytes and reads the answer to its end.
pub fn exchange(address: SocketAddr, parts: &[&[u8]]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    for part in parts {
        // The receiver may answer and close before everything was sent.
        if stream.write_all(part).is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let mut piece = [0; 16 * 1024];
    // To the end of what was announced, or of the connection: not every server closes it when asked to.
    while !is_complete(&answer) {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&piece[..length]),
            // A read with a deadline is not begun again by itself when a signal of another test arrives.
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) if answer.is_empty() => return Err(error),
            Err(_) => break,
        }
    }
    if answer.is_empty() {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

fn is_complete(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer).to_ascii_lowercase();
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let announced = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    announced.is_some_and(|length| answer.len() >= head.len() + 4 + length)
}

const HEADERS: [(&str, &str); 3] = [
    ("Authorization", "Bearer secret-token-0815"),
    ("Content-Type", "application/json"),
    ("User-Agent", "TestDriver/2.5 (Linux)"),
];

/// Uploads a body as a driver would.
pub fn upload(address: SocketAddr, body: &str) -> Answer {
    try_upload(address, body).expect("an answer")
}

pub fn try_upload(address: SocketAddr, body: &str) -> std::io::Result<Answer> {
    request(address, "POST", "/telemetry-ext", &HEADERS, body.as_bytes())
}

pub fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, "GET", path, &[], b"").expect("an answer")
}

/// A body with these logs, uploaded at `NOW`.
pub fn body(logs: &[String]) -> String {
    serde_json::json!({ "uploadTime": NOW, "items": [], "protoLogs": logs }).to_string()
}

/// The time at which tests take place, in milliseconds since 1970.
pub const NOW: i64 = 1_795_350_000_000;

/// A log without a fault, of the n-th statement.
pub fn log(n: u64) -> String {
    log_with(n, &format!("00000000-0000-4000-8000-{n:012}"))
}

/// The same log under an event id of its own.
pub fn log_with(n: u64, event_id: &str) -> String {
    serde_json::json!({
        "frontend_log_event_id": event_id,
        "workspace_id": 42,
        "context": { "client_context": { "timestamp_millis": NOW - 5 } },
        "entry": { "sql_driver_log": {
            "session_id": "11111111-0000-4000-8000-000000000000",
            "sql_statement_id": format!("22222222-0000-4000-8000-{n:012}"),
            "system_configuration": {
                "driver_name": "Test Driver", "driver_version": "1.2.3", "os_name": "Linux", "os_version": "13",
                "os_arch": "x86_64", "runtime_name": "node", "runtime_version": "22.1.0",
            },
            "sql_operation": {
                "statement_type": "QUERY", "is_compressed": false, "execution_result": "INLINE_JSON",
                "result_latency": { "result_set_ready_latency_millis": n },
                "operation_detail": { "operation_type": "EXECUTE_STATEMENT", "is_internal_call": false },
            },
            "operation_latency_ms": n,
        } },
    })
    .to_string()
}
