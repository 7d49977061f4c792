//! What the worker finds out and a driver may want to know: told once, kept for whoever asks.

use crate::config::Diagnostic;
use crate::sync::{Mutex, Process};

/// The diagnostics of a pipeline, in the order in which they were first told. There are as many as there are kinds.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    told: Mutex<Vec<Diagnostic>>,
    process: Process,
}

impl Notices {
    /// Tells it, unless it was told before.
    pub(crate) fn tell(&self, diagnostic: Diagnostic) {
        if let Some(mut told) = self.process.lock(&self.told)
            && !told.contains(&diagnostic)
        {
            told.push(diagnostic);
        }
    }

    /// Returns all that were told so far.
    pub(crate) fn all(&self) -> Vec<Diagnostic> {
        self.process.lock(&self.told).map(|told| told.clone()).unwrap_or_default()
    }
}
