//! `schema`: tools around the contract.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Answer, CliError, input};
use crate::schema::{self, Contract, Coverage};

/// The arguments of `schema`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry schema reference > reference.md
  sql-driver-telemetry schema diff snapshots/contract.binpb proto
  sql-driver-telemetry schema coverage captures/*.json")]
pub(super) struct Schema {
    #[command(subcommand)]
    command: SchemaCommand,
}

#[derive(Debug, Subcommand)]
enum SchemaCommand {
    /// Print the schema reference: every message, field and word, in Markdown.
    #[command(after_help = "Example:\n  sql-driver-telemetry schema reference | less")]
    Reference,
    /// List the errors that the contract knows, with their names in other drivers and what implies them.
    #[command(after_help = "Example:\n  sql-driver-telemetry schema errors --json | jq '.[].jdbc[]'")]
    Errors,
    /// List every field that can be sent: its class, its purpose, an example, who sees it, and for how long.
    #[command(after_help = "Examples:
  sql-driver-telemetry schema inventory --html > inventory.html
  sql-driver-telemetry schema inventory --json | jq '.fields[].path'")]
    Inventory {
        /// Print a page for a browser.
        #[arg(long)]
        html: bool,
    },
    /// Write the contract as a registry of OpenTelemetry's semantic conventions, in weaver's format: attributes, a metric,
    /// an event.
    #[command(after_help = "Example:
  sql-driver-telemetry schema semconv registry && weaver registry check -r registry")]
    Semconv {
        /// The folder to write into. It is made if it is not there.
        folder: PathBuf,
    },
    /// Compare two contracts, in words of consequence. Exit status 1 on a break.
    #[command(after_help = "Examples:
  sql-driver-telemetry schema diff snapshots/contract.binpb
  sql-driver-telemetry schema diff old/proto new/proto --json")]
    Diff {
        /// The former contract: an image (an encoded `FileDescriptorSet`) or a folder of `.proto` files.
        old: PathBuf,
        /// The later one. Default: the one that this program was built from.
        new: Option<PathBuf>,
    },
    /// Show which fields of the contract a set of payloads ever filled.
    #[command(after_help = "Example:\n  sql-driver-telemetry schema coverage captures/python/*.json")]
    Coverage {
        /// Captured requests, request bodies, or one log a line; a folder of them; `-` is stdin.
        #[arg(required = true)]
        files: Vec<String>,
    },
}

impl Schema {
    pub(super) fn run(self, json: bool) -> Answer {
        match self.command {
            SchemaCommand::Reference => {
                input::print(schema::reference().as_bytes())?;
                Ok(true)
            }
            SchemaCommand::Errors => {
                input::print_summary(&schema::Errors, json)?;
                Ok(true)
            }
            SchemaCommand::Inventory { html } => {
                let inventory = schema::Inventory::new();
                match html && !json {
                    true => input::print(inventory.to_html().as_bytes())?,
                    false => input::print_summary(&inventory, json)?,
                }
                Ok(true)
            }
            SchemaCommand::Semconv { folder } => {
                let failed = |error: std::io::Error| CliError::Usage(format!("{}: {error}", folder.display()));
                std::fs::create_dir_all(&folder).map_err(failed)?;
                for (name, text) in schema::semconv() {
                    std::fs::write(folder.join(name), text).map_err(failed)?;
                }
                Ok(true)
            }
            SchemaCommand::Diff { old, new } => {
                let read = |path: &PathBuf| Contract::read(path).map_err(|error| CliError::Usage(error.to_string()));
                let new = match &new {
                    Some(path) => read(path)?,
                    None => Contract::current().map_err(|error| CliError::Usage(error.to_string()))?,
                };
                let diff = schema::diff(&read(&old)?, &new);
                input::print_summary(&diff, json)?;
                Ok(diff.breaks().next().is_none())
            }
            SchemaCommand::Coverage { files } => {
                let mut coverage = Coverage::new();
                for file in &input::files(&files)? {
                    for log in input::payload(file)?.logs {
                        coverage.add_checked(&log);
                    }
                }
                input::print_summary(&coverage, json)?;
                Ok(true)
            }
        }
    }
}
