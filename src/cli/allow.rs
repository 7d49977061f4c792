//! What is known and accepted, from options and lists.

use std::path::PathBuf;

use clap::Args;

use super::CliError;
use crate::check::Allow;

/// The options.
#[derive(Args, Debug)]
pub(super) struct AllowArgs {
    /// A finding that is known and accepted; it does not count. Either side may be `*`, or end in `*`. May be given more
    /// than once.
    #[arg(long, value_name = "RULE@PATH")]
    allow: Vec<Allow>,
    /// A list of such findings, one a line; what follows ` #` is for people. May be given more than once.
    #[arg(long, value_name = "FILE")]
    allow_file: Vec<PathBuf>,
}

impl AllowArgs {
    /// Returns all that is allowed.
    pub(super) fn read(&self) -> Result<Allowed, CliError> {
        let mut list = self.allow.clone();
        for file in &self.allow_file {
            let name = file.display();
            let text = std::fs::read_to_string(file).map_err(|error| CliError::Io { name: name.to_string(), error })?;
            list.extend(Allow::list(&text).map_err(|error| CliError::Usage(format!("{name}: {error}")))?);
        }
        Ok(Allowed(list.into_iter().map(|allow| (allow, false)).collect()))
    }
}

/// What is allowed, and whether it was ever found.
#[derive(Debug)]
pub(super) struct Allowed(Vec<(Allow, bool)>);

impl Allowed {
    pub(super) fn allows(&mut self, rule: &str, path: &str) -> bool {
        let mut allows = false;
        for (allow, used) in &mut self.0 {
            // All that match are used: the narrow one beside the wide one, too.
            if allow.matches(rule, path) {
                (*used, allows) = (true, true);
            }
        }
        allows
    }

    /// Returns what was allowed in vain.
    pub(super) fn unused(&self) -> impl Iterator<Item = &Allow> {
        self.0.iter().filter(|(_, used)| !used).map(|(allow, _)| allow)
    }

    pub(super) fn into_list(self) -> impl Iterator<Item = Allow> {
        self.0.into_iter().map(|(allow, _)| allow)
    }
}
