//! What is learned from answers: of a host by all of its pipelines, of a route by those that share it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use http::HeaderMap;
use tokio::sync::watch;

use super::FlagRequest;
use super::pack::Endpoint;
use crate::export::host::Host;
use crate::export::policy::breaker::{Admission, Breaker, BreakerPolicy, BreakerState, Permit, Signal};
use crate::export::policy::flag::{Answer, Decision, Flag};
use crate::export::policy::refusal::{Refusal, Refused};
use crate::sync::{Mutex, Process};

/// One host: its breaker, and the quiet that it asked for.
#[derive(Debug)]
struct HostState {
    breaker: Mutex<Breaker>,
    /// The service asked for quiet until then.
    quiet: Mutex<Option<Instant>>,
    changed: watch::Sender<()>,
    process: Process,
}

/// One route: a host, with what tells the workspaces behind it apart. Its flag, and what it refuses. Locks are held for
/// a few moves and never across a wait.
#[derive(Debug)]
pub(crate) struct RouteState {
    host: Arc<HostState>,
    flag: Mutex<Flag>,
    /// What the flag last said, for the drivers' threads: false only once it is off.
    collects: AtomicBool,
    refusals: Mutex<HashMap<Caller, Refusal>>,
}

/// Who asks, and at which endpoint: the refusal of one credential says nothing of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::export) struct Caller {
    pub(in crate::export) endpoint: Endpoint,
    /// Whose credential it is; 0 without one.
    pub(in crate::export) identity: u64,
}

impl RouteState {
    /// Returns a route that shares nothing with any other.
    #[cfg(any(test, feature = "cli"))]
    pub(crate) fn new(policy: BreakerPolicy) -> Self {
        Self::of(Arc::new(HostState::new(policy)))
    }

    fn of(host: Arc<HostState>) -> Self {
        Self { host, flag: Mutex::default(), collects: AtomicBool::new(true), refusals: Mutex::default() }
    }

    /// Returns whether records make sense: not once the flag is known to be off. One load, for the path of a driver; a
    /// connection that is forced does not ask.
    pub(crate) fn collects(&self) -> bool {
        self.collects.load(Ordering::Relaxed)
    }

    /// Returns what the host's breaker is doing. A forked child that would wait for a thread of its parent hears the
    /// default.
    pub(crate) fn breaker_state(&self) -> BreakerState {
        self.host.process.lock(&self.host.breaker).map(|breaker| breaker.state()).unwrap_or_default()
    }

    /// Returns how many endpoints and credentials of the route rest because they were refused. As above in a forked
    /// child.
    pub(crate) fn refused(&self) -> u64 {
        self.host.process.lock(&self.refusals).map_or(0, |refusals| refusals.len() as u64)
    }

    /// Notes that the host wants no request of anybody before `until`.
    pub(in crate::export) fn quiet(&self, until: Instant) {
        let mut quiet = self.host.quiet.lock();
        *quiet = (*quiet).max(Some(until));
        drop(quiet);
        self.host.changed.send_replace(());
    }

    /// Returns when the quiet that the host last asked for ends, or has ended.
    pub(in crate::export) fn quiet_until(&self) -> Option<Instant> {
        *self.host.quiet.lock()
    }

    /// Returns until when nothing is sent at all, the check of the flag included.
    pub(in crate::export) fn shut(&self, now: Instant) -> Option<Instant> {
        let open = self.host.breaker.lock().open_until();
        open.max(self.quiet_until()).filter(|until| now < *until)
    }

    /// Asks the breaker for leave to send one request.
    pub(in crate::export) fn admit(self: &Arc<Self>, now: Instant) -> Result<SendPermit, Shut> {
        if let Some(until) = self.shut(now) {
            return Err(Shut::NotBefore(until));
        }
        let mut breaker = self.host.breaker.lock();
        match breaker.admit(now) {
            Admission::Go(permit) => {
                let probe = breaker.state() == BreakerState::HalfOpen;
                Ok(SendPermit { host: Arc::clone(&self.host), permit: Some(permit), probe })
            }
            Admission::NotBefore(at) => Err(Shut::NotBefore(at)),
            Admission::Probing => Err(Shut::Probing),
        }
    }

    /// Notes that a close gave up on an attempt that has been on its host for a while: the host has failed somebody,
    /// however the attempt ends. True if the breaker opened because of it.
    pub(in crate::export) fn cut_off(&self, now: Instant) -> bool {
        let mut breaker = self.host.breaker.lock();
        let mut opened = false;
        if let BreakerState::Closed = breaker.state()
            && let Admission::Go(permit) = breaker.admit(now)
        {
            opened = breaker.settle(now, permit, Signal::Failure, fastrand::f64());
        }
        drop(breaker);
        self.host.changed.send_replace(());
        opened
    }

    /// Asks the flag.
    pub(in crate::export) fn flag(self: &Arc<Self>, now: Instant, authenticated: bool) -> FlagDecision {
        let decision = self.flag.lock().ask(now, authenticated);
        match decision {
            Decision::On => FlagDecision::On,
            Decision::Off(until) => FlagDecision::Off(until),
            Decision::Checking => FlagDecision::Checking,
            Decision::Check => {
                FlagDecision::Check(Checking { route_state: Arc::clone(self), authenticated, settled: false })
            }
        }
    }

    /// Returns whether the flag is off for now, which no check and no wait changes.
    pub(in crate::export) fn is_off(&self, now: Instant, authenticated: bool) -> bool {
        self.flag.lock().is_off(now, authenticated)
    }

    /// Returns what `caller` was refused, and until when he rests.
    pub(in crate::export) fn rests(&self, caller: Caller, now: Instant) -> Option<(Refused, Instant)> {
        let refusals = self.refusals.lock();
        let refusal = refusals.get(&caller)?;
        Some((refusal.what, refusal.until(now)?))
    }

    /// Notes that `caller` sends now. Returns true if that is to find out whether he is still refused, and others wait
    /// for it.
    pub(in crate::export) fn probes(&self, caller: Caller, now: Instant) -> bool {
        self.refusals.lock().get_mut(&caller).map(|refusal| refusal.probe(now)).is_some()
    }

    /// Notes that `caller` was refused.
    pub(in crate::export) fn refuse(&self, caller: Caller, what: Refused, now: Instant) {
        let mut refusals = self.refusals.lock();
        let before = refusals.get(&caller).copied();
        if before.is_none() && refusals.len() >= MOST {
            // What has rested longest goes: it would be found out again at the price of one request.
            refusals.retain(|_, refusal| refusal.until(now).is_some());
        }
        if before.is_some() || refusals.len() < MOST {
            refusals.insert(caller, Refusal::again(before, what, now, fastrand::f64()));
        }
    }

    /// Notes that `caller` was not refused.
    pub(in crate::export) fn welcome(&self, caller: Caller) {
        self.refusals.lock().remove(&caller);
    }

    /// Returns which host to take now: with a credential if there is one and it is not refused, else without one if
    /// that is allowed. `Err` says until when both rest.
    pub(in crate::export) fn endpoint(
        &self,
        has_credentials: bool,
        without: bool,
        identity: u64,
        now: Instant,
    ) -> Result<Endpoint, Instant> {
        let mut soonest = None;
        if has_credentials {
            match self.rests(Caller { endpoint: Endpoint::Authenticated, identity }, now) {
                None => return Ok(Endpoint::Authenticated),
                Some((Refused::Credential, until)) if without => soonest = Some(until),
                Some((_, until)) => return Err(until),
            }
        }
        match self.rests(Caller { endpoint: Endpoint::Unauthenticated, identity: 0 }, now).filter(|_| without) {
            None => Ok(Endpoint::Unauthenticated),
            Some((_, until)) => Err(soonest.map_or(until, |soonest| until.min(soonest))),
        }
    }

    /// Changes whenever a probe or a check has settled.
    pub(in crate::export) fn watch(&self) -> watch::Receiver<()> {
        self.host.changed.subscribe()
    }

    fn remembers(&self, now: Instant) -> bool {
        self.flag.lock().remembers(now) || !self.refusals.lock().is_empty()
    }
}

impl HostState {
    fn new(policy: BreakerPolicy) -> Self {
        Self {
            breaker: Mutex::new(Breaker::new(policy)),
            quiet: Mutex::default(),
            changed: watch::Sender::new(()),
            process: Process::current(),
        }
    }

    fn remembers(&self, now: Instant) -> bool {
        !self.breaker.lock().is_fresh() || self.quiet.lock().is_some_and(|until| now < until)
    }
}

/// Most refusals, routes or hosts that are remembered without anybody who holds them.
const MOST: usize = 1_024;

/// Why a request may not be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Shut {
    NotBefore(Instant),
    Probing,
}

/// Leave to send one request. Dropped unsettled, it tells the breaker that nobody knows.
#[derive(Debug)]
pub(in crate::export) struct SendPermit {
    host: Arc<HostState>,
    permit: Option<Permit>,
    probe: bool,
}

impl SendPermit {
    /// Returns whether it is the one request that finds out whether the service is back.
    pub(in crate::export) const fn is_probe(&self) -> bool {
        self.probe
    }

    /// Returns whether the breaker opened because of it.
    pub(in crate::export) fn settle(mut self, now: Instant, signal: Signal) -> bool {
        self.finish(now, signal)
    }

    fn finish(&mut self, now: Instant, signal: Signal) -> bool {
        let Some(permit) = self.permit.take() else { return false };
        let opened = self.host.breaker.lock().settle(now, permit, signal, fastrand::f64());
        self.host.changed.send_replace(());
        opened
    }
}

impl Drop for SendPermit {
    fn drop(&mut self) {
        self.finish(tokio::time::Instant::now().into_std(), Signal::Lost);
    }
}

/// [`Decision`], with the check in the hands of whoever is to make it.
#[derive(Debug)]
pub(in crate::export) enum FlagDecision {
    On,
    Off(Instant),
    Check(Checking),
    Checking,
}

/// The one check of a host's flag. Dropped unsettled, it has failed.
#[derive(Debug)]
pub(in crate::export) struct Checking {
    route_state: Arc<RouteState>,
    authenticated: bool,
    settled: bool,
}

impl Checking {
    pub(in crate::export) fn settle(mut self, now: Instant, answer: Answer) {
        self.finish(now, answer);
    }

    /// Notes that nothing was asked: whoever wants to know is to ask.
    pub(in crate::export) fn postpone(mut self) {
        self.settled = true;
        self.route_state.flag.lock().postpone();
        self.route_state.host.changed.send_replace(());
    }

    fn finish(&mut self, now: Instant, answer: Answer) {
        if std::mem::replace(&mut self.settled, true) {
            return;
        }
        let mut flag = self.route_state.flag.lock();
        flag.settle(now, self.authenticated, answer);
        // A first failure leaves it open: whoever holds a credential may still learn more, and the
        // pipeline drops what waits.
        self.route_state.collects.store(flag.last_known() != Some(false), Ordering::Relaxed);
        drop(flag);
        self.route_state.host.changed.send_replace(());
    }
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.finish(tokio::time::Instant::now().into_std(), Answer::Failed);
    }
}

/// The states of all routes. What somebody holds, or what has something to remember, is kept: a driver without a pool
/// would otherwise learn of a host's failure anew with each connection.
#[derive(Debug, Default)]
pub(crate) struct RouteStates {
    hosts: Mutex<HashMap<Host, Arc<HostState>>>,
    routes: Mutex<HashMap<RouteKey, Arc<RouteState>>>,
}

/// What routes a request, and which flag is asked for there.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RouteKey {
    host: Host,
    headers: Vec<(String, Vec<u8>)>,
    flag: FlagRequest,
}

impl RouteStates {
    /// Returns the state of the route to `host` with these headers. The policy is that of whoever came to the host
    /// first.
    pub(crate) fn get(
        &self,
        host: &Host,
        headers: &HeaderMap,
        flag: &FlagRequest,
        policy: BreakerPolicy,
    ) -> Arc<RouteState> {
        let now = tokio::time::Instant::now().into_std();
        let host_state =
            || keep(&self.hosts, host.clone(), |host| host.remembers(now), || Arc::new(HostState::new(policy)));
        let key = RouteKey { host: host.clone(), headers: sorted(headers), flag: flag.clone() };
        // The host inside: a route that nobody needs any more has let go of its own by then.
        keep(&self.routes, key, |state| state.remembers(now), || Arc::new(RouteState::of(host_state())))
    }
}

/// Returns the headers as a key.
pub(crate) fn sorted(headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> =
        headers.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect();
    all.sort();
    all
}

/// Returns the thing of that key, or one that is made now, in place of those that nobody holds and that remember
/// nothing.
fn keep<K: Eq + Hash, T>(
    all: &Mutex<HashMap<K, Arc<T>>>,
    key: K,
    remembers: impl Fn(&T) -> bool,
    make: impl FnOnce() -> Arc<T>,
) -> Arc<T> {
    let mut all = all.lock();
    if let Some(found) = all.get(&key) {
        return Arc::clone(found);
    }
    all.retain(|_, thing| Arc::strong_count(thing) > 1 || remembers(thing));
    if all.len() >= MOST {
        all.retain(|_, thing| Arc::strong_count(thing) > 1);
    }
    let made = make();
    all.insert(key, Arc::clone(&made));
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn one_gate_a_route_and_none_that_nobody_needs() {
        let states = RouteStates::default();
        let host = |name| Host::parse(name).unwrap();
        let policy = BreakerPolicy::default();
        let none = HeaderMap::new();
        let get = |name| states.get(&host(name), &none, &flag("f"), policy);
        let one = get("a.example.com");
        assert!(Arc::ptr_eq(&one, &get("https://A.example.com/?o=1")));
        assert!(!Arc::ptr_eq(&one, &get("b.example.com")));
        assert!(Arc::ptr_eq(&one, &get("a.example.com")), "somebody holds it");
        drop(one);
        get("c.example.com");
        assert_eq!((states.routes.lock().len(), states.hosts.lock().len()), (1, 1));
    }

    #[test]
    fn what_was_learned_is_kept_when_nobody_holds_it() {
        let states = RouteStates::default();
        let none = HeaderMap::new();
        let get = |name: &str| states.get(&Host::parse(name).unwrap(), &none, &flag("f"), BreakerPolicy::default());
        let now = Instant::now();
        let caller = Caller { endpoint: Endpoint::Authenticated, identity: 1 };
        get("refused.example.com").refuse(caller, Refused::Endpoint, now);
        get("fails.example.com").cut_off(now);
        get("quiet.example.com").quiet(now + Duration::from_secs(60));
        let FlagDecision::Check(check) = get("flag.example.com").flag(now, true) else { panic!("the first to ask") };
        check.settle(now, Answer::Known { on: false, ttl: None });
        for index in 0..2 * MOST {
            get(&format!("h{index}.example.com"));
        }
        assert_eq!(get("refused.example.com").refused(), 1);
        assert!(!get("fails.example.com").host.breaker.lock().is_fresh());
        assert!(get("quiet.example.com").shut(now).is_some());
        assert!(get("flag.example.com").is_off(now, true));
        assert!(states.routes.lock().len() < 10);
    }

    #[test]
    fn of_too_many_that_remember_only_those_stay_that_somebody_holds() {
        let states = RouteStates::default();
        let none = HeaderMap::new();
        let get = |name: &str| states.get(&Host::parse(name).unwrap(), &none, &flag("f"), BreakerPolicy::default());
        let hour = Instant::now() + Duration::from_secs(3_600);
        let caller = Caller { endpoint: Endpoint::Authenticated, identity: 1 };
        let held = get("held.example.com");
        for index in 0..2 * MOST {
            let state = get(&format!("h{index}.example.com"));
            state.quiet(hour);
            state.refuse(caller, Refused::Endpoint, hour);
        }
        assert!(Arc::ptr_eq(&held, &get("held.example.com")));
        assert!(states.routes.lock().len() <= MOST && states.hosts.lock().len() <= MOST);
    }

    #[test]
    fn a_wait_is_remembered_until_it_is_over() {
        let (state, until) = (RouteState::new(BreakerPolicy::default()), Instant::now() + Duration::from_secs(60));
        state.quiet(until);
        let at = [until - Duration::from_nanos(1), until].map(|now| state.host.remembers(now));
        assert_eq!(at, [true, false]);
    }

    #[test]
    fn refusals_are_bounded_and_those_that_have_rested_make_room() {
        let state = RouteState::new(BreakerPolicy::default());
        let caller = |identity| Caller { endpoint: Endpoint::Authenticated, identity };
        let (now, later) = (Instant::now(), Instant::now() + Duration::from_secs(2 * 3_600));
        state.refuse(caller(0), Refused::Endpoint, now);
        state.refuse(caller(1), Refused::Endpoint, later);
        assert_eq!(state.refused(), 2, "there is room");
        for identity in 2..=MOST as u64 {
            state.refuse(caller(identity), Refused::Endpoint, now);
        }
        assert_eq!(state.refused(), MOST as u64, "one has found no room");
        state.refuse(caller(1), Refused::Endpoint, later);
        assert_eq!(state.refused(), MOST as u64, "it is known already");
        state.refuse(caller(MOST as u64), Refused::Endpoint, later);
        assert_eq!(state.refused(), 2, "the others have rested");
    }

    #[test]
    fn a_credential_that_is_refused_is_done_without_where_that_is_allowed() {
        let now = Instant::now();
        let to = |what, without| {
            let state = RouteState::new(BreakerPolicy::default());
            state.refuse(Caller { endpoint: Endpoint::Authenticated, identity: 1 }, what, now);
            [1, 2].map(|identity| state.endpoint(true, without, identity, now).ok())
        };
        let other = Some(Endpoint::Authenticated);
        assert_eq!(to(Refused::Credential, true), [Some(Endpoint::Unauthenticated), other]);
        assert_eq!(to(Refused::Credential, false), [None, other]);
        assert_eq!(to(Refused::Endpoint, true), [None, other], "it is not there without one either");
    }

    #[test]
    fn routes_of_one_host_share_its_breaker_and_nothing_else() {
        let states = RouteStates::default();
        let host = Host::parse("a.example.com").unwrap();
        let headers = |org| {
            HeaderMap::from_iter([(http::HeaderName::from_static("x-databricks-org-id"), http::HeaderValue::from(org))])
        };
        let get = |org: i64, name| states.get(&host, &headers(org), &flag(name), BreakerPolicy::default());
        let (one, other, asks) = (get(77, "f"), get(88, "f"), get(77, "g"));
        let now = Instant::now();
        let FlagDecision::Check(check) = one.flag(now, true) else { panic!("the first to ask") };
        check.settle(now, Answer::Known { on: false, ttl: None });
        assert!(one.is_off(now, true) && !other.is_off(now, true) && !asks.is_off(now, true));
        assert_eq!([0; 6].map(|_| one.cut_off(now)), [false, false, false, false, true, false], "it opens once");
        assert_eq!([one, other, asks].map(|state| state.breaker_state()), [BreakerState::Open; 3]);
    }

    fn flag(name: &str) -> FlagRequest {
        FlagRequest { client: "ADBC".into(), version: "1.2.3".into(), name: name.into() }
    }

    #[test]
    fn a_pass_or_a_check_that_is_lost_settles_itself() {
        let state = Arc::new(RouteState::new(BreakerPolicy::default()));
        let now = Instant::now();
        for _ in 0..5 {
            state.admit(now).unwrap().settle(now, Signal::Failure);
        }
        let later = now + Duration::from_secs(100);
        let probe = state.admit(later).unwrap();
        assert_eq!(state.admit(later).unwrap_err(), Shut::Probing);
        drop(probe);
        assert_eq!(state.breaker_state(), BreakerState::Open);

        let FlagDecision::Check(check) = state.flag(now, true) else { panic!("the first to ask checks") };
        assert!(matches!(state.flag(now, true), FlagDecision::Checking));
        drop(check);
        assert!(matches!(state.flag(now, true), FlagDecision::Off(_)));
        assert!(state.collects(), "nothing is known yet");
    }

    #[test]
    fn a_flag_that_turns_off_stops_collection_and_one_that_turns_on_resumes_it() {
        let state = Arc::new(RouteState::new(BreakerPolicy::default()));
        let mut now = Instant::now();
        for on in [true, false, true] {
            let FlagDecision::Check(check) = state.flag(now, true) else { panic!("it has expired") };
            check.settle(now, Answer::Known { on, ttl: None });
            assert_eq!(state.collects(), on);
            now += crate::export::policy::flag::TTL_DEFAULT;
        }
    }
}
