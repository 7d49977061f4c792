//! What a driver touches: handles that cost next to nothing, and nothing at all when they are off.

mod auth;
mod connection;
mod error;
mod facts;
mod id;
mod keyed;
mod open;
mod operation;
mod options;
mod properties;
mod record;
mod recorder;
mod route;
mod snapshot;
mod statement;
mod strong;
pub(crate) mod system;
mod telemetry;
mod unwind;
mod why_off;

pub use auth::AuthKind;
pub(crate) use connection::Connection;
pub use connection::ConnectionTelemetry;
pub use error::ErrorInfo;
pub use keyed::{KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS};
pub use operation::OperationTimer;
pub use options::{ConnectionOptions, CredentialIdentity, DriverIdentity};
pub use properties::{PARAMETER_PROPERTIES, ParameterProperty};
pub(crate) use record::Record;
pub use recorder::StatementRecorder;
pub use snapshot::StatementSnapshot;
pub use statement::StatementTelemetry;
pub use system::detect_system;
pub use telemetry::Telemetry;
pub use why_off::WhyOff;
