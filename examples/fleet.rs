//! A fleet of clients, a service that goes down for ten minutes, and how the fleet comes back.
//!
//! No socket and no clock: the crate's own state machines on virtual time, beside the policy that the design for client
//! telemetry began with. The same seed gives the same table. A second table shows what a service that fails at random
//! hears of the losses.
//!
//! ```text
//! cargo run --release --example fleet --no-default-features --features collect -- [--clients N] [--seed S]
//! ```

#[path = "fleet/losses.rs"]
mod losses;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use fastrand::Rng;
use sql_driver_telemetry::export::Outcome;
use sql_driver_telemetry::export::batch::{self, BatchPolicy, Batcher, Waiting};
use sql_driver_telemetry::export::breaker::{Admission, Breaker, BreakerPolicy, BreakerState, Permit};
use sql_driver_telemetry::export::retry::{Action, Retry, RetryPolicy};

const MINUTE: Duration = Duration::from_secs(60);

/// The service fails from the first of these to the second, and the fleet is watched until the third.
const DOWN: Duration = Duration::from_secs(5 * 60);
const UP: Duration = Duration::from_secs(15 * 60);
const END: Duration = Duration::from_secs(25 * 60);

/// All clients start within this time: a deployment, or the beginning of a working day.
const STARTED_WITHIN: Duration = Duration::from_secs(1);

/// One client records an event so often, on average.
const EVENT_EVERY: Duration = Duration::from_secs(10);

/// The service answers after this time, be it with yes or with 503.
const ANSWER: Duration = Duration::from_millis(50);

fn main() {
    let (mut clients, mut seed) = (10_000, 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse::<u64>().ok());
        match (name.as_str(), value) {
            ("--clients", Some(value)) => clients = value,
            ("--seed", Some(value)) => seed = value,
            _ => {
                eprintln!("usage: fleet [--clients N] [--seed S]");
                std::process::exit(2);
            }
        }
    }
    println!("{clients} clients, seed {seed}; requests in the busiest second\n");
    println!("| policy | before | while down | minute after | later | requests while down | delivered | lost |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    run::<Ours>("this crate", clients, seed);
    run::<Design>("the design's", clients, seed);
    losses::table(seed);
}

fn run<P: Policy>(name: &str, clients: u64, seed: u64) {
    let mut fleet = Fleet::<P>::new(clients, seed);
    fleet.run();
    let seconds = |from: Duration, to: Duration| &fleet.requests[from.as_secs() as usize..to.as_secs() as usize];
    let peak = |from, to| seconds(from, to).iter().max().copied().unwrap_or(0);
    println!(
        "| {name} | {} | {} | {} | {} | {} | {:.2} % | {} |",
        peak(MINUTE, DOWN),
        peak(DOWN, UP),
        peak(UP, UP + MINUTE),
        peak(UP + MINUTE, END),
        seconds(DOWN, UP).iter().sum::<u64>(),
        100.0 * fleet.delivered as f64 / (fleet.delivered + fleet.lost) as f64,
        fleet.lost
    );
}

/// What a client does with what it has recorded.
trait Policy {
    fn new(start: Instant) -> Self;

    /// What to do at `now` with `waiting` events. Not asked while a request is on its way.
    fn next(&mut self, now: Instant, waiting: usize, rng: &mut Rng) -> Next;

    /// A request was answered: whether it is sent again, or what became of its events.
    fn answered(&mut self, now: Instant, outcome: Outcome, rng: &mut Rng) -> After;
}

enum Next {
    Idle,
    Wait(Instant),
    /// Sends what waits.
    Send,
    /// Gives up what waits.
    Drop,
}

enum After {
    Again(Instant),
    Delivered,
    /// What was sent waits again.
    Kept,
    Lost,
}

/// The crate's state machines, put together as the pipeline does it.
struct Ours {
    batcher: Batcher,
    breaker: Breaker,
    series: Option<(Retry, Permit)>,
    strikes: u32,
    pause: Option<Instant>,
}

impl Policy for Ours {
    fn new(_: Instant) -> Self {
        let batcher = Batcher::new(BatchPolicy::default());
        Self { batcher, breaker: Breaker::new(BreakerPolicy::default()), series: None, strikes: 0, pause: None }
    }

    fn next(&mut self, now: Instant, waiting: usize, rng: &mut Rng) -> Next {
        if let Some(pause) = self.pause.filter(|pause| now < *pause) {
            return Next::Wait(pause);
        }
        let waiting = Waiting { events: waiting, bytes: waiting * 1_000, urgent: false };
        match self.batcher.step(now, waiting, rng.f64()) {
            batch::Action::Idle => Next::Idle,
            batch::Action::Wait(at) => Next::Wait(at),
            batch::Action::Send => match self.breaker.admit(now) {
                Admission::Go(permit) => {
                    self.batcher.sent(now);
                    let mut policy = RetryPolicy::default();
                    if self.breaker.state() == BreakerState::HalfOpen {
                        policy.max_retries = 0;
                    }
                    self.series = Some((Retry::new(policy, now, None), permit));
                    Next::Send
                }
                Admission::NotBefore(at) => Next::Wait(at),
                Admission::Probing => Next::Idle,
            },
        }
    }

    fn answered(&mut self, now: Instant, outcome: Outcome, rng: &mut Rng) -> After {
        let Some((mut retry, permit)) = self.series.take() else { return After::Lost };
        let action = retry.step(now, outcome, rng.f64());
        if let Action::Again(at) = action {
            self.series = Some((retry, permit));
            return After::Again(at);
        }
        self.breaker.settle(now, permit, outcome.signal(), rng.f64());
        if action == Action::Settle {
            self.strikes = 0;
            return After::Delivered;
        }
        let rest = BatchPolicy::default().interval * (1 << self.strikes.min(4));
        self.strikes += 1;
        self.pause = Some(now + rest.min(MINUTE).mul_f64(0.5 + rng.f64() / 2.0));
        After::Kept
    }
}

/// The design's: a timer from the start of the process, waits of 500 ms, 1 s and 2 s with up to a tenth more, a breaker
/// that opens after five failures for sixty seconds sharp, and events that are dropped meanwhile. Its interval is this
/// crate's, for the sake of comparison.
struct Design {
    tick: Instant,
    retries: u32,
    failures: u32,
    open_until: Option<Instant>,
}

impl Policy for Design {
    fn new(start: Instant) -> Self {
        Self { tick: start, retries: 0, failures: 0, open_until: None }
    }

    fn next(&mut self, now: Instant, waiting: usize, _: &mut Rng) -> Next {
        if now < self.tick {
            return Next::Wait(self.tick);
        }
        while self.tick <= now {
            self.tick += BatchPolicy::default().interval;
        }
        match waiting {
            0 => Next::Wait(self.tick),
            _ if self.open_until.is_some_and(|until| now < until) => Next::Drop,
            _ => {
                self.retries = 0;
                Next::Send
            }
        }
    }

    fn answered(&mut self, now: Instant, outcome: Outcome, rng: &mut Rng) -> After {
        if outcome == Outcome::Delivered {
            (self.failures, self.open_until) = (0, None);
            return After::Delivered;
        }
        if self.retries < 3 {
            let wait = Duration::from_millis(500 << self.retries);
            self.retries += 1;
            return After::Again(now + wait.mul_f64(1.0 + rng.f64() / 10.0));
        }
        self.failures += 1;
        if self.failures >= 5 {
            self.open_until = Some(now + MINUTE);
        }
        After::Lost
    }
}

/// All clients, and what happens next to which of them.
struct Fleet<P> {
    start: Instant,
    rng: Rng,
    clients: Vec<Client<P>>,
    agenda: BinaryHeap<Reverse<(Instant, u64, usize, What)>>,
    entries: u64,
    /// In each second since the start.
    requests: Vec<u64>,
    delivered: u64,
    lost: u64,
}

struct Client<P> {
    policy: P,
    waiting: usize,
    sent: usize,
    /// The last entry in the agenda that asks for a decision: earlier ones are void.
    asked: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Record,
    Ask,
    Request,
    Answer,
}

impl<P: Policy> Fleet<P> {
    fn new(clients: u64, seed: u64) -> Self {
        let start = Instant::now();
        let mut fleet = Self {
            start,
            rng: Rng::with_seed(seed),
            clients: Vec::new(),
            agenda: BinaryHeap::new(),
            entries: 0,
            requests: vec![0; END.as_secs() as usize + 1],
            delivered: 0,
            lost: 0,
        };
        for index in 0..clients as usize {
            let begin = start + STARTED_WITHIN.mul_f64(fleet.rng.f64());
            fleet.clients.push(Client { policy: P::new(begin), waiting: 0, sent: 0, asked: 0 });
            let first = begin + fleet.until_next_event();
            fleet.put(first, index, What::Record);
        }
        fleet
    }

    fn run(&mut self) {
        while let Some(Reverse((now, entry, index, what))) = self.agenda.pop() {
            if now > self.start + END {
                break;
            }
            match what {
                What::Record => {
                    self.clients[index].waiting += 1;
                    let next = now + self.until_next_event();
                    self.put(next, index, What::Record);
                    self.ask(now, index);
                }
                What::Ask if entry == self.clients[index].asked => self.ask(now, index),
                What::Ask => {}
                What::Request => {
                    self.requests[(now - self.start).as_secs() as usize] += 1;
                    self.put(now + ANSWER, index, What::Answer);
                }
                What::Answer => self.answer(now, index),
            }
        }
    }

    fn ask(&mut self, now: Instant, index: usize) {
        let client = &mut self.clients[index];
        if client.sent > 0 {
            return;
        }
        match client.policy.next(now, client.waiting, &mut self.rng) {
            Next::Idle => {}
            Next::Wait(at) => self.clients[index].asked = self.put(at, index, What::Ask),
            Next::Drop => {
                self.lost += std::mem::take(&mut client.waiting) as u64;
                self.clients[index].asked = self.put(now, index, What::Ask);
            }
            Next::Send => {
                client.sent = std::mem::take(&mut client.waiting);
                self.put(now, index, What::Request);
            }
        }
    }

    fn answer(&mut self, now: Instant, index: usize) {
        let is_down = (DOWN..UP).contains(&(now - self.start));
        let outcome = if is_down { Outcome::Unavailable(None) } else { Outcome::Delivered };
        let client = &mut self.clients[index];
        match client.policy.answered(now, outcome, &mut self.rng) {
            After::Again(at) => {
                self.put(at, index, What::Request);
                return;
            }
            After::Delivered => self.delivered += client.sent as u64,
            After::Lost => self.lost += client.sent as u64,
            After::Kept => client.waiting += client.sent,
        }
        self.clients[index].sent = 0;
        self.ask(now, index);
    }

    /// Events come at random: the time between two of them has an exponential distribution.
    fn until_next_event(&mut self) -> Duration {
        EVENT_EVERY.mul_f64(-(1.0 - self.rng.f64()).ln())
    }

    fn put(&mut self, at: Instant, index: usize, what: What) -> u64 {
        self.entries += 1;
        self.agenda.push(Reverse((at, self.entries, index, what)));
        self.entries
    }
}
