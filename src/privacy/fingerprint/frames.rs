//! Stack frames in the syntaxes of Java, .NET, Python, Node and Rust, and in the one they are rendered in.

use std::borrow::Cow;
use std::fmt;

use super::owners::may_leave;

/// One stack frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame<'t> {
    /// Code under a known root.
    Known {
        /// Package, module or type, such as `java.lang.Thread` or `tokio::runtime`.
        owner: Cow<'t, str>,
        /// Function or method, such as `run` or `lambda$main$0`.
        function: Cow<'t, str>,
        /// Base name of the source file, if the frame gave one.
        file: Option<&'t str>,
        /// Line in the file, if the frame gave one.
        line: Option<u32>,
    },
    /// Any run of frames of other code: the names in it belong to the customer.
    App,
}

impl Frame<'_> {
    /// Appends the frame as it is displayed.
    pub(super) fn write(&self, text: &mut String) {
        let Self::Known { owner, function, file, line } = self else {
            return text.push_str(APP);
        };
        text.push_str(owner);
        text.push_str("::");
        text.push_str(function);
        text.push_str(" (");
        text.push_str(file.unwrap_or_default());
        if let (Some(_), Some(line)) = (file, line) {
            text.push(':');
            push_number(text, *line);
        }
        text.push(')');
    }
}

impl fmt::Display for Frame<'_> {
    /// `owner::function (file:line)`, or `<app>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

/// Reads a line as a frame. `rest` is what follows the line: a Rust backtrace has its source position there.
///
/// Returns the frame and whether the next line belongs to it. `None` when the line has the shape of no frame.
pub(super) fn parse<'t>(line: &'t str, rest: &'t str) -> Option<(Frame<'t>, bool)> {
    let line = line.trim();
    // The first character says of most lines that they are none, or in which language they are one.
    match line.as_bytes().first()? {
        b'a' if line.starts_with("at ") => Some((at(line[3..].trim_start())?, false)),
        b'F' if line.starts_with("File \"") => Some((python(&line[6..])?, false)),
        b'0'..=b'9' => rust(line, rest).or_else(|| Some((canonical(line)?, false))),
        _ => Some((canonical(line)?, false)),
    }
}

/// `at` frames: Java, .NET and Node.
fn at(rest: &str) -> Option<Frame<'_>> {
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    let rest = rest.strip_prefix("new ").unwrap_or(rest);
    // In one go: where the arguments begin, the last dot before them, and where the name begins: a module in front of a
    // slash says nothing more (`java.base/java.lang.Thread.run`).
    let (mut start, mut dot, mut open) = (0, None, None);
    for (at, byte) in rest.bytes().enumerate() {
        if KINDS[usize::from(byte)] & FUNCTION != 0 {
            continue;
        }
        match byte {
            b'.' => dot = Some(at),
            b'/' => (start, dot) = (at + 1, None),
            b'(' => {
                open = Some(at);
                break;
            }
            _ => {}
        }
    }
    let Some(open) = open else {
        // Node without a function: `at /usr/src/app/index.js:3:1`.
        return node_path(rest).map(|(owner, path, line)| known(owner.into(), "<anonymous>".into(), Some(path), line));
    };
    let (name, tail) = (&rest[..open], &rest[open + 1..]);
    if let Some(name) = name.strip_suffix(' ') {
        let inside = tail.strip_suffix(')')?;
        return Some(match node_path(inside) {
            Some((owner, path, line)) => known(owner.into(), name.rsplit('.').next()?.into(), Some(path), line),
            None => Frame::App,
        });
    }
    let (owner, function) = (&rest[start..dot?], &rest[dot? + 1..open]);
    let (arguments, after) = split_at_last(tail, b')')?;
    let (file, line) = match after.trim_start().strip_prefix("in ") {
        // .NET: ` in C:\src\Statement.cs:line 12`.
        Some(place) => {
            let (path, line) = place.rsplit_once(":line ")?;
            (path, line.trim())
        }
        // Java: `(Thread.java:840)`; .NET has its argument types there, which are no file.
        None => split_at_last(arguments, b':').unwrap_or((arguments, "")),
    };
    let frame = known(owner.into(), function.into(), Some(file), line.parse().ok());
    // Prose is no frame, and nothing with a blank may leave.
    (frame != Frame::App || !owner.contains(' ')).then_some(frame)
}

/// Returns the package, file and line of a Node frame, from where it lies under `node_modules` or in Node itself.
fn node_path(place: &str) -> Option<(&str, &str, Option<u32>)> {
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
    Some((package, path, Some(line)))
}

/// Python: `File "…/site-packages/databricks/sql/client.py", line 5, in execute`.
fn python(rest: &str) -> Option<Frame<'_>> {
    let (path, rest) = rest.split_once('"')?;
    let (line, function) = match rest.strip_prefix(", line ")?.split_once(", in ") {
        Some((line, function)) => (line, function),
        None => (rest.strip_prefix(", line ")?, "<module>"),
    };
    let slashed = if path.contains('\\') { path.replace('\\', "/").into() } else { Cow::Borrowed(path) };
    let module = ["site-packages/", "dist-packages/"]
        .iter()
        .find_map(|root| slashed.rsplit_once(root).map(|(_, module)| module))
        .or_else(|| Some(slashed.rsplit_once("/lib/python3")?.1.split_once('/')?.1));
    let Some(module) = module else {
        return Some(Frame::App);
    };
    let owner = module.strip_suffix(".py").unwrap_or(module).replace('/', ".");
    let owner = owner.strip_suffix(".__init__").unwrap_or(&owner).to_owned();
    Some(known(owner.into(), function.trim().into(), Some(path), line.trim().parse().ok()))
}

/// Rust: `  3: tokio::runtime::park`, then `at /rustc/…/park.rs:12:5` on the next line.
fn rust<'t>(line: &str, rest: &'t str) -> Option<(Frame<'t>, bool)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let symbol = line[digits..].strip_prefix(": ").filter(|_| digits <= 3)?;
    let symbol = without_generics(symbol.trim());
    let symbol = match symbol.rsplit_once("::h") {
        Some((rest, hash)) if hash.len() == 16 => rest,
        _ => &symbol,
    };
    let (owner, function) = symbol.rsplit_once("::")?;
    let next = super::line(rest);
    let place = next.trim().strip_prefix("at ").filter(|place| !place.contains('('));
    let (file, line) = match place {
        Some(place) => {
            let mut parts = place.rsplitn(3, ':');
            let (_column, line) = (parts.next(), parts.next());
            (parts.next(), line.and_then(|line| line.parse().ok()))
        }
        None => (None, None),
    };
    Some((known(owner.to_owned().into(), function.to_owned().into(), file, line), place.is_some()))
}

/// Returns the form that frames are rendered in, so that a fingerprint of a fingerprint is itself.
pub(super) fn canonical(line: &str) -> Option<Frame<'_>> {
    if line == APP {
        return Some(Frame::App);
    }
    let (name, place) = line.strip_suffix(')')?.split_once(" (")?;
    let (owner, function) = name.rsplit_once("::")?;
    if owner.contains(' ') || place.contains([' ', '(', ')']) {
        return None;
    }
    let (file, line) = match place.rsplit_once(':') {
        Some((file, line)) => (file, Some(line.parse().ok()?)),
        None => (place, None),
    };
    // `reqwest::Error (403)` is no frame.
    let is_place = place.is_empty() || base_name(file).is_some();
    is_place.then(|| known(owner.into(), function.into(), Some(file), line))
}

/// Returns the frame if its names may leave, else the marker.
fn known<'t>(owner: Cow<'t, str>, function: Cow<'t, str>, path: Option<&'t str>, line: Option<u32>) -> Frame<'t> {
    let Some(length) = function_length(&function).filter(|_| may_leave(&owner)) else { return Frame::App };
    let function = match function {
        Cow::Borrowed(function) => Cow::Borrowed(&function[..length]),
        Cow::Owned(function) => Cow::Owned(function[..length].to_owned()),
    };
    let file = path.and_then(base_name);
    let line = line.filter(|line| file.is_some() && *line < MAX_LINE);
    Frame::Known { owner, function, file, line }
}

/// Returns how long a function's name is, with the marks that lambdas, constructors and closures have, and without the address
/// behind it; if it is one.
fn function_length(name: &str) -> Option<usize> {
    let (length, digits) = run_of(name, FUNCTION);
    let ends = length == name.len() || name[length..].starts_with("/0x");
    (ends && (1..=80).contains(&length) && digits <= MAX_DIGITS).then_some(length)
}

/// Returns the base name of a source file; nothing for a name that is not one.
fn base_name(path: &str) -> Option<&str> {
    let (mut name, mut run) = (path, run_of(path, FILE));
    if run.0 < path.len() {
        name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        run = run_of(name, FILE);
    }
    let (length, digits) = run;
    let (stem, extension) = split_at_last(name, b'.').filter(|_| length == name.len())?;
    ((1..=64).contains(&stem.len()) && digits <= MAX_DIGITS && SOURCE_EXTENSIONS.contains(&extension)).then_some(name)
}

/// Returns what stands before and behind the last `mark`, which is one of ASCII.
fn split_at_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|byte| byte == mark)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Counts how many bytes of `kind` a text begins with, and how many of them are digits.
fn run_of(text: &str, kind: u8) -> (usize, usize) {
    let (mut length, mut digits) = (0, 0);
    for byte in text.bytes() {
        let kinds = KINDS[usize::from(byte)];
        if kinds & kind == 0 {
            break;
        }
        length += 1;
        digits += usize::from(kinds & DIGIT);
    }
    (length, digits)
}

/// Appends the digits of a number.
fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
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

/// What stands for a run of frames of the customer's own code.
pub(super) const APP: &str = "<app>";
/// Longer than any source file; a larger number is no line.
const MAX_LINE: u32 = 1_000_000;
/// Too few for a secret.
const MAX_DIGITS: usize = 6;
const SOURCE_EXTENSIONS: &[&str] =
    &["c", "cc", "cpp", "cs", "go", "h", "java", "js", "kt", "mjs", "py", "pyx", "rs", "scala", "ts"];

const DIGIT: u8 = 1;
/// What the names of functions are made of.
const FUNCTION: u8 = 2;
/// The same of source files.
const FILE: u8 = 4;
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT | FUNCTION | FILE,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => FUNCTION | FILE,
            b'<' | b'>' | b'{' | b'}' | b'#' => FUNCTION,
            b'-' | b'.' => FILE,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(line: &str, next: Option<&str>) -> Option<String> {
        parse(line, next.unwrap_or_default()).map(|(frame, _)| frame.to_string())
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
            assert_eq!(parse(line, ""), None, "{line}");
        }
    }
}
