//! One thread for the process, there while it is needed; and a forked child that stays silent.
//!
//! One test: it looks at all threads of its process.

#![cfg(all(feature = "collect", target_os = "linux"))]

#[path = "collect/harness.rs"]
mod harness;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use harness::{Bench, WAIT};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, fork};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::{ConnectionTelemetry, DropReason, StatementTelemetry};

#[test]
fn one_thread_and_none_in_a_child() {
    let bench = Bench::new();
    let connections: Vec<_> = (0..1_000).map(|_| bench.connect()).collect();
    let opened = connections[0].statement(OperationType::ExecuteStatement);
    assert_eq!(workers(), 0, "nothing was recorded");
    connections.iter().for_each(work);
    assert!(connections[0].flush(WAIT).is_complete());
    assert_eq!(connections[0].stats().acknowledged, 1_000);
    assert_eq!(workers(), 1, "one for all");
    // Sending in silence must not make every place of the program that logs look for a listener.
    assert_eq!(tracing::level_filters::LevelFilter::current(), tracing::level_filters::LevelFilter::OFF);

    // Something waits in the queue, and a statement is open, while the process is forked.
    work(&connections[0]);
    // SAFETY: the child calls nothing but this crate and `_exit`, and the test's other threads hold no lock that
    // either needs: the allocator's are fork-safe in glibc.
    match unsafe { fork() }.expect("a child") {
        ForkResult::Child => {
            let faults = catch_unwind(AssertUnwindSafe(|| faults(&bench, &connections, opened))).unwrap_or(127);
            // SAFETY: neither destructors nor the test harness may run twice.
            unsafe { nix::libc::_exit(faults) };
        }
        ForkResult::Parent { child } => {
            assert_eq!(waitpid(child, None), Ok(WaitStatus::Exited(child, 0)), "the child did not stay silent");
            drop(opened);
        }
    }

    assert!(connections[0].flush(WAIT).is_complete());
    assert_eq!(connections[0].stats().acknowledged, 1_002, "the parent's events are the parent's");
    drop(connections);
    let flushed = bench.telemetry.shutdown(WAIT);
    assert!(!flushed.timed_out, "{flushed:?}");
    assert_eq!(workers(), 0, "gone with the last connection");
    assert_eq!(bench.logs().len(), 1_002);
}

fn work(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
}

/// What a driver may do in a child: everything, without effect. A bit for each thing that is not so.
fn faults(bench: &Bench, connections: &[ConnectionTelemetry], opened: StatementTelemetry) -> i32 {
    drop(opened);
    (0..10_000).for_each(|_| work(&connections[0]));
    let is_uncounted = connections[0].stats().dropped(DropReason::Forked) < 10_000;
    let is_on = bench.connect().is_enabled();
    let closed = connections[0].close(WAIT);
    let down = bench.telemetry.shutdown(WAIT);
    let has_sent = closed.delivered + down.delivered > 0 || bench.logs().len() != 1_000;
    let has_waited = closed.timed_out || down.timed_out;
    [is_uncounted, is_on, has_sent, has_waited, workers() > 0]
        .iter()
        .fold(0, |faults, fault| faults << 1 | i32::from(*fault))
}

/// Threads of telemetry in this process.
fn workers() -> usize {
    let threads = fs::read_dir("/proc/self/task").expect("threads").flatten();
    let names = threads.filter_map(|thread| fs::read_to_string(thread.path().join("comm")).ok());
    names.filter(|name| name.trim() == "sql-telemetry").count()
}
