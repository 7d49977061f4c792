//! The endpoints of the service: two for uploads, one for feature flags.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use super::analysis::RefusedRequest;
use super::body::{self, BodyError};
use super::client::Client;
use super::config::FlagAnswer;
use super::fault::{FaultKind, Verdict};
use super::finding::LiveFinding;
use super::index::Answered;
use super::intake::{Arrival, Endpoint};
use super::net::ResetHandle;
use super::shared::Shared;
use super::store::Outcome;
use crate::check::PayloadError;
use crate::check::live::CrossRule;
use crate::contract::UploadResponse;
use crate::json;

/// How long a request is left hanging at most: ten minutes, longer than any driver waits.
const HANG: Duration = Duration::from_secs(600);

/// Bodies from this size on are parsed away from the threads that serve: 128 KiB take about 2 ms.
const PARSED_INLINE: usize = 128 * 1024;

/// How long drivers may keep a flag, in seconds. The service has been seen to say 3600; a developer wants it sooner.
const FLAG_TTL_SECONDS: u32 = 60;

/// The names under which the drivers look for the flag that switches telemetry.
const FLAGS: [&str; 7] = [
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetry",
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForJdbc",
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForPythonDriver",
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForGoDriver",
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForNodeJs",
    "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForAdbc",
    "adbc.databricks.telemetry.enabled",
];

/// Returns the routes of the service.
pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/telemetry-ext", post(authenticated))
        .route("/telemetry-unauth", post(unauthenticated))
        .route("/api/2.0/connector-service/feature-flags/{client}/{version}", get(flags))
        // Older JDBC drivers leave `/api` out.
        .route("/2.0/connector-service/feature-flags/{client}/{version}", get(flags))
        .with_state(shared)
}

async fn authenticated(
    State(shared): State<Arc<Shared>>,
    Extension(connection): Extension<ResetHandle>,
    request: Request,
) -> Response {
    if !has_bearer(request.headers()) {
        let finding = LiveFinding::cross(CrossRule::CredentialMissing, "Authorization", "is no bearer token");
        let status = StatusCode::UNAUTHORIZED;
        refused(&shared, request.headers(), Endpoint::Authenticated, status, finding);
        return refusal(status, "UNAUTHENTICATED", "send Authorization: Bearer TOKEN, with any token");
    }
    upload(shared, connection, Endpoint::Authenticated, request).await
}

async fn unauthenticated(
    State(shared): State<Arc<Shared>>,
    Extension(connection): Extension<ResetHandle>,
    request: Request,
) -> Response {
    upload(shared, connection, Endpoint::Unauthenticated, request).await
}

async fn upload(shared: Arc<Shared>, connection: ResetHandle, endpoint: Endpoint, request: Request) -> Response {
    let began = shared.now();
    let (parts, body) = request.into_parts();
    if !is_own_origin(&parts.headers) {
        let finding = LiveFinding::cross(CrossRule::ForeignOrigin, "Origin", "is another site's page");
        refused(&shared, &parts.headers, endpoint, StatusCode::FORBIDDEN, finding);
        return refusal(StatusCode::FORBIDDEN, "PERMISSION_DENIED", "pages of other sites may not send logs here");
    }
    let sender = sender(&parts.headers);
    let received = body::read(body, &parts.headers, shared.max_body_bytes, &shared.in_flight).await;
    let (number, verdict) = shared.next_upload();
    if !verdict.delay.is_zero() {
        tokio::time::sleep(verdict.delay).await;
    }
    let received = match received {
        Ok(received) => received,
        Err(error) => return refuse_body(&shared, &parts.headers, endpoint, error),
    };
    let mut arrival = match read(&shared, received, number, endpoint, sender.clone()).await {
        Ok(arrival) => arrival,
        Err(error) => {
            let finding = LiveFinding::cross(CrossRule::RequestRefused, "", shape_of(&error));
            let status = match error {
                PayloadError::TooManyLogs(_) => StatusCode::PAYLOAD_TOO_LARGE,
                _ => StatusCode::BAD_REQUEST,
            };
            refused(&shared, &parts.headers, endpoint, status, finding);
            return refusal(status, "MALFORMED_REQUEST", &shape_of(&error));
        }
    };
    about_headers(&parts.headers, endpoint, &mut arrival.findings);
    let response = answer(&shared, &connection, verdict, arrival).await;
    let cut = matches!(verdict.fault, Some(FaultKind::Reset | FaultKind::Hang));
    let answered = Answered {
        status: (!cut).then(|| response.status().as_u16()),
        fault: verdict.words(),
        took_ms: shared.now().saturating_sub(began),
    };
    shared.writer.index.requests().answered(number, answered);
    response
}

async fn read(
    shared: &Arc<Shared>,
    received: body::Received,
    number: u64,
    endpoint: Endpoint,
    sender: Option<Client>,
) -> Result<Arrival, PayloadError> {
    let now = shared.now();
    // Only closed semaphores refuse, and nobody closes this one.
    let _turn = shared.parsing.acquire().await;
    if received.bytes.len() < PARSED_INLINE {
        return Arrival::read(&received.bytes, number, now, endpoint, sender, &shared.kinds);
    }
    let shared = Arc::clone(shared);
    let parse = move || Arrival::read(&received.bytes, number, now, endpoint, sender, &shared.kinds);
    tokio::task::spawn_blocking(parse).await.unwrap_or(Err(PayloadError::Empty))
}

/// Stores what is to be stored, and answers as the faults want it.
async fn answer(shared: &Shared, connection: &ResetHandle, verdict: Verdict, mut arrival: Arrival) -> Response {
    let sent = arrival.logs.len();
    match verdict.fault {
        Some(FaultKind::Status { .. } | FaultKind::Hang | FaultKind::Reset) => arrival.stored = 0,
        // A share of at most 1 of a length is a length.
        Some(FaultKind::Partial(share)) => arrival.stored = (sent as f64 * share).floor() as usize,
        Some(FaultKind::Garbage) => arrival.spoiled = true,
        Some(FaultKind::Delay(_)) | None => arrival.spoiled = !verdict.delay.is_zero(),
    }
    let (number, stored) = (arrival.request, arrival.stored);
    // The answer comes after the commit: what was acknowledged is in the store, whatever happens next.
    if !matches!(shared.writer.store(arrival).await, Ok(Outcome::Stored)) {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR, "STORE_FAILED", "the store did not take the logs");
    }
    match verdict.fault {
        Some(FaultKind::Status { code, retry_after }) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            let mut response = refusal(status, "INJECTED_FAULT", "this answer was asked for with --fault");
            if let Some(seconds) = retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
        Some(FaultKind::Hang) => {
            let mut stop = shared.stop.clone();
            tokio::select! {
                () = tokio::time::sleep(HANG) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            connection.reset();
            StatusCode::REQUEST_TIMEOUT.into_response()
        }
        Some(FaultKind::Reset) => {
            connection.reset();
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Some(FaultKind::Garbage) => garbage(number),
        _ => acknowledgement(stored),
    }
}

/// Returns the service's answer, with every member that any driver reads. Drivers read `errors` as texts or as objects;
/// an empty list is both.
fn acknowledgement(logs: usize) -> Response {
    let answer = UploadResponse {
        errors: Vec::new(),
        num_success: Some(0),
        num_proto_success: i64::try_from(logs).ok(),
        num_realtime_success: Some(0),
    };
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], json::to_string(&answer)).into_response()
}

/// 200, announced as JSON, and none: bytes that follow from the upload's number.
fn garbage(number: u64) -> Response {
    let mut bytes = [0; 64];
    fastrand::Rng::with_seed(number).fill(&mut bytes);
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes.to_vec()).into_response()
}

fn refuse_body(shared: &Shared, headers: &HeaderMap, endpoint: Endpoint, error: BodyError) -> Response {
    if error == BodyError::Busy {
        let mut response = refusal(error.status(), "BUSY", &error.to_string());
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    }
    let finding = LiveFinding::cross(CrossRule::RequestRefused, "", error.to_string());
    refused(shared, headers, endpoint, error.status(), finding);
    let mut response = refusal(error.status(), "MALFORMED_REQUEST", &error.to_string());
    // What is left of the body is not read: nothing else can come on this connection.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Takes note of a request that is refused.
fn refused(shared: &Shared, headers: &HeaderMap, endpoint: Endpoint, status: StatusCode, finding: LiveFinding) {
    let text = |name: &header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let request = RefusedRequest {
        at: shared.now(),
        path: if endpoint == Endpoint::Unauthenticated { "/telemetry-unauth" } else { "/telemetry-ext" },
        status: status.as_u16(),
        reason: finding.to_string(),
        size: text(&header::CONTENT_LENGTH).and_then(|length| length.parse().ok()),
        sender: sender(headers),
        headers: headers.iter().take(MAX_HEADERS).map(|(name, value)| shown_header(name, value)).collect(),
    };
    shared.writer.refused(request, finding);
}

/// How many headers of a refused request are kept.
const MAX_HEADERS: usize = 64;

/// Headers whose values say how a body is framed. Any other may hold a credential, or whatever somebody put there.
const HARMLESS: [header::HeaderName; 5] =
    [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::TRANSFER_ENCODING, header::CONNECTION, header::EXPECT];

fn shown_header(name: &header::HeaderName, value: &HeaderValue) -> (String, Option<String>) {
    let is_plain = |text: &&str| {
        text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/;=,- .".contains(&byte))
    };
    let value = value.to_str().ok().filter(is_plain);
    let kind = value.filter(|value| *name == header::CONTENT_TYPE && value.len() <= 40);
    let framing = value.filter(|_| HARMLESS.contains(name));
    // A name may be anything too; one of usual length in letters is kept.
    let name = if name.as_str().len() <= 40 && !name.as_str().bytes().any(|byte| byte.is_ascii_digit()) {
        name.as_str().to_owned()
    } else {
        "(not shown)".to_owned()
    };
    (name, kind.or(framing).map(str::to_owned))
}

/// Returns whether a request comes from a page of this receiver or from no page at all: browsers always say where from.
pub(crate) fn is_own_origin(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("?"));
    let site = headers.get("sec-fetch-site").map(|site| site.to_str().unwrap_or("?"));
    origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
        && site.is_none_or(|site| site == "same-origin" || site == "none")
}

/// Returns an answer that refuses, in the service's form for errors.
fn refusal(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "error_code": code, "message": message }))).into_response()
}

/// Returns what is wrong with a body, without the parser's words: they may quote it.
fn shape_of(error: &PayloadError) -> String {
    match error {
        PayloadError::NotJson(_) => "the body is no JSON in UTF-8, or nested too deep".to_owned(),
        PayloadError::TooManyLogs(_) => error.to_string(),
        PayloadError::NotAnObject(shape) => format!("the body is {shape}, not an object"),
        _ => "the body cannot be read".to_owned(),
    }
}

fn about_headers(headers: &HeaderMap, endpoint: Endpoint, findings: &mut Vec<LiveFinding>) {
    if endpoint == Endpoint::Unauthenticated && headers.contains_key(header::AUTHORIZATION) {
        findings.push(LiveFinding::cross(CrossRule::CredentialSent, "Authorization", "was sent"));
    }
    let json = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let kind = value.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    });
    if !json {
        findings.push(LiveFinding::cross(CrossRule::ContentType, "Content-Type", "is not application/json"));
    }
}

/// Returns whether there is a bearer token. It is looked at no further.
fn has_bearer(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, token) = value.split_once(' ').unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()
}

fn sender(headers: &HeaderMap) -> Option<Client> {
    Client::from_user_agent(headers.get(header::USER_AGENT)?.to_str().ok()?)
}

async fn flags(State(shared): State<Arc<Shared>>, Path((_client, _version)): Path<(String, String)>) -> Response {
    let value = match shared.flag {
        FlagAnswer::On => Some("true"),
        FlagAnswer::Off => Some("false"),
        FlagAnswer::Absent => None,
    };
    let flags: Vec<_> = FLAGS
        .iter()
        .filter_map(|name| Some(json!({ "name": name, "value": value? })))
        .chain([json!({ "name": "receiver.example.otherFlag", "value": "true" })])
        .collect();
    Json(json!({ "flags": flags, "ttl_seconds": FLAG_TTL_SECONDS })).into_response()
}
