//! The live list, and the events that keep it so.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use super::frame::Frame;
use super::row::Row;
use super::search::{Choices, Search};
use super::{ask, html, missing};
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;

/// How many logs the list shows at once.
const LOGS: usize = 100;

/// How long the list waits between two looks at the store: people do not read faster, and a load test does not drown
/// the page.
const PAUSE: Duration = Duration::from_millis(400);

/// How many pages may be open at the same time.
static OPEN_PAGES: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(32);

#[derive(Template)]
#[template(path = "live.html")]
struct Live {
    frame: Frame,
    search: Search,
    choices: Choices,
    findings: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Where the events come from.
    events: String,
    older: Option<String>,
    download: String,
    url: String,
    now: i64,
    error: String,
    notice: String,
}

pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    headers: http::HeaderMap,
    Query(search): Query<Search>,
) -> Response {
    let choices = match Choices::read(&shared, &search).await {
        Ok(choices) => choices,
        Err(response) => return response,
    };
    let asked = search.ask(shared.now(), &shared.run(), &choices.runs);
    let rows = match asked.rows(&shared, LOGS).await {
        Ok(rows) => rows.into_iter().map(Row::new).collect::<Vec<_>>(),
        Err(response) => return response,
    };
    let report = Report::new(&shared);
    let newest = rows.first().map_or(0, |row| row.seq);
    // An older part of the list does not change, nor does a run that is over.
    let is_over = search.is_older() || !matches!(search.runs.as_str(), "" | "all");
    let events = if is_over { String::new() } else { format!("/events?{}", search.with("after", newest)) };
    let older = rows.last().filter(|_| rows.len() == LOGS).map(|row| format!("/?{}", search.with("before", row.seq)));
    html(&Live {
        frame: Frame::of(&report, "/"),
        findings: finding_choices(&report, Some(search.finding.as_str()).filter(|it| !it.is_empty())),
        events,
        older,
        download: format!("/logs.jsonl?{}", search.to_query()),
        url: format!("http://{}", super::host_of(&headers)),
        now: shared.now(),
        notice: asked.notice(&shared),
        error: asked.error,
        choices,
        search,
        rows,
    })
}

/// Returns the logs that were looked for, one JSON document a line, the newest first: to be kept.
pub(super) async fn download(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let runs = match ask(&shared, |reader| reader.runs()).await {
        Ok(runs) => runs,
        Err(response) => return response,
    };
    let asked = search.ask(shared.now(), &shared.run(), &runs);
    asked.whole(&shared).await;
    match asked.rows(&shared, search.limit(DOWNLOADED, DOWNLOADED)).await {
        Ok(rows) => {
            let lines: String = rows.into_iter().map(|row| super::api::log(row).to_string() + "\n").collect();
            let headers = [
                (http::header::CONTENT_TYPE, "application/jsonl"),
                (http::header::CONTENT_DISPOSITION, "attachment; filename=\"logs.jsonl\""),
            ];
            (headers, lines).into_response()
        }
        Err(response) => response,
    }
}

/// How many logs are downloaded at most: some ten megabytes.
const DOWNLOADED: usize = 10_000;

/// Answers with server-sent events: new logs that pass the filter, with the sums, as they come.
pub(super) async fn events(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let Ok(permit) = OPEN_PAGES.try_acquire() else {
        return missing(&shared, StatusCode::SERVICE_UNAVAILABLE, "Too many pages are open", "close one of them");
    };
    let mut asked = search.ask(shared.now(), &shared.run(), &[]);
    let mut commits = shared.writer.logs.clone();
    commits.mark_changed();
    let state = (shared, asked.query.after.take().unwrap_or(0), commits, permit);
    let stream = futures_util::stream::unfold(state, move |(shared, after, mut commits, permit)| {
        let mut asked = asked.clone();
        async move {
            let mut stop = shared.stop.clone();
            tokio::select! {
                changed = commits.changed() => changed.ok()?,
                _ = async { stop.wait_for(|stop| *stop).await.is_ok() } => return None,
            }
            tokio::time::sleep(PAUSE).await;
            commits.mark_unchanged();
            asked.query.after = Some(after);
            let rows = asked.rows(&shared, LOGS).await.ok()?;
            let newest = rows.first().map_or(after, |row| row.seq);
            let logs: Vec<_> = rows.into_iter().rev().map(|row| Row::new(row).to_json()).collect();
            let counts = Frame::new(&shared, "").counts();
            let event = Event::default().event("logs").data(json!({ "logs": logs, "counts": counts }).to_string());
            Some((Ok::<_, Infallible>(event), (shared, newest, commits, permit)))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// Returns what can be chosen for findings: levels, and the rules that were broken.
fn finding_choices(report: &Report, chosen: Option<&str>) -> Vec<(String, String)> {
    let levels =
        [("", "all"), ("any", "any"), ("violation", "violations"), ("privacy", "privacy"), ("advice", "advice")];
    let mut choices: Vec<_> = levels.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let mut rules: Vec<_> = report.findings.iter().map(|finding| finding.rule.to_string()).collect();
    rules.extend(chosen.map(str::to_owned));
    rules.sort();
    rules.dedup();
    rules.retain(|rule| !choices.iter().any(|(name, _)| name == rule));
    choices.extend(rules.into_iter().map(|rule| (rule.clone(), rule)));
    choices
}
