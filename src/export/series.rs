//! One batch through the retry layer: attempts, waits, and credentials that are refused.

use std::time::Duration;

use http::{HeaderMap, Method};
use tokio::sync::watch;
use tokio::time::Instant;

use super::answer::{self, NotTheService};
use super::breaker::Signal;
use super::gate::{Caller, Gate};
use super::keys::{Key, Keys};
use super::later;
use super::link::{Attempt, Call, Link};
use super::outcome::Outcome;
use super::pack::{Hand, Packer, Route};
use super::refusal::Refused;
use super::retry::{Action, Retry, RetryPolicy};
use crate::stats::{DropReason, Ledger};
use crate::worker::timer::sleep_until;

/// What it takes to send one batch.
pub(super) struct Series<'a, P: Packer> {
    pub(super) link: &'a Link,
    pub(super) gate: &'a Gate,
    pub(super) keys: &'a mut Keys,
    pub(super) packer: &'a mut P,
    pub(super) ledger: &'a Ledger,
    pub(super) settings: &'a Settings,
    /// See [`Caller`].
    pub(super) identity: u64,
    /// From when on nobody is waited for who cannot give a credential.
    pub(super) impatient: Option<std::time::Instant>,
    /// The end of a close, once one has begun.
    pub(super) limit: watch::Receiver<Option<Instant>>,
}

/// What does not change from batch to batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) retry: RetryPolicy,
    pub(super) max_bytes: usize,
    /// Whether events may go to the endpoint that needs no credential, reduced.
    pub(super) unauthenticated: bool,
}

/// What became of the events at the front of the hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The service took them, and said how many, or not.
    Accepted(Option<u64>),
    /// Those of the last request are given up.
    Dropped(DropReason),
    /// There is no credential, and nothing may go without.
    NoCredential,
    /// The request was too large.
    TooLarge,
    /// Every attempt failed, as the next ones would now; not before that time, if one was named.
    GaveUp(Option<std::time::Instant>),
    /// Nothing was sent: there is no credential, and without one nothing goes. Not before that time.
    NotYet(std::time::Instant),
    /// What there is to send with was refused, and rests.
    Rests,
}

impl<P: Packer> Series<'_, P> {
    /// Sends the front of `hand` until it is settled or given up, and says what the breaker is to
    /// be told.
    pub(super) async fn run(mut self, hand: &mut Hand<P::Item>) -> (Ending, Signal) {
        let limit = self.limit.borrow_and_update().map(Instant::into_std);
        let mut retry = Retry::new(self.settings.retry, now(), limit);
        let way = self.gate.way(self.keys.exist(), self.settings.unauthenticated, self.identity, now());
        let Ok(mut route) = way else { return (Ending::Rests, Signal::Lost) };
        let mut probes = self.gate.probes(self.caller(route), now());
        if probes && route == Route::Authenticated {
            // What was refused last is not tried again.
            self.keys.refuse();
        }
        let mut keys = None;
        if route == Route::Authenticated {
            match self.keys.headers(self.impatient).await {
                Key::Headers(headers) => keys = Some(headers),
                Key::Wait(until) => return (Ending::NotYet(until), Signal::Lost),
                Key::None => match self.gate.way(false, self.settings.unauthenticated, 0, now()) {
                    Ok(open) => {
                        route = open;
                        probes = self.gate.probes(self.caller(route), now());
                    }
                    Err(until) => return (Ending::NotYet(until), Signal::Lost),
                },
            }
        }
        if probes {
            hand.shrink();
        }
        let mut renewed = probes;
        loop {
            if keys.is_none() && !self.settings.unauthenticated {
                return (Ending::NoCredential, Signal::Answered);
            }
            let time = retry.attempt_timeout(now());
            if time.is_zero() {
                return (Ending::GaveUp(None), Signal::Lost);
            }
            let (outcome, ending) = match self.attempt(hand, keys.as_ref(), time).await {
                Ok(known) => known,
                Err(ending) => return ending,
            };
            if let Some(wait) = outcome.retry_after() {
                // For all pipelines of the host, and for this one if a close cuts its series short.
                self.gate.quiet(later(now(), wait));
            }
            let caller = self.caller(route);
            match outcome {
                // The token may have expired on the way, or have been revoked: one new one, and if
                // that is refused too, the endpoint that needs none.
                Outcome::Unauthorized if route == Route::Authenticated => {
                    if renewed {
                        self.keys.give_up();
                        self.gate.refuse(caller, Refused::Credential, now());
                        keys = None;
                    } else {
                        renewed = true;
                        self.keys.refuse();
                        keys = match self.keys.headers(Some(now())).await {
                            Key::Headers(headers) => Some(headers),
                            Key::Wait(_) | Key::None => None,
                        };
                    }
                    if keys.is_none() {
                        if !self.settings.unauthenticated {
                            return (Ending::Dropped(DropReason::NoCredential), outcome.signal());
                        }
                        route = Route::Unauthenticated;
                        if self.gate.way(false, self.settings.unauthenticated, 0, now()).is_err() {
                            return (Ending::Rests, outcome.signal());
                        }
                        if self.gate.probes(self.caller(route), now()) {
                            hand.shrink();
                        }
                    }
                    continue;
                }
                Outcome::Unauthorized => {
                    self.gate.refuse(caller, Refused::Credential, now());
                    return (Ending::Dropped(DropReason::NoCredential), outcome.signal());
                }
                Outcome::NotFound | Outcome::NotTheService => self.gate.refuse(caller, Refused::Endpoint, now()),
                Outcome::Delivered | Outcome::TooLarge | Outcome::Rejected => self.gate.welcome(caller),
                _ => {}
            }
            match retry.step(now(), outcome, fastrand::f64()) {
                Action::Settle => return (ending, outcome.signal()),
                Action::GiveUp(not_before) => return (Ending::GaveUp(not_before), outcome.signal()),
                // Others may have found out meanwhile that the host is down.
                Action::Again(at) if self.gate.shut(now()).is_some_and(|until| until > at) => {
                    return (Ending::GaveUp(None), outcome.signal());
                }
                Action::Again(at) => {
                    if !self.wait(&mut retry, at).await {
                        return (Ending::GaveUp(None), outcome.signal());
                    }
                }
            }
        }
    }

    fn caller(&self, route: Route) -> Caller {
        Caller { route, identity: if route == Route::Authenticated { self.identity } else { 0 } }
    }

    /// One attempt: its outcome, and the ending if that outcome is final.
    async fn attempt(
        &mut self,
        hand: &mut Hand<P::Item>,
        keys: Option<&HeaderMap>,
        time: Duration,
    ) -> Result<(Outcome, Ending), (Ending, Signal)> {
        let route = if keys.is_some() { Route::Authenticated } else { Route::Unauthenticated };
        let packed = hand.pack(self.packer, route, self.settings.max_bytes);
        if packed.events == 0 {
            return Err((Ending::Dropped(DropReason::TooLarge), Signal::Answered));
        }
        let again = hand.send(packed.events);
        self.ledger.request(packed.events as u64 - again, again, packed.body.len() as u64);
        let call = Call {
            method: Method::POST,
            path: self.packer.path(route).to_owned(),
            content_type: Some(self.packer.content_type()),
            body: packed.body,
        };
        match self.link.attempt(call, keys, time).await {
            Attempt::Answer(outcome, response) => {
                let (outcome, ending) = match outcome {
                    Outcome::Delivered => match answer::accepted(&response) {
                        Ok(count) => (outcome, Ending::Accepted(count)),
                        Err(NotTheService) => (Outcome::NotTheService, Ending::Dropped(DropReason::NotTheService)),
                    },
                    Outcome::TooLarge => (outcome, Ending::TooLarge),
                    _ => (outcome, Ending::Dropped(DropReason::Rejected)),
                };
                Ok((outcome, ending))
            }
            Attempt::NoAnswer(Outcome::Rejected) => Ok((Outcome::Rejected, Ending::Dropped(DropReason::Rejected))),
            Attempt::NoAnswer(outcome) => Ok((outcome, Ending::Dropped(DropReason::Exhausted))),
            Attempt::Panicked => Err((Ending::Dropped(DropReason::Panicked), Signal::Failure)),
        }
    }

    /// Waits until `at`. False if a close has begun that ends before.
    async fn wait(&mut self, retry: &mut Retry, at: std::time::Instant) -> bool {
        loop {
            tokio::select! {
                () = sleep_until(at.into()) => return true,
                Ok(()) = self.limit.changed() => {
                    let limit = self.limit.borrow_and_update().map(Instant::into_std);
                    if let Some(limit) = limit {
                        retry.cut(limit);
                        if limit <= at {
                            return false;
                        }
                    }
                }
            }
        }
    }
}

fn now() -> std::time::Instant {
    Instant::now().into_std()
}
