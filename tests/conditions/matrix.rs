//! Every call, in every state, with every wait, by every transport, wherever the work is done: no panic, nothing on
//! standard error, back in time, and books that balance.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use sql_driver_telemetry::{DropReason, Flushed, Stats};
use tokio::runtime::Builder;

use crate::calls::{self, Call, Hands};
use crate::processes::{Cover, Report, child, in_child};
use crate::states::{Context, LONG, Place, State, drivers, fresh, prepare};
use crate::table::{Row, Table};
use crate::ways::{Addresses, Line, Services, Way};

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
}

/// What is there to wait for, and for how long: nothing, for a call that does not wait.
pub fn waits(call: &Call) -> &'static [Duration] {
    if call.waits { &WAITS } else { &WAITS[..1] }
}

/// Calls that are made one after another on the same handles, since none of them changes their state.
pub struct Step {
    pub calls: Vec<&'static Call>,
    pub wait: Duration,
}

/// What came of a step.
#[derive(Default)]
pub struct Made {
    pub fault: Option<String>,
    /// At least one was not back in time.
    pub is_late: bool,
    pub answers: Vec<Flushed>,
}

/// Every call with every wait: those together that leave the handles as they are.
pub fn steps(state: State, may: impl Fn(&Call) -> bool) -> Vec<Step> {
    static CALLS: OnceLock<Vec<Call>> = OnceLock::new();
    let calls = CALLS.get_or_init(calls::all);
    let (together, alone): (Vec<_>, Vec<_>) = calls.iter().filter(|call| may(call)).partition(|call| call.keeps(state));
    let alone = alone.into_iter().flat_map(|call| waits(call).iter().map(move |wait| (vec![call], *wait)));
    let all = std::iter::once((together, Duration::ZERO)).chain(alone);
    all.map(|(calls, wait)| Step { calls, wait }).collect()
}

impl Step {
    /// The one call that it is about, or what it is.
    pub fn name(&self) -> String {
        match &*self.calls {
            [call] => format!("{}, {:?}", call.name, self.wait),
            calls => format!("{} calls from {}", calls.len(), calls.first().map_or("none", |call| call.name)),
        }
    }

    /// Makes the calls.
    pub fn make(&self, hands: &Hands) -> Made {
        let mut made = Made::default();
        for call in &self.calls {
            let start = Instant::now();
            let flushed = (call.make)(hands, self.wait);
            made.is_late |= is_late(self.wait, start.elapsed());
            let fault = contradiction(flushed).map(|fault| format!("{}: {fault}", call.name));
            made.fault = made.fault.or(fault);
            made.answers.extend(flushed);
        }
        made
    }
}

/// Whether it was back in time. One that waits for as long as it takes is back when it is.
fn is_late(wait: Duration, took: Duration) -> bool {
    took > wait.saturating_add(SLACK).min(LONG)
}

/// What is wrong with an answer.
fn contradiction(flushed: Option<Flushed>) -> Option<String> {
    let flushed = flushed?;
    let contradicts = flushed.held > 0 && !flushed.timed_out || flushed.is_complete() && flushed.dropped > 0;
    contradicts.then(|| format!("{flushed:?} contradicts itself"))
}

impl Made {
    /// With the books at the end. `None` if it was late: it is to be made again.
    pub fn outcome(self, settled: Result<Stats, String>) -> Option<Result<Stats, String>> {
        if let Some(fault) = self.fault {
            return Some(Err(fault));
        }
        (!self.is_late || settled.is_err()).then_some(settled)
    }
}

/// Tries until it is in time.
pub fn in_time(attempt: impl FnMut(u32) -> Option<Result<Stats, String>>) -> Result<Stats, String> {
    (0..TRIES).find_map(attempt).unwrap_or_else(|| Err("late".to_owned()))
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

/// One step in one cell. `None` if it was late.
fn run(step: &Arc<Step>, cell: Cell, addresses: &Addresses) -> Option<Result<Stats, String>> {
    let Cell { state, context, place, way } = cell;
    let line = Arc::new(Line::of(way, addresses));
    let (send, receive) = mpsc::channel();
    let ready = (place != Place::Around).then(|| prepare(fresh(), &line, place, state));
    let (line_inside, step) = (line.clone(), step.clone());
    context.enter(move || {
        let hands = ready.unwrap_or_else(|| prepare(fresh(), &line_inside, place, state));
        let made = step.make(&hands);
        send.send((hands, made)).expect("somebody listens");
    });
    let (hands, made) = receive.recv().expect("it was made");
    made.outcome(settle(hands, Some(&line)))
}

/// Which cells there are. Those that are left out say why.
fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for way in Way::ALL.iter().copied() {
        for place in Place::ALL {
            for context in Context::ALL {
                // The transports that this crate brings need IO and a timer, as their runtime's owner is told.
                let is_bare = place == Place::Bare && way != Way::Memory;
                // There is none around, elsewhere.
                let is_nowhere =
                    place == Place::Around && !matches!(context, Context::CurrentThread | Context::MultiThread);
                if !(is_bare || is_nowhere) {
                    cells.extend(State::ALL.map(|state| Cell { state, context, place, way }));
                }
            }
        }
    }
    cells
}

fn role(cell: &Cell) -> String {
    format!("{:?}/{:?}", cell.way, cell.place)
}

/// The part of a child: all cells of one way and place.
#[test]
fn a_process_that_is_looked_at() {
    let Some((role_of_this, addresses, report)) = in_child() else { return };
    drivers();
    let report = Mutex::new(report);
    let mine: Vec<_> = cells().into_iter().filter(|cell| role(cell) == role_of_this).collect();
    let next = Mutex::new(mine.into_iter());
    let take = || next.lock().expect("no panic").next();
    let work = || {
        while let Some(cell) = take() {
            // Who blocks the only thread that could answer is not answered. Futures are awaited there: see below.
            let is_answered = |call: &Call| cell.place != Place::Around || !call.name.ends_with("_async");
            for step in steps(cell.state, is_answered).into_iter().map(Arc::new) {
                let outcome = in_time(|_| run(&step, cell, &addresses));
                let name = format!("{} {cell:?}", step.name());
                let keys = [cell.state.describe().to_owned(), cell.place.describe().to_owned()];
                report.lock().expect("no panic").note(&keys, step.calls.len(), &name, outcome);
            }
        }
    };
    // Who blocks his own runtime waits for a second each time, and that costs nothing.
    let threads = if role_of_this.ends_with("Around") { 8 } else { 1 };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    report.into_inner().expect("no panic").write();
}

#[test]
fn every_call_in_every_state() {
    let mut roles: Vec<String> = cells().iter().map(role).collect();
    roles.dedup();
    let (blocked, rest): (Vec<_>, Vec<_>) = roles.into_iter().partition(|role| role.ends_with("Around"));
    let (own, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|role| role == "Grpc/Own");
    let (grpc, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|role| role.starts_with("Grpc"));
    let lanes = [blocked, own, grpc, others].map(|roles| thread::spawn(move || look_at(&roles)));
    let mut all = Report::default();
    for lane in lanes {
        all.add(lane.join().expect("no panic"));
    }
    assert_eq!(all.faults, [""; 0]);
    println!("{}", table(&all.covered));
    let mut page = Table::of(SECTION, "conditions::matrix::every_call_in_every_state");
    for state in State::ALL {
        let others = cells().iter().filter(|cell| cell.state == state).count();
        page.row(state.describe(), row(&all, state.describe(), &format!("{others} of runtime, context, transport")));
    }
    for place in Place::ALL {
        let others = cells().iter().filter(|cell| cell.place == place).count();
        page.row(place.describe(), row(&all, place.describe(), &format!("{others} of state, context, transport")));
    }
    if Way::ALL.len() == 3 {
        page.check();
    }
}

/// Where on the page.
pub const SECTION: &str = "Every call in every condition of a process";

/// The row of what was covered under this key. What was not delivered has to be under one of these reasons: the calls
/// close without waiting, and record afterwards.
pub fn row(report: &Report, key: &str, combinations: &str) -> Row {
    let cover = &report.covered[key];
    let arrives = match key {
        _ if cover.recorded == 0 => "nothing is recorded",
        _ if key == Place::Gone.describe() => "nothing",
        _ => "all, but for a call that closes without waiting, and what is recorded after it",
    };
    let may: &[DropReason] = match key {
        _ if cover.recorded == 0 => &[],
        _ if key == Place::Gone.describe() => &[DropReason::Closed],
        _ => &[DropReason::Deadline, DropReason::Closed],
    };
    let strange: Vec<_> = cover.dropped.keys().filter(|reason| may.iter().all(|it| it.as_str() != **reason)).collect();
    assert_eq!(strange, [""; 0], "{key}: reasons that nothing explains");
    Row::said(arrives, may, combinations, "its wait and 0.1 s at most")
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
    let services = Services::start();
    let kinds = [Builder::new_current_thread, || Builder::new_multi_thread()];
    let states = kinds.into_iter().flat_map(|kind| State::ALL.map(|state| (kind, state)));
    for ((kind, state), way) in states.flat_map(|it| Way::ALL.iter().map(move |way| (it, *way))) {
        for wait in WAITS {
            let line = Line::of(way, &services.addresses);
            let runtime = kind().worker_threads(1).enable_all().build().expect("a runtime");
            let hands = runtime.block_on(async {
                let hands = prepare(fresh(), &line, Place::Around, state);
                for flushed in [hands.connection.flush_async(wait).await, hands.connection.close_async(wait).await] {
                    assert_eq!(contradiction(Some(flushed)), None, "{way:?} {state:?} {wait:?}");
                    // Nobody is left to answer after these two.
                    let is_over = matches!(state, State::Ended | State::ShutDown);
                    assert!(wait < Duration::MAX || is_over || !flushed.timed_out, "{way:?} {state:?}: {flushed:?}");
                }
                hands
            });
            drop(runtime);
            settle(hands, Some(&line)).unwrap_or_else(|fault| panic!("{way:?} {state:?} {wait:?}: {fault}"));
        }
    }
}

/// What was covered.
pub fn table(covered: &BTreeMap<String, Cover>) -> String {
    let mut text = String::new();
    for (key, Cover { calls, recorded, dropped }) in covered {
        let _ = writeln!(text, "{key:>50} {calls:>6} calls {recorded:>6} events {dropped:?}");
    }
    text
}
