//! `redact` on the command line.
#![cfg(feature = "cli")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn redact(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .arg("redact")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_text_goes_through_either_tier() {
    let text = b"[DIVIDE_BY_ZERO] SELECT pay FROM salaries; token dapi0123456789abcdef\n";
    for (mode, expected) in [("fingerprint", "[DIVIDE_BY_ZERO] ‹›\n"), ("text", "[DIVIDE_BY_ZERO] <sql>\n")] {
        let output = redact(&["--mode", mode], text);
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    }
}

#[test]
fn lines_keep_their_ids() {
    let output = redact(
        &["--mode", "text", "--jsonl"],
        b"{\"id\":\"a\",\"text\":\"ip 10.20.30.40\"}\n\n{\"id\":7,\"text\":\"\"}\n",
    );
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "{\"id\":\"a\",\"out\":\"ip <ip>\"}\n{\"id\":7,\"out\":\"\"}\n"
    );
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    for (arguments, input, cause) in [
        (&["--mode", "text", "--jsonl"][..], &b"{\"id\":1}\n"[..], "line 1"),
        (&["--mode", "text"], b"\xff\xfe", "UTF-8"),
    ] {
        let output = redact(arguments, input);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.lines().count() == 1 && message.contains(cause), "{message}");
    }
}
