//! What documents say about cost is what was measured.

use std::fs;

use harness::page::{COMMAND, Results, repository};

#[test]
fn the_page_is_what_the_benches_kept() {
    let page = fs::read_to_string(repository("docs/cost.md")).expect("docs/cost.md can be read");
    let results = Results::read().expect("benches/results can be read");
    assert!(page == results.page(), "docs/cost.md differs from benches/results: run `{COMMAND}`");
}

#[test]
fn the_readme_quotes_the_page() {
    let readme = fs::read_to_string(repository("README.md")).expect("README.md can be read");
    let results = Results::read().expect("benches/results can be read");
    let expected = results.put_into_readme(&readme).expect("the README has a place for what it costs");
    assert!(readme == expected, "README.md quotes other numbers than docs/cost.md: run `{COMMAND}`");
    let page = fs::read_to_string(repository("docs/cost.md")).expect("docs/cost.md can be read");
    let words = results.readme();
    let numbers = words.split(|it: char| !it.is_ascii_digit() && it != ',').map(|it| it.trim_matches(','));
    let numbers: Vec<&str> = numbers.filter(|it| !it.is_empty()).collect();
    assert_eq!(numbers.len(), 3, "three numbers: {words}");
    numbers.iter().for_each(|number| assert!(page.contains(&format!("| {number} |")), "{number} is not on the page"));
}

#[test]
fn every_picture_of_the_page_is_there() {
    let page = fs::read_to_string(repository("docs/cost.md")).expect("docs/cost.md can be read");
    let pictures: Vec<&str> = page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let pictures: Vec<&str> = pictures.into_iter().filter(|path| path.ends_with(".svg")).collect();
    assert_eq!(pictures.len(), 6);
    for picture in pictures {
        assert!(repository("docs").join(picture).exists(), "{picture} is missing: run `{COMMAND}`");
    }
}
