//! The rules of the live check: those of a payload, and those that need more than one payload to be seen. The receiver
//! looks for the latter; they stand here because a list of what is allowed names either.

use std::fmt;

use super::{Level, Rule};
use crate::contract::{DataClass, Need};
use crate::json::DepartureKind;
use crate::privacy::Form;

/// A rule of the live check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LiveRule {
    /// One that a payload breaks by itself.
    Payload(Rule),
    /// One that takes the request, other events or the clock to see.
    Cross(CrossRule),
}

/// A rule about an event among others, or about the request that it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CrossRule {
    /// An event id that came before, and not as the retry of a spoiled answer.
    DuplicateEventId,
    /// The same log again after a spoiled answer, under another event id.
    RetryWithNewId,
    /// A statement id without a session id.
    StatementWithoutSession,
    /// A session whose opening was told, but not its end.
    SessionNeverClosed,
    /// The client's clock and the receiver's are far apart, or an event is later than its upload.
    ClockSkew,
    /// A credential sent to the endpoint that needs none.
    CredentialSent,
    /// No bearer token where one is needed: refused.
    CredentialMissing,
    /// A content type other than JSON.
    ContentType,
    /// A request from a page of another site: refused.
    ForeignOrigin,
    /// A request that could not be read: refused.
    RequestRefused,
}

impl CrossRule {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 10] = [
        Self::DuplicateEventId,
        Self::RetryWithNewId,
        Self::StatementWithoutSession,
        Self::SessionNeverClosed,
        Self::ClockSkew,
        Self::CredentialSent,
        Self::CredentialMissing,
        Self::ContentType,
        Self::ForeignOrigin,
        Self::RequestRefused,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::DuplicateEventId => "duplicate_event_id",
            Self::RetryWithNewId => "retry_with_new_id",
            Self::StatementWithoutSession => "statement_without_session",
            Self::SessionNeverClosed => "session_never_closed",
            Self::ClockSkew => "clock_skew",
            Self::CredentialSent => "credential_sent",
            Self::CredentialMissing => "credential_missing",
            Self::ContentType => "content_type",
            Self::ForeignOrigin => "foreign_origin",
            Self::RequestRefused => "request_refused",
        }
    }

    const fn level(self) -> Level {
        match self {
            Self::DuplicateEventId | Self::RetryWithNewId | Self::CredentialMissing | Self::RequestRefused => {
                Level::Violation
            }
            Self::CredentialSent => Level::Privacy,
            _ => Level::Advice,
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::DuplicateEventId => "give every event an id of its own; it is counted twice, or dropped",
            Self::RetryWithNewId => "fix the id when the event is recorded; under a new id it is counted twice",
            Self::StatementWithoutSession => "write the session's id too; rows are joined by it",
            Self::SessionNeverClosed => "send an event with DELETE_SESSION, and flush before the process ends",
            Self::ClockSkew => "take both times from the wall clock, in milliseconds since 1970 UTC",
            Self::CredentialSent => "send no Authorization to /telemetry-unauth",
            Self::CredentialMissing => "send Authorization: Bearer, or use /telemetry-unauth",
            Self::ContentType => "send Content-Type: application/json",
            Self::ForeignOrigin => "send telemetry from a driver, not from a page in a browser",
            Self::RequestRefused => "send one JSON object in UTF-8, plain or gzip, within the limits",
        }
    }

    /// Returns what the rule sees, in one sentence of the manual.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::DuplicateEventId => {
                "An event id came before. The repetition of a log whose first answer was spoiled by a fault is a retry, and no finding."
            }
            Self::RetryWithNewId => {
                "A log came again after a refused, lost or spoiled answer, equal but for its event id."
            }
            Self::StatementWithoutSession => "An event names a statement and no session.",
            Self::SessionNeverClosed => {
                "A session was opened by an event with CREATE_SESSION and without an error, and no event with DELETE_SESSION followed until the report was made."
            }
            Self::ClockSkew => {
                "The upload time is more than five minutes from the receiver's clock; or the event is more than a second later than its upload, or more than a day earlier."
            }
            Self::CredentialSent => {
                "A request to /telemetry-unauth had an Authorization header. The value is never looked at further or stored."
            }
            Self::CredentialMissing => "A request to /telemetry-ext had no bearer token. It is answered with 401.",
            Self::ContentType => "The request had a body and no Content-Type of JSON.",
            Self::ForeignOrigin => "A browser says that a page of another site sends it. It is answered with 403.",
            Self::RequestRefused => {
                "The body is no JSON object, no UTF-8, broken off, too slow, larger than the limit, of more than 10,000 logs, or of an unknown coding."
            }
        }
    }
}

impl LiveRule {
    /// Returns how grave a breach is.
    pub const fn level(self) -> Level {
        match self {
            Self::Payload(rule) => rule.level(),
            Self::Cross(rule) => rule.level(),
        }
    }

    /// Returns the name in the store, where a rule of two levels is two.
    pub(crate) fn stored_name(self) -> String {
        match self {
            Self::Payload(Rule::NeededMissing(Need::Recommended)) => format!("{self}_advice"),
            rule => rule.to_string(),
        }
    }

    /// Returns the rule of that name in the store.
    pub(crate) fn from_stored_name(name: &str) -> Option<Self> {
        rules().find(|rule| rule.stored_name() == name)
    }

    /// Returns what to do about a breach.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Payload(rule) => rule.advice(),
            Self::Cross(rule) => rule.advice(),
        }
    }
}

/// The rule's name, as `--allow RULE@PATH` takes it.
impl fmt::Display for LiveRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Payload(rule) => rule.fmt(f),
            Self::Cross(rule) => f.write_str(rule.name()),
        }
    }
}

/// Returns every rule of the live check, payload by payload first.
pub fn rules() -> impl Iterator<Item = LiveRule> {
    const DEPARTURES: [DepartureKind; 12] = [
        DepartureKind::UnknownKey,
        DepartureKind::CamelCaseKey,
        DepartureKind::DuplicateKey,
        DepartureKind::Null,
        DepartureKind::WrongType,
        DepartureKind::OutOfRange,
        DepartureKind::NumberAsString,
        DepartureKind::UnknownEnumName,
        DepartureKind::UnknownEnumNumber,
        DepartureKind::EnumAsNumber,
        DepartureKind::IntegerAsFloat,
        DepartureKind::MisplacedTime,
    ];
    const OTHERS: [Rule; 19] = [
        Rule::LogNotAString,
        Rule::LogNotJson,
        Rule::LogEmpty,
        Rule::LogsMissing,
        Rule::ItemsMissing,
        Rule::ItemsNull,
        Rule::UploadTimeMissing,
        Rule::TimeMissing,
        Rule::EventIdMissing,
        Rule::IdNotUuid,
        Rule::NeededMissing(Need::Required),
        Rule::NeededMissing(Need::Recommended),
        Rule::NotApplicable,
        Rule::OutOfBounds,
        Rule::Contradiction,
        Rule::NilId,
        Rule::Deprecated,
        Rule::StrayText,
        Rule::Unauthenticated,
    ];
    let classes = (0..=DataClass::Secret as i32).filter_map(|number| DataClass::try_from(number).ok());
    let payload = DEPARTURES.into_iter().map(Rule::Contract).chain(OTHERS).chain(Form::ALL.map(Rule::Form));
    let payload = payload.chain(classes.filter(|class| *class != DataClass::Unspecified).map(Rule::Private));
    payload.map(LiveRule::Payload).chain(CrossRule::ALL.into_iter().map(LiveRule::Cross))
}
