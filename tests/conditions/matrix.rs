//! Every call, in every state, with every wait, by every transport, wherever the work is done: no panic, nothing on
//! standard error, back in time, and books that balance.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use sql_driver_telemetry::{Flushed, Stats};
use tokio::runtime::Builder;

use crate::{
    calls::{self, Call, Hands},
    processes::{Report, child, in_child},
    states::{Context, LONG, Place, State, fresh, prepare},
    ways::{Addresses, Line, Services, Way},
};

/// How long a call waits.
pub const WAITS: [Duration; 3] = [Duration::ZERO, Duration::from_millis(1), Duration::MAX];

/// Beyond its wait, a call may take so long. On a busy machine anything may: then it is made again.
const SLACK: Duration = Duration::from_millis(100);
pub const TRIES: u32 = 8;

/// One cell.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub state: State,
    pub context: Context,
    pub place: Place,
    pub way: Way,
    pub wait: Duration,
}

/// What is there to wait for, and for how long: nothing, for a call that does not wait.
pub fn waits(call: &Call) -> &'static [Duration] {
    if call.waits { &WAITS } else { &WAITS[..1] }
}

/// Makes the call, and says how long it took.
pub fn make(call: &Call, hands: &Hands, wait: Duration) -> (Option<Flushed>, Duration) {
    let start = Instant::now();
    let flushed = (call.make)(hands, wait);
    (flushed, start.elapsed())
}

/// Whether it was back in time. One that waits for as long as it takes is back when it is.
pub fn is_late(wait: Duration, took: Duration) -> bool {
    took > wait.saturating_add(SLACK).min(LONG)
}

/// What is wrong with an answer.
pub fn contradiction(flushed: Option<Flushed>) -> Option<String> {
    let flushed = flushed?;
    let contradicts = flushed.held > 0 && !flushed.timed_out || flushed.is_complete() && flushed.dropped > 0;
    contradicts.then(|| format!("{flushed:?} contradicts itself"))
}

/// Ends everything, and looks at the books. `arrived` is what the service took, where that is known.
pub fn settle(hands: Hands, line: Option<&Line>) -> Result<Stats, String> {
    let Hands { telemetry, connection, statement, recorder, operation, .. } = hands;
    drop((statement, recorder, operation));
    connection.close(LONG);
    drop(connection);
    let down = telemetry.shutdown(LONG);
    let start = Instant::now();
    // On a driver's runtime the end is not waited for.
    while telemetry.stats().held() > 0 && start.elapsed() < LONG {
        thread::sleep(Duration::from_millis(1));
    }
    let stats = telemetry.stats();
    if down.timed_out && start.elapsed() > SLACK {
        return Err(format!("a thread is left: {down:?}"));
    }
    if stats.held() > 0 || stats.queued > 0 || stats.recorded != stats.acknowledged + stats.dropped_total() {
        return Err(format!("the books do not balance: {stats:?}"));
    }
    match line.and_then(Line::arrived) {
        Some(arrived) if arrived < stats.acknowledged || arrived > stats.recorded => {
            Err(format!("{arrived} arrived: {stats:?}"))
        }
        _ => Ok(stats),
    }
}

/// One cell, alone. `None` if it was late.
fn run(call: &'static Call, cell: Cell, addresses: &Addresses) -> Option<Result<Stats, String>> {
    let Cell { state, context, place, way, wait } = cell;
    let line = Arc::new(Line::of(way, addresses));
    let (send, receive) = mpsc::channel();
    let ready = (place != Place::Around).then(|| prepare(fresh(), &line, place, state));
    let line_inside = line.clone();
    context.enter(move || {
        let hands = ready.unwrap_or_else(|| prepare(fresh(), &line_inside, place, state));
        let made = make(call, &hands, wait);
        send.send((hands, made)).expect("somebody listens");
    });
    let (hands, (flushed, took)) = receive.recv().expect("it was made");
    let settled = settle(hands, Some(&line));
    if let Some(fault) = contradiction(flushed) {
        return Some(Err(fault));
    }
    (!is_late(wait, took) || settled.is_err()).then_some(settled)
}

/// Which cells there are. Those that are left out say why.
fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for way in Way::ALL.iter().copied() {
        for place in [Place::Own, Place::Drivers, Place::Bare, Place::Gone, Place::Around] {
            for context in Context::ALL {
                for state in State::ALL {
                    // The transports that this crate brings need IO and a timer, as their runtime's owner is told.
                    let is_bare = place == Place::Bare && way != Way::Memory;
                    // There is none around, elsewhere.
                    let is_nowhere =
                        place == Place::Around && !matches!(context, Context::CurrentThread | Context::MultiThread);
                    // Contexts differ in what waiting does, not in how it is sent: once for all transports.
                    let is_twice = context != Context::Plain && way != Way::Memory && place != Place::Own;
                    if !(is_bare || is_nowhere || is_twice) {
                        let wait = Duration::ZERO;
                        cells.push(Cell { state, context, place, way, wait });
                    }
                }
            }
        }
    }
    cells
}

/// The part of a child: all cells of one way and place.
#[test]
fn a_process_that_is_looked_at() {
    let Some((role, addresses, report)) = in_child() else { return };
    let calls: &'static [Call] = calls::all().leak();
    let report = Mutex::new(report);
    let mine: Vec<_> = cells().into_iter().filter(|cell| format!("{:?}/{:?}", cell.way, cell.place) == role).collect();
    for cell in mine {
        // Who blocks the only thread that could answer is not answered. Futures are awaited there: see below.
        let is_answered = |call: &&Call| cell.place != Place::Around || !call.name.ends_with("_async");
        for call in calls.iter().filter(is_answered) {
            for wait in waits(call).iter().copied() {
                let cell = Cell { wait, ..cell };
                let outcome = (0..TRIES).find_map(|_| run(call, cell, &addresses));
                let name = format!("{} {cell:?}", call.name);
                let key = format!("{:?}", cell.state);
                report.lock().expect("no panic").note(&key, &name, outcome.unwrap_or_else(|| Err("late".to_owned())));
            }
        }
    }
    report.into_inner().expect("no panic").write();
}

#[test]
fn every_call_in_every_state() {
    let mut roles: Vec<String> = cells().iter().map(|cell| format!("{:?}/{:?}", cell.way, cell.place)).collect();
    roles.dedup();
    // Those that wait rather than work go beside the others: who blocks his own runtime waits for a second each time.
    let (blocked, rest): (Vec<_>, Vec<_>) = roles.into_iter().partition(|role| role.ends_with("Around"));
    let (grpc, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|role| role.starts_with("Grpc"));
    let lanes = [blocked, grpc, others].map(|roles| thread::spawn(move || look_at(&roles)));
    let mut all = Report::default();
    for lane in lanes {
        all.add(lane.join().expect("no panic"));
    }
    assert_eq!(all.faults, [""; 0]);
    println!("{}", table(&all.covered));
}

fn look_at(roles: &[String]) -> Report {
    let services = Services::start();
    let mut all = Report::default();
    for role in roles {
        let start = Instant::now();
        let (report, taken) = child("matrix::a_process_that_is_looked_at", role, &services);
        println!("{role}: {:?}", start.elapsed());
        let is_memory = role.starts_with("Memory");
        assert!(is_memory || (report.acknowledged..=report.recorded).contains(&taken), "{role}: {taken} {report:?}");
        all.add(report);
    }
    all
}

#[test]
fn who_awaits_on_his_own_runtime_is_answered() {
    let addresses = Addresses(" ".to_owned());
    let kinds = [Builder::new_current_thread, || Builder::new_multi_thread()];
    for (kind, state) in kinds.into_iter().flat_map(|kind| State::ALL.map(|state| (kind, state))) {
        for wait in WAITS {
            let line = Line::of(Way::Memory, &addresses);
            let runtime = kind().worker_threads(1).enable_all().build().expect("a runtime");
            let hands = runtime.block_on(async {
                let hands = prepare(fresh(), &line, Place::Around, state);
                for flushed in [hands.connection.flush_async(wait).await, hands.connection.close_async(wait).await] {
                    assert_eq!(contradiction(Some(flushed)), None, "{state:?} {wait:?}");
                    // Nobody is left to answer after these two.
                    let is_over = matches!(state, State::Ended | State::ShutDown);
                    assert!(wait < Duration::MAX || is_over || !flushed.timed_out, "{state:?}: {flushed:?}");
                }
                hands
            });
            drop(runtime);
            settle(hands, Some(&line)).unwrap_or_else(|fault| panic!("{state:?} {wait:?}: {fault}"));
        }
    }
}

/// How many cells of each state.
fn table(covered: &BTreeMap<String, u64>) -> String {
    let mut text = format!("{} cells\n", covered.values().sum::<u64>());
    for (state, cells) in covered {
        let _ = writeln!(text, "{state:>16} {cells:>6}");
    }
    text
}
