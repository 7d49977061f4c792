//! One log that arrived, as the store and the page have it.

use super::client::Client;
use super::finding::LiveFinding;
use super::intake::Endpoint;
use crate::contract::{FrontendLog, OperationType, SqlDriverLog};

/// One log that arrived.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number in the store, from 1.
    pub seq: i64,
    /// The driver that sent it.
    pub client: Client,
    /// Where it came in.
    pub endpoint: Endpoint,
    /// What the privacy pass left of it: a session id that is no UUID, for one, is not there.
    pub message: FrontendLog,
    /// What was found in it.
    pub findings: Vec<LiveFinding>,
}

impl Event {
    /// Returns the log of the driver, without the shells around it.
    pub fn log(&self) -> Option<&SqlDriverLog> {
        self.message.entry.as_ref()?.sql_driver_log.as_ref()
    }

    /// Returns the operation, if the driver told it.
    pub fn operation(&self) -> Option<OperationType> {
        let number = self.log()?.sql_operation.as_ref()?.operation_detail.as_ref()?.operation_type?;
        OperationType::try_from(number).ok()
    }
}
