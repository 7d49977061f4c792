//! The soak itself, and the service that it runs against.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fmt, thread};

use fastrand::Rng;
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, DropReason, Flushed, Stats, Telemetry,
};

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Soak {
    /// Events in all, at least.
    pub events: u64,
    /// Threads that record.
    pub threads: u64,
    /// The same seed makes the same choices. When threads run is up to the machine.
    pub seed: u64,
    /// Instead of all that: a driver that opens so many connections a second, each with two events, and drops them.
    pub pace: Option<Pace>,
}

/// Connections that come in an even stream.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// So many a second,
    pub per_second: u32,
    /// for so many seconds.
    pub seconds: u32,
}

/// What became of it.
#[derive(Debug)]
pub struct Report {
    /// Events that the driver's side has ended, by its own count.
    pub ended: u64,
    /// Connections that were opened.
    pub connections: u64,
    /// Events that the service has seen, each once.
    pub arrived: u64,
    /// Events that the service has seen once more than once.
    pub repeated: u64,
    /// Answers to flushes and closes that contradict themselves.
    pub contradictions: u64,
    /// The books of the process.
    pub stats: Stats,
    /// How long it took.
    pub took: Duration,
}

impl Soak {
    /// Runs it.
    pub fn run(self) -> Report {
        let start = Instant::now();
        let service = Service::start();
        let telemetry = Telemetry::with_environment(Environment::none());
        let tally = Tally::default();
        if let Some(pace) = self.pace {
            pace.run(&telemetry, &service.host, &tally);
        }
        thread::scope(|scope| {
            for number in 0..if self.pace.is_some() { 0 } else { self.threads } {
                let (telemetry, service, tally) = (&telemetry, &service, &tally);
                scope.spawn(move || {
                    let mut rng = Rng::with_seed(self.seed ^ number << 32);
                    while tally.ended.load(Ordering::Relaxed) < self.events {
                        cycle(telemetry, &service.host, &mut rng, tally);
                    }
                });
            }
        });
        let flushed = telemetry.shutdown(Duration::from_secs(60));
        tally.look(&flushed);
        let (arrived, repeated) = service.seen();
        Report {
            ended: tally.ended.load(Ordering::Relaxed),
            connections: tally.connections.load(Ordering::Relaxed),
            arrived,
            repeated,
            contradictions: tally.contradictions.load(Ordering::Relaxed),
            stats: telemetry.stats(),
            took: start.elapsed(),
        }
    }
}

impl Report {
    /// Events that did not arrive.
    pub fn missing(&self) -> u64 {
        self.ended - self.arrived
    }

    /// Whether the books say of every event what became of it, and say nothing that the service did not see. What was
    /// given up may have arrived nevertheless, if its answer came too late; never the other way round.
    pub fn is_explained(&self) -> bool {
        let stats = &self.stats;
        self.ended == stats.recorded
            && stats.held() == 0
            && stats.acknowledged + stats.dropped_total() == stats.recorded
            && stats.acknowledged <= self.arrived
            && self.missing() <= stats.dropped_total()
            && self.contradictions == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = &self.stats;
        writeln!(f, "| what | number |\n|---|--:|")?;
        let mut row = |what: &str, number: u64| writeln!(f, "| {what} | {number} |");
        row("connections opened and ended", self.connections)?;
        row("events that the driver ended", self.ended)?;
        row("recorded, in the books", stats.recorded)?;
        row("arrived at the service, each once", self.arrived)?;
        row("acknowledged, in the books", stats.acknowledged)?;
        for reason in DropReason::ALL.into_iter().filter(|reason| stats.dropped(*reason) > 0) {
            row(&format!("dropped, in the books: `{}`", reason.as_str()), stats.dropped(reason))?;
        }
        row("held at the end", stats.held())?;
        row("arrived more than once", self.repeated)?;
        row("did not arrive", self.missing())?;
        row("did not arrive, and no reason is named", self.missing().saturating_sub(stats.dropped_total()))?;
        row("answers that contradict themselves", self.contradictions)?;
        write!(
            f,
            "\n{:.0} s; {}",
            self.took.as_secs_f64(),
            if self.is_explained() { "explained" } else { "NOT EXPLAINED" }
        )
    }
}

#[derive(Default)]
struct Tally {
    ended: AtomicU64,
    connections: AtomicU64,
    contradictions: AtomicU64,
}

impl Tally {
    fn look(&self, flushed: &Flushed) {
        let sum: u64 = DropReason::ALL.iter().map(|reason| flushed.dropped_for(*reason)).sum();
        let contradicts = sum != flushed.dropped || flushed.timed_out != (flushed.held > 0);
        self.contradictions.fetch_add(u64::from(contradicts), Ordering::Relaxed);
    }
}

impl Pace {
    fn run(self, telemetry: &Telemetry, host: &str, tally: &Tally) {
        let start = Instant::now();
        let mut rng = Rng::with_seed(1);
        for number in 0..self.per_second * self.seconds {
            let due = Duration::from_secs(1) * number / self.per_second;
            thread::sleep(due.saturating_sub(start.elapsed()));
            let connection = open(telemetry, host, &mut rng);
            drop(connection.operation(OperationType::CreateSession));
            drop(connection.statement(OperationType::ExecuteStatement));
            drop(connection);
            tally.connections.fetch_add(1, Ordering::Relaxed);
            tally.ended.fetch_add(2, Ordering::Relaxed);
        }
    }
}

/// One connection, from its opening to its end.
fn cycle(telemetry: &Telemetry, host: &str, rng: &mut Rng, tally: &Tally) {
    let connection = open(telemetry, host, rng);
    tally.connections.fetch_add(1, Ordering::Relaxed);
    let mut events = 0;
    for _ in 0..rng.u64(1..=400) {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.poll(Duration::from_millis(3));
        drop(statement);
        events += 1;
        match rng.u32(0..200) {
            0 => thread::sleep(Duration::from_millis(rng.u64(0..20))),
            1 => tally.look(&connection.flush(Duration::from_millis(rng.u64(0..50)))),
            _ => {}
        }
    }
    // Some are still open when the connection ends: its end is theirs.
    let open: Vec<_> = (0..rng.usize(0..4)).map(|_| connection.statement(OperationType::ExecuteStatement)).collect();
    events += open.len() as u64;
    match rng.u32(0..6) {
        0 => tally.look(&connection.close(Duration::from_secs(5))),
        1 => tally.look(&connection.close(Duration::from_millis(rng.u64(0..20)))),
        2 => connection.close_detached(),
        3 => tally.look(&connection.flush(Duration::from_secs(5))),
        4 => {
            // What comes after the end is counted, too.
            connection.close_detached();
            drop(connection.statement(OperationType::ExecuteStatement));
            events += 1;
        }
        _ => {}
    }
    drop(open);
    drop(connection);
    tally.ended.fetch_add(events, Ordering::Relaxed);
}

fn open(telemetry: &Telemetry, host: &str, rng: &mut Rng) -> ConnectionTelemetry {
    let token = || async { Ok::<_, BoxError>(Credentials::bearer("a-token")?) };
    // So few that connections share pipelines now and then, and so many that most have one of their own.
    let identity = CredentialIdentity::of(&rng.u32(0..64).to_string());
    let options = ConnectionOptions::new(host, DriverIdentity::new("Soak", "1.0.0"))
        .config(Config::new().force_enable(true))
        .credentials(token, identity);
    telemetry.connect(options)
}

/// Takes everything, and remembers the id of every event.
struct Service {
    host: String,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    ids: HashSet<Vec<u8>>,
    repeated: u64,
}

impl Service {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of this machine");
        let host = format!("http://{}", listener.local_addr().expect("it is bound"));
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let service = Self { host, seen: seen.clone() };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                thread::spawn(move || serve(stream, &seen));
            }
        });
        service
    }

    fn seen(&self) -> (u64, u64) {
        let seen = self.seen.lock().expect("no thread of the service panics");
        (seen.ids.len() as u64, seen.repeated)
    }
}

/// Answers one connection's requests until it ends.
fn serve(stream: TcpStream, seen: &Mutex<Seen>) -> Option<()> {
    let mut answers = stream.try_clone().ok()?;
    let mut requests = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if requests.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        requests.read_exact(&mut body).ok()?;
        let events = take(&body, seen);
        let answer = format!("{{\"numProtoSuccess\":{events}}}");
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        answers.write_all(format!("{head} {}\r\n\r\n{answer}", answer.len()).as_bytes()).ok()?;
    }
}

/// The ids are found where they stand: each document is a string inside of the body, with its quotes escaped.
fn take(body: &[u8], seen: &Mutex<Seen>) -> u64 {
    let mark = br#"frontend_log_event_id\":\""#;
    let mut ids = Vec::new();
    let mut at = 0;
    while let Some(found) = body[at..].windows(mark.len()).position(|window| window == mark) {
        let id = &body[at + found + mark.len()..];
        let end = id.iter().position(|byte| *byte == b'\\').unwrap_or(id.len());
        ids.push(id[..end].to_vec());
        at += found + mark.len() + end;
    }
    let mut seen = seen.lock().expect("no thread of the service panics");
    let events = ids.len() as u64;
    for id in ids {
        let is_new = seen.ids.insert(id);
        seen.repeated += u64::from(!is_new);
    }
    events
}
