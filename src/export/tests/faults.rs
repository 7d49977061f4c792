//! Faults one by one.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::config::Diagnostic;
use crate::export::transport::BoxFuture;

fn error(make: fn(BoxError) -> TransportError) -> Reply {
    Reply::Error(make("scripted".into()))
}

/// One batch of ten against a service that begins with `script`, and a close of a minute.
async fn ten(script: Vec<Reply>) -> (MemoryTransport, Stats, Duration) {
    let transport = MemoryTransport::new();
    for reply in script {
        transport.reply(reply);
    }
    let mut rig = Rig::new(transport.clone());
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(60)).await;
    (transport, stats, took)
}

#[tokio::test(start_paused = true)]
async fn every_status_ends_as_it_should() {
    let mut table = Table::of("A fault that stays", "faults::every_status_ends_as_it_should");
    for code in (200..600).filter(|code| ![401, 403].contains(code)) {
        // The same answer to every request; after three rounds the breaker is still closed, so the
        // batch is held until the deadline.
        let (transport, log) = service(move |_| status(code));
        let mut rig = Rig::new(transport);
        rig.record(10);
        let (_, stats, took) = rig.close(SECS(3)).await;
        let requests = log.requests().len();
        let (name, may) = match code {
            200..=299 => {
                assert_eq!((stats.acknowledged, stats.unconfirmed), (10, 10), "{code}");
                ("every status from 200 to 299, and nothing in the body", 1..=1)
            }
            429 | 500..=599 => {
                assert_eq!(drops(&stats), [("deadline", 10)].into(), "{code}");
                let first = ids(&log.requests()[0]);
                assert!(log.requests().iter().all(|request| ids(request) == first), "{code}");
                ("429 and every 5xx", 2..=12)
            }
            413 => {
                assert_eq!(drops(&stats), [("too_large", 10)].into());
                ("413, to whatever is sent", 11..=usize::MAX)
            }
            _ => {
                assert_eq!(drops(&stats), [("rejected", 10)].into(), "{code}");
                ("every 3xx, and every 4xx but 401, 403, 413, 429", 1..=1)
            }
        };
        table.row(name, Row::of(&stats).requests(requests, may).close(took, SECS(0)..=SECS(3)));
    }
    table.check();
}

const SLOW: &str = "an answer after 9.9 s";

#[tokio::test(start_paused = true)]
async fn transient_faults_cost_retries_and_nothing_else() {
    type Case = (&'static str, fn() -> Reply, Duration);
    let mut table = Table::of("A fault that passes", "faults::transient_faults_cost_retries_and_nothing_else");
    let cases: [Case; 10] = [
        ("any transport: 503", || status(503), MS(500)),
        ("any transport: 429", || status(429), MS(500)),
        ("any transport: 429 with seconds", || throttled("4"), MS(4_500)),
        ("any transport: 500", || status(500), MS(500)),
        ("any transport: nobody there", || error(TransportError::Unreachable), MS(500)),
        ("any transport: broken in the middle", || error(TransportError::Broken), MS(500)),
        ("any transport: no answer", || Reply::Hang, MS(10_500)),
        ("any transport: a time limit of its own", || Reply::Error(TransportError::TimedOut), MS(500)),
        (SLOW, || Reply::After(MS(9_900), Box::new(status(200))), MS(9_900)),
        ("an answer after 10.1 s", || Reply::After(MS(10_100), Box::new(status(200))), MS(10_500)),
    ];
    for (name, fault, at_most) in cases {
        let (transport, stats, took) = ten(vec![fault()]).await;
        assert_eq!((stats.acknowledged, stats.dropped_total()), (10, 0), "{name}");
        let requests = transport.requests();
        let (again, may) = if name == SLOW { (0, 1..=1) } else { (10, 2..=2) };
        assert_eq!((stats.exported, stats.retried, stats.requests), (10, again, requests.len() as u64), "{name}");
        assert!(requests.windows(2).all(|pair| pair[0].body() == pair[1].body()), "{name}: same bytes again");
        table.row(name, Row::of(&stats).requests(requests.len(), may).close(took, SECS(0)..=at_most));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_waited_for_and_a_date_too() {
    let (_, _, took) = ten(vec![throttled("7")]).await;
    assert!((SECS(7)..SECS(8)).contains(&took), "{took:?}");
    let mut reply = Response::new(Bytes::new());
    *reply.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    for (name, value) in [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:49:46 GMT")] {
        reply.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let (_, _, took) = ten(vec![Reply::Response(reply)]).await;
    assert!((SECS(9)..SECS(10)).contains(&took), "{took:?}");
}

/// Two pipelines of one host, each with events, a second after the first one was told to wait.
async fn throttled_host(retry_after: &'static str) -> (MemoryTransport, Rig, Rig) {
    let transport = MemoryTransport::new();
    transport.reply(throttled(retry_after));
    let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
    let setup = || Setup { route_state: Some(Arc::clone(&route_state)), ..Setup::default() };
    let mut one = setup().start(transport.clone());
    let mut other = setup().start(transport.clone());
    one.record(50);
    tokio::time::sleep(SECS(1)).await;
    other.record(50);
    (transport, one, other)
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_is_kept_by_everybody_and_a_close_does_not_wait_for_nothing() {
    let (transport, one, other) = throttled_host("120").await;
    tokio::time::sleep(SECS(110)).await;
    assert_eq!(transport.requests().len(), 1, "quiet for all pipelines of the host");
    let (flushed, stats, took) = other.close(SECS(5)).await;
    assert!(flushed.timed_out);
    assert_eq!(drops(&stats), [("deadline", 50)].into());
    let mut table = Table::of(
        "A fault that stays",
        "faults::a_long_retry_after_is_kept_by_everybody_and_a_close_does_not_wait_for_nothing",
    );
    let row = Row::of(&stats).requests(stats.requests as usize, 0..=0).close(took, SECS(0)..=SECS(0));
    table.row("`Retry-After: 120`, heard by another pipeline of the host: nothing may be sent in time", row);
    table.check();
    tokio::time::sleep(SECS(20)).await;
    assert_eq!(one.close(SECS(1)).await.1.acknowledged, 50);
}

#[tokio::test(start_paused = true)]
async fn a_short_retry_after_is_kept_by_everybody_too_and_through_a_close() {
    let (transport, mut one, other) = throttled_host("20").await;
    tokio::time::sleep(SECS(9)).await;
    one.waiters = None;
    tokio::time::sleep(SECS(9)).await;
    assert_eq!(transport.requests().len(), 1, "quiet for all pipelines of the host, and for one that ends");
    let stats = one.ledger.snapshot();
    assert_eq!(drops(&stats), [("deadline", 50)].into());
    let mut table =
        Table::of("A fault that stays", "faults::a_short_retry_after_is_kept_by_everybody_too_and_through_a_close");
    let row = Row::of(&stats).requests(stats.requests as usize, 1..=1);
    table.row("`Retry-After: 20`, and the last handle is dropped after 10 s", row);
    tokio::time::sleep(SECS(2)).await;
    let (_, stats, took) = other.close(SECS(1)).await;
    let row = Row::of(&stats).requests(stats.requests as usize, 1..=1).close(took, SECS(0)..=SECS(0));
    table.row("the same, for another pipeline of the host, which is closed after 21 s", row);
    table.check();
}

/// What another pipeline of the host was told meanwhile counts for whoever is about to try again.
#[tokio::test(start_paused = true)]
async fn a_series_ends_when_the_host_has_asked_for_quiet_meanwhile() {
    for (quiet, goes_on) in [(SECS(60), false), (MS(2), true)] {
        let (transport, log) = service(|_| Reply::After(MS(1), Box::new(status(503))));
        let mut rig = Rig::new(transport);
        rig.record(1);
        while log.requests().is_empty() {
            tokio::time::sleep(MS(1)).await;
        }
        rig.route_state.quiet((Instant::now() + quiet).into_std());
        // The next series begins after half an interval at least.
        tokio::time::sleep(SECS(2)).await;
        assert_eq!((log.requests().len() > 1, rig.ledger.snapshot().held()), (goes_on, 1), "{quiet:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn names_and_trust_are_not_retried() {
    let mut table = Table::of("A fault that stays", "faults::names_and_trust_are_not_retried");
    for make in [TransportError::UnknownName, TransportError::Untrusted, TransportError::Unusable] {
        let (transport, stats, took) = ten(vec![error(make)]).await;
        assert_eq!(drops(&stats), [("exhausted", 10)].into());
        let row = Row::of(&stats).requests(transport.requests().len(), 1..=1).close(took, SECS(0)..=SECS(0));
        table.row("any transport: no such name, no trust, unusable", row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_counted_as_far_as_it_can_be_read() {
    let mut table = Table::of("Answers that are odd", "faults::an_answer_is_counted_as_far_as_it_can_be_read");
    let cases = [
        (r#"{"numProtoSuccess":10}"#, (10, 0, 0)),
        (r#"{"numProtoSuccess":"10","errors":[]}"#, (10, 0, 0)),
        (r#"{"numProtoSuccess":7,"errors":["x"]}"#, (7, 0, 3)),
        (r#"{"numProtoSuccess":0,"errors":[{"message":"m","errorType":"t"}]}"#, (0, 0, 10)),
        (r#"{"numProtoSuccess":99}"#, (10, 0, 0)),
        (r#"{"numProtoSuccess":-1}"#, (10, 10, 0)),
        (r#"{"numProtoSuccess":null}"#, (10, 10, 0)),
        ("{}", (10, 10, 0)),
        ("", (10, 10, 0)),
        // Not the service's: acknowledged by nobody.
        ("<html>garbage", (0, 0, 0)),
        ("\u{0}\u{1}", (0, 0, 0)),
    ];
    for (body, expected) in cases {
        let (transport, stats, took) = ten(vec![Reply::status(StatusCode::OK, body)]).await;
        let (partial, foreign) = (stats.dropped(DropReason::Partial), stats.dropped(DropReason::NotTheService));
        assert_eq!((stats.acknowledged, stats.unconfirmed, partial), expected, "{body}");
        assert_eq!(foreign, 10 - stats.acknowledged - partial, "{body}");
        // Never sent again.
        let row = Row::of(&stats).requests(transport.requests().len(), 1..=1).close(took, SECS(0)..=SECS(0));
        let name = match body {
            "" => "200, and an empty body".to_owned(),
            "\u{0}\u{1}" => "200, and two bytes that are no text".to_owned(),
            body => format!("200, and `{body}`"),
        };
        table.row(name, row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_renewed_once_and_then_done_without() {
    let tokens = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let run = async |good: &'static str, unauthenticated: bool| {
        let tokens = Arc::clone(&tokens);
        tokens.store(0, std::sync::atomic::Ordering::Relaxed);
        let provider = move || {
            let n = tokens.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async move { Ok(Credentials::bearer(&format!("t{n}"))?) }
        };
        let (transport, log) = service(move |request| match request.headers().get("authorization") {
            Some(value) => status(if value == good { 200 } else { 401 }),
            None => status(200),
        });
        let setup = Setup { provider: Some(Arc::new(provider)), unauthenticated, ..Setup::default() };
        let mut rig = setup.start(transport);
        rig.record(10);
        let (_, stats, took) = rig.close(SECS(5)).await;
        let paths: Vec<_> = log.requests().iter().map(|request| request.uri().path().to_owned()).collect();
        for request in log.requests() {
            let reduced = request.uri().path() == "/without";
            assert_eq!(request.body().starts_with(b"Unauthenticated"), reduced, "the body is the path's");
        }
        (paths, stats, took)
    };
    let (paths, stats, took) = run("Bearer t0", true).await;
    assert_eq!((paths, stats.acknowledged, took), (vec!["/with".into()], 10, Duration::ZERO));
    let (paths, stats, took) = run("Bearer t1", true).await;
    assert_eq!((paths, stats.acknowledged, took), (vec!["/with".into(), "/with".into()], 10, Duration::ZERO));
    let (paths, stats, took) = run("none", true).await;
    let all = vec!["/with".into(), "/with".into(), "/without".into()];
    assert_eq!((paths, stats.acknowledged, took), (all, 10, Duration::ZERO));
    let (paths, stats, took) = run("none", false).await;
    assert_eq!(drops(&stats), [("no_credential", 10)].into());
    let mut table =
        Table::of("A fault that stays", "faults::a_token_that_is_refused_is_renewed_once_and_then_done_without");
    let row = Row::of(&stats).requests(paths.len(), 2..=2).close(took, SECS(0)..=SECS(0));
    table.row("401 to every token, and the endpoint that needs none is not allowed", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn without_a_credential_the_reduced_form_goes_to_the_open_endpoint_or_nothing_goes() {
    let hang = || async { std::future::pending::<Result<Credentials, BoxError>>().await };
    let fail = || async { Err::<Credentials, BoxError>("no".into()) };
    let panic = || async { panic!("a scripted panic") };
    let mut table = Table::of(
        "The driver's own side",
        "faults::without_a_credential_the_reduced_form_goes_to_the_open_endpoint_or_nothing_goes",
    );
    type Case = (&'static str, Option<Arc<dyn CredentialProvider>>, u64);
    let providers: [Case; 4] = [
        ("no provider", None, 0),
        ("a provider that fails", Some(Arc::new(fail)), 10),
        ("a provider that panics", Some(Arc::new(panic)), 10),
        ("a provider that hangs", Some(Arc::new(hang)), 10),
    ];
    for (name, provider, secs) in providers {
        for unauthenticated in [true, false] {
            let transport = MemoryTransport::new();
            let setup = Setup { provider: provider.clone(), unauthenticated, ..Setup::default() };
            let mut rig = setup.start(transport.clone());
            rig.record(10);
            // A close waits for a provider that fails for half of its time.
            let (_, stats, took) = rig.close(SECS(20)).await;
            let row = Row::of(&stats).close(took, SECS(secs)..=SECS(secs));
            if unauthenticated {
                table.row(format!("{name}: reduced, to the endpoint that needs none"), row.requests(1, 1..=1));
                let request = &transport.requests()[0];
                assert_eq!(request.uri().path(), "/without");
                assert!(request.headers().get("authorization").is_none());
                assert!(request.body().starts_with(b"Unauthenticated"), "the body is the reduced one");
                assert_eq!(stats.acknowledged, 10);
            } else {
                let row = row.requests(transport.requests().len(), 0..=0);
                table.row(format!("{name}, and that endpoint is not allowed"), row);
                assert_eq!(drops(&stats), [("no_credential", 10)].into());
            }
        }
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_asked_once_and_not_again_until_it_has_to_be() {
    let calls = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let provider = move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async { Ok(Credentials::bearer("t")?.valid_for(SECS(600))) }
    };
    let mut rig = Setup { provider: Some(Arc::new(provider)), ..Setup::default() }.start(MemoryTransport::new());
    for _ in 0..600 {
        rig.record(1);
        tokio::time::sleep(SECS(1)).await;
    }
    let stats = rig.close(SECS(5)).await.1;
    assert_eq!(stats.acknowledged, 600);
    assert_eq!(calls.load(std::sync::atomic::Ordering::Relaxed), 2, "at first, and a minute ahead");
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_a_transport_costs_its_batch_only() {
    let mut table = Table::of("The driver's own side", "faults::a_panic_in_a_transport_costs_its_batch_only");
    let (transport, stats, took) = ten(vec![Reply::Panic]).await;
    assert_eq!(drops(&stats), [("panicked", 10)].into());
    let row = Row::of(&stats).requests(transport.requests().len(), 1..=1).close(took, SECS(0)..=SECS(0));
    table.row("a transport that panics", row);

    let mut n = 0;
    let transport = MemoryTransport::new();
    let mut rig = Rig::new(transport.clone());
    while n < 10 {
        if n % 2 == 0 {
            transport.reply(Reply::Panic);
        }
        rig.record(50);
        tokio::time::sleep(SECS(1)).await;
        n += 1;
    }
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((stats.acknowledged, stats.dropped(DropReason::Panicked)), (250, 250));
    let row = Row::of(&stats).requests(transport.requests().len(), 10..=10).close(took, SECS(0)..=SECS(0));
    table.row("a transport that panics every other time", row);

    let mut rig = Rig::new(|_| -> std::future::Ready<Result<Response<Bytes>, TransportError>> {
        panic!("before there is a future")
    });
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!(drops(&stats), [("panicked", 10)].into());
    let row = Row::of(&stats).requests(stats.requests as usize, 1..=1).close(took, SECS(0)..=SECS(0));
    table.row("a transport that panics before there is a future", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_too_large_is_halved_until_it_fits() {
    let (transport, log) = service(|request| status(if ids(request).len() > 3 { 413 } else { 200 }));
    let mut rig = Rig::new(transport);
    rig.record(20);
    let mut table = Table::of("A fault that stays", "faults::a_request_that_is_too_large_is_halved_until_it_fits");
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((stats.acknowledged, stats.exported), (20, 20));
    let row = Row::of(&stats).requests(log.requests().len(), 21..=21).close(took, SECS(0)..=SECS(0));
    table.row("413 to more than three events at once", row);
    let mut taken: Vec<_> = log.requests().iter().map(ids).filter(|ids| ids.len() <= 3).flatten().collect();
    taken.sort_unstable();
    assert_eq!(taken, (0..20).collect::<Vec<_>>());

    // One that is too large by itself costs itself only.
    let (transport, _) = service(|request| status(if ids(request).contains(&7) { 413 } else { 200 }));
    let mut rig = Rig::new(transport);
    rig.record(20);
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((stats.acknowledged, stats.dropped(DropReason::TooLarge)), (19, 1));
    let row = Row::of(&stats).requests(stats.requests as usize, 9..=16).close(took, SECS(0)..=SECS(0));
    table.row("413 to one event", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn no_request_is_larger_than_its_bound() {
    let transport = MemoryTransport::new();
    let batch = BatchPolicy { max_bytes: 60, ..BatchPolicy::default() };
    let mut rig = Setup { batch, ..Setup::default() }.start(transport.clone());
    rig.record(500);
    assert_eq!(rig.close(SECS(5)).await.1.acknowledged, 500);
    assert!(transport.requests().iter().all(|request| request.body().len() <= 60));

    let batch = BatchPolicy { max_bytes: 10, ..BatchPolicy::default() };
    let mut rig = Setup { batch, ..Setup::default() }.start(transport.clone());
    rig.record(5);
    assert_eq!(drops(&rig.close(SECS(5)).await.1), [("too_large", 5)].into());
}

#[tokio::test(start_paused = true)]
async fn an_outage_opens_the_breaker_and_costs_no_event_that_there_is_room_for() {
    let down = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let is_down = Arc::clone(&down);
    let (transport, log) =
        service(move |_| status(if is_down.load(std::sync::atomic::Ordering::Relaxed) { 503 } else { 200 }));
    let mut rig = Rig::new(transport);
    for _ in 0..600 {
        rig.record(1);
        tokio::time::sleep(SECS(1)).await;
    }
    assert_eq!(rig.route_state.breaker_state(), BreakerState::Open);
    let requests = log.requests().len();
    // Five series of four until it opens, and then one series at most in each minute.
    assert!(requests <= 4 * (5 + 10), "{requests}");
    down.store(false, std::sync::atomic::Ordering::Relaxed);
    tokio::time::sleep(SECS(95)).await;
    assert_eq!(rig.route_state.breaker_state(), BreakerState::Closed);
    let mut table = Table::of(
        "A fault that passes",
        "faults::an_outage_opens_the_breaker_and_costs_no_event_that_there_is_room_for",
    );
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((stats.acknowledged, stats.dropped_total()), (600, 0));
    let row = Row::of(&stats).requests(requests, 20..=60).close(took, SECS(0)..=SECS(0));
    table.row("503 for ten minutes, with an event a second, and then a service that is well", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn while_the_breaker_is_open_nothing_is_sent_and_one_probe_finds_out() {
    let (transport, log) = service(|_| Reply::Hang);
    let route_state = Arc::new(RouteState::new(BreakerPolicy::default()));
    let mut rigs: Vec<_> = (0..8)
        .map(|_| {
            Setup { route_state: Some(Arc::clone(&route_state)), ..Setup::default() }.start(MemoryTransport::new())
        })
        .collect();
    let mut first = Setup { route_state: Some(Arc::clone(&route_state)), ..Setup::default() }.start(transport);
    first.record(50);
    while route_state.breaker_state() == BreakerState::Closed {
        tokio::time::sleep(SECS(1)).await;
    }
    let before = log.requests().len();
    for rig in &mut rigs {
        rig.record(50);
    }
    tokio::time::sleep(SECS(59)).await;
    assert_eq!(log.requests().len(), before);
    assert!(rigs.iter().all(|rig| rig.ledger.snapshot().requests == 0));
    tokio::time::sleep(SECS(200)).await;
    for rig in rigs {
        assert_eq!(rig.ledger.snapshot().held(), 0, "one of them probed, and all went");
    }
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_the_service_cannot_digest_does_not_stand_in_the_way_of_others() {
    let (transport, log) = service(|request| status(if ids(request).contains(&3) { 500 } else { 200 }));
    let mut rig = Rig::new(transport);
    for _ in 0..300 {
        rig.record(1);
        tokio::time::sleep(SECS(1)).await;
    }
    assert_eq!(rig.route_state.breaker_state(), BreakerState::Closed);
    let stats = rig.close(SECS(5)).await.1;
    let poisoned = log.requests().iter().map(ids).find(|ids| ids.contains(&3)).unwrap().len() as u64;
    let requests = log.requests();
    let before_others = requests.iter().map(ids).skip_while(|ids| !ids.contains(&3)).take_while(|ids| ids.contains(&3));
    assert_eq!(before_others.count(), 3 * 4, "three series of one attempt and three retries, and then others");
    assert_eq!((stats.acknowledged, drops(&stats)), (300 - poisoned, [("exhausted", poisoned)].into()));
    let mut table = Table::of(
        "A fault that stays",
        "faults::a_batch_that_the_service_cannot_digest_does_not_stand_in_the_way_of_others",
    );
    table.row("500 to whatever has a certain event in it", Row::at_least(&stats, 250, &[DropReason::Exhausted]));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn every_request_says_who_sent_it_and_the_credential_wins_over_the_drivers_headers() {
    let transport = MemoryTransport::new();
    let mut rig = Rig::new(transport.clone());
    rig.record(1);
    rig.close(SECS(5)).await;
    let request = &transport.requests()[0];
    assert_eq!(request.headers()["user-agent"], "test/1.0");
    assert_eq!(request.headers()["authorization"], "Bearer t0");
    assert_eq!(request.headers()["content-type"], "text/plain");
    assert_eq!(request.uri(), "https://a.example.com/with");
}

/// It is asked what it lacks when a request came to no good, and not otherwise.
#[tokio::test(start_paused = true)]
async fn a_transport_is_asked_for_its_diagnostics_where_it_failed() {
    struct Asked(MemoryTransport, Arc<AtomicU32>);
    impl Transport for Asked {
        fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            self.0.send(request)
        }

        fn diagnostics(&self) -> Vec<Diagnostic> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Vec::new()
        }
    }
    let (transport, asked) = (MemoryTransport::new(), Arc::new(AtomicU32::new(0)));
    let mut rig = Rig::new(Asked(transport.clone(), asked.clone()));
    for (code, times) in [(200, 0), (400, 1), (200, 1)] {
        transport.reply(status(code));
        rig.record(1);
        rig.flush(SECS(1)).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), times, "{code}");
    }
}
