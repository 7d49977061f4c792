//! From the bytes of a request to logs, with everything that one request tells by itself.
//!
//! This runs side by side for many requests; what takes the order of requests is left to the analysis.

mod hashed;
mod kind;
mod marks;
mod own;
mod places;
mod skew;
mod split;
#[cfg(test)]
mod tests;
mod told;

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, LazyLock};

pub(crate) use hashed::{HashedMap, HashedSet};
use kind::Upload;
pub(crate) use kind::{Kind, Kinds};
pub(crate) use marks::{Mark, read_leaves, value_of};
use own::Own;
pub(crate) use places::varies;
pub(crate) use split::{Frame, split};
pub(crate) use told::{Told, error_of, id_of, operation_of};

use super::client::Client;
use super::config::MAX_LOGS;
use super::finding::LiveFinding;
use crate::check::live::{CrossRule, LiveRule};
use crate::check::{Judged, Payload, PayloadError, RawLog, Rule};
use crate::contract::{FrontendLog, SqlDriverLog};
#[cfg(feature = "grpc")]
use crate::json;
use crate::privacy::Form;

/// Where a log came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// `POST /telemetry-ext`.
    Authenticated,
    /// `POST /telemetry-unauth`.
    Unauthenticated,
    /// The gRPC service.
    Grpc,
}

impl Endpoint {
    /// Returns the endpoint's name in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authenticated => "ext",
            Self::Unauthenticated => "unauth",
            Self::Grpc => "grpc",
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "unauth" => Self::Unauthenticated,
            "grpc" => Self::Grpc,
            _ => Self::Authenticated,
        }
    }
}

/// One request that could be read.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// Its number, from 1.
    pub(crate) request: u64,
    /// When it came, in milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) endpoint: Endpoint,
    /// How many bytes it had, unpacked.
    pub(crate) bytes: usize,
    /// Who sent it, by its headers.
    pub(crate) sender: Option<Client>,
    /// What was found in the request and in the envelope.
    pub(crate) findings: Vec<LiveFinding>,
    /// The logs that could be read.
    pub(crate) logs: Vec<ArrivedLog>,
    /// How many of the logs, the first ones, are to be stored.
    pub(crate) stored: usize,
    /// Whether the answer will not tell the client that they are.
    pub(crate) spoiled: bool,
}

/// One log of a request.
#[derive(Debug)]
pub(crate) struct ArrivedLog {
    pub(crate) client: Arc<Client>,
    /// What it has in common with other logs.
    pub(crate) kind: Arc<Kind>,
    /// What the privacy pass leaves of the values that are its own, a JSON list.
    pub(crate) values: String,
    /// What the page looks it up by.
    pub(crate) told: Told,
    /// What was found in it besides what was found in all logs of its kind.
    pub(crate) own_findings: Vec<LiveFinding>,
    /// The leaves that were set.
    pub(crate) marks: Vec<Mark>,
    /// What the log says but for its event id, hashed; equal for a retry.
    pub(crate) content: u64,
    /// The event id, hashed.
    pub(crate) event_id: Option<u64>,
    /// What the analysis of sessions needs.
    pub(crate) session: Option<SessionStep>,
}

/// What a log tells about its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionStep {
    Opened(u64),
    Closed(u64),
}

impl Arrival {
    /// Reads a request body.
    pub(crate) fn read(
        bytes: &[u8],
        request: u64,
        at: i64,
        endpoint: Endpoint,
        sender: Option<Client>,
        kinds: &Kinds,
    ) -> Result<Self, PayloadError> {
        let mut logs = Vec::new();
        let upload = Upload::new(endpoint, sender.as_ref(), kinds);
        let mut take = |log, upload_time| logs.push(ArrivedLog::new(log, upload_time, &upload));
        let payload = Payload::read_each(bytes, endpoint == Endpoint::Unauthenticated, MAX_LOGS, &mut take)?;
        let mut findings: Vec<_> = payload.envelope.into_iter().map(LiveFinding::payload).collect();
        findings.extend(payload.upload_time.and_then(|upload| skew::upload_skew(upload, at)));
        let stored = logs.len();
        // A driver that is built into another one sends under the other one's name: the envelope is its own work.
        let sender = match logs.first() {
            Some(first) if logs.iter().all(|log| log.client == first.client) => Some(Client::clone(&first.client)),
            _ => sender,
        };
        Ok(Self { request, at, endpoint, bytes: bytes.len(), sender, findings, logs, stored, spoiled: false })
    }

    /// Takes the logs of a gRPC request.
    #[cfg(feature = "grpc")]
    pub(crate) fn from_messages(
        logs: Vec<FrontendLog>,
        upload_time: Option<i64>,
        request: u64,
        at: i64,
        sender: Option<Client>,
        kinds: &Kinds,
    ) -> Self {
        let bytes = logs.iter().map(prost::Message::encoded_len).sum();
        let upload = Upload::new(Endpoint::Grpc, sender.as_ref(), kinds);
        let read = |(index, message)| {
            // A message that was decoded already departs from the contract in numbers of enums only.
            let text = json::to_string(&message);
            let tree = json::Tree::borrow_text(&text).unwrap_or(json::Tree::Null);
            ArrivedLog::new(RawLog::read(&tree, index, false), upload_time, &upload)
        };
        let logs: Vec<_> = logs.into_iter().enumerate().map(read).collect();
        let findings = upload_time.and_then(|upload| skew::upload_skew(upload, at)).into_iter().collect();
        let stored = logs.len();
        Self { request, at, endpoint: Endpoint::Grpc, bytes, sender, findings, logs, stored, spoiled: false }
    }
}

impl ArrivedLog {
    fn new(log: RawLog, upload_time: Option<i64>, upload: &Upload<'_>) -> Self {
        let mut own_findings = Vec::new();
        log.contradictions(&mut own_findings);
        let mut own_findings: Vec<_> = own_findings.into_iter().map(LiveFinding::payload).collect();
        own_findings.extend(upload_time.and_then(|upload| skew::event_skew(log.time()?, upload)));
        let session = driver_log(&log.message).and_then(session_step);
        let event_id = log.message.frontend_log_event_id.as_ref().map(hash);
        let own = Own::read(&log.message);
        let content = own.content;
        let (kind, values, told, marks) = match upload.known(&log, &own) {
            // All that varies is left by the pass as it is.
            Some(kind) => {
                let marks = kind.marks(&own.marks);
                (kind, own.values, Told::of(driver_log(&log.message)), marks)
            }
            None => Self::judge(log, own, upload),
        };
        let client = Arc::clone(&kind.client);
        Self { client, kind, values, told, own_findings, marks, content, event_id, session }
    }

    /// Judges a log of a kind that is not known, and remembers its kind if others may be judged by it.
    fn judge(log: RawLog, own: Own, upload: &Upload<'_>) -> (Arc<Kind>, String, Told, Vec<Mark>) {
        let client = Arc::new(Client::of(&log.message, upload.sender));
        let without_session = without_session(&log.message);
        let marks = read_leaves(&log.message);
        let is_telling = Upload::is_telling(&log, &own);
        let Judged { event, score, scrubbed, findings } = log.judge();
        let mut findings: Vec<_> = findings.into_iter().map(LiveFinding::payload).collect();
        // A driver that is pointed at this receiver tells its address, and means no harm.
        findings.retain(|finding| finding.rule != LiveRule::Payload(Rule::Form(Form::LoopbackHost)));
        findings.extend(without_session);
        let (body, values) = split(scrubbed.message());
        let left = driver_log(scrubbed.message());
        let kind = Arc::new(Kind {
            client,
            constants: hash(&body.json),
            body,
            finding_set: finding_set(&findings),
            findings,
            event,
            score,
            operation: operation_of(left),
            error: error_of(left).to_owned(),
            marks: marks.clone(),
        });
        if is_telling && values == own.values {
            upload.remember(&own, &kind);
        }
        (kind, values, Told::of(left), marks)
    }

    /// Returns everything that was found in it.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &LiveFinding> + Clone {
        self.kind.findings.iter().chain(&self.own_findings)
    }

    /// Returns the hash of everything that was found in it, if anything was.
    pub(crate) fn finding_set(&self) -> Option<u64> {
        match finding_set(&self.own_findings) {
            None => self.kind.finding_set,
            own => Some(hash((self.kind.finding_set, own))),
        }
    }
}

/// Returns the hash of what was found in a log, if anything was.
pub(crate) fn finding_set(findings: &[LiveFinding]) -> Option<u64> {
    let parts = |LiveFinding { rule, path, detail }: &LiveFinding| hash((rule, path, detail));
    (!findings.is_empty()).then(|| hash(findings.iter().map(parts).collect::<Vec<_>>()))
}

fn driver_log(message: &FrontendLog) -> Option<&SqlDriverLog> {
    message.entry.as_ref()?.sql_driver_log.as_ref()
}

/// Returns a finding if a log names a statement and no session.
fn without_session(message: &FrontendLog) -> Option<LiveFinding> {
    let log = driver_log(message)?;
    (log.sql_statement_id.is_some() && log.session_id.is_none()).then(|| {
        let path = "entry.sql_driver_log.session_id";
        LiveFinding::cross(CrossRule::StatementWithoutSession, path, "is missing")
    })
}

fn session_step(log: &SqlDriverLog) -> Option<SessionStep> {
    use crate::contract::OperationType;

    let session = hash(log.session_id.as_deref()?);
    let operation = log.sql_operation.as_ref()?.operation_detail.as_ref()?.operation_type?;
    if operation == OperationType::CreateSession as i32 && log.error_info.is_none() {
        Some(SessionStep::Opened(session))
    } else if operation == OperationType::DeleteSession as i32 {
        Some(SessionStep::Closed(session))
    } else {
        None
    }
}

/// Returns the hash by which a log or an id is remembered: 64 bits, enough to tell a million of them apart. The keys
/// are this process's own, so that no sender can make ids that fall together.
pub(crate) fn hash(value: impl Hash) -> u64 {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    KEYS.hash_one(value)
}
