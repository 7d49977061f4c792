//! The calls of options, values and free functions: what a driver makes before it has a handle, and reads afterwards.

use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use sql_driver_telemetry::config::{Config, Environment, KNOBS, LogLevel, Mode};
use sql_driver_telemetry::contract::{DriverConnectionParameters, DriverSystemConfiguration};
use sql_driver_telemetry::export::{
    BoxError, Credentials, Host, HttpTransport, MemoryTransport, Network, Outcome, Proxy, Reply, TransportError,
    blocking_credentials,
};
use sql_driver_telemetry::{
    AuthKind, ConnectionOptions, CredentialIdentity, DriverIdentity, DropReason, ErrorInfo, ErrorKind, Flushed,
    RuntimeChoice, Stats, detect_system,
};

use crate::calls::{Call, Hands, MS, calls};
use crate::states::drivers;

pub fn all() -> Vec<Call> {
    let mut all = Vec::new();
    all.extend(options());
    all.extend(identities());
    all.extend(errors());
    all.extend(configuration());
    all.extend(transports());
    all.extend(answers());
    all
}

const NAME: HeaderName = HeaderName::from_static("x-route");
const VALUE: HeaderValue = HeaderValue::from_static("7");

async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("token")?)
}

fn driver() -> DriverIdentity {
    DriverIdentity::new("Test Driver", "1.2.3")
}

/// Those of the connection, with one thing more.
fn with(hands: &Hands, more: impl FnOnce(ConnectionOptions) -> ConnectionOptions) -> String {
    format!("{:?}", more(hands.options.clone()))
}

fn options() -> impl IntoIterator<Item = Call> {
    calls! {
        "ConnectionOptions::new" => |_: &Hands| ConnectionOptions::new("a.cloud.databricks.com", driver()),
        "ConnectionOptions::from_properties" =>
            |_: &Hands| ConnectionOptions::from_properties(driver(), [("adbc.databricks.telemetry.enabled", "maybe")]),
        "ConnectionOptions::host" => |it: &Hands| with(it, |it| it.host("://")),
        "ConnectionOptions::driver" => |it: &Hands| with(it, |it| it.driver(driver())),
        "ConnectionOptions::system" => |it: &Hands| with(it, |it| it.system(DriverSystemConfiguration::default())),
        "ConnectionOptions::parameters" =>
            |it: &Hands| with(it, |it| it.parameters(DriverConnectionParameters::default())),
        "ConnectionOptions::parameters_mut" => |it: &Hands| it.options.clone().parameters_mut().clone(),
        "ConnectionOptions::auth" => |it: &Hands| with(it, |it| it.auth(AuthKind::from_words(Some("pat"), None))),
        "ConnectionOptions::workspace_id" => |it: &Hands| with(it, |it| it.workspace_id(i64::MIN)),
        "ConnectionOptions::config" => |it: &Hands| with(it, |it| it.config(Config::new())),
        "ConnectionOptions::headers" => |it: &Hands| with(it, |it| it.headers(HeaderMap::new())),
        "ConnectionOptions::header" => |it: &Hands| with(it, |it| it.header(NAME, VALUE)),
        "ConnectionOptions::network" => |it: &Hands| with(it, |it| it.network(Network::default())),
        "ConnectionOptions::transport" => |it: &Hands| with(it, |it| it.transport(MemoryTransport::new())),
        "ConnectionOptions::shared_transport" =>
            |it: &Hands| with(it, |it| it.shared_transport(Arc::new(MemoryTransport::new()))),
        "ConnectionOptions::credentials" =>
            |it: &Hands| with(it, |it| it.credentials(token, CredentialIdentity::of("a"))),
        "ConnectionOptions::shared_credentials" =>
            |it: &Hands| with(it, |it| it.shared_credentials(Arc::new(token), None)),
        "ConnectionOptions::runtime" => |it: &Hands| with(it, |it| it.runtime(RuntimeChoice::Own)),
    }
}

fn identities() -> impl IntoIterator<Item = Call> {
    calls! {
        "DriverIdentity::new" => |_: &Hands| driver(),
        "DriverIdentity::client" => |_: &Hands| driver().client("ADBC"),
        "DriverIdentity::flag" => |_: &Hands| driver().flag("a.flag"),
        "DriverIdentity::client_app" => |_: &Hands| driver().client_app("an app"),
        "DriverIdentity::user_agent" => |_: &Hands| driver().user_agent("a/1"),
        "DriverIdentity::name" => |_: &Hands| driver().name().len(),
        "DriverIdentity::version" => |_: &Hands| driver().version().len(),
        "CredentialIdentity::of" => |_: &Hands| CredentialIdentity::of("a secret"),
        "AuthKind::from_words" => |_: &Hands| AuthKind::from_words(Some("oauth"), Some("")),
        "AuthKind::describe" => |_: &Hands| AuthKind::from_words(Some("pat"), None).map(AuthKind::describe),
        "detect_system" => |_: &Hands| detect_system(),
    }
}

fn errors() -> impl IntoIterator<Item = Call> {
    calls! {
        "ErrorInfo::new" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout),
        "ErrorInfo::from_name" => |_: &Hands| ErrorInfo::from_name("TIMEOUT"),
        "ErrorInfo::adbc_status" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).adbc_status(255),
        "ErrorInfo::sqlstate" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).sqlstate("42P01"),
        "ErrorInfo::http_status" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).http_status(u16::MAX),
        "ErrorInfo::error_class" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).error_class("DIVIDE_BY_ZERO"),
        "ErrorInfo::chunk_index" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).chunk_index(u64::MAX),
        "ErrorInfo::text" => |_: &Hands| ErrorInfo::new(ErrorKind::Timeout).text("a text"),
        "ChunkTimer::arrived" => |it: &Hands| it.recorder.chunk_timer(3).arrived(u64::MAX),
        "ChunkTimer::error" => |it: &Hands| it.recorder.chunk_timer(4).error(ErrorKind::Timeout),
        "ChunkTimer::observe" =>
            |it: &Hands| it.recorder.chunk_timer(5).observe(Err::<(), ()>(()), |()| ErrorKind::Timeout.into()),
        "ChunkTimer::span" => |it: &Hands| it.recorder.chunk_timer(6).span(),
        "PollTimer::span" => |it: &Hands| it.recorder.poll_timer().span(),
    }
}

fn configuration() -> impl IntoIterator<Item = Call> {
    calls! {
        "Config::new" => |_: &Hands| Config::new(),
        "Config::from_properties" => |_: &Hands| Config::from_properties([("databricks.telemetry.enabled", "2")]),
        "Config::enabled" => |_: &Hands| Config::new().enabled(false),
        "Config::force_enable" => |_: &Hands| Config::new().force_enable(true),
        "Config::batch_size" => |_: &Hands| Config::new().batch_size(usize::MAX),
        "Config::flush_interval" => |_: &Hands| Config::new().flush_interval(std::time::Duration::MAX),
        "Config::log_level" => |_: &Hands| Config::new().log_level(LogLevel::Off),
        "Config::mirror" => |_: &Hands| Config::new().mirror("a file"),
        "Config::mode" => |_: &Hands| Config::new().mode(Mode::Local).mode(Mode::Send),
        "Config::resolve" => |_: &Hands| Config::new().resolve(&Environment::none()),
        "Environment::none" => |_: &Hands| Environment::none(),
        "Environment::of_process" => |_: &Hands| Environment::of_process(),
        "Environment::of" => |_: &Hands| Environment::of([("DO_NOT_TRACK", "1")]),
        "Knob::alias" => |_: &Hands| KNOBS.iter().filter_map(|knob| knob.alias()).count(),
        "Knob::spellings" => |_: &Hands| KNOBS.iter().map(|knob| knob.spellings().len()).sum::<usize>(),
        "LogLevel::admits" => |_: &Hands| LogLevel::Info.admits(LogLevel::Error),
    }
}

fn transports() -> impl IntoIterator<Item = Call> {
    calls! {
        "Credentials::new" => |_: &Hands| Credentials::new(HeaderMap::from_iter([(NAME, VALUE)])),
        "Credentials::bearer" => |_: &Hands| Credentials::bearer("\n"),
        "Credentials::valid_for" => |_: &Hands| Credentials::bearer("a").map(|it| it.valid_for(std::time::Duration::MAX)),
        "blocking_credentials" =>
            |_: &Hands| blocking_credentials(drivers().handle().clone(), || Credentials::bearer("a")),
        "MemoryTransport::new" => |_: &Hands| MemoryTransport::new(),
        "MemoryTransport::reply" => |_: &Hands| MemoryTransport::new().reply(Reply::Panic).requests().len(),
        "MemoryTransport::requests" => |_: &Hands| MemoryTransport::new().requests(),
        "Reply::status" => |_: &Hands| Reply::status(StatusCode::OK, Bytes::new()),
        "HttpTransport::new" => |_: &Hands| HttpTransport::new(|builder| builder.build()),
        "HttpTransport::rustls" => |_: &Hands| HttpTransport::rustls(Vec::new(), |builder| builder.build()),
        "GrpcTransport::new" => |_: &Hands| crate::ways::grpc("http://127.0.0.1:1"),
        "Proxy::new" => |_: &Hands| Proxy::new("socks9://"),
        "Host::parse" => |_: &Hands| Host::parse("https://a b/").is_err(),
        "Host::origin" => |_: &Hands| host().origin().len(),
        "Host::authority" => |_: &Hands| host().authority().len(),
        "Host::name" => |_: &Hands| host().name().len(),
        "Host::port" => |_: &Hands| host().port(),
        "Host::url" => |_: &Hands| host().url("/ /"),
    }
}

fn host() -> Host {
    Host::parse("https://[::1]:8443/?o=7").expect("a host")
}

fn answers() -> impl IntoIterator<Item = Call> {
    calls! {
        "TransportError::from_error" => |_: &Hands| TransportError::from_error(std::io::Error::other("no")).to_string(),
        "TransportError::outcome" => |_: &Hands| TransportError::TimedOut.outcome(),
        "Outcome::of_response" =>
            |_: &Hands| Outcome::of_response(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), SystemTime::UNIX_EPOCH),
        "Outcome::signal" => |_: &Hands| Outcome::Delivered.signal(),
        "Outcome::as_str" => |_: &Hands| Outcome::Delivered.as_str(),
        "Outcome::is_transient" => |_: &Hands| Outcome::Delivered.is_transient(),
        "Outcome::retry_after" => |_: &Hands| Outcome::Throttled(Some(MS)).retry_after(),
        "Flushed::dropped_for" => |_: &Hands| Flushed::default().dropped_for(DropReason::Forked),
        "Flushed::is_complete" => |_: &Hands| Flushed::default().is_complete(),
        "Stats::dropped" => |it: &Hands| it.connection.stats().dropped(DropReason::Deadline),
        "Stats::dropped_total" => |it: &Hands| it.connection.stats().dropped_total(),
        "Stats::add" => |it: &Hands| Stats::default().add(&it.connection.stats()),
        "Stats::held" => |_: &Hands| Stats::default().held(),
        "DropReason::as_str" => |_: &Hands| DropReason::ALL.map(DropReason::as_str),
    }
}
