//! SQL: statements, fragments of them, plans, and what stands behind words that announce a query.

mod announced;
mod comments;
mod extent;
mod object;
mod plan;
mod predicate;
mod statement;
mod steps;

use crate::rule::Rule;

pub(super) const RULES: &[Rule] = &[statement::RULE, announced::RULE, plan::RULE, predicate::RULE];
