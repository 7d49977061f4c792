//! Ctrl-C and its kin: whatever runs ends in order and still reports. A second Ctrl-C ends the demo at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC as Signal, ctrl_c};

/// Signals that are caught from the moment that it is made: whoever waits for them makes it before anybody can know that
/// the program runs. Only within a runtime.
pub(super) struct Signals(Vec<Signal>);

impl Signals {
    /// Catches what asks the program to end: Ctrl-C, and SIGTERM on Unix. What cannot be caught ends it as ever.
    #[cfg(unix)]
    pub(super) fn catch() -> Self {
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        Self(kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect())
    }

    /// Catches Ctrl-C. What cannot be caught ends the program as ever.
    #[cfg(windows)]
    pub(super) fn catch() -> Self {
        Self(ctrl_c().into_iter().collect())
    }

    /// Waits for the next of them; without any for ever, as there are other conditions.
    pub(super) async fn next(&mut self) {
        if self.0.is_empty() {
            std::future::pending::<()>().await;
        }
        futures_util::future::select_all(self.0.iter_mut().map(|signal| Box::pin(signal.recv()))).await;
    }
}

/// Whether somebody has asked the program to end.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Watches for it from now on, on a thread of its own. Where that cannot be had, the signals end the program as ever.
    pub(super) fn watch() -> Self {
        let interrupt = Self::default();
        let set = interrupt.0.clone();
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return interrupt };
        let watch = move || {
            runtime.block_on(async {
                let mut signals = Signals::catch();
                signals.next().await;
                set.store(true, Ordering::Relaxed);
                signals.next().await;
            });
            std::process::exit(130);
        };
        // A failure to start the thread leaves the default behaviour, which is good enough.
        let _ = std::thread::Builder::new().name("interrupt".to_owned()).spawn(watch);
        interrupt
    }

    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
