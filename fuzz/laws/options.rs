//! What holds of any properties that a driver may be given: a name and a value a line.

use std::time::Duration;

use sql_driver_telemetry::config::{Config, Enablement, Environment, KNOBS};
use sql_driver_telemetry::{ConnectionOptions, DriverIdentity, Telemetry};

/// Nothing panics; every setting is in its bounds; an opt-out holds, whatever stands beside it; no value is in what is
/// said about the properties; and a connection of them can be opened and dropped.
pub fn holds(text: &str) {
    let pairs: Vec<_> = text.lines().filter_map(|line| line.split_once('=')).collect();
    let config = Config::from_properties(pairs.iter().copied());
    let settings = config.resolve(&Environment::none());
    assert!(settings.batch_size > 0 && settings.max_retries <= 10);
    assert!(
        settings.flush_interval >= Duration::from_millis(1) && settings.flush_interval <= Duration::from_secs(3_600)
    );
    for diagnostic in &settings.diagnostics {
        let is_told = pairs.iter().any(|(name, _)| *name == diagnostic.name);
        assert!(is_told || KNOBS.iter().any(|knob| knob.property == diagnostic.name), "{}", diagnostic.name);
    }
    let off = ("adbc.databricks.telemetry.enabled", "false");
    for at in [0, pairs.len()] {
        let mut pairs = pairs.clone();
        pairs.insert(at, off);
        let settings = Config::from_properties(pairs).resolve(&Environment::none());
        assert!(matches!(settings.enablement, Enablement::OptedOut(_)), "overruled");
    }
    let driver = DriverIdentity::new("Fuzzed Driver", "1.0.0");
    let options = ConnectionOptions::from_properties(driver.clone(), pairs.iter().copied());
    let secret = [("adbc.databricks.oauth.client_secret", "canary-7f3a9c"), ("unknown", "canary-7f3a9c")];
    let with_secret = ConnectionOptions::from_properties(driver, pairs.iter().copied().chain(secret));
    assert!(!format!("{with_secret:?}").contains("canary-7f3a9c"));
    let answer = |_: http::Request<bytes::Bytes>| async { Ok(http::Response::new(bytes::Bytes::new())) };
    let connection = Telemetry::with_environment(Environment::none()).connect(options.transport(answer));
    if matches!(settings.enablement, Enablement::OptedOut(_)) {
        assert!(!connection.is_enabled() && connection.why_off().is_some());
    }
    drop(connection.diagnostics());
}
