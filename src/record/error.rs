//! What a driver tells about an error.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{fmt, mem};

use crate::contract::{DriverErrorInfo, ErrorKind};

/// Longest text that is looked at, in bytes: class, SQLSTATE and first frames of a message stand at its beginning.
const MAX_TEXT_BYTES: usize = 4_096;

/// Longest name that is kept, in bytes: longer than any that the class of names lets through, so that such a name is
/// still refused, and counted, rather than cut.
const MAX_NAME_BYTES: usize = 256;

/// An error, as far as it is fit to be told: a name from a closed list and what is known in numbers and codes.
///
/// There is no way to send a message. [`text`](Self::text) takes one for the fingerprint, which recognises published
/// facts in it and forgets the rest; see the privacy pass.
///
/// ```
/// use sql_driver_telemetry::{ErrorInfo, ErrorKind};
///
/// let refused = ErrorInfo::new(ErrorKind::PermissionDenied).http_status(403).sqlstate("42501");
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::{ErrorInfo, ErrorKind};
///
/// // No stack trace is taken as it is.
/// let raw = ErrorInfo::new(ErrorKind::Internal).stack_trace("at app.Main.main(Main.java:1)");
/// ```
///
/// ```compile_fail
/// use sql_driver_telemetry::ErrorInfo;
///
/// // No text is an error.
/// let raw: ErrorInfo = "login of jo.roe failed".into();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorInfo {
    pub(crate) kind: ErrorKind,
    /// The driver's own name, if it is none of the contract's.
    name: Option<Box<str>>,
    adbc: Option<ErrorKind>,
    pub(crate) sqlstate: Option<[u8; 5]>,
    pub(crate) http_status: Option<u16>,
    pub(crate) error_class: Option<Box<str>>,
    pub(crate) chunk_index: Option<u64>,
    pub(crate) text: Option<Box<str>>,
}

impl ErrorInfo {
    /// Returns an error of this kind.
    pub const fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            name: None,
            adbc: None,
            sqlstate: None,
            http_status: None,
            error_class: None,
            chunk_index: None,
            text: None,
        }
    }

    /// Returns an error of that name, for drivers that have names instead of types.
    ///
    /// A name of the JDBC driver, the Go driver, the kernel or ADBC becomes the contract's own, whatever its case; see
    /// [`ErrorKind::from_name`]. Another one is kept as it is, if it is an identifier that gives nothing away. What is
    /// not, becomes `UNKNOWN_ERROR` on its way out, and is counted among the scrubbed values.
    ///
    /// ```
    /// use sql_driver_telemetry::{ErrorInfo, ErrorKind};
    ///
    /// assert_eq!(ErrorInfo::from_name("ssl_handshake_error"), ErrorInfo::new(ErrorKind::TlsHandshake));
    /// ```
    pub fn from_name(name: impl AsRef<str>) -> Self {
        let name = name.as_ref();
        match ErrorKind::from_name(name) {
            Some(kind) => Self::new(kind),
            None => {
                let end = (0..=MAX_NAME_BYTES.min(name.len())).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
                Self { name: (end > 0).then(|| Box::from(&name[..end])), ..Self::new(ErrorKind::Unknown) }
            }
        }
    }

    /// Sets the ADBC status that the driver gives, by its number: 1 (`UNKNOWN`) to 14 (`UNAUTHORIZED`). The kind
    /// follows from it where the driver gives none. Anything else is passed over.
    #[must_use]
    pub fn adbc_status(mut self, status: impl Into<Option<u8>>) -> Self {
        self.adbc = status.into().and_then(ErrorKind::from_adbc_status).or(self.adbc);
        self
    }

    /// Sets the SQLSTATE that the server gave: five of `A` to `Z` and `0` to `9`. Anything else is passed over. The
    /// kind follows from its class where nothing better is known.
    #[must_use]
    pub fn sqlstate<'a>(mut self, state: impl Into<Option<&'a str>>) -> Self {
        let state = state.into().and_then(|state| <[u8; 5]>::try_from(state.as_bytes()).ok());
        let wellformed = |it: &[u8; 5]| it.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        self.sqlstate = state.filter(wellformed).or(self.sqlstate);
        self
    }

    /// Sets the HTTP status of the response that failed: 100 to 599. Anything else is passed over. The kind follows
    /// from it where nothing better is known.
    #[must_use]
    pub fn http_status(mut self, status: impl Into<Option<u16>>) -> Self {
        self.http_status = status.into().filter(|it| (100..600).contains(it)).or(self.http_status);
        self
    }

    /// Sets the error class that the server gave, such as `TABLE_OR_VIEW_NOT_FOUND`. Sent if it is a published one.
    #[must_use]
    pub fn error_class<'a>(mut self, class: impl Into<Option<&'a str>>) -> Self {
        self.error_class = class.into().map(Box::from);
        self
    }

    /// Sets the chunk whose download failed, counted from 0.
    #[must_use]
    pub fn chunk_index(mut self, index: impl Into<Option<u64>>) -> Self {
        self.chunk_index = index.into();
        self
    }

    /// Sets the error as text. Never sent; the fingerprint looks for published error classes, SQLSTATEs and the like in
    /// its first 4 KiB, on the worker. A `Display` that panics gives what it had written by then.
    #[must_use]
    pub fn text(mut self, text: impl fmt::Display) -> Self {
        let mut kept = Capped(String::new());
        // Formatting stops at the cap by way of an error, which is no failure of ours.
        let _ = guarded(|| fmt::Write::write_fmt(&mut kept, format_args!("{text}")));
        self.text = Some(kept.0.into_boxed_str());
        self
    }

    /// Returns what a driver's code says of an error; if that panics, that there was one.
    pub(crate) fn told(tell: impl FnOnce() -> Self) -> Self {
        guarded(tell).unwrap_or_else(|| ErrorKind::Unknown.into())
    }

    /// Returns what it weighs in a queue beyond its record, in bytes.
    pub(crate) fn weight(&self) -> usize {
        let texts = [&self.name, &self.error_class, &self.text];
        size_of::<Self>() + texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    }

    /// Returns the part that needs no privacy pass but its own grammar. The text is not in it.
    pub(crate) fn to_contract(&self) -> DriverErrorInfo {
        DriverErrorInfo {
            error_name: Some(self.told_name(self.http_status, self.sqlstate_text()).to_owned()),
            error_class: self.error_class.as_deref().map(str::to_owned),
            sql_state: self.sqlstate_text().map(str::to_owned),
            http_status: self.http_status.map(i32::from),
            ..DriverErrorInfo::default()
        }
    }

    /// Returns the name in the log: the one that the driver gave, or that of the kind that follows from the ADBC
    /// status, from this HTTP status, or from this SQLSTATE.
    pub(crate) fn told_name(&self, http_status: Option<u16>, sqlstate: Option<&str>) -> &str {
        if let Some(name) = &self.name {
            return name;
        }
        let mut kind = self.kind;
        if kind == ErrorKind::Unknown {
            kind = self.adbc.unwrap_or(kind);
        }
        if kind == ErrorKind::Unknown {
            let by_http = http_status.and_then(ErrorKind::from_http_status);
            kind = by_http.or_else(|| sqlstate.and_then(ErrorKind::from_sqlstate)).unwrap_or(kind);
        }
        kind.as_str()
    }

    fn sqlstate_text(&self) -> Option<&str> {
        self.sqlstate.as_ref().and_then(|state| std::str::from_utf8(state).ok())
    }
}

impl From<ErrorKind> for ErrorInfo {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl fmt::Debug for ErrorInfo {
    /// Without the texts, which may hold anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorInfo")
            .field("kind", &self.kind)
            .field("sqlstate", &self.sqlstate.map(|state| String::from_utf8_lossy(&state).into_owned()))
            .field("http_status", &self.http_status)
            .field("chunk_index", &self.chunk_index)
            .finish_non_exhaustive()
    }
}

/// Calls code of the driver's, which may be at fault, on the driver's thread, which must not suffer for it. `None` if it
/// panicked.
fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    // The payload is not dropped: its drop may panic as well.
    catch_unwind(AssertUnwindSafe(call)).map_err(mem::forget).ok()
}

/// Takes text up to [`MAX_TEXT_BYTES`], cut between characters.
struct Capped(String);

impl fmt::Write for Capped {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_TEXT_BYTES - self.0.len();
        if text.len() <= room {
            // Mostly the first piece is all there is: it takes what it needs.
            if self.0.is_empty() {
                self.0 = text.to_owned();
            } else {
                self.0.push_str(text);
            }
            return Ok(());
        }
        let end = (0..=room).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        self.0.push_str(&text[..end]);
        Err(fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(info: ErrorInfo) -> Option<String> {
        info.to_contract().error_name
    }

    #[test]
    fn a_name_is_known_or_kept_as_it_is() {
        assert_eq!(ErrorInfo::from_name("not_found"), ErrorInfo::new(ErrorKind::NotFound));
        assert_eq!(name(ErrorInfo::from_name("VOLUME_OPERATION_EXCEPTION")).as_deref(), Some("VOLUME_OPERATION_ERROR"));
        assert_eq!(name(ErrorInfo::from_name("QuotaError")).as_deref(), Some("QuotaError"));
        assert_eq!(name(ErrorInfo::from_name("QuotaError").http_status(503)).as_deref(), Some("QuotaError"));
        assert_eq!(name(ErrorInfo::from_name("")).as_deref(), Some("UNKNOWN_ERROR"));
    }

    #[test]
    fn the_kind_follows_from_what_else_is_known() {
        let unknown = || ErrorInfo::new(ErrorKind::Unknown);
        for (info, expected) in [
            (unknown(), "UNKNOWN_ERROR"),
            (unknown().http_status(403), "PERMISSION_ERROR"),
            (unknown().sqlstate("42601"), "SYNTAX_ERROR"),
            (unknown().adbc_status(12), "TIMEOUT_ERROR"),
            // The more is known, the better.
            (unknown().sqlstate("08006").http_status(503), "TEMPORARILY_UNAVAILABLE"),
            (unknown().sqlstate("08006").http_status(503).adbc_status(11), "CANCELLED"),
            // An ADBC status that says nothing stands in nobody's way.
            (unknown().adbc_status(1).http_status(503), "TEMPORARILY_UNAVAILABLE"),
            (unknown().adbc_status(99).http_status(418), "UNKNOWN_ERROR"),
            // What the driver said is better than what can be concluded.
            (ErrorInfo::new(ErrorKind::ChunkDownload).http_status(403), "CHUNK_DOWNLOAD_ERROR"),
        ] {
            assert_eq!(name(info).as_deref(), Some(expected));
        }
    }

    #[test]
    fn only_wellformed_codes_are_kept() {
        let info =
            ErrorInfo::new(ErrorKind::Server).sqlstate("42P01").sqlstate("oops!").http_status(503).http_status(7);
        assert_eq!((info.sqlstate, info.http_status), (Some(*b"42P01"), Some(503)));
    }

    #[test]
    fn text_is_capped_between_characters_and_never_shown() {
        let info = ErrorInfo::new(ErrorKind::Server).text("é".repeat(5_000)).error_class("SECRET");
        assert_eq!(info.text.as_ref().map(|text| text.len()), Some(MAX_TEXT_BYTES));
        assert!(!format!("{info:?}").contains(['é', 'C']));
    }
}
