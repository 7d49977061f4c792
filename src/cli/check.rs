//! `check`: every departure of payloads from the contract.

use std::fmt::Write;

use clap::Args;

use super::allow::AllowArgs;
use super::terminal::{Paint, Progress, say};
use super::verdict::Format;
use super::{Answer, CliError, input};
use crate::check::{Finding, Report};

/// The arguments of `check`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry check body.json
  my-driver --dump-telemetry | sql-driver-telemetry check --format junit -
  sql-driver-telemetry check captures --format github --allow-file known.txt
  sql-driver-telemetry check captures/*.json --allow 'unknown_key@context.client_context.*'")]
pub(super) struct Check {
    /// Captured requests, request bodies, or one log a line; a folder of them; `-` is stdin.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    allow: AllowArgs,
    /// Exit status 1 if the events of a driver, of any kind, have less of what they need than that: 0 to 100.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(0..=100))]
    min_coverage: Option<u64>,
}

impl Check {
    pub(super) fn run(self, json: bool) -> Answer {
        let mut allowed = self.allow.read()?;
        let files = input::files(&self.files)?;
        let mut report = Report::default();
        let (mut text, paint) = (String::new(), Paint::stdout());
        let mut unreadable = None;
        let mut progress = Progress::new();
        for (number, file) in files.iter().enumerate() {
            progress.tell(|| format!("checked {number} of {} files", files.len()));
            let name = input::shown(file);
            let payload = match input::payload(file) {
                Ok(payload) => payload,
                // The other files are still worth checking; the answer is that not everything could be asked.
                Err(error) => {
                    if let Some(former) = unreadable.replace(error) {
                        say(format_args!("error: {former}"));
                    }
                    continue;
                }
            };
            let kept = |finding: &&_| {
                let Finding { rule, path, .. } = *finding;
                !allowed.allows(&rule.to_string(), path)
            };
            let findings: Vec<_> = payload.findings().filter(kept).collect();
            for finding in &findings {
                let index = finding.index.map_or(String::new(), |index| format!(":{index}"));
                let place = if finding.path.is_empty() { "(top)" } else { &finding.path };
                let rule = paint.level(finding.rule.level(), &finding.rule.to_string());
                let Finding { detail, .. } = finding;
                let name = paint.strong(&format!("{name}{index}"));
                // Writing into a `String` cannot fail.
                let _ = writeln!(text, "{name} {place} {rule} {detail}: {}", finding.rule.advice());
            }
            report.add(&name, payload.logs.len(), findings);
            for log in &payload.logs {
                report.completeness.add(log.driver(), log.event, log.score);
            }
        }
        drop(progress);
        let out = match if json { Format::Json } else { self.format } {
            Format::Text => text,
            Format::Json => serde_json::to_string_pretty(&report)? + "\n",
            Format::Junit => report.to_junit().map_err(|error| CliError::Usage(error.to_string()))? + "\n",
            Format::Github => report.to_github(),
            Format::Sarif => serde_json::to_string_pretty(&report.to_sarif())? + "\n",
        };
        if let Some(error) = unreadable.take_if(|_| report.payloads.is_empty()) {
            return Err(error);
        }
        input::print(out.as_bytes())?;
        for allow in allowed.unused() {
            say(format_args!("note: {allow} is allowed and was not found"));
        }
        let summary = report.summary;
        say(format_args!(
            "{} logs: {} violations, {} privacy findings, {} pieces of advice",
            summary.logs, summary.violation, summary.privacy, summary.advice
        ));
        let mut complete = true;
        for entry in report.completeness.below(self.min_coverage.unwrap_or(0)) {
            complete = false;
            say(entry);
        }
        match unreadable {
            Some(error) => Err(error),
            None => Ok(complete && summary.violation == 0 && summary.privacy == 0),
        }
    }
}
