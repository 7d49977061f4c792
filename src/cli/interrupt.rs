//! Ctrl-C: whatever runs ends in order and still reports. A second one ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Resolves when somebody presses Ctrl-C.
pub(super) async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without the signal there are the other conditions.
        std::future::pending::<()>().await;
    }
}

/// Whether somebody has pressed Ctrl-C.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Watches for it from now on, on a thread of its own. Where that cannot be had, Ctrl-C ends the program as ever.
    pub(super) fn watch() -> Self {
        let interrupt = Self::default();
        let set = interrupt.0.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let watch = move || {
            let Ok(runtime) = runtime else { return };
            runtime.block_on(interrupted());
            set.store(true, Ordering::Relaxed);
            runtime.block_on(interrupted());
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
