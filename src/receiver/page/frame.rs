//! What every view shows: the way to the others, and the sums.

use crate::check::Level;
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;

/// The frame around a view.
pub(super) struct Frame {
    pub(super) here: &'static str,
    /// The name of the run.
    pub(super) run: String,
    /// What the receiver could not store.
    pub(super) failed: String,
    pub(super) logs: u64,
    pub(super) violation: u64,
    pub(super) privacy: u64,
    pub(super) advice: u64,
}

impl Frame {
    pub(super) fn new(shared: &Shared, here: &'static str) -> Self {
        Self::of(&Report::new(shared), here)
    }

    pub(super) fn of(report: &Report, here: &'static str) -> Self {
        Self {
            here,
            run: report.run.name.clone(),
            failed: report.receiver_failed.as_ref().map(|failed| failed.reason.clone()).unwrap_or_default(),
            logs: report.logs,
            violation: report.count(Level::Violation),
            privacy: report.count(Level::Privacy),
            advice: report.count(Level::Advice),
        }
    }

    /// Returns the sums for the script of the page.
    pub(super) fn counts(&self) -> serde_json::Value {
        serde_json::json!({
            "logs": self.logs, "violation": self.violation, "privacy": self.privacy, "advice": self.advice,
        })
    }

    /// Returns the views, with their names.
    pub(super) fn nav(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("/", "Live"),
            ("/findings", "Findings"),
            ("/coverage", "Coverage"),
            ("/latency", "Latency"),
            ("/compare", "Compare"),
            ("/requests", "Requests"),
            ("/faults", "Faults"),
        ]
    }
}
