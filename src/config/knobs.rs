//! Every knob: its names, its range, its parser. One row each; nothing else knows a name.

use std::path::PathBuf;
use std::time::Duration;

use super::level::LogLevel;
use super::mode::Mode;
use super::value::{self, Expected, boolean, millis, whole};

/// A thousand events are about a megabyte of JSON, more than a request should be.
pub(super) const MAX_BATCH_SIZE: u64 = 1_000;
/// Longer than the life of most processes that a driver runs in: what waits longer is as good as lost.
pub(super) const MAX_FLUSH_INTERVAL: Duration = Duration::from_secs(3_600);
/// The deadline for all attempts would cut off more.
const MAX_RETRIES: u32 = 10;
const MAX_RETRY_DELAY: Duration = Duration::from_secs(60);
const MAX_THRESHOLD: u32 = 1_000;
const MAX_OPEN: Duration = Duration::from_secs(3_600);

/// One setting, as it is written in a property map and in the environment. In a map it may stand under the name that
/// any driver gives it: see [`NAMESPACES`](super::NAMESPACES) and [`spellings`](Self::spellings).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Knob {
    /// The property, as this project spells it.
    pub property: &'static str,
    /// The environment variable, where there is one.
    pub environment: Option<&'static str>,
    /// What holds when nothing is set, as one would write it.
    pub default: &'static str,
    pub(super) alias: Option<Alias>,
    pub(super) set: Set,
    /// What drivers whose names begin with a verb call it before `telemetry`, such as `enable`.
    pub(super) verb: Option<&'static str>,
}

/// Another spelling of a property, which may be in another unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alias {
    pub(super) property: &'static str,
    pub(super) set: Set,
}

pub(super) type Set = fn(&mut Values, &str) -> Result<(), Expected>;

impl Knob {
    /// Returns the property's other spelling, where there is one.
    pub fn alias(&self) -> Option<&'static str> {
        self.alias.map(|alias| alias.property)
    }
}

/// What one source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) enabled: Option<bool>,
    pub(super) force_enable: Option<bool>,
    pub(super) batch_size: Option<usize>,
    pub(super) flush_interval: Option<Duration>,
    pub(super) max_retries: Option<u32>,
    pub(super) retry_delay: Option<Duration>,
    pub(super) breaker_enabled: Option<bool>,
    pub(super) breaker_threshold: Option<u32>,
    pub(super) breaker_timeout: Option<Duration>,
    pub(super) extensions: Option<bool>,
    pub(super) log_level: Option<LogLevel>,
    pub(super) mirror: Option<PathBuf>,
    pub(super) mode: Option<Mode>,
}

impl Values {
    /// Takes from `other` what is not set here.
    pub(super) fn fill_from(&mut self, other: &Self) {
        // Each by its name, so that a new one cannot be forgotten here.
        let Self {
            enabled,
            force_enable,
            batch_size,
            flush_interval,
            max_retries,
            retry_delay,
            breaker_enabled,
            breaker_threshold,
            breaker_timeout,
            extensions,
            log_level,
            mirror,
            mode,
        } = other;
        self.enabled = self.enabled.or(*enabled);
        self.force_enable = self.force_enable.or(*force_enable);
        self.batch_size = self.batch_size.or(*batch_size);
        self.flush_interval = self.flush_interval.or(*flush_interval);
        self.max_retries = self.max_retries.or(*max_retries);
        self.retry_delay = self.retry_delay.or(*retry_delay);
        self.breaker_enabled = self.breaker_enabled.or(*breaker_enabled);
        self.breaker_threshold = self.breaker_threshold.or(*breaker_threshold);
        self.breaker_timeout = self.breaker_timeout.or(*breaker_timeout);
        self.extensions = self.extensions.or(*extensions);
        self.log_level = self.log_level.or(*log_level);
        self.mirror = self.mirror.take().or_else(|| mirror.clone());
        // Whoever says that nothing is to leave means it, wherever it stands.
        self.mode = self.mode.max(*mode);
    }
}

const fn plain(property: &'static str, default: &'static str, set: Set) -> Knob {
    Knob { property, environment: None, default, alias: None, set, verb: None }
}

const fn verb(knob: Knob, verb: &'static str) -> Knob {
    Knob { verb: Some(verb), ..knob }
}

const fn in_environment(knob: Knob, environment: &'static str) -> Knob {
    Knob { environment: Some(environment), ..knob }
}

const fn also(knob: Knob, property: &'static str, set: Set) -> Knob {
    Knob { alias: Some(Alias { property, set }), ..knob }
}

/// All of them.
pub const KNOBS: &[Knob] = &[
    verb(
        in_environment(
            plain(ENABLED, "true", |values, text| boolean(text).map(|it| values.enabled = Some(it))),
            "DATABRICKS_TELEMETRY_ENABLED",
        ),
        "enable",
    ),
    verb(
        plain("adbc.databricks.telemetry.force_enable", "false", |values, text| {
            boolean(text).map(|it| values.force_enable = Some(it))
        }),
        "force_enable",
    ),
    in_environment(
        plain("adbc.databricks.telemetry.batch_size", "50", |values, text| {
            let size = whole(text, 1, MAX_BATCH_SIZE, "a whole number from 1 to 1000");
            size.map(|it| values.batch_size = Some(it as usize))
        }),
        "DATABRICKS_TELEMETRY_BATCH_SIZE",
    ),
    in_environment(
        also(
            plain("adbc.databricks.telemetry.flush_interval_ms", "5000", flush_interval),
            "adbc.databricks.telemetry.flush_interval",
            flush_interval,
        ),
        "DATABRICKS_TELEMETRY_FLUSH_INTERVAL_MS",
    ),
    plain("adbc.databricks.telemetry.max_retries", "3", |values, text| {
        let retries = whole(text, 0, MAX_RETRIES, "a whole number from 0 to 10");
        retries.map(|it| values.max_retries = Some(it))
    }),
    plain("adbc.databricks.telemetry.retry_delay_ms", "500", |values, text| {
        let delay = millis(text, 0, MAX_RETRY_DELAY, "milliseconds from 0 to 60000");
        delay.map(|it| values.retry_delay = Some(it))
    }),
    also(
        plain("adbc.databricks.telemetry.circuit_breaker.enabled", "true", breaker_enabled),
        "adbc.databricks.telemetry.circuit_breaker_enabled",
        breaker_enabled,
    ),
    also(
        plain("adbc.databricks.telemetry.circuit_breaker.threshold", "5", breaker_threshold),
        "adbc.databricks.telemetry.circuit_breaker_threshold",
        breaker_threshold,
    ),
    also(
        plain("adbc.databricks.telemetry.circuit_breaker.timeout_sec", "60", |values, text| {
            let seconds = whole(text, 1, MAX_OPEN.as_secs(), "seconds from 1 to 3600");
            seconds.map(|it| values.breaker_timeout = Some(Duration::from_secs(it)))
        }),
        "adbc.databricks.telemetry.circuit_breaker_timeout_ms",
        |values, text| {
            let open = millis(text, 1, MAX_OPEN, "milliseconds from 1 to 3600000");
            open.map(|it| values.breaker_timeout = Some(it))
        },
    ),
    plain("adbc.databricks.telemetry.wire.extensions", "true", |values, text| {
        boolean(text).map(|it| values.extensions = Some(it))
    }),
    plain("adbc.databricks.telemetry.log_level", "Info", |values, text| {
        text.parse().map(|it| values.log_level = Some(it))
    }),
    in_environment(plain("adbc.databricks.telemetry.mirror", "", mirror), "DATABRICKS_TELEMETRY_MIRROR"),
    in_environment(plain(MODE, "send", mode), "DATABRICKS_TELEMETRY_MODE"),
];

/// The property that opts out: the only one that is off when its value is unclear.
pub(super) const ENABLED: &str = "adbc.databricks.telemetry.enabled";

/// The property that says whether anything leaves: local when its value is unclear.
pub(super) const MODE: &str = "adbc.databricks.telemetry.mode";

fn mirror(values: &mut Values, text: &str) -> Result<(), Expected> {
    // A space may be part of a file's name; quotes are what a shell left.
    let file = value::unquoted(text);
    if !file.is_empty() {
        values.mirror = Some(PathBuf::from(file));
    }
    Ok(())
}

fn mode(values: &mut Values, text: &str) -> Result<(), Expected> {
    if value::unquoted(text).is_empty() {
        return Ok(());
    }
    let mode = text.parse();
    // A word that nobody knows is not "send".
    values.mode = Some(mode.unwrap_or(Mode::Local));
    mode.map(|_| ())
}

fn flush_interval(values: &mut Values, text: &str) -> Result<(), Expected> {
    let interval = millis(text, 1, MAX_FLUSH_INTERVAL, "milliseconds from 1 to 3600000");
    interval.map(|it| values.flush_interval = Some(it))
}

fn breaker_enabled(values: &mut Values, text: &str) -> Result<(), Expected> {
    boolean(text).map(|it| values.breaker_enabled = Some(it))
}

fn breaker_threshold(values: &mut Values, text: &str) -> Result<(), Expected> {
    let failures = whole(text, 1, MAX_THRESHOLD, "a whole number from 1 to 1000");
    failures.map(|it| values.breaker_threshold = Some(it))
}
