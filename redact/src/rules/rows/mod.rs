//! Rows: lists in brackets, records in braces, tuples, delimited fields, and lines of `- column : value`.

mod bound;
mod brackets;
mod delimited;
pub(super) mod items;
mod record;
mod shapes;

use crate::rule::Rule;

pub(super) const RULES: &[Rule] = &[brackets::RULE, delimited::RULE, bound::RULE];
