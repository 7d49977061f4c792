//! What stands in quotes: values, unless it is known to be a word of the message itself.

mod announced;
mod backtick;
mod element;
mod foreign;
pub(super) mod harmless;
pub(super) mod keyed;
mod plain;
pub(super) mod quoted;
mod raised;
mod sentence;
mod types;

use crate::rule::Rule;

pub(super) const RULES: &[Rule] =
    &[quoted::RULE, announced::RULE, backtick::RULE, foreign::RULE, element::RULE, raised::RULE];
