//! Stack frames in the syntaxes of Java, .NET, Python, Node and Rust, and in the one they are rendered in.

use std::fmt;

use super::owners::{is_known, is_plain_name};

/// One stack frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Code under a known root.
    Known {
        /// Package, module or type, such as `java.lang.Thread` or `tokio::runtime`.
        owner: String,
        /// Function or method, such as `run` or `lambda$main$0`.
        function: String,
        /// Base name of the source file, if the frame gave one.
        file: Option<String>,
        /// Line in the file, if the frame gave one.
        line: Option<u32>,
    },
    /// Any run of frames of other code: the names in it belong to the customer.
    App,
}

impl fmt::Display for Frame {
    /// `owner::function (file:line)`, or `<app>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Known { owner, function, file, line } = self else {
            return f.write_str(APP);
        };
        write!(f, "{owner}::{function}")?;
        match (file, line) {
            (Some(file), Some(line)) => write!(f, " ({file}:{line})"),
            (Some(file), None) => write!(f, " ({file})"),
            (None, _) => f.write_str(" ()"),
        }
    }
}

/// Reads a line as a frame. `next` is the line after it: a Rust backtrace has its source position there.
///
/// Returns the frame and whether `next` belongs to it. `None` when the line has the shape of no frame.
pub(super) fn parse(line: &str, next: Option<&str>) -> Option<(Frame, bool)> {
    let line = line.trim();
    if line == APP {
        return Some((Frame::App, false));
    }
    if let Some(rest) = line.strip_prefix("at ") {
        return Some((at(rest.trim_start())?, false));
    }
    if let Some(rest) = line.strip_prefix("File \"") {
        return Some((python(rest)?, false));
    }
    rust(line, next).or_else(|| Some((canonical(line)?, false)))
}

/// `at` frames: Java, .NET and Node.
fn at(rest: &str) -> Option<Frame> {
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    let rest = rest.strip_prefix("new ").unwrap_or(rest);
    let Some((name, tail)) = rest.split_once('(') else {
        // Node without a function: `at /usr/src/app/index.js:3:1`.
        return node_path(rest).map(|(owner, file, line)| known(owner, "<anonymous>", Some(file), line));
    };
    if let Some(name) = name.strip_suffix(' ') {
        let inside = tail.strip_suffix(')')?;
        return Some(match node_path(inside) {
            Some((owner, file, line)) => known(owner, name.rsplit('.').next()?, Some(file), line),
            None => Frame::App,
        });
    }
    // `java.base/java.lang.Thread.run`: the module in front of the slash says nothing more.
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let (owner, function) = name.rsplit_once('.')?;
    if owner.contains(' ') {
        return None;
    }
    let (arguments, after) = tail.rsplit_once(')')?;
    let (file, line) = match after.trim_start().strip_prefix("in ") {
        // .NET: ` in C:\src\Statement.cs:line 12`.
        Some(place) => {
            let (path, line) = place.rsplit_once(":line ")?;
            (base_name(path), line.trim().parse().ok())
        }
        // Java: `(Thread.java:840)`; .NET has its argument types there, which are no file.
        None => match arguments.rsplit_once(':') {
            Some((file, line)) => (base_name(file), line.parse().ok()),
            None => (base_name(arguments), None),
        },
    };
    Some(known(owner.to_owned(), function, file, line))
}

/// Returns the package, file and line of a Node frame, from where it lies under `node_modules` or in Node itself.
fn node_path(place: &str) -> Option<(String, String, Option<u32>)> {
    let mut parts = place.rsplitn(3, ':');
    let (_column, line) = (parts.next()?, parts.next()?.parse().ok()?);
    let path = parts.next()?;
    let package = match path.rsplit_once("node_modules/") {
        Some((_, inside)) => {
            let end = if inside.starts_with('@') { inside.match_indices('/').nth(1)?.0 } else { inside.find('/')? };
            &inside[..end]
        }
        None if path.starts_with("node:internal") => "node:internal",
        None if path.contains(['/', '\\']) => "",
        None => return None,
    };
    Some((package.to_owned(), base_name(path).unwrap_or_default(), Some(line)))
}

/// Python: `File "…/site-packages/databricks/sql/client.py", line 5, in execute`.
fn python(rest: &str) -> Option<Frame> {
    let (path, rest) = rest.split_once('"')?;
    let (line, rest) = match rest.strip_prefix(", line ")?.split_once(", in ") {
        Some((line, function)) => (line, function),
        None => (rest.strip_prefix(", line ")?, "<module>"),
    };
    let path = path.replace('\\', "/");
    let module = ["site-packages/", "dist-packages/"]
        .iter()
        .find_map(|root| path.rsplit_once(root).map(|(_, module)| module.to_owned()))
        .or_else(|| {
            let (_, inside) = path.rsplit_once("/lib/python3")?;
            inside.split_once('/').map(|(_, module)| module.to_owned())
        });
    let Some(module) = module else {
        return Some(Frame::App);
    };
    let owner = module.strip_suffix(".py").unwrap_or(&module).replace('/', ".");
    let owner = owner.strip_suffix(".__init__").unwrap_or(&owner).to_owned();
    Some(known(owner, rest.trim(), base_name(&path), line.trim().parse().ok()))
}

/// Rust: `  3: tokio::runtime::park`, then `at /rustc/…/park.rs:12:5` on the next line.
fn rust(line: &str, next: Option<&str>) -> Option<(Frame, bool)> {
    let (number, symbol) = line.split_once(": ")?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) || number.len() > 3 {
        return None;
    }
    let symbol = without_generics(symbol.trim());
    let symbol = match symbol.rsplit_once("::h") {
        Some((rest, hash)) if hash.len() == 16 => rest,
        _ => &symbol,
    };
    let (owner, function) = symbol.rsplit_once("::")?;
    let place = next.and_then(|next| next.trim().strip_prefix("at ")).filter(|place| !place.contains('('));
    let (file, line) = match place {
        Some(place) => {
            let mut parts = place.rsplitn(3, ':');
            let (_column, line) = (parts.next(), parts.next());
            (parts.next().and_then(base_name), line.and_then(|line| line.parse().ok()))
        }
        None => (None, None),
    };
    Some((known(owner.to_owned(), function, file, line), place.is_some()))
}

/// Returns the form that frames are rendered in, so that a fingerprint of a fingerprint is itself.
fn canonical(line: &str) -> Option<Frame> {
    let (name, place) = line.strip_suffix(')')?.split_once(" (")?;
    let (owner, function) = name.rsplit_once("::")?;
    if owner.contains(' ') || place.contains([' ', '(', ')']) {
        return None;
    }
    let (file, line) = match place.rsplit_once(':') {
        Some((file, line)) => (base_name(file), Some(line.parse().ok()?)),
        None => (base_name(place), None),
    };
    // `reqwest::Error (403)` is no frame.
    let is_place = place.is_empty() || file.is_some();
    is_place.then(|| known(owner.to_owned(), function, file, line))
}

/// The frame if its names may leave, else the marker.
fn known(owner: String, function: &str, file: Option<String>, line: Option<u32>) -> Frame {
    let function = function.split("/0x").next().unwrap_or(function);
    if !is_known(&owner) || !is_plain_name(&owner) || !is_function(function) {
        return Frame::App;
    }
    let file = file.filter(|file| !file.is_empty());
    let line = line.filter(|line| file.is_some() && *line < MAX_LINE);
    Frame::Known { owner, function: function.to_owned(), file, line }
}

/// A function name, with the marks that lambdas, constructors and closures have.
fn is_function(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 80
        && name.bytes().filter(u8::is_ascii_digit).count() <= 6
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'<' | b'>' | b'{' | b'}' | b'#'))
}

/// Returns the base name of a source file; nothing for a name that is not one.
fn base_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (SOURCE_EXTENSIONS.contains(&extension)
        && !stem.is_empty()
        && stem.len() <= 64
        && stem.bytes().filter(u8::is_ascii_digit).count() <= 6
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'.')))
    .then(|| name.to_owned())
}

/// Returns a Rust symbol without its generic arguments; `<A as B>::f` becomes `A::f`.
fn without_generics(symbol: &str) -> String {
    let symbol = match symbol.strip_prefix('<') {
        Some(rest) => {
            let mut depth = 1_usize;
            let close = rest.char_indices().find_map(|(at, char)| {
                match char {
                    '<' => depth += 1,
                    '>' => depth -= 1,
                    _ => {}
                }
                (depth == 0).then_some(at)
            });
            match close {
                Some(close) => {
                    let inside = &rest[..close];
                    let owner = inside.split(" as ").next().unwrap_or(inside);
                    format!("{owner}{}", &rest[close + 1..])
                }
                None => rest.to_owned(),
            }
        }
        None => symbol.to_owned(),
    };
    let mut out = String::with_capacity(symbol.len());
    let mut depth = 0_usize;
    for char in symbol.chars() {
        match char {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(char),
            _ => {}
        }
    }
    out.replace("::::", "::")
}

const APP: &str = "<app>";
/// Longer than any source file; a larger number is no line.
const MAX_LINE: u32 = 1_000_000;
const SOURCE_EXTENSIONS: &[&str] =
    &["c", "cc", "cpp", "cs", "go", "h", "java", "js", "kt", "mjs", "py", "pyx", "rs", "scala", "ts"];

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(line: &str, next: Option<&str>) -> Option<String> {
        parse(line, next).map(|(frame, _)| frame.to_string())
    }

    #[test]
    fn every_syntax_gives_the_one_form() {
        for (line, next, expected) in [
            ("\tat java.base/java.lang.Thread.run(Thread.java:840)", None, "java.lang.Thread::run (Thread.java:840)"),
            (
                "\tat com.databricks.jdbc.Session.lambda$open$0(Session.java:12)",
                None,
                "com.databricks.jdbc.Session::lambda$open$0 (Session.java:12)",
            ),
            ("\tat sun.misc.Unsafe.park(Native Method)", None, "sun.misc.Unsafe::park ()"),
            (
                "   at AdbcDrivers.Databricks.Statement.Execute(String sql) in C:\\Users\\jo\\Statement.cs:line 21",
                None,
                "AdbcDrivers.Databricks.Statement::Execute (Statement.cs:21)",
            ),
            ("   at System.Net.Http.HttpClient.Send(Request r)", None, "System.Net.Http.HttpClient::Send ()"),
            (
                "  File \"/home/jo/v/lib/python3.11/site-packages/databricks/sql/client.py\", line 5, in execute",
                None,
                "databricks.sql.client::execute (client.py:5)",
            ),
            ("  File \"/usr/lib/python3.11/ssl.py\", line 5, in read", None, "ssl::read (ssl.py:5)"),
            (
                "    at DBSQLClient.connect (/srv/jo/node_modules/@databricks/sql/dist/DBSQLClient.js:12:3)",
                None,
                "@databricks/sql::connect (DBSQLClient.js:12)",
            ),
            (
                "  40: arrow_ipc::reader::StreamReader<R>::try_new",
                Some("   at /rustc/05d3/reader.rs:2321:5"),
                "arrow_ipc::reader::StreamReader::try_new (reader.rs:2321)",
            ),
            (
                "   1: <alloc::boxed::Box<F,A> as core::ops::FnOnce<Args>>::call_once",
                None,
                "alloc::boxed::Box::call_once ()",
            ),
            ("   1: <acme::Payroll as core::ops::FnOnce<Args>>::call_once", None, "<app>"),
            ("\tat com.acme.Payroll.pay(Payroll.java:1)", None, "<app>"),
            ("    at run (/srv/jo/app/index.js:12:3)", None, "<app>"),
            ("    at /srv/jo/app/index.js:12:3", None, "<app>"),
            ("  File \"/home/jo/job.py\", line 5, in pay", None, "<app>"),
            ("java.lang.Thread::run (Thread.java:840)", None, "java.lang.Thread::run (Thread.java:840)"),
            ("acme.Payroll::run (Payroll.java:840)", None, "<app>"),
        ] {
            let text = rendered(line, next);
            assert_eq!(text.as_deref(), Some(expected), "{line}");
            assert_eq!(rendered(expected, None).as_deref(), Some(expected), "{line}, again");
        }
    }

    #[test]
    fn prose_is_no_frame() {
        for line in ["at position 40", "error at line 3 (near x)", "", "chunk: 3", "1: 2"] {
            assert_eq!(parse(line, None), None, "{line}");
        }
    }
}
