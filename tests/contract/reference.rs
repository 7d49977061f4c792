//! `proto/README.md` is the generated schema reference.

use sql_driver_telemetry::contract;

#[test]
fn the_schema_reference_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/README.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, contract::REFERENCE).expect("proto/README.md can be written");
    }
    let committed = std::fs::read_to_string(path).expect("proto/README.md can be read");
    assert!(
        committed == contract::REFERENCE,
        "proto/README.md differs from the contract: run `UPDATE_DOCS=1 cargo test --test contract reference` and look at the diff"
    );
}

#[test]
fn every_field_of_the_contract_is_in_the_reference() {
    for message in contract::messages() {
        for field in message.fields {
            let row = format!("| `{}` | {} |", field.name, field.number);
            assert!(contract::REFERENCE.contains(&row), "{}.{}", message.full_name, field.name);
            assert!(
                contract::REFERENCE.contains(&field.doc.replace('|', "\\|")),
                "{}.{}",
                message.full_name,
                field.name
            );
        }
    }
}
