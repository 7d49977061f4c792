//! How much is collected.

use std::str::FromStr;

/// The level up to which events are collected, under the name that drivers gave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Nothing: the same as an opt-out.
    Off,
    /// Events with an error.
    Error,
    /// Also events with retries or failed chunks.
    Warn,
    /// Every connection, statement and operation. The default.
    #[default]
    Info,
    /// As [`Info`](Self::Info) today.
    Debug,
    /// As [`Info`](Self::Info) today.
    Trace,
}

impl LogLevel {
    /// Returns whether an event of `severity` is collected at this level.
    pub const fn admits(self, severity: Self) -> bool {
        severity as u8 <= self as u8
    }
}

impl FromStr for LogLevel {
    type Err = &'static str;

    /// The names of the levels, in any case, with or without quotes. A plain no (`false`, `none`, `0` …) is `Off`: it
    /// opts out.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = super::value::unquoted(name);
        if name.eq_ignore_ascii_case("none") || super::value::boolean(name) == Ok(false) {
            return Ok(Self::Off);
        }
        [
            ("off", Self::Off),
            ("error", Self::Error),
            ("warn", Self::Warn),
            ("info", Self::Info),
            ("debug", Self::Debug),
            ("trace", Self::Trace),
        ]
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, level)| level)
        .ok_or("Off, Error, Warn, Info, Debug or Trace")
    }
}

#[cfg(test)]
mod tests {
    use super::LogLevel::{self, *};

    #[test]
    fn a_level_admits_what_is_at_least_as_severe() {
        for (level, admitted) in [
            (Off, [false, false, false]),
            (Error, [true, false, false]),
            (Warn, [true, true, false]),
            (Info, [true, true, true]),
            (Debug, [true, true, true]),
            (Trace, [true, true, true]),
        ] {
            assert_eq!([Error, Warn, Info].map(|severity| level.admits(severity)), admitted, "{level:?}");
        }
    }

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!("WARN".parse(), Ok(Warn));
        assert_eq!(" info ".parse(), Ok(Info));
        assert!("warning".parse::<LogLevel>().is_err());
        for off in ["off", "none", "false", "0", "\"Off\""] {
            assert_eq!(off.parse(), Ok(Off), "{off}");
        }
    }
}
