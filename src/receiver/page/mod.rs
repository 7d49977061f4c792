//! The web page: rendered here, small, without anything from elsewhere.
//!
//! Payloads are hostile until shown otherwise: templates escape everything, the script puts texts in as texts, and the
//! policy of the page lets no markup run anything anyway.

mod api;
mod compare;
mod coverage;
mod faults;
mod findings;
mod frame;
mod histogram;
mod live;
mod log;
mod requests;
mod row;
mod search;
mod session;
mod timeline;
mod units;

use std::net::IpAddr;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use self::frame::Frame;
use super::http::is_own_origin;
use super::report::Report;
use super::shared::Shared;
use super::store::StoreError;

/// The policy: own style, own script, own pictures, own requests; nothing inline, nothing from elsewhere, no frames.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Returns the routes of the page.
pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(live::page))
        .route("/events", get(live::events))
        .route("/logs/{seq}", get(log::page))
        .route("/findings", get(findings::page))
        .route("/coverage", get(coverage::page))
        .route("/latency", get(histogram::page))
        .route("/faults", get(faults::page).post(faults::change))
        .route("/compare", get(compare::page))
        .route("/requests", get(requests::page))
        // Its name of old.
        .route("/refused", get(|| async { axum::response::Redirect::permanent("/requests?refused=only") }))
        .route("/sessions/{id}", get(session::page))
        .route("/logs.jsonl", get(live::download))
        .route("/runs", post(api::begin_run))
        .route("/api/counts", get(api::counts))
        .route("/health", get(api::health))
        .route("/stop", post(api::stop))
        .route("/api/logs", get(api::logs))
        .route("/api/findings", get(api::findings))
        .route("/api/coverage", get(api::coverage))
        .route("/api/refused", get(api::refused))
        .route("/report.json", get(report_json))
        .route("/report.xml", get(report_junit))
        .route("/report.sarif", get(report_sarif))
        .route("/report.txt", get(report_text))
        .route("/report.github", get(report_github))
        .route("/assets/page.css", get(|| asset("text/css; charset=utf-8", include_str!("assets/page.css"))))
        .route("/assets/page.js", get(|| asset("text/javascript; charset=utf-8", include_str!("assets/page.js"))))
        .route("/assets/icon.svg", get(|| asset("image/svg+xml", include_str!("assets/icon.svg"))))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .with_state(shared)
}

async fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
}

async fn report_json(State(shared): State<Arc<Shared>>) -> Response {
    let text = serde_json::to_string_pretty(&Report::new(&shared).to_json()).unwrap_or_default();
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

async fn report_sarif(State(shared): State<Arc<Shared>>) -> Response {
    let text = serde_json::to_string_pretty(&Report::new(&shared).to_sarif()).unwrap_or_default();
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/sarif+json"))], text).into_response()
}

async fn report_text(State(shared): State<Arc<Shared>>) -> Response {
    Report::new(&shared).to_string().into_response()
}

async fn report_github(State(shared): State<Arc<Shared>>) -> Response {
    Report::new(&shared).to_github().into_response()
}

async fn report_junit(State(shared): State<Arc<Shared>>) -> Response {
    match Report::new(&shared).to_junit() {
        Ok(xml) => ([(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"))], xml).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Keeps other sites out: a page that was opened from somewhere else must not read what is here, by a name that it
/// makes point here, nor post to it. Adds the headers that every answer of the page has.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = if !is_known_host(&shared, request.headers()) {
        let text = "this receiver listens on loopback: open it as http://127.0.0.1:PORT or http://localhost:PORT";
        (StatusCode::MISDIRECTED_REQUEST, text).into_response()
    } else if request.method() == Method::POST && !is_own_origin(request.headers()) {
        (StatusCode::FORBIDDEN, "forms are taken from this page only").into_response()
    } else {
        next.run(request).await
    };
    // The policy for referrers is not `no-referrer`: browsers would then hide the origin of the page's own forms too.
    const HEADERS: [(HeaderName, &str); 5] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns whether the name that the browser asked for is one of this machine's. A receiver that was told to be
/// reachable from elsewhere goes by names that are not known here.
fn is_known_host(shared: &Shared, headers: &HeaderMap) -> bool {
    let host = host_of(headers);
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    !shared.loopback || name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn host_of(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// Renders a template.
fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

#[derive(Template)]
#[template(path = "missing.html")]
struct Missing {
    frame: Frame,
    heading: &'static str,
    text: String,
}

fn missing(shared: &Shared, status: StatusCode, heading: &'static str, text: impl Into<String>) -> Response {
    (status, html(&Missing { frame: Frame::new(shared, ""), heading, text: text.into() })).into_response()
}

/// Reads the store away from the threads that serve.
async fn ask<T: Send + 'static>(
    shared: &Arc<Shared>,
    ask: impl FnOnce(&super::store::Reader) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Response> {
    let reading = Arc::clone(shared);
    let answer = tokio::task::spawn_blocking(move || reading.read(ask)).await;
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    match answer {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(missing(shared, status, "The store cannot be read", error.to_string())),
        Err(_) => Err(missing(shared, status, "The store cannot be read", "reading it broke off")),
    }
}
