//! Compiles the contract in `proto/` to Rust. No `protoc` is needed.

#[path = "codegen/mod.rs"]
mod codegen;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=proto");
    println!("cargo::rerun-if-changed=codegen");
    if let Some(version) = compiler_version() {
        println!("cargo::rustc-env=COMPILER_VERSION={version}");
    }
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

/// The version of the compiler, such as `1.88.0`: all crates of a program are compiled by the same one.
fn compiler_version() -> Option<String> {
    let output = std::process::Command::new(std::env::var_os("RUSTC")?).arg("--version").output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.split_whitespace().nth(1)?.to_owned())
}
