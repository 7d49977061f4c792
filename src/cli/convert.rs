//! `convert`: the codec by itself.

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use clap::{Args, ValueEnum};

use super::{Answer, CliError, input, lines};
use crate::contract::{self, Binary};
use crate::json;

/// The arguments of `convert`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry convert --from json --to base64 --message SqlDriverLog < log.json
  sql-driver-telemetry convert --from binary --to pretty < log.binpb
  sql-driver-telemetry convert --from json --to base64 --lines < logs.jsonl")]
pub(super) struct Convert {
    /// What stdin holds.
    #[arg(long, value_enum)]
    from: From,
    /// What to write to stdout.
    #[arg(long, value_enum)]
    to: To,
    /// The message, with or without its package.
    #[arg(long, value_name = "NAME", default_value = "FrontendLog")]
    message: String,
    /// One message a line. Not for `binary` and `pretty`.
    #[arg(long)]
    lines: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// JSON, read strictly.
    Json,
    /// Binary in base64.
    Base64,
    /// Binary.
    Binary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// JSON in one line.
    Json,
    /// JSON on many lines.
    Pretty,
    /// Binary in base64.
    Base64,
    /// Binary.
    Binary,
}

impl Convert {
    pub(super) fn run(self) -> Answer {
        if self.lines && (self.from == From::Binary || matches!(self.to, To::Binary | To::Pretty)) {
            return Err(CliError::Usage("--lines goes with json and base64: other forms have no lines".to_owned()));
        }
        if self.lines {
            return lines::each(|line, name, out| {
                self.encode(&*self.decode(line, name)?, out);
                Ok(())
            });
        }
        let mut out = Vec::new();
        self.encode(&*self.decode(&input::read("-")?, "stdin")?, &mut out);
        input::print(&out)?;
        Ok(true)
    }

    fn decode(&self, input: &[u8], name: &str) -> Result<Box<dyn Binary>, CliError> {
        let mut message = contract::new_message(&self.message).ok_or_else(|| {
            let names: Vec<_> = contract::messages().iter().map(|message| message.name).collect();
            CliError::Usage(format!("--message {}: no such message; there are {}", self.message, names.join(", ")))
        })?;
        let fail = |error: &dyn std::fmt::Display| CliError::Usage(format!("{name}: {error}"));
        match self.from {
            From::Json => json::read_strict(input, &mut *message).map_err(|error| fail(&error))?,
            From::Base64 => {
                let binary =
                    BASE64.decode(input.trim_ascii()).map_err(|error| fail(&format!("not base64: {error}")))?;
                message.merge_binary(&binary).map_err(|error| fail(&error))?;
            }
            From::Binary => message.merge_binary(input).map_err(|error| fail(&error))?,
        }
        Ok(message)
    }

    fn encode(&self, message: &dyn Binary, out: &mut Vec<u8>) {
        match self.to {
            To::Json => out.extend_from_slice(json::to_string(message).as_bytes()),
            To::Pretty => out.extend_from_slice(json::pretty(message).as_bytes()),
            To::Base64 => out.extend_from_slice(BASE64.encode(message.to_binary()).as_bytes()),
            To::Binary => return out.extend_from_slice(&message.to_binary()),
        }
        out.push(b'\n');
    }
}
