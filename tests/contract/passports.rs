//! Why each field is there, and until when; and the page that says so.
#![cfg(feature = "receiver")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sql_driver_telemetry::contract::{FrontendLog, SCHEMA_VERSION, messages};
use sql_driver_telemetry::json;
use sql_driver_telemetry::privacy::{Policy, Scrubbed};
use sql_driver_telemetry::schema::Inventory;

/// Fails in the build of the day after: renew the passport with a review, or take the field out of the drivers.
#[test]
fn no_field_has_expired() {
    let today = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs() / 86_400;
    let fields = messages().iter().flat_map(|message| message.fields.iter().map(move |field| (message, field)));
    let expired: Vec<_> = fields
        .filter(|(_, field)| field.expires.is_some_and(|last| u64::from(last) < today))
        .map(|(message, field)| format!("{}.{}", message.full_name, field.name))
        .collect();
    assert!(expired.is_empty(), "expired, and no longer sent: {expired:#?}");
}

#[test]
fn every_review_can_be_read() {
    let fields = messages().iter().flat_map(|message| message.fields);
    let reviews: BTreeSet<_> = fields.filter_map(|field| Some(field.passport.as_ref()?.review)).collect();
    for review in reviews {
        let (file, section) = review.split_once('#').expect("a file and its section");
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect(file);
        let anchor = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        assert!(text.lines().any(|line| line.starts_with('#') && anchor(line) == section), "{review}");
    }
}

#[test]
fn the_inventory_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/inventory.html");
    let page = Inventory::new().to_html();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &page).expect("docs/inventory.html can be written");
    }
    let committed = std::fs::read_to_string(path).expect("docs/inventory.html can be read");
    assert!(committed == page, "docs/inventory.html: run `UPDATE_DOCS=1 cargo test --test contract passports`");
}

/// What the page shows as an example really leaves, as it stands there; and what it calls never sent does not.
#[test]
fn examples_are_what_leaves() {
    for entry in Inventory::new().fields {
        let value = entry.example.clone().unwrap_or_else(|| "private".to_owned());
        let value = match value.parse::<i64>() {
            Ok(_) if entry.class == "PUBLIC" || entry.path == "workspace_id" => value,
            _ if value == "true" => value,
            _ => format!("{value:?}"),
        };
        let list = entry.path.ends_with("non_proxy_hosts");
        let value = if list { format!("[{value}]") } else { value };
        let text = entry.path.rsplit('.').fold(value, |below, name| format!(r#"{{"{name}":{below}}}"#));
        let log: FrontendLog = json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let (left, report) = Scrubbed::new(log, &Policy::default());
        if entry.sent {
            assert_eq!(left.to_json(), text, "{report:?}");
        } else {
            assert!(!left.to_json().contains("private"), "{text}");
        }
    }
}

#[test]
fn a_log_names_its_contract_in_few_digits() {
    assert!(SCHEMA_VERSION.len() == 10 && SCHEMA_VERSION.bytes().all(|byte| byte.is_ascii_digit()), "{SCHEMA_VERSION}");
    assert_ne!(SCHEMA_VERSION, "0000000000");
}
