//! The page of faults has rows that tests print, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_row_of_the_page_of_faults_is_printed_by_a_test_that_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/faults.md")).expect("the page");
    let mut sources = String::new();
    read(&root.join("src/export/tests"), &mut sources);
    read(&root.join("tests"), &mut sources);
    let mut tests = BTreeSet::new();
    for line in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| condition |")) {
        let test = line.strip_suffix("` |").and_then(|rest| rest.rsplit_once("| `")).map(|(_, test)| test);
        tests.insert(test.unwrap_or_else(|| panic!("no test prints it: {line}")));
    }
    assert!(tests.len() > 40, "{tests:?}");
    for test in tests {
        let name = test.rsplit("::").next().unwrap_or(test);
        let (prints, is) = (sources.contains(&format!("\"{test}\"")), sources.contains(&format!("fn {name}(")));
        assert!(prints && is, "no test prints the rows of `{test}`: delete them");
    }
}

fn read(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, all);
        } else if path.extension().is_some_and(|it| it == "rs") {
            all.push_str(&fs::read_to_string(path).expect("a text"));
        }
    }
}
