//! `completions` and `man`: what a package installs beside the program, made from the command line itself.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use super::{Answer, CliError, input};

/// The arguments of `completions`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry completions bash > ~/.local/share/bash-completion/completions/sql-driver-telemetry
  sql-driver-telemetry completions zsh > ~/.zfunc/_sql-driver-telemetry
  sql-driver-telemetry completions fish > ~/.config/fish/completions/sql-driver-telemetry.fish")]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// The arguments of `man`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sql-driver-telemetry man | man -l -
  sql-driver-telemetry man /usr/local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write a page for each command into. The page of the whole goes to stdout unless given.
    folder: Option<PathBuf>,
}

impl Completions {
    pub(super) fn run(self, mut command: Command) -> Answer {
        let mut script = Vec::new();
        let name = command.get_name().to_owned();
        clap_complete::generate(self.shell, &mut command, name, &mut script);
        input::print(&script)?;
        Ok(true)
    }
}

impl Man {
    pub(super) fn run(self, mut command: Command) -> Answer {
        command.build();
        match self.folder {
            None => input::print(&page(&command)?)?,
            Some(folder) => write_pages(&folder, &command)?,
        }
        Ok(true)
    }
}

/// Writes the page of a command and of those below it.
fn write_pages(folder: &Path, command: &Command) -> Result<(), CliError> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let file = folder.join(format!("{name}.1"));
    let fail = |error| CliError::Io { name: file.display().to_string(), error };
    std::fs::write(&file, page(command)?).map_err(fail)?;
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    below.into_iter().try_for_each(|below| write_pages(folder, below))
}

fn page(command: &Command) -> Result<Vec<u8>, CliError> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| CliError::Io { name: "the page".to_owned(), error })?;
    Ok(page)
}
