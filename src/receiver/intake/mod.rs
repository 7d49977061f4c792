//! From the bytes of a request to logs, with everything that one request tells by itself.
//!
//! This runs side by side for many requests; what takes the order of requests is left to the analysis.

mod marks;
mod skew;
mod split;
mod told;

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::LazyLock;

pub(crate) use marks::{Mark, read_leaves, value_of};
pub(crate) use split::{Frame, Split, split, varies};
pub(crate) use told::{Told, id_of};

use super::client::Client;
use super::config::MAX_LOGS;
use super::finding::LiveFinding;
use crate::check::live::{CrossRule, LiveRule};
use crate::check::{Level, Payload, PayloadError, RawLog, Rule, Score};
use crate::contract::{EventKind, FrontendLog, SqlDriverLog};
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
    pub(crate) client: Client,
    /// What the privacy pass leaves of it.
    pub(crate) body: Split,
    /// The constants of it, hashed.
    pub(crate) constants: u64,
    /// The marks of its session and of its statement, as far as the privacy pass leaves them.
    pub(crate) ids: [u32; 2],
    pub(crate) latency: Option<i64>,
    /// What the page looks it up by.
    pub(crate) told: Told,
    pub(crate) findings: Vec<LiveFinding>,
    /// What it tells of, and how complete it is.
    pub(crate) event: EventKind,
    pub(crate) score: Score,
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
    ) -> Result<Self, PayloadError> {
        let mut logs = Vec::new();
        let mut take = |log, upload_time| logs.push(ArrivedLog::new(log, upload_time, sender.as_ref()));
        let payload = Payload::read_each(bytes, endpoint == Endpoint::Unauthenticated, MAX_LOGS, &mut take)?;
        let mut findings: Vec<_> = payload.envelope.into_iter().map(LiveFinding::payload).collect();
        findings.extend(payload.upload_time.and_then(|upload| skew::upload_skew(upload, at)));
        let stored = logs.len();
        // A driver that is built into another one sends under the other one's name: the envelope is its own work.
        let sender = match logs.first() {
            Some(first) if logs.iter().all(|log| log.client == first.client) => Some(first.client.clone()),
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
    ) -> Self {
        let bytes = logs.iter().map(prost::Message::encoded_len).sum();
        let read = |(index, message)| {
            // A message that was decoded already departs from the contract in numbers of enums only.
            let text = json::to_string(&message);
            let tree = json::Tree::borrow_text(&text).unwrap_or(json::Tree::Null);
            ArrivedLog::new(RawLog::read(&tree, index, false), upload_time, sender.as_ref())
        };
        let logs: Vec<_> = logs.into_iter().enumerate().map(read).collect();
        let findings = upload_time.and_then(|upload| skew::upload_skew(upload, at)).into_iter().collect();
        let stored = logs.len();
        Self { request, at, endpoint: Endpoint::Grpc, bytes, sender, findings, logs, stored, spoiled: false }
    }
}

impl ArrivedLog {
    fn new(log: RawLog, upload_time: Option<i64>, sender: Option<&Client>) -> Self {
        let client = Client::of(&log.message, sender);
        let contradictions = contradictions(&log.message, upload_time);
        let session = driver_log(&log.message).and_then(session_step);
        let event_id = log.message.frontend_log_event_id.as_ref().map(hash);
        let (marks, content) = read_leaves(&log.message);
        let (event, score) = (log.event, log.score);
        let (scrubbed, findings) = log.scrub();
        let mut findings: Vec<_> = findings.into_iter().map(LiveFinding::payload).collect();
        // A driver that is pointed at this receiver tells its address, and means no harm.
        findings.retain(|finding| finding.rule != LiveRule::Payload(Rule::Form(Form::LoopbackHost)));
        findings.extend(contradictions);
        let body = split(scrubbed.message());
        let constants = hash(&body.constants);
        let left = driver_log(scrubbed.message());
        let ids =
            [left.and_then(|log| log.session_id.as_deref()), left.and_then(|log| log.sql_statement_id.as_deref())];
        let (ids, latency) = (ids.map(id_mark), left.and_then(|log| log.operation_latency_ms));
        let told = Told::of(left);
        Self { client, body, constants, ids, latency, told, findings, event, score, marks, content, event_id, session }
    }

    pub(crate) fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.rule.level() == level).count()
    }
}

fn driver_log(message: &FrontendLog) -> Option<&SqlDriverLog> {
    message.entry.as_ref()?.sql_driver_log.as_ref()
}

/// Returns what in a log contradicts itself, or the upload.
fn contradictions(message: &FrontendLog, upload_time: Option<i64>) -> Vec<LiveFinding> {
    let mut findings = Vec::new();
    if let Some(log) = driver_log(message)
        && log.sql_statement_id.is_some()
        && log.session_id.is_none()
    {
        let path = "entry.sql_driver_log.session_id";
        findings.push(LiveFinding::cross(CrossRule::StatementWithoutSession, path, "is missing"));
    }
    let time = message.context.as_ref().and_then(|context| context.client_context.as_ref()?.timestamp_millis);
    findings.extend(upload_time.zip(time).and_then(|(upload, event)| skew::event_skew(event, upload)));
    findings
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

/// Returns the mark of an id: 32 bits, the same in every process. 0 stands for none.
pub(crate) fn id_mark(id: Option<&str>) -> u32 {
    // FNV-1a.
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    id.map_or(0, |id| id.bytes().fold(0x811c_9dc5, fold).max(1))
}
