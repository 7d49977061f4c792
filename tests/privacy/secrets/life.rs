//! A connection with a secret in every text that a driver can set, and all that it can do.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Request, header};
use sql_driver_telemetry::config::{Config, Environment, KNOBS};
use sql_driver_telemetry::contract::{
    DriverConnectionParameters, DriverSystemConfiguration, ExecutionResultFormat, OperationType, every_field,
};
use sql_driver_telemetry::export::{BoxError, Credentials, Host};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorInfo, ErrorKind, PARAMETER_PROPERTIES, Telemetry,
};

use super::clean;

pub const HOST: &str = "dbc-a1.cloud.databricks.com";
/// Long enough for any answer on the loopback; a test that waits for it has failed.
pub const WAIT: Duration = Duration::from_secs(20);
/// A header of the driver's own: it goes as it is, but only where a credential goes.
pub const OWN_HEADER: HeaderName = HeaderName::from_static("x-own");

/// Options with `text` in every place for a text, but for the host, so that something is sent.
pub fn options(text: &str) -> ConnectionOptions {
    let config = Config::new().enabled(true).force_enable(true);
    let options = ConnectionOptions::new(HOST, driver(text)).system(system(text)).parameters(parameters(text));
    options.config(config).headers(headers(text))
}

/// The same from a property map in which every value is `text`; from it the host too, if it is one.
pub fn from_properties(text: &str) -> ConnectionOptions {
    let mut options = ConnectionOptions::from_properties(driver(text), properties(text));
    if Host::parse(text).is_err() {
        options = options.host(HOST);
    }
    let app = DriverSystemConfiguration::default().with_client_app_name(text);
    options.system(app).config(config(text)).headers(headers(text))
}

/// Telemetry's own settings out of the same map, and in spite of it on.
pub fn config(text: &str) -> Config {
    Config::from_properties(properties(text)).enabled(true).force_enable(true)
}

fn properties(text: &str) -> Vec<(&str, &str)> {
    // What is no clear yes opts out, what is no clear mode is local, and a mirror would be a file of that name.
    let kept = ["enabled", "mode", "mirror"].map(|name| format!("adbc.databricks.telemetry.{name}"));
    let knobs = KNOBS.iter().map(|knob| knob.property).filter(|name| !kept.iter().any(|kept| kept == name));
    let names = PARAMETER_PROPERTIES.iter().map(|row| row.name).chain(knobs);
    let others = ["adbc.databricks.oauth.client_id", "a.property.of.the.drivers.own", text];
    names.chain(others).map(|name| (name, text)).collect()
}

pub fn system(text: &str) -> DriverSystemConfiguration {
    let mut system = DriverSystemConfiguration::default();
    every_field(&mut system, &mut |_, _| text.to_owned());
    system
}

pub fn driver(text: &str) -> DriverIdentity {
    DriverIdentity::new(text, text).client_app(text).client(text).flag(text).user_agent(text)
}

pub fn parameters(text: &str) -> DriverConnectionParameters {
    let mut parameters = DriverConnectionParameters::default();
    every_field(&mut parameters, &mut |_, _| text.to_owned());
    parameters
}

pub fn error(text: &str) -> ErrorInfo {
    ErrorInfo::new(ErrorKind::StatementFailed).text(text).error_class(text).sqlstate(text).http_status(500)
}

/// A process with `text` in every variable that leaves telemetry on, and sending.
pub fn environment(text: &str) -> Environment {
    let kept = ["ENABLED", "DISABLED", "TRACK", "MODE", "MIRROR"];
    let is_kept = |name: &str| kept.iter().any(|end| name.ends_with(end));
    Environment::of(Environment::NAMES.into_iter().filter(|name| !is_kept(name)).map(|name| (name, text)))
}

pub async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a-credential-of-the-connection")?)
}

/// Connects and does everything once, with `text` wherever a call takes a text. Ends when all is settled.
pub fn live(options: ConnectionOptions, text: &str) -> Telemetry {
    live_for(options, text, WAIT)
}

/// The same for at most `wait`: for a service that never takes anything.
pub fn live_for(options: ConnectionOptions, text: &str, wait: Duration) -> Telemetry {
    let telemetry = Telemetry::with_environment(environment(text));
    let connection = telemetry.connect(options);
    work(&connection, text);
    connection.close(wait);
    telemetry
}

pub fn work(connection: &ConnectionTelemetry, text: &str) {
    connection.session_id(text);
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.statement_id(text);
    statement.error(error(text));
    drop(statement);
    let opening = connection.operation(OperationType::CreateSession);
    opening.statement_id(text);
    let _ = opening.observe(Err::<(), _>(text), |text| error(text));
    connection.error(error(text));
    connection.record_connection_open(Duration::from_millis(7), parameters(text));
    connection.record_statement_execute(text, Duration::from_millis(7), ExecutionResultFormat::ExternalLinks);
    connection.record_error(text, text, Some(text), Some(3));
    connection.record_error(text, text, None, None);
    connection.record_statement_complete(text);
}

/// Every byte of a request, but for the host that it goes to, its credentials, and the driver's own header beside them.
pub fn look_at<B: AsRef<[u8]>>(kind: &str, secret: &str, request: &Request<B>) {
    clean("method", kind, secret, request.method().as_str());
    clean("path", kind, secret, request.uri().path_and_query().map_or("", |it| it.as_str()));
    let has_credentials = request.headers().contains_key(header::AUTHORIZATION);
    for (name, value) in request.headers() {
        clean("header name", kind, secret, name.as_str());
        if name != header::AUTHORIZATION && !(name == OWN_HEADER && has_credentials) {
            super::clean_bytes(name.as_str(), kind, secret, value.as_bytes());
        }
    }
    super::clean_bytes("body", kind, secret, request.body().as_ref());
}

/// A header cannot hold every text.
fn headers(text: &str) -> HeaderMap {
    let value = HeaderValue::try_from(text);
    value.map_or_else(
        |_| HeaderMap::new(),
        |it| HeaderMap::from_iter([(header::USER_AGENT, it.clone()), (OWN_HEADER, it)]),
    )
}

/// A configuration that asks the server's flag.
pub fn asking(options: ConnectionOptions) -> ConnectionOptions {
    options.config(Config::new().enabled(true))
}
