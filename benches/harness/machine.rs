//! How and on what a bench ran: enough to compare, nothing that names a machine.

use std::fs;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// How and on what a bench ran.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct About {
    /// The command.
    pub command: String,
    /// The kind of processor, and how many cores it shows.
    pub machine: String,
    /// The same of what was timed, where that was not here: counts alone may be renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timed: Option<String>,
    /// What the numbers depend on: compiler, C library, Valgrind.
    pub tools: Vec<String>,
    /// The versions of what stands beside ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peers: Vec<String>,
}

impl About {
    /// This machine, for a bench that runs by `command`.
    pub fn here(command: impl Into<String>) -> Self {
        Self { command: command.into(), machine: machine(), timed: None, tools: tools(), peers: Vec::new() }
    }

    /// The same for counts that stand beside the times of `kept`.
    pub fn beside(self, kept: Self) -> Self {
        let timed = Some(kept.timed.unwrap_or(kept.machine)).filter(|machine| *machine != self.machine);
        Self { timed, ..self }
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).and_then(|line| line.split_once(':'));
    let guest = if info.contains(" hypervisor") { ", a virtual machine" } else { "" };
    let model = model.map_or("unknown processor", |(_, model)| model.trim());
    format!("{model}, {cores} cores, {}{guest}", std::env::consts::ARCH)
}

/// What counts depend on, each with its version.
pub fn tools() -> Vec<String> {
    let first = |program: &str, argument: &[&str]| {
        let output = Command::new(program).args(argument).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().next().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
    };
    let rustc = first("rustc", &["--version"]).map(|line| line.split(" (").next().unwrap_or(&line).to_owned());
    let valgrind = first("valgrind", &["--version"]).map(|line| line.replace("valgrind-", "valgrind "));
    [rustc, first("getconf", &["GNU_LIBC_VERSION"]), valgrind].into_iter().flatten().collect()
}
