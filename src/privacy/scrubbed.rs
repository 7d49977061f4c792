//! The type that says that the pass was run.

use super::pass::{self, Explained, Policy, ScrubCounts, ScrubReport};
use crate::contract::Message;

/// A message that has been through the privacy pass.
///
/// There is no other way to make one, and nothing else can be put into a [`Body`](crate::json::Body):
///
/// ```compile_fail
/// use sql_driver_telemetry::contract::FrontendLog;
/// use sql_driver_telemetry::json::BodyBuilder;
///
/// // A raw log does not fit where a scrubbed one is asked for.
/// BodyBuilder::new(0).push(&FrontendLog::default(), usize::MAX);
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::contract::FrontendLog;
/// use sql_driver_telemetry::privacy::Scrubbed;
///
/// // Its only field is private.
/// let forged = Scrubbed { message: FrontendLog::default() };
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::contract::FrontendLog;
/// use sql_driver_telemetry::privacy::{Policy, Scrubbed};
///
/// // What was scrubbed cannot be changed afterwards.
/// let (log, _) = Scrubbed::new(FrontendLog::default(), &Policy::default());
/// log.message().workspace_id = Some(1);
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::json::Body;
///
/// // Bytes do not become a body.
/// let forged = Body::from(bytes::Bytes::from_static(b"raw"));
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::json::Body;
///
/// // Its fields are private.
/// let forged = Body { bytes: bytes::Bytes::from_static(b"raw"), logs: 1 };
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scrubbed<M> {
    message: M,
}

impl<M: Message> Scrubbed<M> {
    /// Runs the pass, and gives what it did, value by value.
    ///
    /// ```
    /// use sql_driver_telemetry::contract::{DriverErrorInfo, SqlDriverLog};
    /// use sql_driver_telemetry::privacy::{Policy, Scrubbed};
    ///
    /// let log = SqlDriverLog {
    ///     session_id: Some("not an id".to_owned()),
    ///     error_info: Some(DriverErrorInfo { error_name: Some("IO_ERROR".to_owned()), ..Default::default() }),
    ///     ..Default::default()
    /// };
    /// let (log, report) = Scrubbed::new(log, &Policy::default());
    /// assert_eq!(log.to_json(), r#"{"error_info":{"error_name":"IO_ERROR"}}"#);
    /// assert_eq!(report[0].to_string(), "session_id IDENTIFIER dropped");
    /// ```
    pub fn new(mut message: M, policy: &Policy) -> (Self, ScrubReport) {
        let mut report = ScrubReport::new();
        pass::scrub(&mut message, policy, &mut report);
        (Self { message }, report)
    }

    /// Runs the pass, and gives what it did with the reasons.
    pub(crate) fn explained(mut message: M, policy: &Policy) -> (Self, Vec<Explained>) {
        let mut report = Vec::new();
        pass::scrub(&mut message, policy, &mut report);
        (Self { message }, report)
    }

    /// Runs the pass, and only counts what it did, which is faster.
    pub fn counted(mut message: M, policy: &Policy, counts: &mut ScrubCounts) -> Self {
        pass::scrub(&mut message, policy, counts);
        Self { message }
    }

    /// Returns the message in protobuf's binary encoding.
    pub fn to_binary(&self) -> Vec<u8> {
        self.message.encode_to_vec()
    }

    /// Returns the message.
    pub fn message(&self) -> &M {
        &self.message
    }

    /// Returns the message, which is then no longer known to be scrubbed.
    pub fn into_message(self) -> M {
        self.message
    }
}

/// The standard mapping of what came out of the pass, for structs that hold one and for other formats than JSON.
///
/// The contract's own types are `Serialize` as well, scrubbed or not: that is for tools and tests. What is exported is
/// written from `Scrubbed` only, since a [`Body`](crate::json::Body) takes nothing else.
///
/// ```
/// use sql_driver_telemetry::contract::SqlDriverLog;
/// use sql_driver_telemetry::privacy::{Policy, Scrubbed};
///
/// let log = SqlDriverLog { session_id: Some("not an id".to_owned()), operation_latency_ms: Some(0), ..Default::default() };
/// let (log, _) = Scrubbed::new(log, &Policy::default());
/// assert_eq!(serde_json::to_string(&log)?, r#"{"operation_latency_ms":0}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[cfg(feature = "serde")]
impl<M: Message + serde::Serialize> serde::Serialize for Scrubbed<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.message.serialize(serializer)
    }
}
