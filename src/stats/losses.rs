//! Telling a driver of what was given up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::DropReason;
use crate::sync::Process;
use crate::worker::timer::sleep;

type Hook = Box<dyn Fn(DropReason, u64) + Send + Sync>;

/// What has been given up and not been told.
pub(crate) struct Losses {
    hook: OnceLock<Hook>,
    untold: [AtomicU64; DropReason::ALL.len()],
    bell: Notify,
    process: Process,
}

/// A storm of losses is told in pieces of so much time.
const PAUSE: Duration = Duration::from_secs(1);

impl Losses {
    /// Has `hook` told from now on. False if there is one already, or in a forked child.
    pub(crate) fn tell_to(&self, hook: Hook) -> bool {
        !self.process.is_gone() && self.hook.set(hook).is_ok()
    }

    /// Notes a loss, on any thread; a branch if nobody wants to know.
    pub(super) fn note(&self, reason: DropReason, events: u64) {
        if self.hook.get().is_none() {
            return;
        }
        self.untold[reason as usize].fetch_add(events, Ordering::Relaxed);
        // The bell has a lock, which a thread of the parent may hold for ever.
        if !self.process.is_gone() {
            self.bell.notify_one();
        }
    }

    /// Tells what has not been told. What the hook does is its own affair: a panic of it ends here.
    pub(crate) fn tell(&self) {
        let Some(hook) = self.hook.get() else { return };
        for reason in DropReason::ALL {
            let events = self.untold[reason as usize].swap(0, Ordering::Relaxed);
            if events > 0 {
                let _ = catch_unwind(AssertUnwindSafe(|| hook(reason, events)));
            }
        }
    }

    /// Tells, for as long as it is polled, soon after there is something to tell.
    pub(crate) async fn run(&self) {
        loop {
            self.bell.notified().await;
            self.tell();
            sleep(PAUSE).await;
        }
    }
}

impl Default for Losses {
    fn default() -> Self {
        let untold = [const { AtomicU64::new(0) }; DropReason::ALL.len()];
        Self { hook: OnceLock::new(), untold, bell: Notify::new(), process: Process::current() }
    }
}

impl std::fmt::Debug for Losses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Losses").field("hook", &self.hook.get().is_some()).finish_non_exhaustive()
    }
}
