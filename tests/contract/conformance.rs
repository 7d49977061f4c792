//! What real drivers send, held against the contract.
//!
//! Every request of every captured driver is read; every departure is named; what re-encoding loses is explained by a
//! departure or by the privacy pass. The complete list is a snapshot a driver.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};
use sql_driver_telemetry::check::{Finding, Level, Payload, Rule};
use sql_driver_telemetry::contract::FrontendLog;
use sql_driver_telemetry::json::{self, DepartureKind, Number, Tree};
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

macro_rules! drivers {
    ($($test:ident: $folder:literal, $requests:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            conform($folder, $requests);
        }
    )*};
}

drivers! {
    csharp_shape: "csharp-shape", 2,
    go: "go", 5,
    jdbc: "jdbc", 7,
    kernel: "kernel", 12,
    nodejs: "nodejs", 16,
    python: "python", 17,
}

fn conform(driver: &str, requests: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/captures").join(driver);
    let files = files(&folder);
    assert_eq!(files.len(), requests, "captures of {driver}");
    let mut summary = Summary::default();
    for file in files {
        let bytes = std::fs::read(&file).expect("readable");
        let payload = Payload::read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let raw = raw_logs(&bytes);
        assert_eq!(payload.logs.len(), raw.len(), "{}: every log is read", file.display());
        let unauthenticated =
            payload.request.as_ref().and_then(|request| request.path.as_deref()) == Some("/telemetry-unauth");
        for finding in payload.findings() {
            summary.findings.entry(describe(finding)).and_modify(|count| *count += 1).or_insert(1);
        }
        for (log, raw) in payload.logs.iter().zip(&raw) {
            summary.logs += 1;
            let sent = resend(&log.message, unauthenticated);
            for loss in losses(raw, &sent, &log.findings, &file) {
                *summary.losses.entry(loss).or_insert(0) += 1;
            }
        }
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(format!("conformance@{driver}"), summary.render(requests)));
}

#[derive(Default)]
struct Summary {
    logs: usize,
    findings: BTreeMap<(std::cmp::Reverse<Level>, String), usize>,
    losses: BTreeMap<String, usize>,
}

impl Summary {
    fn render(&self, requests: usize) -> String {
        let mut out = format!("{requests} requests, {} logs\n\ndepartures:\n", self.logs);
        for ((level, text), count) in &self.findings {
            out += &format!("{:9} {count:3}x {text}\n", level.0.as_str());
        }
        out += "\nwhat re-encoding changes, and why:\n";
        for (text, count) in &self.losses {
            out += &format!("{count:3}x {text}\n");
        }
        out
    }
}

fn describe(finding: &Finding) -> (std::cmp::Reverse<Level>, String) {
    let level = std::cmp::Reverse(finding.rule.level());
    (level, format!("{} {} {}", finding.path, finding.rule, finding.detail).trim_start().to_owned())
}

fn resend(log: &FrontendLog, unauthenticated: bool) -> Tree {
    let (sent, _) = Scrubbed::new(log.clone(), &Policy { unauthenticated, ..Policy::default() });
    let text = sent.to_json();
    // What the pass let through departs from the contract nowhere, and the pass has nothing more to say about it.
    let again: FrontendLog = json::from_str(&text).expect("what is written is read strictly");
    assert_eq!(&again, sent.message(), "decoding and encoding are inverse");
    let (_, report) = Scrubbed::new(again, &Policy { unauthenticated, ..Policy::default() });
    assert_eq!(report, [], "the pass is idempotent");
    Tree::parse(text.as_bytes()).expect("JSON")
}

/// Every leaf that is not sent as it was received, with the reason; a leaf without a reason fails the test.
fn losses(received: &Tree, sent: &Tree, findings: &[Finding], file: &Path) -> Vec<String> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    leaves(received, String::new(), &mut before);
    leaves(sent, String::new(), &mut after);
    let mut losses = Vec::new();
    for (path, value) in &before {
        let same = after.get(path).is_some_and(|now| equal(value, now));
        if same {
            continue;
        }
        let change = if after.contains_key(path) { "changed" } else { "left out" };
        let at_or_above = |finding: &&Finding| {
            path.strip_prefix(finding.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let reasons: BTreeSet<_> =
            findings.iter().filter(at_or_above).map(|finding| finding.rule.to_string()).collect();
        let reason = match value {
            Tree::List(items) if items.is_empty() => "an empty list is not written".to_owned(),
            Tree::Text(text) if text.is_empty() => "an empty text is not written".to_owned(),
            _ => reasons.into_iter().collect::<Vec<_>>().join(", "),
        };
        assert!(!reason.is_empty(), "{}: {path} is {change}, and nothing says why", file.display());
        losses.push(format!("{path} {change}: {reason}"));
    }
    let moved = |finding: &Finding| finding.rule == Rule::Contract(DepartureKind::MisplacedTime);
    for path in after.keys().filter(|path| !before.contains_key(*path)) {
        assert_eq!(path, "context.client_context.timestamp_millis", "{}: nothing is made up", file.display());
        assert!(findings.iter().any(moved), "{}: the time is moved, and nothing says so", file.display());
        losses.push(format!("{path} moved here: misplaced_time"));
    }
    losses
}

fn leaves(tree: &Tree, path: String, out: &mut BTreeMap<String, Tree>) {
    match tree {
        Tree::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                leaves(value, path, out);
            }
        }
        Tree::List(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, format!("{path}[{index}]"), out);
            }
        }
        leaf => {
            out.insert(path, leaf.clone());
        }
    }
}

/// Equal up to the form of numbers.
fn equal(before: &Tree, now: &Tree) -> bool {
    match (before, now) {
        (Tree::Text(digits), Tree::Number(Number::Integer(number))) => digits.parse() == Ok(*number),
        (before, now) => before == now,
    }
}

/// The logs of a captured request, as they were sent.
fn raw_logs(capture: &[u8]) -> Vec<Tree> {
    let capture = Tree::parse(capture).expect("JSON");
    let body =
        capture.get("request").and_then(|request| request.get("body_text")).and_then(Tree::as_text).expect("a body");
    let body = Tree::parse(body.as_bytes()).expect("JSON");
    let logs = body.get("protoLogs").and_then(Tree::as_list).expect("logs");
    logs.iter().map(|log| Tree::parse(log.as_text().expect("a string").as_bytes()).expect("JSON")).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the captures are in the repository");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}
