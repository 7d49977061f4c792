//! When what a receiver found makes a run fail, and in which form it is told.

use clap::ValueEnum;

use crate::check::Level;
use crate::receiver::Report;

/// What makes the exit status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// A violation.
    Violation,
    /// A privacy finding or a violation.
    Privacy,
    /// A log that was refused and did not come again.
    Loss,
    /// No log at all: a driver whose telemetry is off does nothing wrong.
    Silence,
    /// Nothing.
    None,
}

/// The sums that are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) logs: u64,
    pub(super) violations: u64,
    pub(super) privacy: u64,
    pub(super) lost: u64,
}

impl Sums {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            logs: report.logs,
            violations: report.count(Level::Violation),
            privacy: report.count(Level::Privacy),
            lost: report.losses.lost,
        }
    }

    /// Returns the sums of a report that came as JSON; `None` if it is none.
    pub(super) fn read(report: &serde_json::Value) -> Option<Self> {
        let counts = &report["counts"];
        Some(Self {
            logs: report["logs"].as_u64()?,
            violations: counts["violation"].as_u64()?,
            privacy: counts["privacy"].as_u64()?,
            lost: report["losses"]["lost"].as_u64()?,
        })
    }

    /// Returns whether none of what is failed on is there.
    pub(super) fn hold(self, fail_on: &[FailOn]) -> bool {
        !fail_on.iter().any(|what| match what {
            FailOn::Violation => self.violations > 0,
            FailOn::Privacy => self.violations > 0 || self.privacy > 0,
            FailOn::Loss => self.lost > 0,
            FailOn::Silence => self.logs == 0,
            FailOn::None => false,
        })
    }
}

/// How to print what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// JUnit, for a CI that shows tests.
    Junit,
    /// Annotations, for a step of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl Format {
    /// Returns the form of a report by the file's name: JUnit if it ends in `.xml`, SARIF in `.sarif`, else JSON.
    pub(super) fn of(file: &std::path::Path) -> Self {
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("xml") => Self::Junit,
            Some("sarif") => Self::Sarif,
            _ => Self::Json,
        }
    }

    /// Returns whether it is one document, beside which nothing else may stand.
    pub(super) fn is_document(self) -> bool {
        matches!(self, Self::Json | Self::Junit | Self::Sarif)
    }
}
