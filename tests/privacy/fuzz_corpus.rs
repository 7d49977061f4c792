//! Replays the corpus of the fuzz target, so that what a fuzzer once found stays found.

use std::fs;
use std::path::Path;

use sql_driver_telemetry::privacy::fingerprint::{MAX_FACTS, MAX_FRAMES, fingerprint};

#[test]
fn every_fingerprint_is_its_own() {
    for (name, text) in texts() {
        let print = fingerprint(&text);
        assert!(print.facts() <= MAX_FACTS && print.frames().count() <= MAX_FRAMES, "{name}");
        let once = print.to_string();
        assert_eq!(fingerprint(&once).to_string(), once, "{name}");
    }
}

/// The files of both corpora: what one target found is worth trying on the other.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["redact/fuzz/corpus/redact", "fuzz/corpus/fingerprint"] {
        for entry in fs::read_dir(root.join(folder)).expect("the corpus is there") {
            let path = entry.expect("an entry").path();
            let bytes = fs::read(&path).expect("a file");
            texts.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    assert!(texts.len() > 20);
    texts
}
