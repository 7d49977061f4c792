//! The bars of the fingerprint: what survives of the texts in `tests/fixtures/privacy`.

use sql_driver_telemetry::privacy::fingerprint::fingerprint;

use crate::score::{FILES, Score};

#[test]
fn a_fingerprint_lets_no_secret_through() {
    for (name, corpus) in FILES {
        let score = Score::of(corpus, |text| fingerprint(text).to_string());
        assert_eq!((score.leaked, score.partial), (0, 0), "{name}: {:#?}", score.leaks);
    }
}

/// What a fingerprint keeps, in percent. Most lines of the files but the first end in one word behind a secret, such as
/// `denied`; that such a word is the message's own and no value is what nothing tells.
#[test]
fn a_fingerprint_keeps_what_says_why() {
    let mut rates = Vec::new();
    for (name, corpus) in FILES {
        let score = Score::of(corpus, |text| format!("{:.500}", fingerprint(text)));
        let bar = if name == "development" { 55.0 } else { 25.0 };
        assert!(score.keep_rate() >= bar, "{name}: {}", score.keep_rate());
        assert_eq!(score.too_long, 0, "{name}");
        rates.push(score.keep_rate());
    }
    assert!(rates.iter().sum::<f64>() / rates.len() as f64 >= 40.0, "{rates:?}");
}
