//! A process without threads or descriptors, in its exit handler, and forked from one that works.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{process, thread};

use bytes::Bytes;
use http::{Request, Response};
use nix::libc;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{SigHandler, Signal, signal};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Uid, alarm, fork, setuid};
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Credentials, MemoryTransport, blocking_credentials};
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, Telemetry};

use crate::calls::Hands;
use crate::matrix::{self, Made, Step, TRIES, in_time, row, settle, steps};
use crate::processes::{Report, child, ends, in_child};
use crate::states::{LONG, Place, State, drivers, fresh, prepare};
use crate::table::{Row, Table};
use crate::ways::{Addresses, Line, Services, Way};

/// The part of a child, by the name of its condition.
#[test]
fn a_process_in_a_condition() {
    let Some((role, addresses, mut report)) = in_child() else { return };
    // Before anything is scarce.
    drivers();
    match role.as_str() {
        "without threads" => {
            // Whoever may do everything has no limit.
            if Uid::effective().is_root() {
                setuid(Uid::from_raw(65_534)).expect("another user");
            }
            starved(Resource::RLIMIT_NPROC, &role, &addresses, &mut report);
        }
        "without descriptors" => starved(Resource::RLIMIT_NOFILE, &role, &addresses, &mut report),
        role if role.starts_with(AT_EXIT_IN) => {
            let state = State::ALL.into_iter().find(|state| role.ends_with(&format!(": {}", state.describe())));
            at_exit(state.expect("a state"), addresses, report);
        }
        "where a broken pipe ends the process" => broken_pipe(&role, &mut report),
        "where it has ended the process" => {
            sigpipe_ends_the_process();
            write_to_nobody().expect("a signal, rather than an error");
        }
        "forked, with what it inherited" => inherited(&role, &addresses, &mut report),
        "forked, anew" => anew(&role, &addresses, &mut report),
        "forked a thousand times" => storm(&role, &mut report),
        other => panic!("there is no such condition: {other}"),
    }
}

fn look_at(role: &str) -> Report {
    let services = Services::start();
    let (report, _) = child("system::a_process_in_a_condition", role, &services);
    assert_eq!(report.faults, [""; 0]);
    println!("{}", matrix::table(&report.covered));
    report
}

/// Prints a condition that every state was met in, on the page of faults.
fn print(test: &'static str, rows: impl IntoIterator<Item = (&'static str, Report, Row)>) {
    let mut page = Table::of(matrix::SECTION, test);
    for (role, report, row) in rows {
        for state in State::ALL {
            assert!(report.covered[&key(role, state)].calls > 0, "{role}: {state:?}");
        }
        page.row(format!("{}, in each of these states", role.trim_end_matches(": ")), row);
    }
    if Way::ALL.len() == 3 {
        page.check();
    }
}

fn key(role: &str, state: State) -> String {
    format!("{role}: {}", state.describe())
}

fn keys(role: &str, state: State) -> [String; 2] {
    [role.to_owned(), key(role, state)]
}

#[test]
fn what_could_not_start_is_tried_again_with_the_next_event() {
    let rows = ["without threads", "without descriptors"].map(|role| {
        let report = look_at(role);
        let row = row(&report, role, "3 transports");
        (role, report, row)
    });
    print("conditions::system::what_could_not_start_is_tried_again_with_the_next_event", rows);
}

#[test]
fn a_host_that_a_broken_pipe_would_end_goes_on() {
    look_at("where a broken pipe ends the process");
    // That it would: the same, on a thread of the host's.
    let role = "where it has ended the process";
    let ended = ends("system::a_process_in_a_condition", role, &Services::start());
    assert_eq!(ended.signal(), Some(Signal::SIGPIPE as i32), "{ended}");
}

#[test]
fn an_exit_handler_may_call_everything() {
    let mut all = Report::default();
    for state in State::ALL {
        all.add(look_at(&key(AT_EXIT_IN, state)));
    }
    let row = row(&all, AT_EXIT_IN, "3 transports");
    print("conditions::system::an_exit_handler_may_call_everything", [(AT_EXIT_IN, all, row)]);
}

#[test]
fn a_forked_child_may_call_everything_on_what_it_inherited() {
    let role = "forked, with what it inherited";
    let arrives = "nothing by the child, all by the parent";
    let row = Row::said(arrives, &[], "6 of runtime, transport", "0.1 s at most");
    let test = "conditions::system::a_forked_child_may_call_everything_on_what_it_inherited";
    print(test, [(role, look_at(role), row)]);
}

#[test]
fn a_forked_child_starts_anew_with_ids_of_its_own() {
    let role = "forked, anew";
    let report = look_at(role);
    let ids: BTreeSet<_> = report.ids.iter().collect();
    assert!(report.ids.len() >= 3 * 4 && ids.len() == report.ids.len(), "{:?}", report.ids);
    let row = row(&report, role, "3 transports");
    print("conditions::system::a_forked_child_starts_anew_with_ids_of_its_own", [(role, report, row)]);
}

#[test]
fn a_thousand_forks_and_none_hangs() {
    assert_eq!(look_at("forked a thousand times").covered["forked a thousand times"].calls, 1_000);
}

/// Every call with every wait, in every state, by every transport.
fn each(mut act: impl FnMut(State, Way, Step)) {
    for (state, way) in State::ALL.into_iter().flat_map(|state| Way::ALL.iter().map(move |way| (state, *way))) {
        steps(state, |_| true).into_iter().for_each(|step| act(state, way, step));
    }
}

/// Nothing of `resource` is to be had while the connection is used and the call is made, and enough of it afterwards.
fn starved(resource: Resource, role: &str, addresses: &Addresses, report: &mut Report) {
    let (soft, hard) = getrlimit(resource).expect("a limit");
    let limit = |soft| setrlimit(resource, soft, hard).expect("a limit below the highest");
    each(|state, way, step| {
        let line = Line::of(way, addresses);
        let outcome = in_time(|_| {
            limit(0);
            let hands = prepare(fresh(), &line, Place::Own, state);
            let made = step.make(&hands);
            limit(soft);
            let goes_on = hands.connection.is_enabled();
            // The next event.
            drop(hands.connection.statement(OperationType::ExecuteStatement));
            let settled = settle(hands, Some(&line)).and_then(|stats| match goes_on {
                true if stats.acknowledged < stats.recorded => Err(format!("lost: {stats:?}")),
                _ => Ok(stats),
            });
            made.outcome(settled)
        });
        let name = format!("{} {state:?} {way:?}", step.name());
        report.note(&keys(role, state), step.calls.len(), &name, outcome);
    });
    report.write();
}

/// As in every program whose runtime is not Rust's.
fn sigpipe_ends_the_process() {
    // SAFETY: the default action is no function of ours.
    unsafe { signal(Signal::SIGPIPE, SigHandler::SigDfl) }.expect("a signal");
}

/// What a service that resets a connection does to whoever is still writing, without its timing: an error and a signal.
fn write_to_nobody() -> io::Result<()> {
    let (reader, mut writer) = io::pipe()?;
    drop(reader);
    writer.write_all(b"an upload")
}

/// Transports and providers write on threads of telemetry's.
fn broken_pipe(role: &str, report: &mut Report) {
    sigpipe_ends_the_process();
    let broken = Arc::new(AtomicU64::new(0));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (sends, provides) = (broken.clone(), broken.clone());
    let write = |broken: &AtomicU64| {
        let is_broken = write_to_nobody().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        broken.fetch_add(u64::from(is_broken), Ordering::Relaxed);
    };
    let transport = move |_: Request<Bytes>| {
        write(&sends);
        // A thread that the transport starts.
        let beside = sends.clone();
        thread::spawn(move || write(&beside)).join().expect("no panic");
        async { Ok(Response::new(Bytes::from_static(b"{}"))) }
    };
    let provider = blocking_credentials(runtime.handle().clone(), move || {
        write(&provides);
        Credentials::bearer("token")
    });
    let options = options(MemoryTransport::new()).transport(transport);
    let telemetry = fresh();
    let connection = telemetry.connect(options.credentials(provider, CredentialIdentity::of("somebody")));
    drop(connection.statement(OperationType::ExecuteStatement));
    let closed = connection.close(LONG);
    drop(connection);
    let is_fine = closed.is_complete() && !telemetry.shutdown(LONG).timed_out && broken.load(Ordering::Relaxed) >= 3;
    let fault = || Err(format!("{closed:?}, {broken:?}"));
    report.note(&[role.to_owned()], 1, role, if is_fine { Ok(telemetry.stats()) } else { fault() });
    report.write();
}

static AT_EXIT: Mutex<Option<(Vec<Prepared>, State, Report)>> = Mutex::new(None);

const AT_EXIT_IN: &str = "in an exit handler";

/// Calls that are still to be made.
struct Prepared {
    step: Step,
    way: Way,
    line: Line,
    hands: Hands,
}

fn prepared(addresses: &Addresses, place: Place, state: State) -> Vec<Prepared> {
    let mut all = Vec::new();
    for way in Way::ALL.iter().copied() {
        for step in steps(state, |_| true) {
            let line = Line::of(way, addresses);
            let hands = prepare(fresh(), &line, place, state);
            all.push(Prepared { step, way, line, hands });
        }
    }
    all
}

fn at_exit(state: State, addresses: Addresses, report: Report) {
    *AT_EXIT.lock().expect("no panic") = Some((prepared(&addresses, Place::Own, state), state, report));
    // SAFETY: the function may be called once, at any time.
    assert_eq!(unsafe { libc::atexit(exit_handler) }, 0);
    process::exit(0);
}

extern "C" fn exit_handler() {
    let Some((all, state, mut report)) = AT_EXIT.lock().expect("no panic").take() else { return };
    for Prepared { step, way, line, hands } in all {
        let start = Instant::now();
        let made = step.make(&hands);
        // On a busy machine it cannot be made again.
        let is_late = start.elapsed() > step.wait.saturating_add(LONG);
        let settled = settle(hands, Some(&line));
        let outcome = Made { is_late, ..made }.outcome(settled).unwrap_or_else(|| Err("late".to_owned()));
        let name = format!("{} {state:?} {way:?}", step.name());
        report.note(&keys(AT_EXIT_IN, state), step.calls.len(), &name, outcome);
    }
    report.write();
}

/// Has a child of this process do something, and says what it returned. One that hangs is ended by its alarm.
fn forked(act: impl FnOnce() -> i32) -> i32 {
    // SAFETY: the child calls nothing but this crate, the allocator, which is fork-safe in glibc, and `_exit`.
    match unsafe { fork() }.expect("a child") {
        ForkResult::Child => {
            alarm::set(120);
            let code = catch_unwind(AssertUnwindSafe(act)).unwrap_or(101);
            // SAFETY: neither destructors nor the test harness may run twice.
            unsafe { libc::_exit(code) };
        }
        ForkResult::Parent { child } => match waitpid(child, None) {
            Ok(WaitStatus::Exited(_, code)) => code,
            other => panic!("the child has not ended by itself: {other:?}"),
        },
    }
}

const LATE: i32 = 1;

fn inherited(role: &str, addresses: &Addresses, report: &mut Report) {
    let places = [Place::Own, Place::Drivers];
    for (place, state) in places.into_iter().flat_map(|place| State::ALL.map(|state| (place, state))) {
        for round in 1..=TRIES {
            let mut all = prepared(addresses, place, state);
            let mut mine = report.beside();
            let code = forked(|| {
                let mut is_late_at_all = false;
                for Prepared { step, way, hands, .. } in all.drain(..) {
                    let made = step.make(&hands);
                    is_late_at_all |= made.is_late;
                    let speaks = made.answers.iter().find(|it| it.delivered > 0 || it.timed_out);
                    let fault = made.fault.or_else(|| speaks.map(|it| format!("not silent: {it:?}")));
                    let name = format!("{} {state:?} {way:?} {place:?}", step.name());
                    let outcome = fault.map_or_else(|| Ok(Default::default()), Err);
                    mine.note(&keys(role, state), step.calls.len(), &name, outcome);
                    // All of them dropped, too.
                    drop(hands);
                }
                if is_late_at_all && round < TRIES {
                    return LATE;
                }
                mine.write();
                i32::from(is_late_at_all)
            });
            for Prepared { line, hands, .. } in all {
                if let Err(fault) = settle(hands, Some(&line)) {
                    report.note(&keys(role, state), 1, "the parent", Err(fault));
                }
            }
            match code {
                0 => break,
                LATE if round < TRIES => {}
                other => report.note(&keys(role, state), 1, "a child", Err(format!("it ended with {other}"))),
            }
        }
    }
    report.write();
}

fn options(transport: MemoryTransport) -> ConnectionOptions {
    ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(transport)
}

/// What a connection sends gets ids; here they are.
fn ids(telemetry: &Telemetry) -> Vec<String> {
    let memory = MemoryTransport::new();
    // Connections to one host share what they send by.
    let connection = telemetry.connect(options(memory.clone()).host("dbc-a2.cloud.databricks.com"));
    (0..4).for_each(|_| drop(connection.statement(OperationType::ExecuteStatement)));
    assert_eq!(connection.close(LONG).delivered, 4);
    let bodies: Vec<_> = memory.requests().iter().map(|it| String::from_utf8_lossy(it.body()).into_owned()).collect();
    let mark = "event_id\\\":\\\"";
    bodies.iter().flat_map(|body| body.split(mark).skip(1)).map(|rest| rest[..36].to_owned()).collect()
}

fn anew(role: &str, addresses: &Addresses, report: &mut Report) {
    // The parent is at work, and stays so.
    let global = Telemetry::global();
    let connection = global.connect(options(MemoryTransport::new()));
    drop(connection.statement(OperationType::ExecuteStatement));
    report.ids = ids(&global);
    for _ in 0..2 {
        let mut mine = report.beside();
        let code = forked(|| {
            mine.ids = ids(&Telemetry::global());
            mine.note(&[role.to_owned()], 1, "Telemetry::global", Ok(Default::default()));
            mine.write();
            0
        });
        assert_eq!(code, 0);
    }
    let mut mine = report.beside();
    let code = forked(|| {
        each(|state, way, step| {
            let outcome = in_time(|_| {
                let line = Line::of(way, addresses);
                let hands = prepare(fresh(), &line, Place::Own, state);
                step.make(&hands).outcome(settle(hands, Some(&line)))
            });
            let name = format!("{} {state:?} {way:?}", step.name());
            mine.note(&keys(role, state), step.calls.len(), &name, outcome);
        });
        mine.write();
        0
    });
    assert_eq!(code, 0);
    assert!(connection.close(LONG).is_complete());
    report.write();
}

/// Forks while other threads record and read.
fn storm(role: &str, report: &mut Report) {
    let took = |_: Request<Bytes>| async { Ok(Response::new(Bytes::new())) };
    let global = Telemetry::global();
    let connection = global.connect(options(MemoryTransport::new()).transport(took));
    let stop = Arc::new(AtomicBool::new(false));
    let threads: Vec<_> = (0..3)
        .map(|number| {
            let (connection, global, stop) = (connection.clone(), global.clone(), stop.clone());
            thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    if number == 0 {
                        global.stats();
                        connection.stats();
                    } else {
                        use_it(&connection);
                        thread::sleep(Duration::from_micros(50));
                    }
                }
            })
        })
        .collect();
    for number in 0..1_000 {
        let code = forked(|| {
            alarm::set(30);
            use_it(&connection);
            global.stats();
            connection.stats();
            connection.diagnostics();
            let flushed = connection.flush(Duration::MAX);
            let closed = connection.close(Duration::MAX);
            let is_silent = flushed.delivered + closed.delivered == 0 && !global.shutdown(Duration::MAX).timed_out;
            let _ = (&connection, &global);
            let memory = MemoryTransport::new();
            let own = Telemetry::global().connect(options(memory.clone()));
            drop(own.statement(OperationType::ExecuteStatement));
            let closed = own.close(LONG);
            // By the close, or before it where the machine was long in coming to it.
            let arrived = closed.is_complete() && own.stats().acknowledged == 1 && memory.requests().len() == 1;
            if !arrived {
                eprintln!("{closed:?}, {} requests, {:?}", memory.requests().len(), own.stats());
            }
            i32::from(!is_silent) + 2 * i32::from(!arrived)
        });
        let outcome = if code == 0 { Ok(Default::default()) } else { Err(format!("it ended with {code}")) };
        report.note(&[role.to_owned()], 1, &number.to_string(), outcome);
    }
    stop.store(true, Ordering::Relaxed);
    threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
    assert!(connection.close(LONG).held == 0);
    report.write();
}

fn use_it(connection: &ConnectionTelemetry) {
    let statement = connection.statement(OperationType::ExecuteStatement);
    statement.error(sql_driver_telemetry::ErrorKind::Timeout);
    connection.parameters(Default::default());
    connection.record_operation_status("01f0a1b2-0000-4000-8000-00000000000a", 1, Duration::from_millis(1));
    connection.record_statement_complete("01f0a1b2-0000-4000-8000-00000000000a");
}
