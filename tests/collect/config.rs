//! Configuration: every knob, every spelling, and who wins.

#![cfg(feature = "collect")]

use std::time::Duration;

use proptest::prelude::*;
use sql_driver_telemetry::config::Enablement::*;
use sql_driver_telemetry::config::{Config, Environment, KNOBS, LogLevel, Mode, NAMESPACES, OptOut, Settings};

const ENABLED: &str = "adbc.databricks.telemetry.enabled";
const MIRROR: &str = "adbc.databricks.telemetry.mirror";
const MODE: &str = "adbc.databricks.telemetry.mode";

fn of(properties: &[(&str, &str)], environment: &[(&str, &str)]) -> Settings {
    Config::from_properties(properties.iter().copied()).resolve(&Environment::of(environment.iter().copied()))
}

fn property(name: &str, value: &str) -> Settings {
    of(&[(&format!("adbc.databricks.telemetry.{name}"), value)], &[])
}

#[test]
fn the_defaults_are_the_documented_ones() {
    let all_defaults: Vec<_> = KNOBS.iter().map(|knob| (knob.property, knob.default)).collect();
    assert_eq!(of(&all_defaults, &[]), Settings::default());
    let settings = Settings::default();
    assert_eq!(settings.enablement, Flag);
    assert_eq!((settings.batch_size, settings.flush_interval), (50, Duration::from_secs(5)));
    assert_eq!((settings.max_retries, settings.retry_delay), (3, Duration::from_millis(500)));
    assert_eq!((settings.breaker_enabled, settings.breaker_threshold), (true, 5));
    assert_eq!((settings.breaker_timeout, settings.log_level), (Duration::from_secs(60), LogLevel::Info));
}

#[test]
fn every_property_changes_its_setting_and_nothing_else() {
    type Change = fn(&mut Settings);
    let cases: [(&str, &str, Change); 15] = [
        ("enabled", "false", |it| it.enablement = OptedOut(OptOut::Property(ENABLED))),
        ("force_enable", "true", |it| it.enablement = Forced),
        ("batch_size", "7", |it| it.batch_size = 7),
        ("flush_interval_ms", "30000", |it| it.flush_interval = Duration::from_secs(30)),
        ("flush_interval", "30000", |it| it.flush_interval = Duration::from_secs(30)),
        ("max_retries", "0", |it| it.max_retries = 0),
        ("retry_delay_ms", "100", |it| it.retry_delay = Duration::from_millis(100)),
        ("circuit_breaker.enabled", "false", |it| it.breaker_enabled = false),
        ("circuit_breaker_enabled", "false", |it| it.breaker_enabled = false),
        ("circuit_breaker.threshold", "9", |it| it.breaker_threshold = 9),
        ("circuit_breaker_threshold", "9", |it| it.breaker_threshold = 9),
        ("circuit_breaker.timeout_sec", "5", |it| it.breaker_timeout = Duration::from_secs(5)),
        ("circuit_breaker_timeout_ms", "5", |it| it.breaker_timeout = Duration::from_millis(5)),
        ("wire.extensions", "off", |it| it.extensions = false),
        ("log_level", "Warn", |it| it.log_level = LogLevel::Warn),
    ];
    for (name, value, change) in cases {
        let mut expected = Settings::default();
        change(&mut expected);
        assert_eq!(property(name, value), expected, "{name}");
    }
}

#[test]
fn every_environment_variable_changes_its_setting() {
    let off = |name| OptedOut(OptOut::Environment(name));
    for (name, value) in
        [("DATABRICKS_TELEMETRY_ENABLED", "false"), ("DATABRICKS_TELEMETRY_DISABLED", "1"), ("DO_NOT_TRACK", "yes")]
    {
        assert_eq!(of(&[], &[(name, value)]).enablement, off(name));
    }
    assert_eq!(of(&[], &[("DATABRICKS_TELEMETRY_BATCH_SIZE", "8")]).batch_size, 8);
    let interval = of(&[], &[("DATABRICKS_TELEMETRY_FLUSH_INTERVAL_MS", "100")]).flush_interval;
    assert_eq!(interval, Duration::from_millis(100));
}

#[test]
fn an_opt_out_wins_wherever_it_stands() {
    let prefix = "adbc.databricks.telemetry.";
    let (enabled, force) = (format!("{prefix}enabled"), format!("{prefix}force_enable"));
    let wanted = [(enabled.as_str(), "true"), (force.as_str(), "true")];
    assert_eq!(of(&wanted, &[]).enablement, Forced);
    for name in ["DATABRICKS_TELEMETRY_DISABLED", "DO_NOT_TRACK"] {
        assert_eq!(of(&wanted, &[(name, "true")]).enablement, OptedOut(OptOut::Environment(name)));
        assert_eq!(of(&wanted, &[(name, "false")]).enablement, Forced);
        assert_eq!(of(&wanted, &[(name, "")]).enablement, Forced, "set to nothing is not set");
    }
    let unwanted = [(enabled.as_str(), "false"), (force.as_str(), "true")];
    assert_eq!(
        of(&unwanted, &[("DATABRICKS_TELEMETRY_ENABLED", "true")]).enablement,
        OptedOut(OptOut::Property(ENABLED))
    );
    let by_option = |config: Config| config.resolve(&Environment::none()).enablement;
    assert_eq!(by_option(Config::from_properties(wanted).enabled(false)), OptedOut(OptOut::Option));
    assert_eq!(by_option(Config::from_properties(unwanted).enabled(true)), OptedOut(OptOut::Property(ENABLED)));
    let silent = [(force.as_str(), "true"), ("adbc.databricks.telemetry.log_level", "off")];
    assert_eq!(of(&silent, &[]).enablement, OptedOut(OptOut::LogLevel));
}

#[test]
fn a_property_beats_the_environment_and_an_alias_the_environment_too() {
    let environment = [("DATABRICKS_TELEMETRY_BATCH_SIZE", "8")];
    assert_eq!(of(&[("adbc.databricks.telemetry.batch_size", "9")], &environment).batch_size, 9);
    let both = [
        ("adbc.databricks.telemetry.circuit_breaker.timeout_sec", "2"),
        ("adbc.databricks.telemetry.circuit_breaker_timeout_ms", "7"),
    ];
    for order in [both, [both[1], both[0]]] {
        assert_eq!(of(&order, &[]).breaker_timeout, Duration::from_secs(2));
    }
}

/// Each knob with a value that is not its default, and the settings that come of it.
fn changed() -> impl Iterator<Item = (&'static sql_driver_telemetry::config::Knob, &'static str, Settings)> {
    KNOBS.iter().map(|knob| {
        let value = match knob.default {
            "true" => "false",
            "false" => "true",
            "Info" => "Warn",
            "send" => "local",
            _ => "7",
        };
        (knob, value, of(&[(knob.property, value)], &[]))
    })
}

#[test]
fn every_knob_is_understood_in_every_namespace() {
    let aliases = KNOBS.iter().filter(|knob| knob.alias().is_some()).count();
    let mut spellings = 0;
    for (knob, value, expected) in changed() {
        assert_ne!(expected, Settings::default(), "{}", knob.property);
        spellings += knob.spellings().len();
        for name in knob.spellings() {
            let mut settings = of(&[(name, value)], &[]);
            let in_other_unit = name.to_ascii_lowercase().ends_with("timeout_ms") || name.ends_with("TimeoutMs");
            if in_other_unit && knob.property.ends_with("timeout_sec") {
                assert_eq!(settings.breaker_timeout, Duration::from_millis(7), "{name}");
                settings.breaker_timeout = Duration::from_secs(7);
            }
            if let OptedOut(by) = settings.enablement {
                assert_eq!(by, OptOut::Property(name));
                settings.enablement = OptedOut(OptOut::Property(ENABLED));
            }
            assert_eq!(settings, expected, "{name}");
            assert_eq!(of(&[(name, knob.default)], &[]).diagnostics, [], "{name}");
        }
    }
    // A namespace or a knob that is added is in the loop above by itself.
    assert!(spellings >= (KNOBS.len() + aliases) * NAMESPACES.len());
}

#[test]
fn the_first_namespace_wins_but_for_an_opt_out() {
    let both = [("telemetry_batch_size", "9"), ("adbc.databricks.telemetry.batch_size", "8")];
    for order in [both, [both[1], both[0]]] {
        assert_eq!(of(&order, &[]).batch_size, 8);
    }
    for (yes, no) in [(ENABLED, "EnableTelemetry"), ("enable_telemetry", "databricks.telemetry.enabled")] {
        for order in [[(yes, "true"), (no, "false")], [(no, "false"), (yes, "true")]] {
            assert_eq!(of(&order, &[]).enablement, OptedOut(OptOut::Property(no)));
        }
    }
}

/// What people write, and whether it is clearly a no, clearly a yes, or nothing at all.
const NOES: [&str; 10] = ["false", "False", "0", "no", "off", "n", "f", "\"false\"", "'0'", " OFF "];
const YESES: [&str; 10] = ["true", "TRUE", "1", "yes", "on", "y", "t", "\"true\"", "'1'", " On "];
const UNCLEAR: [&str; 12] =
    ["2", "-1", "banana", "enabled", "disable", "truefalse", "\"", "\"true", "0.0", "null", "None", "\u{fffd}"];
const NOTHING: [&str; 4] = ["", "  ", "\"\"", "''"];

#[test]
fn an_opt_out_fails_closed_wherever_it_stands() {
    let force = ("adbc.databricks.telemetry.force_enable", "true");
    for name in ["DATABRICKS_TELEMETRY_DISABLED", "DO_NOT_TRACK"] {
        for (values, off) in [(&YESES[..], true), (&UNCLEAR, true), (&NOES, false), (&NOTHING, false)] {
            for value in values {
                let enablement = of(&[force], &[(name, value)]).enablement;
                assert_eq!(
                    enablement,
                    if off { OptedOut(OptOut::Environment(name)) } else { Forced },
                    "{name}={value}"
                );
            }
        }
    }
    let enabled = KNOBS.iter().find(|knob| knob.property == ENABLED).expect("a knob");
    let environment = enabled.environment.expect("it has one");
    for (values, off) in [(&NOES[..], true), (&UNCLEAR, true), (&YESES, false), (&NOTHING, false)] {
        for value in values {
            let enablement = of(&[force], &[(environment, value)]).enablement;
            assert_eq!(enablement, if off { OptedOut(OptOut::Environment(environment)) } else { Forced }, "{value}");
            for name in enabled.spellings() {
                let enablement = of(&[force, (name, value)], &[]).enablement;
                assert_eq!(enablement, if off { OptedOut(OptOut::Property(name)) } else { Forced }, "{name}={value}");
            }
        }
    }
}

#[test]
fn what_does_not_parse_is_reported_once_and_keeps_the_default_or_opts_out() {
    // Anything may be the name of a file.
    for knob in KNOBS.iter().filter(|knob| knob.property != MIRROR) {
        for name in knob.spellings() {
            let mut settings = of(&[(name, "many")], &[]);
            assert_eq!(settings.diagnostics.len(), 1, "{name}");
            assert_eq!(settings.diagnostics[0].name, name);
            assert!(!settings.diagnostics[0].to_string().contains("many"), "a value is not repeated");
            settings.diagnostics.clear();
            let mut expected = Settings::default();
            if knob.property == ENABLED {
                expected.enablement = OptedOut(OptOut::Property(name));
            }
            if knob.property == MODE {
                expected.mode = Mode::Local;
            }
            assert_eq!(settings, expected, "{name}");
        }
    }
    for name in Environment::NAMES.into_iter().filter(|name| !name.ends_with("MIRROR")) {
        let mut settings = of(&[], &[(name, "perhaps")]);
        assert_eq!(settings.diagnostics.len(), 1, "{name}");
        settings.diagnostics.clear();
        let mut expected = Settings::default();
        if name.ends_with("MODE") {
            expected.mode = Mode::Local;
        } else if !name.ends_with("BATCH_SIZE") && !name.ends_with("INTERVAL_MS") {
            expected.enablement = OptedOut(OptOut::Environment(name));
        }
        assert_eq!(settings, expected, "{name}");
    }
    let settings = of(&[("adbc.databricks.telemetry.batch_size", "0")], &[("DATABRICKS_TELEMETRY_BATCH_SIZE", "8")]);
    assert_eq!((settings.batch_size, settings.diagnostics.len()), (8, 1), "the next source is asked");
}

#[test]
fn local_wins_wherever_it_stands_and_unclear_is_local() {
    let property = "telemetry_mode";
    let variable = "DATABRICKS_TELEMETRY_MODE";
    for (said, variables, mode) in [
        ("", "", Mode::Send),
        ("send", "\"SEND\"", Mode::Send),
        ("local", "send", Mode::Local),
        ("send", "Local", Mode::Local),
        ("", "lcoal", Mode::Local),
        ("off", "", Mode::Local),
    ] {
        assert_eq!(of(&[(property, said)], &[(variable, variables)]).mode, mode, "{said} {variables}");
    }
    for config in [Config::new().mode(Mode::Local).mode(Mode::Send), Config::new().mode(Mode::Local)] {
        assert_eq!(config.resolve(&Environment::none()).mode, Mode::Local);
    }
}

#[test]
fn the_connection_names_its_mirror_or_else_the_environment_does() {
    let variable = ("DATABRICKS_TELEMETRY_MIRROR", "/tmp/of the process");
    let mirror = |properties: &[_], variables: &[_]| of(properties, variables).mirror;
    assert_eq!(mirror(&[], &[]), None);
    assert_eq!(mirror(&[], &[variable]), Some("/tmp/of the process".into()));
    assert_eq!(mirror(&[(MIRROR, "'/tmp/mine'")], &[variable]), Some("/tmp/mine".into()));
    assert_eq!(mirror(&[(MIRROR, " ")], &[variable]), Some("/tmp/of the process".into()));
}

#[test]
fn names_are_case_sensitive_and_strangers_passed_over() {
    let settings = of(&[("ADBC.databricks.telemetry.batch_size", "9"), ("uri", "x")], &[("PATH", "/")]);
    assert_eq!(settings, Settings::default());
}

proptest! {
    #[test]
    fn no_value_breaks_anything(values in prop::collection::vec(any::<String>(), KNOBS.len())) {
        let properties = KNOBS.iter().zip(&values).map(|(knob, value)| (knob.property, value.as_str()));
        let settings = Config::from_properties(properties).resolve(&Environment::none());
        prop_assert!((1..=1000).contains(&settings.batch_size));
        prop_assert!(settings.flush_interval >= Duration::from_millis(1));
    }
}
