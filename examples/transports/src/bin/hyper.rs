//! One statement's telemetry, over `hyper`.

use sql_driver_telemetry::Telemetry;
use sql_driver_telemetry_transports::{HyperTransport, drive};

fn main() {
    let host = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let sent = drive(&Telemetry::global(), &host, HyperTransport::default());
    println!("delivered {}, dropped {}", sent.delivered, sent.dropped);
}
