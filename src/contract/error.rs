//! The errors that the contract knows, and how each is found.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

// Written by codegen/src/errors.rs: `ErrorKind`, and the tables that the methods below look into.
include!("generated/errors.rs");

/// What the contract says about an error: its name in a log, what it is called elsewhere, and what implies it.
///
/// It is serialised as `{"name", "jdbc", "go", "kernel", "adbc", "sqlstate_classes", "http"}`.
#[derive(Debug)]
#[non_exhaustive]
pub struct ErrorDescriptor {
    /// The name in a log, in SCREAMING_SNAKE_CASE.
    pub name: &'static str,
    /// What it means: the comment of the contract.
    pub doc: &'static str,
    /// The names in the JDBC driver.
    pub jdbc: &'static [&'static str],
    /// The names in the Go driver.
    pub go: &'static [&'static str],
    /// The names of the statuses in the kernel's C interface.
    pub kernel: &'static [&'static str],
    /// The names of the statuses in ADBC.
    pub adbc: &'static [&'static str],
    /// The number of the status in ADBC, as `AdbcStatusCode` has it.
    pub adbc_status: Option<u8>,
    /// The classes of SQLSTATE, the first two characters, that imply it.
    pub sqlstate_classes: &'static [&'static str],
    /// The HTTP statuses that imply it.
    pub http: &'static [u16],
}

impl ErrorKind {
    /// Returns the name in the log, in SCREAMING_SNAKE_CASE.
    pub const fn as_str(self) -> &'static str {
        self.descriptor().name
    }

    /// Returns what the contract says about it.
    pub const fn descriptor(self) -> &'static ErrorDescriptor {
        // The build writes a descriptor for each kind, in the order of the kinds.
        &DESCRIPTORS[self as usize]
    }

    /// Returns the kind of that name: the contract's own, or the one of the JDBC driver, the Go driver, the kernel or
    /// ADBC, in any case, with or without underscores.
    ///
    /// ```
    /// use sql_driver_telemetry::contract::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::from_name("AUTH_ERROR"), Some(ErrorKind::Authentication));
    /// assert_eq!(ErrorKind::from_name("unauthenticated"), Some(ErrorKind::Authentication));
    /// assert_eq!(ErrorKind::from_name("InvalidStatementHandle"), Some(ErrorKind::StatementClosed));
    /// assert_eq!(ErrorKind::from_name("JoRoeError"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        // Longer than any name: nothing that long is looked up.
        let mut folded = [0; 64];
        let mut length = 0;
        for byte in name.bytes().filter(|byte| *byte != b'_') {
            *folded.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        let at = NAMES.binary_search_by(|(known, _)| known.as_bytes().cmp(&folded[..length])).ok()?;
        Some(NAMES[at].1)
    }

    /// Returns the kind that an ADBC status implies, by its number: 1 (`UNKNOWN`) to 14 (`UNAUTHORIZED`).
    pub fn from_adbc_status(status: u8) -> Option<Self> {
        Self::find(|error| error.adbc_status == Some(status))
    }

    /// Returns the kind that an HTTP status implies.
    ///
    /// ```
    /// use sql_driver_telemetry::contract::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::from_http_status(429), Some(ErrorKind::RateLimited));
    /// assert_eq!(ErrorKind::from_http_status(418), None);
    /// ```
    pub fn from_http_status(status: u16) -> Option<Self> {
        Self::find(|error| error.http.contains(&status))
    }

    /// Returns the kind that the class of a SQLSTATE implies: its first two characters.
    ///
    /// ```
    /// use sql_driver_telemetry::contract::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::from_sqlstate("42601"), Some(ErrorKind::Syntax));
    /// ```
    pub fn from_sqlstate(state: &str) -> Option<Self> {
        let is_state = state.len() == 5 && state.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let class = state.get(..2).filter(|_| is_state)?;
        Self::find(|error| error.sqlstate_classes.contains(&class))
    }

    fn find(implies: impl Fn(&ErrorDescriptor) -> bool) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| implies(kind.descriptor()))
    }
}

/// Writes the name in the log.
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ErrorDescriptor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("ErrorDescriptor", 7)?;
        out.serialize_field("name", self.name)?;
        out.serialize_field("jdbc", self.jdbc)?;
        out.serialize_field("go", self.go)?;
        out.serialize_field("kernel", self.kernel)?;
        out.serialize_field("adbc", self.adbc)?;
        out.serialize_field("sqlstate_classes", self.sqlstate_classes)?;
        out.serialize_field("http", self.http)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::class;

    #[test]
    fn every_name_is_found_in_any_case_and_may_leave() {
        for kind in ErrorKind::ALL {
            let ErrorDescriptor { name, jdbc, go, kernel, adbc, .. } = kind.descriptor();
            for name in [name].into_iter().chain(*jdbc).chain(*go).chain(*kernel).chain(*adbc) {
                for spelling in [(*name).to_owned(), name.to_lowercase(), name.to_uppercase(), name.replace('_', "")] {
                    assert_eq!(ErrorKind::from_name(&spelling), Some(*kind), "{spelling}");
                }
                assert_eq!(class::error_name(name).as_deref(), Some(*name), "its class drops it");
            }
        }
    }

    #[test]
    fn every_fact_implies_its_kind() {
        for kind in ErrorKind::ALL {
            let error = kind.descriptor();
            assert!(error.http.iter().all(|status| ErrorKind::from_http_status(*status) == Some(*kind)));
            for class in error.sqlstate_classes {
                assert_eq!(ErrorKind::from_sqlstate(&format!("{class}000")), Some(*kind));
            }
        }
        let statuses = (1..=14).map(ErrorKind::from_adbc_status);
        assert!(statuses.clone().all(|kind| kind.is_some()));
        assert_eq!(ErrorKind::from_adbc_status(0), None, "0 is no error");
        for (kind, name) in statuses.flatten().zip(ADBC) {
            assert_eq!(kind.descriptor().adbc, [name]);
        }
    }

    /// The order of `AdbcStatusCode` in ADBC's C interface.
    const ADBC: [&str; 14] = [
        "UNKNOWN",
        "NOT_IMPLEMENTED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "INVALID_ARGUMENT",
        "INVALID_STATE",
        "INVALID_DATA",
        "INTEGRITY",
        "INTERNAL",
        "IO",
        "CANCELLED",
        "TIMEOUT",
        "UNAUTHENTICATED",
        "UNAUTHORIZED",
    ];

    #[test]
    fn what_is_no_name_is_none() {
        for text in ["", "_", "NOT FOUND", "notfound!", &"x".repeat(200), "é"] {
            assert_eq!(ErrorKind::from_name(text), None, "{text}");
        }
        for state in ["", "42", "42é1", "426011", "ZZ000"] {
            assert_eq!(ErrorKind::from_sqlstate(state), None, "{state}");
        }
    }
}
