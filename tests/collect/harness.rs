//! What the tests of collection share: a connection into memory, and the logs that came out of it.

#![cfg(feature = "collect")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::time::Duration;

use serde_json::Value;
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::export::{BoxError, Credentials, MemoryTransport};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry};

/// Long enough for any answer from memory; a test that waits for it has failed.
pub const WAIT: Duration = Duration::from_secs(120);

pub const HOST: &str = "dbc-a1.cloud.databricks.com";

pub struct Bench {
    pub telemetry: Telemetry,
    pub transport: MemoryTransport,
}

impl Bench {
    pub fn new() -> Self {
        let telemetry = Telemetry::with_environment(Environment::none());
        Self { telemetry, transport: MemoryTransport::default() }
    }

    pub fn options(&self) -> ConnectionOptions {
        ConnectionOptions::new(HOST, DriverIdentity::new("Test Driver", "1.2.3"))
            .config(Config::new().force_enable(true))
            .transport(self.transport.clone())
            .credentials(token, CredentialIdentity::of("somebody"))
    }

    pub fn connect(&self) -> ConnectionTelemetry {
        self.telemetry.connect(self.options())
    }

    /// The logs that were sent so far, in the order of their requests.
    pub fn logs(&self) -> Vec<Value> {
        let requests = self.transport.requests();
        // What asks for the flag has no body.
        requests.iter().filter(|request| !request.body().is_empty()).flat_map(|request| logs(request.body())).collect()
    }
}

pub async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a-token")?)
}

pub fn logs(body: &[u8]) -> Vec<Value> {
    let envelope: Value = serde_json::from_slice(body).expect("an envelope");
    let logs = envelope["protoLogs"].as_array().cloned().unwrap_or_default();
    logs.iter().map(|log| serde_json::from_str(log.as_str().expect("a string")).expect("a document")).collect()
}

/// The driver's log inside one of [`Bench::logs`].
pub fn entry(log: &Value) -> &Value {
    &log["entry"]["sql_driver_log"]
}
