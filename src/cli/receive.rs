//! `receive`: the development receiver.

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::interrupt::interrupted;
use super::{Answer, CliError};
use crate::check::{Allow, Level};
use crate::receiver::{ExportFormat, Fault, FlagAnswer, Receiver, Report};

/// How often the conditions to stop are looked at.
const LOOK: Duration = Duration::from_millis(50);

/// The arguments of `receive`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry receive --listen 127.0.0.1:8080 --store telemetry.db
  sql-driver-telemetry receive --fault status=503@0.2 --fault hang@3..3 --seed 7
  sql-driver-telemetry receive --stop-after-idle 20 --report telemetry.xml --fail-on privacy")]
pub(super) struct Receive {
    /// The address for HTTP and for the page. Port 0 picks a free one. Whoever reaches it reads everything: there is
    /// no authentication.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,
    /// The address for gRPC. None unless given.
    #[arg(long, value_name = "ADDR", value_parser = address)]
    grpc: Option<SocketAddr>,
    /// The SQLite file to keep logs in; it may exist. Memory unless given.
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Go on with the last run of the store: what it found and counted is this run's too.
    #[arg(long, requires = "store")]
    append: bool,
    /// The name of the run, by which the store keeps it apart. Default: the time at which it starts.
    #[arg(long, value_name = "NAME", conflicts_with = "append")]
    run_name: Option<String>,
    /// What drivers are told when they ask whether telemetry is on.
    #[arg(long, value_name = "on|off|absent", default_value = "on")]
    flag: FlagAnswer,
    /// A fault: KIND[=VALUE][;retry-after=SECS][@RATE|@N..M], such as `status=503@0.2`, `status=429;retry-after=2@1..5`,
    /// `delay=800ms@0.1`, `hang@3..3`, `reset@0.05`, `partial=0.5@0.1`, `garbage@0.01`. May be given more than once.
    #[arg(long, value_name = "SPEC")]
    fault: Vec<Fault>,
    /// What the rates of faults are drawn from: the same seed strikes the same uploads.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// A finding that does not count: either side may be `*`, and a path may end in `*`. May be given more than once.
    #[arg(long, value_name = "RULE@PATH")]
    allow: Vec<Allow>,
    /// Write a report there at the end: JUnit if the name ends in `.xml`, else JSON. May be given more than once.
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    /// Stop after that many logs of this run.
    #[arg(long, value_name = "N")]
    stop_after_logs: Option<u64>,
    /// Stop when no upload has come for that long, from the start on.
    #[arg(long, value_name = "SECS", value_parser = seconds)]
    stop_after_idle: Option<Duration>,
    /// What makes the exit status 1: a violation; a privacy finding or a violation; a log that was refused and did not
    /// come again. May be given more than once.
    #[arg(long, value_enum, value_name = "violation|privacy|loss|none", default_value = "none")]
    fail_on: Vec<FailOn>,
    /// Exit status 1 if the events of a driver, of any kind, have less of what they need than that: 0 to 100.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(0..=100))]
    min_coverage: Option<u64>,
    /// Write the logs of the store there at the end, by day and driver: `date=…/driver=…/part-0.ndjson`.
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
    /// The form of the exported files. Parquet is there if the build has the feature `parquet`.
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    export_format: Format,
    /// Keep that many logs, the newest ones.
    #[arg(long, value_name = "N")]
    max_logs: Option<u64>,
    /// Keep logs that long.
    #[arg(long, value_name = "SECS", value_parser = seconds)]
    max_age: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Violation,
    Privacy,
    Loss,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Ndjson,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Ndjson => Self::Lines,
            #[cfg(feature = "parquet")]
            Format::Parquet => Self::Parquet,
        }
    }
}

impl Receive {
    pub(super) fn run(self, json: bool) -> Answer {
        let mut builder = Receiver::builder().listen(self.listen).flag(self.flag).seed(self.seed);
        builder = self.fault.iter().fold(builder, |builder, fault| builder.fault(*fault));
        builder = self.allow.iter().fold(builder, |builder, allow| builder.allow(allow.clone()));
        if let Some(address) = self.grpc {
            builder = builder.grpc(address);
        }
        if let Some(file) = &self.store {
            builder = builder.store(file);
        }
        if let Some(name) = &self.run_name {
            builder = builder.run_name(name);
        }
        builder = builder.append(self.append);
        if let Some(logs) = self.max_logs {
            builder = builder.max_logs(logs);
        }
        if let Some(age) = self.max_age {
            builder = builder.max_age(age);
        }
        // A report that cannot be written is known now, not after an hour of tests.
        for file in &self.report {
            write(file, b"")?;
        }
        let receiver = builder.start().map_err(|error| CliError::Usage(error.to_string()))?;
        // Before anybody knows the address: what is counted is everything that comes.
        let before = receiver.logs();
        announce(&receiver);
        self.wait(&receiver, before)?;
        if let Some(folder) = &self.export {
            let exported = receiver.export(folder, self.export_format.into());
            let exported = exported.map_err(|error| CliError::Usage(error.to_string()))?;
            eprintln!("{} logs in {} files below {}", exported.logs, exported.files.len(), folder.display());
        }
        let report = receiver.stop();
        for file in &self.report {
            write(file, &render(&report, file)?)?;
        }
        if json {
            let text = serde_json::to_string_pretty(&report.to_json()).unwrap_or_default();
            super::input::print(format!("{text}\n").as_bytes())?;
        } else {
            eprint!("{}", summary(&report));
        }
        Ok(self.holds(&report))
    }

    /// Waits for Ctrl-C, for the end that a supervisor asks for, or for one of the conditions to stop.
    fn wait(&self, receiver: &Receiver, before: u64) -> Result<(), CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::Usage(format!("cannot wait for signals: {error}")))?;
        let conditions = async {
            let (mut uploads, mut last) = (receiver.uploads(), Instant::now());
            loop {
                tokio::time::sleep(LOOK).await;
                let now = receiver.uploads();
                if now != uploads {
                    (uploads, last) = (now, Instant::now());
                }
                let enough = self.stop_after_logs.is_some_and(|logs| receiver.logs() - before >= logs);
                if enough || self.stop_after_idle.is_some_and(|idle| last.elapsed() >= idle) {
                    return;
                }
            }
        };
        runtime.block_on(async {
            tokio::select! {
                () = conditions => {}
                () = asked_to_end() => {}
            }
        });
        Ok(())
    }

    fn holds(&self, report: &Report) -> bool {
        if report.completeness.below(self.min_coverage.unwrap_or(0)).next().is_some() {
            return false;
        }
        let violated = report.count(Level::Violation) > 0;
        !self.fail_on.iter().any(|what| match what {
            FailOn::Violation => violated,
            FailOn::Privacy => violated || report.count(Level::Privacy) > 0,
            FailOn::Loss => report.losses.lost > 0,
            FailOn::None => false,
        })
    }
}

/// The address is the first line on stdout, so that a script can read it.
fn announce(receiver: &Receiver) {
    let mut out = std::io::stdout().lock();
    // Nobody reads stdout: the receiver works all the same.
    let _ = writeln!(out, "listening {}", receiver.url()).and_then(|()| out.flush());
    if let Some(address) = receiver.grpc_address() {
        let _ = writeln!(out, "listening grpc://{address}").and_then(|()| out.flush());
    }
    eprintln!("a receiver for development and CI, not the production service; its page is at {}/", receiver.url());
    if !receiver.address().ip().is_loopback() {
        eprintln!("warning: other machines may reach it, and there is no authentication");
    }
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};

    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return interrupted().await;
    };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    interrupted().await;
}

fn render(report: &Report, file: &Path) -> Result<Vec<u8>, CliError> {
    let failed = |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", file.display()));
    let text = if file.extension().is_some_and(|extension| extension == "xml") {
        report.to_junit().map_err(|error| failed(&error))?
    } else {
        serde_json::to_string_pretty(&report.to_json()).map_err(|error| failed(&error))? + "\n"
    };
    Ok(text.into_bytes())
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), CliError> {
    std::fs::write(file, bytes).map_err(|error| CliError::Io { name: file.display().to_string(), error })
}

/// The report for people.
fn summary(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.findings.iter().filter(|finding| !finding.allowed) {
        let path = if finding.path.is_empty() { "(top)" } else { &finding.path };
        text += &format!(
            "{:>6} × {} {} {path} ({}): {}; {}\n",
            finding.count,
            finding.rule.level().as_str(),
            finding.rule,
            finding.client,
            finding.detail,
            finding.rule.advice()
        );
    }
    for coverage in &report.coverage {
        let (filled, all) = (coverage.filled(), coverage.fields.len());
        text += &format!("{}: {} logs, {filled} of {all} fields ever filled\n", coverage.client, coverage.logs);
    }
    text += &report.completeness.to_string();
    text += &format!(
        "{} requests ({} refused), {} logs: {} violations, {} privacy findings, {} pieces of advice",
        report.requests,
        report.refused_requests,
        report.logs,
        report.count(Level::Violation),
        report.count(Level::Privacy),
        report.count(Level::Advice)
    );
    if report.faults > 0 {
        let losses = report.losses;
        text += &format!(
            "; {} faults, {} logs refused, {} of them came again, {} lost",
            report.faults, losses.refused, losses.recovered, losses.lost
        );
    }
    text + "\n"
}

/// An address as people write it: `127.0.0.1:8080`, `localhost:8080`, `:8080` and `8080` on loopback.
fn address(text: &str) -> Result<SocketAddr, String> {
    let loopback = IpAddr::from([127, 0, 0, 1]);
    let local = text.strip_prefix("localhost:").or_else(|| text.strip_prefix(':')).unwrap_or(text);
    if let Ok(port) = local.parse() {
        return Ok(SocketAddr::new(loopback, port));
    }
    text.parse().map_err(|_| "write HOST:PORT with a numeric host, such as 127.0.0.1:8080".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "write a number of seconds, such as 20".to_owned())
}
