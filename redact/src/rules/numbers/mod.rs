//! Numbers that belong to a person: telephone, social security, payment card, bank account.

mod amount;
mod card;
mod day;
pub(super) mod digits;
mod document;
mod iban;
mod phone;
mod social_security;

use crate::rule::Rule;

pub(super) const RULES: &[Rule] =
    &[social_security::RULE, card::RULE, iban::RULE, phone::RULE, amount::RULE, document::RULE, day::RULE];
