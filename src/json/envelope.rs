//! The upload envelope: the body of one request.

use std::mem;

use bytes::Bytes;

use crate::contract::FrontendLog;
use crate::json::{Constant, Form, Line, write_message};
use crate::privacy::{Policy, ScrubCounts, Scrubbed, today};

/// The body of one upload: `{"uploadTime":…,"items":[],"protoLogs":["…", …]}`.
///
/// It can be made from scrubbed logs only, so nothing else can reach a transport.
#[derive(Clone)]
pub struct Body {
    bytes: Bytes,
    logs: usize,
}

impl Body {
    /// Returns the bytes to send, as `application/json` in UTF-8. Cloning them is cheap, so a retry sends the same
    /// ones.
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// Returns how many logs are in it.
    pub fn logs(&self) -> usize {
        self.logs
    }
}

/// Shows sizes only: a body is a payload, and no payload belongs into a log.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body").field("logs", &self.logs).field("bytes", &self.bytes.len()).finish()
    }
}

/// Writes logs into a [`Body`], one after the other.
pub struct BodyBuilder {
    bytes: Vec<u8>,
    logs: usize,
    /// The day on which it was begun, which decides what has expired.
    today: u32,
}

/// What closes the list of logs and the envelope.
const TAIL: &[u8] = b"]}";

impl BodyBuilder {
    /// Returns an envelope without logs. `upload_time_ms` is the wall-clock time in milliseconds since 1970.
    pub fn new(upload_time_ms: i64) -> Self {
        let mut bytes = Vec::with_capacity(4096);
        bytes.extend_from_slice(br#"{"uploadTime":"#);
        bytes.extend_from_slice(itoa::Buffer::new().format(upload_time_ms).as_bytes());
        // `items` belongs to another kind of log; the service answers 500 when it is null, and once did when it was absent.
        bytes.extend_from_slice(br#","items":[],"protoLogs":["#);
        Self { bytes, logs: 0, today: today() }
    }

    /// Adds a log, unless the body would then be longer than `max_bytes`. Says whether it was added.
    pub fn push(&mut self, log: &Scrubbed<FrontendLog>, max_bytes: usize) -> bool {
        self.push_with(log, &[], max_bytes)
    }

    /// Adds a log in which the unset members of messages are filled from `constants`, each for the messages of its type:
    /// what is the same for all events of a connection. Otherwise as [`push`](Self::push).
    pub fn push_with(&mut self, log: &Scrubbed<FrontendLog>, constants: &[&Constant], max_bytes: usize) -> bool {
        self.add(max_bytes, |bytes| write_message(bytes, Form::Nested, log.message(), constants))
    }

    /// Scrubs a log and adds it, in one pass: what [`Scrubbed::counted`] and [`push_with`](Self::push_with) do one after
    /// the other. A log that is not added counts nothing.
    pub fn scrub_with(
        &mut self,
        log: &FrontendLog,
        policy: &Policy,
        counts: &mut ScrubCounts,
        constants: &[&Constant],
        max_bytes: usize,
    ) -> bool {
        let (today, counted) = (self.today, *counts);
        let is_added = self.add(max_bytes, |bytes| {
            *bytes = Line::new(mem::take(bytes), policy, counts, constants, today).write(log);
        });
        if !is_added {
            *counts = counted;
        }
        is_added
    }

    /// Adds what `write` appends, as a string of JSON, unless the body would then be longer than `max_bytes`.
    fn add(&mut self, max_bytes: usize, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        let before = self.bytes.len();
        if self.logs > 0 {
            self.bytes.push(b',');
        }
        self.bytes.push(b'"');
        write(&mut self.bytes);
        self.bytes.push(b'"');
        if self.bytes.len() + TAIL.len() > max_bytes {
            self.bytes.truncate(before);
            return false;
        }
        self.logs += 1;
        true
    }

    /// Returns how many logs are in it.
    pub fn logs(&self) -> usize {
        self.logs
    }

    /// Returns how many bytes the body has, its end included.
    pub fn len(&self) -> usize {
        self.bytes.len() + TAIL.len()
    }

    /// Returns whether there is no log in it.
    pub fn is_empty(&self) -> bool {
        self.logs == 0
    }

    /// Closes the envelope.
    pub fn finish(mut self) -> Body {
        self.bytes.extend_from_slice(TAIL);
        Body { bytes: self.bytes.into(), logs: self.logs }
    }
}

impl std::fmt::Debug for BodyBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BodyBuilder").field("logs", &self.logs).field("bytes", &self.len()).finish()
    }
}
