//! What each privacy class lets through of a text. `None` means that the field is left out.

use std::borrow::Cow;

/// A short plain text.
pub fn public_text(text: &str) -> Option<Cow<'_, str>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" ._+,()/:-".contains(&byte);
    ((1..=100).contains(&text.len()) && text.bytes().all(plain)).then_some(Cow::Borrowed(text))
}

/// A word of a closed list, or the word that stands for the others.
pub fn closed_list<'a>(text: &'a str, allowed: &[&str], otherwise: Option<&'static str>) -> Option<Cow<'a, str>> {
    if allowed.contains(&text) { Some(Cow::Borrowed(text)) } else { otherwise.map(Cow::Borrowed) }
}

/// A UUID or a number.
pub fn identifier(text: &str) -> Option<Cow<'_, str>> {
    let number = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (number || uuid::Uuid::try_parse(text).is_ok()).then_some(Cow::Borrowed(text))
}

/// The last segment of an error's name.
pub fn error_name(text: &str) -> Option<Cow<'_, str>> {
    let name = text.rsplit('.').next().unwrap_or(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    (name.len() <= 128 && starts && name.bytes().all(plain)).then_some(Cow::Borrowed(name))
}
