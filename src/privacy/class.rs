//! What each privacy class does with a text.

use crate::contract::{DataClass, FieldDescriptor};

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It may leave as it is.
    Kept,
    /// Something else leaves in its place.
    Replaced(String),
    /// Nothing leaves.
    Dropped,
}

/// Applies `class` to the text of `field`. `redacted_text` says whether free text is redacted and kept.
pub fn apply(class: DataClass, field: &FieldDescriptor, text: &str, _redacted_text: bool) -> Outcome {
    match class {
        DataClass::PublicText if !field.allowed.is_empty() => match field.allowed.contains(&text) {
            true => Outcome::Kept,
            false => field.otherwise.map_or(Outcome::Dropped, |word| Outcome::Replaced(word.to_owned())),
        },
        DataClass::Identifier if uuid::Uuid::try_parse(text).is_ok() => Outcome::Kept,
        DataClass::ErrorName if is_error_name(text) => Outcome::Kept,
        _ => Outcome::Dropped,
    }
}

fn is_error_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.len() <= 128 && text.bytes().all(plain) && text.starts_with(|first: char| !first.is_ascii_digit())
}
