//! `redact`: both tiers of the privacy of error texts, from stdin to stdout.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Deserialize;

use super::{Answer, CliError, input, lines};
use crate::privacy::{fingerprint, redact, redactor};

/// The arguments of `redact`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry redact --mode fingerprint < error.txt
  sql-driver-telemetry redact --mode text --jsonl < errors.jsonl")]
pub(super) struct Redact {
    /// What to make of a text.
    #[arg(long, value_enum)]
    mode: Mode,
    /// Read lines `{"id","text"}` and write lines `{"id","out"}`, rather than take stdin as one text.
    #[arg(long)]
    jsonl: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mode {
    /// Only what is known to be safe: what goes on the wire by default.
    Fingerprint,
    /// The text without what must not leave, at most 500 characters: what a driver with consent may send.
    Text,
}

/// A line of `--jsonl`. Its id is given back as it came.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
}

impl Redact {
    pub(super) fn run(self) -> Answer {
        if self.jsonl {
            return lines::each(|line, name, out| {
                let line: Line = serde_json::from_slice(line)
                    .map_err(|error| CliError::Usage(format!("{name}: {error}: expected {{\"id\",\"text\"}}")))?;
                let answer = serde_json::json!({ "id": line.id, "out": self.mode.apply(&line.text) });
                // Writing into memory does not fail.
                let _ = writeln!(out, "{answer}");
                Ok(())
            });
        }
        let bytes = input::read("-")?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|error| CliError::Usage(format!("stdin: {error}: save it as UTF-8")))?;
        let line = self.mode.apply(text.strip_suffix('\n').unwrap_or(text));
        input::print(format!("{line}\n").as_bytes())?;
        Ok(true)
    }
}

impl Mode {
    /// A text that cannot be made safe gives an empty line, as it would be left out on the wire.
    fn apply(self, text: &str) -> String {
        match self {
            Self::Fingerprint => format!("{:.*}", redact::MAX_CHARS, fingerprint::fingerprint(text)),
            Self::Text => redactor().redact(text).map_or_else(|_| String::new(), |text| text.into_text().into_owned()),
        }
    }
}
