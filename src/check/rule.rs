//! The rules of the check: their names, how grave a breach is, and what to do.

use std::fmt;

use crate::contract::{DataClass, Need};
use crate::json::DepartureKind;
use crate::privacy::Form;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The service takes it, but something is lost, or is harder to use than it need be.
    Advice,
    /// The privacy pass would have removed it: the sender should have.
    Privacy,
    /// The service would refuse it, drop it, or store NULL; or nobody can use it.
    Violation,
}

impl Level {
    /// Returns the level's name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Privacy => "privacy",
            Self::Violation => "violation",
        }
    }
}

/// A rule. Its name, as [`Display`](fmt::Display) writes it, is what `--allow RULE@PATH` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A departure of a log, or of the envelope, from the contract.
    Contract(DepartureKind),
    /// An entry of `protoLogs` that is no string.
    LogNotAString,
    /// A string in `protoLogs`, or a line, that is no JSON.
    LogNotJson,
    /// A string in `protoLogs` that is JSON, and no log: `{}`, `null`, a list.
    LogEmpty,
    /// An envelope without `protoLogs`.
    LogsMissing,
    /// `items` left out.
    ItemsMissing,
    /// `items` that is null.
    ItemsNull,
    /// `uploadTime` left out.
    UploadTimeMissing,
    /// A log without a time.
    TimeMissing,
    /// A log without an event id.
    EventIdMissing,
    /// An event id that is no UUID.
    IdNotUuid,
    /// A field that the event needs and does not have: required (a violation) or recommended (a piece of advice).
    NeededMissing(Need),
    /// A field that has nothing to say about the event.
    NotApplicable,
    /// A number outside of what is plausible for its field: another unit, or a number that stands for unknown.
    OutOfBounds,
    /// A number that cannot be true beside another one.
    Contradiction,
    /// An identifier that is empty, or nothing but zeros.
    NilId,
    /// A field that should not be filled any more.
    Deprecated,
    /// A value that its privacy class does not let through. [`DataClass::Secret`] stands for a credential or an e-mail
    /// address, whatever the field's class.
    Private(DataClass),
    /// A text under a name, or in a place, that the contract does not know, of which the redactor would remove something.
    StrayText,
    /// A value that says nothing of anybody, in another form than the contract's.
    Form(Form),
    /// A field that may not go to the endpoint that needs no credential.
    Unauthenticated,
}

impl Rule {
    /// Returns how grave a breach is.
    pub const fn level(self) -> Level {
        match self {
            Self::Contract(kind) => match kind {
                DepartureKind::UnknownKey
                | DepartureKind::NumberAsString
                | DepartureKind::EnumAsNumber
                | DepartureKind::IntegerAsFloat
                | DepartureKind::MisplacedTime => Level::Advice,
                _ => Level::Violation,
            },
            Self::LogNotAString | Self::LogNotJson | Self::LogEmpty | Self::LogsMissing | Self::ItemsNull => {
                Level::Violation
            }
            Self::NeededMissing(Need::Required) | Self::OutOfBounds | Self::NilId => Level::Violation,
            Self::NeededMissing(_) | Self::NotApplicable | Self::Contradiction | Self::Deprecated => Level::Advice,
            Self::ItemsMissing
            | Self::UploadTimeMissing
            | Self::TimeMissing
            | Self::EventIdMissing
            | Self::IdNotUuid => Level::Advice,
            Self::Form(_) => Level::Advice,
            Self::Private(_) | Self::StrayText | Self::Unauthenticated => Level::Privacy,
        }
    }

    /// Returns whether the rule is about what the driver knows and tells, rather than about the form of it: nothing
    /// that encodes, scrubs or sends a log can keep it.
    pub const fn is_about_content(self) -> bool {
        matches!(
            self,
            Self::NeededMissing(_)
                | Self::NotApplicable
                | Self::OutOfBounds
                | Self::Contradiction
                | Self::NilId
                | Self::Deprecated
        )
    }

    /// Returns what to do about a breach.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Contract(kind) => match kind {
                DepartureKind::UnknownKey => "the service ignores it; use a field of the contract",
                DepartureKind::CamelCaseKey => "the service ignores it; use the contract's spelling",
                DepartureKind::DuplicateKey => "write it once",
                DepartureKind::Null => "leave the member out",
                DepartureKind::WrongType => "the service stores NULL; write the contract's type",
                DepartureKind::OutOfRange => "write a number that the type can hold",
                DepartureKind::NumberAsString => "write the number without quotes",
                DepartureKind::UnknownEnumName => "the service stores NULL; use the word for unknown",
                DepartureKind::UnknownEnumNumber => "the service stores NULL; use a word of the enum",
                DepartureKind::EnumAsNumber => "write the word",
                DepartureKind::IntegerAsFloat => "write an integer, without fraction and exponent",
                DepartureKind::MisplacedTime => "the service may not find it; put it into client_context",
            },
            Self::LogNotAString => "encode each log as JSON and put the text there",
            Self::LogNotJson => "encode each log as one JSON object",
            Self::LogEmpty => "send no log where there is nothing to tell",
            Self::LogsMissing => "put the logs there, as a list of strings",
            Self::ItemsMissing => "write an empty list, always",
            Self::ItemsNull => "write an empty list, always",
            Self::UploadTimeMissing => "write the time of the upload in milliseconds",
            Self::TimeMissing => "write context.client_context.timestamp_millis",
            Self::EventIdMissing => "write a random UUID, fixed when the event is recorded",
            Self::IdNotUuid => "use a random UUID that is made from nothing else",
            Self::NeededMissing(Need::Required) => "fill it: without it the event cannot be used",
            Self::NeededMissing(_) => "fill it where it is known: without it the event tells less",
            Self::NotApplicable => "leave it out: it contradicts the rest of the event",
            Self::OutOfBounds => "write the unit of the contract; leave the field out where the value is not known",
            Self::Contradiction => "check where the numbers are taken from",
            Self::NilId => "leave it out where there is none",
            Self::Deprecated => "do not fill it any more",
            Self::Private(class) => private_advice(class),
            Self::StrayText => "send it in no place that the contract does not have: nothing scrubs it there",
            Self::Form(form) => match form {
                Form::HostAsUrl => "write the bare host",
                Form::LoopbackHost => "nothing to do in a test; write the host of the service",
                Form::LocaleOfSystem => "write the language and the region alone, or leave it out",
                Form::IdWithNumber => "write the UUID alone",
                Form::AgentPlatform => "write products and versions; the platform has fields of its own",
                Form::PathWithoutSlash => "begin with a slash",
                Form::Spelling => "write the contract's letters",
            },
            Self::Unauthenticated => "leave it out where there is no credential",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Contract(kind) => kind.as_str(),
            Self::LogNotAString => "log_not_a_string",
            Self::LogNotJson => "log_not_json",
            Self::LogEmpty => "log_empty",
            Self::LogsMissing => "logs_missing",
            Self::ItemsMissing => "items_missing",
            Self::ItemsNull => "items_null",
            Self::UploadTimeMissing => "upload_time_missing",
            Self::TimeMissing => "time_missing",
            Self::EventIdMissing => "event_id_missing",
            Self::IdNotUuid => "id_not_uuid",
            Self::NeededMissing(_) => "needed_missing",
            Self::NotApplicable => "not_applicable",
            Self::OutOfBounds => "out_of_bounds",
            Self::Contradiction => "contradiction",
            Self::NilId => "nil_id",
            Self::Deprecated => "deprecated",
            Self::Private(_) => "privacy_",
            Self::StrayText => "privacy_stray_text",
            Self::Form(form) => match form {
                Form::HostAsUrl => "form_host_as_url",
                Form::LoopbackHost => "form_loopback_host",
                Form::LocaleOfSystem => "form_locale_of_system",
                Form::IdWithNumber => "form_id_with_number",
                Form::AgentPlatform => "form_agent_platform",
                Form::PathWithoutSlash => "form_path_without_slash",
                Form::Spelling => "form_spelling",
            },
            Self::Unauthenticated => "unauthenticated_field",
        }
    }
}

/// Returns what to do about a value that its class does not let through.
const fn private_advice(class: DataClass) -> &'static str {
    match class {
        DataClass::PublicText => "write the name or version of a program, or a word of the contract's list",
        DataClass::Identifier => "write the UUID or the number that the service gave",
        DataClass::AppName => "write the program's bare name, without folders and arguments",
        DataClass::UserAgent => "write products and versions, and at most one application's name",
        DataClass::HttpPath => "write the path of the warehouse or cluster, without a query",
        DataClass::WorkspaceHost => "write the bare host of the service, and custom for any other",
        DataClass::Url => "write the identity provider's domain, and custom for any other",
        DataClass::Locale => "write language and region, such as en_US",
        DataClass::ErrorName => "write the error's bare name, as the contract lists them",
        DataClass::ErrorClass => "write a published error class",
        DataClass::Sqlstate => "write a listed SQLSTATE",
        DataClass::Sanitize | DataClass::Frames => "write the fingerprint of the text, never the text",
        DataClass::PrivateHost => "leave it out: that there is such a host is said by a field of its own",
        DataClass::LocalPath => "leave it out: paths name people and projects",
        DataClass::Email => "leave it out: it is a person",
        DataClass::DropValue => "leave it out: it is the user's own",
        DataClass::Secret => "take it out at once, and make the credential void",
        DataClass::EncodedLog | DataClass::Public | DataClass::Unspecified => "leave it out",
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Private(class) => f.write_str(&class.as_str_name().to_lowercase()),
            _ => Ok(()),
        }
    }
}
