//! The command line of `sql-driver-telemetry`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sql_driver_telemetry::cli::run(std::env::args_os())
}
