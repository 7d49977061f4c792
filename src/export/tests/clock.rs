//! The wall clock is set, forwards and backwards, while a pipeline runs: by an administrator, a battery, a virtual machine
//! that wakes up. Nothing that waits or expires may be measured by it.

use serde_json::Value;

use super::flag::FLAG_PATH;
use super::*;
use crate::clock::stepped::Stepped;
use crate::config::{Config, Environment};
use crate::contract::OperationType;
use crate::export::RETRY_AFTER_MAX;
use crate::{ConnectionOptions, CredentialIdentity, DriverIdentity, RuntimeChoice, Telemetry};

/// Some day of 2023, and where it may be set to from there: by a day, before and at 1970, as far as there are seconds.
const DAY: i64 = 1_700_000_000;
const STEPS: [i64; 10] =
    [DAY, DAY + 86_400, DAY - 86_400, -1, 0, -86_400 * 365, DAY + 1, i64::MAX, i64::MIN, DAY + 3_600];

/// The day that [`STEPS`] begins with, as a `Retry-After` names it, and five seconds later.
const ON_THE_DAY: &str = "Tue, 14 Nov 2023 22:13:25 GMT";

fn unavailable_until(date: &'static str) -> Reply {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(http::header::RETRY_AFTER, HeaderValue::from_static(date));
    Reply::Response(response)
}

#[tokio::test(start_paused = true)]
async fn a_driver_loses_nothing_while_its_clock_is_set_and_says_what_it_shows() {
    let clock = Stepped::to(DAY);
    let transport = MemoryTransport::new();
    let telemetry = Telemetry::with_environment(Environment::none());
    let options = ConnectionOptions::new("a.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(transport.clone())
        .credentials(|| async { Ok(Credentials::bearer("t0")?) }, CredentialIdentity::of("somebody"))
        .runtime(RuntimeChoice::Handle(tokio::runtime::Handle::current()));
    let connection = telemetry.connect(options);
    for (n, seconds) in (1..).zip(STEPS) {
        // Begun before the clock is set, ended after.
        let statement = connection.statement(OperationType::ExecuteStatement);
        clock.step(seconds);
        drop(statement);
        let start = Instant::now();
        let flushed = connection.flush_async(SECS(5)).await;
        assert_eq!((flushed.is_complete(), start.elapsed()), (true, Duration::ZERO), "{seconds}");
        let stats = connection.stats();
        assert_eq!((stats.recorded, stats.acknowledged, stats.dropped_total()), (n, n, 0), "{seconds}");

        let body: Value = serde_json::from_slice(transport.requests().last().unwrap().body()).unwrap();
        let log: Value = serde_json::from_str(body["protoLogs"][0].as_str().unwrap()).unwrap();
        let (uploaded, stamped) = (body["uploadTime"].as_i64(), &log["context"]["client_context"]["timestamp_millis"]);
        match seconds {
            i64::MIN..=0 => assert_eq!((uploaded, stamped), (Some(0), &Value::Null), "{seconds}: not known"),
            i64::MAX => assert!(uploaded >= Some(0), "{seconds}: {uploaded:?}"),
            _ => assert_eq!((uploaded, stamped.as_i64()), (Some(seconds * 1_000), Some(seconds * 1_000))),
        }
    }
    let start = Instant::now();
    let flushed = connection.close_async(SECS(5)).await;
    assert!(flushed.is_complete());
    let mut table =
        Table::of("The clock is set", "clock::a_driver_loses_nothing_while_its_clock_is_set_and_says_what_it_shows");
    let row = Row::of(&connection.stats()).close(start.elapsed(), SECS(0)..=SECS(0));
    table.row("set between the beginning and the end of a statement", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_with_a_date_is_bounded_whatever_the_clock_shows() {
    let most = RETRY_AFTER_MAX + SECS(1);
    let mut table =
        Table::of("The clock is set", "clock::a_retry_after_with_a_date_is_bounded_whatever_the_clock_shows");
    let cases = [
        (DAY, SECS(5)..SECS(6)),
        (DAY + 86_400, SECS(0)..SECS(1)),
        (DAY - 86_400, RETRY_AFTER_MAX..most),
        (-1, RETRY_AFTER_MAX..most),
        (i64::MIN, RETRY_AFTER_MAX..most),
        (i64::MAX, SECS(0)..most),
    ];
    for (seconds, wait) in cases {
        let _clock = Stepped::to(seconds);
        let (transport, log) = service(move |_| unavailable_until(ON_THE_DAY));
        let mut rig = Rig::new(transport);
        rig.record(50);
        let start = Instant::now();
        while log.requests().len() < 2 {
            tokio::time::sleep(MS(50)).await;
            assert!(start.elapsed() < most, "{seconds}: {:?}", start.elapsed());
        }
        assert!(start.elapsed() >= wait.start && start.elapsed() < wait.end, "{seconds}: {:?}", start.elapsed());
        // A close does not wait for a date that lies behind its deadline.
        let (_, stats, took) = rig.close(SECS(2)).await;
        assert_eq!(drops(&stats), [("deadline", 50)].into());
        let row = Row::of(&stats).close(took, SECS(0)..=SECS(2));
        table.row("503 with a date, under a clock that is wrong, until a close of 2 s", row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_during_a_wait_makes_it_no_longer_and_no_shorter() {
    let mut table =
        Table::of("The clock is set", "clock::a_clock_that_is_set_during_a_wait_makes_it_no_longer_and_no_shorter");
    for seconds in STEPS {
        let clock = Stepped::to(DAY);
        let transport = MemoryTransport::new();
        transport.reply(unavailable_until(ON_THE_DAY));
        let mut rig = Rig::new(transport);
        rig.record(50);
        tokio::time::sleep(SECS(1)).await;
        clock.step(seconds);
        let (_, stats, took) = rig.close(SECS(60)).await;
        assert_eq!((stats.acknowledged, stats.dropped_total()), (50, 0), "{seconds}");
        table.row(
            "503 with a date 5 s ahead, and the clock is set after one of them",
            Row::of(&stats).requests(stats.requests as usize, 2..=2).close(took, MS(3_900)..=MS(4_600)),
        );
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn credentials_flag_and_breaker_do_not_see_the_clock() {
    let clock = Stepped::to(DAY);
    let calls = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let provider = move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async { Ok(Credentials::bearer("t")?.valid_for(SECS(600))) }
    };
    let flag = r#"{"flags":[{"name":"f","value":"true"}],"ttl_seconds":300}"#;
    let (transport, log) = service(move |request| {
        Reply::status(StatusCode::OK, if request.uri().path() == FLAG_PATH { flag } else { "" })
    });
    let mut rig = Setup { provider: Some(Arc::new(provider)), flag: true, ..Setup::default() }.start(transport);
    // Not to a moment at which something is due: whether it is seen before the end would be chance.
    for n in 0..550 {
        clock.step(STEPS[n % STEPS.len()]);
        rig.record(1);
        tokio::time::sleep(SECS(1)).await;
    }
    assert_eq!(rig.route_state.breaker_state(), BreakerState::Closed);
    let (_, stats, took) = rig.close(SECS(5)).await;
    assert_eq!((stats.acknowledged, stats.dropped_total()), (550, 0));
    let mut table = Table::of("The clock is set", "clock::credentials_flag_and_breaker_do_not_see_the_clock");
    let row = Row::of(&stats).close(took, SECS(0)..=SECS(0));
    table.row("set every second for nine minutes: renewals and checks of the flag as without", row);
    assert_eq!(calls.load(std::sync::atomic::Ordering::Relaxed), 2, "at first, and a minute ahead");
    let checks = log.requests().iter().filter(|request| request.uri().path() == FLAG_PATH).count();
    assert_eq!(checks, 2, "at first, and when its 300 s were over");

    // A breaker that is open stays so for its minute, and not until a date.
    let (transport, log) = service(|_| status(503));
    let mut rig = Rig::new(transport);
    while rig.route_state.breaker_state() == BreakerState::Closed {
        rig.record(1);
        tokio::time::sleep(SECS(1)).await;
    }
    let before = log.requests().len();
    for seconds in STEPS {
        clock.step(seconds);
        tokio::time::sleep(SECS(5)).await;
    }
    assert_eq!(log.requests().len(), before, "quiet for fifty seconds");
    tokio::time::sleep(SECS(50)).await;
    assert!(log.requests().len() > before, "and asked after no more than ninety");
    let (_, stats, took) = rig.close(SECS(5)).await;
    let row = Row::of(&stats).close(took, SECS(0)..=SECS(5));
    table.row("set ten times while the breaker is open, and a close of 5 s", row);
    table.check();
}
