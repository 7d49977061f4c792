//! Closing works from everywhere, in time, and says what became of the events.

#![cfg(feature = "collect")]

use std::cell::RefCell;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use std::{panic, thread};

use crate::harness::{Bench, WAIT, token};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Reply, Transport};
use sql_driver_telemetry::{ConnectionTelemetry, CredentialIdentity, RuntimeChoice, Telemetry};
use tokio::runtime::{Builder, Runtime};

fn work(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
    drop(connection.operation(OperationType::CloseStatement));
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().build().expect("a runtime without timers or sockets")
}

fn multi_thread(workers: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(workers).enable_all().build().expect("a runtime")
}

/// Blocking and async, on no runtime and on each flavour: everything arrives.
#[test]
fn from_any_runtime_or_none() {
    type Close = fn(&ConnectionTelemetry) -> sql_driver_telemetry::Flushed;
    let cases: [(&str, Close); 7] = [
        ("no runtime", |it| it.close(WAIT)),
        ("inside a current-thread runtime, blocking", |it| current_thread().block_on(async { it.close(WAIT) })),
        ("inside a current-thread runtime, async", |it| current_thread().block_on(it.close_async(WAIT))),
        ("a runtime with one worker, async", |it| {
            let connection = it.clone();
            let task = async move { connection.close_async(WAIT).await };
            let runtime = multi_thread(1);
            runtime.block_on(runtime.spawn(task)).expect("no panic")
        }),
        ("a runtime with one worker, blocking its only worker", |it| {
            let connection = it.clone();
            let runtime = multi_thread(1);
            runtime.block_on(runtime.spawn(async move { connection.close(WAIT) })).expect("no panic")
        }),
        ("the blocking pool", |it| {
            let connection = it.clone();
            let runtime = multi_thread(2);
            runtime.block_on(runtime.spawn_blocking(move || connection.close(WAIT))).expect("no panic")
        }),
        ("an executor of somebody else", |it| futures_executor(it.close_async(WAIT))),
    ];
    for (name, close) in cases {
        let bench = Bench::new();
        let connection = bench.connect();
        work(&connection);
        let flushed = close(&connection);
        assert_eq!((flushed.delivered, flushed.is_complete()), (2, true), "{name}");
        assert_eq!(bench.logs().len(), 2, "{name}");
    }
}

/// The simplest executor: polls on this thread, and parks in between.
fn futures_executor<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        thread::park();
    }
}

#[test]
fn while_a_panic_unwinds() {
    struct Guard(ConnectionTelemetry);
    impl Drop for Guard {
        fn drop(&mut self) {
            assert!(self.0.close(WAIT).is_complete());
        }
    }
    let bench = Bench::new();
    let guard = Guard(bench.connect());
    work(&guard.0);
    let unwound = panic::catch_unwind(panic::AssertUnwindSafe(move || {
        let _guard = guard;
        panic!("expected");
    }));
    assert!(unwound.is_err());
    assert_eq!(bench.logs().len(), 2);
}

#[test]
fn while_a_threads_locals_are_destroyed() {
    struct Guard(ConnectionTelemetry);
    impl Drop for Guard {
        fn drop(&mut self) {
            work(&self.0);
            self.0.close(WAIT);
        }
    }
    thread_local! { static LAST: RefCell<Option<Guard>> = const { RefCell::new(None) } }
    let bench = Bench::new();
    let connection = bench.connect();
    thread::spawn(move || LAST.set(Some(Guard(connection)))).join().expect("no panic");
    assert_eq!(bench.logs().len(), 2);
}

#[test]
fn dropping_waits_for_nothing_and_loses_nothing() {
    let bench = Bench::new();
    let connection = bench.connect();
    work(&connection);
    drop(connection);
    assert!(bench.telemetry.shutdown(WAIT).held == 0);
    assert_eq!(bench.logs().len(), 2);
}

#[test]
fn detached_is_without_waiting() {
    let bench = Bench::new();
    let connection = bench.connect();
    work(&connection);
    connection.close_detached();
    assert!(!connection.is_enabled());
    bench.telemetry.shutdown(WAIT);
    assert_eq!(bench.logs().len(), 2);
}

/// The time itself is not asserted to the millisecond: a close that waits for the service would take for ever.
#[test]
fn an_endpoint_that_never_answers_costs_the_deadline_and_no_more() {
    let bench = Bench::new();
    for _ in 0..10 {
        bench.transport.reply(Reply::Hang);
    }
    let (blocking, detached) = (bench.connect(), bench.connect());
    work(&blocking);
    let flushed = blocking.close(Duration::from_millis(50));
    assert!(flushed.timed_out && flushed.delivered == 0 && flushed.held + flushed.dropped == 2, "{flushed:?}");
    work(&detached);
    let flushed = current_thread().block_on(detached.close_async(Duration::from_millis(50)));
    assert!(flushed.timed_out && flushed.delivered == 0, "{flushed:?}");
}

/// A transport that blocks its thread until what comes with it is dropped.
fn blocking() -> (mpsc::Sender<()>, impl Transport) {
    let (release, hang) = mpsc::channel::<()>();
    let hang = Mutex::new(hang);
    let transport = move |_request| {
        let _ = hang.lock().map(|hang| hang.recv().is_ok());
        async { Ok(http::Response::new(bytes::Bytes::new())) }
    };
    (release, transport)
}

/// The worker itself is blocked, so that it cannot keep any deadline.
#[test]
fn a_transport_that_blocks_the_worker_blocks_no_close() {
    let bench = Bench::new();
    let (release, transport) = blocking();
    let connection = bench.telemetry.connect(bench.options().transport(transport));
    work(&connection);
    assert!(connection.flush(Duration::from_millis(30)).timed_out);
    assert!(current_thread().block_on(connection.flush_async(Duration::from_millis(30))).timed_out);
    assert!(connection.close(Duration::from_millis(30)).timed_out);
    drop(release);
    bench.telemetry.shutdown(WAIT);
}

/// The worker has a moment more than the wait, to answer by itself: an answer of its own is better than a look at the
/// books. Then the one who waits goes. The upper bound is wide: the machine may be busy.
#[test]
fn a_wait_that_nobody_answers_ends_a_moment_after_its_time() {
    const MOMENT: Duration = Duration::from_millis(50);
    let bench = Bench::new();
    let (release, transport) = blocking();
    let connection = bench.telemetry.connect(bench.options().transport(transport));
    work(&connection);
    let wait = Duration::from_millis(20);
    type Wait = fn(&ConnectionTelemetry, Duration) -> sql_driver_telemetry::Flushed;
    let waits: [Wait; 3] = [
        |it, wait| it.flush(wait),
        |it, wait| current_thread().block_on(it.flush_async(wait)),
        |it, wait| it.close(wait),
    ];
    for waiting in waits {
        let start = std::time::Instant::now();
        let flushed = waiting(&connection, wait);
        assert_eq!((flushed.delivered, flushed.held, flushed.timed_out), (0, 2, true), "{flushed:?}");
        let took = start.elapsed();
        assert!(took >= wait + MOMENT, "{took:?}: the worker had no chance");
        assert!(took < wait + 100 * MOMENT, "{took:?}");
    }
    drop(release);
    bench.telemetry.shutdown(WAIT);
}

#[test]
fn a_runtime_of_the_drivers_that_is_gone_is_an_answer() {
    let bench = Bench::new();
    let runtime = multi_thread(1);
    let choice = RuntimeChoice::Handle(runtime.handle().clone());
    let connection = bench.telemetry.connect(bench.options().runtime(choice));
    work(&connection);
    assert_eq!(connection.flush(WAIT).delivered, 2);
    drop(runtime);
    work(&connection);
    let flushed = connection.close(WAIT);
    assert!(!flushed.timed_out && flushed.delivered == 0, "{flushed:?}");
    let stats = connection.stats();
    assert_eq!((stats.recorded, stats.acknowledged, stats.held()), (4, 2, 0), "the books stay");
}

#[test]
fn a_flush_leaves_the_connection_open() {
    let bench = Bench::new();
    let connection = bench.connect();
    for round in 1..=3 {
        work(&connection);
        assert_eq!(connection.flush(WAIT).delivered, 2);
        assert_eq!(connection.stats().acknowledged, 2 * round);
    }
    assert!(connection.is_enabled());
}

#[test]
fn connections_of_one_credential_share_and_others_do_not() {
    let bench = Bench::new();
    let one = bench.connect();
    let same = bench.connect();
    let other = bench.telemetry.connect(bench.options().credentials(token, CredentialIdentity::of("somebody else")));
    work(&one);
    assert_eq!((same.stats().recorded, other.stats().recorded), (2, 0));
    assert_eq!(one.close(WAIT).delivered, 2);
    work(&same);
    assert_eq!(same.flush(WAIT).delivered, 2, "closing one connection does not close the other");
    same.close(WAIT);
    let again = bench.connect();
    assert_eq!(again.stats().recorded, 4, "the same, which lingers");
    work(&again);
    assert_eq!(again.close(WAIT).delivered, 2);
    drop(other);
}

#[test]
fn handles_are_what_they_promise() {
    fn promises<T: Clone + Default + std::fmt::Debug + Send + Sync + panic::UnwindSafe>() {}
    promises::<Telemetry>();
    promises::<ConnectionTelemetry>();
    promises::<sql_driver_telemetry::StatementTelemetry>();
    promises::<sql_driver_telemetry::StatementRecorder>();
}
