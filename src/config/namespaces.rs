//! Under which names a driver's users know a knob.
//!
//! Drivers that share this contract name its settings each in its own way. A property map is read whoever it was
//! written for, so every knob answers to its name in every namespace. The namespaces are a table: one more is one more
//! row, and [`Knob::spellings`] and the tests have it at once.

use std::collections::HashMap;

use super::knobs::{KNOBS, Knob, Set};
use crate::sync::Once;

/// How the drivers of one family write the name of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Namespace {
    /// What its names begin with.
    pub prefix: &'static str,
    /// How the words of a name are joined.
    pub style: Style,
    /// Who writes so.
    pub drivers: &'static str,
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As in `circuit_breaker.timeout_sec`.
    Dotted,
    /// As in `circuit_breaker_timeout_sec`.
    Snake,
    /// As in `circuitBreakerTimeoutSec`.
    Camel,
    /// As in `CircuitBreakerTimeoutSec`.
    Pascal,
}

/// All namespaces. Where a map has a knob in two of them, the one that stands first here wins; an opt-out wins wherever
/// it stands.
pub const NAMESPACES: &[Namespace] = &[
    space(CANONICAL, Style::Dotted, "ADBC in C#"),
    space("databricks.telemetry.", Style::Dotted, "ADBC in Rust, and what is built on its kernel"),
    space("adbc.spark.telemetry.", Style::Dotted, "ADBC in C#, for what it has from Spark"),
    space("telemetry_", Style::Snake, "Python and Go"),
    space("telemetry", Style::Camel, "Node.js, and the data source names of Go"),
    space("Telemetry", Style::Pascal, "JDBC and ODBC"),
];

const CANONICAL: &str = "adbc.databricks.telemetry.";

const fn space(prefix: &'static str, style: Style, drivers: &'static str) -> Namespace {
    Namespace { prefix, style, drivers }
}

impl Knob {
    /// Returns every name of the property: in every namespace, its alias too, best first.
    pub fn spellings(&self) -> Vec<&'static str> {
        spellings()
            .iter()
            .filter(|spelling| spelling.knob.property == self.property)
            .map(|it| it.name.as_str())
            .collect()
    }
}

/// One name of one knob.
pub(super) struct Spelling {
    pub(super) name: String,
    pub(super) knob: &'static Knob,
    pub(super) set: Set,
    /// The less, the better.
    pub(super) rank: usize,
}

/// Returns the spelling of that name.
pub(super) fn find(name: &str) -> Option<&'static Spelling> {
    static BY_NAME: Once<HashMap<&'static str, &'static Spelling>> = Once::new();
    let index = || spellings().iter().map(|spelling| (spelling.name.as_str(), spelling)).collect();
    BY_NAME.get(index).get(name).copied()
}

fn spellings() -> &'static [Spelling] {
    static ALL: Once<Vec<Spelling>> = Once::new();
    ALL.get(|| {
        let mut all = Vec::new();
        for knob in KNOBS {
            let mut add = |name: String, set| {
                let rank = all.len();
                all.push(Spelling { name, knob, set, rank });
            };
            for namespace in NAMESPACES {
                add(namespace.name(knob.property), knob.set);
                // A name of two words that begins with a verb, in the families that write words together.
                if let Some(verb) = knob.verb.filter(|_| namespace.style != Style::Dotted) {
                    add(namespace.style.join(&format!("{verb}_telemetry")), knob.set);
                }
            }
            if let Some(alias) = knob.alias {
                NAMESPACES.iter().for_each(|namespace| add(namespace.name(alias.property), alias.set));
            }
        }
        all
    })
}

impl Namespace {
    fn name(&self, property: &str) -> String {
        let words = property.strip_prefix(CANONICAL).unwrap_or(property);
        match self.style {
            Style::Camel => format!("{}{}", self.prefix, Style::Pascal.join(words)),
            style => format!("{}{}", self.prefix, style.join(words)),
        }
    }
}

impl Style {
    fn join(self, words: &str) -> String {
        let parts = words.split(['.', '_']);
        let capitalised = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        match self {
            Self::Dotted => words.to_owned(),
            Self::Snake => words.replace('.', "_"),
            Self::Pascal => parts.map(capitalised).collect(),
            Self::Camel => {
                parts.enumerate().map(|(at, word)| if at == 0 { word.to_owned() } else { capitalised(word) }).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_drivers_document_are_among_them() {
        for name in [
            "adbc.databricks.telemetry.circuit_breaker.enabled",
            "adbc.databricks.telemetry.circuit_breaker_timeout_ms",
            "databricks.telemetry.enabled",
            "enable_telemetry",
            "force_enable_telemetry",
            "telemetry_batch_size",
            "enableTelemetry",
            "telemetryEnabled",
            "telemetryFlushIntervalMs",
            "EnableTelemetry",
            "ForceEnableTelemetry",
            "TelemetryBatchSize",
            "TelemetryFlushInterval",
            "TelemetryCircuitBreakerEnabled",
            "TelemetryLogLevel",
        ] {
            assert!(find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_name_belongs_to_one_knob() {
        // In the families without dots `circuit_breaker.enabled` and its alias are one name.
        for spelling in spellings() {
            let found = find(&spelling.name).expect("listed");
            assert_eq!(found.knob.property, spelling.knob.property, "{}", spelling.name);
        }
    }
}
