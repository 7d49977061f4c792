//! The second judge: `buf breaking` over the same edits. The two may differ only where the table says why.
//!
//! `.ci/buf` runs this with `BUF` set to the program. Without it there is nothing to compare with.

use std::fs;
use std::process::Command;

use crate::diff::Diff;
use crate::{contract, edits, say};

/// The rules that the real contract is judged by, from `proto/buf.yaml`.
const CONFIG: &str = r#"{"version":"v2","breaking":{"use":["WIRE_JSON"]}}"#;

#[test]
fn the_two_judges_contradict_each_other_only_where_it_is_explained() {
    let Some(buf) = std::env::var_os("BUF") else {
        return say("buf is not compared with: BUF does not name the program; run .ci/buf\n");
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (old, new) = (folder.path().join("base.binpb"), folder.path().join("edited.binpb"));
    let base = edits::base();
    fs::write(&old, &base).expect("an image can be written");
    let mut contradictions = Vec::new();
    for (edit, image) in edits::images() {
        fs::write(&new, image).expect("an image can be written");
        let output = Command::new(&buf)
            .args(["breaking".as_ref(), new.as_os_str(), "--against".as_ref(), old.as_os_str()])
            .args(["--exclude-imports", "--error-format", "json", "--config", CONFIG])
            .output()
            .expect("BUF names a program");
        // 100 is what buf answers when it finds something.
        let theirs = match output.status.code() {
            Some(0) => false,
            Some(100) => true,
            _ => panic!("{}: {}", edit.name, String::from_utf8_lossy(&output.stderr)),
        };
        let ours = Diff::between(&contract(&base), &contract(image)).breaks().next().is_some();
        if (ours != theirs) != edit.buf_differs.is_some() {
            let words = String::from_utf8_lossy(&output.stdout);
            contradictions.push(format!("{}: ours breaks = {ours}, buf breaks = {theirs} {words}", edit.name));
        }
    }
    assert!(contradictions.is_empty(), "{}", contradictions.join("\n"));
}
