//! The closed lists: error classes with their subclasses and SQLSTATEs, SQLSTATE codes, HTTP statuses.
//!
//! The tables are the text files themselves, sorted, found by bisection or by a hash: nothing is built or allocated at run time.

use std::cmp::Ordering;

use crate::privacy::list::List;

/// An error class that Spark, Delta Lake, Databricks or gRPC publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorClass {
    name: &'static str,
    sqlstate: &'static str,
    subclasses: &'static str,
    message: &'static str,
    submessages: &'static str,
}

impl ErrorClass {
    /// No published class has a shorter name.
    pub(super) const SHORTEST: usize = 7;

    /// Returns the class of this name, if it is published. Case matters: classes are upper case.
    pub fn find(name: &str) -> Option<Self> {
        let found = ROWS.binary_search_by(|start| {
            let line = &CLASSES.as_bytes()[*start as usize..];
            let (head, tail) = line.split_at(name.len().min(line.len()));
            // A name that goes on is a later one; one that ends before is an earlier one, as a tab is before all letters.
            head.cmp(name.as_bytes()).then(if tail.first() == Some(&b'\t') {
                Ordering::Equal
            } else {
                Ordering::Greater
            })
        });
        row(ROWS[found.ok()?] as usize)
    }

    fn of(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        Some(Self {
            name: columns.next()?,
            sqlstate: columns.next()?,
            subclasses: columns.next()?,
            message: columns.next().unwrap_or_default(),
            submessages: columns.next().unwrap_or_default(),
        })
    }

    /// Returns the name, such as `TABLE_OR_VIEW_NOT_FOUND`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the SQLSTATE that is published with the class, if one is.
    pub const fn sqlstate(&self) -> Option<&'static str> {
        if self.sqlstate.is_empty() { None } else { Some(self.sqlstate) }
    }

    /// Returns the subclass of this name, if it is published for this class.
    pub fn subclass(&self, name: &str) -> Option<&'static str> {
        self.subclasses().find(|subclass| *subclass == name)
    }

    /// Returns the names of the subclasses that are published for this class, sorted.
    pub fn subclasses(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.subclasses.split(',').filter(|subclass| !subclass.is_empty())
    }

    /// Returns whether the class is a number for messages that have no name yet; such messages come without their
    /// class.
    pub(super) fn is_nameless(&self) -> bool {
        self.name.starts_with('_')
    }

    /// Returns the message that is published with the class, as `templates` reads it; empty if there is none.
    pub(super) const fn message(&self) -> &'static str {
        self.message
    }

    /// Returns the same of a subclass.
    pub(super) fn submessage(&self, subclass: &str) -> Option<&'static str> {
        self.submessages().find_map(|(known, message)| (known == subclass).then_some(message))
    }

    /// Returns the subclasses, each with what is published of it beside the class's own message.
    pub(super) fn submessages(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.subclasses().zip(self.submessages.split(','))
    }
}

#[cfg(test)]
/// Returns all classes, each with where its row begins in the table.
pub(super) fn rows() -> impl Iterator<Item = (usize, ErrorClass)> {
    let rows = CLASSES.split('\n').scan(0, |start, line| {
        let at = *start;
        *start += line.len() + 1;
        Some((at, line))
    });
    rows.filter_map(|(at, line)| Some((at, ErrorClass::of(line)?)))
}

/// Returns the class whose row begins there.
pub(super) fn row(at: usize) -> Option<ErrorClass> {
    ErrorClass::of(CLASSES.get(at..)?.split('\n').next()?)
}

/// Returns the SQLSTATE as it is listed, if `code` is one. Case matters: codes are upper case.
pub fn sqlstate(code: &str) -> Option<&'static str> {
    let is_code = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_code.then(|| SQLSTATES.exactly(code)).flatten()
}

/// Returns the standard reason phrase of an HTTP status, if the status is registered.
pub const fn http_reason(status: u16) -> Option<&'static str> {
    Some(match status {
        100 => "Continue",
        101 => "Switching Protocols",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

const CLASSES: &str = include_str!("error-classes.tsv");
/// Where the rows begin.
static ROWS: [u32; count_of_rows()] = {
    let (mut rows, mut row, mut at) = ([0; count_of_rows()], 1, 0);
    while row < rows.len() {
        if CLASSES.as_bytes()[at] == b'\n' {
            rows[row] = at as u32 + 1;
            row += 1;
        }
        at += 1;
    }
    rows
};

/// Counts the rows: each ends with the end of its line.
const fn count_of_rows() -> usize {
    let (mut count, mut at) = (0, 0);
    while at < CLASSES.len() {
        count += (CLASSES.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    count
}

static SQLSTATES: List<4096> = List::new(include_str!("sqlstates.txt"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_found_and_they_are_sorted() {
        let names: Vec<&str> = CLASSES.lines().filter_map(|line| line.split('\t').next()).collect();
        assert!(names.is_sorted() && names.len() > 1_800);
        for name in names {
            assert!(name.len() >= ErrorClass::SHORTEST, "{name}");
            assert_eq!(ErrorClass::find(name).map(|class| class.name()), Some(name));
        }
        assert!(include_str!("sqlstates.txt").lines().is_sorted());
        for code in include_str!("sqlstates.txt").lines() {
            assert_eq!(sqlstate(code), Some(code));
        }
    }

    #[test]
    fn what_is_not_listed_is_not_found() {
        for name in ["", "\n", "A", "ZZZZ", "ACME_PAYROLL_FAILED", "table_or_view_not_found", "\t"] {
            assert_eq!(ErrorClass::find(name), None, "{name:?}");
        }
        for code in ["", "4270", "427033", "42p01", "ABCDE", "     "] {
            assert_eq!(sqlstate(code), None, "{code:?}");
        }
    }

    #[test]
    fn a_class_knows_its_sqlstate_and_its_subclasses() {
        let class = ErrorClass::find("UNRESOLVED_COLUMN").expect("published");
        assert_eq!(class.sqlstate(), Some("42703"));
        assert_eq!(class.subclass("WITH_SUGGESTION"), Some("WITH_SUGGESTION"));
        assert_eq!(class.subclass("ACME"), None);
        assert_eq!(class.subclass(""), None);
    }
}
