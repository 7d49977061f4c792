//! How big a driver's program is with telemetry in it, how many crates it links, and how much work a clean build is.
//!
//! ```text
//! cargo bench -p cost --bench size
//! ```
//!
//! Builds `examples/driver.rs` as a program of its own for each set of features, stripped, from nothing, with the versions
//! of `Cargo.lock`. Takes minutes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use harness::machine::About;
use harness::row::{self, Metric, Report, Row, benches};

struct Program {
    name: &'static str,
    what: &'static str,
    features: &'static [&'static str],
    bars: &'static [(Metric, f64)],
}

const MB: f64 = 1e6;
/// Does not depend on the crate.
const EMPTY: &str = "fn main() {}\n";
/// Without `collect`, the contract and its JSON are what there is.
const CONTRACT: &str = r#"
use sql_driver_telemetry::contract::FrontendLog;
use sql_driver_telemetry::json;
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    match json::from_str::<FrontendLog>(&text) {
        Ok(log) => println!("{}", Scrubbed::new(log, &Policy::default()).0.to_json()),
        Err(error) => println!("{error}"),
    }
}
"#;

/// Without `rustls` the driver brings its own transport, which keeps nothing here.
const COLLECT: &str = r#"
use std::time::Duration;

use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{TransportError, bytes::Bytes, http};
use sql_driver_telemetry::{ConnectionOptions, DriverIdentity, ErrorInfo, ErrorKind, Telemetry};

async fn nowhere(_: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
    Ok(http::Response::new(Bytes::new()))
}

fn main() {
    let host = std::env::args().nth(1).unwrap_or_default();
    let options = ConnectionOptions::new(&host, DriverIdentity::new("Program", "1.0.0"))
        .config(Config::new().force_enable(true))
        .transport(nowhere);
    let connection = Telemetry::global().connect(options);
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.returned();
    statement.error(ErrorInfo::new(ErrorKind::StatementFailed).text(&host));
    drop(statement);
    println!("{:?}", connection.close(Duration::from_secs(1)));
}
"#;

const PROGRAMS: [Program; 6] = [
    Program {
        name: "contract",
        what: "no features: contract, JSON, privacy pass",
        features: &[],
        bars: &[(Metric::Crates, 25.0)],
    },
    Program {
        name: "collect",
        what: "`collect`: a driver with its own transport",
        features: &["collect"],
        bars: &[(Metric::Bytes, 2.0 * MB), (Metric::Crates, 45.0)],
    },
    Program { name: "tracing", what: "`tracing`: guards as spans too", features: &["tracing"], bars: &[] },
    Program { name: "rustls", what: "`rustls`: HTTP over TLS as well", features: &["rustls"], bars: &[] },
    Program { name: "default", what: "the default features", features: &["rustls", "serde"], bars: &[] },
    Program {
        name: "redacted-text",
        what: "the default, and `redacted-text`",
        features: &["rustls", "serde", "redacted-text"],
        bars: &[],
    },
];

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = benches().parent().map(Path::to_owned).unwrap_or_default();
    let folder = root.join("target/size");
    let _ = fs::remove_dir_all(&folder);
    let empty = build(&root, &folder, None).1;
    let mut rows = vec![Row::new("empty", "a program that does nothing").value(Metric::Bytes, empty)];
    for program in &PROGRAMS {
        let (seconds, bytes) = build(&root, &folder, Some(program));
        let mut row = Row::new(program.name, program.what).value(Metric::Seconds, seconds);
        row = row.value(Metric::Bytes, bytes).value(Metric::Crates, crates(&folder));
        row.bars = program.bars.iter().copied().collect();
        rows.push(row);
    }
    let _ = fs::remove_dir_all(&folder);
    row::print(&rows);
    let order: Vec<String> = rows.iter().map(|row| row.case.clone()).collect();
    let about = About::here("cargo bench -p cost --bench size");
    Report { about, rows }.keep("size", &order).expect("benches/results can be written");
}

/// What it took, and how big the program is.
fn build(root: &Path, folder: &Path, program: Option<&Program>) -> (f64, f64) {
    let _ = fs::remove_dir_all(folder);
    write(root, folder, program);
    let before = processor_seconds();
    run(Command::new("cargo").args(["build", "--quiet", "--release"]), folder);
    let seconds = processor_seconds() - before;
    let built: PathBuf = folder.join("target/release/program");
    (seconds, fs::metadata(built).map_or(0.0, |file| file.len() as f64))
}

fn write(root: &Path, folder: &Path, program: Option<&Program>) {
    let text = |result: std::io::Result<String>| result.expect("the repository can be read");
    let dependency = program.map_or(String::new(), |program| {
        // What the example names itself.
        let own = match program.features.contains(&"rustls") {
            true => "thiserror = \"2\"\ntokio = { version = \"1\", features = [\"rt-multi-thread\", \"time\"] }\n",
            false => "",
        };
        let features = program.features;
        format!(
            "sql-driver-telemetry = {{ path = {root:?}, default-features = false, features = {features:?} }}\n{own}"
        )
    });
    let manifest = format!(
        "[workspace]\n[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\n{dependency}[profile.release]\nstrip = true\n"
    );
    let source = match program {
        None => EMPTY.to_owned(),
        Some(program) if program.features.is_empty() => CONTRACT.to_owned(),
        Some(program) if !program.features.contains(&"rustls") => COLLECT.to_owned(),
        Some(_) => text(fs::read_to_string(root.join("examples/driver.rs"))),
    };
    let put = |path: &str, text: &str| fs::write(folder.join(path), text).expect("target/size can be written");
    fs::create_dir_all(folder.join("src")).expect("target/size can be made");
    put("Cargo.toml", &manifest);
    put("Cargo.lock", &text(fs::read_to_string(root.join("Cargo.lock"))));
    put("src/main.rs", &source);
    run(Command::new("cargo").args(["fetch", "--quiet"]), folder);
}

/// Crates that are linked on this platform, ours and the program not counted, and those that its macros need.
fn crates(folder: &Path) -> f64 {
    let arguments = ["tree", "--edges=normal", "--prefix=none", "--format={p}"];
    let output = Command::new("cargo").args(arguments).current_dir(folder).output().expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = text.lines().filter_map(|line| line.split(" (").next()).filter(|line| !line.is_empty());
    let is_ours = |name: &&str| name.starts_with("sql-driver-telemetry") || name.starts_with("program ");
    names.filter(|name| !is_ours(name)).collect::<BTreeSet<_>>().len() as f64
}

/// What the programs that this one has started took of the processor, which other work on the machine makes no longer.
fn processor_seconds() -> f64 {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may have blanks in it: `cutime` and `cstime`, in hundredths.
    let fields = status.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn run(command: &mut Command, folder: &Path) {
    // Not those that the bench itself was built with.
    let command = command.current_dir(folder).env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    assert!(command.status().expect("cargo runs").success(), "{command:?} failed");
}
