//! The law of the fingerprint: what stands where a message prints data never changes it, and never comes out.

use proptest::prelude::*;
use sql_driver_telemetry::privacy::fingerprint::fingerprint;

/// Places in which messages of many systems print data.
const PLACES: &str = include_str!("../fixtures/privacy/places.txt");

/// What tells which place a value stands in is never a word like this, which nobody has published.
const RARE: &str = "quendry_fosk";

/// Everyday words and names that are states, reasons and numbers of errors as well.
const WORDS: &[&str] = &[
    "denied",
    "404",
    "blocked",
    "null",
    "timeout",
    "active",
    "cancelled",
    "closed",
    "expired",
    "failed",
    "private",
    "manager",
    "refused",
    "unknown",
    "error",
    "403",
    "503",
    "4711",
    "42P01",
    "23505",
    "08S01",
    "ABORTED",
    "CANCELLED",
    "INTERNAL_ERROR",
    "UNKNOWN",
    "open",
    "read",
    "Internal",
    "Forbidden",
    "Unauthorized",
    "accounts",
    "user_account",
    "job_status",
    "orla",
    "ORD-7",
    "2024-01-02",
    "3.5",
    "-12",
    "true",
];

/// Values that are phrases of messages, or more than a word.
const PHRASES: &[&str] = &[
    "access denied",
    "permission denied",
    "not found",
    "already exists",
    "does not exist",
    "Connection refused",
    "Connection reset by peer",
    "timed out",
    "session expired",
    "Mark Page",
    "Will Price",
    "Grace Close",
    "Orla O Neill",
    "out of memory",
    "connection closed",
    "INTERNAL_ERROR",
];

#[test]
fn a_value_where_a_message_prints_data_changes_nothing_and_never_comes_out() {
    let mut broken = Vec::new();
    let mut tried = 0;
    for (place, is_prose) in places() {
        let expected = fingerprint(&place.replace("{}", RARE)).to_string();
        assert!(!expected.contains(RARE), "{place}: {expected}");
        let values = WORDS.iter().chain(if is_prose { &[] } else { PHRASES });
        for value in values {
            tried += 1;
            let found = fingerprint(&place.replace("{}", value)).to_string();
            if found != expected {
                broken.push(format!("{value} in {place}\n  {expected}\n  {found}"));
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
    assert!(broken.is_empty(), "{} of {tried}:\n{}", broken.len(), broken.join("\n"));
}

/// The places, and whether each is prose that names no value as such.
fn places() -> impl Iterator<Item = (String, bool)> {
    PLACES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let (system, message) = line.split_once('|').expect("a system and a message");
        assert!(message.contains("{}"), "{line}");
        (message.replace("\\n", "\n"), system.starts_with('~'))
    })
}

/// A frame around data, in which nothing counts.
fn frame() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("Failing row contains (7, ", ", null)."),
        ("values: ", ""),
        ("row: {id: 3, state: ", "}"),
        ("Duplicate entry '", "' for key 'k'"),
        ("DETAIL:  Key (a, b)=(", ", 3) already exists."),
        ("INSERT INTO t VALUES (1, '", "')"),
        ("cannot parse \"", "\" as a date"),
        ("at `", "` of the table"),
        ("candidates: [", ", b]"),
        ("invalid input syntax for type integer: ", ""),
        ("[USER_RAISED_EXCEPTION] ", ""),
    ])
}

/// Words of messages, values, and what stands between them; never a bracket or a quote, which would end the frame.
fn data() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(WORDS).prop_map(str::to_owned),
        prop::sample::select(PHRASES).prop_map(str::to_owned),
        prop::sample::select(vec![" ", ", ", ": ", "; ", " - ", ". "]).prop_map(str::to_owned),
        prop::sample::select(vec![
            "java.io.IOException: x",
            "SQLSTATE: 42P01 x",
            "HTTP 404 x",
            "TABLE_OR_VIEW_NOT_FOUND",
            "ORA-00942",
            "ECONNREFUSED"
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,8}",
        "[0-9]{1,5}",
    ];
    let data = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    data.prop_filter("a value says something", |data| data.contains(char::is_alphanumeric))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_frame_of_data_is_not_looked_at((before, after) in frame(), data in data()) {
        let expected = fingerprint(&format!("{before}{RARE}{after}")).to_string();
        prop_assert_eq!(fingerprint(&format!("{before}{data}{after}")).to_string(), expected);
    }
}
