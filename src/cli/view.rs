//! `view`: the receiver's page over a mirror, for whoever wants to see what a driver sends.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use clap::Args;
use http::{HeaderValue, Method, Request, header};
use serde_json::{Value, json};

use super::interrupt::Signals;
use super::receive::address;
use super::terminal::say;
use super::{Answer, CliError};
use crate::export::{HttpTransport, Transport};
use crate::receiver::Receiver;

/// How often the file is looked at for what is new.
const LOOK: Duration = Duration::from_millis(500);

/// The arguments of `view`.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  DATABRICKS_TELEMETRY_MIRROR=/tmp/mirror DATABRICKS_TELEMETRY_MODE=local my-program
  sql-driver-telemetry view /tmp/mirror")]
pub(super) struct View {
    /// The file that DATABRICKS_TELEMETRY_MIRROR named.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The address of the page. Port 0 picks a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,
    /// Read the file once, say what is in it, and end.
    #[arg(long)]
    once: bool,
}

impl View {
    pub(super) fn run(self, json: bool) -> Answer {
        let text = self.read()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::Usage(format!("cannot start: {error}")))?;
        // While the file is read, its requests arrive when they were sent.
        let at = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&at);
        let builder = Receiver::builder().listen(self.listen).clock(move || match clock.load(Ordering::Relaxed) {
            0 => now(),
            at => at,
        });
        let receiver = builder.start().map_err(|error| CliError::Usage(error.to_string()))?;
        let transport = HttpTransport::new(|builder| builder.build());
        let mut mirror = Mirror { url: receiver.url(), transport, at, seen: HashSet::new(), counts: Counts::default() };
        runtime.block_on(mirror.take(&text));
        if !self.once {
            // Before anybody knows that it listens, and could ask it to end.
            let mut signals = runtime.block_on(async { Signals::catch() });
            let mut out = std::io::stdout().lock();
            // Nobody reads stdout: the page is there all the same.
            let _ = writeln!(out, "listening {}", receiver.url()).and_then(|()| out.flush());
            drop(out);
            say(format_args!("{}; the page is at {}/, and Ctrl-C ends it", mirror.counts, receiver.url()));
            runtime.block_on(async {
                tokio::select! {
                    () = signals.next() => {}
                    () = self.follow(&mut mirror) => {}
                }
            });
        }
        let report = receiver.stop();
        if json {
            let mut document = mirror.counts.to_json();
            document["logs"] = report.logs.into();
            let text = serde_json::to_string_pretty(&document)?;
            super::input::print(format!("{text}\n").as_bytes())?;
        } else if self.once {
            super::input::print(format!("{}\n{} logs\n", mirror.counts, report.logs).as_bytes())?;
        }
        Ok(true)
    }

    fn read(&self) -> Result<String, CliError> {
        let name = || self.file.display().to_string();
        let bytes = std::fs::read(&self.file).map_err(|error| CliError::Io { name: name(), error })?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let head = text.lines().next().and_then(|line| serde_json::from_str::<Value>(line).ok());
        match head.as_ref().and_then(|head| head.get("mirror")) {
            Some(version) if *version == 1 => Ok(text),
            Some(_) => Err(CliError::Usage(format!("{}: a mirror of a later version", name()))),
            None => Err(CliError::Usage(format!(
                "{}: no mirror; name the file that DATABRICKS_TELEMETRY_MIRROR names",
                name()
            ))),
        }
    }

    /// Takes what is new in the file, until the end.
    async fn follow(&self, mirror: &mut Mirror) {
        let mut looked = None;
        loop {
            tokio::time::sleep(LOOK).await;
            let about = std::fs::metadata(&self.file).and_then(|about| Ok((about.len(), about.modified()?))).ok();
            if about != looked {
                looked = about;
                // A file that is gone for a moment may come back.
                if let Ok(text) = self.read() {
                    mirror.take(&text).await;
                }
            }
        }
    }
}

/// What has been taken out of a mirror, and where it goes.
struct Mirror {
    url: String,
    transport: HttpTransport,
    at: Arc<AtomicI64>,
    /// The first two members of every line: what it is, and of which id.
    seen: HashSet<(&'static str, String)>,
    counts: Counts,
}

impl Mirror {
    /// Takes the lines that are new. What is no whole line is passed over.
    async fn take(&mut self, text: &str) {
        for line in text.lines().skip(1) {
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            let kinds = ["sent", "outcome", "dropped"];
            let known = kinds.iter().find_map(|kind| Some((*kind, line.get(kind)?.as_str()?.to_owned())));
            let Some(known) = known else {
                self.counts.unmirrored += line.get("unmirrored").and_then(Value::as_u64).unwrap_or(0);
                continue;
            };
            let kind = known.0;
            if !self.seen.insert(known) {
                continue;
            }
            let word = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            match kind {
                "sent" => {
                    self.counts.requests += 1;
                    self.deliver(&line).await;
                }
                "outcome" => *self.counts.outcomes.entry(word("what")).or_default() += 1,
                _ => {
                    let events = line.get("events").and_then(Value::as_u64).unwrap_or(0);
                    *self.counts.dropped.entry(word("reason")).or_default() += events;
                }
            }
        }
        self.at.store(0, Ordering::Relaxed);
    }

    /// Has the receiver take a request as it was sent.
    async fn deliver(&self, line: &Value) {
        let text = |name: &str| line.get(name).and_then(Value::as_str);
        let (Some("POST"), Some(url), Some(body)) = (text("method"), text("url"), text("body")) else { return };
        let path = if url.ends_with("-unauth") { "/telemetry-unauth" } else { "/telemetry-ext" };
        let mut request = Request::new(Bytes::copy_from_slice(body.as_bytes()));
        *request.method_mut() = Method::POST;
        let Ok(uri) = format!("{}{path}", self.url).parse() else { return };
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer of-a-mirror"));
        let agent = line.pointer("/headers/user-agent").and_then(Value::as_str);
        headers.extend(agent.and_then(|agent| Some((header::USER_AGENT, HeaderValue::from_str(agent).ok()?))));
        self.at.store(line.get("at").and_then(Value::as_i64).unwrap_or(0), Ordering::Relaxed);
        // What the receiver refuses, its page tells.
        let _ = self.transport.send(request).await;
    }
}

/// What a mirror tells beside the bodies.
#[derive(Default)]
struct Counts {
    requests: u64,
    outcomes: BTreeMap<String, u64>,
    dropped: BTreeMap<String, u64>,
    unmirrored: u64,
}

impl Counts {
    fn to_json(&self) -> Value {
        json!({
            "requests": self.requests,
            "outcomes": self.outcomes,
            "dropped": self.dropped,
            "unmirrored": self.unmirrored,
        })
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} requests", self.requests)?;
        for (what, count) in &self.outcomes {
            write!(f, ", {count} {}", what.replace('_', " "))?;
        }
        for (reason, events) in &self.dropped {
            write!(f, "; {events} events dropped: {}", reason.replace('_', " "))?;
        }
        if self.unmirrored > 0 {
            write!(f, "; {} lines could not be written", self.unmirrored)?;
        }
        Ok(())
    }
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}
