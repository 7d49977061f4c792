//! What people keep payloads in: captured requests, request bodies, documents, logs line by line.

use std::fmt;

use crate::check::log::RawLog;
use crate::check::{Finding, Log, Rule, stray};
use crate::contract::{FrontendLog, Message, UploadRequest};
use crate::json::{self, Borrowed, Departure, DepartureKind, LogText, MAX_INPUT_BYTES, Tree, TreeError};
use crate::privacy::{Gated, class, is_empty};

/// A payload as it was read: the logs, what was found, and the request that it came in, if that is known.
#[derive(Clone, Debug, Default)]
pub struct Payload {
    /// The logs that could be read, in their order.
    pub logs: Vec<Log>,
    /// What was found in the envelope.
    pub envelope: Vec<Finding>,
    /// The wall-clock time of the upload in milliseconds since 1970, where the envelope told it.
    pub upload_time: Option<i64>,
    /// The request, if the payload was a captured one.
    pub request: Option<Request>,
}

/// What is known of a captured request.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The driver, as the capture names it.
    pub driver: Option<String>,
    /// The version of the driver.
    pub driver_version: Option<String>,
    /// The path of the request.
    pub path: Option<String>,
}

impl fmt::Debug for Request {
    /// What the classes of these texts leave of them: a capture may hold anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let public = |text| Gated(text, class::public_text);
        f.debug_struct("Request")
            .field("driver", &self.driver.as_deref().map(public))
            .field("driver_version", &self.driver_version.as_deref().map(public))
            .field("path", &self.path.as_deref().map(public))
            .finish()
    }
}

/// Why an input is no payload at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// Nothing, or only white space.
    #[error("the input is empty: give a captured request, a request body, or one log a line")]
    Empty,
    /// Larger than [`MAX_INPUT_BYTES`].
    #[error("the input has {0} bytes, more than the {MAX_INPUT_BYTES} that are read: split it")]
    TooLarge(usize),
    /// Neither JSON nor JSON line by line.
    #[error("the input is {0}: give a captured request, a request body, or one log a line")]
    NotJson(TreeError),
    /// JSON, but no object.
    #[error("the input is {0}, not an object: give a captured request, a request body, or one log a line")]
    NotAnObject(&'static str),
    /// A body of more logs than are read at once.
    #[error("the body has {0} logs, more than are taken at once: send fewer in a request")]
    TooManyLogs(usize),
    /// A captured request without its body.
    #[error("the captured request has no request.body_text: keep the body as it was sent")]
    NoBody,
}

impl Payload {
    /// Reads a payload tolerantly; its form is found out by itself:
    ///
    /// - a captured request: `{"driver", "driver_version", "request": {"path", "body_text"}}`
    /// - a request body: `{"uploadTime", "items", "protoLogs"}`
    /// - the document form: `{"proto_logs": [{…}]}`
    /// - one log, or any of these line by line
    ///
    /// # Errors
    ///
    /// When there is nothing in it that could be a payload. What is wrong inside one is a finding.
    pub fn read(bytes: &[u8]) -> Result<Self, PayloadError> {
        if bytes.len() > MAX_INPUT_BYTES {
            return Err(PayloadError::TooLarge(bytes.len()));
        }
        if bytes.trim_ascii().is_empty() {
            return Err(PayloadError::Empty);
        }
        let mut payload = Self::default();
        match Tree::borrow_bytes(bytes) {
            Ok(tree) => payload.document(tree, 0)?,
            Err(error) => payload.lines(bytes, error)?,
        }
        Ok(payload)
    }

    /// Reads one request body, sent to the endpoint that needs no credential or to the other one.
    ///
    /// # Errors
    ///
    /// When the body is no JSON object.
    pub fn read_body(bytes: &[u8], unauthenticated: bool) -> Result<Self, PayloadError> {
        let mut logs = Vec::new();
        let payload = Self::read_each(bytes, unauthenticated, usize::MAX, &mut |log, _| logs.push(log.into()))?;
        Ok(Self { logs, ..payload })
    }

    /// Reads one request body as [`read_body`](Self::read_body) does, and hands over each log, with the time of the
    /// upload, where that one keeps it.
    pub(crate) fn read_each(
        bytes: &[u8],
        unauthenticated: bool,
        max_logs: usize,
        take: &mut dyn FnMut(RawLog, Option<i64>),
    ) -> Result<Self, PayloadError> {
        let Some((upload_time, logs)) = json::read_upload_at_once(bytes, max_logs) else {
            return Self::read_tree(bytes, unauthenticated, max_logs, take);
        };
        let mut payload = Self { upload_time: Some(upload_time), ..Self::default() };
        for (index, log) in logs.into_iter().enumerate() {
            let raw = match log {
                LogText::Message(message) => Some(RawLog::conforming(*message, index, unauthenticated)),
                LogText::Text(text) => payload.text(&text, index, unauthenticated),
            };
            if let Some(raw) = raw {
                take(raw, payload.upload_time);
            }
        }
        Ok(payload)
    }

    /// Reads a body of which anything may be wrong.
    fn read_tree(
        bytes: &[u8],
        unauthenticated: bool,
        max_logs: usize,
        take: &mut dyn FnMut(RawLog, Option<i64>),
    ) -> Result<Self, PayloadError> {
        let tree = Tree::borrow_bytes(bytes).map_err(PayloadError::NotJson)?;
        if !matches!(tree, Tree::Object(_)) {
            return Err(PayloadError::NotAnObject(tree.shape()));
        }
        let logs = tree.get("protoLogs").or_else(|| tree.get("proto_logs")).and_then(Tree::as_list);
        if let Some(logs) = logs.filter(|logs| logs.len() > max_logs) {
            return Err(PayloadError::TooManyLogs(logs.len()));
        }
        let mut payload = Self::default();
        payload.body(tree, unauthenticated, take);
        Ok(payload)
    }

    /// Returns everything that was found: the envelope's first, then log by log.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.envelope.iter().chain(self.logs.iter().flat_map(|log| &log.findings))
    }

    fn lines(&mut self, bytes: &[u8], error: TreeError) -> Result<(), PayloadError> {
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let mut read = 0;
        for (index, line) in lines.enumerate() {
            match Tree::borrow_bytes(line) {
                Ok(tree) => {
                    self.document(tree, index)?;
                    read += 1;
                }
                Err(error) => self.found(Some(index), String::new(), Rule::LogNotJson, error.to_string()),
            }
        }
        // Not one line of it is JSON: then it is not JSON line by line either, and the error of the whole says more.
        if read == 0 { Err(PayloadError::NotJson(error)) } else { Ok(()) }
    }

    fn document(&mut self, tree: Borrowed<'_>, index: usize) -> Result<(), PayloadError> {
        if !matches!(tree, Tree::Object(_)) {
            return Err(PayloadError::NotAnObject(tree.shape()));
        }
        if let Some(request) = tree.get("request") {
            return self.capture(&tree, request);
        }
        if ["protoLogs", "proto_logs", "uploadTime", "items"].iter().any(|name| tree.get(name).is_some()) {
            let mut logs = Vec::new();
            self.body(tree, false, &mut |log, _| logs.push(log.into()));
            self.logs.extend(logs);
        } else {
            self.logs.push(Log::read(&tree, index, false));
        }
        Ok(())
    }

    fn capture(&mut self, tree: &Borrowed<'_>, request: &Borrowed<'_>) -> Result<(), PayloadError> {
        let text = |tree: &Borrowed<'_>, name| tree.get(name).and_then(Tree::as_text).map(str::to_owned);
        let body = request.get("body_text").and_then(Tree::as_text).ok_or(PayloadError::NoBody)?;
        let path = text(request, "path");
        let unauthenticated = path.as_deref().is_some_and(|path| path.contains("telemetry-unauth"));
        let body = Self::read_body(body.as_bytes(), unauthenticated)?;
        self.request =
            Some(Request { driver: text(tree, "driver"), driver_version: text(tree, "driver_version"), path });
        self.logs.extend(body.logs);
        self.upload_time = body.upload_time;
        self.envelope.extend(body.envelope);
        Ok(())
    }

    fn body(&mut self, mut tree: Borrowed<'_>, unauthenticated: bool, take: &mut dyn FnMut(RawLog, Option<i64>)) {
        let logs = take_logs(&mut tree);
        let mut envelope = UploadRequest::default();
        for departure in json::read_tolerant(&tree, &mut envelope) {
            let rule = envelope_rule(&departure);
            self.found(None, departure.path, rule, departure.detail);
        }
        stray::find_in_envelope(&tree, UploadRequest::DESCRIPTOR, &mut self.envelope);
        self.upload_time = envelope.upload_time;
        for (name, rule) in [("uploadTime", Rule::UploadTimeMissing), ("items", Rule::ItemsMissing)] {
            if tree.get(name).is_none() {
                self.found(None, name.to_owned(), rule, "is missing".to_owned());
            }
        }
        let Some(logs) = logs else {
            return self.found(None, "protoLogs".to_owned(), Rule::LogsMissing, "is missing".to_owned());
        };
        for (index, log) in logs.into_iter().enumerate() {
            let raw = match log {
                Tree::Text(text) => self.text(&text, index, unauthenticated),
                log => {
                    let detail = format!("is {} where a string is expected", log.shape());
                    self.found(Some(index), String::new(), Rule::LogNotAString, detail);
                    if matches!(log, Tree::Object(_)) {
                        Some(RawLog::read(&log, index, unauthenticated))
                    } else {
                        stray::find_in(&log, "", Some(index), &mut self.envelope);
                        None
                    }
                }
            };
            if let Some(raw) = raw {
                take(raw, self.upload_time);
            }
        }
    }

    /// Reads the text of a log, if it is one. Nearly every one departs from nothing, and no tree is made of it.
    fn text(&mut self, text: &str, index: usize, unauthenticated: bool) -> Option<RawLog> {
        if let Some(message) = json::read_at_once::<FrontendLog>(text).filter(|message| !is_empty(message)) {
            return Some(RawLog::conforming(message, index, unauthenticated));
        }
        match Tree::borrow_text(text) {
            Ok(Tree::Object(members)) if members.is_empty() => {
                self.found(Some(index), String::new(), Rule::LogEmpty, "is an object without members".to_owned());
            }
            Ok(log @ Tree::Object(_)) => return Some(RawLog::read(&log, index, unauthenticated)),
            Ok(other) => {
                let detail = format!("is {} where a log is expected", other.shape());
                self.found(Some(index), String::new(), Rule::LogEmpty, detail);
                stray::find_in(&other, "", Some(index), &mut self.envelope);
            }
            Err(error) => {
                self.found(Some(index), String::new(), Rule::LogNotJson, error.to_string());
                stray::find_in_text(text, "", Some(index), &mut self.envelope);
            }
        }
        None
    }

    fn found(&mut self, index: Option<usize>, path: String, rule: Rule, detail: String) {
        self.envelope.push(Finding { index, path, rule, detail });
    }
}

/// Takes the logs out of an envelope, so that reading the envelope does not copy them: none if they are no list, `None`
/// if there is no such member.
fn take_logs<'t>(envelope: &mut Borrowed<'t>) -> Option<Vec<Borrowed<'t>>> {
    let Tree::Object(members) = envelope else { return None };
    let place = |name| members.iter().position(|(key, _)| key == name);
    let at = place("protoLogs").or_else(|| place("proto_logs"))?;
    match &mut members[at].1 {
        Tree::List(logs) => Some(std::mem::take(logs)),
        _ => Some(Vec::new()),
    }
}

/// Returns the rule for a departure of the envelope.
fn envelope_rule(departure: &Departure) -> Rule {
    match (departure.path.as_str(), departure.kind) {
        ("items", DepartureKind::Null) => Rule::ItemsNull,
        (_, kind) => Rule::Contract(kind),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contract::every_field;

    fn read(logs: &str) -> (usize, Vec<String>) {
        let body = format!(r#"{{"uploadTime":1,"items":[]{logs}}}"#);
        let payload = Payload::read_body(body.as_bytes(), false).unwrap();
        (payload.logs.len(), payload.envelope.iter().map(|finding| finding.rule.to_string()).collect())
    }

    #[test]
    fn whatever_stands_in_the_place_of_the_logs_is_told() {
        let told = |logs, rules: &[&str]| (logs, rules.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read(""), told(0, &["logs_missing"]));
        assert_eq!(read(r#","protoLogs":null"#), told(0, &["null"]));
        assert_eq!(read(r#","protoLogs":"{}""#), told(0, &["wrong_type"]));
        assert_eq!(read(r#","protoLogs":["{\"a\":1}"],"protoLogs":["{}","{}"]"#), told(1, &["duplicate_key"]));
        assert_eq!(read(r#","proto_logs":["{}"],"protoLogs":["{\"a\":1}","{\"a\":1}"]"#), told(2, &["camel_case_key"]));
        assert_eq!(read(r#","protoLogs":["{}","null","[]","7"]"#), told(0, &["log_empty"; 4]));
        let strangers = ["log_not_a_string", "log_not_a_string", "log_not_json"];
        assert_eq!(read(r#","protoLogs":["{\"a\":1}",null,{},"x"]"#), told(2, &strangers));
    }

    proptest! {
        /// A body with a few bytes changed: where no tree is made of it, none would have said more.
        #[test]
        fn what_is_read_at_once_is_what_a_tree_would_say(
            logs in prop::collection::vec("(\\{\"workspace_id\": ?[0-9]{1,3}\\}|\\{\\}|null|[\\PC\n\"\\\\]{0,8})", 0..4),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b" \"\\{}[]:,.-0e1nu_\nz"[..])), 0..3),
            full: bool,
            max_logs in 2..6_usize,
        ) {
            let mut log = FrontendLog::default();
            every_field(&mut log, &mut |_, _| "jo@example.com".to_owned());
            let logs: Vec<_> = logs.into_iter().chain(full.then(|| json::to_string(&log))).collect();
            let body = serde_json::json!({ "uploadTime": 7, "items": [], "protoLogs": logs });
            let mut bytes = body.to_string().into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let mut at_once = Vec::new();
            let Some(_) = json::read_upload_at_once(&bytes, max_logs) else { return Ok(()) };
            let read = Payload::read_each(&bytes, false, max_logs, &mut |log, time| at_once.push((Log::from(log), time)));
            let mut of_tree = Vec::new();
            let tree = Payload::read_tree(&bytes, false, max_logs, &mut |log, time| of_tree.push((Log::from(log), time)));
            let told = |(log, time): &(Log, Option<i64>)| (log.message.clone(), log.findings.clone(), log.score, *time);
            prop_assert_eq!(
                at_once.iter().map(told).collect::<Vec<_>>(), of_tree.iter().map(told).collect::<Vec<_>>()
            );
            let (read, tree) = (read.expect("a body"), tree.expect("a body"));
            prop_assert_eq!((read.envelope, read.upload_time), (tree.envelope, tree.upload_time));
        }
    }

    #[test]
    fn a_body_that_departs_from_nothing_is_read_at_once() {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, field| field.name.to_owned());
        let logs =
            [json::to_string(&log), r#" { "workspace_id" : 7 } "#.to_owned(), r#"{"workspace_id":"7"}"#.to_owned()];
        let body = serde_json::json!({ "uploadTime": 7, "items": [], "protoLogs": logs }).to_string();
        let (time, read) = json::read_upload_at_once(body.as_bytes(), 3).expect("at once");
        assert_eq!(time, 7);
        assert!(matches!(&read[..], [LogText::Message(read), LogText::Message(_), LogText::Text(_)] if **read == log));
        assert!(json::read_upload_at_once(body.as_bytes(), 2).is_none());
        for strange in [r#"{"#, r#"{"items":[]}"#, r#"{"uploadTime":7,"items":["x"],"protoLogs":[]}"#, "[]", "{}"] {
            assert!(json::read_upload_at_once(strange.as_bytes(), 3).is_none(), "{strange}");
        }
    }
}
