//! What a driver touches: handles that cost next to nothing, and nothing at all when they are off.

mod auth;
mod chunk;
mod connection;
mod error;
mod facts;
mod global;
mod id;
mod keyed;
mod network;
mod open;
mod operation;
mod options;
mod poll;
mod properties;
mod record;
mod recorder;
mod route;
mod secret;
mod snapshot;
mod span;
mod statement;
mod strong;
pub(crate) mod system;
mod telemetry;
mod unwind;
mod why_off;

pub use auth::AuthKind;
pub use chunk::ChunkTimer;
pub(crate) use connection::Connection;
pub use connection::ConnectionTelemetry;
pub use error::ErrorInfo;
pub use keyed::{KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS};
pub use network::{NETWORK_PROPERTIES, NetworkProperty};
pub use operation::OperationTimer;
pub use options::{ConnectionOptions, CredentialIdentity, DriverIdentity};
pub use poll::PollTimer;
pub use properties::{PARAMETER_PROPERTIES, ParameterProperty};
pub(crate) use record::Record;
pub use recorder::StatementRecorder;
pub use snapshot::StatementSnapshot;
#[cfg(feature = "tracing")]
pub use span::SPAN_TARGET;
pub use statement::StatementTelemetry;
pub use system::detect_system;
pub use telemetry::Telemetry;
pub use why_off::WhyOff;
