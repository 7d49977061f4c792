//! The bars: what survives of the texts in `tests/fixtures/privacy`, in both tiers.

use std::collections::BTreeMap;

use sql_driver_telemetry::privacy::{fingerprint::fingerprint, redact::redact};

const FILES: [(&str, &str); 5] = [
    ("development", include_str!("../fixtures/privacy/development.jsonl")),
    ("tuned", include_str!("../fixtures/privacy/tuned.jsonl")),
    ("held-out", include_str!("../fixtures/privacy/held-out.jsonl")),
    ("adversary", include_str!("../fixtures/privacy/adversary.jsonl")),
    ("blind", include_str!("../fixtures/privacy/blind.jsonl")),
];

/// Kinds whose secrets are data of a query.
const QUERY_KINDS: &[&str] = &[
    "cast",
    "cast-value",
    "constraint",
    "dob-name",
    "ident",
    "name",
    "name-quoted",
    "query-data",
    "query-tags",
    "row",
    "sql",
    "sql-comment",
    "sql-cred",
    "sql-ident",
    "sql-literal",
    "sql-parse",
    "sql-plan",
    "sql-text",
    "sql-value",
    "tags",
];

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
    let changed: Vec<_> = include_str!("../fixtures/privacy/harmless.txt")
        .lines()
        .filter_map(|line| Some((line, redact(line).ok()?.into_text())))
        .filter(|(line, out)| line != out)
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
}

#[derive(Default)]
struct Score {
    secrets: usize,
    leaked: usize,
    partial: usize,
    query_secrets: usize,
    query_leaked: usize,
    keeps: usize,
    kept: usize,
    harmless: usize,
    verbatim: usize,
    too_long: usize,
    leaks: Vec<(String, String)>,
    lost: Vec<(String, String)>,
    changed: BTreeMap<String, String>,
}

impl Score {
    fn of(corpus: &str, scrub: impl Fn(&str) -> String) -> Self {
        let mut score = Self::default();
        for line in corpus.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("one document a line");
            let strings = |name: &str| -> Vec<String> {
                let list = line[name].as_array().expect("a list");
                list.iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
            };
            let (text, kind) = (line["text"].as_str().expect("a string"), line["kind"].as_str().expect("a string"));
            let (secrets, keeps) = (strings("secrets"), strings("keep"));
            let out = scrub(text);
            score.too_long += usize::from(out.chars().count() > 500);
            if secrets.is_empty() {
                score.harmless += 1;
                let verbatim = keeps.iter().all(|keep| out.contains(keep.as_str()));
                score.verbatim += usize::from(verbatim);
                if !verbatim {
                    score.changed.insert(text.to_owned(), out);
                }
                continue;
            }
            let folded = fold(&out);
            let query = QUERY_KINDS.contains(&kind);
            for secret in &secrets {
                let leaked =
                    out.contains(secret.as_str()) || folded.contains(secret.as_str()) || folded.contains(&fold(secret));
                score.secrets += 1;
                score.query_secrets += usize::from(query);
                if leaked {
                    score.leaked += 1;
                    score.query_leaked += usize::from(query);
                } else if windows(secret, &out) {
                    score.partial += 1;
                } else {
                    continue;
                }
                score.leaks.push((secret.clone(), out.clone()));
            }
            for keep in keeps {
                score.keeps += 1;
                let kept = out.contains(keep.as_str());
                score.kept += usize::from(kept);
                if !kept {
                    score.lost.push((keep, out.clone()));
                }
            }
        }
        score
    }

    fn keep_rate(&self) -> f64 {
        100.0 * self.kept as f64 / self.keeps as f64
    }

    fn verbatim_rate(&self) -> f64 {
        100.0 * self.verbatim as f64 / self.harmless as f64
    }
}

/// Whether eight characters in a row of a long secret without blanks survive.
fn windows(secret: &str, out: &str) -> bool {
    let chars: Vec<char> = secret.chars().collect();
    chars.len() >= 16
        && !secret.contains(' ')
        && chars.windows(8).any(|window| out.contains(&window.iter().collect::<String>()))
}

/// The text without escapes, so that a secret behind one counts as there: percent, HTML and `\u` escapes twice, full-width
/// forms, zero-width characters, line breaks.
fn fold(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        let (mut out, mut rest) = (String::new(), text.as_str());
        while let Some(first) = rest.chars().next() {
            let (char, length) = unescape(rest).unwrap_or((first, first.len_utf8()));
            out.push(char);
            rest = &rest[length..];
        }
        text = out;
    }
    text.chars()
        .filter(|char| !matches!(char, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\r' | '\n'))
        .map(|char| match char {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
            '\u{a0}' => ' ',
            _ => char,
        })
        .collect()
}

fn unescape(rest: &str) -> Option<(char, usize)> {
    let code = |digits: Option<&str>, radix| char::from_u32(u32::from_str_radix(digits?, radix).ok()?);
    if rest.starts_with('%') {
        return Some((code(rest.get(1..3), 16).filter(char::is_ascii)?, 3));
    }
    if rest.starts_with("\\u") {
        return Some((code(rest.get(2..6), 16)?, 6));
    }
    if let Some(name) = rest.strip_prefix('&') {
        let end = name.find(';').filter(|end| *end < 10)?;
        let char = match &name[..end] {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            number => match number.strip_prefix("#x") {
                Some(digits) => code(Some(digits), 16)?,
                None => code(number.strip_prefix('#'), 10)?,
            },
        };
        return Some((char, end + 2));
    }
    None
}
