//! What a driver for C does: a few functions with C's calling convention, around the handles.
//!
//! ```text
//! cargo build --example c_host
//! cc examples/c_host/host.c -L target/debug/examples -lc_host -Wl,-rpath,target/debug/examples -pthread -o host
//! ```
//!
//! No pointer crosses the border, so that nothing of this is unsafe but the names, which no other library may have.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::HttpTransport;
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, DriverIdentity, ErrorInfo, ErrorKind, Telemetry};

/// The connections, by number.
static OPEN: Mutex<Vec<(Telemetry, ConnectionTelemetry)>> = Mutex::new(Vec::new());

/// Opens a connection to the service at this port of the machine, and returns its number.
#[unsafe(no_mangle)]
pub extern "C" fn telemetry_open(port: u16) -> usize {
    let driver = DriverIdentity::new("A Driver for C", "1.0.0");
    let options = ConnectionOptions::new(format!("http://127.0.0.1:{port}"), driver)
        .config(Config::new().force_enable(true))
        .transport(HttpTransport::new(|builder| builder.no_proxy().build()));
    let telemetry = Telemetry::with_environment(Environment::none());
    let connection = telemetry.connect(options);
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.push((telemetry, connection));
    open.len() - 1
}

/// Records so many statements that failed.
#[unsafe(no_mangle)]
pub extern "C" fn telemetry_statements(connection: usize, count: u32) {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((_, connection)) = open.get(connection) else { return };
    for number in 0..count {
        let statement = connection.statement(OperationType::ExecuteStatement);
        statement.error(ErrorInfo::new(ErrorKind::Timeout).chunk_index(u64::from(number)));
    }
}

/// Closes the connection, and returns how many events were delivered within so many milliseconds.
#[unsafe(no_mangle)]
pub extern "C" fn telemetry_close(connection: usize, millis: u32) -> u64 {
    let found = OPEN.lock().unwrap_or_else(PoisonError::into_inner).get(connection).cloned();
    let Some((telemetry, connection)) = found else { return 0 };
    let wait = Duration::from_millis(u64::from(millis));
    let flushed = connection.close(wait);
    telemetry.shutdown(wait);
    flushed.delivered
}
