//! The table of rules: a file or a folder a kind of thing, in a folder a file a rule.
//!
//! Every rule carries texts that it must catch and texts that it must leave, under test only: a program that has samples of
//! secrets in it is reported by whoever scans it.

mod addresses;
mod arguments;
mod data_errors;
mod headers;
mod hosts;
mod identifiers;
mod keys;
pub(crate) mod literals;
mod mail;
mod numbers;
mod paths;
mod pem;
pub(crate) mod places;
mod queries;
mod random;
mod rows;
pub(crate) mod settings;
mod strangers;
mod tokens;
mod urls;
mod user_agent;

use super::rule::Rule;

/// All rules. Where two find the same, the earlier one names it.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

const TABLES: &[&[Rule]] = &[
    pem::RULES,
    tokens::RULES,
    headers::RULES,
    user_agent::RULES,
    keys::RULES,
    urls::RULES,
    queries::RULES,
    rows::RULES,
    literals::RULES,
    places::RULES,
    paths::RULES,
    mail::RULES,
    addresses::RULES,
    numbers::RULES,
    hosts::RULES,
    arguments::RULES,
    identifiers::RULES,
    strangers::RULES,
    data_errors::RULES,
    random::RULES,
];

#[cfg(test)]
mod tests {
    use super::super::redact;
    use super::all;

    #[test]
    fn every_rule_has_samples() {
        for rule in all() {
            assert!(!rule.positive.is_empty() && !rule.negative.is_empty(), "{}", rule.name);
        }
    }

    #[test]
    fn every_rule_finds_what_it_must() {
        let mut missed = Vec::new();
        for rule in all() {
            for (text, secret) in rule.positive {
                let out = redact(text).expect("comes to rest");
                let own = super::super::found_by(text).any(|name| name == rule.name);
                if out.as_str().contains(secret) || !own {
                    missed.push((rule.name, text, out.into_text(), own));
                }
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
    }

    #[test]
    fn every_rule_leaves_what_it_must() {
        let mut touched = Vec::new();
        for rule in all() {
            for text in rule.negative {
                let found: Vec<_> = super::super::found_by(text).collect();
                if !found.is_empty() {
                    touched.push((rule.name, text, found));
                }
            }
        }
        assert!(touched.is_empty(), "{touched:#?}");
    }

    #[test]
    fn names_differ_and_marks_are_marks() {
        let names: std::collections::HashSet<_> = all().map(|rule| rule.name).collect();
        assert_eq!(names.len(), all().count());
        assert!(all().count() <= super::super::engine::MAX_RULES);
        for rule in all() {
            let inside = rule.placeholder.strip_prefix('<').and_then(|mark| mark.strip_suffix('>'));
            assert!(inside.is_some_and(|mark| mark.bytes().all(|byte| byte.is_ascii_lowercase())), "{}", rule.name);
            assert!(rule.placeholder.len() <= super::super::MAX_PLACEHOLDER);
        }
    }
}
