//! The table of rules, a file a kind of thing.
//!
//! Every rule carries texts that it must catch and texts that it must leave; the constant below refuses to compile a
//! table in which one of them is missing, and the tests run them.

mod addresses;
mod arguments;
mod headers;
mod hosts;
mod identifiers;
mod keys;
mod literals;
mod mail;
mod numbers;
mod paths;
mod pem;
mod queries;
mod random;
mod rows;
mod tokens;
mod urls;

use super::rule::Rule;

/// All rules. Where two find the same, the earlier one names it.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

const TABLES: &[&[Rule]] = &[
    pem::RULES,
    tokens::RULES,
    headers::RULES,
    keys::RULES,
    urls::RULES,
    queries::RULES,
    rows::RULES,
    literals::RULES,
    paths::RULES,
    mail::RULES,
    addresses::RULES,
    numbers::RULES,
    hosts::RULES,
    arguments::RULES,
    identifiers::RULES,
    random::RULES,
];

const _: () = {
    let mut table = 0;
    while table < TABLES.len() {
        let mut rule = 0;
        while rule < TABLES[table].len() {
            let rule_ = &TABLES[table][rule];
            assert!(
                !rule_.positive.is_empty(),
                "a rule without a text that it must catch"
            );
            assert!(
                !rule_.negative.is_empty(),
                "a rule without a text that it must leave"
            );
            rule += 1;
        }
        table += 1;
    }
};
