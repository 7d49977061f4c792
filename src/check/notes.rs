//! Findings where a CI shows them: as annotations of GitHub, and as SARIF.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::check::Level;

/// Findings of one kind at one place, as a CI is told of them.
#[derive(Clone, Debug)]
pub(crate) struct Note<'a> {
    pub(crate) level: Level,
    pub(crate) rule: &'a str,
    /// Where it was found: a file, or a driver.
    pub(crate) source: Source<'a>,
    /// The path in the log.
    pub(crate) path: &'a str,
    pub(crate) detail: &'a str,
    pub(crate) advice: &'static str,
    pub(crate) count: u64,
}

/// What a finding was found in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// A file, by its name.
    File(&'a str),
    /// What a driver sent.
    Driver(&'a str),
}

impl Note<'_> {
    fn message(&self) -> String {
        let path = if self.path.is_empty() { "(top)" } else { self.path };
        let times = if self.count == 1 { String::new() } else { format!(" ({} times)", self.count) };
        let driver = match self.source {
            Source::Driver(driver) => format!("{driver}: "),
            Source::File(_) => String::new(),
        };
        format!("{driver}{path} {}{times}; {}", self.detail, self.advice)
    }
}

/// Returns workflow commands, a line a note. GitHub shows the first ten of each level of a step, so the gravest come
/// first.
pub(crate) fn github(mut notes: Vec<Note<'_>>) -> String {
    notes.sort_by_key(|note| std::cmp::Reverse(note.level));
    let mut text = String::new();
    for note in &notes {
        let command = match note.level {
            Level::Violation | Level::Privacy => "error",
            Level::Advice => "notice",
        };
        let file = match note.source {
            Source::File(file) => format!("file={},", property(file)),
            Source::Driver(_) => String::new(),
        };
        let title = property(&format!("{} {}", note.level.as_str(), note.rule));
        // Writing into a `String` cannot fail.
        let _ = writeln!(text, "::{command} {file}title={title}::{}", data(&note.message()));
    }
    text
}

/// Returns SARIF 2.1.0, as code scanners write it and code hosts read it. What a driver sent has no file: the driver's
/// name stands in its place.
pub(crate) fn sarif(notes: &[Note<'_>]) -> Value {
    let level = |level| match level {
        Level::Violation | Level::Privacy => "error",
        Level::Advice => "note",
    };
    let mut rules = BTreeMap::new();
    for note in notes {
        rules.entry(note.rule).or_insert((note.level, note.advice));
    }
    let results = notes.iter().map(|note| {
        let uri = match note.source {
            Source::File(file) => uri(file),
            Source::Driver(driver) => uri(&format!("telemetry/{driver}")),
        };
        json!({
            "ruleId": note.rule,
            "ruleIndex": rules.keys().position(|rule| *rule == note.rule),
            "level": level(note.level),
            "message": { "text": note.message() },
            "occurrenceCount": note.count,
            "locations": [{
                "physicalLocation": { "artifactLocation": { "uri": uri } },
                "logicalLocations": [{ "fullyQualifiedName": note.path, "kind": "member" }],
            }],
        })
    });
    let results: Value = results.collect();
    let described = rules.iter().map(|(rule, (grave, advice))| {
        json!({
            "id": rule,
            "shortDescription": { "text": advice },
            "defaultConfiguration": { "level": level(*grave) },
            "properties": { "level": grave.as_str() },
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described.collect::<Value>(),
            } },
            "results": results,
        }],
    })
}

/// Returns a text as the data of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Returns a text as a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns a file's name as a relative reference.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note<'a>(level: Level, source: Source<'a>, detail: &'a str) -> Note<'a> {
        Note { level, rule: "null", source, path: "a.b", detail, advice: "leave it out", count: 2 }
    }

    #[test]
    fn nothing_in_a_finding_ends_its_annotation_or_begins_another() {
        let notes = vec![
            note(Level::Advice, Source::Driver("D 1"), "fine"),
            note(Level::Violation, Source::File("a,b:c\n.json"), "50 %\r\n::error::x"),
        ];
        assert_eq!(
            github(notes),
            "::error file=a%2Cb%3Ac%0A.json,title=violation null::a.b 50 %25%0D%0A::error::x (2 times); leave it out\n\
             ::notice title=advice null::D 1: a.b fine (2 times); leave it out\n"
        );
    }

    #[test]
    fn sarif_names_rules_once_and_files_as_references() {
        let notes =
            [note(Level::Privacy, Source::File("a b.json"), "x"), note(Level::Privacy, Source::Driver("D 1"), "y")];
        let sarif = sarif(&notes);
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
        let uris = run["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap());
        assert_eq!(uris.collect::<Vec<_>>(), ["a%20b.json", "telemetry/D%201"]);
    }
}
