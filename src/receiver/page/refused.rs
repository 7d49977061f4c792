//! The requests that were refused, with the reason.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::frame::Frame;
use super::html;
use crate::receiver::date;
use crate::receiver::shared::Shared;

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    frame: Frame,
    requests: Vec<Request>,
}

struct Request {
    time: String,
    path: &'static str,
    status: u16,
    reason: String,
    size: String,
    sender: String,
    headers: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    let frame = Frame::new(&shared, "/refused");
    let analysis = shared.analysis();
    let requests = analysis.refused.newest().map(|request| Request {
        time: format!("{} {}", date::date(request.at), date::time(request.at)),
        path: request.path,
        status: request.status,
        reason: request.reason.clone(),
        size: request.size.map_or_else(|| "not told".to_owned(), |size| format!("{size} bytes")),
        sender: request.sender.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string),
        headers: request.headers.iter().map(header).collect::<Vec<_>>().join("\n"),
    });
    let requests = requests.collect();
    drop(analysis);
    html(&Refused { frame, requests })
}

fn header((name, value): &(String, Option<String>)) -> String {
    value.as_ref().map_or_else(|| format!("{name}: (not kept)"), |value| format!("{name}: {value}"))
}
