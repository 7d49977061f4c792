//! The lines of a mirror: JSON, one object a line, each with what it is as its first member.
//!
//! | first member | what it tells |
//! |---|---|
//! | `mirror` | the first line of the file: the version of this form |
//! | `sent` | the id of a request, with `at`, `method`, `url`, `headers`, and `body`, or `body_hex` if it is no text |
//! | `outcome` | the id of a request that was sent, with `at`, what it came to (`what`) and the answer's `status` |
//! | `dropped` | an id, with `at`, the `reason` and how many `events` were given up |
//! | `unmirrored` | how many lines could not be written |
//!
//! `at` is in milliseconds since 1970.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Request, StatusCode};
use serde::Serialize;

use crate::clock;
use crate::export::ORG_ID;
use crate::stats::DropReason;

/// The first line of every mirror.
pub(super) const HEAD: &str = "{\"mirror\":1}\n";

/// Nothing was sent: the mode is local.
pub(super) const LOCAL: &str = "local";
/// The transport panicked.
pub(super) const PANICKED: &str = "panicked";
/// Nobody waited for the answer any more.
pub(super) const CUT_OFF: &str = "cut_off";

/// Headers whose values are shown: they say what the request is. Of all others the name is shown, because the driver
/// or its provider gave them, and any of them may be a credential.
const SHOWN: [&str; 4] = ["accept", "content-type", "user-agent", ORG_ID];

pub(super) fn sent(id: &str, request: &Request<Bytes>) -> String {
    let shown = request.headers().iter().map(|(name, value)| {
        let name = name.as_str();
        (name, value.to_str().ok().filter(|_| SHOWN.contains(&name)))
    });
    let headers: BTreeMap<_, _> = shown.collect();
    let mut line = open("sent", id);
    member(&mut line, "method", request.method().as_str());
    member(&mut line, "url", &request.uri().to_string());
    member(&mut line, "headers", &headers);
    match std::str::from_utf8(request.body()) {
        Ok(body) => member(&mut line, "body", body),
        Err(_) => member(&mut line, "body_hex", &hex(request.body())),
    }
    close(line)
}

pub(super) fn outcome(id: &str, what: &str, status: Option<StatusCode>) -> String {
    let mut line = open("outcome", id);
    member(&mut line, "what", what);
    if let Some(status) = status {
        member(&mut line, "status", &status.as_u16());
    }
    close(line)
}

pub(super) fn dropped(id: &str, reason: DropReason, events: u64) -> String {
    let mut line = open("dropped", id);
    member(&mut line, "reason", reason.as_str());
    member(&mut line, "events", &events);
    close(line)
}

pub(super) fn unmirrored(lines: u64) -> String {
    format!("{{\"unmirrored\":{lines}}}\n")
}

fn open(kind: &str, id: &str) -> String {
    format!("{{\"{kind}\":\"{id}\",\"at\":{}", clock::wall() / 1_000_000)
}

fn member<T: Serialize + ?Sized>(line: &mut String, name: &str, value: &T) {
    // Texts and numbers can be written always.
    if let Ok(value) = serde_json::to_string(value) {
        line.extend([",\"", name, "\":", &value]);
    }
}

fn close(mut line: String) -> String {
    line.push_str("}\n");
    line
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_is_no_text_is_shown_in_hexadecimal() {
        let mut request = Request::new(Bytes::from_static(&[0, 10, 255]));
        *request.uri_mut() = "https://a.example.com/telemetry".parse().expect("a URI");
        let line: serde_json::Value = serde_json::from_str(&sent("7", &request)).expect("an object");
        assert_eq!((&line["sent"], &line["body_hex"], line.get("body")), (&"7".into(), &"000aff".into(), None));
    }
}
