//! What a pipeline does next: the order in which the flag, the clock of its batches, the breaker and whoever waits for
//! it are asked.

use std::time::{Duration, Instant};

use super::super::batch::{self, Waiting};
use super::super::gate::{Checking, FlagDecision, Pass, Shut};
use super::super::later;
use super::super::pack::Packer;
use super::{Pipeline, now};
use crate::queue::{Source, Want};
use crate::stats::DropReason;

/// What to do next.
pub(super) enum Step {
    Send(Pass),
    Check(Checking),
    /// Until that time, or that much waits, or somebody comes to the desk.
    Wait(Option<Instant>, Option<Want>),
    /// Until another pipeline of the host has finished what concerns all.
    WaitForOthers,
}

impl<S: Source, P: Packer<Item = S::Item>> Pipeline<S, P> {
    /// What to do now; `None` when it is over.
    pub(super) fn plan(&mut self) -> Option<Step> {
        let now = now();
        self.others.mark_unchanged();
        if self.desk.limit().is_some_and(|limit| limit.into_std() <= now) {
            return None;
        }
        if self.hand.is_empty() && self.source.depth().events == 0 {
            self.hand = self.aside.take().unwrap_or_default();
        }
        if self.hand.is_empty() && self.aside.is_none() {
            self.source.settle();
        }
        let depth = self.source.depth();
        let idle = depth.events == 0 && self.hand.is_empty();
        if idle {
            self.desk.answer_all();
            self.batcher.step(now, Waiting::default(), 0.0);
            self.keys.rest();
            if self.desk.is_closing() {
                return None;
            }
        }
        if !idle {
            let rests = self.gate.way(self.keys.exist(), self.settings.unauthenticated, self.identity, now);
            if let Err(until) = rests {
                return self.shut(until);
            }
            if let Some(until) = self.keyless {
                let impatient = self.desk.impatient().map(tokio::time::Instant::into_std);
                let until = impatient.map_or(until, |impatient| until.min(impatient));
                if now < until {
                    return Some(Step::Wait(Some(until), None));
                }
                self.keyless = None;
            }
        }
        if self.flag.is_some() && !(idle && self.gate.collects()) {
            let authenticated = self.keys.exist();
            // What the flag lets nobody send need not wait for the way to be open.
            if let Some(until) = self.gate.shut(now)
                && !self.gate.is_off(now, authenticated)
            {
                return self.shut(until);
            }
            match self.gate.flag(now, authenticated) {
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
                return self.shut(until.max(self.gate.quiet_until().unwrap_or(until)));
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
    fn shut(&mut self, until: Instant) -> Option<Step> {
        self.desk.answer_late(until.into());
        let over = self.desk.limit().is_some_and(|limit| limit.into_std() <= until);
        (!over).then_some(Step::Wait(Some(until), None))
    }
}

/// The rest after a series that was given up.
#[derive(Clone, Copy)]
pub(super) struct Pause {
    since: Instant,
    length: Duration,
}

impl Pause {
    /// After so many series in a row that were given up: an interval after the first, and twice as long after each
    /// further one, up to [`PAUSE_MAX`]. Chance takes up to a half off.
    pub(super) fn after(strikes: u32, interval: Duration, now: Instant) -> Self {
        let whole = interval.saturating_mul(1 << (strikes.clamp(1, 8) - 1)).min(PAUSE_MAX.max(interval));
        let length = whole.min(Duration::from_secs(86_400)).mul_f64(0.5 + fastrand::f64() / 2.0);
        Self { since: now, length }
    }
}

/// The rest after a series that was given up is never longer, unless the interval is.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Nor is it longer than this while somebody waits for the pipeline.
const PRESSED: Duration = Duration::from_secs(1);
