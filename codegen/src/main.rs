//! Compiles the contract in `proto/` into `src/contract/generated/` and `proto/README.md`. `build.rs` runs it whenever
//! either of its sources was edited; it takes no arguments.

use std::path::Path;
use std::process::ExitCode;

use sql_driver_telemetry_codegen::compile;

fn main() -> ExitCode {
    let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() else {
        eprintln!("{} is in no repository", env!("CARGO_MANIFEST_DIR"));
        return ExitCode::FAILURE;
    };
    // Faults name files as they are called from the root of the repository.
    if let Err(error) = std::env::set_current_dir(root) {
        eprintln!("{}: {error}", root.display());
        return ExitCode::FAILURE;
    }
    match compile(Path::new("proto"), &[]).and_then(|compiled| compiled.write()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("{error}");
            ExitCode::FAILURE
        }
    }
}
