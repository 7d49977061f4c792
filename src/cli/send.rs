//! Where `demo` and `replay` send to, and what is seen on the way.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use clap::Args;
use http::{Request, Response};

use super::CliError;
use super::summary::{OperationSummary, Summary};
use crate::check::{Level, Payload};
use crate::contract::{FrontendLog, OperationType, SqlDriverLog};
use crate::export::{BoxFuture, Credentials, Host, HttpTransport, Transport, TransportError};
use crate::receiver::{Fault, Receiver};

/// How long a named endpoint may take to answer at all before anything is sent to it.
const REACH: Duration = Duration::from_secs(5);

/// Where to send to.
#[derive(Args, Debug)]
pub(super) struct Destination {
    /// Send there instead of to a receiver started on loopback. The token is taken from DATABRICKS_TOKEN.
    #[arg(long, value_name = "URL")]
    pub(super) endpoint: Option<String>,
}

/// The receiver started for this run, or the host that was named.
pub(super) struct Endpoint {
    pub(super) url: String,
    pub(super) host: Host,
    receiver: Option<Receiver>,
}

impl Destination {
    /// Starts a receiver with `faults`, unless there is an endpoint.
    pub(super) fn open(&self, faults: Vec<Fault>, seed: u64) -> Result<Endpoint, CliError> {
        if let Some(url) = &self.endpoint {
            if !faults.is_empty() {
                return Err(CliError::Usage(
                    "--fault is for the receiver on loopback: leave out --endpoint".to_owned(),
                ));
            }
            let url = url.trim_end_matches('/').to_owned();
            let host = parse(&url)?;
            reach(&url)?;
            return Ok(Endpoint { url, host, receiver: None });
        }
        let builder = faults.into_iter().fold(Receiver::builder().seed(seed), |builder, fault| builder.fault(fault));
        let receiver = builder.start().map_err(|error| CliError::Usage(error.to_string()))?;
        let url = receiver.url();
        Ok(Endpoint { host: parse(&url)?, url, receiver: Some(receiver) })
    }
}

fn parse(url: &str) -> Result<Host, CliError> {
    Host::parse(url).map_err(|error| CliError::Usage(format!("--endpoint {url}: {error}")))
}

/// Returns whether somebody answers there, by the proxy and the certificates that the rest will use. Any answer will
/// do.
fn reach(url: &str) -> Result<(), CliError> {
    let fail = |why: &dyn std::fmt::Display| CliError::Usage(format!("--endpoint {url} cannot be reached: {why}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| fail(&error))?;
    let request = Request::get(format!("{url}/")).body(Bytes::new()).map_err(|error| fail(&error))?;
    let transport = HttpTransport::new(|builder| builder.build());
    let answer = runtime.block_on(async { tokio::time::timeout(REACH, transport.send(request)).await });
    match answer {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            // The last cause says it best: connection refused.
            let mut cause: &dyn Error = &error;
            while let Some(source) = cause.source() {
                cause = source;
            }
            let cause = cause.to_string();
            let told = error.to_string();
            Err(fail(&if cause == told { told } else { format!("{told}: {cause}") }))
        }
        Err(_) => Err(fail(&format!("no answer within {} seconds", REACH.as_secs()))),
    }
}

impl Endpoint {
    /// Returns how many logs the receiver of this run holds.
    pub(super) fn received(&self) -> Option<u64> {
        self.receiver.as_ref().map(Receiver::logs)
    }

    /// Returns the credential of this run: the token of the environment for a named endpoint, and a made-up one for
    /// loopback.
    pub(super) fn credentials(&self) -> Result<Credentials, CliError> {
        let token = match self.receiver {
            Some(_) => "made-up".to_owned(),
            None => std::env::var("DATABRICKS_TOKEN").unwrap_or_else(|_| "none".to_owned()),
        };
        Credentials::bearer(&token).map_err(|_| CliError::Usage("DATABRICKS_TOKEN is no header value".to_owned()))
    }
}

/// A transport that looks at every body that passes: what is in it, and what should not be.
#[derive(Clone)]
pub(super) struct Watched(Arc<Inner>);

struct Inner {
    http: HttpTransport,
    seen: Mutex<Seen>,
}

/// What has passed, each event once however often it was sent.
#[derive(Default)]
struct Seen {
    events: BTreeMap<String, FrontendLog>,
    findings: u64,
}

impl Watched {
    pub(super) fn new() -> Self {
        let http = HttpTransport::new(|builder| builder.build());
        Self(Arc::new(Inner { http, seen: Mutex::default() }))
    }

    /// Adds what was seen to a summary.
    pub(super) fn report(&self, summary: &mut Summary) {
        let seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        summary.findings = seen.findings;
        let mut rows: BTreeMap<String, (Vec<i64>, usize, usize)> = BTreeMap::new();
        for log in seen.events.values().filter_map(driver_log) {
            let row = rows.entry(operation(log)).or_default();
            row.0.extend(log.operation_latency_ms);
            row.1 += usize::from(log.error_info.is_some());
            row.2 += 1;
        }
        summary.operations = rows
            .into_iter()
            .map(|(operation, (mut latencies, errors, logs))| {
                latencies.sort_unstable();
                let latency_ms = latencies.last().map(|largest| (latencies[latencies.len() / 2], *largest));
                OperationSummary { operation, logs, errors, latency_ms }
            })
            .collect();
    }
}

impl Transport for Watched {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        if !request.body().is_empty() {
            let unauthenticated = request.uri().path().ends_with("-unauth");
            let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
            match Payload::read_body(request.body(), unauthenticated) {
                Ok(payload) => {
                    let findings = payload
                        .findings()
                        .filter(|finding| finding.rule.level() > Level::Advice && !finding.rule.is_about_content())
                        .count();
                    seen.findings += findings as u64;
                    for log in payload.logs {
                        let id = log.message.frontend_log_event_id.clone();
                        let id = id.unwrap_or_else(|| format!("without id {}", seen.events.len()));
                        seen.events.insert(id, log.message);
                    }
                }
                Err(_) => seen.findings += 1,
            }
        }
        self.0.http.send(request)
    }
}

fn driver_log(log: &FrontendLog) -> Option<&SqlDriverLog> {
    log.entry.as_ref()?.sql_driver_log.as_ref()
}

/// Returns what a log tells of, in one word.
fn operation(log: &SqlDriverLog) -> String {
    let detail = log.sql_operation.as_ref().and_then(|operation| operation.operation_detail.as_ref());
    let operation = detail.and_then(|detail| OperationType::try_from(detail.operation_type?).ok());
    match operation {
        Some(operation) if operation != OperationType::Unspecified => operation.as_str_name().to_owned(),
        _ if log.vol_operation.is_some() => "(volume)".to_owned(),
        _ if log.error_info.is_some() => "(error)".to_owned(),
        _ => "(other)".to_owned(),
    }
}
