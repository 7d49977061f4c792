//! The pinned payloads: one a kind of event, and one with every field of the contract.
//!
//! A snapshot holds the payload as it leaves, and what the privacy pass did to it, so that a weaker class shows up as a
//! difference of both.

use insta::{Settings, assert_snapshot};
use sql_driver_telemetry::contract::{FrontendLog, every_field};
use sql_driver_telemetry::json;
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The payload, and below it what the pass removed.
fn render(log: FrontendLog, policy: &Policy) -> String {
    let (log, report) = Scrubbed::new(log, policy);
    let removals: String = report.iter().map(|removal| format!("{removal}\n")).collect();
    format!("{}\n\nremoved:\n{removals}", json::pretty(log.message()))
}

fn pin(name: &str, text: &str, policy: &Policy) {
    let log: FrontendLog = json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    settings().bind(|| assert_snapshot!(format!("payload@{name}"), render(log, policy)));
}

macro_rules! payloads {
    ($($name:ident: $policy:expr),* $(,)?) => {$(
        #[test]
        fn $name() {
            let text = include_str!(concat!("../fixtures/events/", stringify!($name), ".json"));
            pin(stringify!($name), text, &$policy);
        }
    )*};
}

payloads! {
    design_sample: Policy::default(),
    connection: Policy::default(),
    failed_open: Policy::default(),
    inline_query: Policy::default(),
    cloud_download: Policy::default(),
    polled_query: Policy::default(),
    metadata: Policy::default(),
    volume: Policy::default(),
    cancel: Policy::default(),
    error: Policy::default(),
    unauthenticated: Policy { unauthenticated: true, ..Policy::default() },
}

#[test]
fn service_keys_only() {
    let text = include_str!("../fixtures/events/cloud_download.json");
    pin("service_keys_only", text, &Policy { extensions: false, ..Policy::default() });
}

/// Text that every class which lets text through takes as it is, so that the payload shows every field that can leave.
#[test]
fn every_field_of_the_contract() {
    let mut log = FrontendLog::default();
    every_field(&mut log, &mut |_, field| harmless(field.name).to_owned());
    settings().bind(|| assert_snapshot!("payload@every_field", render(log, &Policy::default())));
}

fn harmless(field: &str) -> &'static str {
    match field {
        "session_id" | "sql_statement_id" | "frontend_log_event_id" | "azure_tenant_id" => {
            "01f0aaaa-0000-4000-8000-000000000001"
        }
        "user_agent" => "ADBCDatabricksDriver/1.4.2",
        "http_path" => "/sql/1.0/warehouses/0123456789abcdef",
        "host_url" => "example.cloud.databricks.com",
        "discovery_url" | "token_endpoint" | "auth_endpoint" => "login.microsoftonline.com",
        "locale_name" => "en_US",
        "char_set_encoding" => "UTF-8",
        "auth_type" => "pat",
        "auth_scope" => "all-apis",
        "ssl_trust_store_type" => "JKS",
        "jwt_algorithm" => "RS256",
        "error_name" => "CHUNK_DOWNLOAD_ERROR",
        "error_class" => "TABLE_OR_VIEW_NOT_FOUND",
        "sql_state" => "42P01",
        "stack_trace" => "[TABLE_OR_VIEW_NOT_FOUND]",
        _ => "text",
    }
}

/// Integers are JSON numbers, whatever their width: walked over the whole contract, so that a new field is seen.
#[test]
fn every_integer_is_a_number() {
    let mut log = FrontendLog::default();
    every_field(&mut log, &mut |_, _| String::new());
    let value: serde_json::Value = serde_json::from_str(&json::to_string(&log)).expect("what is written is JSON");
    let mut integers = 0;
    walk(&value, "", &mut |path, value| {
        let name = path.rsplit('.').next().unwrap_or(path);
        let field = sql_driver_telemetry::contract::messages().iter().find_map(|message| message.field(name));
        let Some((_, field)) = field else { return };
        use sql_driver_telemetry::contract::Kind;
        if matches!(field.kind, Kind::Int32 | Kind::Int64) {
            assert!(value.is_i64(), "{path} is {value}");
            integers += 1;
        }
    });
    assert!(integers > 30, "the walk met {integers} integers only");
}

fn walk(value: &serde_json::Value, path: &str, seen: &mut impl FnMut(&str, &serde_json::Value)) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                walk(value, &format!("{path}.{name}"), seen);
            }
        }
        value => seen(path, value),
    }
}
