//! The requests themselves, those that were refused among them, and what drivers say that they lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::frame::Frame;
use super::{ask, html, units};
use crate::contract::DriverTelemetryLoss;
use crate::receiver::analysis::RefusedRequest;
use crate::receiver::columns::columns;
use crate::receiver::date;
use crate::receiver::event::Event;
use crate::receiver::index::{Query as IndexQuery, RequestFact};
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;

/// How many requests are shown at once.
const SHOWN: usize = 200;

/// How many logs that report a loss are looked at, the newest ones: each of a driver's says all before it.
const REPORTS: usize = 500;

#[derive(Template)]
#[template(path = "requests.html")]
struct Requests {
    frame: Frame,
    refused_only: bool,
    all_runs: bool,
    requests: Vec<Request>,
    facts: Vec<(&'static str, String)>,
    losses: Vec<Loss>,
}

struct Request {
    at: i64,
    time: String,
    path: &'static str,
    status: String,
    is_good: bool,
    size: String,
    logs: String,
    first: Option<i64>,
    took: String,
    again: u64,
    fault: String,
    findings: usize,
    sender: String,
    why: String,
    headers: String,
}

/// What one process of a driver lost, as it says.
struct Loss {
    seq: i64,
    client: String,
    reporter: String,
    recorded: String,
    dropped: String,
    retried: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    refused: String,
    runs: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let losses = match losses(&shared).await {
        Ok(losses) => losses,
        Err(response) => return response,
    };
    let mut requests: Vec<_> = match refused_in(&shared, &search.runs).await {
        Ok(requests) => requests.iter().map(refused).collect(),
        Err(response) => return response,
    };
    let all_runs = !search.runs.is_empty();
    // Of those that were taken the store keeps the logs.
    let refused_only = search.refused == "only" || all_runs;
    if !refused_only {
        requests.extend(shared.writer.index.requests().newest().take(SHOWN).map(taken));
    }
    requests.sort_by_key(|request| std::cmp::Reverse(request.at));
    requests.truncate(SHOWN);
    let report = Report::new(&shared);
    let told = report.losses;
    let facts = vec![
        ("requests", units::count(report.requests)),
        ("refused", units::count(report.refused_requests)),
        ("struck by a fault", units::count(report.faults)),
        ("logs that came again", units::count(told.retried)),
        ("logs lost to faults", units::count(told.lost)),
    ];
    html(&Requests { frame: Frame::of(&report, "/requests"), refused_only, all_runs, requests, facts, losses })
}

/// Returns the requests that were refused last, the newest first: in this run, in `all` of them, or in the one of that
/// number.
pub(super) async fn refused_in(shared: &Arc<Shared>, runs: &str) -> Result<Vec<RefusedRequest>, Response> {
    match runs {
        "" => Ok(shared.analysis().refused.newest().cloned().collect()),
        "all" => ask(shared, |reader| reader.refused(None)).await,
        number => {
            let run = number.parse().unwrap_or(0);
            ask(shared, move |reader| reader.refused(Some(run))).await
        }
    }
}

fn taken(request: &RequestFact) -> Request {
    let answered = request.answered.as_ref();
    let status = answered.and_then(|answered| answered.status);
    let logs = if request.stored == request.logs {
        request.logs.to_string()
    } else {
        format!("{} of {}", request.stored, request.logs)
    };
    Request {
        at: request.at,
        time: date::time(request.at),
        path: match request.endpoint {
            crate::receiver::Endpoint::Unauthenticated => "unauth",
            crate::receiver::Endpoint::Grpc => "grpc",
            _ => "ext",
        },
        status: match (answered, status) {
            (_, Some(status)) => status.to_string(),
            (Some(_), None) => "cut".to_owned(),
            (None, None) => "–".to_owned(),
        },
        is_good: status.is_none_or(|status| status < 400),
        size: units::bytes(request.bytes),
        logs,
        first: (request.stored > 0).then_some(request.first),
        took: answered.map_or_else(String::new, |answered| units::millis(answered.took_ms)),
        again: request.again,
        fault: answered.map(|answered| answered.fault.clone()).unwrap_or_default(),
        findings: request.findings,
        sender: request.sender.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string),
        why: String::new(),
        headers: String::new(),
    }
}

fn refused(request: &RefusedRequest) -> Request {
    Request {
        at: request.at,
        time: date::time(request.at),
        path: if request.path.ends_with("unauth") { "unauth" } else { "ext" },
        status: request.status.to_string(),
        is_good: false,
        size: request
            .size
            .map_or_else(|| "not told".to_owned(), |size| units::bytes(usize::try_from(size).unwrap_or(usize::MAX))),
        logs: String::new(),
        first: None,
        took: String::new(),
        again: 0,
        fault: String::new(),
        findings: 0,
        sender: request.sender.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string),
        why: request.reason.clone(),
        headers: request.headers.iter().map(header).collect::<Vec<_>>().join("\n"),
    }
}

fn header((name, value): &(String, Option<String>)) -> String {
    value.as_ref().map_or_else(|| format!("{name}: (not kept)"), |value| format!("{name}: {value}"))
}

/// Returns the last word of each reporter: they are totals, of which the greatest counts.
async fn losses(shared: &Arc<Shared>) -> Result<Vec<Loss>, Response> {
    let leaf = columns().iter().position(|column| column.path.ends_with("telemetry_loss.reporter_id"));
    let leaf = leaf.and_then(|leaf| u16::try_from(leaf).ok()).unwrap_or(u16::MAX);
    let index = Arc::clone(&shared.writer.index);
    let from = Some(shared.run().first_seq);
    let rows = ask(shared, move |reader| {
        let seqs = index.selection(&IndexQuery { from, ..IndexQuery::default() }).newest_with(leaf, REPORTS);
        seqs.into_iter().filter_map(|seq| reader.log(seq).transpose()).collect::<Result<Vec<_>, _>>()
    })
    .await?;
    let mut reporters = BTreeMap::<String, (i64, Event, DriverTelemetryLoss)>::new();
    for event in rows.into_iter().map(Event::from) {
        let Some(loss) = event.log().and_then(|log| log.telemetry_loss.clone()) else { continue };
        let reporter = loss.reporter_id.clone().unwrap_or_default();
        let total = dropped(&loss).iter().map(|(_, events)| events).sum();
        if reporters.get(&reporter).is_none_or(|(known, ..)| *known < total) {
            reporters.insert(reporter, (total, event, loss));
        }
    }
    let number = |number: Option<i64>| units::count(u64::try_from(number.unwrap_or(0)).unwrap_or(0));
    let losses = reporters.into_iter().map(|(reporter, (_, event, loss))| Loss {
        seq: event.seq,
        client: event.client.to_string(),
        reporter: reporter.chars().take(8).collect(),
        recorded: number(loss.recorded),
        dropped: dropped(&loss)
            .iter()
            .map(|(reason, events)| {
                format!("{} {}", units::count(u64::try_from(*events).unwrap_or(0)), reason.replace('_', " "))
            })
            .collect::<Vec<_>>()
            .join(", "),
        retried: number(loss.retried),
    });
    Ok(losses.collect())
}

/// Returns what was given up, by reason.
fn dropped(loss: &DriverTelemetryLoss) -> Vec<(&'static str, i64)> {
    use crate::contract::{Message, Reflect, Value};

    let Some(dropped) = &loss.dropped else { return Vec::new() };
    let fields = crate::contract::DroppedEvents::DESCRIPTOR.fields.iter().enumerate();
    fields
        .filter_map(|(index, field)| match dropped.get(index) {
            Value::Integer(events) if events > 0 => Some((field.name, events)),
            _ => None,
        })
        .collect()
}
