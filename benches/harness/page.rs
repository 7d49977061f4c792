//! `docs/cost.md` and the README's words on cost, of what was measured last.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::{fs, io};

use crate::row::{Metric, Report, Row, benches, number};

/// The command that writes the page.
pub const COMMAND: &str = "cargo run -p cost --features plots --bin page";
/// Where the README's words stand.
const START: &str = "<!-- what it costs: generated, see benches/README.md -->\n";
const END: &str = "<!-- end of what it costs -->";

/// Everything that was measured last.
#[derive(Clone, Debug)]
pub struct Results {
    /// The caller's thread.
    pub caller: Report,
    /// The worker.
    pub worker: Report,
    /// The privacy of texts.
    pub privacy: Report,
    /// Rivals.
    pub peers: Report,
    /// Memory.
    pub memory: Report,
    /// From statement to transport.
    pub end_to_end: Report,
    /// Over sockets.
    pub network: Report,
    /// Programs.
    pub size: Report,
}

impl Results {
    /// Reads them all.
    pub fn read() -> io::Result<Self> {
        Ok(Self {
            caller: Report::read("caller")?,
            worker: Report::read("worker")?,
            privacy: Report::read("privacy")?,
            peers: Report::read("peers")?,
            memory: Report::read("memory")?,
            end_to_end: Report::read("end_to_end")?,
            network: Report::read("network")?,
            size: Report::read("size")?,
        })
    }

    /// The page.
    pub fn page(&self) -> String {
        let mut page = String::new();
        let _ = writeln!(
            page,
            "# What it costs\n\n\
             Written by `{COMMAND}` from `benches/results/`, where the benches keep what they measured; a test holds the two \
             together. [`benches/README.md`](../benches/README.md) says how it is measured.\n\n\
             Instructions, locked instructions, readings of a clock and allocations are counted, and repeat. Nanoseconds are \
             the least of many bursts on a machine that does other things too: they are to be compared within one table. A \
             described statement is one with its result, its id and its format.\n"
        );
        self.bars(&mut page);
        section(
            &mut page,
            "The caller's thread",
            &self.caller,
            "A round includes what recording makes of it later: memory \
            that the worker has given back is used again. `producers` is one connection used by several threads; the time is \
            each thread's own.",
            &[
                ("cost/producers.svg", "A described statement by the number of producers"),
                ("cost/connections.svg", "A described statement by the number of connections"),
                ("cost/chunks.svg", "A statement by the number of its chunks"),
            ],
        );
        section(
            &mut page,
            "Beside others",
            &self.peers,
            "One program, one run, the same facts. Nobody's worker is woken \
            meanwhile, but for the appender of `tracing`, which takes each line as it comes. `metrics` keeps sums and no \
            events; it shows what the least is.",
            &[
                ("cost/record.svg", "What the caller pays for one statement's facts"),
                ("cost/encoding.svg", "What one log costs to write"),
            ],
        );
        section(
            &mut page,
            "The worker",
            &self.worker,
            "From the queue to the transport is everything that the worker does \
            with one more event of a batch: taking it, assembly, privacy pass, writing, giving its memory back.",
            &[("cost/worker.svg", "The worker's time for one event, by its parts")],
        );
        section(
            &mut page,
            "The privacy of texts",
            &self.privacy,
            "The dear ones are 8 KiB of one piece, repeated: what \
            somebody would send who wants to keep the worker busy.",
            &[],
        );
        section(&mut page, "Memory", &self.memory, "Bytes that the allocator was asked for, on one thread.", &[]);
        section(
            &mut page,
            "End to end",
            &self.end_to_end,
            "The service is in memory and takes everything at once. Driver and \
            worker share the machine's cores with whatever else runs; the best of several tries.",
            &[],
        );
        section(
            &mut page,
            "Connections that live for moments",
            &self.network,
            "Over HTTP to a service on the same machine, which acknowledges everything at once; the best of three tries.",
            &[],
        );
        section(
            &mut page,
            "Size",
            &self.size,
            "`examples/driver.rs` as a program of its own, release, stripped, built from \
            nothing. Crates are counted as `cargo tree --edges=normal` has them.",
            &[],
        );
        page
    }

    /// Every bar, what was reached, and whether it is met.
    fn bars(&self, page: &mut String) {
        let reports = [&self.caller, &self.worker, &self.memory, &self.end_to_end, &self.network, &self.size];
        let mut rows: Vec<Row> = reports.into_iter().flat_map(|report| report.rows.iter().cloned()).collect();
        rows.extend(self.beside());
        let mut table = String::new();
        let (mut met, mut all) = (0, 0);
        for row in &rows {
            for (metric, bar) in &row.bars {
                let Some(value) = row.get(*metric) else { continue };
                let is_met = metric.is_met(value, *bar);
                all += 1;
                met += usize::from(is_met);
                let sign = if *metric == Metric::PerSecond { "≥" } else { "≤" };
                let said = if is_met { "met" } else { "**not met**" };
                let _ = writeln!(
                    table,
                    "| {} | {} | {sign} {} | {} | {said} |",
                    row.what,
                    metric.title(),
                    number(*bar),
                    number(value)
                );
            }
        }
        let _ = writeln!(
            page,
            "## The bars\n\n{met} of {all} are met.\n\n| | | bar | reached | |\n|---|---|--:|--:|---|\n{table}"
        );
    }

    /// The bars that are another number of the same run.
    fn beside(&self) -> Vec<Row> {
        let find = |report: &Report, case: &str, metric| {
            report.rows.iter().find(|row| row.case == case).and_then(|row| row.get(metric))
        };
        let mut rows = Vec::new();
        let mut add = |what: &str, metric, value: Option<f64>, bar: Option<f64>| {
            if let (Some(value), Some(bar)) = (value, bar) {
                rows.push(Row::new(what, what).value(metric, value).bar(metric, bar));
            }
        };
        let ns = |case| find(&self.peers, case, Metric::Ns);
        add(
            "a described statement, no slower than a boxed struct through a channel",
            Metric::Ns,
            ns("ours"),
            ns("channel"),
        );
        add(
            "a statement with 4 polls and 10 chunks, twice as fast as an OpenTelemetry log",
            Metric::Ns,
            ns("ours-full"),
            ns("otel-log").map(|ns| ns / 2.0),
        );
        let producers = |case| find(&self.caller, case, Metric::Instructions);
        add(
            "a described statement by each of 16 producers, at most twice that of one",
            Metric::Instructions,
            producers("producers-16"),
            producers("producers-1").map(|one| 2.0 * one),
        );
        rows
    }

    /// The README's words: three numbers.
    pub fn readme(&self) -> String {
        let find = |report: &Report, case: &str, metric| {
            report
                .rows
                .iter()
                .find(|row| row.case == case)
                .and_then(|row| row.get(metric))
                .map_or("?".to_owned(), number)
        };
        format!(
            "A described statement costs the driver's thread {} instructions (an OpenTelemetry log with the same facts: {}), \
             and an idle\nconnection {} bytes. [What it costs](docs/cost.md) has every number, the command behind it, and \
             the bars.\n",
            find(&self.peers, "ours", Metric::Instructions),
            find(&self.peers, "otel-log", Metric::Instructions),
            find(&self.memory, "connections-1000", Metric::Bytes),
        )
    }

    /// `text` of the README with these words, if it has the place for them.
    pub fn put_into_readme(&self, text: &str) -> Option<String> {
        let (head, rest) = text.split_once(START)?;
        let (_, tail) = rest.split_once(END)?;
        Some(format!("{head}{START}{}{END}{tail}", self.readme()))
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    benches().join("..").join(path)
}

/// Writes the page and the README's words.
pub fn write(results: &Results) -> io::Result<()> {
    fs::write(repository("docs/cost.md"), results.page())?;
    let readme = fs::read_to_string(repository("README.md"))?;
    let readme = results.put_into_readme(&readme).ok_or(io::ErrorKind::InvalidData)?;
    fs::write(repository("README.md"), readme)
}

fn section(page: &mut String, title: &str, report: &Report, words: &str, pictures: &[(&str, &str)]) {
    if report.rows.is_empty() {
        return;
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let about = &report.about;
    let _ = writeln!(page, "## {title}\n\n```sh\n{}\n```\n\n{words}\n", about.command);
    let _ = writeln!(page, "{}; {}.", about.machine, about.tools.join(", "));
    if let Some(timed) = &about.timed {
        let _ = writeln!(page, "Nanoseconds: {timed}, before what is counted was counted anew.");
    }
    if !about.peers.is_empty() {
        let _ = writeln!(page, "Beside it: {}.", about.peers.join(", "));
    }
    let metrics: BTreeSet<Metric> = report.rows.iter().flat_map(|row| row.values.keys().copied()).collect();
    let titles: Vec<&str> = metrics.iter().map(|metric| metric.title()).collect();
    let _ = writeln!(page, "\n| case | | {} |\n|---|---|{}", titles.join(" | "), "--:|".repeat(titles.len()));
    for row in &report.rows {
        let numbers: Vec<_> = metrics.iter().map(|metric| row.get(*metric).map_or(String::new(), number)).collect();
        let _ = writeln!(page, "| `{}` | {} | {} |", row.case, row.what, numbers.join(" | "));
    }
    page.push('\n');
    for (path, words) in pictures {
        let _ = writeln!(page, "![{words}]({path})\n");
    }
}
