//! The service's answer to an upload.

use crate::contract::UploadResponse;
use crate::json::Tree;

/// Reads the service's answer. It forgives everything: members that are unknown, missing, null or of another type, and
/// a body that is no JSON at all. What cannot be read is absent; an answer without a count says nothing of the count.
///
/// The service has been seen to write `errors` as strings, and documented to write them as objects with a `message`.
///
/// ```
/// use sql_driver_telemetry::json::read_response;
///
/// let answer = read_response(br#"{"errors":[{"message":"m","errorType":"t"}],"numProtoSuccess":2,"more":null}"#);
/// assert_eq!(answer.num_proto_success, Some(2));
/// assert_eq!(answer.errors, ["m"]);
/// assert_eq!(read_response(b"<html>").num_proto_success, None);
/// ```
pub fn read_response(body: &[u8]) -> UploadResponse {
    let tree = Tree::parse(body).unwrap_or(Tree::Null);
    let count = |name| {
        let value = tree.get(name)?;
        value.as_integer().or_else(|| value.as_text()?.parse().ok()).filter(|count| *count >= 0)
    };
    let error = |entry: &Tree| match entry {
        Tree::Text(text) => text.clone(),
        entry => entry.get("message").and_then(Tree::as_text).unwrap_or("(not a text)").to_owned(),
    };
    let errors = tree.get("errors").and_then(Tree::as_list).unwrap_or_default();
    UploadResponse {
        errors: errors.iter().map(error).collect(),
        num_success: count("numSuccess"),
        num_proto_success: count("numProtoSuccess"),
        num_realtime_success: count("numRealtimeSuccess"),
    }
}
