//! The bars of redacted text, with what the published messages and the frames of a text say beforehand.

use sql_driver_telemetry::privacy::redact::Redactor;
use sql_driver_telemetry::privacy::redactor;

use crate::score::{FILES, Score};

fn scored(corpus: &str, redactor: Redactor) -> Score {
    Score::of(corpus, |text| redactor.redact(text).map_or_else(|_| String::new(), |text| text.as_str().to_owned()))
}

#[test]
fn what_is_known_lets_nothing_more_through_and_takes_little_more() {
    for (name, corpus) in FILES {
        let (known, alone) = (scored(corpus, redactor().keep_frames()), scored(corpus, Redactor::new()));
        println!("{name}: keep {:.2}, alone {:.2}", known.keep_rate(), alone.keep_rate());
        println!("{name}: verbatim {:.2}, alone {:.2}", known.verbatim_rate(), alone.verbatim_rate());
        assert_eq!((known.leaked, known.partial), (0, 0), "{name}: {:#?}", known.leaks);
        assert!(known.keep_rate() >= 99.0, "{name}: {:#?}", known.lost);
        // `Job <lit> cancelled`: a number in a hole is a value like any other.
        assert!(known.verbatim_rate() >= 98.0, "{name}: {:#?}", known.changed);
    }
}

/// With one mark for all placeholders.
fn masked(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + "<>" + part.split_once('>').map_or(part, |(_, rest)| rest))
}

#[test]
fn what_has_been_redacted_stays_as_it_is() {
    for (name, corpus) in FILES {
        for line in corpus.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("one document a line");
            let Ok(once) = redactor().redact(line["text"].as_str().expect("a string")) else { continue };
            assert!(redactor().is_clean(once.as_str()), "{name}: {}", once.as_str());
        }
    }
}

/// Messages as the server publishes them, with words in their holes that are the message's own elsewhere.
#[test]
fn a_published_message_loses_what_is_in_its_holes_and_nothing_else() {
    for name in ["accounts", "wexford_lun", "cannot", "not found", "Hope Rivers", "resolved"] {
        for (text, expected) in [
            (
                format!(
                    "[UNRESOLVED_ROUTINE] Cannot resolve routine `{name}` on search path [`system`.`{name}`]. SQLSTATE: 42883"
                ),
                "[UNRESOLVED_ROUTINE] Cannot resolve routine `<>` on search path [`<>`]. SQLSTATE: 42883",
            ),
            (
                format!(
                    "[DIVIDE_BY_ZERO] Division by zero. Use try_divide to tolerate divisor being 0 and return NULL instead. If necessary set {name} to \"false\" to bypass this error. SQLSTATE: 22012"
                ),
                "[DIVIDE_BY_ZERO] Division by zero. Use try_divide to tolerate divisor being 0 and return NULL instead. If necessary set <> to \"false\" to bypass this error. SQLSTATE: 22012",
            ),
            (
                format!(
                    "[SCHEMA_NOT_FOUND] The schema `{name}` cannot be found. Verify the spelling and correctness of the schema and catalog."
                ),
                "[SCHEMA_NOT_FOUND] The schema `<>` cannot be found. Verify the spelling and correctness of the schema and catalog.",
            ),
        ] {
            let out = redactor().redact(&text).expect("comes to rest").into_text().into_owned();
            assert_eq!(masked(&out), expected, "{text}: {out}");
        }
    }
}
