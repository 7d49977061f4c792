//! The pipeline of one host and one credential: does what the state machines say.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant as StdInstant};

use bytes::Bytes;
use http::Method;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

use super::batch::{self, BatchPolicy, Batcher, Waiting};
use super::check;
use super::credentials::CredentialProvider;
use super::desk::Desk;
use super::flag::Answer;
use super::gate::{Checking, FlagDecision, Gate, Pass, Shut};
use super::keys::Keys;
use super::later;
use super::link::{Attempt, Call, Link};
use super::outcome::Outcome;
use super::pack::{Hand, Packer};
use super::retry::RetryPolicy;
use super::series::{Ending, Series, Settings};
use crate::queue::{FlushRequest, Source, Want};
use crate::stats::{DropReason, Ledger};

/// After so many series that were given up, the same events step aside for others: fewer than open
/// the breaker, so that a request which the service cannot digest is told from a service that is
/// down before the way is closed.
const ROUNDS: u32 = 3;

/// Events in hand are given up after this time, whatever the reason for which nobody takes them.
const HELD_FOR: Duration = Duration::from_secs(60 * 60);

/// The rest after a series that was given up is never longer, unless the interval is.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Nor is it longer than this while somebody waits for the pipeline.
const PRESSED: Duration = Duration::from_secs(1);

/// The time for the flag's one request.
const FLAG_TIMEOUT: Duration = Duration::from_secs(10);

/// The only target under which the exporter says anything, and never above `debug`: a driver's
/// user did not ask for telemetry's troubles. No payload and no URL is ever in it.
const TARGET: &str = "sql_driver_telemetry::export";

/// What a pipeline is made of.
pub(crate) struct Parts<S, P> {
    pub(crate) source: S,
    pub(crate) packer: P,
    pub(crate) link: Link,
    pub(crate) provider: Option<Arc<dyn CredentialProvider>>,
    pub(crate) gate: Arc<Gate>,
    /// `None` for connections that are forced: they do not ask the flag.
    pub(crate) flag: Option<FlagRequest>,
    pub(crate) ledger: Arc<Ledger>,
    /// Closed when the last connection is gone.
    pub(crate) requests: mpsc::UnboundedReceiver<FlushRequest>,
    pub(crate) batch: BatchPolicy,
    pub(crate) retry: RetryPolicy,
    /// Whether events may go to the endpoint that needs no credential, reduced.
    pub(crate) unauthenticated: bool,
}

/// How the flag is asked for.
#[derive(Clone, Debug)]
pub(crate) struct FlagRequest {
    /// See [`check::path`].
    pub(crate) path: String,
    pub(crate) name: String,
}

/// Runs a pipeline until its last connection is gone and what was left is settled.
///
/// It holds the transport, the provider and the connections of both until then, and nothing
/// longer. It never blocks its thread.
pub(crate) async fn run<S, P>(parts: Parts<S, P>)
where
    S: Source,
    P: Packer<Item = S::Item>,
{
    let settings =
        Settings { retry: parts.retry, max_bytes: parts.batch.max_bytes, unauthenticated: parts.unauthenticated };
    let mut pipeline = Pipeline {
        source: parts.source,
        packer: parts.packer,
        link: parts.link,
        keys: Keys::new(parts.provider),
        others: parts.gate.watch(),
        gate: parts.gate,
        flag: parts.flag,
        desk: Desk::new(parts.requests, Arc::clone(&parts.ledger)),
        ledger: parts.ledger,
        batcher: Batcher::new(parts.batch),
        batch: parts.batch,
        settings,
        hand: Hand::default(),
        aside: None,
        strikes: 0,
        pause: None,
    };
    while let Some(step) = pipeline.plan() {
        match step {
            Step::Send(pass) => pipeline.send(pass).await,
            Step::Check(checking) => pipeline.check(checking).await,
            Step::Wait(until, want) => pipeline.wait(until, want).await,
            Step::WaitForOthers => pipeline.wait_for_others().await,
        }
    }
    pipeline.end();
}

struct Pipeline<S: Source, P: Packer> {
    source: S,
    packer: P,
    link: Link,
    keys: Keys,
    gate: Arc<Gate>,
    others: watch::Receiver<()>,
    flag: Option<FlagRequest>,
    desk: Desk,
    ledger: Arc<Ledger>,
    batcher: Batcher,
    batch: BatchPolicy,
    settings: Settings,
    /// What is being sent.
    hand: Hand<S::Item>,
    /// What failed too often and lets others go first.
    aside: Option<Hand<S::Item>>,
    /// Series in a row that were given up.
    strikes: u32,
    pause: Option<Pause>,
}

/// The rest after a series that was given up.
#[derive(Clone, Copy)]
struct Pause {
    since: StdInstant,
    length: Duration,
}

impl Pause {
    /// After so many series in a row that were given up: an interval after the first, and twice as long after each
    /// further one, up to [`PAUSE_MAX`]. Chance takes up to a half off.
    fn after(strikes: u32, interval: Duration, now: StdInstant) -> Self {
        let whole = interval.saturating_mul(1 << (strikes.clamp(1, 8) - 1)).min(PAUSE_MAX.max(interval));
        let length = whole.min(Duration::from_secs(86_400)).mul_f64(0.5 + fastrand::f64() / 2.0);
        Self { since: now, length }
    }
}

/// What to do next.
enum Step {
    Send(Pass),
    Check(Checking),
    /// Until that time, or that much waits, or somebody comes to the desk.
    Wait(Option<StdInstant>, Option<Want>),
    /// Until another pipeline of the host has finished what concerns all.
    WaitForOthers,
}

impl<S: Source, P: Packer<Item = S::Item>> Pipeline<S, P> {
    /// What to do now; `None` when it is over.
    fn plan(&mut self) -> Option<Step> {
        let now = now();
        self.others.mark_unchanged();
        if self.desk.limit().is_some_and(|limit| limit.into_std() <= now) {
            return None;
        }
        if self.hand.is_empty() && self.source.depth().events == 0 {
            self.hand = self.aside.take().unwrap_or_default();
        }
        let depth = self.source.depth();
        let idle = depth.events == 0 && self.hand.is_empty();
        if idle {
            self.desk.answer_all();
            self.batcher.step(now, Waiting::default(), 0.0);
            if self.desk.is_closing() {
                return None;
            }
        }
        if self.flag.is_some() && !(idle && self.gate.collects()) {
            if let Some(until) = self.gate.shut(now) {
                return self.shut(until);
            }
            match self.gate.flag(now, self.keys.exist()) {
                FlagDecision::On => {}
                FlagDecision::Check(checking) => return Some(Step::Check(checking)),
                FlagDecision::Checking => return Some(Step::WaitForOthers),
                FlagDecision::Off(until) => {
                    self.drop_all(DropReason::FlagOff);
                    self.desk.answer_all();
                    let over = self.desk.is_closing();
                    return (!over).then_some(Step::Wait(Some(until), Some(Want::Any)));
                }
            }
        }
        if idle {
            return Some(Step::Wait(None, Some(Want::Any)));
        }
        let pressed = self.desk.is_pressed();
        if let Some(pause) = self.pause {
            let until = later(pause.since, if pressed { pause.length.min(PRESSED) } else { pause.length });
            if now < until {
                return self.shut(until);
            }
        }
        if self.hand.is_empty() && !pressed {
            let waiting = Waiting { events: depth.events, bytes: depth.bytes, urgent: depth.urgent > 0 };
            if let batch::Action::Wait(at) = self.batcher.step(now, waiting, fastrand::f64()) {
                // What is urgent would end a wait for a batch at once.
                return Some(Step::Wait(Some(at), (!waiting.urgent).then_some(Want::Batch)));
            }
        }
        match self.gate.admit(now) {
            Ok(pass) => Some(Step::Send(pass)),
            Err(Shut::NotBefore(until)) => self.shut(until),
            Err(Shut::Probing) => Some(Step::WaitForOthers),
        }
    }

    /// Nothing can be sent before `until`: whoever waits for less than that need not wait at all.
    fn shut(&mut self, until: StdInstant) -> Option<Step> {
        self.desk.answer_late(until.into());
        let over = self.desk.limit().is_some_and(|limit| limit.into_std() <= until);
        (!over).then_some(Step::Wait(Some(until), None))
    }

    async fn wait(&mut self, until: Option<StdInstant>, want: Option<Want>) {
        let until = until.map(Instant::from_std);
        tokio::select! {
            () = self.desk.turn() => {}
            () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {}
            () = self.source.wait(want.unwrap_or(Want::Any)), if want.is_some() => {}
        }
    }

    async fn wait_for_others(&mut self) {
        tokio::select! {
            () = self.desk.turn() => {}
            // The gate outlives its watchers here; an error would mean that there is nothing to wait for.
            _ = self.others.changed() => {}
        }
    }

    async fn send(&mut self, pass: Pass) {
        if self.hand.is_empty() {
            self.batcher.sent(now());
            self.hand.fill(self.source.take(self.batch.max_events, self.batch.max_bytes), now());
        }
        self.pause = None;
        let mut settings = self.settings;
        if pass.is_probe() {
            // One request finds out; a series would be four from each of those who wait.
            settings.retry.max_retries = 0;
        }
        let series = Series {
            link: &self.link,
            keys: &mut self.keys,
            packer: &mut self.packer,
            ledger: &self.ledger,
            settings: &settings,
            limit: self.desk.watch(),
        };
        let Some((ending, signal)) = attended(&mut self.desk, series.run(&mut self.hand)).await else { return };
        let opened = pass.settle(now(), signal);
        tracing::debug!(target: TARGET, ?ending, opened, "a batch has ended");
        match ending {
            Ending::Accepted(count) => self.accepted(count),
            Ending::Dropped(DropReason::NoCredential) => self.drop_hand(DropReason::NoCredential),
            Ending::Dropped(reason) => self.drop_front(reason),
            Ending::TooLarge if self.hand.split() => {}
            Ending::TooLarge => self.drop_front(DropReason::TooLarge),
            Ending::GaveUp(not_before) => self.gave_up(not_before),
        }
    }

    fn accepted(&mut self, count: Option<u64>) {
        self.strikes = 0;
        let sent = self.hand.settle();
        let taken = count.unwrap_or(sent).min(sent);
        self.ledger.acknowledge(taken, count.is_some());
        self.ledger.drop_events(DropReason::Partial, sent - taken);
        if self.hand.is_empty()
            && let Some(aside) = self.aside.take()
        {
            // Others were taken: if these are not, now, it is their own fault.
            self.hand = aside;
            self.hand.last_chance = true;
        }
    }

    fn gave_up(&mut self, not_before: Option<StdInstant>) {
        let now = now();
        if let Some(until) = not_before {
            self.gate.quiet(until);
        }
        self.hand.rounds += 1;
        if self.hand.last_chance || self.hand.since.is_some_and(|since| now >= later(since, HELD_FOR)) {
            self.drop_front(DropReason::Exhausted);
        } else if self.hand.rounds >= ROUNDS && self.aside.is_none() && self.source.depth().events > 0 {
            self.aside = Some(std::mem::take(&mut self.hand));
        }
        self.strikes = self.strikes.saturating_add(1);
        self.pause = Some(Pause::after(self.strikes, self.batch.interval, now));
    }

    async fn check(&mut self, checking: Checking) {
        let Some(flag) = self.flag.clone() else { return };
        let (keys, link, ledger) = (&mut self.keys, &self.link, &self.ledger);
        let work = async {
            let headers = keys.headers().await;
            let call = Call { method: Method::GET, path: flag.path, content_type: None, body: Bytes::new() };
            ledger.flag_request();
            let attempt = link.attempt(call, headers.as_ref(), FLAG_TIMEOUT).await;
            if matches!(attempt, Attempt::Answer(Outcome::Unauthorized, _)) {
                keys.refuse();
            }
            attempt
        };
        // A check that is interrupted by the end settles itself, as failed.
        let Some(attempt) = attended(&mut self.desk, work).await else { return };
        let answer = match attempt {
            Attempt::Answer(outcome, response) => {
                // The flag is under the same rate limit as the uploads.
                if let Some(wait) = outcome.retry_after() {
                    self.gate.quiet(later(now(), wait));
                }
                check::read(response.status(), response.body(), &flag.name)
            }
            Attempt::NoAnswer(_) | Attempt::Panicked => Answer::Failed,
        };
        tracing::debug!(target: TARGET, ?answer, "the flag was asked for");
        checking.settle(now(), answer);
    }

    fn end(&mut self) {
        self.drop_all(DropReason::Deadline);
        self.desk.answer_all();
    }

    fn drop_front(&mut self, reason: DropReason) {
        self.ledger.drop_events(reason, self.hand.settle());
    }

    fn drop_hand(&mut self, reason: DropReason) {
        self.ledger.drop_events(reason, self.hand.clear());
    }

    fn drop_all(&mut self, reason: DropReason) {
        self.drop_hand(reason);
        let aside = self.aside.take().map_or(0, |mut aside| aside.clear());
        let queued = self.source.take(usize::MAX, usize::MAX).len() as u64;
        self.ledger.drop_events(reason, aside + queued);
    }
}

/// Whoever ends a pipeline before its time (its runtime is gone, or a panic) leaves its books in order.
impl<S: Source, P: Packer> Drop for Pipeline<S, P> {
    fn drop(&mut self) {
        let reason = if std::thread::panicking() { DropReason::Panicked } else { DropReason::Closed };
        let aside = self.aside.take().map_or(0, |mut aside| aside.clear());
        self.ledger.drop_events(reason, self.hand.clear() + aside);
    }
}

/// `work`, with somebody at the desk meanwhile. `None` if the pipeline's end came first.
async fn attended<T>(desk: &mut Desk, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    loop {
        tokio::select! {
            biased;
            done = &mut work => return Some(done),
            () = desk.turn() => {
                if desk.limit().is_some_and(|limit| limit <= Instant::now()) {
                    return None;
                }
            }
        }
    }
}

fn now() -> StdInstant {
    Instant::now().into_std()
}
