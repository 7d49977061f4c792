//! Values of keys that name a secret or a person: `password=…`, `"client_secret": "…"`, `UID=…;`, `token: Some("…")`.

mod birth;
mod key;
mod person;
mod secret;
mod tags;
mod value;

use crate::rule::Rule;

pub(super) const RULES: &[Rule] = &[secret::RULE, person::RULE, birth::RULE, tags::RULE];
