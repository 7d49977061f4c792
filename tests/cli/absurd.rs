//! No argument, however absurd, and no reader that goes away makes a command panic.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What people and scripts write where something else belongs.
const ABSURD: [&str; 13] = [
    "",
    "0",
    "-1",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "99999999999999999999999",
    "1e308",
    "-0.0",
    "NaN",
    "inf",
    "\u{661}",
];

/// Runs a command in a folder of its own until it ends, or has come so far that it needs no more.
fn run(folder: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    if arguments[0] == "receive" {
        // It listens, or it has ended; if it listens, it is asked to end.
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let _ = out.read_line(&mut line);
        if line.starts_with("listening") {
            let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        }
    }
    let status = ended(&mut child);
    let mut errors = String::new();
    let _ = child.stderr.take().expect("piped").read_to_string(&mut errors);
    (status, errors)
}

/// Waits for a command; one that works on and on, as it was told to, is ended after a while.
fn ended(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        if let Some(status) = child.try_wait().expect("a child") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[test]
#[cfg(unix)]
fn no_option_panics_whatever_it_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = sql_driver_telemetry::cli::command();
    let mut asked = 0;
    for command in root.get_subcommands() {
        // What is needed besides, so that an option is looked at.
        let needed: &[&str] = match command.get_name() {
            "check" | "replay" => &["-"],
            "convert" => &["--from", "json", "--to", "json"],
            "redact" => &["--mode", "text"],
            "stop" => &["http://127.0.0.1:9"],
            _ => &[],
        };
        let options = command.get_arguments().filter(|it| it.get_action().takes_values() && it.get_long().is_some());
        for option in options.filter_map(clap::Arg::get_long) {
            for value in ABSURD {
                let given = format!("--{option}={value}");
                let others = needed.chunks(2).filter(|pair| pair[0] != format!("--{option}")).flatten().copied();
                let arguments: Vec<_> =
                    [command.get_name()].into_iter().chain(others).chain([given.as_str()]).collect();
                let (status, errors) = run(folder.path(), &arguments);
                assert!(!errors.contains("panicked"), "{arguments:?}: {errors}");
                // `None` is one that was told to work for very long, and did.
                assert!(matches!(status, None | Some(0..=2)), "{arguments:?}: {status:?} {errors}");
                asked += 1;
            }
        }
    }
    assert!(asked > 200, "{asked}");
}

/// Stdout and stderr are closed by their readers after a line, or at once: `| head -1`, `2>&1 | true`.
#[test]
#[cfg(unix)]
fn no_command_panics_when_its_reader_goes_away() {
    let binary = env!("CARGO_BIN_EXE_sql-driver-telemetry");
    let captures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/captures");
    let lines = "for i in $(seq 20000); do echo '{\"id\":1,\"text\":\"x\"}'; done";
    for command in [
        "schema reference".to_owned(),
        "schema inventory --json".to_owned(),
        "completions bash".to_owned(),
        "man".to_owned(),
        "--help".to_owned(),
        "receive --help".to_owned(),
        "explode".to_owned(),
        format!("check {captures}"),
        format!("check --format github {captures}"),
        "check /no/such/file".to_owned(),
        format!("replay {captures} --json"),
        "demo --connections 1 --statements 2".to_owned(),
        "receive --stop-after-idle 0.1".to_owned(),
        "redact --mode text --jsonl < lines".to_owned(),
    ] {
        let input = if command.ends_with("< lines") { lines } else { "true" };
        let command = command.trim_end_matches("< lines");
        for reader in ["| head -1", "2>&1 | head -1", "2>&1 | true", "3>&1 >/dev/null 2>&3 | true"] {
            let folder = tempfile::tempdir().expect("a folder");
            let status = folder.path().join("status");
            let script = format!("{input} | {{ {binary} {command}; echo $? >{}; }} {reader}", status.display());
            let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
            let told = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&told).contains("panicked"), "{script}");
            let status = std::fs::read_to_string(&status).expect("written");
            assert!(["0", "1", "2"].contains(&status.trim()), "{script}: {status}");
        }
    }
}
