//! What may be set, by whom, and who wins.
//!
//! [`Config`] is what a connection asks for, [`Environment`] what the process says, [`Settings`] what comes of both.
//! All knobs stand in one table (`knobs.rs`); an opt-out wins wherever it stands.

mod environment;
mod knobs;
mod level;
mod mode;
mod namespaces;
mod settings;
mod value;

pub use environment::Environment;
pub use knobs::{KNOBS, Knob};
pub use level::LogLevel;
pub use mode::Mode;
pub use namespaces::{NAMESPACES, Namespace, Style};
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
    /// The property that opted out.
    opted_out_by: Option<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl Config {
    /// Returns everything at its default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the telemetry properties out of a driver's property map; others are passed over. Names are case-sensitive,
    /// and may be of any of the [`NAMESPACES`]; of two names of one knob the first in its
    /// [`spellings`](Knob::spellings) wins.
    ///
    /// A value that does not parse counts as not set, and gives a [`Diagnostic`]. The opt-out fails closed: an `enabled`
    /// that is set and not clearly true opts out, under whichever name, whatever the others say.
    pub fn from_properties<K: AsRef<str>, V: AsRef<str>>(properties: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut config = Self::new();
        let mut said = Vec::new();
        for (name, value) in properties {
            let (name, value) = (name.as_ref(), value.as_ref());
            let Some(spelling) = namespaces::find(name) else { continue };
            let mut values = Values::default();
            let opts_out = spelling.knob.property == knobs::ENABLED;
            if opts_out && value::unquoted(value).is_empty() {
                continue;
            }
            match (spelling.set)(&mut values, value) {
                Ok(()) if opts_out && values.enabled == Some(false) => {
                    config.opted_out_by = Some(spelling.name.as_str())
                }
                Ok(()) => {}
                Err(expected) if opts_out => {
                    config.diagnostics.push(Diagnostic::opts_out(name, expected));
                    config.opted_out_by = Some(spelling.name.as_str());
                }
                Err(expected) => config.diagnostics.push(Diagnostic::of(spelling.knob, name, expected)),
            }
            said.push((spelling.rank, values));
        }
        // Of one name that is there twice, the last is meant.
        said.reverse();
        said.sort_by_key(|(rank, _)| *rank);
        said.iter().for_each(|(_, values)| config.values.fill_from(values));
        config
    }

    /// Opts in (which is the default, and leaves the decision to the server's flag) or out.
    ///
    /// Opting in takes no opt-out of a property back: whoever wrote that meant it.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.values.enabled = Some(enabled);
        self
    }

    /// Skips the server's flag. Never an opt-out.
    pub fn force_enable(mut self, force: bool) -> Self {
        self.values.force_enable = Some(force);
        self
    }

    /// Sets how many events make a batch; 1 to 1,000.
    pub fn batch_size(mut self, events: usize) -> Self {
        self.values.batch_size = Some(events.clamp(1, knobs::MAX_BATCH_SIZE as usize));
        self
    }

    /// Sets the longest time that an event waits for its batch; 1 ms to 1 h.
    pub fn flush_interval(mut self, interval: std::time::Duration) -> Self {
        let bounds = (std::time::Duration::from_millis(1), knobs::MAX_FLUSH_INTERVAL);
        self.values.flush_interval = Some(interval.clamp(bounds.0, bounds.1));
        self
    }

    /// Sets how much is collected.
    pub fn log_level(mut self, level: LogLevel) -> Self {
        self.values.log_level = Some(level);
        self
    }

    /// Writes every request, what it came to, and every event that was given up, into `file`: for a user who wants to see
    /// what leaves. Credentials are not written. The file is the user's alone (mode 0600), at most 8 MiB, and the
    /// oldest half of its lines goes when it is full. What is no regular file of this user's, or has something else in
    /// it, is left alone, and [`diagnostics`](crate::ConnectionTelemetry::diagnostics) say so.
    ///
    /// Processes may share one file. `sql-driver-telemetry view` shows it.
    pub fn mirror(mut self, file: impl Into<std::path::PathBuf>) -> Self {
        self.values.mirror = Some(file.into());
        self
    }

    /// Sets whether what is collected is sent. Sending takes no `local` of a property or of the environment back.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.values.mode = self.values.mode.max(Some(mode));
        self
    }

    /// Returns what holds, given what the process says.
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
            // What opts out reports for itself, below.
            if let Err(expected) = (knob.set)(&mut process, value)
                && knob.property != knobs::ENABLED
            {
                diagnostics.push(Diagnostic::of(knob, name, expected));
            }
        }
        let by_property = self.opted_out_by.map(OptOut::Property);
        let opt_out = environment.opt_out(&mut diagnostics).or(by_property);
        settings::resolve(&self.values, &process, opt_out, diagnostics)
    }
}

/// Something that a driver said or a machine lacks, and what telemetry does about it: for a driver to show or to log.
/// No value is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The property, the environment variable, the option, or the thing.
    pub name: String,
    /// What would have been understood, such as `a whole number from 1 to 1000`.
    pub expected: &'static str,
    /// What holds instead.
    pub consequence: &'static str,
}

impl Diagnostic {
    pub(crate) fn new(name: impl Into<String>, expected: &'static str, consequence: &'static str) -> Self {
        Self { name: name.into(), expected, consequence }
    }

    fn of(knob: &Knob, name: &str, expected: &'static str) -> Self {
        let consequence = if knob.property == knobs::MODE { "nothing is sent" } else { "the default holds" };
        Self::new(name, expected, consequence)
    }

    fn opts_out(name: &str, expected: &'static str) -> Self {
        Self::new(name, expected, "what is unclear counts as an opt-out")
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}; {}", self.name, self.expected, self.consequence)
    }
}
