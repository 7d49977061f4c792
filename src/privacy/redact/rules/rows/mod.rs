//! Rows: lists in brackets, records in braces, tuples, delimited fields, and lines of `- column : value`.

mod brackets;
mod delimited;
mod items;
mod lines;
mod names;
mod record;

use crate::privacy::redact::rule::Rule;

pub(super) const RULES: &[Rule] = &[brackets::RULE, delimited::RULE, lines::RULE, names::RULE];
