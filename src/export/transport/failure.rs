//! What an error of somebody's HTTP client means for a request.

use std::error::Error;
use std::io;

use super::{BoxError, TransportError};

impl TransportError {
    /// Returns the kind of failure that `error` stands for: an error of whatever HTTP client, in whatever version.
    ///
    /// Clients wrap each other's errors, and few tell what happened by a type that others can name. What is looked at is
    /// the whole chain of [sources](Error::source): the kinds of its [`io::Error`]s, and of the others the short fixed texts
    /// by which `hyper`, `reqwest` and `tokio` call a failed lookup, a failed connect, a proxy's refusal and a timeout. What is not known is
    /// [`Broken`](Self::Broken), which is retried.
    ///
    /// The error is kept as the source. An error of `reqwest` has the request's URL in its text: take it out before
    /// (`without_url`).
    ///
    /// ```
    /// use std::io;
    /// use sql_driver_telemetry::export::TransportError;
    ///
    /// let refused = TransportError::from_error(io::Error::from(io::ErrorKind::ConnectionRefused));
    /// assert!(matches!(refused, TransportError::Unreachable(_)));
    /// ```
    pub fn from_error(error: impl Into<BoxError>) -> Self {
        let error = error.into();
        match judge(error.as_ref()) {
            Meaning::UnknownName => Self::UnknownName(error),
            Meaning::ProxyRefused => Self::ProxyRefused(error),
            Meaning::Untrusted => Self::Untrusted(error),
            Meaning::Unreachable => Self::Unreachable(error),
            Meaning::Broken => Self::Broken(error),
            Meaning::TimedOut => Self::TimedOut,
        }
    }
}

/// From the most telling to the least: of all that a chain says, the first one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    UnknownName,
    TimedOut,
    Untrusted,
    ProxyRefused,
    Unreachable,
    Broken,
}

fn judge(error: &(dyn Error + 'static)) -> Meaning {
    let mut meaning = Meaning::Broken;
    let mut connecting = false;
    let mut next = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        connecting |= CONNECTING.iter().any(|said| text.contains(said));
        let said = match error.downcast_ref::<io::Error>() {
            Some(io) => {
                next = io.get_ref().map(|inner| inner as &(dyn Error + 'static));
                by_kind(io.kind(), connecting)
            }
            None => {
                next = error.source();
                None
            }
        };
        meaning = meaning.min(said.unwrap_or(Meaning::Broken)).min(by_text(&text));
    }
    if connecting { meaning.min(Meaning::Unreachable) } else { meaning }
}

/// What a client is said to have been at when a connection was not yet there.
const CONNECTING: [&str; 3] = ["client error (Connect)", "error trying to connect", "tcp connect error"];

fn by_kind(kind: io::ErrorKind, connecting: bool) -> Option<Meaning> {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, InvalidData, NetworkDown, NetworkUnreachable, TimedOut,
    };
    match kind {
        TimedOut => Some(Meaning::TimedOut),
        // The TLS libraries report the other side as data that cannot be right.
        InvalidData if connecting => Some(Meaning::Untrusted),
        AddrNotAvailable | ConnectionRefused | HostUnreachable | NetworkDown | NetworkUnreachable => {
            Some(Meaning::Unreachable)
        }
        _ => None,
    }
}

fn by_text(text: &str) -> Meaning {
    if text.starts_with("dns error") || text.starts_with("failed to lookup address information") {
        Meaning::UnknownName
    } else if matches!(text, "operation timed out" | "deadline has elapsed" | "request timed out") {
        Meaning::TimedOut
    } else if text.contains("certificate verify failed") || text.starts_with("invalid peer certificate") {
        Meaning::Untrusted
    } else if text.ends_with("proxy authorization required") {
        Meaning::ProxyRefused
    } else {
        Meaning::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that says `text`, because of another one.
    #[derive(Debug, thiserror::Error)]
    #[error("{text}")]
    struct Because {
        text: &'static str,
        #[source]
        source: Option<BoxError>,
    }

    fn chain(texts: &[&'static str], last: Option<io::Error>) -> BoxError {
        let last = last.map(BoxError::from);
        texts.iter().rev().fold(last, |source, text| Some(Box::new(Because { text, source }))).expect("not empty")
    }

    #[test]
    fn chains_of_errors_as_clients_make_them() {
        use Meaning as M;
        use io::ErrorKind::{
            ConnectionRefused, ConnectionReset, InvalidData, NotFound, Other, TimedOut, UnexpectedEof,
        };
        let io = |kind| Some(io::Error::new(kind, "…"));
        for (texts, last, meaning) in [
            (
                &["client error (Connect)", "dns error"][..],
                Some(io::Error::other("failed to lookup address information")),
                M::UnknownName,
            ),
            (&["client error (Connect)", "tcp connect error"], io(ConnectionRefused), M::Unreachable),
            (&["client error (Connect)"], io(InvalidData), M::Untrusted),
            (&["client error (Connect)"], io(UnexpectedEof), M::Unreachable),
            (&["error sending request", "operation timed out"], None, M::TimedOut),
            (&["deadline has elapsed"], None, M::TimedOut),
            (&["client error (SendRequest)", "connection closed before message completed"], None, M::Broken),
            (&["error reading a body from connection"], io(ConnectionReset), M::Broken),
            (&["error decoding response body"], io(InvalidData), M::Broken),
            (&["error trying to connect"], Some(io::Error::new(Other, "certificate verify failed")), M::Untrusted),
            (&["client error (Connect)", "proxy authorization required"], None, M::ProxyRefused),
            (&["no idea"], io(NotFound), M::Broken),
            (&["no idea"], io(ConnectionRefused), M::Unreachable),
            (&["tcp connect error"], io(TimedOut), M::TimedOut),
        ] {
            assert_eq!(judge(chain(texts, last).as_ref()), meaning, "{texts:?}");
        }
    }
}
