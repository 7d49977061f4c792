//! The way to the service, in its good and bad moments.

mod churn;
mod delivery;
mod grpc;
mod http;
mod receiver;
mod soak;
mod socks;
#[cfg(feature = "collect")]
#[path = "../../src/export/tests/table.rs"]
#[allow(dead_code, reason = "shared with the tests of the pipeline")]
mod table;

#[cfg(feature = "collect")]
use sql_driver_telemetry::{DropReason, Stats};
