//! The contract against the one that was released last, and the judge that compares them.
//!
//! `snapshots/contract.binpb` is the released contract as an image, `snapshots/contract.snap` the same for people.
//! At a release `ACCEPT_CONTRACT=1 cargo test --test evolution` writes both anew.

mod buf;
mod edits;
mod twin;

#[path = "../../src/schema/diff/mod.rs"]
#[allow(dead_code, reason = "the command line uses more of it")]
mod diff;
#[path = "../../src/schema/model/mod.rs"]
#[allow(dead_code, reason = "one model for the build and for the comparison of two contracts: neither reads it all")]
mod model;
#[path = "../../src/schema/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;

use diff::{Diff, Group, Rule};
use edits::EDITS;
use model::Contract;
use sql_driver_telemetry::contract::FILE_DESCRIPTOR_SET;

const RELEASED: &str = "snapshots/contract.binpb";

fn contract(image: &[u8]) -> Contract {
    Contract::from_image(image).expect("an image of a contract")
}

/// Says something about a test that passes, which the harness would keep to itself.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// One test: the twin is written from the image, so the order matters.
#[test]
fn the_contract_breaks_nothing_that_was_released() {
    let accept = std::env::var_os("ACCEPT_CONTRACT").is_some();
    if accept {
        fs::write(RELEASED, FILE_DESCRIPTOR_SET).expect("the image can be written");
    }
    let released = fs::read(RELEASED).expect("the image of the released contract can be read");
    let released = contract(&released);
    twin::assert_matches(&released, accept);

    let diff = Diff::between(&released, &contract(FILE_DESCRIPTOR_SET));
    assert!(
        diff.breaks().next().is_none(),
        "\nthe contract breaks what was released:\n{diff}\n\
         Undo it; or reserve number and name of what was removed and add the new thing beside it; or make a v2 package.\n\
         If it has to be, and everybody who reads the logs knows: ACCEPT_CONTRACT=1 cargo test --test evolution\n"
    );
    if !diff.is_empty() {
        say(&format!("since the released contract ({RELEASED}):\n{diff}"));
    }
}

#[test]
fn every_edit_fires_its_rules() {
    let base = contract(&edits::base());
    for (edit, image) in edits::images() {
        let diff = Diff::between(&base, &contract(image));
        let mut rules: Vec<_> = diff.changes.iter().map(|change| change.rule).collect();
        let mut expected = edit.rules.to_vec();
        // A field that is edited out of place takes or leaves comments on the way.
        rules.retain(|rule| *rule != Rule::Comment || expected.contains(rule));
        rules.sort_unstable();
        expected.sort_unstable();
        assert_eq!(rules, expected, "{}:\n{diff}", edit.name);
    }
}

#[test]
fn every_rule_has_an_edit() {
    let fired: BTreeSet<_> = EDITS.iter().flat_map(|edit| edit.rules).copied().collect();
    // The classes are an enum of the options, which the small contract shares with the real one.
    let missing: Vec<_> = Rule::ALL.iter().filter(|rule| !fired.contains(rule) && **rule != Rule::ClassAdded).collect();
    assert!(missing.is_empty(), "no edit fires {missing:?}");
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    let base = contract(&edits::base());
    for (edit, image) in edits::images().filter(|(edit, _)| !edit.rules.is_empty()) {
        let back = Diff::between(&contract(image), &base);
        assert!(!back.is_empty(), "{}: seen one way only", edit.name);
        if edit.rules.iter().any(|rule| matches!(rule, Rule::FieldAdded | Rule::EnumValueAdded | Rule::RpcAdded)) {
            assert!(back.breaks().next().is_some(), "{}: undoing it breaks", edit.name);
        }
    }
}

#[test]
fn a_report_names_group_rule_place_and_consequence() {
    let base = contract(&edits::base());
    let mut images = edits::images();
    let (_, image) = images.find(|(edit, _)| edit.name == "reserved number reused").expect("an edit of the table");
    let diff = Diff::between(&base, &contract(image));
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("contract_diff", diff);
    });
    let json = serde_json::to_value(&diff).expect("a difference is JSON");
    let count = |group: &str| json[group].as_array().map(Vec::len);
    assert_eq!(count("breaks"), Some(diff.group(Group::Breaks).count()));
    assert_eq!(count("service_first"), Some(1));
    assert_eq!(json["service_first"][0]["rule"], "FIELD_ADDED");
}
