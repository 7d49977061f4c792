//! `replay`: captured payloads through the pass and the pipeline.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use http::{HeaderMap, HeaderValue};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::interrupt::Signals;
use super::send::{Destination, Endpoint, Watched};
use super::summary::Summary;
use super::terminal::Progress;
use super::{Answer, CliError, input};
use crate::contract::FrontendLog;
use crate::export::{
    self, BatchPolicy, BreakerPolicy, Client, CredentialProvider, Credentials, FlushRequest, Packed, Packer, Parts,
    Providers, RetryPolicy, RouteState, run,
};
use crate::json::BodyBuilder;
use crate::privacy::{Policy, ScrubCounts, Scrubbed};
use crate::queue::{Source, Want};
use crate::stats::{Depth, Ledger};

/// How long everything may take, retries included.
const PATIENCE: Duration = Duration::from_secs(120);

/// The arguments of `replay`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry replay captures/*/*.json
  sql-driver-telemetry replay body.json --json
  DATABRICKS_TOKEN=… sql-driver-telemetry replay logs.jsonl --endpoint https://example.cloud.databricks.com")]
pub(super) struct Replay {
    /// Captured requests, request bodies, or one log a line; a folder of them; `-` is stdin.
    #[arg(required = true)]
    files: Vec<String>,
    #[command(flatten)]
    destination: Destination,
}

impl Replay {
    pub(super) fn run(self, json: bool) -> Answer {
        let (mut authenticated, mut unauthenticated) = (Vec::new(), Vec::new());
        let files = input::files(&self.files)?;
        let mut progress = Progress::new();
        for (number, file) in files.iter().enumerate() {
            progress.tell(|| format!("read {number} of {} files", files.len()));
            let payload = input::payload(file)?;
            let path = payload.request.as_ref().and_then(|request| request.path.as_deref()).unwrap_or_default();
            let logs = if path.ends_with("-unauth") { &mut unauthenticated } else { &mut authenticated };
            logs.extend(payload.logs.into_iter().map(|log| log.message));
        }
        drop(progress);
        let endpoint = self.destination.open(Vec::new(), 0)?;
        let watched = Watched::new();
        let mut summary = Summary::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::Io { name: "the runtime".to_owned(), error })?;
        let credentials = Bearer(endpoint.credentials()?);
        runtime.block_on(async {
            let mut signals = Signals::catch();
            for (logs, provider) in [(authenticated, Some(credentials)), (unauthenticated, None)] {
                if !send(logs, provider, &endpoint, &watched, &mut signals, &mut summary).await? {
                    break;
                }
            }
            Ok::<_, CliError>(())
        })?;
        watched.report(&mut summary);
        summary.received = endpoint.received();
        input::print_summary(&summary, json)?;
        Ok(summary.holds(false))
    }
}

/// Sends logs through a pipeline of their own; whether nobody asked it to end meanwhile.
async fn send(
    logs: Vec<FrontendLog>,
    provider: Option<Bearer>,
    endpoint: &Endpoint,
    watched: &Watched,
    signals: &mut Signals,
    summary: &mut Summary,
) -> Result<bool, CliError> {
    let ledger = Arc::new(Ledger::default());
    ledger.record(logs.len() as u64);
    let (requests, flushes) = mpsc::unbounded_channel();
    let (reply, answer) = oneshot::channel();
    // The channel is open until the send below, which cannot fail therefore.
    let request = FlushRequest {
        deadline: Instant::now() + PATIENCE,
        before: Box::default(),
        reply,
        closes: false,
        provided: None,
    };
    let _ = requests.send(request);
    drop(requests);
    let agent = concat!("sql-driver-telemetry/", env!("CARGO_PKG_VERSION"));
    let headers = HeaderMap::from_iter([(http::header::USER_AGENT, HeaderValue::from_static(agent))]);
    let providers = Arc::new(Providers::default());
    let _provided = provider.map(|provider| providers.add(Arc::new(provider)));
    let sending = run(Parts {
        source: Logs(Mutex::new(logs)),
        packer: LogPacker(ledger.clone()),
        route_state: Arc::new(RouteState::new(BreakerPolicy::default())),
        client: Client { transport: Arc::new(watched.clone()), host: endpoint.host.clone(), headers, mirror: None },
        providers,
        identity: 0,
        flag: None,
        ledger: ledger.clone(),
        notices: Arc::default(),
        requests: flushes,
        batch: BatchPolicy::default(),
        retry: RetryPolicy::default(),
        unauthenticated: true,
    });
    let goes_on = tokio::select! {
        () = sending => true,
        () = signals.next() => false,
        () = tell(&ledger) => true,
    };
    // What was asked for is in the ledger too, answered or not.
    drop(answer);
    summary.add(&ledger.snapshot());
    Ok(goes_on)
}

/// Tells how far it is, for ever.
async fn tell(ledger: &Ledger) {
    let mut progress = Progress::new();
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let stats = ledger.snapshot();
        progress.tell(|| format!("{} of {} logs acknowledged", stats.acknowledged, stats.recorded));
    }
}

/// The same credential for every request.
struct Bearer(Credentials);

impl CredentialProvider for Bearer {
    fn credentials(&self) -> crate::export::BoxFuture<'_, Result<Credentials, crate::export::BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// Logs that are all there from the beginning.
struct Logs(Mutex<Vec<FrontendLog>>);

impl Source for Logs {
    type Item = FrontendLog;

    fn depth(&self) -> Depth {
        let events = self.0.lock().unwrap_or_else(PoisonError::into_inner).len();
        Depth { events, urgent: 0, bytes: 0 }
    }

    fn take(&self, max_events: usize, _max_bytes: usize) -> Vec<FrontendLog> {
        let mut logs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let events = logs.len().min(max_events);
        logs.drain(..events).collect()
    }

    /// Shares no budget with anybody.
    fn settle(&self) {}

    async fn wait(&self, _want: Want) {
        if self.depth().events == 0 {
            std::future::pending().await
        }
    }
}

/// Scrubs and encodes logs as they are.
struct LogPacker(Arc<Ledger>);

impl Packer for LogPacker {
    type Item = FrontendLog;

    fn pack(&mut self, items: &[FrontendLog], endpoint: export::Endpoint, max_bytes: usize) -> Packed {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut body = BodyBuilder::new(i64::try_from(now.as_millis()).unwrap_or(i64::MAX));
        let mut counts = ScrubCounts::default();
        let policy = Policy { unauthenticated: endpoint == export::Endpoint::Unauthenticated, ..Policy::default() };
        for log in items {
            if !body.push(&Scrubbed::counted(log.clone(), &policy, &mut counts), max_bytes) {
                break;
            }
        }
        self.0.scrub(&counts);
        let events = body.logs();
        Packed { body: body.finish().bytes(), events, told: 0 }
    }
}
