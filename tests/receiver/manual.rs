//! The page of rules is made from the code.
#![cfg(feature = "receiver")]

use std::collections::HashSet;
use std::path::Path;

use sql_driver_telemetry::receiver::{rules, rules_page};

#[test]
fn the_page_of_rules_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/receiver/rules.md");
    if std::env::var_os("UPDATE_MANUAL").is_some() {
        std::fs::write(&file, rules_page()).expect("writable");
    }
    let page = std::fs::read_to_string(&file).expect("readable");
    assert!(page == rules_page(), "run `UPDATE_MANUAL=1 cargo test --features receiver --test receiver manual`");
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    // What is needed is required or recommended, under one name.
    let names: Vec<_> = rules().map(|rule| (rule.to_string(), rule.level())).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
}
