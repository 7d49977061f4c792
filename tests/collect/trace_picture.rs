//! The picture of a trace in the documentation is one of spans that were exported.

#![cfg(feature = "tracing")]

use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, Status, TracerProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use sql_driver_telemetry::{ConnectionTelemetry, ErrorKind};
use tracing::{Dispatch, Instrument, dispatcher};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

use crate::harness::{Bench, WAIT};
use crate::spans::among_others;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/trace.svg");

/// A query by cloud fetch, whose second chunk is given up. The pauses are there to be seen, and of no account otherwise.
async fn cloud_fetch(connection: &ConnectionTelemetry, pause: Duration) {
    let statement = connection.statement(OperationType::ExecuteStatement);
    tokio::time::sleep(3 * pause).await;
    statement.returned();
    for _ in 0..2 {
        tokio::time::sleep(pause).await;
        let poll = statement.poll_timer();
        tokio::time::sleep(pause).await;
        drop(poll);
    }
    statement.result(ExecutionResultFormat::ExternalLinks, true, 3);
    let downloads = (0..3).map(|index| {
        let recorder = statement.recorder();
        async move {
            let chunk = recorder.chunk_timer(index);
            tokio::time::sleep((3 + 2 * index as u32) * pause).await;
            if index == 1 { chunk.error(ErrorKind::ChunkDownload) } else { chunk.arrived(1_000) }
        }
    });
    let downloads: Vec<_> = downloads.map(tokio::spawn).collect();
    for download in downloads {
        download.await.expect("no panic");
        tokio::time::sleep(pause).await;
    }
    drop(statement);
    let closing = connection.operation(OperationType::CloseStatement);
    tokio::time::sleep(pause).await;
    closing.returned();
}

fn spans(pause: Duration) -> Vec<SpanData> {
    among_others();
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("driver"));
    let bench = Bench::new();
    dispatcher::with_default(&Dispatch::new(Registry::default().with(layer)), || {
        let connection = bench.connect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(cloud_fetch(&connection, pause).instrument(tracing::info_span!("the driver's query")));
        connection.close(WAIT);
    });
    exporter.get_finished_spans().expect("memory gives everything")
}

fn depth(spans: &[SpanData], span: &SpanData) -> usize {
    let above = |id: SpanId| spans.iter().find(|it| it.span_context.span_id() == id);
    std::iter::successors(above(span.parent_span_id), |it| above(it.parent_span_id)).count()
}

fn label(span: &SpanData) -> String {
    let chunk = span.attributes.iter().find(|it| it.key.as_str() == "chunk_id");
    chunk.map_or_else(|| span.name.to_string(), |it| format!("{} {}", span.name, it.value))
}

/// One bar a span, in the order in which they begin.
fn picture(mut spans: Vec<SpanData>) -> String {
    const WIDTH: f64 = 560.0;
    const LEFT: usize = 250;
    spans.sort_by_key(|span| span.start_time);
    let start = spans.iter().map(|it| it.start_time).min().expect("some");
    let end = spans.iter().map(|it| it.end_time).max().expect("some");
    let since = |time: SystemTime| time.duration_since(start).expect("the first is first").as_secs_f64();
    let scale = WIDTH / since(end).max(f64::MIN_POSITIVE);
    let height = 24 * spans.len() + 16;
    let width = LEFT as f64 + WIDTH + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (row, span) in spans.iter().enumerate() {
        let y = 8 + 24 * row;
        let depth = depth(&spans, span);
        let colour = match span.status {
            Status::Error { .. } => "#c0392b",
            _ => ["#7f8c8d", "#2c6fbb", "#6fa8dc"][depth.min(2)],
        };
        svg += &format!(
            "<text x=\"{}\" y=\"{}\" fill=\"#222\">{}</text><rect x=\"{:.1}\" y=\"{}\" width=\"{:.1}\" height=\"16\" rx=\"2\" fill=\"{colour}\"/>\n",
            10 + 16 * depth,
            y + 13,
            label(span).replace('&', "&amp;"),
            LEFT as f64 + since(span.start_time) * scale,
            y,
            ((since(span.end_time) - since(span.start_time)) * scale).max(2.0),
        );
    }
    svg + "</svg>\n"
}

/// What a picture says apart from lengths: each span's place below its parent, its name, and whether it failed.
fn says(svg: &str) -> Vec<String> {
    let rows = svg.lines().filter_map(|line| {
        let (text, bar) = line.split_once("</text>")?;
        let (indent, name) = (text.split('"').nth(1)?, text.rsplit('>').next()?);
        let colour = bar.rsplit_once("fill=")?.1;
        Some(format!("{indent} {name} {colour}"))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn the_picture_is_of_what_is_exported() {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PICTURE, picture(spans(Duration::from_millis(20)))).expect("docs/trace.svg can be written");
        return;
    }
    let stored = std::fs::read_to_string(PICTURE).expect("docs/trace.svg can be read");
    assert_eq!(
        says(&stored),
        says(&picture(spans(Duration::ZERO))),
        "run `UPDATE_DOCS=1 cargo test --all-features --test collect trace_picture`"
    );
}
