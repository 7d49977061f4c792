//! What may be set, by whom, and who wins.
//!
//! [`Config`] is what a connection asks for, [`Environment`] what the process says, [`Settings`] what comes of both.
//! All knobs stand in one table (`knobs.rs`); an opt-out wins wherever it stands.

mod environment;
mod knobs;
mod level;
mod settings;
mod value;

pub use environment::Environment;
pub use knobs::{KNOBS, Knob};
pub use level::LogLevel;
pub use settings::{Enablement, OptOut, Settings};

use knobs::Values;

/// Reads a yes or no the way the knobs do.
pub(crate) fn boolean(value: &str) -> Option<bool> {
    value::boolean(value).ok()
}

/// What one connection asks for. Everything not set is taken from the environment, or else from the defaults.
///
/// ```
/// use sql_driver_telemetry::config::{Config, Enablement, Environment};
///
/// let asked = Config::from_properties([("adbc.databricks.telemetry.batch_size", "100")]);
/// let settings = asked.resolve(&Environment::of([("DATABRICKS_TELEMETRY_FLUSH_INTERVAL_MS", "30000")]));
/// assert_eq!(settings.batch_size, 100);
/// assert_eq!(settings.flush_interval.as_secs(), 30);
/// assert_eq!(settings.enablement, Enablement::Flag);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    values: Values,
    diagnostics: Vec<Diagnostic>,
}

impl Config {
    /// Everything at its default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the telemetry properties out of a driver's property map; others are passed over. Names are case-sensitive.
    /// Of a property and its alias the property wins. A value that does not parse counts as not set, and gives a
    /// [`Diagnostic`].
    pub fn from_properties<K: AsRef<str>, V: AsRef<str>>(properties: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut config = Self::new();
        let mut by_alias = Values::default();
        for (name, value) in properties {
            let (name, value) = (name.as_ref(), value.as_ref());
            for knob in KNOBS {
                let problem = if knob.property == name {
                    (knob.set)(&mut config.values, value).err()
                } else if let Some(alias) = knob.alias.filter(|alias| alias.property == name) {
                    (alias.set)(&mut by_alias, value).err()
                } else {
                    None
                };
                config.diagnostics.extend(problem.map(|expected| Diagnostic { name: name.to_owned(), expected }));
            }
        }
        config.values.fill_from(&by_alias);
        config
    }

    /// Opts in (which is the default, and leaves the decision to the server's flag) or out.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.values.enabled = Some(enabled);
        self
    }

    /// Skips the server's flag. Never an opt-out.
    pub fn force_enable(mut self, force: bool) -> Self {
        self.values.force_enable = Some(force);
        self
    }

    /// Events that make a batch; 1 to 1,000.
    pub fn batch_size(mut self, events: usize) -> Self {
        self.values.batch_size = Some(events.clamp(1, knobs::MAX_BATCH_SIZE as usize));
        self
    }

    /// Longest time that an event waits for its batch; 1 ms to 1 h.
    pub fn flush_interval(mut self, interval: std::time::Duration) -> Self {
        let bounds = (std::time::Duration::from_millis(1), knobs::MAX_FLUSH_INTERVAL);
        self.values.flush_interval = Some(interval.clamp(bounds.0, bounds.1));
        self
    }

    /// How much is collected.
    pub fn log_level(mut self, level: LogLevel) -> Self {
        self.values.log_level = Some(level);
        self
    }

    /// What holds, given what the process says.
    pub fn resolve(&self, environment: &Environment) -> Settings {
        let mut diagnostics = self.diagnostics.clone();
        let mut process = Values::default();
        for knob in KNOBS {
            let Some(name) = knob.environment else {
                continue;
            };
            let Some(value) = environment.get(name) else {
                continue;
            };
            if let Err(expected) = (knob.set)(&mut process, value) {
                diagnostics.push(Diagnostic { name: name.to_owned(), expected });
            }
        }
        let opt_out = environment.opt_out(&mut diagnostics);
        settings::resolve(&self.values, &process, opt_out, diagnostics)
    }
}

/// A value that was passed over, for a driver to show or to log. The value itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The property or the environment variable.
    pub name: String,
    /// What would have been understood, such as `a whole number from 1 to 1000`.
    pub expected: &'static str,
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}; the default holds", self.name, self.expected)
    }
}
