//! Whether a 2xx is an answer of the service at all.
//!
//! On the way to a workspace stand those who answer in its place with a 200: the sign-in page of a guest network, the
//! block page of a firewall, a proxy's status page. What they say acknowledges nothing.

use bytes::Bytes;
use http::{Response, header};

use crate::json::{Tree, read_response};

/// No more of an answer's body than this is ever looked at; the service's own answers are some
/// hundred bytes. A transport may stop reading here.
pub const RESPONSE_MAX: usize = 64 << 10;

/// The members by which an answer is known as the service's, whatever else is in it and whatever type it claims.
const MEMBERS: [&str; 4] = ["numProtoSuccess", "numSuccess", "numRealtimeSuccess", "errors"];

/// Returns how many logs the service says it took, or `Err` if this is no answer of the service.
///
/// Nothing at all and `{}` are answers that say no number, unless they come as a page or as another thing that is no
/// JSON. So is JSON that is longer than what is looked at.
pub(in crate::export) fn accepted(response: &Response<Bytes>) -> Result<Option<u64>, NotTheService> {
    let body = response.body();
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default());
    let plausible = kind.is_none_or(|kind| kind.is_empty() || kind.to_ascii_lowercase().contains("json"));
    if body.trim_ascii().is_empty() {
        let page = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        return if page { Err(NotTheService) } else { Ok(None) };
    }
    match Tree::parse(body) {
        Ok(tree) if MEMBERS.iter().any(|name| tree.get(name).is_some()) => {
            Ok(read_response(body).num_proto_success.and_then(|count| u64::try_from(count).ok()))
        }
        Ok(tree) if plausible && matches!(tree, Tree::Object(_)) => Ok(None),
        Err(_) if plausible && body.len() >= RESPONSE_MAX && body.trim_ascii_start().starts_with(b"{") => Ok(None),
        _ => Err(NotTheService),
    }
}

/// Somebody else answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct NotTheService;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_known_by_what_is_in_it() {
        let long = format!(r#"{{"errors":["{}"#, "x".repeat(RESPONSE_MAX));
        let flood = "x".repeat(RESPONSE_MAX);
        let table = [
            (None, "", Ok(None)),
            (None, "{}", Ok(None)),
            (Some("application/json"), "{}", Ok(None)),
            (Some("application/json; charset=utf-8"), r#"{"numProtoSuccess":7}"#, Ok(Some(7))),
            (Some("application/json"), r#"{"numProtoSuccess":-1}"#, Ok(None)),
            (Some("text/html"), r#"{"numProtoSuccess":"7"}"#, Ok(Some(7))),
            (Some("image/png"), r#"{"errors":[]}"#, Ok(None)),
            (None, r#"{"more":1}"#, Ok(None)),
            (None, &long, Ok(None)),
            (Some("text/html"), "", Err(NotTheService)),
            (Some("text/html; charset=utf-8"), "<!doctype html><title>Sign in</title>", Err(NotTheService)),
            (None, "<html>", Err(NotTheService)),
            (Some("application/json"), "<html>", Err(NotTheService)),
            (Some("text/html"), "{}", Err(NotTheService)),
            (Some("text/plain"), "OK", Err(NotTheService)),
            (None, "OK", Err(NotTheService)),
            (None, "[]", Err(NotTheService)),
            (None, "7", Err(NotTheService)),
            (None, "null", Err(NotTheService)),
            (Some("image/png"), "\u{0}PNG", Err(NotTheService)),
            (Some("application/json"), "\u{0}\u{1}{", Err(NotTheService)),
            (None, &flood, Err(NotTheService)),
            (None, r#"{"errors":["#, Err(NotTheService)),
        ];
        for (kind, body, expected) in table {
            let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
            if let Some(kind) = kind {
                response.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a value"));
            }
            assert_eq!(accepted(&response), expected, "{kind:?} {:.40}", body);
        }
    }
}
