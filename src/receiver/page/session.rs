//! One session: its statements in time, and what is missing.

use std::fmt::Write;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::frame::Frame;
use super::row::Row;
use super::{ask, html, missing, units};
use crate::receiver::event::Event;
use crate::receiver::index::Query;
use crate::receiver::shared::Shared;
use crate::receiver::{date, older};

/// How many logs of a session are shown, the first ones that came last.
const LOGS: usize = 400;

#[derive(Template)]
#[template(path = "session.html")]
struct Session {
    frame: Frame,
    id: String,
    client: String,
    facts: Vec<(&'static str, String)>,
    lacks: Vec<String>,
    waterfall: String,
    rows: Vec<Step>,
}

struct Step {
    seq: i64,
    at: String,
    operation: String,
    statement: String,
    latency: String,
    error: String,
    lacks: String,
}

/// What a log says about its place in time.
struct Bar {
    seq: i64,
    from: i64,
    to: i64,
    name: String,
    class: &'static str,
    text: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    if shared.writer.index.missing(0).is_some() {
        older::load(&shared);
    }
    let index = Arc::clone(&shared.writer.index);
    let query = Query { session: Some(id.clone()), ..Query::default() };
    let rows = ask(&shared, move |reader| {
        let mut seqs = index.selection(&query).newest(LOGS);
        seqs.reverse();
        seqs.into_iter().filter_map(|seq| reader.log(seq).transpose()).collect::<Result<Vec<_>, _>>()
    });
    let rows = match rows.await {
        Ok(rows) => rows,
        Err(response) => return response,
    };
    if rows.is_empty() {
        let text = "No log of it has come, or all were deleted because there were too many or they were too old.";
        return missing(&shared, StatusCode::NOT_FOUND, "No such session", text);
    }
    let mut events: Vec<_> = rows.into_iter().map(|row| (moment(&row), row)).collect();
    events.sort_by_key(|(at, row)| (*at, row.seq));
    let mut bars = Vec::new();
    let mut steps = Vec::new();
    let (mut opened, mut closed, mut errors) = (false, false, 0);
    let mut client = String::new();
    for (at, row) in events {
        let event = Event::from(row.clone());
        let lacks = lacks(&event);
        let row = Row::new(row);
        opened |= row.operation == "CREATE_SESSION";
        closed |= row.operation == "DELETE_SESSION";
        errors += u32::from(!row.error.is_empty());
        client = format!("{} {}", row.client, row.version);
        let latency = event.log().and_then(|log| log.operation_latency_ms);
        // What is longer than a day is not when it began.
        let length = latency.unwrap_or(0).clamp(0, 86_400_000);
        let class = match () {
            () if !row.error.is_empty() => "failed",
            () if row.operation.ends_with("_SESSION") => "poll",
            () => "bar",
        };
        let name = if row.operation.is_empty() { "(not told)".to_owned() } else { row.operation.clone() };
        let mut text = row.latency.clone();
        if !row.error.is_empty() {
            text = format!("{text} {}", row.error);
        }
        bars.push(Bar { seq: row.seq, from: at.saturating_sub(length), to: at, name, class, text });
        steps.push(Step {
            seq: row.seq,
            at: date::time(at),
            statement: row.statement_short().to_owned(),
            operation: row.operation,
            latency: row.latency,
            error: row.error,
            lacks: lacks.join("; "),
        });
    }
    let mut missing_parts = Vec::new();
    if !opened {
        missing_parts.push("No CREATE_SESSION was told.".to_owned());
    }
    if !closed {
        missing_parts.push("No DELETE_SESSION was told: it is open still, or its driver did not flush.".to_owned());
    }
    let incomplete = steps.iter().filter(|step| !step.lacks.is_empty()).count();
    if incomplete > 0 {
        missing_parts.push(format!("{incomplete} events lack something: see the table."));
    }
    let (first, last) =
        (bars.iter().map(|bar| bar.from).min().unwrap_or(0), bars.iter().map(|bar| bar.to).max().unwrap_or(0));
    let facts = vec![
        ("driver", client.clone()),
        ("began", format!("{} {} UTC", date::date(first), date::time(first))),
        ("took", units::millis(last.saturating_sub(first))),
        ("events", units::count(steps.len() as u64)),
        ("errors", errors.to_string()),
    ];
    html(&Session {
        frame: Frame::new(&shared, ""),
        id,
        client,
        facts,
        lacks: missing_parts,
        waterfall: waterfall(&bars, first, last),
        rows: steps,
    })
}

/// Returns when the event was, by its own clock if that is anywhere near the receiver's.
fn moment(row: &crate::receiver::store::LogRow) -> i64 {
    const DAY: u64 = 86_400_000;
    let event = Event::from(row.clone());
    let context = event.message.context.as_ref().and_then(|context| context.client_context.as_ref());
    let told = context.and_then(|context| context.timestamp_millis);
    told.filter(|told| told.abs_diff(row.received_at) <= DAY).unwrap_or(row.received_at)
}

/// Returns what an event should tell and does not.
fn lacks(event: &Event) -> Vec<&'static str> {
    let mut lacks = Vec::new();
    let Some(log) = event.log() else { return vec!["everything"] };
    if log.operation_latency_ms.is_none() && log.error_info.is_none() {
        lacks.push("no latency");
    }
    if let Some(chunks) = log.sql_operation.as_ref().and_then(|sql| sql.chunk_details.as_ref())
        && let (Some(present), Some(iterated)) = (chunks.total_chunks_present, chunks.total_chunks_iterated)
        && iterated < present
    {
        lacks.push("not all chunks were read");
    }
    if log.sql_operation.is_none() && log.vol_operation.is_none() && log.error_info.is_none() {
        lacks.push("no operation");
    }
    lacks
}

/// Returns the picture. Names of errors come from a closed grammar and are escaped all the same.
fn waterfall(bars: &[Bar], first: i64, last: i64) -> String {
    const WIDTH: f64 = 1200.0;
    const LEFT: f64 = 190.0;
    const RIGHT: f64 = 330.0;
    const ROW: f64 = 22.0;
    let length = last.saturating_sub(first).max(1) as f64;
    let x = |at: i64| LEFT + at.saturating_sub(first) as f64 / length * (WIDTH - LEFT - RIGHT);
    let height = ROW * bars.len() as f64 + 26.0;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Events of the session in time\">"
    );
    // Writing to a String cannot fail.
    for quarter in 0..=4 {
        let at = first.saturating_add((length / 4.0 * f64::from(quarter)) as i64);
        let _ = write!(
            svg,
            "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"0\" y2=\"{:.1}\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            height - 24.0,
            height - 8.0,
            units::millis(at.saturating_sub(first)),
            x = x(at)
        );
    }
    for (row, bar) in bars.iter().enumerate() {
        let y = row as f64 * ROW;
        let width = (x(bar.to) - x(bar.from)).max(2.0);
        let _ = write!(
            svg,
            "<a href=\"/logs/{}\"><text class=\"label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"12\" rx=\"3\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text></a>",
            bar.seq,
            LEFT - 10.0,
            y + 14.0,
            units::prose(&bar.name),
            bar.class,
            x(bar.from),
            y + 4.0,
            x(bar.to).max(x(bar.from) + 2.0) + 6.0,
            y + 14.0,
            units::prose(&bar.text)
        );
    }
    svg.push_str("</svg>");
    svg
}
