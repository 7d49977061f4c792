//! What sends the events of one host and one credential: it does what the decisions say.

pub(super) mod client;
mod flag_check;
mod flush_waiters;
mod in_flight;
mod pack;
mod plan;
pub(super) mod route_state;
mod series;

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant as StdInstant};

use bytes::Bytes;
use http::Method;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tracing::Dispatch;
use tracing::dispatcher::with_default;

pub(crate) use client::Client;
pub use flag_check::FLAG_NAME;
pub(crate) use flush_waiters::{FlushRequest, PATIENCE};
pub(crate) use pack::{Endpoint, Packed, Packer};
pub(crate) use route_state::{RouteState, RouteStates, sorted};

use self::client::Call;
use self::flush_waiters::FlushWaiters;
use self::in_flight::InFlight;
use self::plan::{Pause, Step};
use self::route_state::{Checking, SendPermit};
use self::series::{Ending, Series, Settings};
use crate::clock::later;
use crate::export::credentials::providers::Providers;
use crate::export::credentials::source::{Authorization, CredentialSource};
use crate::export::notices::Notices;
use crate::export::policy::batch::{BatchPolicy, Batcher};
use crate::export::policy::breaker::Signal;
use crate::export::policy::flag::Answer;
use crate::export::policy::outcome::{Attempt, Outcome};
use crate::export::policy::retry::RetryPolicy;
use crate::queue::{Source, Want};
use crate::stats::{DropReason, Ledger};
use crate::worker::has_panicked;
use crate::worker::timer::sleep_until;

/// After so many series that were given up, the same events step aside for others: fewer than open
/// the breaker, so that a request which the service cannot digest is told from a service that is
/// down before the way is closed.
const ROUNDS: u32 = 3;

/// Events in hand are given up after this time, whatever the reason for which nobody takes them.
const HELD_FOR: Duration = Duration::from_secs(60 * 60);

/// The time for the flag's one request.
const FLAG_TIMEOUT: Duration = Duration::from_secs(10);

/// The only target under which the exporter says anything, and never above `debug`: a driver's
/// user did not ask for telemetry's troubles. No payload and no URL is ever in it.
const TARGET: &str = "sql_driver_telemetry::export";

/// What a pipeline is made of.
pub(crate) struct Parts<S, P> {
    pub(crate) source: S,
    pub(crate) packer: P,
    pub(crate) client: Client,
    pub(crate) providers: Arc<Providers>,
    /// Whose credentials they are: what the service refuses one, it may give another.
    pub(crate) identity: u64,
    pub(crate) route_state: Arc<RouteState>,
    /// `None` for connections that are forced: they do not ask the flag.
    pub(crate) flag: Option<FlagRequest>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) notices: Arc<Notices>,
    /// Closed when the last connection is gone.
    pub(crate) requests: mpsc::UnboundedReceiver<FlushRequest>,
    pub(crate) batch: BatchPolicy,
    pub(crate) retry: RetryPolicy,
    /// Whether events may go to the endpoint that needs no credential, reduced.
    pub(crate) unauthenticated: bool,
}

/// How the flag is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FlagRequest {
    /// See [`flag_check::path`], which is called on the worker: it needs the rules of the privacy permit.
    pub(crate) client: String,
    pub(crate) version: String,
    pub(crate) name: String,
}

/// Runs a pipeline until its last connection is gone and what was left is settled.
///
/// It holds the transport and its connections until then, and nothing longer; providers are their connections'. It never blocks its
/// thread. What it says goes to the subscriber of whoever calls this; the worker's own thread has none.
pub(crate) fn run<S, P>(parts: Parts<S, P>) -> impl Future<Output = ()> + Send
where
    S: Source,
    P: Packer<Item = S::Item>,
{
    let log = tracing::dispatcher::get_default(Dispatch::clone);
    let settings =
        Settings { retry: parts.retry, max_bytes: parts.batch.max_bytes, unauthenticated: parts.unauthenticated };
    let mut exporter = Exporter {
        source: parts.source,
        packer: parts.packer,
        client: parts.client,
        identity: parts.identity,
        keyless: None,
        credentials: CredentialSource::new(parts.providers, Arc::clone(&parts.notices)),
        notices: parts.notices,
        others: parts.route_state.watch(),
        route_state: parts.route_state,
        flag: parts.flag,
        waiters: FlushWaiters::new(parts.requests, Arc::clone(&parts.ledger)),
        ledger: parts.ledger,
        batcher: Batcher::new(parts.batch),
        batch: parts.batch,
        settings,
        in_flight: InFlight::default(),
        deferred: None,
        log,
        strikes: 0,
        pause: None,
        mirrored: [0; DropReason::ALL.len()],
    };
    async move {
        while let Some(step) = exporter.plan() {
            match step {
                Step::Send(permit) => exporter.send(permit).await,
                Step::Check(checking) => exporter.check(checking).await,
                Step::Wait(until, want) => exporter.wait(until, want).await,
                Step::WaitForOthers => exporter.wait_for_others().await,
            }
            exporter.mirror();
        }
        exporter.end();
    }
}

struct Exporter<S: Source, P: Packer> {
    source: S,
    packer: P,
    client: Client,
    credentials: CredentialSource,
    notices: Arc<Notices>,
    identity: u64,
    /// There is no credential before this time.
    keyless: Option<StdInstant>,
    route_state: Arc<RouteState>,
    others: watch::Receiver<()>,
    flag: Option<FlagRequest>,
    waiters: FlushWaiters,
    ledger: Arc<Ledger>,
    batcher: Batcher,
    batch: BatchPolicy,
    settings: Settings,
    /// What is being sent.
    in_flight: InFlight<S::Item>,
    /// What failed too often and lets others go first.
    deferred: Option<InFlight<S::Item>>,
    log: Dispatch,
    /// Series in a row that were given up.
    strikes: u32,
    pause: Option<Pause>,
    /// What the mirror knows to have been given up.
    mirrored: [u64; DropReason::ALL.len()],
}

impl<S: Source, P: Packer<Item = S::Item>> Exporter<S, P> {
    async fn wait(&mut self, until: Option<StdInstant>, want: Option<Want>) {
        let until = until.map(Instant::from_std);
        tokio::select! {
            _ = self.waiters.turn() => {}
            () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {}
            () = self.source.wait(want.unwrap_or(Want::Any)), if want.is_some() => {}
        }
    }

    async fn wait_for_others(&mut self) {
        tokio::select! {
            _ = self.waiters.turn() => {}
            // The gate outlives its watchers here; an error would mean that there is nothing to wait for.
            _ = self.others.changed() => {}
        }
    }

    async fn send(&mut self, permit: SendPermit) {
        if self.in_flight.is_empty() {
            self.batcher.sent(now());
            self.in_flight.fill(self.source.take(self.batch.max_events, self.batch.max_bytes), now());
        }
        (self.pause, self.keyless) = (None, None);
        let mut settings = self.settings;
        if permit.is_probe() {
            // One request finds out; a series would be four from each of those who wait.
            settings.retry.max_retries = 0;
        }
        let series = Series {
            client: &self.client,
            route_state: &self.route_state,
            credentials: &mut self.credentials,
            packer: &mut self.packer,
            ledger: &self.ledger,
            settings: &settings,
            identity: self.identity,
            impatient: self.waiters.impatient().map(Instant::into_std),
            limit: self.waiters.watch(),
        };
        let began = Instant::now();
        let Some((ending, signal)) =
            attended(&mut self.waiters, &self.route_state, &self.ledger, pin!(series.run(&mut self.in_flight))).await
        else {
            // An attempt that the end cuts off counts against the host, if it had time for an answer.
            let signal = if began.elapsed() >= FAIR { Signal::Failure } else { Signal::Lost };
            if permit.settle(now(), signal) {
                self.ledger.breaker_opened();
            }
            return;
        };
        let opened = permit.settle(now(), signal);
        if opened {
            self.ledger.breaker_opened();
        }
        if !matches!(ending, Ending::Accepted(_)) {
            self.client.transport.diagnostics().into_iter().for_each(|diagnostic| self.notices.tell(diagnostic));
        }
        with_default(&self.log, || tracing::debug!(target: TARGET, ?ending, opened, "a batch has ended"));
        match ending {
            Ending::Accepted(count) => self.accepted(count),
            Ending::NoCredential => self.drop_hand(DropReason::NoCredential),
            Ending::Dropped(reason) => self.drop_front(reason),
            Ending::TooLarge if self.in_flight.split() => {}
            Ending::TooLarge => self.drop_front(DropReason::TooLarge),
            Ending::GaveUp(not_before) => self.gave_up(not_before),
            Ending::NotYet(until) => self.keyless = Some(until),
            // The plan looks when they may be sent.
            Ending::Rests => {}
        }
    }

    fn accepted(&mut self, count: Option<u64>) {
        self.strikes = 0;
        let told = self.in_flight.told();
        let sent = self.in_flight.settle();
        let taken = count.unwrap_or(sent).min(sent);
        if taken == sent {
            self.packer.taken(told);
        }
        self.ledger.acknowledge(taken, count.is_some());
        self.ledger.drop_events(DropReason::Partial, sent - taken);
        if self.in_flight.is_empty()
            && let Some(deferred) = self.deferred.take()
        {
            // Others were taken: if these are not, now, it is their own fault.
            self.in_flight = deferred;
            self.in_flight.last_chance = true;
        }
    }

    fn gave_up(&mut self, not_before: Option<StdInstant>) {
        let now = now();
        if let Some(until) = not_before {
            self.route_state.quiet(until);
        }
        self.in_flight.rounds += 1;
        if self.in_flight.last_chance || self.in_flight.since.is_some_and(|since| now >= later(since, HELD_FOR)) {
            self.drop_front(DropReason::Exhausted);
        } else if self.in_flight.rounds >= ROUNDS && self.deferred.is_none() && self.source.depth().events > 0 {
            self.deferred = Some(std::mem::take(&mut self.in_flight));
        }
        self.strikes = self.strikes.saturating_add(1);
        self.pause = Some(Pause::after(self.strikes, self.batch.interval, now));
    }

    async fn check(&mut self, checking: Checking) {
        let Some(flag) = self.flag.clone() else { return };
        let impatient = self.waiters.impatient().map(Instant::into_std);
        let (credentials, client, ledger) = (&mut self.credentials, &self.client, &self.ledger);
        let work = pin!(async {
            let headers = match credentials.headers(impatient).await {
                Authorization::Headers(headers) => Some(headers),
                // Without a credential the answer would be a refusal, and that counts for a minute.
                Authorization::Wait(until) => return Err(until),
                Authorization::None => None,
            };
            let path = flag_check::path(&flag.client, &flag.version);
            let call = Call { method: Method::GET, path, content_type: None, body: Bytes::new() };
            ledger.flag_request();
            let attempt = client.attempt(call, headers.as_ref(), FLAG_TIMEOUT).await;
            if matches!(attempt, Attempt::Answer(Outcome::Unauthorized, _)) {
                credentials.refuse();
            }
            Ok(attempt)
        });
        // A check that is interrupted by the end settles itself, as failed.
        let Some(attempt) = attended(&mut self.waiters, &self.route_state, &self.ledger, work).await else { return };
        let attempt = match attempt {
            Ok(attempt) => attempt,
            Err(until) => {
                checking.postpone();
                self.keyless = Some(until);
                return;
            }
        };
        let answer = match attempt {
            Attempt::Answer(outcome, response) => {
                // The flag is under the same rate limit as the uploads.
                if let Some(wait) = outcome.retry_after() {
                    self.route_state.quiet(later(now(), wait));
                }
                match outcome {
                    Outcome::Unauthorized | Outcome::NotFound => Answer::Refused,
                    _ => flag_check::read(response.status(), response.body(), &flag.name),
                }
            }
            Attempt::NoAnswer(_) | Attempt::Panicked => Answer::Failed,
        };
        with_default(&self.log, || tracing::debug!(target: TARGET, ?answer, "the flag was asked for"));
        checking.settle(now(), answer);
    }

    fn end(&mut self) {
        self.drop_all(DropReason::Deadline);
        self.waiters.answer_all();
    }

    fn drop_front(&mut self, reason: DropReason) {
        self.ledger.drop_events(reason, self.in_flight.settle());
    }

    fn drop_hand(&mut self, reason: DropReason) {
        self.ledger.drop_events(reason, self.in_flight.clear());
    }

    fn drop_all(&mut self, reason: DropReason) {
        self.drop_hand(reason);
        let deferred = self.deferred.take().map_or(0, |mut deferred| deferred.clear());
        let queued = self.source.take(usize::MAX, usize::MAX).len() as u64;
        self.ledger.drop_events(reason, deferred + queued);
    }
}

impl<S: Source, P: Packer> Exporter<S, P> {
    /// Shows in the mirror, if there is one, what was given up since it was shown last.
    fn mirror(&mut self) {
        if let Some(mirror) = &self.client.mirror {
            mirror.losses(&mut self.mirrored, &self.ledger.snapshot());
            mirror.diagnostic().into_iter().for_each(|diagnostic| self.notices.tell(diagnostic));
        }
    }
}

/// Whoever ends a pipeline before its time (its runtime is gone, or a panic) leaves its books in order, before those who
/// wait for it are told that there is nobody.
impl<S: Source, P: Packer> Drop for Exporter<S, P> {
    fn drop(&mut self) {
        let reason = if has_panicked() { DropReason::Panicked } else { DropReason::Closed };
        let deferred = self.deferred.take().map_or(0, |mut deferred| deferred.clear());
        let queued = self.source.take(usize::MAX, usize::MAX).len() as u64;
        self.ledger.drop_events(reason, self.in_flight.clear() + deferred + queued);
        self.mirror();
    }
}

/// `work`, while those who wait are answered in time. `None` if the pipeline's end came first.
///
/// A close that runs out of its time meanwhile counts against the host, so that of many connections that live shortly
/// only the first few wait for a service that hangs. The work stays where its caller has it: taken by value, it would have its
/// room twice, for as long as the pipeline is there.
async fn attended<T>(
    waiters: &mut FlushWaiters,
    route_state: &RouteState,
    ledger: &Ledger,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let began = Instant::now();
    let mut changes = route_state.watch();
    loop {
        tokio::select! {
            biased;
            done = work.as_mut() => return Some(done),
            // The state outlives its watchers here. What shuts the route may be the work's own answer.
            _ = changes.changed() => {
                if let Some(until) = route_state.shut(now()) {
                    waiters.answer_late(until.into());
                }
            }
            cut_off = waiters.turn() => {
                if waiters.limit().is_some_and(|limit| limit <= Instant::now()) {
                    return None;
                }
                if began.elapsed() >= FAIR {
                    (0..cut_off).filter(|_| route_state.cut_off(now())).for_each(|_| ledger.breaker_opened());
                }
                if let Some(until) = route_state.shut(now()) {
                    waiters.answer_late(until.into());
                }
            }
        }
    }
}

/// An attempt that was cut off sooner says nothing about the host: it may be at the other side of an ocean.
const FAIR: Duration = Duration::from_millis(100);

fn now() -> StdInstant {
    Instant::now().into_std()
}
