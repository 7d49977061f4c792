//! Counts of a case, by running this program once more under `valgrind --tool=callgrind`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs};

use crate::locked::Locked;
use crate::{Case, Metric, Scope};

/// What the child is told: the name of a case and a number of rounds follow.
pub(crate) const CHILD: &str = "--rounds-of";
/// Where all of a thread is counted, the difference is taken to a run of so many times fewer rounds.
const FEWER: u64 = 8;

/// The metrics that callgrind counts.
pub const COUNTED_METRICS: [Metric; 4] = [Metric::Instructions, Metric::Locked, Metric::Clocks, Metric::Allocations];

/// Whether Valgrind is installed.
pub fn is_there() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What one round costs, in the order of [`COUNTED_METRICS`].
pub type Counts = [f64; 4];

/// Counts cases of this program.
#[derive(Debug, Default)]
pub struct Callgrind {
    locked: Locked,
}

impl Callgrind {
    /// One round of `case`.
    pub fn count(&self, case: &Case) -> Counts {
        let scale = |counts: Counts, rounds: u64| counts.map(|count| count / (rounds * case.pieces) as f64);
        // What several threads do differs from run to run: of what costs nothing, there may be less where there is more.
        let less = |many: Counts, few: Counts| [0, 1, 2, 3].map(|index| (many[index] - few[index]).max(0.0));
        match case.scope {
            Scope::Rounds => scale(self.sum(&profiles(case, case.rounds)), case.rounds),
            Scope::Background => {
                let [few, many] = [case.rounds / FEWER, case.rounds];
                let counts = less(self.sum(&profiles(case, many)), self.sum(&profiles(case, few)));
                scale(counts, many - few)
            }
            Scope::Process => {
                let [without, with] = [0, 1].map(|rounds| self.sum(&profiles(case, rounds)));
                less(with, without)
            }
        }
    }

    /// The functions in which locked instructions were executed, and how often in one round, most first.
    pub fn where_locked(&self, case: &Case) -> Vec<(String, f64)> {
        let mut found: HashMap<String, f64> = HashMap::new();
        for profile in profiles(case, case.rounds) {
            for ((object, function, address), executed) in profile.executed {
                if self.locked.of(&object).contains(&address) {
                    *found.entry(function).or_default() += executed as f64;
                }
            }
        }
        let mut found: Vec<_> = found.into_iter().map(|(name, times)| (name, times / case.rounds as f64)).collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        found
    }

    fn sum(&self, profiles: &[Profile]) -> Counts {
        let mut counts = [0.0; 4];
        for profile in profiles {
            for ((object, _, address), executed) in &profile.executed {
                counts[0] += *executed as f64;
                if self.locked.of(object).contains(address) {
                    counts[1] += *executed as f64;
                }
            }
            counts[2] += profile.calls_of(is_clock);
            counts[3] += profile.calls_of(is_allocation);
        }
        counts
    }
}

/// Runs the child, and reads what callgrind wrote of the threads that the scope is about.
fn profiles(case: &Case, rounds: u64) -> Vec<Profile> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("callgrind-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for what callgrind writes");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--dump-instr=yes", "--dump-line=no", "--compress-strings=no"]);
    valgrind.args(["--compress-pos=no", "--combine-dumps=no"]);
    valgrind.arg(format!("--callgrind-out-file={}", folder.join("out").display()));
    match case.scope {
        Scope::Rounds => {
            valgrind.args(["--toggle-collect=*harness::meter::measured*", "--zero-before=*harness::meter::from_here*"])
        }
        Scope::Background => valgrind.arg("--separate-threads=yes"),
        Scope::Process => &mut valgrind,
    };
    let binary = env::current_exe().expect("this program");
    let output = valgrind.arg(binary).args([CHILD, case.name, &rounds.to_string()]).output().expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let own: Vec<&str> = said.lines().filter(|line| !line.starts_with("==")).collect();
    assert!(output.status.success(), "{} ended with {}: {}", case.name, output.status, own.join("\n"));
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let is_wanted = |file: &PathBuf| case.scope != Scope::Background || thread(file).is_some_and(|thread| thread > 1);
    let profiles = files.iter().filter(|file| is_wanted(file)).map(|file| Profile::read(file)).collect();
    let _ = fs::remove_dir_all(folder);
    profiles
}

/// The thread that a file is about: `out-02` is the second one's.
fn thread(file: &Path) -> Option<u32> {
    file.to_str()?.rsplit_once('-')?.1.parse().ok()
}

/// What one file of callgrind's says.
#[derive(Debug, Default)]
struct Profile {
    /// By object, function and address.
    executed: HashMap<(String, String, u64), u64>,
    /// Functions, by object, name and first address. How often they were called is how often that was executed: the
    /// numbers of calls in the file are also of times when nothing was collected.
    functions: HashSet<(String, String, u64)>,
}

impl Profile {
    fn read(file: &Path) -> Self {
        Self::parse(&fs::read_to_string(file).expect("what callgrind wrote"))
    }

    fn parse(text: &str) -> Self {
        let mut profile = Self::default();
        let (mut object, mut function) = (String::new(), String::new());
        let (mut callee_object, mut callee) = (None, String::new());
        let mut is_inclusive = false;
        for line in text.lines() {
            if let Some(calls) = line.strip_prefix("calls=") {
                let object = callee_object.take().unwrap_or_else(|| object.clone());
                if let Some(entry) = calls.split(' ').nth(1).and_then(address) {
                    profile.functions.insert((object, std::mem::take(&mut callee), entry));
                }
                // The next line is what the calls cost, which stands under the function that was called too.
                is_inclusive = true;
            } else if line.starts_with("0x") {
                if std::mem::take(&mut is_inclusive) {
                    continue;
                }
                let mut words = line.split(' ');
                let place = words.next().and_then(address);
                let executed: Option<u64> = words.next_back().and_then(|number| number.parse().ok());
                let (Some(place), Some(executed)) = (place, executed) else { continue };
                *profile.executed.entry((object.clone(), function.clone(), place)).or_default() += executed;
            } else if let Some((kind, name)) = line.split_once('=') {
                match kind {
                    "ob" => name.clone_into(&mut object),
                    "fn" => name.clone_into(&mut function),
                    "cob" => callee_object = Some(name.to_owned()),
                    "cfn" => name.clone_into(&mut callee),
                    _ => {}
                }
            }
        }
        profile
    }

    /// Calls of functions whose name says yes.
    fn calls_of(&self, is: fn(&str) -> bool) -> f64 {
        let called = self.functions.iter().filter(|(_, name, _)| is(name));
        called.filter_map(|entry| self.executed.get(entry)).map(|times| *times as f64).sum()
    }
}

/// A number as callgrind writes addresses.
fn address(word: &str) -> Option<u64> {
    u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()
}

/// A reading of a clock, by the name that the C library or the kernel gives it.
fn is_clock(function: &str) -> bool {
    matches!(plain(function), "clock_gettime" | "__clock_gettime" | "gettimeofday" | "__vdso_clock_gettime")
}

/// One of the ways to ask the C library for memory.
fn is_allocation(function: &str) -> bool {
    matches!(plain(function), "malloc" | "calloc" | "realloc" | "aligned_alloc" | "memalign" | "posix_memalign")
}

/// A name without the version of its library, and without callgrind's mark of a recursion.
fn plain(function: &str) -> &str {
    function.split(['@', '\'']).next().unwrap_or(function)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
version: 1
positions: instr
events: Ir
ob=/bin/one
fl=???
fn=harness::meter::measured
0x10 5
0x14 5
cob=/lib/libc.so
cfn=malloc
calls=5 0x99
0x18 600
0x1c 5
ob=/lib/libc.so
fn=malloc
0x99 5
0x9a 95
cfn=clock_gettime@@GLIBC_2.17
calls=7 0x77
0x9b 8
fn=clock_gettime@@GLIBC_2.17
0x77 2
0x78 2
totals: 119
";

    #[test]
    fn what_a_call_costs_is_counted_where_it_is_spent() {
        let profile = Profile::parse(FILE);
        assert_eq!(profile.executed.values().sum::<u64>(), 119);
        assert_eq!(profile.executed[&("/bin/one".to_owned(), "harness::meter::measured".to_owned(), 0x1c)], 5);
    }

    #[test]
    fn calls_are_counted_where_they_arrive() {
        let profile = Profile::parse(FILE);
        assert_eq!((profile.calls_of(is_allocation), profile.calls_of(is_clock)), (5.0, 2.0));
    }
}
