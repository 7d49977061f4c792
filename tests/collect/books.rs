//! The books: readable by everybody at any time, complete, and never in contradiction to themselves.

#![cfg(feature = "collect")]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::harness::{Bench, HOST, WAIT, token};
use http::StatusCode;
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::Reply;
use sql_driver_telemetry::{
    Budget, ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, DropReason, Flushed, Stats,
    Telemetry,
};

fn event(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
}

/// Of somebody with whom nobody else shares.
fn of(bench: &Bench, somebody: u32) -> ConnectionOptions {
    bench.options().credentials(token, CredentialIdentity::of(&somebody.to_string()))
}

fn balanced(stats: &Stats) -> bool {
    stats.recorded == stats.acknowledged + stats.dropped_total() + stats.held()
}

/// What an answer says of itself, whatever it is an answer to.
fn consistent(flushed: &Flushed) {
    let sum: u64 = DropReason::ALL.iter().map(|reason| flushed.dropped_for(*reason)).sum();
    assert_eq!(flushed.dropped, sum, "{flushed:?}");
    assert_eq!(flushed.timed_out, flushed.held > 0, "{flushed:?}");
    assert_eq!(flushed.is_complete(), flushed.dropped == 0 && flushed.held == 0, "{flushed:?}");
}

#[test]
fn the_totals_have_every_connection_that_there_ever_was() {
    let bench = Bench::new();
    for somebody in 0..100 {
        let connection = bench.telemetry.connect(of(&bench, somebody));
        event(&connection);
        match somebody % 3 {
            0 => consistent(&connection.close(WAIT)),
            1 => connection.close_detached(),
            _ => {}
        }
        let totals = bench.telemetry.stats();
        assert_eq!(totals.recorded, u64::from(somebody) + 1);
        assert!(balanced(&totals), "{totals:?}");
    }
    bench.telemetry.shutdown(WAIT);
    let totals = bench.telemetry.stats();
    assert_eq!((totals.recorded, totals.acknowledged, totals.held(), totals.queued), (100, 100, 0, 0));
    assert!(totals.requests >= 100 && totals.bytes > 0);
}

#[test]
fn the_totals_say_how_much_waits() {
    let bench = Bench::new();
    let config = Config::new().force_enable(true).flush_interval(Duration::from_secs(60));
    let connections = [0, 1].map(|somebody| bench.telemetry.connect(of(&bench, somebody).config(config.clone())));
    connections.iter().for_each(event);
    let totals = bench.telemetry.stats();
    assert_eq!((totals.recorded, totals.queued, totals.held()), (2, 2, 2));
    assert_eq!(totals.queued_bytes, connections.iter().map(|it| it.stats().queued_bytes).sum::<u64>());
    assert!(totals.queued_bytes > 0);
}

#[test]
fn a_closed_connection_still_has_its_books() {
    let bench = Bench::new();
    bench.transport.reply(Reply::status(StatusCode::BAD_REQUEST, ""));
    let connection = bench.connect();
    event(&connection);
    let flushed = connection.close(WAIT);
    assert_eq!(flushed.dropped_for(DropReason::Rejected), 1);
    event(&connection);
    let stats = connection.stats();
    assert_eq!((stats.recorded, stats.dropped(DropReason::Rejected), stats.dropped(DropReason::Closed)), (2, 1, 1));
    assert_eq!(stats, bench.telemetry.stats());
}

/// More statements are open than the queue has places for: the close that ends them gives the oldest up, and says so.
#[test]
fn a_close_says_what_it_gave_up_itself() {
    const OPEN: u64 = 20_000;
    let bench = Bench::new();
    let config = Config::new().force_enable(true).batch_size(100_000);
    let connection = bench.telemetry.connect(bench.options().config(config));
    let open: Vec<_> = (0..OPEN).map(|_| connection.statement(OperationType::ExecuteStatement)).collect();
    let flushed = connection.close(WAIT);
    consistent(&flushed);
    assert!(flushed.dropped_for(DropReason::QueueFull) > 0, "{flushed:?}");
    assert_eq!(flushed.delivered + flushed.dropped, OPEN, "{flushed:?}");
    assert_eq!(connection.stats().dropped(DropReason::QueueFull), flushed.dropped);
    drop(open);
}

/// Services that answer, refuse, fail and hang; flushes and closes with and without time; and others who record
/// meanwhile.
#[test]
fn no_answer_contradicts_itself() {
    let bench = Bench::new();
    for number in 0..200u16 {
        bench.transport.reply(match number % 5 {
            0 => Reply::status(StatusCode::BAD_REQUEST, ""),
            1 => Reply::status(StatusCode::OK, r#"{"numProtoSuccess":1}"#),
            2 if number % 20 == 2 => Reply::Hang,
            _ => Reply::status(StatusCode::OK, "{}"),
        });
    }
    let config = || Config::new().force_enable(true).batch_size(7).flush_interval(Duration::from_millis(1));
    let stop = AtomicBool::new(false);
    let noise = bench.telemetry.connect(bench.options().config(config()));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                event(&noise);
                thread::yield_now();
            }
        });
        for round in 0..60u64 {
            let connection = bench.telemetry.connect(bench.options().config(config()));
            (0..round % 17).for_each(|_| event(&connection));
            consistent(&connection.flush(Duration::from_millis(round % 4)));
            consistent(&connection.close(Duration::from_millis(3 * (round % 3))));
            assert_eq!(connection.close(WAIT), Flushed::default(), "it was closed already");
            assert!(balanced(&bench.telemetry.stats()));
        }
        stop.store(true, Ordering::Relaxed);
    });
    drop(noise);
    bench.telemetry.shutdown(Duration::from_millis(100));
    assert!(balanced(&bench.telemetry.stats()));
}

#[test]
fn nothing_recorded_is_nothing_to_wait_for() {
    let bench = Bench::new();
    let connection = bench.connect();
    for flushed in [connection.flush(WAIT), connection.close(WAIT), connection.close(WAIT), connection.flush(WAIT)] {
        assert_eq!(flushed, Flushed::default());
    }
    assert_eq!(Telemetry::disabled().stats(), Stats::default());
}

#[test]
fn losses_are_told_with_their_reason_and_never_on_the_drivers_thread() {
    let bench = Bench::new();
    bench.transport.reply(Reply::status(StatusCode::BAD_REQUEST, ""));
    let told: Arc<Mutex<Vec<(DropReason, u64)>>> = Arc::default();
    let here = thread::current().id();
    let hook = {
        let told = told.clone();
        move |reason, events| {
            assert_ne!(thread::current().id(), here);
            told.lock().expect("no panic").push((reason, events));
        }
    };
    assert!(bench.telemetry.on_loss(hook));
    assert!(!bench.telemetry.on_loss(|_, _| {}), "there is one");
    assert!(!Telemetry::disabled().on_loss(|_, _| {}));
    let connection = bench.connect();
    event(&connection);
    event(&connection);
    connection.close(WAIT);
    event(&connection);
    let next = bench.telemetry.connect(of(&bench, 1));
    event(&next);
    next.close(WAIT);
    bench.telemetry.shutdown(WAIT);
    let mut told = told.lock().expect("no panic").clone();
    told.sort_unstable();
    assert_eq!(told, [(DropReason::Rejected, 2), (DropReason::Closed, 1)]);
}

#[test]
fn whoever_is_told_may_panic() {
    let bench = Bench::new();
    for _ in 0..2 {
        bench.transport.reply(Reply::status(StatusCode::BAD_REQUEST, ""));
    }
    let calls = Arc::new(AtomicU64::new(0));
    let counted = calls.clone();
    bench.telemetry.on_loss(move |_, events| {
        counted.fetch_add(events, Ordering::Relaxed);
        std::panic::resume_unwind(Box::new("expected, and without a message"));
    });
    for somebody in 0..2 {
        let connection = bench.telemetry.connect(of(&bench, somebody));
        event(&connection);
        connection.close(WAIT);
        bench.telemetry.shutdown(WAIT);
    }
    let connection = bench.connect();
    event(&connection);
    assert_eq!((connection.close(WAIT).delivered, calls.load(Ordering::Relaxed)), (1, 2));
}

#[test]
fn a_budget_of_nothing_lets_nothing_through_and_counts_it() {
    let bench = Bench::new();
    bench.telemetry.set_budget(Budget { events: 0, bytes: 0 });
    let connection = bench.connect();
    event(&connection);
    assert_eq!(connection.stats().dropped(DropReason::QueueFull), 1);
    bench.telemetry.set_budget(Budget::default());
    event(&connection);
    assert_eq!(connection.close(WAIT).delivered, 1);
}

/// One pipeline has filled its queue, and another one comes.
#[test]
fn one_that_fills_the_budget_leaves_room_for_the_others() {
    let bench = Bench::new();
    bench.telemetry.set_budget(Budget { events: 500, ..Budget::default() });
    // Nothing is sent: no batch fills, by events or by bytes, and the interval is long.
    let config = Config::new().force_enable(true).batch_size(100_000).flush_interval(Duration::from_secs(3_600));
    let options = |host: &str| {
        ConnectionOptions::new(host, DriverIdentity::new("Test Driver", "1.2.3"))
            .config(config.clone())
            .transport(bench.transport.clone())
    };
    let greedy = bench.telemetry.connect(options(HOST));
    // The first interval is cut at a random point.
    event(&greedy);
    assert_eq!(greedy.flush(WAIT).delivered, 1);
    (0..5_000).for_each(|_| event(&greedy));
    let modest = bench.telemetry.connect(options("dbc-b2.cloud.databricks.com"));
    event(&modest);
    assert_eq!(modest.flush(WAIT).delivered, 1);
    (0..50).for_each(|_| event(&modest));
    assert_eq!(modest.stats().queued, 50);
    (0..5_000).for_each(|_| event(&greedy));
    let [greedy, modest] = [greedy.stats(), modest.stats()];
    assert!(greedy.queued > 250 && greedy.queued + modest.queued <= 500, "{greedy:?}");
    assert_eq!((modest.queued, balanced(&greedy)), (50, true));
}
