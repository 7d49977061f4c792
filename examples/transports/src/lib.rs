//! Telemetry over an HTTP stack of the driver's own, in the version of the driver's choice.
//!
//! Both are made where the requests are sent, on telemetry's thread: a pool of connections belongs to the runtime that
//! opened them. Neither retries, follows a redirect, or has a timeout of its own; telemetry does what there is to do.
//!
//! ```text
//! cargo run --features cli -- receive --listen 127.0.0.1:8080   # in another window
//! cargo run -p sql-driver-telemetry-transports --bin reqwest -- http://127.0.0.1:8080
//! cargo run -p sql-driver-telemetry-transports --bin hyper -- http://127.0.0.1:8080
//! ```

mod hyper;
mod reqwest;

pub use hyper::HyperTransport;
pub use reqwest::ReqwestTransport;

use std::time::Duration;

use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{BoxError, Credentials, Transport};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity, DriverIdentity, Flushed, Telemetry};

/// One connection with one statement, to `host`.
pub fn drive(telemetry: &Telemetry, host: &str, transport: impl Transport) -> Flushed {
    let options = ConnectionOptions::new(host, DriverIdentity::new("Example Driver", "1.0.0"))
        .transport(transport)
        .credentials(token, CredentialIdentity::of("a token"));
    let connection = telemetry.connect(options);
    connection.session_id("01f0c2a0-0000-4000-8000-000000000001");
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.statement_id("01f0c2a0-0000-4000-8000-000000000002");
    statement.returned();
    drop(statement);
    connection.close(Duration::from_secs(10))
}

async fn token() -> Result<Credentials, BoxError> {
    Ok(Credentials::bearer("a token")?)
}
