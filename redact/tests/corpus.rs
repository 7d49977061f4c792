//! The bars: what survives of the texts in `tests/fixtures/privacy`.

use sql_driver_telemetry_redact::redact;

#[path = "../../tests/fixtures/privacy/score.rs"]
mod score;

use self::score::{FILES, Score};

#[test]
fn redaction_holds_its_bars() {
    for (name, corpus) in FILES {
        let score =
            Score::of(corpus, |text| redact(text).map_or_else(|_| String::new(), |text| text.into_text().into_owned()));
        assert_eq!((score.leaked, score.partial), (0, 0), "{name}: {:#?}", score.leaks);
        assert_eq!(score.too_long, 0, "{name}");
        assert!(score.keep_rate() >= 99.0, "{name}: {} {:#?}", score.keep_rate(), score.lost);
        assert!(score.verbatim_rate() >= 99.0, "{name}: {} {:#?}", score.verbatim_rate(), score.changed);
        assert!(score.query_secrets > 50, "{name}");
        assert_eq!(score.query_leaked, 0, "{name}");
    }
}

#[test]
fn messages_of_drivers_and_libraries_come_out_as_they_are() {
    let changed: Vec<_> = include_str!("fixtures/harmless.txt")
        .lines()
        .filter_map(|line| Some((line, redact(line).ok()?.into_text())))
        .filter(|(line, out)| line != out)
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
}
