//! Compiles the contract in `proto/` to Rust. No `protoc` is needed.

#[path = "codegen/mod.rs"]
mod codegen;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=proto");
    println!("cargo::rerun-if-changed=codegen");
    let Some(out) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=OUT_DIR is not set: build.rs is run by cargo");
        return ExitCode::FAILURE;
    };
    let services = std::env::var_os("CARGO_FEATURE_GRPC").is_some();
    match codegen::compile(Path::new("proto"), &[]).and_then(|compiled| compiled.write(&out, services)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}
