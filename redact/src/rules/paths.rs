//! Paths of files and of objects in a lake. The base name of a source file in a stack frame stays.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule, SLASH};
use super::super::text::{has, is_one_of, is_opaque, is_quote, is_word_byte, run, run_back, seek};
use super::super::view::View;
use super::super::words;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "path",
        placeholder: "<path>",
        gate: Gate::Bytes(SLASH),
        find: path,
        #[cfg(test)]
        positive: &[
            ("open /Users/hugo.c/Library/Application Support/databricks/x.json: denied", "hugo.c"),
            ("in C:\\Users\\First Last\\source\\Statement.cs:line 21", "First"),
            ("'\\\\acme-fs01\\payroll$\\in.csv' is", "acme-fs01"),
            ("PUT /Volumes/acme/churn/drop/x.csv failed", "churn"),
            ("Notebook /Workspace/Users/jo@x.io/plan failed", "plan"),
            ("open ~/secret/plan.txt", "plan"),
            ("cannot open ~jroe/.databrickscfg", "jroe"),
            ("GET /api/2.1/unity-catalog/volumes?catalog_name=navarre&max=5 failed", "navarre"),
            ("//acme-fs2/home$/jo/x.csv is not", "acme-fs2"),
            ("/opt/acme/payroll/run.sh: not found", "acme"),
            ("File \"/home/jo/v/lib/client.py\", line 5", "jo"),
        ],
        #[cfg(test)]
        negative: &[
            "at /rustc/05d34540afda22090b640f0785e70741eb30ccf0/library/std/src/panicking.rs:2321:5",
            "GET /api/2.0/sql/statements",
            "path /sql/1.0/warehouses/0123456789abcdef",
            "application/json and/or text/html at 10/12",
            "ssl/statem/statem_clnt.c:1889",
            "HTTP/1.1 503",
            "POST /oidc/v1/token HTTP/1.1",
            "GET /api/2.0/sql/statements?max_results=100&state=failed",
            "GET /sql/1.0/warehouses/89abcdef01234567 HTTP/2",
            "// a comment",
            "/lib64/libc.so.6: no version information",
            "  File \"/usr/local/lib/python3.12/site-packages/thrift/transport/THttpClient.py\", line 1940, in flush",
        ],
    },
    Rule {
        name: "object_path",
        placeholder: "<path>",
        gate: Gate::Literals(&[
            "s3:",
            "s3a:",
            "s3n:",
            "gs:",
            "abfs:",
            "abfss:",
            "wasb:",
            "wasbs:",
            "adl:",
            "hdfs:",
            "dbfs:",
            "r2:",
            "file:",
            "oss:",
            "viewfs:",
            "arn:",
            "projects/",
        ]),
        find: object,
        #[cfg(test)]
        positive: &[
            ("s3://acme-prod/landing/x.json: Forbidden", "landing"),
            ("exist: dbfs:/mnt/acme/ledger.parquet. SQL", "acme"),
            ("file:///Users/jo/query.sql", "jo"),
            ("abfss://claim@acme.dfs.core.windows.net/raw/consent", "acme"),
            ("not exist: arn:aws:s3:::acme-data", "acme"),
            ("projects/acme-prod/secrets/jo/versions/1 denied", "acme-prod"),
            ("arn:aws-cn:iam::123456789012:role/payroll is denied", "payroll"),
        ],
        #[cfg(test)]
        negative: &[
            "no file: retry",
            "class gs: x",
            "unsupported scheme s3:",
            "learn: retry",
            "bad arn: x",
            "projects/clusters",
        ],
    },
];

fn path(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut at = whole.start;
    loop {
        at = seek(bytes, at, |byte| (byte == b'/') | (byte == b'\\'));
        if at >= whole.end {
            return;
        }
        let start = match bytes[at] {
            b'/' if opens(bytes, at) => at,
            b'\\'
                if bytes.get(at + 1) == Some(&b'\\')
                    && (at == 0 || !is_word_byte(bytes[at - 1]) && bytes[at - 1] != b':') =>
            {
                at
            }
            b'/' if is_share(bytes, at) => at,
            b'\\' | b'/'
                if at >= 2
                    && bytes[at - 1] == b':'
                    && bytes[at - 2].is_ascii_alphabetic()
                    && (at < 3 || !is_word_byte(bytes[at - 3])) =>
            {
                at - 2
            }
            b'/' if is_home(bytes, at) => run_back(bytes, at, 64, |byte| byte != b'~') - 1,
            b'\\' | b'/'
                if at >= 1
                    && matches!(bytes[at - 1], b'~' | b'.')
                    && (at < 2 || !is_word_byte(bytes[at - 2]) && bytes[at - 2] != b'/') =>
            {
                run_back(bytes, at, 2, |byte| matches!(byte, b'~' | b'.'))
            }
            b'\\'
                if at >= 1
                    && is_word_byte(bytes[at - 1])
                    && bytes.get(at + 1).is_some_and(|next| is_word_byte(*next)) =>
            {
                run_back(bytes, at, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'$'))
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let end = path_end(bytes, at);
        let text = &bytes[start..end];
        let query = query_end(bytes, end);
        let is_url =
            bytes[..start].ends_with(b":/") || text.starts_with(b"//") && start > 0 && bytes[start - 1] == b':';
        if !is_url && !is_opaque(bytes, start..end) && !is_published(text) {
            let end = if query > end { query } else { keep_source_file(bytes, start, end) };
            found.push(start..end);
        } else if !is_url && query > end && !is_plain_query(&bytes[end + 1..query]) {
            found.push(end..query);
        }
        at = query.max(at + 1);
    }
}

/// The end of the `?name=value&…` that follows a path at `end`.
fn query_end(bytes: &[u8], end: usize) -> usize {
    let query = run(bytes, end + 1, 2048, |byte| {
        !byte.is_ascii_whitespace() && !is_quote(byte) && !matches!(byte, b'<' | b'>' | b')' | b']' | b'}' | 0x04)
    });
    let is_query = bytes.get(end) == Some(&b'?') && bytes[end + 1..query].contains(&b'=');
    if is_query { query } else { end }
}

/// Whether a query has only words, numbers and ids for values.
fn is_plain_query(query: &[u8]) -> bool {
    query.split(|byte| *byte == b'&').all(|pair| {
        let value = pair.iter().position(|byte| *byte == b'=').map_or(&pair[..0], |sign| &pair[sign + 1..]);
        value.iter().all(u8::is_ascii_digit) || words::is_known(value) || words::is_uuid(value)
    })
}

/// Whether `//host/share` begins at `at`.
fn is_share(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let host = run(bytes, at + 2, 64, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    bytes.get(at + 1) == Some(&b'/')
        && (before.is_ascii_whitespace() || is_quote(before) || before == b'(')
        && host > at + 2
        && bytes.get(host) == Some(&b'/')
        && bytes.get(host + 1).is_some_and(|next| is_word_byte(*next))
}

/// Whether `~name` stands before the slash at `at`.
fn is_home(bytes: &[u8], at: usize) -> bool {
    let name = run_back(bytes, at, 63, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    name < at && name > 0 && bytes[name - 1] == b'~' && (name < 2 || !is_word_byte(bytes[name - 2]))
}

/// Whether the slash at `at` opens an absolute path: nothing of a word before it, something of one after it.
fn opens(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let free = !is_word_byte(before)
        && !matches!(before, b'/' | b'.' | b'~' | b')' | b'<' | b'*' | b'>' | 0x04 | b'@' | b'-' | b'+');
    let drive =
        before == b':' && at >= 2 && bytes[at - 2].is_ascii_alphabetic() && (at < 3 || !is_word_byte(bytes[at - 3]));
    free && !drive && bytes.get(at + 1).is_some_and(|next| is_word_byte(*next) || matches!(next, b'.' | b'$' | b'-'))
}

/// The end of a path. A blank is inside when the next word goes on with a separator.
fn path_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        end = run(bytes, end, 1024, |byte| {
            !byte.is_ascii_whitespace()
                && !is_quote(byte)
                && !matches!(byte, b'<' | b'>' | b'|' | b'*' | b'?' | b';' | b'(' | b')' | b',' | b'[' | b']' | 0x04)
        });
        if bytes.get(end) != Some(&b' ') || end == 0 || matches!(bytes[end - 1], b':' | b'.' | b',') {
            break;
        }
        let next = run(bytes, end + 1, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b' '));
        // `POST /oidc/v1/token HTTP/1.1`
        if has(bytes, end + 1, "HTTP/") {
            break;
        }
        let goes_on = matches!(bytes.get(next), Some(b'/' | b'\\')) && next > end + 1 && bytes[next - 1] != b' ';
        let words = bytes[end + 1..next].iter().filter(|byte| **byte == b' ').count();
        if !goes_on || words > 2 {
            break;
        }
        end = next;
    }
    while end > at && matches!(bytes[end - 1], b'.' | b':' | b'}') {
        end -= 1;
    }
    // `:12` and `:12:5` are a line and a column.
    let line = run_back(bytes, end, 16, |byte| byte.is_ascii_digit() || byte == b':');
    if bytes.get(line) == Some(&b':') && line > at {
        line
    } else if let Some(colon) = bytes[at..end].iter().rposition(|byte| *byte == b':').filter(|colon| *colon > 1) {
        // `q.rb:202:in`
        let line = run_back(bytes, at + colon, 8, |byte| byte.is_ascii_digit());
        if line > at + 1 && line < at + colon && bytes[line - 1] == b':' { line - 1 } else { at + colon }
    } else {
        end
    }
}

/// Whether a path is the same for everybody: routes of the service, the sources of Rust, the runtimes of a system.
pub(super) fn is_published(text: &[u8]) -> bool {
    let toolchain = ["/rustc/", "/_/", "/go/pkg/mod/", "/root/.cargo/registry/", "/usr/local/cargo/registry/"];
    if toolchain.iter().any(|root| text.starts_with(root.as_bytes())) {
        // `databricks-sql-go@v1.6.1` is a version of a module, anything else behind an `@` somebody's.
        return text.windows(3).all(|part| part[0] != b'@' || part[1] == b'v' && part[2].is_ascii_digit());
    }
    let personal = [
        "/home/",
        "/Users/",
        "/Volumes/",
        "/Workspace/",
        "/mnt/",
        "/dbfs/",
        "/FileStore/",
        "/Repos/",
        "/Shared/",
        "/root/",
        "/data/",
        "/user/",
        "/tmp/",
    ];
    if !text.starts_with(b"/") || personal.iter().any(|root| text.starts_with(root.as_bytes())) {
        return false;
    }
    text[1..].split(|byte| *byte == b'/').all(|part| {
        part.is_empty()
            || words::is_known(part)
            || words::is_uuid(part)
            || part.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
            || matches!(part.len(), 16 | 40) && part.iter().all(u8::is_ascii_hexdigit)
            || is_one_of(part, PUBLISHED)
            || is_system_library(part)
    })
}

/// `libc.so.6`, `libstdc++.so`: what every Linux has.
fn is_system_library(name: &[u8]) -> bool {
    let Some(dot) = name.windows(3).position(|part| part == b".so") else { return false };
    let stem = name[..dot].strip_prefix(b"lib").unwrap_or(&name[..dot]);
    let version = name[dot + 3..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    version && is_one_of(stem, LIBRARIES)
}

/// Libraries of the system that drivers are linked with, without `lib`.
const LIBRARIES: &[&str] = &[
    "c",
    "crypto",
    "curl",
    "dl",
    "gcc_s",
    "iodbc",
    "ld-linux-x86-64",
    "m",
    "odbc",
    "odbcinst",
    "pthread",
    "rt",
    "sasl2",
    "ssl",
    "stdc++",
    "z",
];

/// The span's end so that a source file's name stays, when a line number says that this is a stack frame.
fn keep_source_file(bytes: &[u8], start: usize, end: usize) -> usize {
    let slash = start + bytes[start..end].iter().rposition(|byte| matches!(byte, b'/' | b'\\')).unwrap_or(0);
    let name = &bytes[slash + 1..end];
    let extension = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let is_source =
        is_one_of(extension, &["rs", "py", "java", "cs", "js", "ts", "go", "scala", "kt", "c", "cpp", "mjs"]);
    let quoted = bytes.get(end).is_some_and(|byte| is_quote(*byte)) && has(bytes, end + 1, ", line ");
    let numbered = bytes.get(end) == Some(&b':')
        && (bytes.get(end + 1).is_some_and(u8::is_ascii_digit) || has(bytes, end, ":line "));
    let stem = &name[..name.len().saturating_sub(extension.len() + 1)];
    if is_source && (quoted || numbered) && words::is_known(stem) { slash } else { end }
}

fn object(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // What Amazon's names of resources have instead of a slash.
    let resource = has(bytes, hit.start, "arn:aws");
    // What Google's names of resources have in front of their parts.
    let name = run(bytes, hit.end, 64, |byte| is_word_byte(byte) || byte == b'-');
    let project = has(bytes, hit.start, "projects/") && bytes.get(name) == Some(&b'/');
    let resource = resource || project && bytes.get(name + 1).is_some_and(|next| is_word_byte(*next));
    if hit.start > 0 && is_word_byte(bytes[hit.start - 1]) || !resource && bytes.get(hit.end) != Some(&b'/') {
        return;
    }
    let end = path_end_of_object(bytes, hit.end);
    if end > hit.end + 1 && !is_opaque(bytes, hit.end..end) {
        found.push(hit.start..end);
    }
}

fn path_end_of_object(bytes: &[u8], at: usize) -> usize {
    let mut end = run(bytes, at, 2048, |byte| {
        !byte.is_ascii_whitespace() && !is_quote(byte) && !matches!(byte, b'<' | b'>' | b';' | b'|' | 0x04)
    });
    while end > at && matches!(bytes[end - 1], b'.' | b',' | b':' | b')' | b']' | b'}') {
        end -= 1;
    }
    end
}

/// Parts of paths that every installation has.
const PUBLISHED: &[&str] = &[
    "api",
    "bin",
    "cli",
    "dbr",
    "etc",
    "hosts",
    "oauth2",
    "oidc",
    ".well-known",
    "warehouses",
    "telemetry",
    "jvm",
    "lib",
    "lib64",
    "libexec",
    "library",
    "opt",
    "preview",
    "proc",
    "rustc",
    "scim",
    "sbin",
    "sql",
    "src",
    "telemetry-ext",
    "telemetry-unauth",
    "usr",
    "v1",
    "v2",
    "python3",
    "databricks",
    "venv",
    ".venv",
    "x86_64-linux-gnu",
    "aarch64-linux-gnu",
];
