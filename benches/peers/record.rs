//! One statement's facts, told by the caller: session, operation, whether it is internal, id, latency, format,
//! compression, number of chunks, and the time.
//!
//! Nobody's worker is woken meanwhile, and each takes what was told after a burst: that is not timed.

use std::hint::black_box;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use fastrace::collector::{Reporter, SpanContext, SpanRecord};
use harness::{Case, Meter};
use metrics_util::registry::{AtomicStorage, Registry};
use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};
use opentelemetry::trace::{Span, SpanBuilder, Tracer, TracerProvider};
use opentelemetry::{KeyValue, StringValue};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{self, BatchLogProcessor, LogBatch, LogExporter, SdkLoggerProvider};
use opentelemetry_sdk::trace::{self, BatchSpanProcessor, SdkTracerProvider, SpanData, SpanExporter};
use sentry_core::protocol::{Event, Value};
use sentry_core::{Client, ClientOptions, Envelope, Hub, Level, Scope, Transport};
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use tracing_appender::non_blocking::NonBlockingBuilder;

use crate::caller::{self, ID, SESSION};

const HOUR: Duration = Duration::from_secs(3_600);

pub const CASES: &[Case] = &[
    Case::new("nothing", "the loop itself", caller::nothing),
    Case::new("ours", "**this crate**: a described statement", caller::described),
    Case::new("ours-full", "**this crate**: a described statement with 4 polls and 10 chunks", caller::full),
    Case::new("channel", "a boxed struct with two strings, through the standard library's channel", channel),
    Case::new("otel-log", "OpenTelemetry: a log, built and emitted to the batch processor", otel_log),
    Case::new("otel-span", "OpenTelemetry: a span, begun and ended, to the batch processor", otel_span),
    Case::new("fastrace", "fastrace: a root span with properties", fastrace_span),
    Case::new("sentry", "sentry: an event, captured, to a transport that drops it", sentry_event),
    Case::new("tracing-json", "`tracing`: an event as JSON, to a non-blocking appender", tracing_json),
    Case::new("metrics", "`metrics`: a counter and two histograms by handles that are held; no event", metrics_handles),
];

/// The least that one would write by hand.
struct Naive {
    session: String,
    statement: String,
    operation: OperationType,
    format: ExecutionResultFormat,
    is_internal: bool,
    is_compressed: bool,
    chunks: u64,
    latency: Duration,
    ended: SystemTime,
}

/// The other end waits until it is told to drain, so that it is not woken for each.
fn channel(meter: &mut Meter) {
    let (sender, receiver) = mpsc::sync_channel::<Box<Naive>>(4_096);
    let (go, told) = mpsc::channel::<()>();
    let (done, rested) = mpsc::channel::<usize>();
    thread::spawn(move || {
        while told.recv().is_ok() {
            let seen = receiver.try_iter().map(|it| {
                let facts = (it.session.len(), it.statement.len(), it.operation, it.format, it.is_internal);
                black_box((facts, it.is_compressed, it.chunks, it.latency, it.ended));
            });
            let _ = done.send(seen.count());
        }
    });
    let round = |_| {
        let begun = Instant::now();
        let naive = Naive {
            session: black_box(SESSION).to_owned(),
            statement: black_box(ID).to_owned(),
            operation: black_box(OperationType::ExecuteStatement),
            format: black_box(ExecutionResultFormat::ExternalLinks),
            is_internal: black_box(false),
            is_compressed: black_box(true),
            chunks: black_box(10),
            latency: begun.elapsed(),
            ended: SystemTime::now(),
        };
        let _ = black_box(sender.try_send(Box::new(naive)));
    };
    meter.rounds(round, || {
        let _ = go.send(());
        let _ = rested.recv();
    });
}

fn otel_log(meter: &mut Meter) {
    let config = logs::BatchConfigBuilder::default().with_max_queue_size(4_096).with_max_export_batch_size(4_000);
    let config = config.with_scheduled_delay(HOUR).build();
    let processor = BatchLogProcessor::builder(Nowhere).with_batch_config(config).build();
    let provider = SdkLoggerProvider::builder().with_log_processor(processor).build();
    let logger = provider.logger("bench");
    let session: Arc<str> = SESSION.into();
    let round = |_| {
        let begun = SystemTime::now();
        let mut record = logger.create_log_record();
        record.set_event_name("statement");
        record.set_severity_number(Severity::Info);
        record.add_attribute("session_id", StringValue::from(session.clone()));
        record.add_attribute("statement_id", AnyValue::from(black_box(ID).to_owned()));
        record.add_attribute("internal", black_box(false));
        record.add_attribute("operation", black_box(OperationType::ExecuteStatement) as i64);
        record.add_attribute("format", black_box(ExecutionResultFormat::ExternalLinks) as i64);
        record.add_attribute("compressed", black_box(true));
        record.add_attribute("chunks", black_box(10));
        let ended = SystemTime::now();
        record.set_timestamp(ended);
        record.add_attribute("latency_ms", ended.duration_since(begun).unwrap_or_default().as_millis() as i64);
        logger.emit(record);
    };
    meter.rounds(round, || {
        let _ = provider.force_flush();
    });
}

fn otel_span(meter: &mut Meter) {
    let config = trace::BatchConfigBuilder::default().with_max_queue_size(4_096).with_max_export_batch_size(4_000);
    let config = config.with_scheduled_delay(HOUR).build();
    let processor = BatchSpanProcessor::builder(Nowhere).with_batch_config(config).build();
    let provider = SdkTracerProvider::builder().with_span_processor(processor).build();
    let tracer = provider.tracer("bench");
    let session: Arc<str> = SESSION.into();
    let round = |_| {
        let attributes = vec![
            KeyValue::new("session_id", StringValue::from(session.clone())),
            KeyValue::new("internal", black_box(false)),
            KeyValue::new("operation", black_box(OperationType::ExecuteStatement) as i64),
        ];
        let mut span = tracer.build(SpanBuilder::from_name("statement").with_attributes(attributes));
        span.set_attribute(KeyValue::new("statement_id", black_box(ID).to_owned()));
        span.set_attribute(KeyValue::new("format", black_box(ExecutionResultFormat::ExternalLinks) as i64));
        span.set_attribute(KeyValue::new("compressed", black_box(true)));
        span.set_attribute(KeyValue::new("chunks", black_box(10)));
        span.end();
    };
    meter.rounds(round, || {
        let _ = provider.force_flush();
    });
}

#[derive(Debug)]
struct Nowhere;

impl LogExporter for Nowhere {
    async fn export(&self, _: LogBatch<'_>) -> OTelSdkResult {
        Ok(())
    }
}

impl SpanExporter for Nowhere {
    async fn export(&self, _: Vec<SpanData>) -> OTelSdkResult {
        Ok(())
    }
}

impl Reporter for Nowhere {
    fn report(&mut self, _: Vec<SpanRecord>) {}
}

fn fastrace_span(meter: &mut Meter) {
    fastrace::set_reporter(Nowhere, fastrace::collector::Config::default().report_interval(HOUR));
    let round = |_| {
        let span = fastrace::Span::root("statement", SpanContext::random());
        span.add_properties(|| {
            [
                ("session_id", std::borrow::Cow::from(black_box(SESSION).to_owned())),
                ("statement_id", black_box(ID).to_owned().into()),
                ("internal", word(black_box(false)).into()),
                ("operation", black_box(OperationType::ExecuteStatement).as_str_name().into()),
                ("format", black_box(ExecutionResultFormat::ExternalLinks).as_str_name().into()),
                ("compressed", word(black_box(true)).into()),
                ("chunks", black_box(10u64).to_string().into()),
            ]
        });
        drop(span);
    };
    meter.rounds(round, fastrace::flush);
}

fn word(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

struct Dropped;

impl Transport for Dropped {
    fn send_envelope(&self, envelope: Envelope) {
        drop(black_box(envelope));
    }
}

fn sentry_event(meter: &mut Meter) {
    let mut options = ClientOptions::default();
    options.dsn = "https://public@localhost/1".parse().ok();
    options.transport = Some(Arc::new(Arc::new(Dropped)));
    let hub = Hub::new(Some(Arc::new(Client::with_options(options))), Arc::new(Scope::default()));
    let round = |_| {
        let begun = Instant::now();
        let mut event = Event { level: Level::Info, message: Some("statement".to_owned()), ..Event::default() };
        let mut tell = |name: &str, value: Value| drop(event.extra.insert(name.to_owned(), value));
        tell("session_id", black_box(SESSION).into());
        tell("statement_id", black_box(ID).into());
        tell("internal", black_box(false).into());
        tell("operation", (black_box(OperationType::ExecuteStatement) as i64).into());
        tell("format", (black_box(ExecutionResultFormat::ExternalLinks) as i64).into());
        tell("compressed", black_box(true).into());
        tell("chunks", black_box(10).into());
        tell("latency_ms", (begun.elapsed().as_millis() as u64).into());
        black_box(hub.capture_event(event));
    };
    meter.plain(round);
}

/// Its worker takes each line as it comes.
fn tracing_json(meter: &mut Meter) {
    let (writer, _guard) = NonBlockingBuilder::default().finish(std::io::sink());
    let subscriber = tracing_subscriber::fmt().json().with_writer(writer).finish();
    let round = |_| {
        let begun = Instant::now();
        tracing::info!(
            session_id = black_box(SESSION),
            statement_id = black_box(ID),
            internal = black_box(false),
            operation = black_box(OperationType::ExecuteStatement) as i64,
            format = black_box(ExecutionResultFormat::ExternalLinks) as i64,
            compressed = black_box(true),
            chunks = black_box(10),
            latency_ms = begun.elapsed().as_millis() as u64,
            "statement"
        );
    };
    tracing::subscriber::with_default(subscriber, || {
        meter.rounds(round, || thread::sleep(Duration::from_millis(5)));
    });
}

/// Facts that can be added up, and nothing of a single statement.
fn metrics_handles(meter: &mut Meter) {
    let registry = Registry::<metrics::Key, AtomicStorage>::atomic();
    let counter = registry.get_or_create_counter(&metrics::Key::from_name("statements"), Clone::clone);
    let [latency, chunks] = ["latency", "chunks"]
        .map(|name| registry.get_or_create_histogram(&metrics::Key::from_name(name), Clone::clone));
    let round = |_| {
        let begun = Instant::now();
        metrics::CounterFn::increment(&*counter, black_box(1));
        chunks.push(black_box(10.0));
        latency.push(begun.elapsed().as_secs_f64());
    };
    meter.rounds(round, || {
        latency.clear_with(|_| {});
        chunks.clear_with(|_| {});
    });
}
