//! The live list, and the events that keep it so.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::frame::Frame;
use super::row::Row;
use super::{ask, html, missing};
use crate::contract::{FrontendLog, Kind, Message, MessageDescriptor};
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;
use crate::receiver::store::{Filter, Order, Run};

/// How many logs the list shows at once.
const LOGS: usize = 100;

/// How long the list waits between two looks at the store: people do not read faster, and a load test does not drown
/// the page.
const PAUSE: Duration = Duration::from_millis(400);

/// How many pages may be open at the same time.
static OPEN_PAGES: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(32);

/// The filter as the address has it. What is empty is not set.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Search {
    client: Option<String>,
    session: Option<String>,
    statement: Option<String>,
    operation: Option<String>,
    finding: Option<String>,
    before: Option<i64>,
    after: Option<i64>,
    /// `all` shows the logs of every run in the store; anything else, those of this one.
    runs: Option<String>,
    /// How many, where a program asks.
    pub(super) limit: Option<usize>,
}

impl Search {
    pub(super) fn filter(self, run: &Run) -> Filter {
        let set = |text: Option<String>| text.filter(|text| !text.is_empty());
        Filter {
            client: set(self.client),
            session: set(self.session),
            statement: set(self.statement),
            operation: set(self.operation),
            finding: set(self.finding),
            from: (self.runs.as_deref() != Some("all")).then_some(run.first_seq),
            before: self.before,
            after: self.after,
            day: None,
        }
    }
}

#[derive(Template)]
#[template(path = "live.html")]
struct Live {
    frame: Frame,
    filter: Filter,
    filtered: bool,
    /// Whether the logs of every run are shown.
    all_runs: bool,
    /// Whether there are earlier runs.
    earlier: bool,
    clients: Vec<String>,
    operations: Vec<&'static str>,
    findings: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Where the events come from.
    events: String,
    older: Option<String>,
    url: String,
    now: i64,
}

pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    headers: http::HeaderMap,
    Query(search): Query<Search>,
) -> Response {
    let filter = search.filter(&shared.run);
    let asked = filter.clone();
    let rows = match ask(&shared, move |reader| reader.logs(&asked, Order::NewestFirst, LOGS)).await {
        Ok(rows) => rows.into_iter().map(Row::new).collect::<Vec<_>>(),
        Err(response) => return response,
    };
    let report = Report::new(&shared);
    let mut clients: Vec<_> = report.coverage.iter().map(|coverage| coverage.client.name.clone()).collect();
    clients.dedup();
    let plain = Filter { before: None, after: None, ..filter.clone() };
    let newest = rows.first().map_or(0, |row| row.seq);
    // An older part of the list does not change.
    let events =
        if filter.before.is_some() { String::new() } else { format!("/events?{}", query(&plain, "after", newest)) };
    let older = rows.last().filter(|_| rows.len() == LOGS).map(|row| format!("/?{}", query(&plain, "before", row.seq)));
    html(&Live {
        frame: Frame::of(&report, "/"),
        filtered: Filter { from: None, ..filter.clone() } != Filter::default(),
        all_runs: filter.from.is_none(),
        earlier: shared.run.first_seq > 1,
        clients,
        operations: operations(),
        findings: finding_choices(&report, filter.finding.as_deref()),
        events,
        older,
        url: format!("http://{}", super::host_of(&headers)),
        now: shared.now(),
        filter,
        rows,
    })
}

/// Server-sent events: new logs that pass the filter, with the sums, as they come.
pub(super) async fn events(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let Ok(permit) = OPEN_PAGES.try_acquire() else {
        return missing(&shared, StatusCode::SERVICE_UNAVAILABLE, "Too many pages are open", "close one of them");
    };
    let mut filter = search.filter(&shared.run);
    let mut commits = shared.writer.logs.clone();
    commits.mark_changed();
    let state = (shared, filter.after.take().unwrap_or(0), commits, permit);
    let stream = futures_util::stream::unfold(state, move |(shared, after, mut commits, permit)| {
        let filter = filter.clone();
        async move {
            let mut stop = shared.stop.clone();
            tokio::select! {
                changed = commits.changed() => changed.ok()?,
                _ = async { stop.wait_for(|stop| *stop).await.is_ok() } => return None,
            }
            tokio::time::sleep(PAUSE).await;
            commits.mark_unchanged();
            let asked = Filter { after: Some(after), ..filter };
            let rows = ask(&shared, move |reader| reader.logs(&asked, Order::NewestFirst, LOGS)).await.ok()?;
            let newest = rows.first().map_or(after, |row| row.seq);
            let logs: Vec<_> = rows.into_iter().rev().map(|row| Row::new(row).to_json()).collect();
            let sums = Frame::new(&shared, "");
            let counts = json!({
                "logs": sums.logs, "violation": sums.violation, "privacy": sums.privacy, "advice": sums.advice,
            });
            let event = Event::default().event("logs").data(json!({ "logs": logs, "counts": counts }).to_string());
            Some((Ok::<_, Infallible>(event), (shared, newest, commits, permit)))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// The filter as a query, with one more member.
fn query(filter: &Filter, name: &str, value: i64) -> String {
    let members = [
        ("client", &filter.client),
        ("session", &filter.session),
        ("statement", &filter.statement),
        ("operation", &filter.operation),
        ("finding", &filter.finding),
    ];
    let mut query = if filter.from.is_none() { "runs=all&".to_owned() } else { String::new() };
    for (name, value) in members {
        if let Some(value) = value {
            query.push_str(&format!("{name}={}&", percent(value)));
        }
    }
    format!("{query}{name}={value}")
}

fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The words of the contract for operations.
fn operations() -> Vec<&'static str> {
    fn find(message: &'static MessageDescriptor, name: &str) -> Option<Kind> {
        message.fields.iter().find_map(|field| match field.kind {
            Kind::Message(below) => find(below, name),
            kind => (field.name == name).then_some(kind),
        })
    }
    match find(FrontendLog::DESCRIPTOR, "operation_type") {
        Some(Kind::Enum(words)) => words.values.iter().map(|value| value.name).collect(),
        _ => Vec::new(),
    }
}

/// What can be chosen for findings: levels, and the rules that were broken.
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
