//! From a field's class to what becomes of its text.

use std::borrow::Cow;

use crate::contract::{DataClass, FieldDescriptor};
use crate::privacy::class;
use crate::privacy::fingerprint::fingerprint;
use crate::privacy::redact::{Redacted, redact};

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It may leave as it is.
    Kept,
    /// Something else leaves in its place.
    Replaced(String),
    /// Nothing leaves.
    Dropped,
}

/// Applies `class` to the text of `field`. `redacted_text` says whether free text is redacted and kept.
///
/// Fails closed: a class without a rule here lets nothing through.
pub(super) fn apply(class: DataClass, field: &FieldDescriptor, text: &str, redacted_text: bool) -> Outcome {
    let left = match class {
        DataClass::PublicText if field.allowed.is_empty() => class::public_text(text),
        DataClass::PublicText => class::closed_list(text, field.allowed, field.otherwise),
        DataClass::Identifier => class::identifier(text),
        DataClass::Sanitize | DataClass::Frames if redacted_text => redact(text).ok().map(Redacted::into_text),
        DataClass::Frames => Some(fingerprint(text).to_string()).filter(|facts| !facts.is_empty()).map(Cow::Owned),
        DataClass::ErrorName => class::error_name(text),
        _ => None,
    };
    match left {
        None => Outcome::Dropped,
        Some(Cow::Borrowed(left)) if left.len() == text.len() => Outcome::Kept,
        Some(left) if left == text => Outcome::Kept,
        Some(left) => Outcome::Replaced(left.into_owned()),
    }
}
