//! Replays what the fuzzers of the JSON readers and of the service's answer have found, so that it stays found.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/laws/json.rs"]
mod json;
#[path = "../../fuzz/laws/response.rs"]
mod response;

#[test]
fn every_body_of_the_corpora_is_read_as_it_should_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for target in ["json", "response"] {
        let mut files = 0;
        for entry in fs::read_dir(root.join(target)).expect("the corpus is there") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
            // What one reader stumbles over is worth trying on the other.
            json::holds(&bytes);
            response::holds(&bytes);
            files += 1;
        }
        assert!(files > 5, "{target}");
    }
}
