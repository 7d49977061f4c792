//! The compiler of the contract, the very code that `build.rs` runs: it refuses what breaks a rule, and says where.

use std::fs;
use std::path::Path;

use sql_driver_telemetry_codegen::{Compiled, Error, GENERATED, compile};
use tempfile::TempDir;

const PROTO: &str = "proto";
const FIXTURES: &str = "tests/fixtures/schema";

/// Compiles fixtures against the options of the real contract.
fn compile_fixture(name: &str) -> Result<Compiled, Error> {
    compile(&Path::new(FIXTURES).join(name), &[Path::new(PROTO)])
}

fn refusal(compiled: Result<Compiled, Error>) -> String {
    match compiled {
        Ok(_) => panic!("a broken contract was compiled"),
        Err(error) => error.to_string(),
    }
}

/// A copy of the real contract in which `file` has been edited.
fn edited_contract(file: &str, from: &str, to: &str) -> TempDir {
    // Of its own: another run of the suite may go on beside this one.
    let copy = tempfile::tempdir().expect("a folder can be made");
    copy_folder(Path::new(PROTO), copy.path());
    let file = copy.path().join(file);
    let text = fs::read_to_string(&file).expect("the file is in the contract");
    assert!(text.contains(from), "the contract has no {from:?} any more: choose another place to break");
    fs::write(file, text.replacen(from, to, 1)).expect("the copy can be written");
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, target).expect("the file can be copied");
        }
    }
}

#[test]
fn the_contract_has_no_fault() {
    match compile(Path::new(PROTO), &[]) {
        Ok(compiled) => assert_eq!(
            compiled.image,
            sql_driver_telemetry::contract::FILE_DESCRIPTOR_SET,
            "the image of the build is that of the contract"
        ),
        Err(error) => panic!("{error}"),
    }
}

/// The build brings these files up to date when the contract was edited; here nobody edited them by hand either.
#[test]
fn what_is_checked_in_is_what_the_contract_says() {
    let files = match compile(Path::new(PROTO), &[]).and_then(|compiled| compiled.files()) {
        Ok(files) => files,
        Err(error) => panic!("{error}"),
    };
    for (path, content) in files {
        let committed = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(
            committed == content,
            "{} is not what `proto/` says: delete {GENERATED}/fingerprint and build",
            path.display()
        );
    }
}

/// Each fixture names its faults behind `//~`, at the line where the compiler has to find them; a fault that stands
/// alone in its line belongs to the line above. Nothing may be found besides, and one run finds all.
#[test]
fn every_rule_is_kept_and_all_faults_are_told_at_once() {
    let mut expected = Vec::new();
    let folder = Path::new(FIXTURES).join("broken");
    for entry in fs::read_dir(&folder).expect("the fixtures can be read") {
        let path = entry.expect("the fixtures can be read").path();
        let mut number = 0;
        for (index, line) in fs::read_to_string(&path).expect("a fixture is text").lines().enumerate() {
            let Some((code, fault)) = line.split_once("//~ ") else { continue };
            if !code.trim().is_empty() {
                number = index + 1;
            }
            expected.push(format!("{}:{number}: {fault}", path.display()));
        }
    }
    let refusal = refusal(compile_fixture("broken"));
    let mut found: Vec<_> = refusal.lines().collect();
    expected.sort();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(expected.len() >= 26, "a rule has lost its fixture");
}

#[test]
fn what_is_no_protobuf_is_refused_with_line_and_column() {
    let refusal = refusal(compile_fixture("syntax"));
    assert!(refusal.contains("number_twice.proto:11:26"), "{refusal}");
    assert!(refusal.contains("'1'"), "{refusal}");
}

#[test]
fn a_field_that_is_added_without_a_class_is_refused() {
    let field = "// The host.\n  optional string client_host = 60;";
    let end = "message DriverSystemConfiguration {\n";
    let file = "telemetry/log/v1/driver_system_configuration.proto";
    let copy = edited_contract(file, end, &format!("{end}  {field}\n"));
    let folder = copy.path();
    let refusal = refusal(compile(folder, &[]));
    let line = fs::read_to_string(folder.join(file))
        .expect("the copy can be read")
        .lines()
        .position(|line| line.contains("client_host"))
        .expect("the field was added")
        + 1;
    let name = "telemetry.log.v1.DriverSystemConfiguration.client_host";
    let path = folder.join(file);
    assert_eq!(
        refusal.trim_end(),
        format!(
            "{0}:{line}: {name} has no passport: add [(telemetry.options.v1.passport) = ...]\n\
             {0}:{line}: {name} has no privacy class: add [(telemetry.options.v1.data_class) = ...]",
            path.display()
        )
    );
}

#[test]
fn a_class_that_does_not_exist_is_refused_with_its_place() {
    let file = "telemetry/log/v1/frontend_log.proto";
    let copy = edited_contract(file, "= IDENTIFIER", "= IDENTIFER");
    let refusal = refusal(compile(copy.path(), &[]));
    assert!(refusal.contains("frontend_log.proto:15:"), "{refusal}");
    assert!(refusal.contains("IDENTIFER"), "{refusal}");
}

#[test]
fn a_folder_that_is_not_there_is_told_by_its_name() {
    let refusal = refusal(compile(Path::new("tests/fixtures/schema/missing"), &[]));
    assert!(refusal.starts_with("tests/fixtures/schema/missing: "), "{refusal}");
}

#[test]
fn fields_may_be_named_after_words_of_rust() {
    let files = match compile_fixture("keywords").and_then(|compiled| compiled.files()) {
        Ok(files) => files,
        Err(error) => panic!("{error}"),
    };
    let read = |name: &str| String::from_utf8_lossy(&files[&Path::new(GENERATED).join(name)]).into_owned();
    let (types, accessors) = (read("keywords.v1.rs"), read("descriptors.rs"));
    for name in ["r#type", "r#yield", "self_"] {
        assert!(types.contains(&format!("pub {name}: ")), "prost does not write {name}: {types}");
        assert!(accessors.contains(&format!("self.{name}.map_or")), "{name}: {accessors}");
    }
}
