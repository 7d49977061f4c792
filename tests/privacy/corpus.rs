//! The bars of the fingerprint: what survives of the texts in `tests/fixtures/privacy`.

use sql_driver_telemetry::privacy::fingerprint::fingerprint;

#[path = "../fixtures/privacy/score.rs"]
mod score;

use self::score::{FILES, Score};

#[test]
fn a_fingerprint_lets_no_secret_through() {
    for (name, corpus) in FILES {
        let score = Score::of(corpus, |text| fingerprint(text).to_string());
        assert_eq!((score.leaked, score.partial), (0, 0), "{name}: {:#?}", score.leaks);
    }
}

#[test]
fn a_fingerprint_keeps_what_says_why() {
    for (name, corpus) in FILES {
        let score = Score::of(corpus, |text| format!("{:.500}", fingerprint(text)));
        assert!(score.keep_rate() >= 65.0, "{name}: {}", score.keep_rate());
        assert_eq!(score.too_long, 0, "{name}");
    }
}
