//! Refusals that last, hosts that hang, and those who answer in the service's place.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// How a way can be refused, and under which reason its probes are dropped.
const REFUSALS: [(u16, &str, &str); 6] = [
    (401, "", "no_credential"),
    (403, "", "no_credential"),
    (404, "", "rejected"),
    (410, "", "rejected"),
    (200, "<html>Sign in</html>", "not_the_service"),
    (204, "no", "not_the_service"),
];

fn refuse(code: u16, body: &'static str) -> Reply {
    Reply::status(StatusCode::from_u16(code).unwrap(), body)
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_lasts_is_asked_again_seldom_and_with_one_event() {
    let mut table =
        Table::of("A fault that stays", "refusals::a_refusal_that_lasts_is_asked_again_seldom_and_with_one_event");
    for (code, body, reason) in REFUSALS {
        for unauthenticated in [true, false] {
            let (transport, log) = service(move |_| refuse(code, body));
            let mut rig = Setup { unauthenticated, ..Setup::default() }.start(transport);
            for _ in 0..24 * 60 {
                rig.record(1);
                tokio::time::sleep(SECS(60)).await;
            }
            let requests = log.requests();
            // Two ways at most, each some thirty times; the first request of all may be asked again with a new token.
            let ways = if unauthenticated && reason == "no_credential" { 2 } else { 1 };
            assert!(requests.iter().skip(3).all(|request| ids(request).len() == 1), "{code}: probes are small");
            assert_eq!(rig.route_state.refused(), ways as u64, "{code}");
            let stats = rig.ledger.snapshot();
            assert_eq!(stats.acknowledged, 0, "{code}");
            assert!(drops(&stats).keys().all(|name| *name == reason), "{code}: {:?}", drops(&stats));
            let (_, stats, took) = rig.close(SECS(5)).await;
            // Nothing may be sent in time, unless a probe falls into it; what waits is given up.
            let answer = if body.is_empty() { code.to_string() } else { format!("{code} and `{body}`") };
            let both = if ways == 2 { ", on both ways" } else { "" };
            let reasons = [DropReason::Deadline, named(reason)];
            let row = Row::at_least(&stats, 0, &reasons).requests(requests.len(), 20..=45 * ways + 1);
            let row = row.close(took, SECS(0)..=SECS(5));
            table.row(format!("{answer} for a day, with an event a minute{both}: probes of one event"), row);
        }
    }
    table.check();
}

fn named(reason: &str) -> DropReason {
    DropReason::ALL.into_iter().find(|known| known.as_str() == reason).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_way_that_opens_again_takes_what_has_waited() {
    let mut table = Table::of("A fault that passes", "refusals::a_way_that_opens_again_takes_what_has_waited");
    for (code, body, reason) in REFUSALS {
        let opens = Instant::now() + SECS(600);
        let (transport, _) = service(move |_| if Instant::now() < opens { refuse(code, body) } else { status(200) });
        let mut rig = Setup { unauthenticated: false, ..Setup::default() }.start(transport);
        for _ in 0..90 {
            rig.record(1);
            tokio::time::sleep(SECS(20)).await;
        }
        let route_state = Arc::clone(&rig.route_state);
        let (_, stats, took) = rig.close(SECS(5)).await;
        // What was in the first request and in the few probes is lost.
        let answer = if body.is_empty() { code.to_string() } else { format!("{code} and `{body}`") };
        let row = Row::at_least(&stats, 80, &[named(reason)]).close(took, SECS(0)..=SECS(0));
        table.row(format!("{answer} for ten minutes, with an event each 20 s: the probes are lost"), row);
        assert_eq!(route_state.refused(), 0, "{code}");
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn one_credential_that_is_refused_is_not_another_and_one_endpoint_not_the_other() {
    let (transport, log) = service(|request| match request.headers().get("authorization") {
        Some(token) if token == "Bearer bad" => status(403),
        Some(_) => status(200),
        None => status(410),
    });
    let transport = Arc::new(transport);
    let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
    let mut rigs = Vec::new();
    for (identity, token) in [(1, "bad"), (2, "good")] {
        let transport = Arc::clone(&transport);
        let provider = move || async move { Ok(Credentials::bearer(token)?) };
        let setup = Setup {
            provider: Some(Arc::new(provider)),
            route_state: Some(Arc::clone(&route_state)),
            ..Setup::default()
        };
        let setup = Setup { identity, ..setup };
        let mut rig = setup.start(move |request| {
            let transport = Arc::clone(&transport);
            async move { transport.send(request).await }
        });
        rig.record(1);
        tokio::time::sleep(SECS(10)).await;
        rigs.push(rig);
    }
    assert_eq!(route_state.refused(), 2);
    let stats: Vec<_> = rigs.iter().map(|rig| rig.ledger.snapshot()).collect();
    assert_eq!((stats[0].acknowledged, stats[1].acknowledged), (0, 1));
    assert_eq!(log.requests().len(), 4, "two with the bad token, one without, one with the good one");
}

#[tokio::test(start_paused = true)]
async fn of_many_short_connections_to_a_service_that_hangs_only_the_first_few_pay() {
    let mut table = Table::of(
        "A fault that stays",
        "refusals::of_many_short_connections_to_a_service_that_hangs_only_the_first_few_pay",
    );
    for (wait, pipelines) in [(200, 1), (200, 60), (2_000, 1), (2_000, 60)] {
        let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
        let mut rigs: Vec<Rig> = Vec::new();
        let mut paid = 0;
        let mut last = Duration::ZERO;
        for connection in 0..60 {
            if connection < pipelines {
                let setup = Setup { route_state: Some(Arc::clone(&route_state)), ..Setup::default() };
                rigs.push(setup.start(service(|_| Reply::Hang).0));
            }
            let rig = rigs.last_mut().unwrap();
            rig.record(1);
            let start = Instant::now();
            let flushed = rig.ask(MS(wait), true).await.unwrap();
            assert!(flushed.timed_out && start.elapsed() <= MS(wait));
            last = start.elapsed();
            paid += usize::from(last > Duration::ZERO);
        }
        assert!(paid <= 6, "{wait} ms, {pipelines} pipelines: {paid} paid");
        assert_eq!(route_state.breaker_state(), BreakerState::Open);
        let mut stats = Vec::new();
        for rig in rigs {
            stats.push(rig.close(Duration::ZERO).await.1);
        }
        let row = stats.iter().map(Row::of).reduce(|one, other| {
            assert_eq!(one, other);
            one
        });
        table.row(
            "no answer, and sixty connections that close one after another, of which six at most wait: the last",
            row.unwrap().close(last, SECS(0)..=SECS(0)),
        );
    }
    table.check();
}

/// The end of a pipeline that cuts a request off after seconds counts against the host, as a close does: whether the
/// request knew the end when it began, or was on its way already.
#[tokio::test(start_paused = true)]
async fn pipelines_whose_end_cuts_them_off_open_the_breaker() {
    for ahead in [SECS(0), SECS(1)] {
        let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
        for ended in 0..5 {
            assert_eq!(route_state.breaker_state(), BreakerState::Closed, "{ended}");
            let setup = Setup { route_state: Some(Arc::clone(&route_state)), ..Setup::default() };
            let mut rig = setup.start(service(|_| Reply::Hang).0);
            rig.push(1, Priority::Urgent);
            tokio::time::sleep(ahead).await;
            assert_eq!(rig.ledger.snapshot().requests, u64::from(!ahead.is_zero()));
            rig.waiters = None;
            rig.task.await.unwrap();
            assert_eq!(drops(&rig.ledger.snapshot()), [("deadline", 1)].into());
        }
        assert_eq!(route_state.breaker_state(), BreakerState::Open);
    }
}

/// The second pipeline holds a token from before the refusal that the first one met.
#[tokio::test(start_paused = true)]
async fn a_probe_after_a_refused_credential_asks_for_a_new_one() {
    let asked = Arc::new(AtomicU32::new(0));
    let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
    let (refused, accepted) = (Instant::now() + SECS(100), Instant::now() + SECS(110));
    let log = MemoryTransport::new();
    let rigs = [0, 1].map(|_| {
        let (asked, log) = (asked.clone(), log.clone());
        let provider = move || {
            let token = format!("t{}", asked.fetch_add(1, Ordering::Relaxed));
            async move { Ok(Credentials::bearer(&token)?) }
        };
        let setup = Setup { route_state: Some(Arc::clone(&route_state)), unauthenticated: false, ..Setup::default() };
        Setup { provider: Some(Arc::new(provider)), ..setup }.start(move |request: Request<Bytes>| {
            log.reply(status(if (refused..accepted).contains(&Instant::now()) { 401 } else { 200 }));
            let log = log.clone();
            async move { log.send(request).await }
        })
    });
    let [mut one, mut other] = rigs;
    one.record(1);
    other.record(1);
    tokio::time::sleep(SECS(101)).await;
    assert_eq!((log.requests().len(), asked.load(Ordering::Relaxed)), (2, 2));
    one.record(1);
    one.flush(SECS(1)).await.unwrap();
    assert_eq!((log.requests().len(), asked.load(Ordering::Relaxed)), (4, 3), "refused, renewed, refused");
    tokio::time::sleep(SECS(60)).await;
    other.record(1);
    other.flush(SECS(1)).await.unwrap();
    assert_eq!(log.requests().len(), 5);
    assert_eq!(log.requests()[4].headers()["authorization"], "Bearer t3");
}

#[tokio::test(start_paused = true)]
async fn closes_that_wait_for_less_than_a_round_trip_say_nothing_about_the_host() {
    let (transport, _) = service(|_| Reply::After(MS(90), Box::new(status(200))));
    let mut rig = Rig::new(transport);
    for _ in 0..100 {
        rig.record(1);
        let _ = rig.ask(MS(20), true).await.unwrap();
    }
    assert_eq!(rig.route_state.breaker_state(), BreakerState::Closed);
    assert_eq!(rig.close(SECS(5)).await.1.acknowledged, 100);
}

#[tokio::test(start_paused = true)]
async fn a_flag_that_is_refused_is_asked_for_seldom() {
    for (code, most) in [(401, 40), (403, 40), (404, 40), (410, 40), (500, 1_500)] {
        let (transport, log) = service(move |_| status(code));
        let mut rig = Setup { flag: true, ..Setup::default() }.start(transport);
        for _ in 0..24 * 60 {
            rig.record(1);
            tokio::time::sleep(SECS(60)).await;
        }
        assert!((20..=most).contains(&log.requests().len()), "{code}: {}", log.requests().len());
    }
}
