//! Drivers without a pool: connections that live for moments find everything warm, and lose nothing.

#![cfg(feature = "rustls")]

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::Credentials;
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry};

use crate::table::{Row, Table};

pub const WAIT: Duration = Duration::from_secs(60);

/// A service that takes everything, and remembers how many connections there were and which events.
#[derive(Clone, Default)]
pub struct Service(Arc<Mutex<Seen>>);

#[derive(Default)]
pub struct Seen {
    connections: usize,
    events: HashSet<String>,
    tokens: HashSet<String>,
    reduced: usize,
}

impl Service {
    pub fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = self.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                service.0.lock().unwrap().connections += 1;
                let service = service.clone();
                std::thread::spawn(move || service.serve(stream));
            }
        });
        url
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let mut bytes = Vec::new();
        loop {
            let head = loop {
                match bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                    Some(end) => break end + 4,
                    None => more(&mut stream, &mut bytes)?,
                }
            };
            let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
            let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
            let length: usize = header("content-length: ").map_or(0, |it| it.parse().unwrap());
            while bytes.len() < head + length {
                more(&mut stream, &mut bytes)?;
            }
            let body = String::from_utf8_lossy(&bytes[head..head + length]).into_owned();
            let ids: Vec<_> =
                body.split(r#"frontend_log_event_id\":\""#).skip(1).map(|it| it[..36].to_owned()).collect();
            let mut seen = self.0.lock().unwrap();
            seen.reduced += usize::from(text.starts_with("post /telemetry-unauth"));
            seen.tokens.extend(header("authorization: "));
            let answer = format!(r#"{{"numProtoSuccess":{}}}"#, ids.len());
            seen.events.extend(ids);
            drop(seen);
            bytes.drain(..head + length);
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{answer}", answer.len()).ok()?;
        }
    }

    pub fn events(&self) -> usize {
        self.0.lock().unwrap().events.len()
    }

    fn connections(&self) -> usize {
        self.0.lock().unwrap().connections
    }
}

fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut some = [0; 65_536];
    let n = stream.read(&mut some).ok().filter(|n| *n > 0)?;
    bytes.extend_from_slice(&some[..n]);
    Some(())
}

fn open(telemetry: &Telemetry, url: &str, token: String) -> ConnectionTelemetry {
    let identity = CredentialIdentity::of(&token);
    let provider = move || {
        let credentials = Credentials::bearer(&token);
        async move { Ok(credentials?) }
    };
    // Where hundreds send at once on a busy machine, some of them find no answer in an attempt's time: that is no host that
    // is away.
    let patient = [
        ("adbc.databricks.telemetry.circuit_breaker.enabled", "false"),
        ("adbc.databricks.telemetry.max_retries", "10"),
    ];
    let options = ConnectionOptions::new(url, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::from_properties(patient).force_enable(true))
        .credentials(provider, identity);
    telemetry.connect(options)
}

#[test]
fn three_hundred_cycles_of_open_one_event_and_close_use_one_connection() {
    let service = Service::default();
    let url = service.start();
    let telemetry = Telemetry::with_environment(Environment::none());
    let start = Instant::now();
    for _ in 0..300 {
        let connection = open(&telemetry, &url, "token".into());
        drop(connection.operation(OperationType::CreateSession));
        assert_eq!(connection.close(WAIT).delivered, 1);
    }
    println!("{:?} a cycle", start.elapsed() / 300);
    assert_eq!((service.events(), service.connections()), (300, 1));
    telemetry.shutdown(WAIT);
    let mut table = Table::of(
        "Connections that live for moments",
        "export::churn::three_hundred_cycles_of_open_one_event_and_close_use_one_connection",
    );
    let stats = telemetry.stats();
    let row = Row::of(&stats).requests(stats.requests as usize, 300..=300);
    table.row("300 times open, one event, close: one TCP connection", row);
    table.check();
}

#[test]
fn short_connections_that_are_dropped_lose_nothing_and_are_not_reduced() {
    let service = Service::default();
    let url = service.start();
    let telemetry = Telemetry::with_environment(Environment::none());
    for _ in 0..300 {
        let connection = open(&telemetry, &url, "token".into());
        drop(connection.operation(OperationType::CreateSession));
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    telemetry.shutdown(WAIT);
    let stats = telemetry.stats();
    assert_eq!((stats.recorded, stats.acknowledged, service.events()), (600, 600, 600));
    assert_eq!(service.0.lock().unwrap().reduced, 0);
    let mut table = Table::of(
        "Connections that live for moments",
        "export::churn::short_connections_that_are_dropped_lose_nothing_and_are_not_reduced",
    );
    table.row("300 connections, each dropped after two events, and a shutdown: none reduced", Row::of(&stats));
    table.check();
}

#[test]
fn five_hundred_identities_at_once_all_arrive_each_with_its_own_token() {
    let service = Service::default();
    let url = service.start();
    let telemetry = Telemetry::with_environment(Environment::none());
    let start = Instant::now();
    let open: Vec<_> = (0..500).map(|number| open(&telemetry, &url, format!("token-{number}"))).collect();
    for connection in &open {
        drop(connection.operation(OperationType::CreateSession));
    }
    std::thread::scope(|scope| open.iter().for_each(|connection| drop(scope.spawn(|| connection.close(WAIT)))));
    println!("{:?}", start.elapsed());
    assert_eq!(service.events(), 500, "{:?}", telemetry.stats());
    telemetry.shutdown(WAIT);
    let mut table = Table::of(
        "Connections that live for moments",
        "export::churn::five_hundred_identities_at_once_all_arrive_each_with_its_own_token",
    );
    table.row("500 identities at once, each with its own token", Row::of(&telemetry.stats()));
    table.check();
    assert_eq!(service.0.lock().unwrap().tokens.len(), 500);
}
