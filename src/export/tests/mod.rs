//! The pipeline against a service that is made of a script, on virtual time: what arrived, what was
//! dropped under which reason, and how long it took.

mod clock;
mod close;
mod conservation;
mod faults;
mod flag;
#[cfg(feature = "rustls")]
mod network;
mod outage;
mod providers;
mod refusals;
#[cfg(feature = "rustls")]
mod sockets;
#[allow(dead_code, reason = "shared with the tests of the handles")]
pub(crate) mod table;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use self::table::{Row, Table};
use super::{BoxError, CredentialProvider, Credentials, Host, MemoryTransport, Reply, Transport, TransportError};
use crate::export::credentials::providers::{Provided, Providers};
use crate::export::exporter::route_state::RouteState;
use crate::export::exporter::{FlagRequest, Parts, run};
use crate::export::mirror::Mirror;
use crate::export::policy::batch::BatchPolicy;
use crate::export::policy::breaker::{BreakerPolicy, BreakerState};
use crate::export::policy::retry::RetryPolicy;
use crate::export::{Endpoint, FlushRequest, Packed, Packer};
use crate::queue::{Limits, Priority, Queue, Source, Want};
use crate::stats::{Depth, DropReason, Flushed, Ledger, Stats};

const SECS: fn(u64) -> Duration = Duration::from_secs;
const MS: fn(u64) -> Duration = Duration::from_millis;

/// An event: its id, written as one line of the body.
type Event = u32;

#[derive(Clone)]
struct Shared(Arc<Queue<Event>>);

impl Source for Shared {
    type Item = Event;

    fn depth(&self) -> Depth {
        self.0.depth()
    }

    fn take(&self, max_events: usize, max_bytes: usize) -> Vec<Event> {
        self.0.take(max_events, max_bytes)
    }

    fn settle(&self) {
        self.0.settle();
    }

    fn wait(&self, want: Want) -> impl Future<Output = ()> + Send {
        self.0.wait(want)
    }
}

struct Lines;

impl Packer for Lines {
    type Item = Event;

    fn pack(&mut self, items: &[Event], endpoint: Endpoint, max_bytes: usize) -> Packed {
        let mut body = format!("{endpoint:?}\n");
        let mut events = 0;
        for item in items {
            let line = format!("{item}\n");
            if body.len() + line.len() > max_bytes {
                break;
            }
            body.push_str(&line);
            events += 1;
        }
        Packed { body: body.into(), events, told: 0 }
    }

    fn path(&self, endpoint: Endpoint) -> &'static str {
        match endpoint {
            Endpoint::Authenticated => "/with",
            Endpoint::Unauthenticated => "/without",
        }
    }

    fn content_type(&self) -> HeaderValue {
        HeaderValue::from_static("text/plain")
    }
}

/// A pipeline and what it is made of.
struct Rig {
    queue: Shared,
    ledger: Arc<Ledger>,
    route_state: Arc<RouteState>,
    waiters: Option<mpsc::UnboundedSender<FlushRequest>>,
    task: JoinHandle<()>,
    next: Event,
    providers: Arc<Providers>,
    provided: Option<Arc<Provided>>,
}

/// How a rig differs from the usual one.
struct Setup {
    host: String,
    provider: Option<Arc<dyn CredentialProvider>>,
    identity: u64,
    flag: bool,
    unauthenticated: bool,
    batch: BatchPolicy,
    retry: RetryPolicy,
    breaker: BreakerPolicy,
    route_state: Option<Arc<RouteState>>,
    limits: Limits,
    mirror: Option<Arc<Mirror>>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            host: "https://a.example.com".to_owned(),
            provider: Some(Arc::new(|| async { Ok(Credentials::bearer("t0")?) })),
            identity: 1,
            flag: false,
            unauthenticated: true,
            batch: BatchPolicy::default(),
            retry: RetryPolicy::default(),
            breaker: BreakerPolicy::default(),
            route_state: None,
            limits: Limits { events: 2_048, bytes: 1 << 20, batch: 50 },
            mirror: None,
        }
    }
}

impl Setup {
    fn start(self, transport: impl Transport) -> Rig {
        let ledger = Arc::new(Ledger::default());
        let queue = Shared(Arc::new(Queue::new(self.limits, Arc::clone(&ledger), Arc::default())));
        let route_state = self.route_state.unwrap_or_else(|| Arc::new(RouteState::new(self.breaker)));
        let (waiters, requests) = mpsc::unbounded_channel();
        let client = crate::export::Client {
            transport: Arc::new(transport),
            host: Host::parse(&self.host).unwrap(),
            headers: HeaderMap::from_iter([(http::header::USER_AGENT, HeaderValue::from_static("test/1.0"))]),
            mirror: self.mirror,
        };
        let providers = Arc::new(Providers::default());
        let provided = self.provider.map(|provider| providers.add(provider));
        let parts = Parts {
            source: queue.clone(),
            packer: Lines,
            client,
            providers: Arc::clone(&providers),
            identity: self.identity,
            route_state: Arc::clone(&route_state),
            flag: self.flag.then(|| FlagRequest { client: "ADBC".into(), version: "1.2.3".into(), name: "f".into() }),
            ledger: Arc::clone(&ledger),
            notices: Arc::default(),
            requests,
            batch: self.batch,
            retry: self.retry,
            unauthenticated: self.unauthenticated,
        };
        let task = tokio::spawn(run(parts));
        Rig { queue, ledger, route_state, waiters: Some(waiters), task, next: 0, providers, provided }
    }
}

impl Rig {
    fn new(transport: impl Transport) -> Self {
        Setup::default().start(transport)
    }

    fn push(&mut self, events: u32, priority: Priority) {
        for _ in 0..events {
            self.queue.0.push(self.next, priority, 100);
            self.next += 1;
        }
    }

    fn record(&mut self, events: u32) {
        self.push(events, Priority::Plain);
    }

    fn flush(&self, wait: Duration) -> oneshot::Receiver<Flushed> {
        self.ask(wait, false)
    }

    fn ask(&self, wait: Duration, closes: bool) -> oneshot::Receiver<Flushed> {
        let (reply, answer) = oneshot::channel();
        let request = FlushRequest {
            deadline: Instant::now() + wait,
            before: Box::new(self.ledger.snapshot()),
            reply,
            closes,
            provided: self.provided.clone().filter(|_| closes),
        };
        self.waiters.as_ref().unwrap().send(request).unwrap();
        answer
    }

    /// Closes the connection, lets the pipeline end, checks that the books balance, and says how long it took.
    async fn close(mut self, wait: Duration) -> (Flushed, Stats, Duration) {
        let start = Instant::now();
        let flushed = self.ask(wait, true).await.unwrap();
        let took = start.elapsed();
        self.waiters = None;
        self.task.await.unwrap();
        let stats = self.ledger.snapshot();
        assert_eq!(stats.recorded, stats.acknowledged + stats.dropped_total(), "{stats:?}");
        (flushed, stats, took)
    }
}

/// What was dropped, by name of the reason.
fn drops(stats: &Stats) -> BTreeMap<&'static str, u64> {
    let named = DropReason::ALL.map(|reason| (reason.as_str(), stats.dropped(reason)));
    named.into_iter().filter(|(_, events)| *events > 0).collect()
}

/// The ids in a request's body.
fn ids(request: &Request<Bytes>) -> Vec<Event> {
    let body = std::str::from_utf8(request.body()).unwrap();
    body.lines().skip(1).map(|line| line.parse().unwrap()).collect()
}

fn status(code: u16) -> Reply {
    Reply::status(StatusCode::from_u16(code).unwrap(), Bytes::new())
}

fn throttled(after: &'static str) -> Reply {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(http::header::RETRY_AFTER, HeaderValue::from_static(after));
    Reply::Response(response)
}

/// A transport that asks a function for each reply.
fn service(reply: impl Fn(&Request<Bytes>) -> Reply + Send + Sync + 'static) -> (impl Transport, MemoryTransport) {
    let log = MemoryTransport::new();
    let transport = log.clone();
    let send = move |request: Request<Bytes>| {
        // Scripted and sent in one step: nobody else can take the reply.
        transport.reply(reply(&request));
        let transport = transport.clone();
        async move { transport.send(request).await }
    };
    (send, log)
}
