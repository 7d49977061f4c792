//! What a pipeline does next: the order in which the flag, the clock of its batches, the breaker and whoever waits for
//! it are asked.

use std::time::{Duration, Instant};

use super::pack::Packer;
use super::route_state::{Checking, FlagDecision, SendPermit, Shut};
use super::{Exporter, now};
use crate::clock::later;
use crate::export::policy::batch::{self, Waiting};
use crate::queue::{Source, Want};
use crate::stats::DropReason;

/// What to do next.
pub(in crate::export) enum Step {
    Send(SendPermit),
    Check(Checking),
    /// Until that time, or that much waits, or somebody comes to the waiters.
    Wait(Option<Instant>, Option<Want>),
    /// Until another pipeline of the host has finished what concerns all.
    WaitForOthers,
}

impl<S: Source, P: Packer<Item = S::Item>> Exporter<S, P> {
    /// Returns what to do now; `None` when it is over.
    pub(in crate::export) fn plan(&mut self) -> Option<Step> {
        let now = now();
        self.others.mark_unchanged();
        if self.waiters.limit().is_some_and(|limit| limit.into_std() <= now) {
            return None;
        }
        if self.in_flight.is_empty() && self.source.depth().events == 0 {
            self.in_flight = self.deferred.take().unwrap_or_default();
        }
        if self.in_flight.is_empty() && self.deferred.is_none() {
            self.source.settle();
        }
        let depth = self.source.depth();
        let idle = depth.events == 0 && self.in_flight.is_empty();
        if idle {
            self.waiters.answer_all();
            self.batcher.step(now, Waiting::default(), 0.0);
            self.credentials.rest();
            if self.waiters.is_closing() {
                return None;
            }
        }
        if !idle {
            let rests =
                self.route_state.endpoint(self.credentials.exist(), self.settings.unauthenticated, self.identity, now);
            if let Err(until) = rests {
                return self.shut(until);
            }
            if let Some(until) = self.keyless {
                let impatient = self.waiters.impatient().map(tokio::time::Instant::into_std);
                let until = impatient.map_or(until, |impatient| until.min(impatient));
                if now < until {
                    return Some(Step::Wait(Some(until), None));
                }
                self.keyless = None;
            }
        }
        if self.flag.is_some() && !(idle && self.route_state.collects()) {
            let authenticated = self.credentials.exist();
            // What the flag lets nobody send need not wait for the way to be open.
            if let Some(until) = self.route_state.shut(now)
                && !self.route_state.is_off(now, authenticated)
            {
                return self.shut(until);
            }
            match self.route_state.flag(now, authenticated) {
                FlagDecision::On => {}
                FlagDecision::Check(checking) => return Some(Step::Check(checking)),
                FlagDecision::Checking => return Some(Step::WaitForOthers),
                FlagDecision::Off(until) => {
                    self.drop_all(DropReason::FlagOff);
                    self.waiters.answer_all();
                    let over = self.waiters.is_closing();
                    return (!over).then_some(Step::Wait(Some(until), Some(Want::Any)));
                }
            }
        }
        if idle {
            return Some(Step::Wait(None, Some(Want::Any)));
        }
        let pressed = self.waiters.is_pressed();
        if let Some(pause) = self.pause {
            let until = later(pause.since, if pressed { pause.length.min(PRESSED) } else { pause.length });
            if now < until {
                return self.shut(until.max(self.route_state.quiet_until().unwrap_or(until)));
            }
        }
        if self.in_flight.is_empty() && !pressed {
            let waiting = Waiting { events: depth.events, bytes: depth.bytes, urgent: depth.urgent > 0 };
            if let batch::Action::Wait(at) = self.batcher.step(now, waiting, fastrand::f64()) {
                // What is urgent would end a wait for a batch at once.
                return Some(Step::Wait(Some(at), (!waiting.urgent).then_some(Want::Batch)));
            }
        }
        match self.route_state.admit(now) {
            Ok(permit) => Some(Step::Send(permit)),
            Err(Shut::NotBefore(until)) => self.shut(until),
            Err(Shut::Probing) => Some(Step::WaitForOthers),
        }
    }

    /// Nothing can be sent before `until`: whoever waits for less than that need not wait at all.
    fn shut(&mut self, until: Instant) -> Option<Step> {
        self.waiters.answer_late(until.into());
        let over = self.waiters.limit().is_some_and(|limit| limit.into_std() <= until);
        (!over).then_some(Step::Wait(Some(until), None))
    }
}

/// The rest after a series that was given up.
#[derive(Clone, Copy)]
pub(in crate::export) struct Pause {
    since: Instant,
    length: Duration,
}

impl Pause {
    /// Returns the pause after so many series in a row that were given up: an interval after the first, and twice as
    /// long after each further one, up to [`PAUSE_MAX`]. Chance takes up to a half off.
    pub(in crate::export) fn after(strikes: u32, interval: Duration, now: Instant) -> Self {
        let whole = interval.saturating_mul(1 << (strikes.clamp(1, 8) - 1)).min(PAUSE_MAX.max(interval));
        let length = whole.min(Duration::from_secs(86_400)).mul_f64(0.5 + fastrand::f64() / 2.0);
        Self { since: now, length }
    }
}

/// The rest after a series that was given up is never longer, unless the interval is.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Nor is it longer than this while somebody waits for the pipeline.
const PRESSED: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_its_bound_and_chance_takes_half_at_most() {
        let now = Instant::now();
        let secs = Duration::from_secs;
        for (strikes, interval, whole) in [
            (1, secs(1), secs(1)),
            (2, secs(1), secs(2)),
            (4, secs(1), secs(8)),
            (7, secs(1), PAUSE_MAX),
            (u32::MAX, secs(1), PAUSE_MAX),
            (9, secs(120), secs(120)),
            (9, secs(1 << 40), secs(86_400)),
        ] {
            let lengths: Vec<_> = (0..100).map(|_| Pause::after(strikes, interval, now).length).collect();
            assert!(lengths.iter().all(|length| (whole / 2..=whole).contains(length)), "{strikes}: {lengths:?}");
            assert_ne!(lengths.iter().max(), lengths.iter().min(), "all hosts would come back at once");
        }
    }
}
