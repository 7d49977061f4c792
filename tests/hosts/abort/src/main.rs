//! A host that is built with `panic = "abort"`, in the conditions in which a call could panic if it were careless: it
//! prints what it went through, and lives. That the driver's own code must not panic in such a host goes without saying.
//!
//! `cargo run --manifest-path tests/hosts/abort/Cargo.toml --target-dir target/abort`, as `.ci/run` does.

use std::cell::RefCell;
use std::future::ready;
use std::pin::pin;
use std::process::{ExitCode, abort};
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread;
use std::time::Duration;

use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, ErrorInfo, ErrorKind, RuntimeChoice, Telemetry};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials, MemoryTransport, TransportError, blocking_credentials};
use sql_driver_telemetry::export::http::Response;
use tokio::runtime::{Builder, Runtime};

const WAITS: [Duration; 3] = [Duration::ZERO, Duration::from_millis(1), Duration::from_secs(20)];

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("panic") {
        // That it would: the gate looks at it.
        panic!("this host aborts");
    }
    let all: [(&str, fn()); 9] = [
        ("every wait, with nothing to wait for", idle),
        ("after a shutdown, twice, and whatever comes afterwards", ended),
        ("a provider whose runtime has ended", provider_without_runtime),
        ("a provider that fails", provider_that_fails),
        ("a transport that fails in every way", transports),
        ("a runtime of the driver's that has ended", runtime_gone),
        ("a runtime of the driver's without timer and IO", runtime_bare),
        ("inside runtimes, and dropped there", inside),
        ("in the destructor of a thread-local", thread_local),
    ];
    for (name, act) in all {
        act();
        println!("lives: {name}");
    }
    ExitCode::SUCCESS
}

fn options() -> ConnectionOptions {
    ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(MemoryTransport::new())
}

/// One of each thing that can be recorded.
fn record(connection: &ConnectionTelemetry) {
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.error(ErrorInfo::new(ErrorKind::Timeout).text("a text"));
    let recorder = statement.recorder();
    recorder.chunk(u64::MAX, Duration::MAX, u64::MAX);
    statement.latency(Duration::MAX);
    drop(connection.operation(OperationType::CancelStatement));
    connection.record_statement_execute("no id", Duration::MAX, Default::default());
    connection.record_error("", "", None, Some(u64::MAX));
}

/// Every way to wait, with every wait.
fn waits(telemetry: &Telemetry, connection: &ConnectionTelemetry) {
    for wait in WAITS {
        connection.flush(wait);
        block_on(connection.flush_async(wait));
        connection.flush_all_pending(wait);
        connection.close(wait);
        block_on(connection.close_async(wait));
        telemetry.shutdown(wait);
        telemetry.stats();
    }
}

fn whole(options: ConnectionOptions) {
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(options);
    record(&connection);
    waits(&telemetry, &connection);
    record(&connection);
}

fn idle() {
    let telemetry = Telemetry::with_environment(Environment::none());
    waits(&telemetry, &telemetry.connect(options()));
}

fn ended() {
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(options());
    record(&connection);
    telemetry.shutdown(Duration::from_secs(20));
    record(&connection);
    waits(&telemetry, &connection);
    whole(options());
}

fn provider_without_runtime() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap_or_else(|_| abort());
    let provider = blocking_credentials(runtime.handle().clone(), || Credentials::bearer("token"));
    runtime.shutdown_background();
    whole(options().credentials(provider, CredentialIdentity::of("somebody")));
}

fn provider_that_fails() {
    let provider = || ready(Err::<Credentials, BoxError>("no".into()));
    whole(options().credentials(provider, CredentialIdentity::of("somebody")));
}

fn transports() {
    let errors: [fn() -> TransportError; 4] = [
        || TransportError::TimedOut,
        || TransportError::Broken("broken".into()),
        || TransportError::Unreachable("away".into()),
        || TransportError::Unusable("unusable".into()),
    ];
    for error in errors {
        whole(options().transport(move |_| ready(Err(error()))));
    }
    for status in [200, 204, 301, 401, 413, 429, 503] {
        whole(options().transport(move |_| {
            let mut response = Response::new("\u{0}<html>".into());
            *response.status_mut() = status.try_into().unwrap_or_default();
            ready(Ok(response))
        }));
    }
}

fn runtime_gone() {
    let runtime = Runtime::new().unwrap_or_else(|_| abort());
    let on_it = options().runtime(RuntimeChoice::Handle(runtime.handle().clone()));
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(on_it.clone());
    record(&connection);
    drop(runtime);
    record(&connection);
    waits(&telemetry, &connection);
    whole(on_it);
}

fn runtime_bare() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap_or_else(|_| abort());
    whole(options().runtime(RuntimeChoice::Handle(runtime.handle().clone())));
}

fn inside() {
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.worker_threads(1).enable_time().build().unwrap_or_else(|_| abort());
        runtime.block_on(async {
            whole(options());
            let telemetry = Telemetry::with_environment(Environment::none());
            let connection = telemetry.connect(options().runtime(RuntimeChoice::Handle(runtime.handle().clone())));
            record(&connection);
            connection.close_async(Duration::from_secs(20)).await;
        });
    }
}

fn thread_local() {
    struct AtEnd;
    impl Drop for AtEnd {
        fn drop(&mut self) {
            whole(options());
        }
    }
    thread_local! { static LAST: RefCell<Option<AtEnd>> = const { RefCell::new(None) } }
    if thread::spawn(|| LAST.set(Some(AtEnd))).join().is_err() {
        abort();
    }
}

/// The smallest executor.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
        thread::park();
    }
}
