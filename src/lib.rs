//! Client telemetry for SQL drivers: a driver reports how it is doing, and never what its users are doing.
//!
//! Data flows one way, and each module below is one step of it:
//!
//! ```text
//! driver's threads              │ one worker a process                              │ service
//! Telemetry ─ connect ─►        │                                                   │
//! ConnectionTelemetry           │                                                   │
//!  └ StatementTelemetry ─ drop ─┼─► queue ─► assemble ─► scrub ─► encode ─► export ─┼─► /telemetry-ext
//!     chunks, polls, errors     │   bounded  contract    privacy  json      export  │
//! ```
//!
//! - `Telemetry` is the entry of a process, `ConnectionTelemetry` a connection, `StatementTelemetry` and `OperationTimer`
//!   the guards that a driver holds while it works: one event comes out at their drop, whatever happened. They need the
//!   feature `collect`; every one of them has a `Default` that is off and costs a few instructions.
//! - [`contract`] has the types of `proto/`, generated, with the class, unit, range and passport of each field.
//! - [`privacy`] is the pass: what may leave, and what becomes of it. Only a [`privacy::Scrubbed`] can be encoded.
//! - [`json`] writes and reads the payload, and [`check`] names every departure of one from the contract.
//! - `config` says what may be set, by whom, and who wins; `export` has the transports, credentials, retries and the
//!   breaker; `DropReason` and `Stats` are the books, in which recorded = acknowledged + dropped + held.
//! - `schema`, `receiver` and `cli` are tools behind features, never in a driver's build.
//!
//! ```
//! # #[cfg(feature = "collect")] {
//! use sql_driver_telemetry::StatementTelemetry;
//!
//! // A guard that is off, as a driver holds it where telemetry is switched off: nothing is recorded, nothing is spent.
//! let statement = StatementTelemetry::default();
//! statement.recorder().chunk(0, std::time::Duration::from_millis(40), 8_388_608);
//! # }
//! ```
//!
//! `README.md` has the first ten lines of a driver, `docs/privacy.md` what is sent field by field.
#![forbid(unsafe_code)]
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
#[cfg(feature = "collect")]
mod record;
#[cfg(feature = "receiver")]
pub mod schema;
#[cfg(feature = "collect")]
mod stats;
#[cfg(feature = "collect")]
mod sync;
#[cfg(feature = "collect")]
mod worker;

#[cfg(all(doctest, feature = "http"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "rustls"))]
#[doc = include_str!("../docs/wiring.md")]
struct Wiring;

#[cfg(feature = "collect")]
pub use collect::{
    ChunkTimer, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS,
    NETWORK_PROPERTIES, NetworkProperty, OperationTimer, PARAMETER_PROPERTIES, ParameterProperty, PollTimer,
    StatementRecorder, StatementTelemetry, Telemetry, WhyOff,
};
pub use contract::ErrorKind;
#[cfg(feature = "collect")]
pub use queue::Budget;
#[cfg(feature = "tracing")]
pub use record::SPAN_TARGET;
#[cfg(feature = "collect")]
pub use record::{AuthKind, DriverIdentity, ErrorInfo, StatementSnapshot, detect_system};
#[cfg(feature = "collect")]
pub use stats::{DropReason, Flushed, Stats};
#[cfg(feature = "collect")]
pub use worker::RuntimeChoice;
