//! What the service hears of the losses of a fleet, where any request may fail.
//!
//! Each client is one pipeline: its sessions follow one another, an event is recorded every second on average, and the
//! last event of each session is its end, which goes first, as in the crate. The queue is small, so that it overflows. A request fails with the given
//! probability, in one of four ways that are equally likely: 503; taken, with the answer lost; refused for good; taken by
//! half. The service knows nothing but the reports in the events that it took.

use std::time::{Duration, Instant};

use fastrand::Rng;
use sql_driver_telemetry::export::Outcome;
use sql_driver_telemetry::export::loss::{Due, Reports};

use super::{After, Next, Ours, Policy};

const CLIENTS: usize = 200;

/// How long a session lasts, on average.
const SESSION: Duration = Duration::from_secs(10 * 60);

const EVENT_EVERY: Duration = Duration::from_secs(1);

/// Most events that wait.
const ROOM: usize = 60;

/// The time of an answer, and of none.
const ANSWER: Duration = Duration::from_millis(50);
const NO_ANSWER: Duration = Duration::from_secs(10);

pub fn table(seed: u64) {
    println!("\n{CLIENTS} clients, seed {seed}; the sum of the reports that the service took, beside the truth\n");
    println!(
        "| sessions of a client | faults | lost | told | recorded | told | retried | told | requests with a report |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for sessions in [48, 1] {
        for percent in [0, 10, 20, 30, 40, 50, 60] {
            let mut rng = Rng::with_seed(seed);
            let mut sum = Sum::default();
            for _ in 0..CLIENTS {
                Client::new(sessions, f64::from(percent) / 100.0).run(&mut rng, &mut sum);
            }
            let share = |told: u64, truth: u64| match sum.truth.lost() {
                // Nothing is told where nothing was lost.
                0 => "-".to_owned(),
                _ => format!("{:.2} %", 100.0 * told as f64 / truth as f64),
            };
            let [truth, told] = [sum.truth, sum.told];
            println!(
                "| {sessions} | {percent} % | {} | {} | {} | {} | {} | {} | {:.2} % |",
                truth.lost(),
                share(told.lost(), truth.lost()),
                truth.recorded,
                share(told.recorded, truth.recorded),
                truth.retried,
                share(told.retried, truth.retried),
                100.0 * sum.with_report as f64 / sum.requests as f64,
            );
        }
    }
}

/// The books of a client, and so a report of them.
#[derive(Clone, Copy, Default)]
struct Books {
    recorded: u64,
    retried: u64,
    queue_full: u64,
    rejected: u64,
    partial: u64,
}

impl Books {
    const fn lost(&self) -> u64 {
        self.queue_full + self.rejected + self.partial
    }

    fn add(&mut self, other: &Self) {
        self.recorded += other.recorded;
        self.retried += other.retried;
        self.queue_full += other.queue_full;
        self.rejected += other.rejected;
        self.partial += other.partial;
    }

    /// What a reader makes of two reports of one sender.
    fn max(&mut self, other: &Self) {
        self.recorded = self.recorded.max(other.recorded);
        self.retried = self.retried.max(other.retried);
        self.queue_full = self.queue_full.max(other.queue_full);
        self.rejected = self.rejected.max(other.rejected);
        self.partial = self.partial.max(other.partial);
    }
}

#[derive(Default)]
struct Sum {
    truth: Books,
    told: Books,
    requests: u64,
    with_report: u64,
}

/// What is in the one place for requests of a client.
#[derive(Clone, Copy)]
enum Way {
    Free,
    /// A request is made again at that time.
    Again(Instant),
    /// It is answered at that time, with that fault.
    Sent(Instant, Option<u8>),
}

struct Request {
    events: usize,
    /// In the first event, which ends a session if one does.
    report: Option<Books>,
    was_sent: bool,
}

struct Client {
    policy: Ours,
    reports: Reports,
    books: Books,
    /// What the service knows.
    told: Books,
    /// Events that wait: ends of sessions, which are never given up for others, and the rest.
    ends: usize,
    plain: usize,
    /// What has left the queue and is not settled.
    hand: Option<Request>,
    sessions: usize,
    faults: f64,
}

impl Client {
    fn new(sessions: usize, faults: f64) -> Self {
        Self {
            policy: Ours::new(Instant::now()),
            reports: Reports::new(),
            books: Books::default(),
            told: Books::default(),
            ends: 0,
            plain: 0,
            hand: None,
            sessions,
            faults,
        }
    }

    fn run(mut self, rng: &mut Rng, sum: &mut Sum) {
        let mut now = Instant::now();
        let mut next_event = now + random(EVENT_EVERY, rng);
        let mut session_ends = now + random(SESSION, rng);
        let mut way = Way::Free;
        while self.sessions > 0 || self.waiting() > 0 {
            let due = match way {
                Way::Free => match self.policy.next(now, self.waiting(), rng) {
                    Next::Idle | Next::Drop => None,
                    Next::Wait(at) => Some(at),
                    Next::Send => {
                        if self.hand.is_none() {
                            self.hand = Some(self.pack(now));
                        }
                        way = self.send(now, rng, sum);
                        continue;
                    }
                },
                Way::Again(at) if at <= now => {
                    way = self.send(now, rng, sum);
                    continue;
                }
                Way::Again(at) => Some(at),
                Way::Sent(at, fault) if at <= now => {
                    way = self.answer(now, fault, rng);
                    continue;
                }
                Way::Sent(at, _) => Some(at),
            };
            let recording = (self.sessions > 0).then(|| next_event.min(session_ends));
            let Some(at) = [recording, due].into_iter().flatten().min() else { break };
            now = at;
            if recording == Some(at) {
                let ends_session = session_ends <= next_event;
                self.record(ends_session);
                if ends_session {
                    self.sessions -= 1;
                    session_ends = now + random(SESSION, rng);
                } else {
                    next_event = now + random(EVENT_EVERY, rng);
                }
            }
        }
        sum.truth.add(&self.books);
        sum.told.add(&self.told);
    }

    fn waiting(&self) -> usize {
        self.hand.as_ref().map_or(0, |request| request.events) + self.ends + self.plain
    }

    fn send(&mut self, now: Instant, rng: &mut Rng, sum: &mut Sum) -> Way {
        let Some(request) = &mut self.hand else { return Way::Free };
        if std::mem::replace(&mut request.was_sent, true) {
            self.books.retried += request.events as u64;
        }
        sum.requests += 1;
        sum.with_report += u64::from(request.report.is_some());
        let fault = (rng.f64() < self.faults).then(|| rng.u8(0..4));
        Way::Sent(now + if fault == Some(1) { NO_ANSWER } else { ANSWER }, fault)
    }

    fn record(&mut self, ends_session: bool) {
        self.books.recorded += 1;
        if self.ends + self.plain == ROOM {
            // One of the plain events makes room, be it this one.
            self.books.queue_full += 1;
            if self.plain == 0 {
                return;
            }
            self.plain -= 1;
        }
        *(if ends_session { &mut self.ends } else { &mut self.plain }) += 1;
    }

    /// Takes everything: the queue is smaller than the largest request.
    fn pack(&mut self, now: Instant) -> Request {
        let ends_session = self.ends > 0;
        let events = std::mem::take(&mut self.ends) + std::mem::take(&mut self.plain);
        let tells = match self.reports.due(now, self.books.lost()) {
            Due::None => false,
            Due::LastOfSession => ends_session,
            Due::Any => true,
        };
        if tells {
            self.reports.sent(now);
        }
        Request { events, report: tells.then_some(self.books), was_sent: false }
    }

    fn answer(&mut self, now: Instant, fault: Option<u8>, rng: &mut Rng) -> Way {
        let Some(sent) = self.hand.take() else { return Way::Free };
        let events = sent.events;
        let (taken, outcome) = match fault {
            None => (events, Outcome::Delivered),
            Some(0) => (0, Outcome::Unavailable(None)),
            Some(1) => (events, Outcome::TimedOut),
            Some(2) => (0, Outcome::Rejected),
            Some(_) => (events / 2, Outcome::Delivered),
        };
        if let Some(report) = sent.report.filter(|_| taken > 0) {
            self.told.max(&report);
        }
        match self.policy.answered(now, outcome, rng) {
            After::Again(at) => {
                self.hand = Some(sent);
                return Way::Again(at);
            }
            // They stay in the hand, with the body that was made, while new ones wait in the queue.
            After::Kept | After::Lost => self.hand = Some(sent),
            After::Delivered if outcome == Outcome::Rejected => self.books.rejected += events as u64,
            After::Delivered if taken < events => self.books.partial += (events - taken) as u64,
            After::Delivered => self.reports.taken(sent.report.map_or(0, |report| report.lost())),
        }
        Way::Free
    }
}

/// A time at random, with an exponential distribution.
fn random(mean: Duration, rng: &mut Rng) -> Duration {
    mean.mul_f64(-(1.0 - rng.f64()).ln())
}
