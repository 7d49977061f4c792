//! What a driver tells about an error.

use std::fmt;

use crate::contract::DriverErrorInfo;

/// Longest text that is looked at, in bytes: class, SQLSTATE and first frames of a message stand at its beginning.
const MAX_TEXT_BYTES: usize = 4_096;

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
    pub(crate) sqlstate: Option<[u8; 5]>,
    pub(crate) http_status: Option<u16>,
    pub(crate) error_class: Option<Box<str>>,
    pub(crate) chunk_index: Option<i64>,
    pub(crate) text: Option<Box<str>>,
}

impl ErrorInfo {
    /// An error of this kind.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, sqlstate: None, http_status: None, error_class: None, chunk_index: None, text: None }
    }

    /// The SQLSTATE that the server gave: five of `A` to `Z` and `0` to `9`. Anything else is passed over.
    pub fn sqlstate(mut self, state: impl AsRef<[u8]>) -> Self {
        let state = <[u8; 5]>::try_from(state.as_ref()).ok();
        let wellformed = |it: &[u8; 5]| it.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        self.sqlstate = state.filter(wellformed).or(self.sqlstate);
        self
    }

    /// The HTTP status of the response that failed: 100 to 599. Anything else is passed over.
    pub fn http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status).filter(|it| (100..600).contains(it)).or(self.http_status);
        self
    }

    /// The error class that the server gave, such as `TABLE_OR_VIEW_NOT_FOUND`. Sent if it is a published one.
    pub fn error_class(mut self, class: impl Into<String>) -> Self {
        self.error_class = Some(class.into().into_boxed_str());
        self
    }

    /// The chunk whose download failed, counted from 0.
    pub fn chunk_index(mut self, index: i64) -> Self {
        self.chunk_index = Some(index);
        self
    }

    /// The error as text. Never sent; the fingerprint looks for published error classes, SQLSTATEs and the like in its
    /// first 4 KiB, on the worker.
    pub fn text(mut self, text: impl fmt::Display) -> Self {
        let mut kept = Capped(String::new());
        // Formatting stops at the cap by way of an error, which is no failure of ours.
        let _ = fmt::Write::write_fmt(&mut kept, format_args!("{text}"));
        self.text = Some(kept.0.into_boxed_str());
        self
    }

    /// What it weighs in a queue beyond its record, in bytes.
    pub(crate) fn weight(&self) -> usize {
        let texts = [&self.error_class, &self.text];
        size_of::<Self>() + texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    }

    /// The part that needs no privacy pass but its own grammar. The text is not in it.
    pub(crate) fn to_contract(&self) -> DriverErrorInfo {
        DriverErrorInfo {
            error_name: Some(self.kind.as_str().to_owned()),
            error_class: self.error_class.as_deref().map(str::to_owned),
            sql_state: self.sqlstate.and_then(|state| String::from_utf8(state.to_vec()).ok()),
            http_status: self.http_status.map(i32::from),
            ..DriverErrorInfo::default()
        }
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

/// Takes text up to [`MAX_TEXT_BYTES`], cut between characters.
struct Capped(String);

impl fmt::Write for Capped {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_TEXT_BYTES - self.0.len();
        if text.len() <= room {
            self.0.push_str(text);
            return Ok(());
        }
        let end = (0..=room).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        self.0.push_str(&text[..end]);
        Err(fmt::Error)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)+) => {
        /// What went wrong, from a closed list: the error's name in the log.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)+
        }

        impl ErrorKind {
            /// All of them, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// The name in the log, in SCREAMING_SNAKE_CASE.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }
        }
    };
}

kinds! {
    /// The driver's error has no kind of its own here.
    #[default]
    Unknown = "UNKNOWN_ERROR",
    /// The server could not be reached.
    Connection = "CONNECTION_ERROR",
    /// The connection was closed already.
    ConnectionClosed = "CONNECTION_CLOSED",
    /// TLS could not be set up.
    TlsHandshake = "SSL_HANDSHAKE_ERROR",
    /// The proxy refused or failed.
    Proxy = "PROXY_ERROR",
    /// A name could not be resolved.
    NameResolution = "NAME_RESOLUTION_ERROR",
    /// A request took too long.
    Timeout = "TIMEOUT_ERROR",
    /// The caller was not recognised.
    Authentication = "AUTH_ERROR",
    /// The caller may not do that.
    PermissionDenied = "PERMISSION_ERROR",
    /// The server asked to slow down, and the driver gave up.
    RateLimited = "RATE_LIMIT_EXCEEDED",
    /// The server is not available at present.
    Unavailable = "TEMPORARILY_UNAVAILABLE",
    /// The server failed.
    Server = "SERVER_ERROR",
    /// What was asked for does not exist.
    NotFound = "NOT_FOUND",
    /// The request was not understood.
    InvalidRequest = "INVALID_REQUEST",
    /// The response was not understood.
    InvalidResponse = "INVALID_RESPONSE",
    /// An argument or option of the caller's is not valid.
    InvalidInput = "INPUT_VALIDATION_ERROR",
    /// The driver is not in a state to do that.
    InvalidState = "INVALID_STATE",
    /// The driver does not do that.
    Unsupported = "UNSUPPORTED_OPERATION",
    /// The statement's text was not understood.
    Syntax = "SYNTAX_ERROR",
    /// The session could not be opened.
    SessionOpen = "SESSION_OPEN_FAILED",
    /// The session ended on the server.
    SessionClosed = "SESSION_CLOSED",
    /// The statement failed on the server.
    StatementFailed = "EXECUTE_STATEMENT_FAILED",
    /// The statement was cancelled.
    StatementCancelled = "EXECUTE_STATEMENT_CANCELLED",
    /// The statement took too long.
    StatementTimeout = "STATEMENT_EXECUTION_TIMEOUT",
    /// The statement was closed already.
    StatementClosed = "STATEMENT_CLOSED",
    /// A metadata call failed.
    Metadata = "METADATA_ERROR",
    /// The result could not be read.
    ResultSet = "RESULT_SET_ERROR",
    /// The result's schema could not be read.
    ArrowSchema = "ARROW_SCHEMA_PARSING_ERROR",
    /// A chunk of a result could not be downloaded.
    ChunkDownload = "CHUNK_DOWNLOAD_ERROR",
    /// The link to a chunk expired and could not be renewed.
    ChunkLinkExpired = "CHUNK_LINK_EXPIRED",
    /// A chunk could not be decompressed.
    Decompression = "DECOMPRESSION_ERROR",
    /// A volume operation failed.
    Volume = "VOLUME_OPERATION_ERROR",
    /// The caller cancelled.
    Cancelled = "CANCELLED",
    /// A file or socket of the client's failed.
    Io = "IO_ERROR",
    /// The driver failed in a way that it does not expect.
    Internal = "INTERNAL_ERROR",
}

impl ErrorKind {
    /// The kind of that name, for drivers that have codes instead of types.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_found_again() {
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::from_name(kind.as_str()), Some(*kind));
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
