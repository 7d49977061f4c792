//! The development receiver: shows what a driver really sends.
//!
//! A small server that speaks the service's HTTP and gRPC, for any driver in any language. It keeps every log in SQLite,
//! says what departs from the contract and what should not have been sent, which fields a driver ever fills, and can
//! answer badly on purpose. It is a tool for development and CI: there is no authentication, it listens on loopback
//! unless told otherwise, and it is not the production service.
//!
//! In a test of a driver:
//!
//! ```no_run
//! use sql_driver_telemetry::receiver::Receiver;
//!
//! let receiver = Receiver::start()?;
//! // … let the driver connect to receiver.url(), run a statement, and close …
//! receiver.events().statement("01f0a1b2-0000-4000-8000-000000000001").expect_one();
//! receiver.events().expect_no_violations();
//! # Ok::<(), sql_driver_telemetry::receiver::StartError>(())
//! ```

mod analysis;
mod body;
mod client;
mod columns;
mod config;
mod date;
mod event;
mod events;
mod export;
mod fault;
mod finding;
#[cfg(feature = "grpc")]
mod grpc;
mod http;
mod index;
mod intake;
mod manual;
mod net;
mod older;
mod page;
mod report;
mod server;
mod shared;
mod store;

pub use crate::check::live::{CrossRule, LiveRule, rules};
pub use analysis::{LeafState, ReceiverFailure, RefusedRequest};
pub use client::Client;
pub use config::{
    BODY_PAUSE, BODY_TIMEOUT, DEFAULT_MAX_LOGS, DEFAULT_MAX_LOGS_IN_MEMORY, FlagAnswer, FlagError, HEAD_TIMEOUT,
    MAX_BODY_BYTES, MAX_BYTES_IN_FLIGHT, MAX_CONNECTIONS, MAX_LOGS, MAX_MEMBERS, ReceiverBuilder,
};
pub use event::Event;
pub use events::Events;
pub use export::{ExportError, ExportFormat, Exported};
pub use fault::{Fault, FaultError, FaultKind, FaultPlan, Verdict, When};
pub use finding::LiveFinding;
pub use intake::Endpoint;
pub use manual::rules_page;
pub use report::{ClientCoverage, FieldCoverage, FindingReport, Losses, Report};
pub use server::{Receiver, StartError};
pub use store::{Run, StoreError};
