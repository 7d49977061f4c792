//! From a field's class to what becomes of its text.

use std::borrow::Cow;

use crate::contract::{DataClass, FieldDescriptor};
use crate::privacy::class;

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It may leave as it is.
    Kept,
    /// Something else leaves in its place.
    Replaced(String),
    /// Nothing leaves.
    Dropped,
}

/// Applies `class` to the text of `field`. `redacted_text` says whether free text is redacted and kept.
#[cfg_attr(not(feature = "redacted-text"), expect(unused_variables, reason = "without it no text is kept"))]
pub(crate) fn apply(class: DataClass, field: &FieldDescriptor, text: &str, redacted_text: bool) -> Outcome {
    let left = match class {
        DataClass::PublicText if field.allowed.is_empty() => class::public_text(text),
        DataClass::PublicText => class::closed_list(text, field.allowed, field.otherwise),
        DataClass::Identifier => class::identifier(text),
        DataClass::AppName => class::app_name(text),
        DataClass::UserAgent => class::user_agent(text),
        DataClass::HttpPath => class::http_path(text),
        DataClass::WorkspaceHost => class::workspace_host(text),
        DataClass::Url => class::url(text),
        DataClass::Locale => class::locale(text),
        DataClass::ErrorName => class::error_name(text).or(field.otherwise.map(Cow::Borrowed)),
        DataClass::ErrorClass => class::error_class(text),
        DataClass::Sqlstate => class::sqlstate(text),
        #[cfg(feature = "redacted-text")]
        DataClass::Sanitize | DataClass::Frames if redacted_text => class::sanitize(text),
        DataClass::Frames => class::frames(text),
        DataClass::PrivateHost => class::private_host(text),
        DataClass::LocalPath => class::local_path(text),
        DataClass::Email => class::email(text),
        DataClass::DropValue => class::drop_value(text),
        DataClass::Secret => class::secret(text),
        // A log inside an envelope is never scrubbed as text, and free text needs consent.
        DataClass::Sanitize | DataClass::EncodedLog | DataClass::Public | DataClass::Unspecified => None,
    };
    match left {
        None => Outcome::Dropped,
        Some(Cow::Borrowed(left)) if left.len() == text.len() => Outcome::Kept,
        Some(left) if left == text => Outcome::Kept,
        Some(left) => Outcome::Replaced(left.into_owned()),
    }
}
