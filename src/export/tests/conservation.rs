//! The books balance at every moment, whatever happens.

use super::*;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Status(u16),
    Throttle,
    Reset,
    LostAnswer,
    Partial,
    Delay,
    Hang,
    NoName,
    Panic,
    Garbage,
}

fn faults() -> impl Strategy<Value = Fault> {
    prop_oneof![
        8 => Just(Fault::None),
        2 => prop::sample::select(vec![400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504]).prop_map(Fault::Status),
        1 => Just(Fault::Throttle),
        1 => Just(Fault::Reset),
        1 => Just(Fault::LostAnswer),
        1 => Just(Fault::Partial),
        1 => Just(Fault::Delay),
        1 => Just(Fault::Hang),
        1 => Just(Fault::NoName),
        1 => Just(Fault::Panic),
        1 => Just(Fault::Garbage),
    ]
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Record(u32),
    Urgent(u32),
    Sleep(u64),
    Flush(u64),
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1u32..120).prop_map(Act::Record),
        1 => (1u32..5).prop_map(Act::Urgent),
        4 => (1u64..20_000).prop_map(Act::Sleep),
        1 => (0u64..4_000).prop_map(Act::Flush),
    ]
}

/// A service with faults in turn, which remembers what it took and what it only said it took.
#[derive(Clone)]
struct Faulty {
    faults: Arc<Vec<Fault>>,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    requests: usize,
    /// The path and the body of each.
    sent: Vec<(String, Bytes)>,
    /// How often an event was taken with an answer that arrived, and how often with one that did not.
    answered: HashMap<Event, u32>,
    unanswered: HashMap<Event, u32>,
}

impl Faulty {
    fn send(&self, request: Request<Bytes>) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + use<> {
        let mut seen = self.seen.lock().unwrap();
        let fault = self.faults[seen.requests % self.faults.len()];
        seen.requests += 1;
        seen.sent.push((request.uri().path().to_owned(), request.body().clone()));
        let ids = ids(&request);
        let taken = match fault {
            Fault::None | Fault::Delay => ids.len(),
            Fault::Partial => ids.len() / 2,
            _ => 0,
        };
        ids.iter().take(taken).for_each(|id| *seen.answered.entry(*id).or_default() += 1);
        if matches!(fault, Fault::LostAnswer) {
            ids.iter().for_each(|id| *seen.unanswered.entry(*id).or_default() += 1);
        }
        drop(seen);
        async move {
            let answer = |code, body: String| {
                let mut response = Response::new(Bytes::from(body));
                *response.status_mut() = StatusCode::from_u16(code).unwrap();
                Ok(response)
            };
            match fault {
                Fault::None => answer(200, String::new()),
                Fault::Garbage => answer(200, "\u{fffd}<".into()),
                Fault::Partial => answer(200, format!(r#"{{"numProtoSuccess":{taken},"errors":["x"]}}"#)),
                Fault::Status(code) => answer(code, String::new()),
                Fault::Throttle => {
                    let mut response = answer(429, String::new())?;
                    response.headers_mut().insert("retry-after", HeaderValue::from_static("3"));
                    Ok(response)
                }
                Fault::Delay => {
                    tokio::time::sleep(MS(800)).await;
                    answer(200, String::new())
                }
                Fault::Reset | Fault::LostAnswer => Err(TransportError::Broken("scripted".into())),
                Fault::NoName => Err(TransportError::UnknownName("scripted".into())),
                Fault::Hang => std::future::pending().await,
                Fault::Panic => panic!("a scripted panic"),
            }
        }
    }
}

async fn play(faults: Vec<Fault>, acts: Vec<Act>, wait: u64) -> Result<(), TestCaseError> {
    let service = Faulty { faults: Arc::new(faults), seen: Arc::default() };
    let transport = service.clone();
    let limits = Limits { events: 300, bytes: 1 << 20, batch: 50 };
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("mirror");
    let mirror = Some(Arc::new(Mirror::new(&file, false)));
    let mut rig = Setup { limits, mirror, ..Setup::default() }.start(move |request| transport.send(request));
    for act in acts {
        match act {
            Act::Record(events) => rig.record(events),
            Act::Urgent(events) => rig.push(events, Priority::Urgent),
            Act::Sleep(ms) => tokio::time::sleep(MS(ms)).await,
            Act::Flush(ms) => {
                let start = Instant::now();
                let flushed = rig.flush(MS(ms)).await.unwrap();
                prop_assert!(start.elapsed() <= MS(ms));
                prop_assert!(flushed.timed_out || flushed.held == 0);
            }
        }
        let stats = rig.ledger.snapshot();
        prop_assert_eq!(stats.recorded, u64::from(rig.next));
        prop_assert_eq!(stats.recorded, stats.acknowledged + stats.dropped_total() + stats.held());
        // Held is what the queue has and what the pipeline has in its hands, which is bounded.
        prop_assert!(stats.held() >= rig.queue.depth().events as u64);
        prop_assert!(stats.held() <= (300 + 2 * 500) as u64);
    }
    let recorded = u64::from(rig.next);
    let (_, stats, took) = rig.close(MS(wait)).await;
    prop_assert!(took <= MS(wait));
    prop_assert_eq!(stats.recorded, recorded);
    prop_assert_eq!(stats.held(), 0);
    prop_assert_eq!(stats.requests, stats_requests(&service));

    let seen = service.seen.lock().unwrap();
    // Never twice but where the first answer was lost on the way (a close that gives up counts as that).
    let lost: HashSet<_> = seen.unanswered.keys().collect();
    for (id, times) in &seen.answered {
        prop_assert!(*times == 1, "event {id} was taken {times} times");
        prop_assert!(u64::from(*id) < recorded);
    }
    let known = seen.answered.len() as u64;
    prop_assert!(stats.acknowledged <= known);
    prop_assert!(known - stats.acknowledged <= stats.dropped(DropReason::Deadline) + lost.len() as u64);

    // The mirror holds what the service got, byte for byte and in order, and every event that was dropped.
    let mirrored = Mirrored::read(&file);
    prop_assert_eq!(&mirrored.sent, &seen.sent);
    prop_assert_eq!(mirrored.open, 0, "each request came to something");
    prop_assert_eq!(
        mirrored.dropped,
        drops(&stats).into_iter().map(|(name, events)| (name.to_owned(), events)).collect()
    );
    Ok(())
}

/// What a mirror says.
#[derive(Default)]
struct Mirrored {
    sent: Vec<(String, Bytes)>,
    /// Requests without an outcome.
    open: usize,
    dropped: BTreeMap<String, u64>,
}

impl Mirrored {
    fn read(file: &std::path::Path) -> Self {
        let mut read = Self::default();
        let mut open = HashSet::new();
        for line in std::fs::read_to_string(file).unwrap_or_default().lines().skip(1) {
            let line: serde_json::Value = serde_json::from_str(line).expect("each line is whole");
            let text = |name: &str| line[name].as_str().map(str::to_owned);
            if let Some(id) = text("sent") {
                let url: http::Uri = text("url").expect("a URL").parse().expect("a URL");
                read.sent.push((url.path().to_owned(), text("body").expect("a text").into()));
                assert!(open.insert(id), "an id is one request's");
            } else if let Some(id) = text("outcome") {
                assert!(open.remove(&id), "an outcome is of a request that was sent before");
            } else if let (Some(_), Some(reason)) = (text("dropped"), text("reason")) {
                *read.dropped.entry(reason).or_default() += line["events"].as_u64().expect("a number");
            } else {
                panic!("{line}");
            }
        }
        read.open = open.len();
        read
    }
}

fn stats_requests(service: &Faulty) -> u64 {
    service.seen.lock().unwrap().requests as u64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn recorded_is_acknowledged_or_dropped_or_held(
        faults in prop::collection::vec(faults(), 1..12),
        acts in prop::collection::vec(acts(), 1..12),
        wait in 0u64..6_000,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        // Scripted panics are part of it, and say nothing.
        quiet(|| runtime.block_on(play(faults, acts, wait)))?;
    }
}

/// Runs `work` without what its panics would print.
fn quiet<T>(work: impl FnOnce() -> T) -> T {
    use std::sync::Once;
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if info.payload().downcast_ref::<&str>() != Some(&"a scripted panic") {
                usual(info);
            }
        }));
    });
    work()
}

/// Ten thousand statements against one request in five that fails, or is late.
#[tokio::test(start_paused = true)]
async fn one_fault_in_five_costs_less_than_one_event_in_a_thousand() {
    let mut table = Table::of("All at once", "conservation::one_fault_in_five_costs_less_than_one_event_in_a_thousand");
    for seed in 0..20 {
        let rng = Mutex::new(fastrand::Rng::with_seed(seed));
        let (transport, _) = service(move |_| {
            let mut rng = rng.lock().unwrap();
            if rng.f64() >= 0.2 {
                return status(200);
            }
            match rng.u8(..4) {
                0 => status(503),
                1 => status(429),
                2 => Reply::Error(TransportError::Broken("scripted".into())),
                _ => Reply::After(MS(800), Box::new(status(200))),
            }
        });
        let mut rig = Rig::new(transport);
        for _ in 0..10_000 {
            rig.record(1);
            tokio::time::sleep(MS(10)).await;
        }
        let (_, stats, took) = rig.close(SECS(5)).await;
        let reasons = [DropReason::Exhausted, DropReason::Deadline];
        let row = Row::at_least(&stats, 9_990, &reasons).close(took, SECS(0)..=SECS(5));
        table.row("one request in five: 503, 429, broken, 800 ms late; twenty seeds", row);
    }
    table.check();
}

/// Many threads record while the service fails at random and somebody reads the books.
#[test]
fn the_books_balance_under_many_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
    let (transport, _) = service(|_| match fastrand::u8(..8) {
        0 => status(503),
        1 => status(400),
        2 => Reply::Error(TransportError::Broken("scripted".into())),
        _ => status(200),
    });
    let retry = RetryPolicy { base: MS(1), ..RetryPolicy::default() };
    let batch = BatchPolicy { interval: MS(5), ..BatchPolicy::default() };
    let rig = runtime.block_on(async { Setup { retry, batch, ..Setup::default() }.start(transport) });
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for id in 0..5_000 {
                    rig.queue.0.push(id, Priority::Plain, 100);
                }
            });
        }
        for _ in 0..2_000 {
            let stats = rig.ledger.snapshot();
            assert!(stats.acknowledged + stats.dropped_total() <= stats.recorded, "{stats:?}");
        }
    });
    let stats = runtime.block_on(rig.close(SECS(5))).1;
    assert_eq!(stats.recorded, 40_000);
    let mut table = Table::of("All at once", "conservation::the_books_balance_under_many_threads");
    let reasons = DropReason::ALL;
    let mut row = Row::at_least(&stats, 0, &reasons);
    row.counted_as("every event that was not taken, under its reason");
    table.row(
        "40,000 events of eight threads, every other request fails: at every moment no more is told than was recorded",
        row,
    );
    table.check();
}
