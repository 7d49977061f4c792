//! What stands in quotes: values, unless it is known to be a word of the message itself.

mod announced;
mod backtick;
mod harmless;
mod quoted;

use crate::privacy::redact::rule::Rule;

pub(super) const RULES: &[Rule] = &[quoted::RULE, announced::RULE, backtick::RULE];
