//! The page of rules is made from the code.
#![cfg(feature = "receiver")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use sql_driver_telemetry::receiver::{rules, rules_page};

#[test]
fn the_page_of_rules_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/receiver/rules.md");
    if std::env::var_os("UPDATE_MANUAL").is_some() {
        fs::write(&file, rules_page()).expect("writable");
    }
    let page = fs::read_to_string(&file).expect("readable");
    assert!(page == rules_page(), "run `UPDATE_MANUAL=1 cargo test --features receiver --test receiver manual`");
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    // What is needed is required or recommended, under one name.
    let names: Vec<_> = rules().map(|rule| (rule.to_string(), rule.level())).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
}

/// The list is kept by hand: whoever adds a rule finds out here that it stands in no list.
#[test]
fn every_rule_is_in_the_list() {
    let listed: String = rules().map(|rule| format!("{rule:?} ")).collect();
    let listed: HashSet<_> = listed.split(|it: char| !it.is_alphanumeric()).collect();
    let enums = [("check/rule.rs", "Rule"), ("check/live.rs", "CrossRule"), ("json/departure.rs", "DepartureKind")];
    for (file, name) in enums {
        let source =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).expect("a source");
        let items = syn::parse_file(&source).expect("Rust").items;
        let declared = items.iter().find_map(|item| match item {
            syn::Item::Enum(it) if it.ident == name => Some(it),
            _ => None,
        });
        let declared = declared.unwrap_or_else(|| panic!("{file} has no {name}"));
        let missing: Vec<_> = declared
            .variants
            .iter()
            .map(|it| it.ident.to_string())
            .filter(|it| !listed.contains(it.as_str()))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?} are in no list: see `rules` in src/check/live.rs");
    }
}
