//! Every public call, once: how it is made, and whether it waits.
//!
//! That none is missing is found out from the source, by what it exports.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use sql_driver_telemetry::config::Environment;
use sql_driver_telemetry::contract::{
    DriverConnectionParameters, ExecutionResultFormat, OperationType, StatementType, VolumeOperationType,
};
use sql_driver_telemetry::{
    Budget, ConnectionOptions, ConnectionTelemetry, ErrorInfo, ErrorKind, Flushed, OperationTimer, StatementRecorder,
    StatementTelemetry, Telemetry,
};

use crate::executor::block_on;
use crate::states::State;
use crate::values;

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

/// After these a handle is not what it was.
const ENDS: [&str; 3] =
    ["ConnectionTelemetry::close_detached", "StatementTelemetry::end", "StatementTelemetry::restart"];

/// These record nothing.
const READS: [&str; 6] = ["is_enabled", "why_off", "stats", "diagnostics", "disabled", "snapshot"];

impl Call {
    /// Whether the handles are in the same state afterwards, so that other calls can be made on them.
    pub fn keeps(&self, state: State) -> bool {
        let (of, name) = self.name.split_once("::").unwrap_or(("", self.name));
        let is_new = matches!(state, State::Unused | State::Idle);
        let is_of_a_handle = of.ends_with("Telemetry") || of.ends_with("Recorder") || of.ends_with("Timer");
        let is_taken = self.name.starts_with("OperationTimer");
        let alters = is_taken || is_new && is_of_a_handle && !READS.contains(&name);
        !(self.waits || ENDS.contains(&self.name) || alters)
    }
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

macro_rules! calls_of {
    ($($name:literal => $make:expr,)*) => {
        [$($crate::calls::Call {
            name: $name,
            waits: false,
            make: |hands, _| {
                let make: fn(&$crate::calls::Hands) = |hands| { let _ = $make(hands); };
                make(hands);
                None
            },
        }),*]
    };
}

pub(crate) use calls_of as calls;

const ID: &str = "01f0a1b2-0000-4000-8000-00000000000a";
pub const MS: Duration = Duration::from_millis(3);
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
    all.extend(values::all());
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

/// Every public method and function of what the crate exports for a driver's use.
fn of_the_source() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut exported = BTreeSet::from(["Config".to_owned()]);
    for file in ["lib.rs", "export/mod.rs", "config/mod.rs"] {
        for item in items(&source.join(file)) {
            if let syn::Item::Use(it) = item
                && matches!(it.vis, syn::Visibility::Public(_))
            {
                names(&it.tree, &mut exported);
            }
        }
    }
    let mut files = Vec::new();
    for room in ["collect", "config", "export", "queue", "record", "stats", "worker"] {
        walk(&source.join(room), &mut files);
    }
    let mut found = BTreeSet::new();
    for item in files.iter().flat_map(|file| items(file)) {
        match item {
            syn::Item::Fn(it) if matches!(it.vis, syn::Visibility::Public(_)) => {
                let name = it.sig.ident.to_string();
                found.extend(exported.contains(&name).then_some(name));
            }
            syn::Item::Impl(block) if block.trait_.is_none() => {
                let syn::Type::Path(of) = &*block.self_ty else { continue };
                let of = of.path.segments.last().expect("a name").ident.to_string();
                let methods = block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(it) if matches!(it.vis, syn::Visibility::Public(_)) => Some(&it.sig.ident),
                    _ => None,
                });
                if exported.contains(&of) {
                    found.extend(methods.map(|method| format!("{of}::{method}")));
                }
            }
            _ => {}
        }
    }
    found
}

fn items(file: &Path) -> Vec<syn::Item> {
    syn::parse_file(&fs::read_to_string(file).expect("a text")).expect("Rust").items
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.extension() {
            // The tests' own.
            None if path.ends_with("tests") => {}
            None => walk(&path, files),
            Some(it) if it == "rs" => files.push(path),
            Some(_) => {}
        }
    }
}

fn names(tree: &syn::UseTree, all: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(it) => names(&it.tree, all),
        syn::UseTree::Group(it) => it.items.iter().for_each(|tree| names(tree, all)),
        syn::UseTree::Name(it) => drop(all.insert(it.ident.to_string())),
        syn::UseTree::Rename(it) => drop(all.insert(it.rename.to_string())),
        syn::UseTree::Glob(_) => panic!("an export names what it exports"),
    }
}

#[test]
fn every_public_method_is_on_the_table() {
    let table: BTreeSet<_> = all().iter().map(|call| call.name.to_owned()).filter(|it| !it.contains(' ')).collect();
    let source = of_the_source();
    for known in ["ConnectionTelemetry::close", "ConnectionOptions::host", "detect_system", "Host::parse"] {
        assert!(source.contains(known), "the source was not read: {source:?}");
    }
    assert_eq!(source.difference(&table).collect::<Vec<_>>(), [""; 0], "add them to tests/conditions/");
    assert_eq!(table.difference(&source).collect::<Vec<_>>(), [""; 0], "they exist no more");
}
