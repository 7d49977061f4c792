//! A driver before and after telemetry was wired into it: `before.rs`, `after.rs`, and what `docs/wiring.md` says of both.
//!
//! ```text
//! cargo run --features cli -- receive --listen 127.0.0.1:8080   # in another window
//! cargo run --example wiring -- http://127.0.0.1:8080
//! diff examples/wiring/before.rs examples/wiring/after.rs
//! ```

mod after;
mod before;
mod service;

use service::{Error, Service};

fn main() -> Result<(), Error> {
    let host = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let properties = [("uri", host.as_str()), ("token", "a token")];
    let service = Service::default();
    life!(before, &properties, &service);
    let alone = service.calls();
    life!(after, &properties, &service);
    println!("{} calls without telemetry, {} with it", alone, service.calls() - alone);
    println!(
        "refused: {:?}",
        after::Database::new(&[properties[0], ("token", "wrong")], &service).new_connection().err()
    );
    let sent = sql_driver_telemetry::Telemetry::global().shutdown(std::time::Duration::from_secs(5));
    println!("delivered {}, dropped {}", sent.delivered, sent.dropped);
    Ok(())
}

/// All that a driver does, once.
macro_rules! life {
    ($driver:ident, $properties:expr, $service:expr) => {{
        let connection = $driver::Database::new($properties, $service).new_connection()?;
        let mut statement = connection.new_statement();
        statement.execute_schema("SELECT 1")?;
        let mut rows = statement.execute("SELECT 1")?;
        while rows.next_batch()?.is_some() {}
        drop(rows);
        let mut tables = connection.get_tables()?;
        while tables.next_batch()?.is_some() {}
        drop(tables);
        println!("{:?}", statement.execute("SELECT * FROM secret_table").err());
        let mut broken = statement.execute("SELECT broken")?;
        while let Ok(Some(_)) = broken.next_batch() {}
        drop(broken);
        statement.cancel()?;
    }};
}
use life;
