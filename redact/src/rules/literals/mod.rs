//! What stands in quotes: values, unless it is known to be a word of the message itself.

mod element;
pub(super) mod harmless;
pub(super) mod keyed;
mod plain;
pub(super) mod quoted;
mod sentence;
mod types;

use crate::rule::Rule;

pub(in crate::rules) use self::keyed::is_id;
pub(crate) use self::types::is_type as is_type_name;

/// Whether what is quoted is written as code is: a path of names, a call, a format, a setting of a published root.
pub(in crate::rules) fn is_code_quote(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair == b"::" || pair == b"()")
        || text.starts_with(b"%")
        || text.starts_with(b"spark.")
        || text == b"utf-8"
}

pub(super) const RULES: &[Rule] = &[quoted::RULE, element::RULE];
