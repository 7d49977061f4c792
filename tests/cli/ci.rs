//! What a CI needs: folders, annotations, SARIF, lists of what is known, one document, an endpoint that is not there.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{refused, run, stderr, stdout};

const WRONG: &str = "{\"workspace_id\":true,\"entry\":{\"sql_driver_log\":{\"session_id\":\"jane@example.com\"}}}\n";

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("exactly one document")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().expect("below the folder")).expect("made");
        std::fs::write(file, text).expect("written");
    };
    write("b.jsonl", WRONG);
    write("a/one.json", WRONG);
    write("a/.hidden.json", "no JSON");
    write("a/notes.md", "no JSON");
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a name")
}

#[test]
fn a_folder_stands_for_the_payloads_in_it_and_below() {
    let folder = folder();
    let output = run(&["check", "--json", text(folder.path())], b"");
    let names: Vec<_> = json(&output.stdout)["payloads"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|payload| payload["name"].as_str().expect("a name").rsplit('/').next().expect("a file").to_owned())
        .collect();
    assert_eq!(names, ["one.json", "b.jsonl"]);
    assert_eq!(run(&["schema", "coverage", text(folder.path())], b"").status.code(), Some(0));
    let empty = tempfile::tempdir().expect("a folder");
    refused(&run(&["check", text(empty.path())], b""), "no *.json");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/round")).expect("made");
        assert_eq!(json(&run(&["check", "--json", text(folder.path())], b"").stdout), json(&output.stdout));
    }
}

#[test]
fn github_and_code_scanning_are_told_in_their_own_words() {
    let folder = folder();
    let output = run(&["check", "--format", "github", text(folder.path())], b"");
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = stdout(&output).lines().collect();
    let file = text(folder.path()).replace(':', "%3A");
    assert!(lines[0].starts_with(&format!("::error file={file}/a/one.json,title=violation wrong_type::")), "{lines:?}");
    assert!(lines.iter().all(|line| line.starts_with("::error ") || line.starts_with("::notice ")), "{lines:?}");
    assert!(!stdout(&output).contains("jane"));

    let output = run(&["check", "--format", "sarif", text(folder.path())], b"");
    let sarif = json(&output.stdout);
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(result["ruleId"], rules[index]["id"]);
    }
    assert!(results.iter().any(|result| result["ruleId"] == "privacy_secret" || result["level"] == "error"));
}

#[test]
fn what_is_known_is_read_from_a_list_and_what_is_not_found_is_told() {
    let folder = folder();
    let list = folder.path().join("known");
    std::fs::write(&list, "# since 2.1\nwrong_type@workspace_id # soon\nprivacy_*@*\nnull@items\n").expect("written");
    let output = run(&["check", "--allow-file", text(&list), text(folder.path())], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let notes: Vec<_> = stderr(&output).lines().filter(|line| line.starts_with("note: ")).collect();
    assert_eq!(notes, ["note: null@items is allowed and was not found"]);

    std::fs::write(&list, "null@items\nwrong_typ@x\n").expect("written");
    refused(
        &run(&["check", "--allow-file", text(&list), "-"], b"{}"),
        "line 2: there is no rule `wrong_typ`: `wrong_type`",
    );
    refused(&run(&["check", "--allow-file", "no/such/list", "-"], b"{}"), "no/such/list");
    let output = run(&["check", "--allow", "explode@*", "-"], b"{}");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no rule `explode`"), "{}", stderr(&output));
}

#[test]
fn an_endpoint_that_cannot_be_reached_is_named_within_seconds() {
    let capture = "tests/fixtures/captures";
    // A port of loopback that nobody listens on.
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let url = format!("http://127.0.0.1:{port}");
    for arguments in [&["demo", "--endpoint", &url][..], &["replay", capture, "--endpoint", &url]] {
        let start = Instant::now();
        refused(&run(arguments, b""), &format!("--endpoint {url} cannot be reached: "));
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
    // One that takes connections and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    refused(&run(&["demo", "--endpoint", &url], b""), "no answer within");
    refused(&run(&["stop", &format!("http://127.0.0.1:{port}")], b""), "is the receiver running?");
    refused(&run(&["stop", "127.0.0.1:80"], b""), "such as http://127.0.0.1:8080");
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let wrong = b"{\"workspace_id\":true}";
    assert!(!stdout(&run(&["check", "-"], wrong)).contains('\x1b'));
    assert!(stdout(&run(&["check", "--color", "always", "-"], wrong)).contains("\x1b[31mwrong_type\x1b[0m"));
    assert!(!stdout(&run(&["check", "--color", "always", "--json", "-"], wrong)).contains('\x1b'));
}

#[test]
fn completions_and_manual_know_every_command() {
    let commands: Vec<_> =
        sql_driver_telemetry::cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell], b"");
        assert_eq!(output.status.code(), Some(0));
        for command in &commands {
            assert!(stdout(&output).contains(command.as_str()), "{shell} {command}");
        }
    }
    let page = run(&["man"], b"");
    assert!(stdout(&page).contains(".TH sql-driver-telemetry 1"), "{}", stdout(&page));
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(&["man", text(folder.path())], b"").status.code(), Some(0));
    for command in &commands {
        let page = folder.path().join(format!("sql-driver-telemetry-{command}.1"));
        assert!(std::fs::read_to_string(&page).expect("written").contains("Example"), "{command}");
    }
    assert!(folder.path().join("sql-driver-telemetry-schema-diff.1").exists());
    refused(&run(&["man", "/no/such/folder"], b""), "/no/such/folder");
}

/// What `action.yml` does on a runner: a command beside the receiver; and start, tests, stop, each in a shell of its own.
#[test]
#[cfg(unix)]
fn the_action_starts_stops_annotates_and_judges() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Path::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"));
    let path = format!("{}:{}", text(program.parent().expect("a folder")), std::env::var("PATH").unwrap_or_default());
    let file = |name: &str| folder.path().join(name);
    let action = |run: &str, stop: &str, url: Option<&str>| {
        let mut command = std::process::Command::new("bash");
        command
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/action.sh"))
            .arg("receive")
            .current_dir(folder.path());
        command.env("PATH", &path).env("RUNNER_TEMP", folder.path());
        command.env("GITHUB_ENV", file("env")).env("GITHUB_STEP_SUMMARY", file("summary"));
        let inputs = [("RUN", run), ("STOP", stop), ("FAIL_ON", "violation silence"), ("ALLOW_FILE", "")];
        let more = [("LISTEN", "127.0.0.1:0"), ("ARGUMENTS", "--flag off"), ("REPORTS", "t.json t.xml")];
        for (name, value) in inputs.into_iter().chain(more) {
            command.env(format!("INPUT_{name}"), value);
        }
        if let Some(url) = url {
            command.env("TELEMETRY_RECEIVER_URL", url);
        }
        // What goes on in the background must not keep a pipe of ours.
        let out = std::fs::File::create(file("out")).expect("made");
        let status = command.stdout(out).stderr(std::process::Stdio::null()).status().expect("bash");
        (status.code(), std::fs::read_to_string(file("out")).expect("written"))
    };
    let send = "curl -fsS -H 'Authorization: Bearer x' -H 'Content-Type: application/json' --data-binary \
                '{\"uploadTime\":1,\"items\":[],\"protoLogs\":[\"{\\\"workspace_id\\\":true}\"]}' \
                \"$TELEMETRY_RECEIVER_URL/telemetry-ext\"";
    let (status, told) = action(send, "false", None);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("::error title=violation wrong_type::"), "{told}");
    assert_eq!(action("true", "false", None).0, Some(1), "nothing came");

    assert_eq!(action("", "false", None).0, Some(0));
    let variables = std::fs::read_to_string(file("env")).expect("written");
    let url = variables.trim().strip_prefix("TELEMETRY_RECEIVER_URL=").expect("the address");
    let sent = std::process::Command::new("sh").args(["-c", send]).env("TELEMETRY_RECEIVER_URL", url).output();
    assert!(sent.expect("a shell").status.success());
    let (status, told) = action("", "true", Some(url));
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("::error title=violation wrong_type::"), "{told}");
    assert!(std::fs::read_to_string(file("summary")).expect("written").contains("violation wrong_type"));
    assert_eq!(json(&std::fs::read(file("t.json")).expect("written"))["logs"], 1);
    assert!(file("t.xml").exists());
}
