//! Who reads that a program listens may end it at once: the signals are caught by then, and it still reports.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

/// What says that it listens, with what makes it so.
const COMMANDS: [&[&str]; 3] = [
    &["receive", "--listen", "127.0.0.1:0"],
    &["receive", "--listen", "127.0.0.1:0", "--format", "json"],
    &["view", "mirror.jsonl", "--listen", "127.0.0.1:0"],
];
const MIRROR: &str = "{\"mirror\":1}\n";

#[test]
fn whoever_is_told_that_a_program_listens_can_end_it_in_order() {
    for arguments in COMMANDS {
        for (signal, bit) in [("-INT", 1), ("-TERM", 14)] {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::write(folder.path().join("mirror.jsonl"), MIRROR).expect("written");
            let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
                .args(arguments)
                .current_dir(folder.path())
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the binary is built");
            let mut out = BufReader::new(child.stdout.take().expect("piped"));
            let mut errors = BufReader::new(child.stderr.take().expect("piped"));
            let mut line = String::new();
            // Where stdout is for a document, stderr says it.
            let first =
                if arguments.contains(&"json") { errors.read_line(&mut line) } else { out.read_line(&mut line) };
            first.expect("a line");
            assert!(line.starts_with("listening "), "{arguments:?}: {line}");
            if let Some(caught) = caught(child.id()) {
                assert_ne!(caught >> bit & 1, 0, "{arguments:?}: {signal} is not caught yet");
            }
            assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill").success());
            let mut rest = String::new();
            out.read_to_string(&mut rest).and_then(|_| errors.read_to_string(&mut rest)).expect("UTF-8");
            let status = child.wait().expect("it ends");
            assert!(status.success(), "{arguments:?}, {signal}: {status}: {rest}");
        }
    }
}

/// The signals that a process catches, a bit each, where the system says so.
fn caught(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}
