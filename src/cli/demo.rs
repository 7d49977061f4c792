//! `demo`: the whole way, end to end, as a driver would go it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;

use super::interrupt::Interrupt;
use super::send::{Destination, Endpoint, Watched};
use super::summary::Summary;
use super::terminal::Progress;
use super::{Answer, CliError, input};
use crate::contract::{DriverMode, ExecutionResultFormat, OperationType, StatementType, VolumeOperationType};
use crate::export::{BoxError, BoxFuture, CredentialProvider, Credentials};
use crate::receiver::Fault;
use crate::{
    AuthKind, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo, ErrorKind,
    StatementTelemetry, Telemetry,
};

/// How long everything that was recorded may take to be sent, retries included.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often to look whether somebody has pressed Ctrl-C.
const LOOK: Duration = Duration::from_secs(1);

/// So many statements of a connection, and what it has recorded is sent.
const STATEMENTS_A_FLUSH: u32 = 5;

/// The arguments of `demo`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry demo
  sql-driver-telemetry demo --connections 8 --statements 500 --seed 7 --json
  sql-driver-telemetry demo --fault 'status=503@0.2' --fault 'reset@0.05'")]
pub(super) struct Demo {
    #[command(flatten)]
    destination: Destination,
    /// How many connections are opened, side by side: 1 to 1000.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1000))]
    connections: u32,
    /// How many statements each of them runs, at most a million.
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    statements: u32,
    /// Makes the run repeatable.
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// A fault of the receiver: KIND[=VALUE][@RATE|@N..M], such as status=503@0.2, delay=800ms@0.1, reset@0.05.
    #[arg(long, value_name = "SPEC")]
    fault: Vec<Fault>,
}

impl Demo {
    pub(super) fn run(self, json: bool) -> Answer {
        let faults = !self.fault.is_empty();
        let endpoint = self.destination.open(self.fault.clone(), self.seed)?;
        let watched = Watched::new();
        let telemetry = Telemetry::new();
        let credentials = endpoint.credentials()?;
        let interrupt = Interrupt::watch();
        let done = AtomicU64::new(0);
        let connections: Vec<_> = std::thread::scope(|scope| {
            let drivers: Vec<_> = (0..self.connections)
                .map(|number| {
                    let options = options(&endpoint, &watched, Some(credentials.clone()));
                    let connection = telemetry.connect(options);
                    let rng = fastrand::Rng::with_seed(self.seed.wrapping_add(u64::from(number)));
                    let (interrupt, done) = (&interrupt, &done);
                    scope.spawn(move || {
                        drive(&connection, self.statements, rng, interrupt, done);
                        connection
                    })
                })
                .collect();
            let mut progress = Progress::new();
            while !drivers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
                std::thread::sleep(Duration::from_millis(20));
                let all = u64::from(self.connections) * u64::from(self.statements);
                progress.tell(|| format!("{} of {all} statements", done.load(Ordering::Relaxed)));
            }
            drivers.into_iter().filter_map(|driver| driver.join().ok()).collect()
        });
        let refused = telemetry.connect(options(&endpoint, &watched, None));
        refuse(&refused);
        let mut summary = Summary::default();
        for connection in connections.iter().chain([&refused]) {
            settle(connection, &interrupt);
        }
        // Connections share their pipeline: one of each kind has the books of all, until it is closed.
        for connection in connections.first().into_iter().chain([&refused]) {
            summary.add(&connection.stats());
        }
        for connection in connections.iter().chain([&refused]) {
            connection.close(LOOK);
        }
        watched.report(&mut summary);
        summary.received = endpoint.received();
        if summary.recorded == 0 {
            return Err(CliError::Usage(
                "telemetry is off: unset DATABRICKS_TELEMETRY_DISABLED and DO_NOT_TRACK for the demo".to_owned(),
            ));
        }
        input::print_summary(&summary, json)?;
        Ok(summary.holds(faults))
    }
}

fn options(endpoint: &Endpoint, watched: &Watched, credentials: Option<Credentials>) -> ConnectionOptions {
    let driver = DriverIdentity::new("demo-driver", env!("CARGO_PKG_VERSION"));
    let properties = [
        ("adbc.connection.host", endpoint.url.as_str()),
        ("adbc.databricks.telemetry.enabled", "true"),
        ("adbc.databricks.telemetry.retry_delay_ms", "50"),
        ("adbc.databricks.oauth.client_secret", "dose0123456789abcdef0123456789abcdef"),
    ];
    let mut options = ConnectionOptions::from_properties(driver, properties)
        .host(&endpoint.url)
        .workspace_id(1_234_567_890)
        .transport(watched.clone());
    let parameters = options.parameters_mut();
    parameters.http_path = Some("/sql/1.0/warehouses/0123456789abcdef".to_owned());
    parameters.set_mode(DriverMode::Thrift);
    parameters.query_tags = Some("team:payroll,owner:jane@example.com".to_owned());
    parameters.jwt_key_file = Some("/home/jane/.keys/private.pem".to_owned());
    match credentials {
        Some(credentials) => {
            options.auth(AuthKind::ClientCredentials).credentials(Fixed(credentials), CredentialIdentity::of("demo"))
        }
        None => options,
    }
}

/// A provider that has its credential already.
struct Fixed(Credentials);

impl CredentialProvider for Fixed {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// Waits until what was recorded is acknowledged or given up, or somebody has no patience any more.
fn settle(connection: &ConnectionTelemetry, interrupt: &Interrupt) {
    let until = Instant::now() + PATIENCE;
    while !interrupt.is_set() && Instant::now() < until && connection.flush(LOOK).held > 0 {}
}

/// The life of one connection.
fn drive(
    connection: &ConnectionTelemetry,
    statements: u32,
    mut rng: fastrand::Rng,
    interrupt: &Interrupt,
    done: &AtomicU64,
) {
    connection.operation(OperationType::CreateSession).latency(millis(&mut rng, 80..400));
    connection.session_id(&uuid(&mut rng));
    for number in (1..=statements).take_while(|_| !interrupt.is_set()) {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.statement_id(&uuid(&mut rng));
        statement.statement_type(StatementType::Query);
        statement.latency(millis(&mut rng, 5..900));
        match rng.u8(0..10) {
            0 => fail(&statement, &mut rng),
            1..=5 => download(&statement, &mut rng),
            _ => {
                statement.result(ExecutionResultFormat::InlineArrow, false, None);
                statement.ready();
                statement.consumed();
            }
        }
        drop(statement);
        done.fetch_add(1, Ordering::Relaxed);
        // A run of a second stands for hours: what would be sent every five seconds is sent every few statements.
        if number % STATEMENTS_A_FLUSH == 0 {
            settle(connection, interrupt);
        }
    }
    for operation in [OperationType::ListCatalogs, OperationType::ListTables, OperationType::ListColumns] {
        connection.operation(operation).latency(millis(&mut rng, 10..200));
    }
    let upload = connection.operation(OperationType::ExecuteStatement);
    upload.volume(VolumeOperationType::Put);
    upload.latency(millis(&mut rng, 50..2000));
    drop(upload);
    connection.operation(OperationType::DeleteSession).latency(millis(&mut rng, 5..60));
}

/// A result by cloud download: polled for, then fetched by several threads.
fn download(statement: &StatementTelemetry, rng: &mut fastrand::Rng) {
    for _ in 0..rng.u8(0..5) {
        statement.poll(millis(rng, 5..40));
    }
    let chunks = rng.u64(1..13);
    statement.result(ExecutionResultFormat::ExternalLinks, true, chunks);
    let seeds: Vec<u64> = (0..3).map(|_| rng.u64(..)).collect();
    std::thread::scope(|scope| {
        for (worker, seed) in seeds.into_iter().enumerate() {
            let recorder = statement.recorder();
            let mut rng = fastrand::Rng::with_seed(seed);
            scope.spawn(move || {
                for index in (worker as u64..chunks).step_by(3) {
                    recorder.chunk(index, millis(&mut rng, 20..300), rng.u64(100_000..9_000_000));
                    recorder.chunk_consumed();
                }
            });
        }
    });
    statement.ready();
    statement.consumed();
}

/// A statement that fails, with everything in its message that must not leave.
fn fail(statement: &StatementTelemetry, rng: &mut fastrand::Rng) {
    let message = format!(
        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `acme`.`payroll`.`salaries_{}` cannot be found. SQLSTATE: 42P01\n\
         == SQL ==\nSELECT name FROM salaries WHERE email = 'jane@example.com' -- token dapi{:032x}",
        rng.u16(..),
        rng.u128(..)
    );
    statement.observe(Err::<(), _>(message), |message| ErrorInfo::from(ErrorKind::NotFound).text(message)).ok();
}

/// A connection that was refused before it could authenticate.
fn refuse(connection: &ConnectionTelemetry) {
    let open = connection.operation(OperationType::CreateSession);
    open.latency(Duration::from_millis(31));
    let refused = Err::<(), _>("HTTP 403 for https://jane:hunter2@example.cloud.databricks.com/oidc");
    open.observe(refused, |message| ErrorInfo::from(ErrorKind::Authentication).http_status(403).text(message)).ok();
}

fn millis(rng: &mut fastrand::Rng, range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(rng.u64(range))
}

fn uuid(rng: &mut fastrand::Rng) -> String {
    uuid::Builder::from_random_bytes(rng.u128(..).to_le_bytes()).into_uuid().to_string()
}
