//! Conditions that a process is in as a whole: each has a process of its own, which is this program once more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use serde::{Deserialize, Serialize};
use sql_driver_telemetry::{DropReason, Stats};

use crate::ways::{Addresses, Services};

const ROLE: &str = "TELEMETRY_TEST_ROLE";
const ADDRESSES: &str = "TELEMETRY_TEST_ADDRESSES";
const REPORTS: &str = "TELEMETRY_TEST_REPORTS";

/// How long a process may take before it hangs.
const HANGS: Duration = Duration::from_secs(600);

/// What a process has looked at, and found.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Report {
    #[serde(skip)]
    folder: PathBuf,
    /// By what cells have in common.
    pub covered: BTreeMap<String, Cover>,
    pub recorded: u64,
    pub acknowledged: u64,
    pub faults: Vec<String>,
    /// Of events that were sent.
    pub ids: Vec<String>,
}

/// Some cells, and what became of their events.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Cover {
    /// Calls that were made.
    pub calls: u64,
    pub recorded: u64,
    pub dropped: BTreeMap<String, u64>,
}

impl Cover {
    fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.recorded += other.recorded;
        for (reason, events) in &other.dropped {
            *self.dropped.entry(reason.clone()).or_default() += events;
        }
    }
}

impl Report {
    /// So many calls, which have all of `keys` in common.
    pub fn note(&mut self, keys: &[String], calls: usize, name: &str, outcome: Result<Stats, String>) {
        let stats = outcome.unwrap_or_else(|fault| {
            self.faults.push(format!("{name}: {fault}"));
            Stats::default()
        });
        let named = DropReason::ALL.map(|reason| (reason.as_str().to_owned(), stats.dropped(reason)));
        let dropped = named.into_iter().filter(|(_, events)| *events > 0).collect();
        let cover = Cover { calls: calls as u64, recorded: stats.recorded, dropped };
        for key in keys {
            self.covered.entry(key.clone()).or_default().add(&cover);
        }
        self.recorded += stats.recorded;
        self.acknowledged += stats.acknowledged;
    }

    pub fn add(&mut self, other: Self) {
        for (key, cover) in &other.covered {
            self.covered.entry(key.clone()).or_default().add(cover);
        }
        self.recorded += other.recorded;
        self.acknowledged += other.acknowledged;
        self.faults.extend(other.faults);
        self.ids.extend(other.ids);
    }

    /// Written where the looker-on finds it, under the name of the process.
    pub fn write(&self) {
        let text = serde_json::to_vec(self).expect("a report");
        fs::write(self.folder.join(std::process::id().to_string()), text).expect("a file");
    }

    /// Of another process, forked from this one.
    pub fn beside(&self) -> Self {
        Self { folder: self.folder.clone(), ..Self::default() }
    }
}

/// The part that a process was given; `None` where the test runs as one of its own.
pub fn in_child() -> Option<(String, Addresses, Report)> {
    let role = env::var(ROLE).ok()?;
    let folder = env::var_os(REPORTS).expect("a folder").into();
    let addresses = Addresses(env::var(ADDRESSES).expect("addresses"));
    Some((role, addresses, Report { folder, ..Report::default() }))
}

/// Has a process play `role` in `test`: what it reports, and how much its services took meanwhile. Nothing must be on
/// its standard error, where every panic says so, and it must end well by itself.
pub fn child(test: &str, role: &str, services: &Services) -> (Report, u64) {
    let before = services.taken.load(Ordering::Relaxed);
    let folder = tempfile::tempdir().expect("a folder");
    // Whoever a process runs as, it may report.
    open_to_all(folder.path());
    let output = tempfile::NamedTempFile::new().expect("a file");
    let status = play(test, role, services, folder.path(), output.reopen().expect("a file"));
    let said = fs::read_to_string(output.path()).expect("what it said");
    assert_eq!(said, "", "{test} {role}: on standard error");
    assert!(status.success(), "{test} {role}: {status}");
    let mut all = Report::default();
    for entry in fs::read_dir(folder.path()).expect("reports") {
        let text = fs::read(entry.expect("a report").path()).expect("a report");
        all.add(serde_json::from_slice(&text).expect("a report"));
    }
    assert!(!all.covered.is_empty(), "{test} {role}: it looked at nothing");
    (all, services.taken.load(Ordering::Relaxed) - before)
}

/// How a process ends that plays `role` in `test`, whatever it says.
#[cfg(target_os = "linux")]
pub fn ends(test: &str, role: &str, services: &Services) -> ExitStatus {
    let folder = tempfile::tempdir().expect("a folder");
    play(test, role, services, folder.path(), Stdio::null())
}

fn play(test: &str, role: &str, services: &Services, folder: &Path, output: impl Into<Stdio>) -> ExitStatus {
    let mut child = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", test, "--nocapture", "--test-threads", "1"])
        .env(ROLE, role)
        .env(ADDRESSES, &services.addresses.0)
        .env(REPORTS, folder)
        .stdout(Stdio::null())
        .stderr(output)
        .spawn()
        .expect("a process");
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a process") {
            return status;
        }
        if start.elapsed() > HANGS {
            child.kill().expect("a process");
            panic!("{test} {role}: it hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("a folder of ours");
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) {}
