//! What the privacy of a text costs: `cargo bench --no-default-features --bench privacy_cost`.
//!
//! Times are the best of many rounds. With `--once NAME [BYTES]` the beginning of one input is worked on once, for
//! counting instructions: `valgrind --tool=callgrind --toggle-collect='*privacy_cost::once*' BINARY --once clean`. `--first`
//! does the same without having worked on anything before: what the first error of a process costs.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, Instant};

use sql_driver_telemetry::privacy::{class, fingerprint::fingerprint};

type Class = fn(&str) -> Option<Cow<'_, str>>;

const CLEAN: &str = "java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within 30000ms in \
    'fetchResults' (and no fallback has been configured); chunk 17 of 230, attempt 3 of 10, status 503";

const DIRTY: &str = "org.apache.hive.service.cli.HiveSQLException: Error running query: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column \
    with name `pay_amt` cannot be resolved. Did you mean one of the following? [`payroll`.`pay_cd`, `payroll`.`pay_no`]. SQLSTATE: 42703; \
    user jo.roe@acme.example at 10.20.30.40 via proxy.acme.internal:8080 with token dapi0123456789abcdef0123456789abcdef, \
    GET https://acme.blob.core.windows.net/r/part-0?sv=2022-11-02&sig=MRPtcMJvze5XOZEqxIhbfTt3bB6wUOijfCXbpPrbi%2F%3D returned 403, \
    password=hunter2; path /home/jo/etl/input.csv; == SQL ==\nSELECT pay_amt, max(x) FROM payroll WHERE name = 'Jo Roe' AND city IN ('Rome', 'Oslo')\n^^^ \
    Caused by: java.net.ConnectException: Connection refused\n\tat com.databricks.jdbc.api.impl.Session.execute(Session.java:2029)\
    \n\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| !matches!(argument.as_str(), "--once" | "--first"));
    if arguments.next().is_none_or(|argument| argument == "--once") {
        black_box(fingerprint(CLEAN));
    }
    if let Some(name) = arguments.next() {
        let input = inputs().into_iter().find(|(known, _)| *known == name).expect("a known input").1;
        let bytes = arguments.next().map_or(input.len(), |bytes| bytes.parse().expect("a number of bytes"));
        return once(&input[..bytes.min(input.len())]);
    }
    println!("{:<24} {:>7} {:>12}", "input", "bytes", "fingerprint");
    for (name, input) in inputs() {
        let printed = best(|| drop(black_box(fingerprint(black_box(&input)))));
        println!("{name:<24} {:>7} {printed:>12?}", input.len());
    }
    println!();
    let classes: [(&str, Class, &str); 9] = [
        ("identifier", class::identifier, "01f8ff23-833f-19cf-bb17-49e4df0a7a2f"),
        ("workspace_host", class::workspace_host, "adb-1234567890123456.7.azuredatabricks.net"),
        ("http_path", class::http_path, "/sql/1.0/warehouses/0123456789abcdef"),
        ("error_name", class::error_name, "CHUNK_DOWNLOAD_ERROR"),
        ("error_class", class::error_class, "TABLE_OR_VIEW_NOT_FOUND"),
        ("sqlstate", class::sqlstate, "42P01"),
        ("locale", class::locale, "en_US"),
        ("public_text", class::public_text, "OpenJDK 64-Bit Server VM"),
        ("app_name", class::app_name, "etl-runner"),
    ];
    for (name, apply, text) in classes {
        println!("{name:<24} {:>7} {:>12?}", text.len(), best(|| drop(black_box(apply(black_box(text))))));
    }
}

#[inline(never)]
fn once(input: &str) {
    black_box(fingerprint(black_box(input)));
}

fn inputs() -> Vec<(&'static str, String)> {
    let frames = "\tat org.apache.spark.sql.execution.QueryExecution.assertAnalyzed(QueryExecution.scala:86)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";
    let error = format!("{DIRTY}{}", frames.repeat(24));
    let mut inputs =
        vec![("clean", CLEAN.to_owned()), ("dirty", DIRTY.to_owned()), ("error of 4 KiB", error[..4096].to_owned())];
    inputs.push(("message of 4 KiB", DIRTY.replace('\n', " ").repeat(4)[..4096].to_owned()));
    for (name, piece) in [
        ("quotes", "'"),
        ("double quotes", "\"a"),
        ("keys", "password="),
        ("sql", "select x_y from "),
        ("at signs", "a@"),
        ("brackets", "[{("),
        ("percent", "%25"),
        ("dots", "1.1.1.1"),
        ("slashes", "/a"),
        ("backslashes", "\\"),
        ("colons", "a:b:"),
        ("urls", "a://"),
        ("pem", "-----BEGIN "),
        ("blanks", "x_y = "),
        ("random", "aB3dE5"),
        ("rows", "[a,1.5,b],"),
        ("spaced digits", "1 2 3 4 5 6 7 "),
        ("where", "WHERE a = "),
        ("user", "user Xyzzy "),
        ("signed", "a=b&sig="),
        ("prose keys", "pwd'"),
        ("schemes", "://"),
        ("amazon", "x-amz-"),
        ("open sql", "select'"),
        ("predicates", "in('"),
    ] {
        inputs.push((name, piece.repeat(8192 / piece.len())));
    }
    inputs
}

/// The best of some rounds, a call each, within a tenth of a second.
fn best(mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(100) {
        let round = Instant::now();
        work();
        best = best.min(round.elapsed());
    }
    best
}
