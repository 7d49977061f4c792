//! The server's flag, in all its states.

use super::*;

/// What the client and the version of [`Setup`] come to.
pub(super) const FLAG_PATH: &str = "/api/2.0/connector-service/feature-flags/ADBC/1.2.3";

fn answer(value: &str, ttl: u64) -> Reply {
    let body = format!(r#"{{"flags":[{{"name":"f","value":"{value}"}}],"ttl_seconds":{ttl}}}"#);
    Reply::status(StatusCode::OK, body)
}

fn flagged() -> Setup {
    Setup { flag: true, ..Setup::default() }
}

/// A service that answers the flag with `flag`, and takes everything else.
fn with_flag(flag: impl Fn() -> Reply + Send + Sync + 'static) -> (impl Transport, MemoryTransport) {
    service(move |request| if request.uri().path() == FLAG_PATH { flag() } else { status(200) })
}

fn checks(log: &MemoryTransport) -> usize {
    log.requests().iter().filter(|request| request.uri().path() == FLAG_PATH).count()
}

#[tokio::test(start_paused = true)]
async fn events_wait_for_the_first_answer() {
    let (transport, log) = with_flag(|| Reply::After(SECS(4), Box::new(answer("true", 900))));
    let mut rig = flagged().start(transport);
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(6)).await;
    assert_eq!((stats.acknowledged, stats.flag_requests), (10, 1));
    let mut table = Table::of("The flag's endpoint", "flag::events_wait_for_the_first_answer");
    table.row("\"on\", after 4 s", Row::of(&stats).requests(2, 2..=2).close(took, SECS(4)..=SECS(4)));
    table.check();
    let check = &log.requests()[0];
    assert_eq!((check.method(), check.uri().path()), (&http::Method::GET, FLAG_PATH));
    assert_eq!(check.headers()["authorization"], "Bearer t0");
    assert_eq!(check.headers()["user-agent"], "test/1.0");
}

#[tokio::test(start_paused = true)]
async fn off_unknown_and_unreadable_all_mean_that_nothing_is_sent() {
    let error = |make: fn(BoxError) -> TransportError| move || Reply::Error(make("scripted".into()));
    let mut faults: Vec<Box<dyn Fn() -> Reply + Send + Sync>> = vec![
        Box::new(|| answer("false", 900)),
        Box::new(|| Reply::status(StatusCode::OK, r#"{"flags":[]}"#)),
        Box::new(|| Reply::status(StatusCode::OK, "<html>")),
        Box::new(|| throttled("4")),
        Box::new(|| throttled("Sun, 06 Nov 2094 08:49:37 GMT")),
        Box::new(|| Reply::Panic),
        Box::new(|| Reply::Error(TransportError::TimedOut)),
        Box::new(error(TransportError::Unusable)),
        Box::new(error(TransportError::UnknownName)),
        Box::new(error(TransportError::Untrusted)),
        Box::new(error(TransportError::Unreachable)),
        Box::new(error(TransportError::Broken)),
    ];
    for code in 200..600 {
        faults.push(Box::new(move || status(code)));
    }
    let mut table = Table::of("The flag's endpoint", "flag::off_unknown_and_unreadable_all_mean_that_nothing_is_sent");
    for fault in faults {
        let (transport, log) = with_flag(fault);
        let mut rig = flagged().start(transport);
        rig.record(10);
        let (flushed, stats, took) = rig.close(SECS(5)).await;
        assert_eq!(drops(&stats), [("flag_off", 10)].into());
        assert!(!flushed.timed_out);
        // One attempt, no retries.
        let row = Row::of(&stats).requests(log.requests().len(), 1..=1).close(took, SECS(0)..=SECS(0));
        table.row("\"off\"; every status from 200 to 599; every error of a transport; a panic", row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_flag_that_hangs_costs_a_close_its_deadline_and_is_given_up_after_ten_seconds() {
    let (transport, _) = with_flag(|| Reply::Hang);
    let mut rig = flagged().start(transport);
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(2)).await;
    let mut table = Table::of(
        "The flag's endpoint",
        "flag::a_flag_that_hangs_costs_a_close_its_deadline_and_is_given_up_after_ten_seconds",
    );
    let row = Row::of(&stats).requests(1, 1..=1).close(took, SECS(2)..=SECS(2));
    table.row("no answer, and a close of 2 s", row);

    let (transport, log) = with_flag(|| Reply::Hang);
    let mut rig = flagged().start(transport);
    rig.record(10);
    tokio::time::sleep(SECS(11)).await;
    let stats = rig.ledger.snapshot();
    table.row("no answer, and the driver stays open", Row::of(&stats).requests(checks(&log), 1..=1));
    table.check();
    tokio::time::sleep(SECS(50)).await;
    assert_eq!(checks(&log), 1, "a failure is not repeated for a minute");
    rig.record(1);
    tokio::time::sleep(SECS(10)).await;
    assert_eq!(checks(&log), 1, "and not by itself, while nobody records");
    rig.record(1);
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(checks(&log), 2);
}

#[tokio::test(start_paused = true)]
async fn one_check_a_host_however_many_ask() {
    let (transport, log) = with_flag(|| Reply::After(SECS(1), Box::new(answer("true", 900))));
    let transport = Arc::new(transport);
    let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
    let mut rigs = Vec::new();
    for _ in 0..20 {
        let transport = Arc::clone(&transport);
        let send = move |request| {
            let transport = Arc::clone(&transport);
            async move { transport.send(request).await }
        };
        let mut rig = Setup { route_state: Some(Arc::clone(&route_state)), ..flagged() }.start(send);
        rig.record(50);
        rigs.push(rig);
    }
    for rig in rigs {
        assert_eq!(rig.close(SECS(5)).await.1.acknowledged, 50);
    }
    assert_eq!(checks(&log), 1);
}

#[tokio::test(start_paused = true)]
async fn a_flag_that_turns_off_stops_collection_within_its_ttl_and_one_that_turns_on_resumes_it() {
    let on = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let value = Arc::clone(&on);
    let (transport, log) =
        with_flag(move || answer(if value.load(std::sync::atomic::Ordering::Relaxed) { "true" } else { "false" }, 100));
    let mut rig = flagged().start(transport);
    rig.record(50);
    tokio::time::sleep(SECS(50)).await;
    assert_eq!(rig.ledger.snapshot().acknowledged, 50);
    on.store(false, std::sync::atomic::Ordering::Relaxed);
    tokio::time::sleep(SECS(51)).await;
    rig.record(50);
    tokio::time::sleep(SECS(1)).await;
    assert_eq!(drops(&rig.ledger.snapshot()), [("flag_off", 50)].into());
    assert!(!rig.route_state.collects());
    assert_eq!(checks(&log), 2);
    on.store(true, std::sync::atomic::Ordering::Relaxed);
    // Nobody records any more; the pipeline looks by itself.
    tokio::time::sleep(SECS(101)).await;
    assert!(rig.route_state.collects());
    rig.record(50);
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!(stats.acknowledged, 100);
    let mut table = Table::of(
        "The flag's endpoint",
        "flag::a_flag_that_turns_off_stops_collection_within_its_ttl_and_one_that_turns_on_resumes_it",
    );
    let row = Row::of(&stats).close(took, SECS(0)..=SECS(0));
    table.row("on, off and on again, and a third of the events at each", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_later_failure_keeps_the_last_value() {
    let good = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let is_good = Arc::clone(&good);
    let (transport, log) =
        with_flag(
            move || {
                if is_good.load(std::sync::atomic::Ordering::Relaxed) { answer("true", 60) } else { status(500) }
            },
        );
    let mut rig = flagged().start(transport);
    rig.record(50);
    tokio::time::sleep(SECS(30)).await;
    good.store(false, std::sync::atomic::Ordering::Relaxed);
    for _ in 0..10 {
        tokio::time::sleep(SECS(30)).await;
        rig.record(50);
    }
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert!((5..=7).contains(&checks(&log)), "{}", checks(&log));
    let mut table = Table::of("The flag's endpoint", "flag::a_later_failure_keeps_the_last_value");
    table.row("500 for five minutes, after \"on\" was known", Row::of(&stats).close(took, SECS(0)..=SECS(0)));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_forced_connection_does_not_ask() {
    let (transport, log) = with_flag(|| answer("false", 900));
    let mut rig = Rig::new(transport);
    rig.record(10);
    assert_eq!(rig.close(SECS(5)).await.1.acknowledged, 10);
    assert_eq!(checks(&log), 0);
}

#[tokio::test(start_paused = true)]
async fn the_flag_is_not_asked_for_while_the_service_wants_quiet_or_the_breaker_is_open() {
    let (transport, log) = with_flag(|| throttled("100"));
    let mut rig = flagged().start(transport);
    for _ in 0..9 {
        rig.record(1);
        tokio::time::sleep(SECS(10)).await;
    }
    assert_eq!(checks(&log), 1, "its negative cache is over, the service's wish is not");
    tokio::time::sleep(SECS(20)).await;
    assert_eq!(checks(&log), 2);
}
