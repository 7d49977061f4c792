//! Every public call of the handles, once: how it is made, and whether it waits.
//!
//! That none is missing is found out from the source: a handle is a type that can be off.

use std::{cell::Cell, collections::BTreeSet, fs, path::Path, time::Duration};

use sql_driver_telemetry::{
    Budget, ConnectionOptions, ConnectionTelemetry, ErrorInfo, ErrorKind, Flushed, OperationTimer, StatementRecorder,
    StatementTelemetry, Telemetry,
    config::Environment,
    contract::{DriverConnectionParameters, ExecutionResultFormat, OperationType, StatementType, VolumeOperationType},
};

use crate::executor::block_on;

/// One of each handle, in the state that is looked at.
pub struct Hands {
    pub telemetry: Telemetry,
    /// For a connection more.
    pub options: ConnectionOptions,
    pub connection: ConnectionTelemetry,
    pub statement: StatementTelemetry,
    pub recorder: StatementRecorder,
    pub operation: Cell<Option<OperationTimer>>,
}

/// One public call.
pub struct Call {
    /// `Type::method`.
    pub name: &'static str,
    /// Whether it is given a time to wait.
    pub waits: bool,
    pub make: fn(&Hands, Duration) -> Option<Flushed>,
}

impl Hands {
    fn operation(&self) -> OperationTimer {
        self.operation.take().unwrap_or_default()
    }
}

/// A call that waits, and says what came of it.
const fn waits(name: &'static str, make: fn(&Hands, Duration) -> Option<Flushed>) -> Call {
    Call { name, waits: true, make }
}

macro_rules! calls {
    ($($name:literal => $make:expr,)*) => {
        [$(Call {
            name: $name,
            waits: false,
            make: |hands, _| {
                let make: fn(&Hands) = |hands| { let _ = $make(hands); };
                make(hands);
                None
            },
        }),*]
    };
}

const ID: &str = "01f0a1b2-0000-4000-8000-00000000000a";
const MS: Duration = Duration::from_millis(3);
const EXECUTE: OperationType = OperationType::ExecuteStatement;

pub fn all() -> Vec<Call> {
    let mut all = vec![
        waits("Telemetry::shutdown", |it, wait| Some(it.telemetry.shutdown(wait))),
        waits("ConnectionTelemetry::flush", |it, wait| Some(it.connection.flush(wait))),
        waits("ConnectionTelemetry::flush_async", |it, wait| Some(block_on(it.connection.flush_async(wait)))),
        waits("ConnectionTelemetry::close", |it, wait| Some(it.connection.close(wait))),
        waits("ConnectionTelemetry::close_async", |it, wait| Some(block_on(it.connection.close_async(wait)))),
        waits("ConnectionTelemetry::flush_all_pending", |it, wait| Some(it.connection.flush_all_pending(wait))),
    ];
    all.extend(handles());
    all.extend(connection());
    all.extend(statement());
    all.extend(recorder());
    all.extend(operation());
    all
}

fn handles() -> impl IntoIterator<Item = Call> {
    calls! {
        "Telemetry::global" => |_: &Hands| Telemetry::global(),
        "Telemetry::new" => |_: &Hands| Telemetry::new(),
        "Telemetry::with_environment" => |_: &Hands| Telemetry::with_environment(Environment::none()),
        "Telemetry::disabled" => |_: &Hands| Telemetry::disabled().stats(),
        "Telemetry::connect" => |it: &Hands| it.telemetry.connect(it.options.clone()).statement(EXECUTE),
        "Telemetry::stats" => |it: &Hands| it.telemetry.stats(),
        "Telemetry::on_loss" => |it: &Hands| it.telemetry.on_loss(|_, _| {}),
        "Telemetry::set_budget" => |it: &Hands| it.telemetry.set_budget(Budget::default()),
        "Telemetry: Clone, Debug, Drop" => |it: &Hands| format!("{:?}", it.telemetry.clone()),
        "ConnectionTelemetry: Clone, Debug, Drop" => |it: &Hands| format!("{:?}", it.connection.clone()),
        "StatementTelemetry: Clone, Debug, Drop" => |it: &Hands| format!("{:?}", it.statement.clone()),
        "StatementRecorder: Clone, Debug, Drop" => |it: &Hands| format!("{:?}", it.recorder.clone()),
        "OperationTimer: Debug, Drop" => |it: &Hands| format!("{:?}", it.operation()),
    }
}

fn connection() -> impl IntoIterator<Item = Call> {
    calls! {
        "ConnectionTelemetry::disabled" => |_: &Hands| ConnectionTelemetry::disabled().statement(EXECUTE),
        "ConnectionTelemetry::is_enabled" => |it: &Hands| it.connection.is_enabled(),
        "ConnectionTelemetry::why_off" => |it: &Hands| it.connection.why_off(),
        "ConnectionTelemetry::session_id" => |it: &Hands| it.connection.session_id(ID),
        "ConnectionTelemetry::parameters" =>
            |it: &Hands| it.connection.parameters(DriverConnectionParameters::default()),
        "ConnectionTelemetry::statement" => |it: &Hands| it.connection.statement(EXECUTE),
        "ConnectionTelemetry::operation" => |it: &Hands| it.connection.operation(OperationType::CloseStatement),
        "ConnectionTelemetry::error" => |it: &Hands| it.connection.error(ErrorKind::Unknown),
        "ConnectionTelemetry::diagnostics" => |it: &Hands| it.connection.diagnostics(),
        "ConnectionTelemetry::stats" => |it: &Hands| it.connection.stats(),
        "ConnectionTelemetry::close_detached" => |it: &Hands| it.connection.close_detached(),
        "ConnectionTelemetry::record_connection_open" =>
            |it: &Hands| it.connection.record_connection_open(MS, DriverConnectionParameters::default()),
        "ConnectionTelemetry::record_statement_execute" =>
            |it: &Hands| it.connection.record_statement_execute(ID, MS, ExecutionResultFormat::InlineArrow),
        "ConnectionTelemetry::record_chunk_download" =>
            |it: &Hands| it.connection.record_chunk_download(ID, 0, MS, 1_000, true),
        "ConnectionTelemetry::record_operation_status" =>
            |it: &Hands| it.connection.record_operation_status(ID, 3, MS),
        "ConnectionTelemetry::record_statement_complete" =>
            |it: &Hands| it.connection.record_statement_complete(ID),
        "ConnectionTelemetry::record_error" =>
            |it: &Hands| it.connection.record_error("TIMEOUT", "a text", Some(ID), Some(1)),
    }
}

fn statement() -> impl IntoIterator<Item = Call> {
    calls! {
        "StatementTelemetry::disabled" => |_: &Hands| StatementTelemetry::disabled().end(),
        "StatementTelemetry::is_enabled" => |it: &Hands| it.statement.is_enabled(),
        "StatementTelemetry::statement_id" => |it: &Hands| it.statement.statement_id(ID),
        "StatementTelemetry::statement_type" => |it: &Hands| it.statement.statement_type(StatementType::Query),
        "StatementTelemetry::internal" => |it: &Hands| it.statement.internal(),
        "StatementTelemetry::latency" => |it: &Hands| it.statement.latency(MS),
        "StatementTelemetry::returned" => |it: &Hands| it.statement.returned(),
        "StatementTelemetry::poll" => |it: &Hands| it.statement.poll(MS),
        "StatementTelemetry::poll_timer" => |it: &Hands| it.statement.poll_timer(),
        "StatementTelemetry::span" => |it: &Hands| it.statement.span(),
        "StatementTelemetry::heartbeat" => |it: &Hands| it.statement.heartbeat(),
        "StatementTelemetry::result" =>
            |it: &Hands| it.statement.result(ExecutionResultFormat::ExternalLinks, true, 2),
        "StatementTelemetry::ready" => |it: &Hands| it.statement.ready(),
        "StatementTelemetry::fetching" => |it: &Hands| it.statement.fetching(),
        "StatementTelemetry::consumed" => |it: &Hands| it.statement.consumed(),
        "StatementTelemetry::retries" => |it: &Hands| it.statement.retries(1),
        "StatementTelemetry::error" => |it: &Hands| it.statement.error(ErrorInfo::new(ErrorKind::Timeout).text("late")),
        "StatementTelemetry::observe" => |it: &Hands| it.statement.observe(failure(), |()| ErrorKind::Unknown.into()),
        "StatementTelemetry::recorder" => |it: &Hands| it.statement.recorder(),
        "StatementTelemetry::snapshot" => |it: &Hands| it.statement.snapshot(),
        "StatementTelemetry::end" => |it: &Hands| it.statement.end(),
        "StatementTelemetry::restart" => |it: &Hands| it.statement.clone().restart(EXECUTE),
    }
}

fn recorder() -> impl IntoIterator<Item = Call> {
    calls! {
        "StatementRecorder::disabled" => |_: &Hands| StatementRecorder::disabled().poll(MS),
        "StatementRecorder::is_enabled" => |it: &Hands| it.recorder.is_enabled(),
        "StatementRecorder::chunk" => |it: &Hands| it.recorder.chunk(0, MS, 1_000),
        "StatementRecorder::chunk_failed" => |it: &Hands| it.recorder.chunk_failed(0, ErrorKind::Timeout),
        "StatementRecorder::chunk_consumed" => |it: &Hands| it.recorder.chunk_consumed(),
        "StatementRecorder::chunk_retries" => |it: &Hands| it.recorder.chunk_retries(1),
        "StatementRecorder::compressed" => |it: &Hands| it.recorder.compressed(true),
        "StatementRecorder::poll" => |it: &Hands| it.recorder.poll(MS),
        "StatementRecorder::poll_timer" => |it: &Hands| it.recorder.poll_timer(),
        "StatementRecorder::chunk_timer" => |it: &Hands| it.recorder.chunk_timer(2),
        "StatementRecorder::span" => |it: &Hands| it.recorder.span(),
        "StatementRecorder::heartbeat" => |it: &Hands| it.recorder.heartbeat(),
        "StatementRecorder::retries" => |it: &Hands| it.recorder.retries(1),
        "StatementRecorder::observe_chunk" =>
            |it: &Hands| it.recorder.observe_chunk(1, failure(), |()| ErrorKind::Timeout.into()),
    }
}

fn operation() -> impl IntoIterator<Item = Call> {
    calls! {
        "OperationTimer::disabled" => |_: &Hands| OperationTimer::disabled().discard(),
        "OperationTimer::statement_id" => |it: &Hands| it.operation().statement_id(ID),
        "OperationTimer::volume" => |it: &Hands| it.operation().volume(VolumeOperationType::Get),
        "OperationTimer::internal" => |it: &Hands| it.operation().internal(),
        "OperationTimer::span" => |it: &Hands| it.operation().span(),
        "OperationTimer::is_enabled" => |it: &Hands| it.operation().is_enabled(),
        "OperationTimer::latency" => |it: &Hands| it.operation().latency(MS),
        "OperationTimer::returned" => |it: &Hands| it.operation().returned(),
        "OperationTimer::error" => |it: &Hands| it.operation().error(ErrorKind::Timeout),
        "OperationTimer::retries" => |it: &Hands| it.operation().retries(1),
        "OperationTimer::observe" => |it: &Hands| it.operation().observe(failure(), |()| ErrorKind::Unknown.into()),
        "OperationTimer::discard" => |it: &Hands| it.operation().discard(),
    }
}

fn failure() -> Result<(), ()> {
    Err(())
}

/// Every public method of every type that has a `disabled`.
fn of_the_source() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/collect");
    let mut found: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a text");
        for item in syn::parse_file(&text).expect("Rust").items {
            let syn::Item::Impl(block) = item else { continue };
            let (None, syn::Type::Path(of)) = (&block.trait_, &*block.self_ty) else { continue };
            let of = of.path.segments.last().expect("a name").ident.to_string();
            found.extend(block.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(it) if matches!(it.vis, syn::Visibility::Public(_)) => {
                    Some((of.clone(), it.sig.ident.to_string()))
                }
                _ => None,
            }));
        }
    }
    let handles: BTreeSet<_> = found.iter().filter(|(_, name)| name == "disabled").map(|it| it.0.clone()).collect();
    let of_handles = found.into_iter().filter(|(of, _)| handles.contains(of));
    of_handles.map(|(of, name)| format!("{of}::{name}")).collect()
}

#[test]
fn every_public_method_is_on_the_table() {
    let table: BTreeSet<_> = all().iter().map(|call| call.name.to_owned()).filter(|it| !it.contains(' ')).collect();
    let source = of_the_source();
    assert!(source.contains("ConnectionTelemetry::close"), "the source was not read: {source:?}");
    assert_eq!(source.difference(&table).collect::<Vec<_>>(), [""; 0], "add them to tests/conditions/calls.rs");
    assert_eq!(table.difference(&source).collect::<Vec<_>>(), [""; 0], "they exist no more");
}
