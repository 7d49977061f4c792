//! Line tools take as many lines as there are, and stop at none of them silently.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::{refused, run, stderr, stdout};

/// So many lines that they are more than what is read of a document: 16 MiB.
const LINES: usize = 200_000;

fn lines(line: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = Vec::new();
    for number in 0..LINES {
        text.extend_from_slice(line(number).as_bytes());
        text.push(b'\n');
    }
    assert!(text.len() > 16 << 20, "{}", text.len());
    text
}

/// Runs a command, writes to it and reads from it side by side, and counts the lines that come out.
fn count(arguments: &[&str], input: Vec<u8>) -> (usize, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut stdin = child.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines().count();
    let _ = writer.join().expect("it ends");
    (lines, child.wait().expect("it ends").code())
}

#[test]
fn every_line_comes_out() {
    let padding = " ".repeat(80);
    let input = lines(|number| format!("{{\"id\":{number},\"text\":\"x\"}}{padding}"));
    assert_eq!(count(&["redact", "--mode", "text", "--jsonl"], input), (LINES, Some(0)));
    let input = lines(|number| format!("{{\"workspace_id\":{number}}}{padding}"));
    assert_eq!(count(&["convert", "--from", "json", "--to", "base64", "--lines"], input), (LINES, Some(0)));
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"))
        .args(["redact", "--mode", "fingerprint", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut questions = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines();
    for number in 0..3 {
        writeln!(questions, "{{\"id\":{number},\"text\":\"connection refused\"}}").expect("taken");
        let answer = answers.next().expect("an answer").expect("a line");
        assert!(answer.contains(&format!("\"id\":{number}")), "{answer}");
    }
    drop(questions);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_bad_line_is_named_after_what_came_before_it() {
    let output =
        run(&["redact", "--mode", "text", "--jsonl"], b"{\"id\":1,\"text\":\"x\"}\n\n{\"id\":2}\n{\"id\":3}\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stderr(&output).contains("stdin line 3: missing field `text`"), "{}", stderr(&output));
    let output = run(&["convert", "--from", "json", "--to", "json", "--lines"], b"{\"workspace_id\":1}\n{\"x\":1}\n");
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), "{\"workspace_id\":1}\n"));
    assert!(stderr(&output).contains("stdin line 2: "), "{}", stderr(&output));
}

/// What is no line tool refuses what is too large, rather than to take the beginning for the whole.
#[test]
fn nothing_is_cut_silently() {
    let large = vec![b'x'; 17 << 20];
    refused(&run(&["redact", "--mode", "text"], &large), "split it");
    refused(&run(&["convert", "--from", "json", "--to", "json"], &large), "split it");
    refused(&run(&["convert", "--from", "json", "--to", "json", "--lines"], &large), "stdin line 1 is longer");
    refused(&run(&["check", "-"], &large), "split it");
}
