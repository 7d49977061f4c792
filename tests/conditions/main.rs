//! Every promise, in every condition that a process can be in.

// With the feature that adds calls: the table has them all.
#![cfg(feature = "tracing")]

#[cfg(all(target_os = "linux", feature = "cli"))]
mod c_host;
mod calls;
mod executor;
mod matrix;
mod processes;
mod states;
#[cfg(target_os = "linux")]
mod system;
#[path = "../../src/export/tests/table.rs"]
#[allow(dead_code, reason = "shared with the tests of the pipeline")]
mod table;
mod values;
mod ways;

use sql_driver_telemetry::{DropReason, Stats};
