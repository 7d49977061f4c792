//! Replays the corpora of the fuzz targets, so that what a fuzzer once found stays found.

use std::fs;
use std::path::Path;

use sql_driver_telemetry_redact::{MAX_CHARS, redact};

#[test]
fn every_text_comes_to_rest() {
    for (name, text) in texts() {
        let once = redact(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(once.as_str().chars().count() <= MAX_CHARS, "{name}");
        let twice = redact(once.as_str()).unwrap_or_else(|error| panic!("{name}, again: {error}"));
        assert_eq!(twice.as_str(), once.as_str(), "{name}");
    }
}

/// The files of both corpora: what one target found is worth trying on the other.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["fuzz/corpus/redact", "../fuzz/corpus/fingerprint"] {
        for entry in fs::read_dir(root.join(folder)).expect("the corpus is there") {
            let path = entry.expect("an entry").path();
            let bytes = fs::read(&path).expect("a file");
            texts.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    assert!(texts.len() > 20);
    texts
}
