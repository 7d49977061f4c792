//! The live check: what a payload departs from, and what it should not have carried.
//!
//! ```
//! use sql_driver_telemetry::check::{Level, Payload};
//!
//! let body = br#"{"uploadTime":1,"items":null,"protoLogs":["{\"workspace_id\":\"7\"}"]}"#;
//! let payload = Payload::read(body)?;
//! let worst = payload.findings().filter(|finding| finding.rule.level() == Level::Violation);
//! assert_eq!(worst.map(|finding| finding.to_string()).collect::<Vec<_>>(), [
//!     "items items_null is null; leave out what is not known: write an empty list, always",
//! ]);
//! # Ok::<(), sql_driver_telemetry::check::PayloadError>(())
//! ```

#[cfg(feature = "receiver")]
mod allow;
mod complete;
mod completeness;
#[cfg(feature = "receiver")]
pub(crate) mod live;
mod log;
#[cfg(feature = "receiver")]
mod notes;
mod payload;
#[cfg(feature = "receiver")]
mod report;
mod rule;
mod stray;

use std::fmt;

#[cfg(feature = "receiver")]
pub(crate) use allow::without_positions;
#[cfg(feature = "receiver")]
pub use allow::{Allow, AllowError};
#[cfg(feature = "receiver")]
pub(crate) use complete::is_nil;
pub use completeness::{Completed, Completeness, Score};
pub use log::Log;
#[cfg(feature = "receiver")]
pub(crate) use log::{Judged, RawLog};
#[cfg(feature = "receiver")]
pub(crate) use notes::{Note, Source, github, sarif};
pub use payload::{Payload, PayloadError, Request};
#[cfg(feature = "receiver")]
pub use report::{Checked, Found, Report, Summary};
pub use rule::{Level, Rule};

/// One thing found in a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which log of the payload, from 0; `None` for the envelope.
    pub index: Option<usize>,
    /// Where, in names as they stand in the payload. Empty for the whole.
    pub path: String,
    /// The rule that is broken.
    pub rule: Rule,
    /// What was found, in words. Values are not quoted, but for words of enums.
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "(top)" } else { &self.path };
        write!(f, "{path} {} {}: {}", self.rule, self.detail, self.rule.advice())
    }
}
