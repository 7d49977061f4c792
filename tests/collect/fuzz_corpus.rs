//! Replays what the fuzzers of hosts and of properties have found, so that it stays found.

#![cfg(feature = "collect")]

use std::fs;
use std::path::Path;

#[path = "../../fuzz/laws/host.rs"]
mod host;
#[path = "../../fuzz/laws/options.rs"]
mod options;

#[test]
fn every_host_and_every_property_of_the_corpora_is_understood_or_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, holds) in [("host", host::holds as fn(&str)), ("options", options::holds)] {
        let mut files = 0;
        for entry in fs::read_dir(root.join(target)).expect("the corpus is there") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
            holds(&String::from_utf8_lossy(&bytes));
            files += 1;
        }
        assert!(files > 5, "{target}");
    }
}
