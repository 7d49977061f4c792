//! The receiver for programs: JSON over HTTP, as `docs/receiver/api.md` describes it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask;
use super::requests::refused_in;
use super::search::Search;
use crate::receiver::event::Event;
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;
use crate::receiver::store::LogRow;

/// How many logs one answer has unless a program asks for another number.
const LOGS: usize = 100;

/// How many logs one answer has at most.
const MOST_LOGS: usize = 1000;

/// Answers `GET /health`: whether the receiver takes logs.
pub(super) async fn health(State(shared): State<Arc<Shared>>) -> Response {
    let failed = shared.analysis().failure.is_some();
    let status = if failed { http::StatusCode::INTERNAL_SERVER_ERROR } else { http::StatusCode::OK };
    let logs = *shared.writer.logs.borrow();
    let body = json!({
        "status": if failed { "failed" } else { "ok" },
        "version": env!("CARGO_PKG_VERSION"),
        "run": shared.run().name,
        "logs": logs,
    });
    (status, Json(body)).into_response()
}

/// Answers `GET /api/counts`: the sums, for pages that are open.
pub(super) async fn counts(State(shared): State<Arc<Shared>>) -> Response {
    Json(super::frame::Frame::new(&shared, "").counts()).into_response()
}

/// Answers `POST /stop`: the report so far; the command ends after it.
pub(super) async fn stop(State(shared): State<Arc<Shared>>) -> Response {
    let report = Report::new(&shared).to_json();
    shared.asked_to_stop.store(true, Ordering::Relaxed);
    Json(report).into_response()
}

/// Answers `POST /runs`: begins another run. What came before stays in the store.
pub(super) async fn begin_run(State(shared): State<Arc<Shared>>) -> Response {
    match shared.begin_run().await {
        Ok(run) => Json(json!({ "run": run.number, "name": run.name })).into_response(),
        Err(error) => (http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Answers `GET /api/logs`: logs that pass the filter, the newest first.
pub(super) async fn logs(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let limit = search.limit(LOGS, MOST_LOGS);
    let runs = match ask(&shared, |reader| reader.runs()).await {
        Ok(runs) => runs,
        Err(response) => return response,
    };
    let asked = search.ask(shared.now(), &shared.run(), &runs);
    asked.whole(&shared).await;
    match asked.rows(&shared, limit).await {
        Ok(rows) => {
            let before = rows.last().filter(|_| rows.len() == limit).map(|row| row.seq);
            let logs: Value = rows.into_iter().map(log).collect();
            Json(json!({ "logs": logs, "before": before })).into_response()
        }
        Err(response) => response,
    }
}

/// Answers `GET /api/findings`: what was found, as the report has it.
pub(super) async fn findings(State(shared): State<Arc<Shared>>) -> Response {
    Json(json!({ "findings": Report::new(&shared).findings_json() })).into_response()
}

/// Answers `GET /api/coverage`: which fields each driver fills, as the report has it.
pub(super) async fn coverage(State(shared): State<Arc<Shared>>) -> Response {
    Json(json!({ "coverage": Report::new(&shared).coverage_json() })).into_response()
}

/// Which requests are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Refused {
    runs: String,
}

/// Answers `GET /api/refused`: the requests that were refused last, the newest first.
pub(super) async fn refused(State(shared): State<Arc<Shared>>, Query(asked): Query<Refused>) -> Response {
    let requests = match refused_in(&shared, &asked.runs).await {
        Ok(requests) => requests,
        Err(response) => return response,
    };
    let refused = requests.iter().map(|request| {
        let headers: Vec<_> = request.headers.iter().map(|(name, value)| json!([name, value])).collect();
        json!({
            "at": request.at,
            "path": request.path,
            "status": request.status,
            "reason": request.reason,
            "size": request.size,
            "sender": request.sender.as_ref().map(ToString::to_string),
            "headers": headers,
        })
    });
    Json(json!({ "refused": refused.collect::<Value>() })).into_response()
}

pub(super) fn log(row: LogRow) -> Value {
    let (received_at, endpoint) = (row.received_at, row.endpoint.clone());
    // The store wrote it from a message.
    let log: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let event = Event::from(row);
    let findings = event.findings.iter().map(|finding| {
        json!({
            "rule": finding.rule.to_string(),
            "level": finding.rule.level().as_str(),
            "path": finding.path,
            "detail": finding.detail,
        })
    });
    json!({
        "seq": event.seq,
        "received_at": received_at,
        "endpoint": endpoint,
        "client": event.client.name,
        "client_version": event.client.version,
        "findings": findings.collect::<Value>(),
        "log": log,
    })
}
