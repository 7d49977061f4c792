//! What all pipelines of one host share: its breaker, and its flag.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use tokio::sync::watch;

use super::breaker::{Admission, Breaker, BreakerPolicy, BreakerState, Permit, Signal};
use super::flag::{Answer, Decision, Flag};
use super::host::Host;

/// The breaker and the flag of one host. Locks are held for a few moves and never across a wait.
#[derive(Debug)]
pub(crate) struct Gate {
    breaker: Mutex<Breaker>,
    flag: Mutex<Flag>,
    /// What the flag last said, for the drivers' threads: false only once it is off.
    collects: AtomicBool,
    changed: watch::Sender<()>,
    /// The service asked for quiet until then.
    quiet: Mutex<Option<Instant>>,
}

impl Gate {
    pub(crate) fn new(policy: BreakerPolicy) -> Self {
        Self {
            breaker: Mutex::new(Breaker::new(policy)),
            flag: Mutex::default(),
            collects: AtomicBool::new(true),
            changed: watch::Sender::new(()),
            quiet: Mutex::default(),
        }
    }

    /// Whether records make sense: not once the flag is known to be off. One load, for the path
    /// of a driver; a connection that is forced does not ask.
    pub(crate) fn collects(&self) -> bool {
        self.collects.load(Ordering::Relaxed)
    }

    /// What the breaker is doing.
    pub(crate) fn breaker_state(&self) -> BreakerState {
        lock(&self.breaker).state()
    }

    /// The service wants no request of anybody before `until`.
    pub(super) fn quiet(&self, until: Instant) {
        let mut quiet = lock(&self.quiet);
        *quiet = (*quiet).max(Some(until));
    }

    /// When the quiet that the service last asked for ends, or has ended.
    pub(super) fn quiet_until(&self) -> Option<Instant> {
        *lock(&self.quiet)
    }

    /// Until when nothing is sent at all, the check of the flag included.
    pub(super) fn shut(&self, now: Instant) -> Option<Instant> {
        let open = lock(&self.breaker).open_until();
        open.max(self.quiet_until()).filter(|until| now < *until)
    }

    /// Asks the breaker for leave to send one request.
    pub(super) fn admit(self: &Arc<Self>, now: Instant) -> Result<Pass, Shut> {
        if let Some(until) = self.shut(now) {
            return Err(Shut::NotBefore(until));
        }
        let mut breaker = lock(&self.breaker);
        match breaker.admit(now) {
            Admission::Go(permit) => {
                let probe = breaker.state() == BreakerState::HalfOpen;
                Ok(Pass { gate: Arc::clone(self), permit: Some(permit), probe })
            }
            Admission::NotBefore(at) => Err(Shut::NotBefore(at)),
            Admission::Probing => Err(Shut::Probing),
        }
    }

    /// Asks the flag.
    pub(super) fn flag(self: &Arc<Self>, now: Instant, authenticated: bool) -> FlagDecision {
        let decision = lock(&self.flag).ask(now, authenticated);
        match decision {
            Decision::On => FlagDecision::On,
            Decision::Off(until) => FlagDecision::Off(until),
            Decision::Checking => FlagDecision::Checking,
            Decision::Check => FlagDecision::Check(Checking { gate: Arc::clone(self), authenticated, settled: false }),
        }
    }

    /// Whether the flag is off for now, which no check and no wait changes.
    pub(super) fn is_off(&self, now: Instant, authenticated: bool) -> bool {
        lock(&self.flag).is_off(now, authenticated)
    }

    /// Changes whenever a probe or a check has settled.
    pub(super) fn watch(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }
}

/// Why a request may not be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shut {
    NotBefore(Instant),
    Probing,
}

/// Leave to send one request. Dropped unsettled, it tells the breaker that nobody knows.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Arc<Gate>,
    permit: Option<Permit>,
    probe: bool,
}

impl Pass {
    /// Whether it is the one request that finds out whether the service is back.
    pub(super) const fn is_probe(&self) -> bool {
        self.probe
    }

    /// True if the breaker opened because of it.
    pub(super) fn settle(mut self, now: Instant, signal: Signal) -> bool {
        self.finish(now, signal)
    }

    fn finish(&mut self, now: Instant, signal: Signal) -> bool {
        let Some(permit) = self.permit.take() else { return false };
        let opened = lock(&self.gate.breaker).settle(now, permit, signal, fastrand::f64());
        self.gate.changed.send_replace(());
        opened
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.finish(tokio::time::Instant::now().into_std(), Signal::Lost);
    }
}

/// [`Decision`], with the check in the hands of whoever is to make it.
#[derive(Debug)]
pub(super) enum FlagDecision {
    On,
    Off(Instant),
    Check(Checking),
    Checking,
}

/// The one check of a host's flag. Dropped unsettled, it has failed.
#[derive(Debug)]
pub(super) struct Checking {
    gate: Arc<Gate>,
    authenticated: bool,
    settled: bool,
}

impl Checking {
    pub(super) fn settle(mut self, now: Instant, answer: Answer) {
        self.finish(now, answer);
    }

    fn finish(&mut self, now: Instant, answer: Answer) {
        if std::mem::replace(&mut self.settled, true) {
            return;
        }
        let mut flag = lock(&self.gate.flag);
        flag.settle(now, self.authenticated, answer);
        // A first failure leaves it open: whoever holds a credential may still learn more, and the
        // pipeline drops what waits.
        self.gate.collects.store(flag.last_known() != Some(false), Ordering::Relaxed);
        drop(flag);
        self.gate.changed.send_replace(());
    }
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.finish(tokio::time::Instant::now().into_std(), Answer::Failed);
    }
}

/// The gates of all hosts that have a pipeline. A gate lives as long as somebody holds it.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    by_host: Mutex<HashMap<Host, Weak<Gate>>>,
}

impl Gates {
    /// The gate of `host`. The policy is that of whoever came first.
    pub(crate) fn get(&self, host: &Host, policy: BreakerPolicy) -> Arc<Gate> {
        let mut by_host = lock(&self.by_host);
        if let Some(gate) = by_host.get(host).and_then(Weak::upgrade) {
            return gate;
        }
        by_host.retain(|_, gate| gate.strong_count() > 0);
        let gate = Arc::new(Gate::new(policy));
        by_host.insert(host.clone(), Arc::downgrade(&gate));
        gate
    }
}

/// What these mutexes guard is valid at every step: poison is ignored.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn one_gate_a_host_and_none_that_nobody_holds() {
        let gates = Gates::default();
        let host = |name| Host::parse(name).unwrap();
        let policy = BreakerPolicy::default();
        let one = gates.get(&host("a.example.com"), policy);
        assert!(Arc::ptr_eq(&one, &gates.get(&host("https://A.example.com/"), policy)));
        assert!(!Arc::ptr_eq(&one, &gates.get(&host("b.example.com"), policy)));
        drop(one);
        gates.get(&host("c.example.com"), policy);
        assert_eq!(lock(&gates.by_host).len(), 1);
    }

    #[test]
    fn a_pass_or_a_check_that_is_lost_settles_itself() {
        let gate = Arc::new(Gate::new(BreakerPolicy::default()));
        let now = Instant::now();
        for _ in 0..5 {
            gate.admit(now).unwrap().settle(now, Signal::Failure);
        }
        let later = now + Duration::from_secs(100);
        let probe = gate.admit(later).unwrap();
        assert_eq!(gate.admit(later).unwrap_err(), Shut::Probing);
        drop(probe);
        assert_eq!(gate.breaker_state(), BreakerState::Open);

        let FlagDecision::Check(check) = gate.flag(now, true) else { panic!("the first to ask checks") };
        assert!(matches!(gate.flag(now, true), FlagDecision::Checking));
        drop(check);
        assert!(matches!(gate.flag(now, true), FlagDecision::Off(_)));
        assert!(gate.collects(), "nothing is known yet");
    }

    #[test]
    fn a_flag_that_turns_off_stops_collection_and_one_that_turns_on_resumes_it() {
        let gate = Arc::new(Gate::new(BreakerPolicy::default()));
        let mut now = Instant::now();
        for on in [true, false, true] {
            let FlagDecision::Check(check) = gate.flag(now, true) else { panic!("it has expired") };
            check.settle(now, Answer::Known { on, ttl: None });
            assert_eq!(gate.collects(), on);
            now += super::super::flag::TTL_DEFAULT;
        }
    }
}
