//! The program as npm installs it: through `npm/run.js`. Where there is no Node.js, there is nothing to see.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Lays the two packages out as npm does, and returns a command that runs them.
fn installed(folder: &Path) -> Option<Command> {
    let node = |code: &str| Command::new("node").args(["-p", code]).output().ok();
    let Some(platform) = node("process.platform + '-' + process.arch") else {
        eprintln!("no Node.js here");
        return None;
    };
    let platform = String::from_utf8_lossy(&platform.stdout).trim().to_owned();
    let modules = folder.join("node_modules");
    let [main, own] = ["sql-driver-telemetry", &format!("sql-driver-telemetry-{platform}")].map(|it| modules.join(it));
    let program = Path::new(env!("CARGO_BIN_EXE_sql-driver-telemetry"));
    for package in [&main, &own] {
        std::fs::create_dir_all(package).expect("a folder");
    }
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/run.js"), main.join("run.js")).expect("copied");
    let place = own.join(program.file_name().expect("a file"));
    std::fs::hard_link(program, &place).or_else(|_| std::fs::copy(program, &place).map(drop)).expect("copied");
    let mut command = Command::new("node");
    command.arg(main.join("run.js")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Some(command)
}

#[test]
fn arguments_streams_and_status_are_the_programs_own() {
    for arguments in [&["--version"][..], &["check", "no/such/file"], &["redact", "--mode", "nonsense"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let Some(mut command) = installed(folder.path()) else { return };
        let through = command.args(arguments).output().expect("it ends");
        let itself = super::run(arguments, b"");
        assert_eq!(through.status.code(), itself.status.code());
        assert_eq!(
            (super::stdout(&through), super::stderr(&through)),
            (super::stdout(&itself), super::stderr(&itself))
        );
    }
}

#[test]
fn a_platform_without_a_program_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(mut command) = installed(folder.path()) else { return };
    let modules = folder.path().join("node_modules");
    for package in std::fs::read_dir(modules).expect("readable").flatten() {
        let is_of_a_platform = package.file_name() != "sql-driver-telemetry";
        if is_of_a_platform {
            std::fs::remove_dir_all(package.path()).expect("removed");
        }
    }
    super::refused(&command.output().expect("it ends"), "optional dependencies");
}

/// An interrupt ends a receiver in order, through the script as without it.
#[cfg(unix)]
#[test]
fn an_interrupt_reaches_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(mut command) = installed(folder.path()) else { return };
    let mut child = command.args(["receive", "--listen", "127.0.0.1:0"]).spawn().expect("started");
    let mut out = BufReader::new(child.stdout.take().expect("piped")).lines();
    let address = out.next().expect("a line").expect("UTF-8");
    assert!(address.starts_with("listening"), "{address}");
    // What a terminal sends it sends to both, so this can be seen where no stream is one.
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    let end = child.wait_with_output().expect("it ends");
    assert!(end.status.success() && super::stderr(&end).contains("0 requests"), "{end:?}");
}
