#![cfg_attr(feature = "http", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "http"), doc = "The contract of the SQL drivers' telemetry, its JSON, and the privacy pass.")]
#![deny(missing_docs)]

#[cfg(feature = "collect")]
mod assemble;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "collect")]
mod clock;
#[cfg(feature = "collect")]
mod collect;
#[cfg(feature = "collect")]
pub mod config;
pub mod contract;
#[cfg(feature = "collect")]
pub mod export;
pub mod json;
#[cfg(feature = "collect")]
mod pipeline;
pub mod privacy;
#[cfg(feature = "collect")]
mod queue;
#[cfg(feature = "receiver")]
pub mod receiver;
#[cfg(feature = "receiver")]
pub mod schema;
mod stats;
mod sync;
#[cfg(feature = "collect")]
mod worker;

#[cfg(feature = "tracing")]
pub use collect::SPAN_TARGET;
#[cfg(feature = "collect")]
pub use collect::{
    AuthKind, ChunkTimer, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo,
    KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS, NETWORK_PROPERTIES, NetworkProperty, OperationTimer,
    PARAMETER_PROPERTIES, ParameterProperty, PollTimer, StatementRecorder, StatementSnapshot, StatementTelemetry,
    Telemetry, WhyOff, detect_system,
};
pub use contract::ErrorKind;
#[cfg(feature = "collect")]
pub use queue::Budget;
pub use stats::DropReason;
#[cfg(feature = "collect")]
pub use stats::{Flushed, Stats};
#[cfg(feature = "collect")]
pub use worker::RuntimeChoice;
