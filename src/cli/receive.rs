//! `receive`: the development receiver.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::allow::AllowArgs;
use super::interrupt::Signals;
use super::terminal::{Paint, Progress, say};
use super::verdict::{FailOn, Format, Sums};
use super::{Answer, CliError, input};
use crate::receiver::{ExportFormat, Fault, FlagAnswer, Receiver, Report};

/// How often the conditions to stop are looked at.
const LOOK: Duration = Duration::from_millis(50);

/// How long a command that is asked to end may take.
const GRACE: Duration = Duration::from_secs(5);

/// The arguments of `receive`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry receive --listen 127.0.0.1:8080 --store telemetry.db
  sql-driver-telemetry receive --fault status=503@0.2 --fault hang@3..3 --seed 7
  sql-driver-telemetry receive --stop-after-idle 20 --report telemetry.xml --fail-on privacy
  sql-driver-telemetry receive --format github --fail-on privacy --fail-on silence -- pytest tests")]
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
    #[command(flatten)]
    allow: AllowArgs,
    /// Write a report there at the end: JUnit if the name ends in `.xml`, SARIF in `.sarif`, else JSON. May be given
    /// more than once.
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    /// How to print what was found, at the end. Where that is a document it is all that stands on stdout, and the
    /// address goes to stderr.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Stop after that many logs of this run.
    #[arg(long, value_name = "N")]
    stop_after_logs: Option<u64>,
    /// Stop when no upload has come for that long, from the start on.
    #[arg(long, value_name = "SECS", value_parser = seconds)]
    stop_after_idle: Option<Duration>,
    /// What makes the exit status 1. May be given more than once.
    #[arg(long, value_enum, value_name = "violation|privacy|loss|silence|none", default_value = "none")]
    fail_on: Vec<FailOn>,
    /// Exit status 1 if the events of a driver, of any kind, have less of what they need than that: 0 to 100.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(0..=100))]
    min_coverage: Option<u64>,
    /// Write the logs of the store there at the end, by day and driver: `date=…/driver=…/part-0.ndjson`.
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
    /// The form of the exported files. Parquet is there if the build has the feature `parquet`.
    #[arg(long, value_enum, default_value_t = ExportForm::Ndjson)]
    export_format: ExportForm,
    /// Keep that many logs, the newest ones.
    #[arg(long, value_name = "N")]
    max_logs: Option<u64>,
    /// Keep logs that long.
    #[arg(long, value_name = "SECS", value_parser = seconds)]
    max_age: Option<Duration>,
    /// A command to run beside the receiver, which stops after it. It finds the address in TELEMETRY_RECEIVER_URL. Exit
    /// status 1 if the command fails, too.
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Where a command that runs beside the receiver finds its address.
const URL_VARIABLE: &str = "TELEMETRY_RECEIVER_URL";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportForm {
    Ndjson,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl From<ExportForm> for ExportFormat {
    fn from(form: ExportForm) -> Self {
        match form {
            ExportForm::Ndjson => Self::Lines,
            #[cfg(feature = "parquet")]
            ExportForm::Parquet => Self::Parquet,
        }
    }
}

impl Receive {
    pub(super) fn run(self, json: bool) -> Answer {
        let mut builder = Receiver::builder().listen(self.listen).flag(self.flag).seed(self.seed);
        builder = self.fault.iter().fold(builder, |builder, fault| builder.fault(*fault));
        builder = self.allow.read()?.into_list().fold(builder, |builder, allow| builder.allow(allow));
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
        let format = if json { Format::Json } else { self.format };
        let files = ReportFiles::reserve(&self.report)?;
        let receiver = builder.start().map_err(|error| CliError::Usage(error.to_string()))?;
        files.begin()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::Usage(format!("cannot wait for signals: {error}")))?;
        // Before anybody knows that it listens, and could ask it to end.
        let signals = runtime.block_on(async { Signals::catch() });
        // Before anybody knows the address: what is counted is everything that comes.
        let before = receiver.logs();
        announce(&receiver, format);
        let command = self.start_command(&receiver.url(), format)?;
        let succeeded = runtime.block_on(self.wait(signals, &receiver, before, command))?;
        if let Some(folder) = &self.export {
            let exported = receiver.export(folder, self.export_format.into());
            let exported = exported.map_err(|error| CliError::Usage(error.to_string()))?;
            say(format_args!("{} logs in {} files below {}", exported.logs, exported.files.len(), folder.display()));
        }
        let report = receiver.stop();
        for file in &self.report {
            write(file, render(&report, Format::of(file))?.as_bytes())?;
        }
        if format == Format::Text {
            let paint = Paint::stderr();
            say(report.text(|level, word| paint.level(level, word)).trim_end());
        } else {
            input::print(render(&report, format)?.as_bytes())?;
        }
        if let Some(failed) = &report.receiver_failed {
            let why = format!("the receiver did not store {} uploads: {}", failed.uploads, failed.reason);
            return Err(CliError::Usage(why));
        }
        Ok(succeeded && self.holds(&report))
    }

    /// Starts the command that runs beside the receiver, if there is one.
    fn start_command(&self, url: &str, format: Format) -> Result<Option<Child>, CliError> {
        let Some((program, arguments)) = self.command.split_first() else { return Ok(None) };
        let mut command = Command::new(program);
        command.args(arguments).env(URL_VARIABLE, url);
        if format.is_document() {
            command.stdout(std::io::stderr());
        }
        let fail = |error| CliError::Io { name: program.to_string_lossy().into_owned(), error };
        command.spawn().map(Some).map_err(fail)
    }

    /// Waits for Ctrl-C, for the end that somebody asks for, for the command, or for one of the conditions to stop. Gives
    /// whether the command succeeded.
    async fn wait(
        &self,
        mut signals: Signals,
        receiver: &Receiver,
        before: u64,
        mut command: Option<Child>,
    ) -> Result<bool, CliError> {
        let mut progress = Progress::new();
        let conditions = async {
            let (mut uploads, mut last) = (receiver.uploads(), Instant::now());
            loop {
                tokio::time::sleep(LOOK).await;
                if let Some(command) = &mut command
                    && let Some(status) = command.try_wait().ok().flatten()
                {
                    return Ended::Command(status);
                }
                let now = receiver.uploads();
                if now != uploads {
                    (uploads, last) = (now, Instant::now());
                }
                let logs = receiver.logs() - before;
                progress.tell(|| format!("{logs} logs in {now} requests; Ctrl-C ends it"));
                let enough = self.stop_after_logs.is_some_and(|enough| logs >= enough);
                let idle = self.stop_after_idle.is_some_and(|idle| last.elapsed() >= idle);
                if enough || idle || receiver.is_asked_to_stop() {
                    return Ended::Receiver;
                }
            }
        };
        let ended = tokio::select! {
            ended = conditions => ended,
            () = signals.next() => Ended::Receiver,
        };
        drop(progress);
        match (ended, command) {
            (Ended::Command(status), _) if !status.success() => {
                say(format_args!("the command ended with {status}"));
                Ok(false)
            }
            (Ended::Receiver, Some(command)) => {
                end(command);
                say("the receiver stopped before the command had ended");
                Ok(false)
            }
            _ => Ok(true),
        }
    }

    fn holds(&self, report: &Report) -> bool {
        let complete = report.completeness.below(self.min_coverage.unwrap_or(0)).next().is_none();
        complete && Sums::of(report).hold(&self.fail_on)
    }
}

/// Ends a command whose receiver is no more: it is asked to, and gets a while.
fn end(mut command: Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(command.id()) {
        let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), nix::sys::signal::Signal::SIGTERM);
        let start = Instant::now();
        while start.elapsed() < GRACE {
            if !matches!(command.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(LOOK);
        }
    }
    // What cannot be killed has ended.
    let _ = command.kill().and_then(|()| command.wait());
}

/// What ended first.
enum Ended {
    Receiver,
    Command(ExitStatus),
}

/// The files of reports, which keep what they hold until the receiver has started.
struct ReportFiles<'a> {
    files: &'a [PathBuf],
    /// Those that were made here, and are nobody's report yet.
    made: Vec<&'a Path>,
}

impl<'a> ReportFiles<'a> {
    /// Makes sure that each can be written: that is known now, not after an hour of tests.
    fn reserve(files: &'a [PathBuf]) -> Result<Self, CliError> {
        let mut reserved = Self { files, made: Vec::new() };
        for file in files {
            let is_new = !file.exists();
            let opened = OpenOptions::new().append(true).create(true).open(file);
            opened.map_err(|error| CliError::Io { name: file.display().to_string(), error })?;
            if is_new {
                reserved.made.push(file);
            }
        }
        Ok(reserved)
    }

    /// Empties them: whatever happens from now on, a former report is not taken for this run's.
    fn begin(mut self) -> Result<(), CliError> {
        self.made.clear();
        self.files.iter().try_for_each(|file| write(file, b""))
    }
}

impl Drop for ReportFiles<'_> {
    fn drop(&mut self) {
        for file in &self.made {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// The address is the first line on stdout, so that a script can read it; on stderr where stdout is for a document.
fn announce(receiver: &Receiver, format: Format) {
    let mut lines = format!("listening {}\n", receiver.url());
    if let Some(address) = receiver.grpc_address() {
        lines += &format!("listening grpc://{address}\n");
    }
    if format.is_document() {
        say(lines.trim_end());
    } else {
        let mut out = std::io::stdout().lock();
        // Nobody reads stdout: the receiver works all the same.
        let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
    }
    let url = receiver.url();
    say(format_args!("a receiver for development and CI, not the production service; its page is at {url}/"));
    if !receiver.address().ip().is_loopback() {
        say("warning: other machines may reach it, and there is no authentication");
    }
}

fn render(report: &Report, format: Format) -> Result<String, CliError> {
    Ok(match format {
        Format::Text => report.to_string(),
        Format::Json => serde_json::to_string_pretty(&report.to_json())? + "\n",
        Format::Junit => report.to_junit().map_err(|error| CliError::Usage(error.to_string()))?,
        Format::Github => report.to_github(),
        Format::Sarif => serde_json::to_string_pretty(&report.to_sarif())? + "\n",
    })
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), CliError> {
    std::fs::write(file, bytes).map_err(|error| CliError::Io { name: file.display().to_string(), error })
}

/// Returns an address as people write it: `127.0.0.1:8080`, `localhost:8080`, `:8080` and `8080` on loopback.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
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
