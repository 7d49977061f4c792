//! Values of keys that name a person.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{is_one_of, is_opaque, is_quote};
use crate::view::View;
use crate::words;

use super::key::{Key, Separator, trim_joints};
use super::value::value;

pub(super) const RULE: Rule = Rule {
    name: "person",
    placeholder: "<user>",
    gate: Gate::Literals(&[
        "user",
        "uid",
        "login",
        "accountname",
        "account_name",
        "owner",
        "principal",
        "displayname",
        "display_name",
        "first_name",
        "last_name",
        "firstname",
        "lastname",
        "fullname",
        "full_name",
        "created_by",
        "modified_by",
        "run_as",
        "author",
        "assignee",
    ]),
    find: person,
    #[cfg(test)]
    positive: &[
        ("username=juless86 password=x", "juless86"),
        ("{'username': 'lisa.warmer', 'x': 1}", "lisa.warmer"),
        ("UID=malwinag95;PWD=x", "malwinag95"),
        ("ProxyConfig(user=luis_grottner, port=1)", "luis_grottner"),
    ],
    #[cfg(test)]
    negative: &["UID=token;", "user=null", "user_agent=x", "login failed: retry", "user: unknown", "owner=system"],
};

fn person(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let Some(key) = Key::around(bytes, &hit) else {
        return;
    };
    let suffix = trim_joints(&bytes[hit.end..key.range.end]);
    if !(suffix.is_empty()
        || is_one_of(suffix, &["name", "id", "principal", "principalname", "s", "email", "mail", "_name"]))
    {
        return;
    }
    let Some((separator, at)) = key.separator(bytes) else {
        return;
    };
    let Some(value) = value(bytes, at) else {
        return;
    };
    let text = &bytes[value.clone()];
    let quoted = value.start > 0 && is_quote(bytes[value.start - 1]);
    let prose = separator == Separator::Colon && !quoted && words::is_known(text);
    if !prose
        && !is_one_of(text, NOBODY)
        && !is_opaque(bytes, value.clone())
        && !words::is_uuid(text)
        && !text.starts_with(b"(")
    {
        found.push(value);
    }
}

/// Values that say that there is nobody.
const NOBODY: &[&str] = &[
    "anonymous",
    "default",
    "false",
    "name",
    "nil",
    "none",
    "null",
    "public",
    "root",
    "system",
    "token",
    "true",
    "undefined",
    "unknown",
];
