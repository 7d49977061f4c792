//! Guards are spans: of one target, with the names of the conventions, where a driver's own trace has its place for them.

#![cfg(feature = "tracing")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use crate::harness::{Bench, HOST, WAIT};
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{SpanId, SpanKind, Status, TracerProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use sql_driver_telemetry::{ConnectionTelemetry, ErrorInfo, ErrorKind, SPAN_TARGET, StatementTelemetry};
use tracing::{Dispatch, Instrument, Subscriber, dispatcher, span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

/// While a process has a single subscriber, `tracing` takes what a thread without one says of a new kind of span for what
/// all say. A process has one for all threads; here every test has its own, and other tests' threads have none.
pub(crate) fn among_others() {
    static OTHER: OnceLock<Dispatch> = OnceLock::new();
    OTHER.get_or_init(|| Dispatch::new(Registry::default()));
}

/// A process that exports its traces into memory.
struct Otel {
    exporter: InMemorySpanExporter,
    provider: SdkTracerProvider,
    dispatch: Dispatch,
}

impl Otel {
    fn new() -> Self {
        among_others();
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("driver"));
        Self { exporter, provider, dispatch: Dispatch::new(Registry::default().with(layer)) }
    }

    fn listen<T>(&self, work: impl FnOnce() -> T) -> T {
        dispatcher::with_default(&self.dispatch, work)
    }

    fn spans(&self) -> Vec<SpanData> {
        self.provider.force_flush().expect("memory takes everything");
        self.exporter.get_finished_spans().expect("memory gives everything")
    }
}

fn one<'a>(spans: &'a [SpanData], name: &str) -> &'a SpanData {
    let mut found = spans.iter().filter(|span| span.name == name);
    let span = found.next().unwrap_or_else(|| panic!("{name} among {:?}", names(spans)));
    assert!(found.next().is_none(), "{name} twice");
    span
}

fn names(spans: &[SpanData]) -> Vec<&str> {
    spans.iter().map(|span| span.name.as_ref()).collect()
}

fn attributes(span: &SpanData) -> BTreeMap<String, String> {
    let own =
        |key: &str| !["code.", "thread.", "busy_ns", "idle_ns", "target", "level"].iter().any(|it| key.starts_with(it));
    span.attributes
        .iter()
        .filter(|it| own(it.key.as_str()))
        .map(|it| (it.key.to_string(), it.value.to_string()))
        .collect()
}

/// A query by cloud fetch: submitted, polled for, its chunks downloaded elsewhere and read, and one of them late.
async fn cloud_fetch(connection: &ConnectionTelemetry) {
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.statement_id(ID);
    let _ = statement.observe(Ok::<(), ()>(()), |()| unreachable!());
    for _ in 0..2 {
        let poll = statement.poll_timer();
        tokio::task::yield_now().await;
        drop(poll);
    }
    statement.result(ExecutionResultFormat::ExternalLinks, true, 3);
    let downloads: Vec<_> = (0..3)
        .map(|index| {
            let recorder = statement.recorder();
            tokio::spawn(async move {
                let chunk = recorder.chunk_timer(index);
                tokio::task::yield_now().await;
                chunk.arrived(1_000);
            })
        })
        .collect();
    statement.ready();
    for download in downloads {
        download.await.expect("no panic");
        statement.recorder().chunk_consumed();
    }
    statement.consumed();
    // Ends on a thread that has neither runtime nor subscriber.
    std::thread::spawn(move || drop(statement)).join().expect("no panic");
}

#[test]
fn a_cloud_fetch_is_one_trace_under_every_runtime() {
    let multi = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).build();
    let current = || tokio::runtime::Builder::new_current_thread().build();
    for runtime in [multi(), current()] {
        let otel = Otel::new();
        let bench = Bench::new();
        otel.listen(|| {
            let connection = bench.connect();
            let query = tracing::info_span!("driver query");
            runtime.expect("a runtime").block_on(cloud_fetch(&connection).instrument(query));
            connection.close(WAIT);
        });
        let spans = otel.spans();
        let query = one(&spans, "driver query");
        let statement = one(&spans, "EXECUTE_STATEMENT");
        assert_eq!(statement.parent_span_id, query.span_context.span_id());
        assert_eq!(one(&spans, "call").parent_span_id, statement.span_context.span_id());
        for (name, number) in [("poll", 2), ("chunk", 3)] {
            let below: Vec<_> = spans.iter().filter(|span| span.name == name).collect();
            assert_eq!(below.len(), number, "{name}");
            assert!(below.iter().all(|it| it.parent_span_id == statement.span_context.span_id()), "{name}");
        }
        assert_eq!(spans.len(), 8, "telemetry's own requests are in nobody's trace: {:?}", names(&spans));
        let trace = query.span_context.trace_id();
        assert!(spans.iter().all(|it| it.span_context.trace_id() == trace), "one trace");
        assert!(spans.iter().all(|it| it.start_time >= query.start_time && it.end_time >= it.start_time));
        assert_eq!(bench.logs().len(), 1);
    }
}

#[test]
fn a_statement_has_the_attributes_of_the_conventions_and_nothing_private() {
    let otel = Otel::new();
    let bench = Bench::new();
    otel.listen(|| {
        let connection = bench.connect();
        let statement = connection.statement(OperationType::ExecuteStatement);
        let failed: Result<(), &str> = statement.observe(Err("no table `secret_table` at jo.roe"), |text| {
            ErrorInfo::new(ErrorKind::StatementFailed).sqlstate("42P01").text(text)
        });
        assert!(failed.is_err());
        drop(statement);
        connection
            .statement(OperationType::ExecuteStatementAsync)
            .recorder()
            .chunk_timer(7)
            .error(ErrorKind::ChunkDownload);
        drop(connection.operation(OperationType::CloseStatement));
        connection.operation(OperationType::DeleteSession).returned();
    });
    let spans = otel.spans();
    let failed = one(&spans, "EXECUTE_STATEMENT");
    let expected = [
        ("db.operation.name", "EXECUTE_STATEMENT"),
        ("db.response.status_code", "42P01"),
        ("db.system.name", "databricks"),
        ("error.type", "EXECUTE_STATEMENT_FAILED"),
        ("server.address", HOST),
        ("server.port", "443"),
    ];
    assert_eq!(attributes(failed), expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
    assert_eq!(failed.span_kind, SpanKind::Client);
    assert!(matches!(failed.status, Status::Error { .. }));
    assert_eq!(attributes(one(&spans, "CLOSE_STATEMENT"))["error.type"], "OPERATION_ABANDONED");
    assert_eq!(one(&spans, "DELETE_SESSION").status, Status::Unset);
    let chunk = one(&spans, "chunk");
    assert_eq!(attributes(chunk), [("chunk_id".to_owned(), "7".to_owned())].into());
    assert!(matches!(chunk.status, Status::Error { .. }));
    assert_eq!(attributes(one(&spans, "EXECUTE_STATEMENT_ASYNC"))["error.type"], "CHUNK_DOWNLOAD_ERROR");
    assert!(!format!("{spans:?}").contains("secret_table"));
}

#[test]
fn a_host_that_is_the_customers_own_is_not_named() {
    let otel = Otel::new();
    let bench = Bench::new();
    otel.listen(|| {
        let connection = bench.telemetry.connect(bench.options().host("sql.acme.example"));
        drop(connection.statement(OperationType::ExecuteStatement));
    });
    assert_eq!(attributes(one(&otel.spans(), "EXECUTE_STATEMENT"))["server.address"], "custom");
}

/// A download that ends after its statement: it stays below it, and telemetry ignores it.
#[test]
fn a_late_download_keeps_its_place_in_the_trace() {
    let otel = Otel::new();
    let bench = Bench::new();
    otel.listen(|| {
        let connection = bench.connect();
        let statement = connection.statement(OperationType::ExecuteStatement);
        let late = statement.recorder().chunk_timer(0);
        drop(statement);
        late.arrived(10);
        connection.close(WAIT);
    });
    let spans = otel.spans();
    assert_eq!(one(&spans, "chunk").parent_span_id, one(&spans, "EXECUTE_STATEMENT").span_context.span_id());
    let log = bench.logs().remove(0);
    assert!(log.pointer("/entry/sql_driver_log/sql_operation/chunk_details").is_none(), "{log}");
}

/// What a driver puts on its own requests: the standard propagator, asked with the guard's span.
#[test]
fn the_context_of_a_statement_goes_with_the_drivers_requests_and_with_none_of_telemetrys() {
    let otel = Otel::new();
    let bench = Bench::new();
    let mut headers = std::collections::HashMap::<String, String>::new();
    otel.listen(|| {
        let connection = bench.connect();
        let statement = connection.statement(OperationType::ExecuteStatement);
        TraceContextPropagator::new().inject_context(&statement.span().context(), &mut headers);
        drop(statement);
        connection.close(WAIT);
    });
    let spans = otel.spans();
    let context = &one(&spans, "EXECUTE_STATEMENT").span_context;
    assert_eq!(headers["traceparent"], format!("00-{}-{}-01", context.trace_id(), context.span_id()));
    assert_eq!(one(&spans, "EXECUTE_STATEMENT").parent_span_id, SpanId::INVALID);
    for request in bench.transport.requests() {
        assert!(!request.headers().contains_key("traceparent"));
    }
}

/// The durations of spans, by a clock of the listener's own, from being told of the span to being told of its end.
#[derive(Clone, Default)]
struct Stopwatch(Arc<Mutex<Vec<(&'static str, Duration)>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Stopwatch {
    fn on_new_span(&self, _: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        context.span(id).expect("is told of").extensions_mut().insert(Instant::now());
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        let now = Instant::now();
        let span = context.span(&id).expect("is told of");
        assert_eq!(span.metadata().target(), SPAN_TARGET);
        let begun = *span.extensions().get::<Instant>().expect("was begun");
        self.0.lock().expect("no panic").push((span.name(), now - begun));
    }
}

/// Two clocks cannot be read at once, and a busy machine may stop a thread, or slow it down, between them. Of many spans at
/// least one is not held up: for that one, both are equal to the microsecond. Without optimisation what lies between the two
/// takes about that long by itself.
#[test]
fn a_spans_duration_and_telemetrys_latency_are_one_measurement() {
    let apart = Duration::from_micros(if cfg!(debug_assertions) { 4 } else { 1 });
    among_others();
    let stopwatch = Stopwatch::default();
    let dispatch = Dispatch::new(Registry::default().with(stopwatch.clone()));
    let bench = Bench::new();
    let equal = dispatcher::with_default(&dispatch, || {
        let connection = bench.connect();
        let mut differences = (0..20_000).map(|_| {
            let statement = connection.statement(OperationType::ExecuteStatement);
            statement.returned();
            let latency = statement.snapshot().and_then(|it| it.latency).expect("it returned");
            let (name, duration) = stopwatch.0.lock().expect("no panic").pop().expect("the call's span has ended");
            assert_eq!(name, "call");
            drop(statement);
            stopwatch.0.lock().expect("no panic").clear();
            duration.abs_diff(latency)
        });
        differences.any(|difference| difference <= apart)
    });
    assert!(equal, "no span is as long as its latency");
}

/// Whether somebody listens changes nothing of what is sent.
#[test]
fn the_payload_is_the_same_with_and_without_a_listener() {
    let life = |statement: &StatementTelemetry| {
        statement.statement_id(ID);
        statement.latency(Duration::from_millis(5));
        statement.recorder().chunk(0, Duration::from_millis(7), 100);
        statement.error(ErrorKind::ResultSet);
    };
    let bodies = [true, false].map(|listened| {
        let bench = Bench::new();
        let work = || {
            let connection = bench.connect();
            life(&connection.statement(OperationType::ExecuteStatement));
            connection.close(WAIT);
        };
        if listened {
            Otel::new().listen(work)
        } else {
            dispatcher::with_default(&Dispatch::none(), work)
        }
        let mut log = bench.logs().remove(0);
        // What differs from event to event.
        log["frontend_log_event_id"].take();
        log["context"]["client_context"]["timestamp_millis"].take();
        log
    });
    assert_eq!(bodies[0], bodies[1]);
}

/// A subscriber that does not want the target has none of its spans, and the handles say so.
#[test]
fn a_filter_on_the_target_is_heard() {
    let otel = Otel::new();
    let filter = tracing_subscriber::filter::filter_fn(|it| it.target() != SPAN_TARGET);
    let layer = tracing_opentelemetry::layer().with_tracer(otel.provider.tracer("driver"));
    dispatcher::with_default(&Dispatch::new(Registry::default().with(layer).with(filter)), || {
        let connection = Bench::new().connect();
        let statement = connection.statement(OperationType::ExecuteStatement);
        assert!(statement.span().is_disabled() && statement.poll_timer().span().is_disabled());
        drop(connection.operation(OperationType::CloseStatement));
    });
    assert_eq!(names(&otel.spans()), Vec::<&str>::new());
}
