//! One batch through the retry layer: attempts, waits, and credentials that are refused.

use std::time::Duration;

use http::{HeaderMap, Method};
use tokio::sync::watch;
use tokio::time::Instant;

use super::client::{Call, Client};
use super::in_flight::InFlight;
use super::pack::{Endpoint, Packer};
use super::route_state::{Caller, RouteState};
use crate::clock::later;
use crate::export::credentials::source::{Authorization, CredentialSource};
use crate::export::policy::answer::{self, NotTheService};
use crate::export::policy::breaker::Signal;
use crate::export::policy::outcome::{Attempt, Outcome};
use crate::export::policy::refusal::Refused;
use crate::export::policy::retry::{Action, Retry, RetryPolicy};
use crate::stats::{DropReason, Ledger};
use crate::worker::timer::sleep_until;

/// What it takes to send one batch.
pub(in crate::export) struct Series<'a, P: Packer> {
    pub(in crate::export) client: &'a Client,
    pub(in crate::export) route_state: &'a RouteState,
    pub(in crate::export) credentials: &'a mut CredentialSource,
    pub(in crate::export) packer: &'a mut P,
    pub(in crate::export) ledger: &'a Ledger,
    pub(in crate::export) settings: &'a Settings,
    /// See [`Caller`].
    pub(in crate::export) identity: u64,
    /// From when on nobody is waited for who cannot give a credential.
    pub(in crate::export) impatient: Option<std::time::Instant>,
    /// The end of a close, once one has begun.
    pub(in crate::export) limit: watch::Receiver<Option<Instant>>,
}

/// What does not change from batch to batch.
#[derive(Clone, Copy, Debug)]
pub(in crate::export) struct Settings {
    pub(in crate::export) retry: RetryPolicy,
    pub(in crate::export) max_bytes: usize,
    /// Whether events may go to the endpoint that needs no credential, reduced.
    pub(in crate::export) unauthenticated: bool,
}

/// What became of the events at the front of the in_flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Ending {
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
    /// Sends the front of `in_flight` until it is settled or given up, and says what the breaker is to
    /// be told.
    pub(in crate::export) async fn run(mut self, in_flight: &mut InFlight<P::Item>) -> (Ending, Signal) {
        let limit = self.limit.borrow_and_update().map(Instant::into_std);
        let mut retry = Retry::new(self.settings.retry, now(), limit);
        let endpoint =
            self.route_state.endpoint(self.credentials.exist(), self.settings.unauthenticated, self.identity, now());
        let Ok(mut endpoint) = endpoint else { return (Ending::Rests, Signal::Lost) };
        let mut probes = self.route_state.probes(self.caller(endpoint), now());
        if probes && endpoint == Endpoint::Authenticated {
            // What was refused last is not tried again.
            self.credentials.refuse();
        }
        let mut headers = None;
        if endpoint == Endpoint::Authenticated {
            match self.credentials.headers(self.impatient).await {
                Authorization::Headers(given) => headers = Some(given),
                Authorization::Wait(until) => return (Ending::NotYet(until), Signal::Lost),
                Authorization::None => {
                    match self.route_state.endpoint(false, self.settings.unauthenticated, 0, now()) {
                        Ok(open) => {
                            endpoint = open;
                            probes = self.route_state.probes(self.caller(endpoint), now());
                        }
                        Err(until) => return (Ending::NotYet(until), Signal::Lost),
                    }
                }
            }
        }
        if probes {
            in_flight.shrink();
        }
        let mut renewed = probes;
        loop {
            if headers.is_none() && !self.settings.unauthenticated {
                return (Ending::NoCredential, Signal::Answered);
            }
            let time = retry.attempt_timeout(now());
            if time.is_zero() {
                return (Ending::GaveUp(None), Signal::Lost);
            }
            let (outcome, ending) = match self.attempt(in_flight, headers.as_ref(), time).await {
                Ok(known) => known,
                Err(ending) => return ending,
            };
            if let Some(wait) = outcome.retry_after() {
                // For all pipelines of the host, and for this one if a close cuts its series short.
                self.route_state.quiet(later(now(), wait));
            }
            let caller = self.caller(endpoint);
            match outcome {
                // The token may have expired on the way, or have been revoked: one new one, and if
                // that is refused too, the endpoint that needs none.
                Outcome::Unauthorized if endpoint == Endpoint::Authenticated => {
                    if renewed {
                        self.credentials.give_up();
                        self.route_state.refuse(caller, Refused::Credential, now());
                        headers = None;
                    } else {
                        renewed = true;
                        self.credentials.refuse();
                        headers = match self.credentials.headers(Some(now())).await {
                            Authorization::Headers(given) => Some(given),
                            Authorization::Wait(_) | Authorization::None => None,
                        };
                    }
                    if headers.is_none() {
                        if !self.settings.unauthenticated {
                            return (Ending::Dropped(DropReason::NoCredential), outcome.signal());
                        }
                        endpoint = Endpoint::Unauthenticated;
                        if self.route_state.endpoint(false, self.settings.unauthenticated, 0, now()).is_err() {
                            return (Ending::Rests, outcome.signal());
                        }
                        if self.route_state.probes(self.caller(endpoint), now()) {
                            in_flight.shrink();
                        }
                    }
                    continue;
                }
                Outcome::Unauthorized => {
                    self.route_state.refuse(caller, Refused::Credential, now());
                    return (Ending::Dropped(DropReason::NoCredential), outcome.signal());
                }
                Outcome::NotFound | Outcome::NotTheService => self.route_state.refuse(caller, Refused::Endpoint, now()),
                Outcome::Delivered | Outcome::TooLarge | Outcome::Rejected => self.route_state.welcome(caller),
                _ => {}
            }
            match retry.step(now(), outcome, fastrand::f64()) {
                Action::Settle => return (ending, outcome.signal()),
                Action::GiveUp(not_before) => return (Ending::GaveUp(not_before), outcome.signal()),
                // Others may have found out meanwhile that the host is down.
                Action::Again(at) if self.route_state.shut(now()).is_some_and(|until| until > at) => {
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

    fn caller(&self, endpoint: Endpoint) -> Caller {
        Caller { endpoint, identity: if endpoint == Endpoint::Authenticated { self.identity } else { 0 } }
    }

    /// Returns one attempt: its outcome, and the ending if that outcome is final.
    async fn attempt(
        &mut self,
        in_flight: &mut InFlight<P::Item>,
        headers: Option<&HeaderMap>,
        time: Duration,
    ) -> Result<(Outcome, Ending), (Ending, Signal)> {
        let endpoint = if headers.is_some() { Endpoint::Authenticated } else { Endpoint::Unauthenticated };
        let packed = in_flight.pack(self.packer, endpoint, self.settings.max_bytes);
        if packed.events == 0 {
            return Err((Ending::Dropped(DropReason::TooLarge), Signal::Answered));
        }
        let again = in_flight.send(packed.events);
        self.ledger.request(packed.events as u64 - again, again, packed.body.len() as u64);
        let call = Call {
            method: Method::POST,
            path: self.packer.path(endpoint).to_owned(),
            content_type: Some(self.packer.content_type()),
            body: packed.body,
        };
        match self.client.attempt(call, headers, time).await {
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
