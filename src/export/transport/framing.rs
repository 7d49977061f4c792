//! Headers that are for the transport alone.

use http::HeaderName;

/// Returns whether a header says where a request begins, ends or goes, or what its body is: that is for the transport
/// alone. One that comes from elsewhere splits requests, or sends them to somebody else.
pub(crate) fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(&name.as_str())
}

/// In the order of the alphabet.
const FRAMING: [&str; 14] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
