//! Why nothing is recorded.

use std::fmt;

use crate::config::{Diagnostic, OptOut};
use crate::export::HostError;

/// Why a connection records nothing: the first of the reasons that holds.
///
/// ```
/// use sql_driver_telemetry::config::{Config, OptOut};
/// use sql_driver_telemetry::{ConnectionOptions, DriverIdentity, Telemetry, WhyOff};
///
/// let name = "databricks.telemetry.enabled";
/// let options = ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("My Driver", "1.0.0"))
///     .config(Config::from_properties([(name, "false")]));
/// let connection = Telemetry::new().connect(options);
/// assert_eq!(connection.why_off(), Some(WhyOff::OptedOut(OptOut::Property(name))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyOff {
    /// The handle was made off, by `disabled` or by `default`.
    Disabled,
    /// Somebody opted out, there.
    OptedOut(OptOut),
    /// The log level is `Off`.
    Level,
    /// Nothing may be sent to the host.
    RefusedHost(HostError),
    /// The options name no transport, and the features of this build have none.
    NoTransport,
    /// The server's flag is off.
    Flag,
    /// The connection's telemetry, or all of the process's, was closed.
    Closed,
    /// This process is a forked child, and the connection is its parent's.
    ForkedChild,
}

impl fmt::Display for WhyOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disabled => f.write_str("the handle was made disabled"),
            Self::OptedOut(OptOut::Environment(name)) => write!(f, "opted out by the environment variable {name}"),
            Self::OptedOut(OptOut::Property(name)) => write!(f, "opted out by the property {name}"),
            Self::OptedOut(_) => f.write_str("opted out by the connection's options"),
            Self::Level => f.write_str("the telemetry log level is Off"),
            Self::RefusedHost(why) => write!(f, "nothing may be sent to the host: {why}"),
            Self::NoTransport => {
                f.write_str("no transport: set one in the options, or build with the feature `rustls`")
            }
            Self::Flag => f.write_str("the server's flag is off"),
            Self::Closed => f.write_str("closed"),
            Self::ForkedChild => f.write_str("the connection is that of the parent process"),
        }
    }
}

/// What a handle that was never on can say.
#[derive(Debug)]
pub(super) struct Off {
    pub(super) why: WhyOff,
    pub(super) diagnostics: Vec<Diagnostic>,
}
