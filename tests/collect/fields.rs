//! Every field of the contract has a producer: some public call fills it, and it arrives.

#![cfg(feature = "collect")]

use std::collections::BTreeSet;
use std::time::Duration;

use crate::harness::{Bench, WAIT};
use serde_json::Value;
use sql_driver_telemetry::contract::{
    DataClass, DriverConnectionParameters, DriverSystemConfiguration, ExecutionResultFormat, FieldDescriptor,
    FrontendLog, Kind, Message, MessageDescriptor, OperationType, StatementType, VolumeOperationType, every_field,
};
use sql_driver_telemetry::{DropReason, ErrorInfo, ErrorKind, StatementTelemetry};

const ID: &str = "01ef0c2a-1111-2222-3333-444455556666";

/// Fields that nothing fills, with the reason.
const EXCUSED: &[(&str, &str)] = &[
    ("driver_connection_params.non_proxy_hosts", "hosts of the customer's network"),
    ("driver_connection_params.proxy_host_info.host_url", "a host of the customer's network"),
    ("driver_connection_params.cf_proxy_host_info.host_url", "a host of the customer's network"),
    ("driver_connection_params.google_service_account", "an e-mail address"),
    ("driver_connection_params.google_credential_file_path", "a local path"),
    ("driver_connection_params.jwt_key_file", "a local path"),
    ("driver_connection_params.allowed_volume_ingestion_paths", "local paths"),
    ("driver_connection_params.azure_workspace_resource_id", "names of the customer's"),
    ("driver_connection_params.query_tags", "text of the customer's"),
    ("vol_operation.volume_path", "names of the customer's"),
    ("vol_operation.local_file", "a local path"),
    ("sql_operation.java_uses_patched_arrow", "of Java drivers only"),
];

#[test]
fn every_field_is_filled_by_a_public_call() {
    let bench = Bench::new();
    let mut parameters = DriverConnectionParameters::default();
    every_field(&mut parameters, &mut |_, field| text(field));
    let mut system = DriverSystemConfiguration::default();
    every_field(&mut system, &mut |_, field| text(field));
    let options = bench.options().parameters(parameters).system(system).workspace_id(1_234_567_890);
    let connection = bench.telemetry.connect(options);
    connection.session_id(ID);
    let statement = connection.statement(OperationType::ExecuteStatement);
    fill(&statement);
    drop(statement);
    let volume = connection.operation(OperationType::Unspecified);
    volume.volume(VolumeOperationType::Put);
    volume.latency(Duration::from_millis(3));
    drop(volume);
    assert!(connection.close(WAIT).is_complete());

    let mut filled = BTreeSet::new();
    let clock =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    for (bench, _) in DropReason::ALL.into_iter().filter_map(|reason| clock.block_on(crate::loss::lose(reason))) {
        bench.logs().iter().for_each(|log| leaves_of(log, "", &mut filled));
    }
    bench.logs().iter().for_each(|log| leaves_of(log, "", &mut filled));
    let filled: BTreeSet<&str> = filled.iter().map(|path| shorten(path)).collect();
    let mut known = Vec::new();
    leaves(FrontendLog::DESCRIPTOR, "", &mut known);
    let known: BTreeSet<&str> = known.iter().map(|path| shorten(path)).collect();
    let excused: BTreeSet<&str> = EXCUSED.iter().map(|(path, _)| *path).collect();

    let missing: Vec<_> = known.iter().filter(|path| !filled.contains(*path) && !excused.contains(*path)).collect();
    assert!(missing.is_empty(), "nothing fills {missing:#?}");
    let wrong: Vec<_> = excused.iter().filter(|path| filled.contains(*path) || !known.contains(*path)).collect();
    assert!(wrong.is_empty(), "excused for nothing: {wrong:#?}");
    let strangers: Vec<_> = filled.difference(&known).collect();
    assert!(strangers.is_empty(), "not in the contract: {strangers:#?}");
}

/// A statement of which everything is said.
fn fill(statement: &StatementTelemetry) {
    let ms = Duration::from_millis;
    statement.statement_id(ID);
    statement.statement_type(StatementType::Query);
    statement.heartbeat();
    statement.latency(ms(12));
    statement.poll(ms(5));
    statement.retries(1);
    statement.result(ExecutionResultFormat::ExternalLinks, true, Some(2));
    statement.ready();
    statement.fetching();
    let recorder = statement.recorder();
    recorder.chunk(0, ms(4), 100);
    recorder.chunk_consumed();
    recorder.chunk_retries(1);
    statement.consumed();
    let error = ErrorInfo::new(ErrorKind::ChunkDownload).error_class("TABLE_OR_VIEW_NOT_FOUND").sqlstate("42P01");
    recorder.chunk_failed(1, error.http_status(403).text("[TABLE_OR_VIEW_NOT_FOUND] SQLSTATE: 42P01"));
}

/// A text that the field's class lets through.
fn text(field: &FieldDescriptor) -> String {
    if let Some(word) = field.allowed.first() {
        return (*word).to_owned();
    }
    let text = match field.class {
        DataClass::Identifier => ID,
        DataClass::WorkspaceHost => crate::harness::HOST,
        DataClass::HttpPath => "/sql/1.0/warehouses/0123456789abcdef",
        DataClass::Url => "https://login.microsoftonline.com/x",
        DataClass::Locale => "en_US",
        _ => "plain",
    };
    text.to_owned()
}

/// The driver's log is what most paths are in.
fn shorten(path: &str) -> &str {
    path.strip_prefix("entry.sql_driver_log.").unwrap_or(path)
}

fn leaves(message: &MessageDescriptor, prefix: &str, found: &mut Vec<String>) {
    for field in message.fields {
        let path = format!("{prefix}{}", field.name);
        match field.kind {
            Kind::Message(below) => leaves(below, &format!("{path}."), found),
            _ => found.push(path),
        }
    }
}

fn leaves_of(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    let Value::Object(members) = value else {
        found.insert(path.to_owned());
        return;
    };
    for (name, value) in members {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        leaves_of(value, &path, found);
    }
}
