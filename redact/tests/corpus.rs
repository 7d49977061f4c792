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

/// Written down by somebody who did not know the rules, and not learned from: how much of it is left as it was is told, not
/// tuned.
#[test]
fn most_harmless_messages_that_the_rules_have_never_met_come_out_as_they_are() {
    let lines = include_str!("fixtures/harmless-held-back.txt").lines();
    let (mut all, mut same) = (0, 0);
    for line in lines {
        all += 1;
        same += u32::from(redact(line).is_ok_and(|text| text.as_str() == line));
    }
    let share = 100.0 * f64::from(same) / f64::from(all);
    println!("{same} of {all}, {share:.1} %");
    assert!(all > 150 && share >= MOST_UNMET, "{share} %");
}

/// What was met at the first meeting, in percent, rounded down: 88 without the classifier, 85 with it.
const MOST_UNMET: f64 = 85.0;
