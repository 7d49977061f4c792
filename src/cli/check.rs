//! `check`: every departure of payloads from the contract.

use std::fmt::Write;

use clap::{Args, ValueEnum};

use super::{Answer, CliError, input};
use crate::check::{Allow, Finding, Report};

/// The arguments of `check`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry check body.json
  my-driver --dump-telemetry | sql-driver-telemetry check --format junit -
  sql-driver-telemetry check captures/*.json --allow 'unknown_key@context.client_context.*'")]
pub(super) struct Check {
    /// Captured requests, request bodies, or one log a line; `-` is stdin.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Do not report a rule at a path. Either may be `*`, and a path may end in `*`.
    #[arg(long, value_name = "RULE@PATH")]
    allow: Vec<Allow>,
    /// Exit status 1 if the events of a driver, of any kind, have less of what they need than that: 0 to 100.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(0..=100))]
    min_coverage: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a finding: `FILE[:index] path rule detail: advice`.
    Text,
    /// One JSON document.
    Json,
    /// JUnit, for a CI that shows tests.
    Junit,
}

impl Check {
    pub(super) fn run(self, json: bool) -> Answer {
        let mut report = Report::default();
        let mut text = String::new();
        let mut unreadable = None;
        for file in &self.files {
            let name = input::shown(file);
            let payload = match input::payload(file) {
                Ok(payload) => payload,
                // The other files are still worth checking; the answer is that not everything could be asked.
                Err(error) => {
                    if let Some(former) = unreadable.replace(error) {
                        eprintln!("error: {former}");
                    }
                    continue;
                }
            };
            let findings: Vec<_> = payload.findings().filter(|finding| !self.allows(finding)).collect();
            for finding in &findings {
                let index = finding.index.map_or(String::new(), |index| format!(":{index}"));
                // Writing into a `String` cannot fail.
                let _ = writeln!(text, "{name}{index} {finding}");
            }
            report.add(&name, payload.logs.len(), findings);
            for log in &payload.logs {
                report.completeness.add(log.driver(), log.event, log.score);
            }
        }
        let out = match if json { Format::Json } else { self.format } {
            Format::Text => text,
            Format::Json => serde_json::to_string_pretty(&report)? + "\n",
            Format::Junit => report.to_junit().map_err(|error| CliError::Usage(error.to_string()))? + "\n",
        };
        if let Some(error) = unreadable.take_if(|_| report.payloads.is_empty()) {
            return Err(error);
        }
        input::print(out.as_bytes())?;
        let summary = report.summary;
        eprintln!(
            "{} logs: {} violations, {} privacy findings, {} pieces of advice",
            summary.logs, summary.violation, summary.privacy, summary.advice
        );
        let mut complete = true;
        for entry in report.completeness.below(self.min_coverage.unwrap_or(0)) {
            complete = false;
            eprintln!("{entry}");
        }
        match unreadable {
            Some(error) => Err(error),
            None => Ok(complete && summary.violation == 0 && summary.privacy == 0),
        }
    }

    fn allows(&self, finding: &Finding) -> bool {
        self.allow.iter().any(|allow| allow.matches(&finding.rule.to_string(), &finding.path))
    }
}
