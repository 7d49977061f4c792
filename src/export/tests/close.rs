//! Flush and close: everything in time, or let go in time.

use super::*;

#[tokio::test(start_paused = true)]
async fn an_idle_pipeline_closes_at_once_and_wakes_for_nothing() {
    let rig = Rig::new(MemoryTransport::new());
    tokio::time::sleep(SECS(3_600)).await;
    let (flushed, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((flushed, took, stats.recorded), (Flushed::default(), Duration::ZERO, 0));
    assert!(flushed.is_complete());
}

#[tokio::test(start_paused = true)]
async fn a_close_drains_everything_in_as_many_requests_as_it_takes() {
    let transport = MemoryTransport::new();
    let mut rig = Rig::new(transport.clone());
    rig.record(1_777);
    let (flushed, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((flushed.delivered, flushed.is_complete(), took), (1_777, true, Duration::ZERO));
    assert_eq!((stats.acknowledged, stats.requests), (1_777, 4));
}

#[tokio::test(start_paused = true)]
async fn a_close_waits_for_the_request_that_is_on_its_way() {
    let transport = MemoryTransport::new();
    transport.reply(Reply::After(SECS(3), Box::new(status(200))));
    let mut rig = Rig::new(transport.clone());
    rig.record(50);
    tokio::time::sleep(SECS(1)).await;
    rig.record(7);
    let (flushed, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((flushed.delivered, took), (57, SECS(2)));
    assert_eq!((stats.acknowledged, stats.requests), (57, 2));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_costs_a_close_its_deadline_and_no_more() {
    let mut table =
        Table::of("A fault that stays", "close::a_service_that_never_answers_costs_a_close_its_deadline_and_no_more");
    for wait in [0, 1, 100, 2_000, 5_000, 30_000] {
        let (transport, _) = service(|_| Reply::Hang);
        let mut rig = Rig::new(transport);
        rig.record(777);
        tokio::time::sleep(SECS(1)).await;
        let (flushed, stats, took) = rig.close(MS(wait)).await;
        assert!(flushed.timed_out && flushed.held > 0);
        assert_eq!(stats.dropped(DropReason::Deadline), 777);
        // The attempt that was on its way before has ten seconds in all.
        let may = SECS(0)..=MS(wait);
        table.row(format!("no answer, before and during a close of {wait} ms"), Row::of(&stats).close(took, may));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn no_fault_makes_a_close_longer_than_its_deadline() {
    let faults: [fn() -> Reply; 5] = [
        || Reply::Hang,
        || status(503),
        || throttled("3"),
        || Reply::Error(TransportError::TimedOut),
        || Reply::After(MS(1_500), Box::new(status(502))),
    ];
    let mut table = Table::of("A fault that stays", "close::no_fault_makes_a_close_longer_than_its_deadline");
    for fault in faults {
        let (transport, log) = service(move |_| fault());
        let mut rig = Rig::new(transport);
        rig.record(100);
        let start = Instant::now();
        let (_, stats, took) = rig.close(SECS(2)).await;
        assert!(start.elapsed() <= SECS(2), "nothing goes on behind the caller's back");
        assert_eq!(drops(&stats), [("deadline", 100)].into());
        let row = Row::of(&stats).requests(log.requests().len(), 1..=12).close(took, SECS(0)..=SECS(2));
        table.row("no answer, 503, a short `Retry-After`, a late 502, and a close of 2 s with two batches", row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_close_in_the_middle_of_a_wait_does_not_sit_it_out() {
    let transport = MemoryTransport::new();
    transport.reply(throttled("40"));
    let mut rig = Rig::new(transport);
    rig.record(50);
    tokio::time::sleep(SECS(1)).await;
    let start = Instant::now();
    let (flushed, _, _) = rig.close(SECS(2)).await;
    assert!(flushed.timed_out);
    assert!(start.elapsed() <= SECS(2));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_last_handle_sends_what_is_left_within_the_pipelines_patience() {
    let mut rig = Rig::new(MemoryTransport::new());
    rig.record(7);
    rig.waiters = None;
    rig.task.await.unwrap();
    assert_eq!(rig.ledger.snapshot().acknowledged, 7);

    let (transport, _) = service(|_| Reply::Hang);
    let mut rig = Rig::new(transport);
    rig.record(7);
    rig.waiters = None;
    let start = Instant::now();
    rig.task.await.unwrap();
    assert_eq!(start.elapsed(), crate::export::PATIENCE);
    assert_eq!(drops(&rig.ledger.snapshot()), [("deadline", 7)].into());
}

/// The time until then is shorter than the patience of a pipeline without handles, or longer.
#[tokio::test(start_paused = true)]
async fn what_is_left_waits_for_the_way_to_open_if_that_is_soon() {
    for (quiet, took, sent) in [(SECS(2), SECS(2), 3), (SECS(60), Duration::ZERO, 0)] {
        let start = Instant::now();
        let mut rig = Rig::new(MemoryTransport::new());
        rig.route_state.quiet((start + quiet).into_std());
        rig.record(3);
        rig.waiters = None;
        rig.task.await.unwrap();
        let stats = rig.ledger.snapshot();
        assert_eq!((start.elapsed(), stats.acknowledged, stats.held()), (took, sent, 0));
        assert_eq!(stats.dropped(DropReason::Deadline), 3 - sent);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_on_its_way_is_taken_of_the_budget_until_it_is_settled() {
    let mut rig = Rig::new(service(|_| Reply::After(SECS(5), Box::new(status(200)))).0);
    rig.record(3);
    let pool = rig.queue.0.pool().clone();
    let answer = rig.flush(SECS(20));
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(rig.queue.depth().events, 0);
    assert!(pool.taken().events >= 3, "{:?}", pool.taken());
    answer.await.unwrap();
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(pool.taken().events, 0);
}

#[tokio::test(start_paused = true)]
async fn flushes_of_many_connections_are_answered_each_in_its_time() {
    let transport = MemoryTransport::new();
    transport.reply(Reply::After(SECS(3), Box::new(status(200))));
    let mut rig = Rig::new(transport);
    rig.record(10);
    let start = Instant::now();
    let answers = [1, 2, 4, 8].map(|secs| rig.flush(SECS(secs)));
    let mut took = Vec::new();
    for answer in answers {
        let flushed = answer.await.unwrap();
        took.push((start.elapsed().as_secs(), flushed.timed_out));
    }
    assert_eq!(took, [(1, true), (2, true), (3, false), (3, false)]);
    // A flush that ran out of time loses nothing: the pipeline goes on.
    assert_eq!(rig.close(SECS(5)).await.1.acknowledged, 10);
}

#[tokio::test(start_paused = true)]
async fn credentials_last_until_the_last_flush() {
    let transport = MemoryTransport::new();
    transport.reply(Reply::After(SECS(1), Box::new(status(503))));
    let mut rig = Rig::new(transport.clone());
    rig.record(3);
    rig.close(SECS(5)).await;
    let requests = transport.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.headers().contains_key("authorization")));
}

#[tokio::test(start_paused = true)]
async fn connection_events_go_at_once_and_statements_within_the_interval() {
    let transport = MemoryTransport::new();
    let mut rig = Rig::new(transport.clone());
    rig.push(1, Priority::Urgent);
    tokio::time::sleep(MS(60)).await;
    assert_eq!(transport.requests().len(), 1);
    rig.record(1);
    tokio::time::sleep(MS(3_900)).await;
    assert_eq!(transport.requests().len(), 1);
    tokio::time::sleep(MS(1_200)).await;
    assert_eq!(transport.requests().len(), 2);
    for _ in 0..1_000 {
        rig.push(1, Priority::Urgent);
        tokio::time::sleep(MS(10)).await;
    }
    let storm = transport.requests().len() - 2;
    assert!(storm <= 21, "a storm of errors is not a storm of requests: {storm}");
}

/// What is tried again, and what has stepped aside for others, is still there.
#[tokio::test(start_paused = true)]
async fn what_could_not_be_sent_is_taken_of_the_budget_until_it_is_settled() {
    let mut rig = Rig::new(service(|request| status(if ids(request).contains(&0) { 500 } else { 200 })).0);
    let pool = rig.queue.0.pool().clone();
    rig.record(50);
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(rig.queue.depth().events, 0);
    rig.record(1);
    let mut least = u64::MAX;
    while rig.ledger.snapshot().acknowledged == 0 {
        least = least.min(pool.taken().bytes);
        tokio::time::sleep(MS(10)).await;
    }
    assert!(least >= 50 * 100, "{least}");
    while rig.ledger.snapshot().held() > 0 {
        tokio::time::sleep(SECS(1)).await;
    }
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(pool.taken().events, 0);
}

/// One batch has stepped aside, another is on its way, and an event waits.
#[tokio::test(start_paused = true)]
async fn a_runtime_that_ends_gives_up_all_that_its_pipeline_holds() {
    let (transport, _) = service(|request| if ids(request).contains(&0) { status(500) } else { Reply::Hang });
    let mut rig = Rig::new(transport);
    rig.record(50);
    tokio::time::sleep(SECS(1)).await;
    rig.record(7);
    while rig.queue.depth().events > 0 {
        tokio::time::sleep(SECS(1)).await;
    }
    rig.record(2);
    rig.task.abort();
    assert!(rig.task.await.unwrap_err().is_cancelled());
    assert_eq!(drops(&rig.ledger.snapshot()), [("closed", 59)].into());
}
