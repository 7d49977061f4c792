//! How long a pipeline's work goes on, and who gets a part in it: with work of a test's own, on virtual time.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;
use crate::contract::OperationType;
use crate::export::BreakerPolicy;
use crate::queue::Priority;
use crate::record::{Facts, Homeless, Statement};
use crate::stats::Ledger;
use tokio::runtime::Handle;
use tokio::task::yield_now;

const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

/// One that has begun. `requests` is how many were made of its work, which ends at once if it `ends`.
fn begun(ends: bool) -> (Arc<Pipeline>, Arc<AtomicUsize>) {
    let (pipeline, requests) = fresh(ends);
    pipeline.queue.begin();
    (pipeline, requests)
}

/// The same, before its beginning.
fn fresh(ends: bool) -> (Arc<Pipeline>, Arc<AtomicUsize>) {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = requests.clone();
    let work: Work = Box::new(move |_, mut requests| {
        Box::pin(async move {
            if ends {
                return;
            }
            while requests.recv().await.is_some() {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            // It has still something to send.
            std::future::pending().await
        })
    });
    let frame = Frame {
        queue: Pipeline::queue_of(100, Arc::new(Ledger::default()), Arc::default()),
        route_state: Arc::new(RouteState::new(BreakerPolicy::default())),
        notices: Arc::default(),
        providers: Arc::default(),
        worker: Arc::new(Worker::new()),
        runtime: RuntimeChoice::Handle(Handle::current()),
    };
    (Pipeline::new(frame, work), requests)
}

/// One whose work can be begun when the first value says so, and how often somebody tried.
fn barred() -> (Arc<Pipeline>, Arc<AtomicBool>, Arc<AtomicUsize>) {
    let (pipeline, _) = fresh(false);
    let (can, tried) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (open, count) = (can.clone(), tried.clone());
    pipeline.queue.on_first_wake(Box::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
        open.load(Ordering::Relaxed)
    }));
    (pipeline, can, tried)
}

/// An event waits in it.
fn record(pipeline: &Arc<Pipeline>) {
    let record = Record::new(Statement::over(Arc::new(Homeless::default()), Facts::new(OperationType::Unspecified), 1));
    pipeline.queue.push(record, Priority::Plain, 1);
}

#[tokio::test(start_paused = true)]
async fn it_lingers_after_its_last_lease_and_then_gives_none() {
    let (pipeline, _) = begun(false);
    let first = pipeline.lease(None).expect("a lease");
    tokio::time::sleep(3 * LINGER).await;
    drop(pipeline.lease(None).expect("one holds it open"));
    drop(first);
    tokio::time::sleep(LINGER - SECOND).await;
    drop(pipeline.lease(None).expect("it lingers"));
    tokio::time::sleep(LINGER - SECOND).await;
    assert_eq!(pipeline.leases.lock().held, 0);
    assert!(!pipeline.leases.lock().over, "anew after each lease");
    tokio::time::sleep(2 * SECOND).await;
    assert!(pipeline.queue.is_open(), "what is left is still sent");
    assert!(pipeline.lease(None).is_none());
}

#[tokio::test(start_paused = true)]
async fn work_that_has_ended_has_no_part_to_give() {
    let (pipeline, _) = begun(true);
    let _held = pipeline.lease(None).expect("it has not run yet");
    while pipeline.queue.is_open() {
        yield_now().await;
    }
    assert!(!pipeline.leases.lock().over, "nobody has ended it");
    assert!(pipeline.lease(None).is_none());
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_asked_for_once_by_the_last_of_them() {
    let (pipeline, requests) = begun(false);
    let asked = async || {
        tokio::time::sleep(SECOND).await;
        requests.swap(0, Ordering::Relaxed)
    };
    let (first, second) = (pipeline.lease(None).expect("a lease"), pipeline.lease(None).expect("a lease"));
    drop(first);
    assert_eq!(asked().await, 0, "there is another one");
    drop(second);
    assert_eq!(asked().await, 1, "dropped");
    let third = pipeline.lease(None).expect("a lease");
    drop(third.close(SECOND, Stats::default()));
    assert_eq!(asked().await, 1, "closed, which asks by itself");
    drop(pipeline.shut(SECOND));
    assert_eq!(asked().await, 1);
    assert!(pipeline.lease(None).is_none());
}

#[tokio::test]
async fn work_that_could_not_be_begun_is_begun_when_something_waits() {
    let (pipeline, can, tried) = barred();
    assert!(!pipeline.begin());
    assert_eq!(tried.load(Ordering::Relaxed), 0, "nothing waits");
    record(&pipeline);
    assert_eq!(tried.load(Ordering::Relaxed), 1);
    assert!(!pipeline.begin());
    assert_eq!(tried.load(Ordering::Relaxed), 2);
    can.store(true, Ordering::Relaxed);
    assert!(pipeline.begin() && pipeline.begin());
    assert_eq!(tried.load(Ordering::Relaxed), 3, "once it has begun it is begun");
}

#[tokio::test]
async fn a_flush_of_work_that_could_not_be_begun_says_what_is_held() {
    let (pipeline, _, _) = barred();
    let none = pipeline.flush(SECOND, pipeline.ledger().snapshot()).answer().await;
    assert!(none.is_complete());
    record(&pipeline);
    let one = pipeline.flush(SECOND, pipeline.ledger().snapshot()).answer().await;
    assert!(one.timed_out && one.held == 1, "{one:?}");
}

#[tokio::test]
async fn what_waits_for_work_that_could_not_be_begun_is_given_up_with_its_pipeline() {
    let (pipeline, _, _) = barred();
    let ledger = pipeline.ledger().clone();
    record(&pipeline);
    assert_eq!((ledger.snapshot().held(), ledger.dropped(DropReason::Closed)), (1, 0));
    drop(pipeline);
    assert_eq!((ledger.snapshot().held(), ledger.dropped(DropReason::Closed)), (0, 1));
}
