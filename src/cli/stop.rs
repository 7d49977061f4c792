//! `stop`: ends a receiver that runs elsewhere, and judges what it found.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::verdict::{FailOn, Format, Sums};
use super::{Answer, CliError, input};

/// How long the receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The arguments of `stop`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry stop http://127.0.0.1:8080
  sql-driver-telemetry stop http://127.0.0.1:8080 --format github --fail-on privacy --fail-on silence
  sql-driver-telemetry stop http://127.0.0.1:8080 --report telemetry.xml --report telemetry.json")]
pub(super) struct Stop {
    /// The receiver's address, as it printed it.
    url: String,
    /// How to print what it found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write a report there: JUnit if the name ends in `.xml`, SARIF in `.sarif`, else JSON. May be given more than once.
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    /// What makes the exit status 1. May be given more than once.
    #[arg(long, value_enum, value_name = "violation|privacy|loss|silence|none", default_value = "none")]
    fail_on: Vec<FailOn>,
}

impl Stop {
    pub(super) fn run(self, json: bool) -> Answer {
        let format = if json { Format::Json } else { self.format };
        let receiver = Remote::new(&self.url)?;
        let mut files = Vec::new();
        for file in self.report.iter().filter(|file| Format::of(file) != Format::Json) {
            files.push((file, receiver.report(Format::of(file))?));
        }
        let shown = match format {
            Format::Json => None,
            format => Some(receiver.report(format)?),
        };
        let report = receiver.ask("POST", "/stop")?;
        let sums = serde_json::from_str(&report).ok().and_then(|report| Sums::read(&report));
        let sums = sums.ok_or_else(|| CliError::Usage(format!("{}: this is no receiver's report", self.url)))?;
        let report = format!("{}\n", report.trim_end());
        files.extend(self.report.iter().filter(|file| Format::of(file) == Format::Json).map(|it| (it, report.clone())));
        for (file, text) in files {
            let fail = |error| CliError::Io { name: file.display().to_string(), error };
            std::fs::write(file, text).map_err(fail)?;
        }
        input::print(shown.unwrap_or(report).as_bytes())?;
        Ok(sums.hold(&self.fail_on))
    }
}

/// A receiver that is reached over HTTP. It is on this machine or beside it, and its answers are whole: no proxy, no
/// TLS, no chunks.
struct Remote<'a> {
    url: &'a str,
    authority: &'a str,
}

impl<'a> Remote<'a> {
    fn new(url: &'a str) -> Result<Self, CliError> {
        let authority = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
        match authority.filter(|it| !it.is_empty() && !it.contains(['/', '@', ' ', '?', '#'])) {
            Some(authority) => Ok(Self { url, authority }),
            None => Err(CliError::Usage(format!("{url}: write the receiver's address, such as http://127.0.0.1:8080"))),
        }
    }

    fn report(&self, format: Format) -> Result<String, CliError> {
        let name = match format {
            Format::Text => "txt",
            Format::Json => "json",
            Format::Junit => "xml",
            Format::Github => "github",
            Format::Sarif => "sarif",
        };
        self.ask("GET", &format!("/report.{name}"))
    }

    fn ask(&self, method: &str, path: &str) -> Result<String, CliError> {
        let fail = |why: &str| CliError::Usage(format!("{}: {why}", self.url));
        let nobody = |_| fail("nobody answers there: is the receiver running?");
        let port =
            if self.authority.rsplit(':').next().is_some_and(|it| it.parse::<u16>().is_ok()) { "" } else { ":80" };
        let addresses = format!("{}{port}", self.authority).to_socket_addrs().map_err(nobody)?;
        let connect = |address| TcpStream::connect_timeout(&address, PATIENCE).ok();
        let mut stream = addresses.into_iter().find_map(connect).ok_or_else(|| nobody(ErrorKind::TimedOut.into()))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.authority
        );
        let mut answer = String::new();
        let asked = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.write_all(head.as_bytes()));
        asked.and_then(|()| stream.read_to_string(&mut answer)).map_err(nobody)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| fail("what answers there speaks no HTTP"))?;
        match head.split(' ').nth(1) {
            Some("200") => Ok(body.to_owned()),
            status => Err(fail(&format!("it answers with {}: is it a receiver?", status.unwrap_or("nothing")))),
        }
    }
}
