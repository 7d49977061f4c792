//! What holds for one connection.

use std::path::PathBuf;
use std::time::Duration;

use super::knobs::Values;
use super::{Diagnostic, LogLevel, Mode};

/// Everything that was decided about one connection's telemetry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Whether anything is collected, and who decides it.
    pub enablement: Enablement,
    /// Events that make a batch.
    pub batch_size: usize,
    /// Longest time that an event waits for its batch.
    pub flush_interval: Duration,
    /// Attempts after the first one.
    pub max_retries: u32,
    /// Base of the exponential delay between attempts.
    pub retry_delay: Duration,
    /// Whether the circuit breaker is used.
    pub breaker_enabled: bool,
    /// Failures in a row that open the breaker.
    pub breaker_threshold: u32,
    /// How long the breaker stays open before it lets one probe through.
    pub breaker_timeout: Duration,
    /// Whether fields that the service's own schema has not are sent.
    pub extensions: bool,
    /// How much is collected.
    pub log_level: LogLevel,
    /// The file in which the user sees what is sent.
    pub mirror: Option<PathBuf>,
    /// Whether anything is sent.
    pub mode: Mode,
    /// What was passed over while these were made.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether anything is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enablement {
    /// No. Wins over everything else.
    OptedOut(OptOut),
    /// Yes, without asking the server's flag.
    Forced,
    /// As the server's flag says; no for as long as it is not known.
    Flag,
}

/// Who opted out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptOut {
    /// This environment variable.
    Environment(&'static str),
    /// This property of the connection.
    Property(&'static str),
    /// The connection's [`Config::enabled`](super::Config::enabled).
    Option,
    /// The log level `Off`.
    LogLevel,
}

impl Default for Settings {
    /// Returns what holds when nothing is set anywhere.
    fn default() -> Self {
        resolve(&Values::default(), &Values::default(), None, Vec::new())
    }
}

/// Puts the sources together: what the connection asks for, what the process says, the defaults.
pub(super) fn resolve(
    connection: &Values,
    process: &Values,
    opt_out: Option<OptOut>,
    diagnostics: Vec<Diagnostic>,
) -> Settings {
    let mut values = connection.clone();
    values.fill_from(process);
    let log_level = values.log_level.unwrap_or_default();
    let opt_out = opt_out
        .or((connection.enabled == Some(false)).then_some(OptOut::Option))
        .or((log_level == LogLevel::Off).then_some(OptOut::LogLevel));
    let enablement = match opt_out {
        Some(opt_out) => Enablement::OptedOut(opt_out),
        None if values.force_enable == Some(true) => Enablement::Forced,
        None => Enablement::Flag,
    };
    Settings {
        enablement,
        batch_size: values.batch_size.unwrap_or(50),
        // An event is on its way within 5 s, and there in less on a service that answers.
        flush_interval: values.flush_interval.unwrap_or(Duration::from_secs(5)),
        max_retries: values.max_retries.unwrap_or(3),
        retry_delay: values.retry_delay.unwrap_or(Duration::from_millis(500)),
        breaker_enabled: values.breaker_enabled.unwrap_or(true),
        breaker_threshold: values.breaker_threshold.unwrap_or(5),
        breaker_timeout: values.breaker_timeout.unwrap_or(Duration::from_secs(60)),
        extensions: values.extensions.unwrap_or(true),
        log_level,
        mirror: values.mirror,
        mode: values.mode.unwrap_or_default(),
        diagnostics,
    }
}
