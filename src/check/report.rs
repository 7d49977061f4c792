//! What was found, for machines: one JSON document, or JUnit for a CI that shows tests.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};
use serde::Serialize;

use crate::check::notes::{self, Note, Source};
use crate::check::{Completeness, Finding, Level, without_positions};

/// The findings of several payloads, or of one receiver.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The payloads in the order in which they were added.
    pub payloads: Vec<Checked>,
    /// How many findings of each level.
    pub summary: Summary,
    /// How complete the events of each driver are.
    pub completeness: Completeness,
}

/// The findings of one payload.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// The file, or whatever names the payload.
    pub name: String,
    /// How many logs were read.
    pub logs: usize,
    /// What was found.
    pub findings: Vec<Found>,
}

/// One finding, in words.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Which log of the payload, from 0; absent for the envelope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Where.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// `advice`, `privacy` or `violation`.
    pub level: &'static str,
    #[serde(skip)]
    severity: Level,
    /// What was found.
    pub detail: String,
    /// What to do.
    pub advice: &'static str,
}

/// How many findings of each level.
#[derive(Clone, Copy, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Summary {
    /// Logs read.
    pub logs: usize,
    /// Findings of level violation.
    pub violation: usize,
    /// Findings of level privacy.
    pub privacy: usize,
    /// Findings of level advice.
    pub advice: usize,
}

impl Report {
    /// Adds the findings of one payload.
    pub fn add<'a>(&mut self, name: &str, logs: usize, findings: impl IntoIterator<Item = &'a Finding>) {
        let findings: Vec<_> = findings.into_iter().map(Found::from).collect();
        self.summary.logs += logs;
        for found in &findings {
            match found.level {
                "violation" => self.summary.violation += 1,
                "privacy" => self.summary.privacy += 1,
                _ => self.summary.advice += 1,
            }
        }
        self.payloads.push(Checked { name: name.to_owned(), logs, findings });
    }

    /// Returns JUnit: a suite a payload, a test case a rule and path; violations and privacy findings are failures.
    ///
    /// # Errors
    ///
    /// When the XML cannot be written, which a text in memory never causes.
    pub fn to_junit(&self) -> Result<String, quick_junit::SerializeError> {
        let mut report = JunitReport::new("sql-driver-telemetry check");
        for payload in &self.payloads {
            let mut suite = TestSuite::new(payload.name.as_str());
            if payload.findings.is_empty() {
                suite.add_test_case(TestCase::new("contract", TestCaseStatus::success()));
            }
            for found in &payload.findings {
                let status = if found.level == Level::Advice.as_str() {
                    TestCaseStatus::success()
                } else {
                    let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
                    failure.set_type(found.level).set_message(format!("{}: {}", found.detail, found.advice));
                    failure
                };
                let index = found.index.map_or(String::new(), |index| format!("[{index}] "));
                let mut case = TestCase::new(format!("{index}{} {}", found.path, found.rule), status);
                case.set_classname(found.rule.as_str());
                suite.add_test_case(case);
            }
            report.add_test_suite(suite);
        }
        report.to_string()
    }
}

impl Report {
    /// Returns annotations for GitHub: a workflow command for each rule and path of each payload, the gravest first.
    pub fn to_github(&self) -> String {
        self.with_notes(notes::github)
    }

    /// Returns SARIF 2.1.0: a result for each rule and path of each payload.
    pub fn to_sarif(&self) -> serde_json::Value {
        self.with_notes(|notes| notes::sarif(&notes))
    }

    fn with_notes<T>(&self, render: impl FnOnce(Vec<Note<'_>>) -> T) -> T {
        let mut kinds: BTreeMap<(&str, &str, String), (&Found, u64)> = BTreeMap::new();
        for payload in &self.payloads {
            for found in &payload.findings {
                let key = (payload.name.as_str(), found.rule.as_str(), without_positions(&found.path));
                kinds.entry(key).or_insert((found, 0)).1 += 1;
            }
        }
        let notes = kinds.iter().map(|((name, rule, path), (found, count))| Note {
            level: found.severity,
            rule,
            source: Source::File(name),
            path,
            detail: &found.detail,
            advice: found.advice,
            count: *count,
        });
        render(notes.collect())
    }
}

impl From<&Finding> for Found {
    fn from(finding: &Finding) -> Self {
        Self {
            index: finding.index,
            path: finding.path.clone(),
            rule: finding.rule.to_string(),
            level: finding.rule.level().as_str(),
            severity: finding.rule.level(),
            detail: finding.detail.clone(),
            advice: finding.rule.advice(),
        }
    }
}
