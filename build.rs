//! Tells the crate the version of its compiler and, in the repository only, brings the generated code up to date.
//!
//! What `proto/` is compiled to is checked in under `src/contract/generated/` and published, so that nobody who builds a
//! driver compiles a compiler of protobuf. In the repository an edit of `proto/` or of `codegen/` shows in a fingerprint
//! of their files; the code is then generated anew, and a broken rule of the contract fails this build with file, line
//! and field.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

/// What the generated code is made from.
const SOURCES: [&str; 5] = ["proto", "codegen/src", "codegen/Cargo.toml", "src/schema/model", "src/schema/source.rs"];

/// The fingerprint of the sources that the generated code was made from.
const FINGERPRINT: &str = "src/contract/generated/fingerprint";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    if let Some(version) = compiler_version() {
        println!("cargo::rustc-env=COMPILER_VERSION={version}");
    }
    // The published crate has the generated code, and not what generates it.
    if !Path::new("codegen/Cargo.toml").exists() {
        return ExitCode::SUCCESS;
    }
    for watched in SOURCES.iter().chain([&FINGERPRINT]) {
        println!("cargo::rerun-if-changed={watched}");
    }
    match refresh() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.lines().filter(|line| !line.is_empty()) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Generates the code anew if its sources were edited since.
fn refresh() -> Result<(), String> {
    let fingerprint = fingerprint().map_err(|error| format!("the sources of the contract cannot be read: {error}"))?;
    if fs::read_to_string(FINGERPRINT).is_ok_and(|former| former == fingerprint) {
        return Ok(());
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // A target folder of its own: the one of this build is locked. `release` is not worth its compilation.
    cargo.args(["run", "--quiet", "--manifest-path", "codegen/Cargo.toml", "--target-dir", "target/codegen"]);
    // Neither this build's target, nor its flags, nor clippy.
    for variable in ["CARGO_BUILD_TARGET", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(variable);
    }
    let output = cargo.output().map_err(|error| format!("cargo could not be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    fs::write(FINGERPRINT, fingerprint).map_err(|error| format!("{FINGERPRINT}: {error}"))
}

/// 64 bits of FNV-1a over the names and contents of the sources, in hexadecimal. It guards against forgetting, not
/// against forging. Carriage returns are left out, which a checkout may have added.
fn fingerprint() -> io::Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(Path::new(source), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        for byte in name.bytes().chain(fs::read(&file)?).filter(|byte| *byte != b'\r') {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}\n"))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        // The reference lies in `proto/` and is generated itself.
        if path.extension().is_some_and(|extension| extension != "md") {
            files.push(path.to_owned());
        }
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

/// The version of the compiler, such as `1.88.0`: all crates of a program are compiled by the same one.
fn compiler_version() -> Option<String> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.split_whitespace().nth(1)?.to_owned())
}
