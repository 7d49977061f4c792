//! Messages of the published schema: our JSON and our binary are those of another protobuf implementation.

use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use sql_driver_telemetry::contract::{Binary, SqlDriverLog};
use sql_driver_telemetry::json;
use sql_driver_telemetry::json::{Number, Tree};

fn samples() -> Vec<(String, Tree)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/proto");
    let mut samples: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples are in the repository")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let tree = Tree::parse(&std::fs::read(&path).expect("readable")).expect("JSON");
            (path.display().to_string(), tree)
        })
        .collect();
    samples.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(samples.len(), 50);
    samples
}

fn text<'a>(sample: &'a Tree, member: &str) -> &'a str {
    sample.get(member).and_then(Tree::as_text).expect(member)
}

#[test]
fn json_to_binary_is_the_same_byte_for_byte() {
    for (name, sample) in samples() {
        let log: SqlDriverLog =
            json::from_str(text(&sample, "json_text")).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(BASE64.encode(log.to_binary()), text(&sample, "wire_base64"), "{name}");
    }
}

#[test]
fn binary_to_json_is_the_same_up_to_the_form_of_numbers() {
    for (name, sample) in samples() {
        let mut log = SqlDriverLog::default();
        let wire = BASE64.decode(text(&sample, "wire_base64")).expect("base64");
        log.merge_binary(&wire).expect("binary");
        let ours = Tree::parse(json::to_string(&log).as_bytes()).expect("what is written is JSON");
        let theirs = Tree::parse(text(&sample, "json_text").as_bytes()).expect("JSON");
        assert_eq!(ours, with_numbers(&theirs, &ours), "{name}");
    }
}

/// `theirs` with the strings as numbers that are numbers in `ours`.
fn with_numbers(theirs: &Tree, ours: &Tree) -> Tree {
    match (theirs, ours) {
        (Tree::Text(digits), Tree::Number(_)) => Tree::Number(Number::Integer(digits.parse().expect("digits"))),
        (Tree::Object(members), ours) => {
            let convert = |(name, value): &(String, Tree)| {
                (name.clone(), with_numbers(value, ours.get(name).unwrap_or(&Tree::Null)))
            };
            Tree::Object(members.iter().map(convert).collect())
        }
        (theirs, _) => theirs.clone(),
    }
}
