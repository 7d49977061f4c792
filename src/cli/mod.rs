//! The command line: the tools around the contract.
//!
//! Exit status 0: what was asked holds. 1: it does not (findings, loss). 2: it could not be asked; one line on stderr
//! says what and what to do.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod allow;
mod check;
mod convert;
mod demo;
mod generate;
mod input;
mod interrupt;
mod lines;
mod receive;
mod redact;
mod replay;
mod schema;
mod send;
mod stop;
mod summary;
mod terminal;
mod verdict;
mod view;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Client telemetry for SQL drivers: check, replay and receive what a driver sends.
#[derive(Debug, Parser)]
#[command(name = "sql-driver-telemetry", version, max_term_width = 100)]
struct Cli {
    /// Print one JSON document on stdout instead of text, wherever a command prints a summary.
    #[arg(long, global = true)]
    json: bool,
    /// When to colour text. NO_COLOR is honoured.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = terminal::Color::Auto)]
    color: terminal::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name every departure of payloads from the contract, and everything private in them.
    Check(check::Check),
    /// Drive the library as a driver would, against a receiver on loopback, and show what arrived.
    Demo(demo::Demo),
    /// Send captured payloads through the privacy pass and the pipeline.
    Replay(replay::Replay),
    /// Read, compare and measure the contract.
    Schema(schema::Schema),
    /// Convert messages between JSON and protobuf's binary form, without the privacy pass.
    Convert(convert::Convert),
    /// Receive what a driver sends, show it, and say what is wrong with it: for development and CI.
    Receive(Box<receive::Receive>),
    /// End a receiver that runs elsewhere, and judge what it found.
    Stop(stop::Stop),
    /// Show what a driver sends, out of the mirror that it keeps for its user.
    View(view::View),
    /// Take out of error texts what must not leave.
    Redact(redact::Redact),
    /// Print what a shell needs to complete this program's arguments.
    Completions(generate::Completions),
    /// Print the manual page, or write one for each command.
    Man(generate::Man),
}

/// Whether what was asked holds.
type Answer = Result<bool, CliError>;

/// Why a question could not be asked: one line, with what to do.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// A file could not be read or written.
    #[error("{name}: {error}")]
    Io { name: String, error: std::io::Error },
    /// A file is no payload.
    #[error("{name}: {error}")]
    Payload { name: String, error: crate::check::PayloadError },
    /// A summary could not be written as JSON.
    #[error("the summary cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Anything else, in words.
    #[error("{0}")]
    Usage(String),
}

/// Returns the command line as clap knows it, for tests that go through it.
#[doc(hidden)]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs one command line, program name first, and gives the exit status.
pub fn run<I>(arguments: I) -> ExitCode
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // `--help` and `--version` come this way too; whether printing them fails changes nothing.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    terminal::choose(cli.color);
    let answer = match cli.command {
        Command::Check(check) => check.run(cli.json),
        Command::Convert(convert) => convert.run(),
        Command::Demo(demo) => demo.run(cli.json),
        Command::Replay(replay) => replay.run(cli.json),
        Command::Schema(schema) => schema.run(cli.json),
        Command::Receive(receive) => receive.run(cli.json),
        Command::Redact(redact) => redact.run(),
        Command::Stop(stop) => stop.run(cli.json),
        Command::Completions(completions) => completions.run(Cli::command()),
        Command::Man(man) => man.run(Cli::command()),
        Command::View(view) => view.run(cli.json),
    };
    match answer {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            terminal::say(format_args!("error: {error}"));
            ExitCode::from(2)
        }
    }
}
