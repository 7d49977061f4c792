//! What a driver touches: handles that cost next to nothing, and nothing at all when they are off.

mod by_id;
mod chunk;
mod connection;
mod global;
mod handle;
mod handle_count;
mod keyed;
mod network;
mod operation;
mod options;
mod poll;
mod properties;
mod recorder;
mod route;
mod slab;
mod statement;
mod telemetry;
mod unwind;
mod why_off;

pub use chunk::ChunkTimer;
pub use handle::ConnectionTelemetry;
pub use keyed::{KEYED_TIME_TO_LIVE, MAX_KEYED_STATEMENTS};
pub use network::{NETWORK_PROPERTIES, NetworkProperty};
pub use operation::OperationTimer;
pub use options::{ConnectionOptions, CredentialIdentity};
pub use poll::PollTimer;
pub use properties::{PARAMETER_PROPERTIES, ParameterProperty};
pub use recorder::StatementRecorder;
pub use statement::StatementTelemetry;
pub use telemetry::Telemetry;
pub use why_off::WhyOff;
