//! What a run found: for people, for CI, for the page.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::Ordering;

use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value, json};

use super::analysis::{LeafState, ReceiverFailure, Tally, TallyKey};
use super::client::Client;
use super::columns::columns;
use super::shared::Shared;
use super::store::Run;
use crate::check::live::LiveRule;
use crate::check::{self, Allow, Completeness, Level, Note, Source};

/// What a run found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The run that is reported.
    pub run: Run,
    /// Requests to the upload endpoints, refused ones included.
    pub requests: u64,
    /// Requests that were refused because they could not be read.
    pub refused_requests: u64,
    /// Logs that were stored.
    pub logs: u64,
    /// Sessions whose opening was told.
    pub sessions_opened: u64,
    /// Sessions whose end was told.
    pub sessions_closed: u64,
    /// Uploads that a fault struck.
    pub faults: u64,
    /// What the receiver itself could not store: in no other number, and no driver's fault.
    pub receiver_failed: Option<ReceiverFailure>,
    /// What became of logs that were not acknowledged.
    pub losses: Losses,
    /// Findings by driver, rule, path and what is wrong; the gravest first.
    pub findings: Vec<FindingReport>,
    /// Field coverage by driver and version.
    pub coverage: Vec<ClientCoverage>,
    /// How complete the events of each driver are, in this run.
    pub completeness: Completeness,
    /// What was allowed and not found: known no more, or never.
    pub allowed_in_vain: Vec<Allow>,
}

/// What became of logs that were not acknowledged: their answers were refused, lost, or partial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Logs that were refused.
    pub refused: u64,
    /// Refused logs that came again and were stored.
    pub recovered: u64,
    /// Refused logs that did not come again.
    pub lost: u64,
    /// Logs that came again, refused or not.
    pub retried: u64,
}

/// Findings of one rule at one path from one driver.
#[derive(Clone, Debug)]
pub struct FindingReport {
    /// The rule.
    pub rule: LiveRule,
    /// Where.
    pub path: String,
    /// Who.
    pub client: Client,
    /// How often.
    pub count: u64,
    /// The number of the first log that has it; `None` where the request has it.
    pub first: Option<i64>,
    /// The words of the first one.
    pub detail: String,
    /// Whether it was allowed.
    pub allowed: bool,
}

/// The fields that a driver fills.
#[derive(Clone, Debug)]
pub struct ClientCoverage {
    /// The driver.
    pub client: Client,
    /// How many logs it sent.
    pub logs: u64,
    /// Every leaf of the contract, in its order.
    pub fields: Vec<FieldCoverage>,
}

/// How a driver uses one leaf of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldCoverage {
    /// The path: `entry.sql_driver_log.session_id`.
    pub path: &'static str,
    /// In how many logs it was set.
    pub seen: u64,
    /// How many distinct values it had; 1,000 stands for that many and more.
    pub distinct: usize,
    /// How it is used.
    pub state: LeafState,
}

impl Report {
    pub(crate) fn new(shared: &Shared) -> Self {
        let analysis = shared.analysis();
        let (refused, recovered, lost, retried) = analysis.losses();
        let (sessions_opened, sessions_closed) = analysis.sessions();
        let mut findings: Vec<_> = analysis
            .tallies
            .iter()
            .map(|(key, tally)| finding(key, tally, &shared.allow))
            .chain(analysis.open_sessions().iter().map(|(key, tally)| finding(key, tally, &shared.allow)))
            .collect();
        findings.sort_by(|a, b| {
            let key = |f: &FindingReport| (f.allowed, std::cmp::Reverse(f.rule.level()));
            key(a)
                .cmp(&key(b))
                .then_with(|| (a.rule, &a.path, &a.client, &a.detail).cmp(&(b.rule, &b.path, &b.client, &b.detail)))
        });
        let is_used = |allow: &Allow| findings.iter().any(|it| allow.matches(&it.rule.to_string(), &it.path));
        let allowed_in_vain = shared.allow.iter().filter(|allow| !is_used(allow)).cloned().collect();
        let coverage = analysis.clients.iter().map(|(client, state)| ClientCoverage {
            client: Client::clone(client),
            logs: state.logs,
            fields: columns()
                .iter()
                .zip(&state.leaves)
                .map(|(column, leaf)| FieldCoverage {
                    path: &column.path,
                    seen: leaf.seen,
                    distinct: leaf.distinct(),
                    state: leaf.state(),
                })
                .collect(),
        });
        Self {
            run: shared.run(),
            receiver_failed: analysis.failure.clone(),
            requests: analysis.counters.requests,
            refused_requests: analysis.counters.refused_requests,
            logs: analysis.counters.logs,
            sessions_opened,
            sessions_closed,
            faults: shared.struck.load(Ordering::Relaxed),
            losses: Losses { refused, recovered, lost, retried },
            findings,
            coverage: coverage.collect(),
            completeness: analysis.completeness(),
            allowed_in_vain,
        }
    }

    /// Returns how many findings of that level there are, allowed ones left out.
    pub fn count(&self, level: Level) -> u64 {
        let counted = self.findings.iter().filter(|finding| !finding.allowed && finding.rule.level() == level);
        counted.map(|finding| finding.count).sum()
    }

    /// Returns the report as one JSON document.
    pub fn to_json(&self) -> Value {
        let Losses { refused, recovered, lost, retried } = self.losses;
        let failed = self.receiver_failed.as_ref();
        json!({
            "run": { "number": self.run.number, "name": self.run.name, "started_at": self.run.started_at },
            "receiver_failed": failed.map(|failed| json!({ "uploads": failed.uploads, "reason": failed.reason })),
            "requests": self.requests,
            "refused_requests": self.refused_requests,
            "logs": self.logs,
            "sessions": { "opened": self.sessions_opened, "closed": self.sessions_closed },
            "faults": self.faults,
            "losses": { "refused": refused, "recovered": recovered, "lost": lost, "retried": retried },
            "counts": {
                "violation": self.count(Level::Violation),
                "privacy": self.count(Level::Privacy),
                "advice": self.count(Level::Advice),
            },
            "findings": self.findings_json(),
            "coverage": self.coverage_json(),
            "completeness": serde_json::to_value(&self.completeness).unwrap_or_default(),
            "allowed_in_vain": self.allowed_in_vain.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }

    pub(crate) fn findings_json(&self) -> Value {
        self.findings.iter().map(FindingReport::to_json).collect()
    }

    pub(crate) fn coverage_json(&self) -> Value {
        self.coverage.iter().map(ClientCoverage::to_json).collect()
    }

    /// Returns the report for people, its levels written by `level`.
    pub(crate) fn text(&self, level: impl Fn(Level, &str) -> String) -> String {
        let mut text = String::new();
        for finding in self.findings.iter().filter(|finding| !finding.allowed) {
            let path = if finding.path.is_empty() { "(top)" } else { &finding.path };
            let grave = finding.rule.level();
            let FindingReport { rule, client, count, detail, .. } = finding;
            let (level, advice) = (level(grave, grave.as_str()), rule.advice());
            text += &format!("{count:>6} × {level} {rule} {path} ({client}): {detail}; {advice}\n");
        }
        for allow in &self.allowed_in_vain {
            text += &format!("note: {allow} is allowed and was not found\n");
        }
        for coverage in &self.coverage {
            let (filled, all) = (coverage.filled(), coverage.fields.len());
            text += &format!("{}: {} logs, {filled} of {all} fields ever filled\n", coverage.client, coverage.logs);
        }
        text += &self.completeness.to_string();
        let Self { requests, refused_requests, logs, .. } = self;
        let [violations, privacy, advice] = [Level::Violation, Level::Privacy, Level::Advice].map(|it| self.count(it));
        text += &format!(
            "{requests} requests ({refused_requests} refused), {logs} logs: {violations} violations, \
             {privacy} privacy findings, {advice} pieces of advice"
        );
        if self.faults > 0 {
            let Losses { refused, recovered, lost, .. } = self.losses;
            text += &format!(
                "; {} faults, {refused} logs refused, {recovered} of them came again, {lost} lost",
                self.faults
            );
        }
        text + "\n"
    }

    /// Returns annotations for GitHub: a workflow command for each finding that is not allowed, the gravest first.
    pub fn to_github(&self) -> String {
        self.with_notes(check::github)
    }

    /// Returns SARIF 2.1.0: a result for each finding that is not allowed. The driver stands where a code scanner has a
    /// file.
    pub fn to_sarif(&self) -> Value {
        self.with_notes(|notes| check::sarif(&notes))
    }

    fn with_notes<T>(&self, render: impl FnOnce(Vec<Note<'_>>) -> T) -> T {
        let shown = self.findings.iter().filter(|finding| !finding.allowed);
        let named: Vec<_> = shown.map(|it| (it, it.rule.to_string(), it.client.to_string())).collect();
        let notes = named.iter().map(|(finding, rule, client)| Note {
            level: finding.rule.level(),
            rule,
            source: Source::Driver(client),
            path: &finding.path,
            detail: &finding.detail,
            advice: finding.rule.advice(),
            count: finding.count,
        });
        render(notes.collect())
    }

    /// Returns the report as JUnit XML: a suite for each driver, a case for each rule and path; violations and privacy
    /// findings that are not allowed are failures.
    ///
    /// # Errors
    ///
    /// When the XML cannot be written, which a text in memory never causes.
    pub fn to_junit(&self) -> Result<String, quick_junit::SerializeError> {
        let mut suites: BTreeMap<&Client, Vec<&FindingReport>> =
            self.coverage.iter().map(|coverage| (&coverage.client, Vec::new())).collect();
        for finding in &self.findings {
            suites.entry(&finding.client).or_default().push(finding);
        }
        let mut report = JunitReport::new("sql-driver-telemetry receive");
        for (client, findings) in suites {
            let mut suite = TestSuite::new(client.to_string());
            if findings.is_empty() {
                suite.add_test_case(TestCase::new("contract", TestCaseStatus::success()));
            }
            suite.add_test_cases(findings.into_iter().map(FindingReport::to_test_case));
            report.add_test_suite(suite);
        }
        report.to_string()
    }
}

/// For people, a line a finding.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(|_, level| level.to_owned()))
    }
}

fn finding(key: &TallyKey, tally: &Tally, allow: &[Allow]) -> FindingReport {
    let rule = key.rule.to_string();
    FindingReport {
        rule: key.rule,
        path: key.path.clone(),
        client: key.client.clone(),
        count: tally.count,
        first: tally.first,
        detail: tally.detail.clone(),
        allowed: allow.iter().any(|allow| allow.matches(&rule, &key.path)),
    }
}

impl FindingReport {
    fn to_json(&self) -> Value {
        json!({
            "rule": self.rule.to_string(),
            "level": self.rule.level().as_str(),
            "path": self.path,
            "client": self.client.name,
            "client_version": self.client.version,
            "count": self.count,
            "example": { "log": self.first, "detail": self.detail },
            "advice": self.rule.advice(),
            "allowed": self.allowed,
        })
    }

    fn fails(&self) -> bool {
        !self.allowed && self.rule.level() > Level::Advice
    }

    fn to_test_case(&self) -> TestCase {
        let first = self.first.map_or(String::new(), |seq| format!(" (first in log {seq})"));
        let text = format!("{} times{first}: {}; {}", self.count, self.detail, self.rule.advice());
        let mut status = TestCaseStatus::success();
        if self.fails() {
            status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(self.rule.level().as_str()).set_message(text.as_str());
        }
        let path = if self.path.is_empty() { "(top)" } else { &self.path };
        let mut case = TestCase::new(format!("{path} {}", self.rule), status);
        case.set_classname(self.rule.to_string());
        if !self.fails() {
            case.set_system_out(text);
        }
        case
    }
}

impl ClientCoverage {
    /// Returns how many leaves were ever set.
    pub fn filled(&self) -> usize {
        self.fields.iter().filter(|field| field.state != LeafState::Never).count()
    }

    fn to_json(&self) -> Value {
        let field = |field: &FieldCoverage| json!({ "path": field.path, "logs": field.seen, "distinct": field.distinct, "state": field.state.as_str() });
        json!({
            "client": self.client.name,
            "client_version": self.client.version,
            "logs": self.logs,
            "filled": self.filled(),
            "fields": self.fields.iter().map(field).collect::<Vec<_>>(),
        })
    }
}
