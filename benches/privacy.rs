//! What the privacy of a text costs: the fingerprint of errors and of texts that are made to be dear, and the classes.
//!
//! ```text
//! cargo bench -p cost --bench privacy
//! ```
//!
//! With the beginnings of names as further words only these cases run.

use std::hint::black_box;

use harness::{Case, Meter};
use sql_driver_telemetry::privacy::class;
use sql_driver_telemetry::privacy::fingerprint::fingerprint as print;

const CLEAN: &str = "java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within 30000ms in \
    'fetchResults' (and no fallback has been configured); chunk 17 of 230, attempt 3 of 10, status 503";

const DIRTY: &str = "org.apache.hive.service.cli.HiveSQLException: Error running query: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column \
    with name `pay_amt` cannot be resolved. Did you mean one of the following? [`payroll`.`pay_cd`, `payroll`.`pay_no`]. SQLSTATE: 42703; \
    user jo.roe@acme.example at 10.20.30.40 via proxy.acme.internal:8080 with token dapi0123456789abcdef0123456789abcdef, \
    GET https://acme.blob.core.windows.net/r/part-0?sv=2022-11-02&sig=MRPtcMJvze5XOZEqxIhbfTt3bB6wUOijfCXbpPrbi%2F%3D returned 403, \
    password=hunter2; path /home/jo/etl/input.csv; == SQL ==\nSELECT pay_amt, max(x) FROM payroll WHERE name = 'Jo Roe' AND city IN ('Rome', 'Oslo')\n^^^ \
    Caused by: java.net.ConnectException: Connection refused\n\tat com.databricks.jdbc.api.impl.Session.execute(Session.java:2029)\
    \n\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";
const FRAMES: &str = "\tat org.apache.spark.sql.execution.QueryExecution.assertAnalyzed(QueryExecution.scala:86)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";

/// Texts are repeated to this many bytes.
const DEAR: usize = 8 << 10;

const CASES: &[Case] = &[
    Case::new("nothing", "the loop itself", nothing),
    Case::new("clean", "an error without anything private", |meter| fingerprint(meter, CLEAN.to_owned())).rounds(64),
    Case::new("dirty", "an error with much that is", |meter| fingerprint(meter, DIRTY.to_owned())).rounds(64),
    Case::new("error-4k", "the same with frames, 4 KiB", |meter| {
        fingerprint(meter, format!("{DIRTY}{}", FRAMES.repeat(24))[..4096].to_owned());
    })
    .rounds(16),
    Case::new("message-4k", "the same as a message, 4 KiB", |meter| {
        fingerprint(meter, DIRTY.replace('\n', " ").repeat(8)[..4096].to_owned());
    })
    .rounds(16),
    dear("quotes", |meter| repeated(meter, "'")),
    dear("double-quotes", |meter| repeated(meter, "\"a")),
    dear("keys", |meter| repeated(meter, "password=")),
    dear("sql", |meter| repeated(meter, "select x_y from ")),
    dear("at-signs", |meter| repeated(meter, "a@")),
    dear("brackets", |meter| repeated(meter, "[{(")),
    dear("percent", |meter| repeated(meter, "%25")),
    dear("dots", |meter| repeated(meter, "1.1.1.1")),
    dear("slashes", |meter| repeated(meter, "/a")),
    dear("backslashes", |meter| repeated(meter, "\\")),
    dear("colons", |meter| repeated(meter, "a:b:")),
    dear("urls", |meter| repeated(meter, "a://")),
    dear("pem", |meter| repeated(meter, "-----BEGIN ")),
    dear("blanks", |meter| repeated(meter, "x_y = ")),
    dear("random", |meter| repeated(meter, "aB3dE5")),
    dear("rows", |meter| repeated(meter, "[a,1.5,b],")),
    dear("spaced-digits", |meter| repeated(meter, "1 2 3 4 5 6 7 ")),
    dear("where", |meter| repeated(meter, "WHERE a = ")),
    dear("user", |meter| repeated(meter, "user Xyzzy ")),
    dear("signed", |meter| repeated(meter, "a=b&sig=")),
    dear("prose-keys", |meter| repeated(meter, "pwd'")),
    dear("schemes", |meter| repeated(meter, "://")),
    dear("amazon", |meter| repeated(meter, "x-amz-")),
    dear("open-sql", |meter| repeated(meter, "select'")),
    dear("predicates", |meter| repeated(meter, "in('")),
    Case::new("identifier", "the class of ids", |meter| {
        short(meter, |text| class::identifier(text).is_some(), "01f8ff23-833f-19cf-bb17-49e4df0a7a2f");
    }),
    Case::new("workspace-host", "the class of hosts", |meter| {
        short(meter, |text| class::workspace_host(text).is_some(), "adb-1234567890123456.7.azuredatabricks.net");
    }),
    Case::new("http-path", "the class of paths", |meter| {
        short(meter, |text| class::http_path(text).is_some(), "/sql/1.0/warehouses/0123456789abcdef");
    }),
    Case::new("error-name", "the class of names of errors", |meter| {
        short(meter, |text| class::error_name(text).is_some(), "CHUNK_DOWNLOAD_ERROR");
    }),
    Case::new("error-class", "the class of classes of errors", |meter| {
        short(meter, |text| class::error_class(text).is_some(), "TABLE_OR_VIEW_NOT_FOUND");
    }),
    Case::new("sqlstate", "the class of SQLSTATEs", |meter| {
        short(meter, |text| class::sqlstate(text).is_some(), "42P01");
    }),
    Case::new("locale", "the class of locales", |meter| short(meter, |text| class::locale(text).is_some(), "en_US")),
    Case::new("public-text", "the class of plain texts", |meter| {
        short(meter, |text| class::public_text(text).is_some(), "OpenJDK 64-Bit Server VM");
    }),
    Case::new("app-name", "the class of applications", |meter| {
        short(meter, |text| class::app_name(text).is_some(), "etl-runner");
    }),
];

const fn dear(name: &'static str, work: fn(&mut Meter)) -> Case {
    Case::new(name, "8 KiB of them", work).rounds(4)
}

fn main() {
    harness::run("privacy", "cargo bench -p cost --bench privacy", CASES, Vec::new());
}

fn nothing(meter: &mut Meter) {
    meter.plain(|round| {
        black_box(round);
    });
}

fn repeated(meter: &mut Meter, piece: &str) {
    fingerprint(meter, piece.repeat(DEAR / piece.len()));
}

fn fingerprint(meter: &mut Meter, text: String) {
    meter.burst(4).plain(|_| drop(black_box(print(black_box(&text)))));
}

fn short(meter: &mut Meter, apply: fn(&str) -> bool, text: &str) {
    meter.plain(|_| {
        black_box(apply(black_box(text)));
    });
}
