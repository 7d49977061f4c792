//! Places: what stands where a message prints a name or a value goes, whatever it says.
//!
//! Words decide only what a place is, never what may stand in it: behind a noun that names an object (`table accounts does
//! not exist`), behind a word that announces a value (`Bad int64 value: active`), in the quotes of either, in a list of
//! what could have been meant, in a row, in front of the lines of a log. An everyday word there is as much the customer's
//! as one that nobody knows.

mod keyed;
mod lists;
mod names;
mod nouns;
mod prefixes;
mod prose;
mod quoted;
pub(crate) mod tokens;
mod values;

use crate::rule::{Gate, Rule};

pub(crate) use self::keyed::NOBODY;
pub(super) use self::keyed::is_key as is_object_key;
pub(crate) use self::nouns::warm_up;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "place_of_a_name",
        placeholder: "<id>",
        gate: Gate::Bytes(0),
        find: names::find,
        #[cfg(test)]
        positive: &[
            ("ERROR: relation \"accounts\" does not exist", "accounts"),
            ("Table accounts does not exist", "accounts"),
            ("no such table: accounts", "accounts"),
            ("database: null, warehouse: WH_CLAIMS, role: CLAIMS_OWNER", "CLAIMS_OWNER"),
            ("Relation »accounts« existiert nicht", "accounts"),
            ("Did you mean one of the following? [accounts, jobs]", "jobs"),
            ("UNIQUE constraint failed: accounts.jobs", "jobs"),
        ],
        #[cfg(test)]
        negative: &[
            "table or view not found",
            "user authentication failed",
            "The column cannot be null",
            "relation does not exist",
            "the schema of the table does not match",
            "User does not have permission SELECT on any file",
        ],
    },
    Rule {
        name: "place_of_a_value",
        placeholder: "<lit>",
        gate: Gate::Bytes(0),
        find: values::find,
        #[cfg(test)]
        positive: &[
            ("Bad int64 value: Will Price", "Price"),
            ("Abgeschnittener Wert: Kirchenstr. 4b.", "Kirchenstr"),
            ("Cannot cast active to IntegerType.", "active"),
            ("DETAIL:  Key (status)=(cancelled) already exists.", "cancelled"),
            ("Failing row contains (7, null, denied, 404, blocked).", "blocked"),
            ("invalid input syntax for type integer: \"active\"", "active"),
        ],
        #[cfg(test)]
        negative: &[
            "Invalid value: must be positive",
            "could not convert string to float",
            "the value is out of range",
            "expected key and value",
        ],
    },
    Rule {
        name: "prefix",
        placeholder: "<host>",
        gate: Gate::Bytes(0),
        find: prefixes::find,
        #[cfg(test)]
        positive: &[
            ("May 07 10:52:25 hvidbjerg atticd[2380750]: failed", "hvidbjerg"),
            ("10.61.4.20 - bjansen [03/May/2017:09:41:09 +0200] \"GET / HTTP/1.0\" 407 489", "bjansen"),
        ],
        #[cfg(test)]
        negative: &["May 07 10:52:25 closed", "at 10:52:25 the session ended"],
    },
];
