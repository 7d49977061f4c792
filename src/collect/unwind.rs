//! Handles cross `catch_unwind`, as drivers behind a C interface need it.
//!
//! What they share is valid at every step, whatever panics in between: numbers are atomics, and a poisoned lock is
//! taken as it is.

use std::panic::{RefUnwindSafe, UnwindSafe};

use super::{
    ChunkTimer, ConnectionTelemetry, OperationTimer, PollTimer, StatementRecorder, StatementTelemetry, Telemetry,
};

impl UnwindSafe for Telemetry {}
impl RefUnwindSafe for Telemetry {}
impl UnwindSafe for ConnectionTelemetry {}
impl RefUnwindSafe for ConnectionTelemetry {}
impl UnwindSafe for StatementTelemetry {}
impl RefUnwindSafe for StatementTelemetry {}
impl UnwindSafe for StatementRecorder {}
impl RefUnwindSafe for StatementRecorder {}
impl UnwindSafe for ChunkTimer {}
impl RefUnwindSafe for ChunkTimer {}
impl UnwindSafe for PollTimer {}
impl RefUnwindSafe for PollTimer {}
impl UnwindSafe for OperationTimer {}
impl RefUnwindSafe for OperationTimer {}
