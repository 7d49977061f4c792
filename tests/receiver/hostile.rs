//! Hostile input is refused with the right status, within bounded memory, and the receiver goes on serving.
#![cfg(feature = "receiver")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::client::{NOW, body, exchange, get, log, request, upload};
use sql_driver_telemetry::receiver::{MAX_BODY_BYTES, Receiver};

const AUTH: (&str, &str) = ("Authorization", "Bearer x");

fn receiver() -> Receiver {
    Receiver::builder().clock(|| NOW).start().unwrap()
}

fn still_serves(receiver: &Receiver) {
    assert_eq!(upload(receiver.address(), &body(&[log(1)])).status, 200);
}

fn post(address: SocketAddr, body: &[u8]) -> u16 {
    request(address, "POST", "/telemetry-ext", &[AUTH], body).unwrap().status
}

#[test]
fn bodies_that_are_too_large_are_refused() {
    let receiver = receiver();
    // Announced: refused before a byte of it was read.
    let announced = [AUTH, ("Content-Length", "104857600")];
    assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &announced, b"").unwrap().status, 413);
    // Not announced: refused as soon as it has grown too large.
    let mut stream = TcpStream::connect(receiver.address()).unwrap();
    let head =
        b"POST /telemetry-ext HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    let mut sent = 0;
    while sent < 100 << 20 && stream.write_all(&chunk).is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 100 << 20, "it was cut off");
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    still_serves(&receiver);
}

#[test]
fn a_gzip_bomb_is_noticed_before_it_has_grown() {
    let receiver = receiver();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..200 {
        gzip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = gzip.finish().unwrap();
    assert!(bomb.len() < MAX_BODY_BYTES / 10);
    let headers = [AUTH, ("Content-Encoding", "gzip")];
    let post = |body: &[u8]| request(receiver.address(), "POST", "/telemetry-ext", &headers, body).unwrap().status;
    assert_eq!(post(&bomb), 413);
    assert_eq!(post(&bomb[..bomb.len() / 2]), 413, "cut off, and too large by then");
    assert_eq!(post(b"no gzip at all"), 400);
    let headers = [AUTH, ("Content-Encoding", "br")];
    assert_eq!(request(receiver.address(), "POST", "/telemetry-ext", &headers, b"x").unwrap().status, 415);
    still_serves(&receiver);
}

#[test]
fn what_is_no_log_is_refused_or_told() {
    let receiver = receiver();
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    let keys = format!("{{{}}}", (0..1_000_000).map(|n| format!("\"{n:06}\":1")).collect::<Vec<_>>().join(","));
    for (body, status) in [
        (b"".as_slice(), 400),
        (b"{", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"\"x\"", 400),
        (b"{\"protoLogs\":[\"\xff\"]}", 400),
        (b"{\"uploadTime\":1}{}", 400),
        (&deep, 400),
        (keys.as_bytes(), 413),
    ] {
        assert_eq!(post(receiver.address(), body), status, "{}", String::from_utf8_lossy(&body[..body.len().min(40)]));
    }
    // Keys that nobody knows are told, a bounded number of them.
    let keys = keys.replace("0000", "a").split(',').take(40_000).collect::<Vec<_>>().join(",") + "}";
    assert_eq!(post(receiver.address(), keys.as_bytes()), 200);
    assert!(receiver.report().findings.len() <= 10_100);
    still_serves(&receiver);
}

#[test]
fn heads_and_lengths_that_lie_do_not_confuse() {
    let receiver = receiver();
    let address = receiver.address();
    let head = "POST /telemetry-ext HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n";
    for (rest, status) in [
        ("Content-Length: -1\r\n\r\n{}", 400),
        ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
        ("Content-Length: 99999999999999999999999\r\n\r\n{}", 400),
        ("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 400),
        ("A: \u{0}\r\n\r\n", 400),
    ] {
        let answer = exchange(address, &[head.as_bytes(), rest.as_bytes()]).unwrap();
        assert_eq!(answer.status, status, "{rest:?}: {answer:?}");
    }
    // More was announced than comes: the client hangs up, and nothing is stored.
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(format!("{head}Content-Length: 500\r\n\r\n{{").as_bytes()).unwrap();
    drop(stream);
    let long = format!("GET / HTTP/1.1\r\nConnection: close\r\nHost: {}\r\n\r\n", "x".repeat(100_000));
    let refused = exchange(address, &[long.as_bytes()]);
    assert!(refused.is_err() || refused.unwrap().status >= 400);
    assert_eq!(get(address, "/nothing").status, 404);
    assert_eq!(request(address, "PUT", "/telemetry-ext", &[AUTH], b"{}").unwrap().status, 405);
    still_serves(&receiver);
    assert_eq!(receiver.logs(), 1);
}

#[test]
fn many_connections_and_slow_senders_keep_nobody_out() {
    let receiver = receiver();
    // As many as the system gives this process, both ends being in it; ten thousand where that is possible.
    let mut open = Vec::new();
    for n in 0..10_000 {
        let Ok(mut stream) = TcpStream::connect_timeout(&receiver.address(), Duration::from_secs(5)) else { break };
        let part: &[u8] = match n % 3 {
            0 => b"",
            1 => b"POST /telemetry-ext HT",
            _ => b"POST /telemetry-ext HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 9000000\r\n\r\n{",
        };
        if stream.write_all(part).is_err() {
            break;
        }
        open.push(stream);
    }
    assert!(open.len() > 100, "{}", open.len());
    // Room for the client of this test, where the process has no more file descriptors.
    open.truncate(open.len().saturating_sub(50));
    still_serves(&receiver);
}

#[test]
fn only_loopback_is_listened_on_unless_told_otherwise() {
    assert!(receiver().address().ip().is_loopback());
}
