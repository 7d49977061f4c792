//! What the process says about telemetry.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use super::{Diagnostic, OptOut, value};

/// Opts out whatever a property says, unless it is clearly false.
const DISABLED: &str = "DATABRICKS_TELEMETRY_DISABLED";
/// The convention of <https://consoledonottrack.com>: opts out, unless it is clearly false.
const DO_NOT_TRACK: &str = "DO_NOT_TRACK";
/// Opts out, unless it is clearly true.
const ENABLED: &str = "DATABRICKS_TELEMETRY_ENABLED";

/// The environment variables that telemetry reads, at one moment.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: HashMap<String, String>,
}

impl Environment {
    /// Every variable that is looked at.
    pub const NAMES: [&'static str; 7] = [
        ENABLED,
        DISABLED,
        DO_NOT_TRACK,
        "DATABRICKS_TELEMETRY_BATCH_SIZE",
        "DATABRICKS_TELEMETRY_FLUSH_INTERVAL_MS",
        "DATABRICKS_TELEMETRY_MIRROR",
        "DATABRICKS_TELEMETRY_MODE",
    ];

    /// Returns an environment that says nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns the environment of this process, now. A value that is not Unicode counts as one that does not parse.
    pub fn of_process() -> Self {
        Self::of(
            Self::NAMES
                .into_iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?.to_string_lossy().into_owned()))),
        )
    }

    /// Returns an environment of these variables; names that are not looked at are left out.
    pub fn of<K: AsRef<str>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        let known = variables.into_iter().filter(|(name, _)| Self::NAMES.contains(&name.as_ref()));
        Self { variables: known.map(|(name, value)| (name.as_ref().to_owned(), value.into())).collect() }
    }

    /// Returns a variable that is set to nothing is not set.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value::unquoted(value).is_empty())
    }

    /// Returns the variable that opts out, if one does. It fails closed: a variable that is set opts out unless it
    /// clearly says otherwise. Each one is looked at, so that each unclear value is reported.
    pub(super) fn opt_out(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<OptOut> {
        let mut found = None;
        for (name, in_by) in [(DISABLED, false), (DO_NOT_TRACK, false), (ENABLED, true)] {
            match self.get(name).map(value::boolean) {
                None => continue,
                Some(Ok(said)) if said == in_by => continue,
                Some(Ok(_)) => {}
                Some(Err(expected)) => diagnostics.push(Diagnostic::opts_out(name, expected)),
            }
            found = found.or(Some(OptOut::Environment(name)));
        }
        found
    }
}

impl fmt::Debug for Environment {
    /// Which variables are set, without their values, which may be anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set: BTreeSet<_> = self.variables.keys().collect();
        f.debug_tuple("Environment").field(&set).finish()
    }
}
