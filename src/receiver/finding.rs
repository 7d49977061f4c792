//! What the receiver finds in a log, in a request, or in the order of them.

use std::fmt;

use crate::check::live::{CrossRule, LiveRule};
use crate::check::{Finding, without_positions};

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveFinding {
    /// The rule that is broken.
    pub rule: LiveRule,
    /// Where, in names as they stand in the payload, list indexes left out: `entry.sql_driver_log.session_id`.
    pub path: String,
    /// What was found, in words. Values are not quoted, but for words of enums and numbers.
    pub detail: String,
}

impl LiveFinding {
    pub(crate) fn cross(rule: CrossRule, path: &str, detail: impl Into<String>) -> Self {
        Self { rule: LiveRule::Cross(rule), path: path.to_owned(), detail: detail.into() }
    }

    pub(crate) fn payload(finding: Finding) -> Self {
        let path = if finding.path.contains('[') { without_positions(&finding.path) } else { finding.path };
        Self { rule: LiveRule::Payload(finding.rule), path, detail: finding.detail }
    }
}

impl fmt::Display for LiveFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "(top)" } else { &self.path };
        write!(f, "{path} {} {}: {}", self.rule, self.detail, self.rule.advice())
    }
}
