//! Laws of the redaction of free text, for any text and any secret.

use proptest::prelude::*;
use sql_driver_telemetry_redact::{MAX_CHARS, redact};

/// What comes out; nothing for a text that has to be dropped.
fn redacted(text: &str) -> String {
    redact(text).map_or_else(|_| String::new(), |text| text.into_text().into_owned())
}

/// A secret that tells by itself what it is, as `(text, what must not be seen)`.
fn secret() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        "[0-9a-f]{32}"
            .prop_filter("has digits", |hex| hex[..8].bytes().any(|b| b.is_ascii_digit()))
            .prop_map(|hex| (format!("dapi{hex}"), hex)),
        "[A-Z2-7]{15}[2-7]".prop_map(|key| (format!("AKIA{key}"), key)),
        "[A-Za-z0-9_-]{30,60}".prop_map(|body| (format!("eyJhbGciOiJSUzI1NiJ9.eyJ{body}"), body)),
        "[a-z]{6,12}\\.[a-z]{6,12}".prop_map(|name| (format!("{name}@corp.example.com"), name)),
        "[A-Za-z0-9]{4}[!$*][A-Za-z0-9]{8}[0-9]{2}".prop_map(|word| (format!("password={word}"), word)),
        "[A-Za-z0-9]{36}".prop_map(|body| (format!("ghp_{body}"), body)),
        "[a-z]{8,12}_[bcdfghjkz]{4}[0-9]{2}".prop_map(|table| (format!("`{table}`"), table)),
    ]
}

/// Text around a secret: words, punctuation, other things that rules look for.
fn around() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("java.io.IOException: chunk failed ".to_owned()),
        Just("[TABLE_OR_VIEW_NOT_FOUND] ".to_owned()),
        Just("retry 3 of 10, ".to_owned()),
        Just("it's ".to_owned()),
        Just("(".to_owned()),
        Just(") ".to_owned()),
        Just("查询失败 ".to_owned()),
        Just("\n".to_owned()),
        Just("\t".to_owned()),
        Just("; ".to_owned()),
        Just(", ".to_owned()),
        Just(" <token> ".to_owned()),
    ]
}

fn shows(out: &str, secret: &str, length: usize) -> bool {
    let chars: Vec<char> = secret.chars().collect();
    chars.windows(length).any(|window| out.contains(&window.iter().collect::<String>()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_to_rest_short_and_whole(text in "(?s).{0,800}") {
        let out = redacted(&text);
        prop_assert!(out.chars().count() <= MAX_CHARS);
        prop_assert_eq!(redacted(&out), out);
    }

    #[test]
    fn a_text_full_of_triggers_comes_to_rest(
        pieces in prop::collection::vec(prop_oneof![
            Just("'".to_owned()), Just("\"".to_owned()), Just("`".to_owned()), Just("\\\"".to_owned()), Just("password=".to_owned()),
            Just("select ".to_owned()), Just("from ".to_owned()), Just("[".to_owned()), Just("]".to_owned()), Just("{".to_owned()),
            Just("}".to_owned()), Just("(".to_owned()), Just(")".to_owned()), Just("@".to_owned()), Just("://".to_owned()), Just("/".to_owned()),
            Just("\\".to_owned()), Just("%40".to_owned()), Just("&#64;".to_owned()), Just("<lit>".to_owned()), Just("<sql>".to_owned()),
            Just("-----BEGIN".to_owned()), Just("cookie: a=b;".to_owned()), Just("authorization: ".to_owned()), Just("user ".to_owned()),
            Just("a_b ".to_owned()), Just("12.34.56.78".to_owned()), Just("\n - ".to_owned()), "[a-zA-Z0-9_. ]{1,6}", "\\PC{1,3}",
        ], 0..60),
    ) {
        let text = pieces.concat();
        let out = redact(&text);
        prop_assert!(out.is_ok(), "{:?}", text);
        let out = redacted(&text);
        prop_assert!(out.chars().count() <= MAX_CHARS);
        prop_assert_eq!(redacted(&out), out);
    }

    #[test]
    fn a_secret_goes_wherever_it_stands(
        before in prop::collection::vec(around(), 0..6),
        (text, secret) in secret(),
        after in prop::collection::vec(around(), 0..6),
    ) {
        let out = redacted(&format!("{} {text} {}", before.concat(), after.concat()));
        prop_assert!(!shows(&out, &secret, 8), "{out}");
    }

    #[test]
    fn a_secret_goes_whatever_punctuation_is_around_it(
        open in "[\"'(\\[{<,;:=|]?", close in "[\"')\\]}>,;:.|]?", (text, secret) in secret(),
    ) {
        let out = redacted(&format!("failed: {open}{text}{close} while reading"));
        prop_assert!(!shows(&out, &secret, 8), "{out}");
    }

    #[test]
    fn a_token_that_was_cut_goes_too(
        hex in "[0-9][0-9a-f]{31}", key in "[A-Z][2-7][A-Z2-7]{14}", body in "[A-Za-z0-9]{60}", cut in 0..300_usize,
    ) {
        let text = format!("refused dapi{hex} and AKIA{key} and eyJ{body}.eyJ{body}");
        let text = &text[..cut.min(text.len())];
        let out = redacted(text);
        for secret in [&hex, &key, &body] {
            prop_assert!(!shows(&out, secret, 8), "{out}");
        }
    }

    #[test]
    fn a_secret_goes_in_every_encoding((text, secret) in secret(), encoding in 0..8_usize) {
        let percent = |c: char| format!("%{:02X}", c as u32);
        let special = |c: char| !c.is_ascii_alphanumeric();
        let encoded: String = match encoding {
            0 => text.chars().map(|c| if special(c) { percent(c) } else { c.to_string() }).collect(),
            1 => text.chars().map(|c| if special(c) { percent(c).replace('%', "%25") } else { c.to_string() }).collect(),
            2 => text.chars().map(|c| if special(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() }).collect(),
            3 => text.chars().map(|c| if special(c) { format!("&#{};", c as u32) } else { c.to_string() }).collect(),
            4 => text.chars().map(|c| if special(c) { format!("&#x{:x};", c as u32) } else { c.to_string() }).collect(),
            5 => text.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c)).collect(),
            6 => text.chars().flat_map(|c| [c, '\u{200b}']).collect(),
            _ => text.chars().map(|c| format!("\\\\u{:04x}", c as u32)).collect(),
        };
        let out = redacted(&format!("got {encoded} back"));
        prop_assert!(!shows(&out, &secret, 8), "{out}");
        prop_assert!(!shows(&out.replace('\u{200b}', ""), &secret, 8), "{out}");
    }

    #[test]
    fn clauses_of_messages_stay(clauses in prop::collection::vec(prop_oneof![
        Just("connection refused"), Just("timeout after 17 ms"), Just("HTTP 503"), Just("chunk 3 could not be read"), Just("read failed"),
        Just("retry 3 of 10"), Just("the server closed the connection"), Just("the stream was closed"), Just("(attempt 3)"),
        Just("java.io.IOException: read timed out"), Just("failed after 3 attempts"), Just("the request was rejected"),
    ], 1..12), mark in prop_oneof![Just("; "), Just(", "), Just(". "), Just("\n")]) {
        let text = clauses.join(mark);
        prop_assert_eq!(redacted(&text), text);
    }
}
