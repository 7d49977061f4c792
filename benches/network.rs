//! Connections that live for moments, over HTTP to a service on this machine: what a driver without a pool does.
//!
//! ```text
//! cargo bench -p cost --features network --bench network
//! ```
//!
//! The service takes everything at once and gives each connection of the network a thread. One client of the process serves all.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};
use std::{io, thread};

use harness::machine::About;
use harness::row::{self, Metric, Report, Row, least};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::Credentials;
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry};

const COMMAND: &str = "cargo bench -p cost --features network --bench network";
const WAIT: Duration = Duration::from_secs(60);
const TRIES: usize = 3;

fn main() -> io::Result<()> {
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let rows = [cycle(&serve()?), identities(&serve()?)];
    row::print(&rows);
    let order: Vec<String> = rows.iter().map(|row| row.case.clone()).collect();
    Report { about: About::here(COMMAND), rows: rows.into() }.keep("network", &order)
}

/// Opened, one event, closed, one after another: the mean of three hundred.
fn cycle(url: &str) -> Row {
    let once = || {
        let telemetry = Telemetry::with_environment(Environment::none());
        let start = Instant::now();
        for _ in 0..300 {
            let connection = open(&telemetry, url, "token".to_owned());
            drop(connection.operation(OperationType::CreateSession));
            assert_eq!(connection.close(WAIT).delivered, 1);
        }
        let taken = start.elapsed() / 300;
        telemetry.shutdown(WAIT);
        taken
    };
    Row::new("cycle", "a connection opened, one event, closed: one of 300 in a row")
        .micros(least(TRIES, once))
        .bar(Metric::Us, 5_000.0)
}

/// As many pipelines as identities, closed together, until the last event is there.
fn identities(url: &str) -> Row {
    let once = || {
        let telemetry = Telemetry::with_environment(Environment::none());
        let start = Instant::now();
        let opened: Vec<_> = (0..500).map(|number| open(&telemetry, url, format!("token-{number}"))).collect();
        opened.iter().for_each(|connection| drop(connection.operation(OperationType::CreateSession)));
        opened.iter().for_each(ConnectionTelemetry::close_detached);
        telemetry.shutdown(WAIT);
        let taken = start.elapsed();
        assert_eq!(telemetry.stats().acknowledged, 500);
        taken
    };
    Row::new("identities", "500 identities at once, until each has delivered")
        .micros(least(TRIES, once))
        .bar(Metric::Us, 5_000_000.0)
}

fn open(telemetry: &Telemetry, url: &str, token: String) -> ConnectionTelemetry {
    let identity = CredentialIdentity::of(&token);
    let provider = move || {
        let credentials = Credentials::bearer(&token);
        async move { Ok(credentials?) }
    };
    let options = ConnectionOptions::new(url, DriverIdentity::new("Bench", "1.0.0"))
        .config(Config::new().force_enable(true))
        .credentials(provider, identity);
    telemetry.connect(options)
}

/// Starts a service, and returns its address.
fn serve() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(&stream));
        }
    });
    Ok(url)
}

/// Acknowledges one log a request, which is what each has here, until the connection ends.
fn answer(stream: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" {
                break;
            }
        }
        io::copy(&mut (&mut reader).take(length), &mut io::sink())?;
        let mut writer = stream;
        writer.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"numProtoSuccess\":1}")?;
    }
}
