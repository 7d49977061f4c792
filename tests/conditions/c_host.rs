//! A program in C: it does not ignore SIGPIPE, as programs in Rust do, and a service resets in the middle of an upload.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn a_program_in_c_lives_when_the_service_resets_in_the_middle_of_an_upload() {
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    if Command::new(&compiler).arg("--version").output().is_err() {
        println!("skipped: there is no C compiler, which CC can name");
        return;
    }
    let libraries = library();
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("host");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/c_host/host.c");
    let compiled = Command::new(compiler)
        .args(["-Wall", "-Werror", "-pthread", "-o"])
        .args([&program, &source])
        .arg("-L")
        .arg(&libraries)
        .arg("-lc_host")
        .output();
    succeeds(&compiled.expect("a compiler"));
    // Programs of Rust's ignore the signal; what they start does not.
    let ran = Command::new(&program).env("LD_LIBRARY_PATH", &libraries).output().expect("a program");
    succeeds(&ran);
    println!("{}", String::from_utf8_lossy(&ran.stdout).trim());
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "", "it says nothing");
}

/// Builds the library as these tests were built, and returns its folder.
fn library() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--all-features", "--example", "c_host"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    succeeds(&built.expect("cargo"));
    // These tests are in `deps`, beside `examples`.
    let profile = env::current_exe().expect("this program").ancestors().nth(2).expect("a folder").to_owned();
    profile.join("examples")
}

fn succeeds(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}{}", output.status, String::from_utf8_lossy(&output.stdout));
}
