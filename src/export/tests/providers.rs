//! Whom a pipeline asks for credentials, and what becomes of events while nobody can give any.

use super::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// A provider that counts its calls and gives `token` from some time on.
fn from(then: Instant, token: &'static str, calls: &Arc<AtomicU32>) -> Arc<dyn CredentialProvider> {
    let calls = Arc::clone(calls);
    Arc::new(move || {
        calls.fetch_add(1, Ordering::Relaxed);
        async move { if Instant::now() < then { Err("not yet".into()) } else { Ok(Credentials::bearer(token)?) } }
    })
}

fn paths(log: &MemoryTransport) -> Vec<String> {
    log.requests().iter().map(|request| request.uri().path().to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_at_the_start_delays_events_and_reduces_none() {
    let mut table = Table::of(
        "The driver's own side",
        "providers::a_provider_that_fails_at_the_start_delays_events_and_reduces_none",
    );
    for flag in [false, true] {
        for secs in [0, 1, 3, 10, 29] {
            let log = MemoryTransport::new();
            if flag {
                log.reply(Reply::status(StatusCode::OK, r#"{"flags":[{"name":"f","value":"true"}]}"#));
            }
            let calls = Arc::default();
            let provider = from(Instant::now() + SECS(secs), "t", &calls);
            let mut rig = Setup { provider: Some(provider), flag, ..Setup::default() }.start(log.clone());
            rig.push(10, Priority::Urgent);
            tokio::time::sleep(SECS(40)).await;
            let stats = rig.ledger.snapshot();
            assert_eq!((stats.acknowledged, stats.dropped_total()), (10, 0), "{secs} s, {flag}: {:?}", drops(&stats));
            assert_eq!(paths(&log).last().map(String::as_str), Some("/with"), "{secs} s");
            assert!(log.requests().iter().all(|request| request.headers().contains_key("authorization")));
            assert!(calls.load(Ordering::Relaxed) <= 14, "{secs} s: {calls:?}");
            table.row("a provider that fails for up to 29 s at the start: all with the credential", Row::of(&stats));
        }
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn after_half_a_minute_or_half_of_a_close_events_go_reduced() {
    let never = Instant::now() + SECS(1 << 30);
    let log = MemoryTransport::new();
    let mut rig = Setup { provider: Some(from(never, "t", &Arc::default())), ..Setup::default() }.start(log.clone());
    rig.push(10, Priority::Urgent);
    tokio::time::sleep(SECS(29)).await;
    assert_eq!(paths(&log), [""; 0]);
    tokio::time::sleep(SECS(2)).await;
    assert_eq!(paths(&log), ["/without"]);

    let log = MemoryTransport::new();
    let mut rig = Setup { provider: Some(from(never, "t", &Arc::default())), ..Setup::default() }.start(log.clone());
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(6)).await;
    assert_eq!((stats.acknowledged, paths(&log)), (10, vec!["/without".to_owned()]));
    let mut table =
        Table::of("The driver's own side", "providers::after_half_a_minute_or_half_of_a_close_events_go_reduced");
    let row = Row::of(&stats).requests(1, 1..=1).close(took, SECS(3)..=SECS(3));
    table.row("a provider that fails for ever, and a close of 6 s: reduced", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn the_newest_living_connections_provider_is_asked_first_and_the_next_when_it_fails() {
    let never = Instant::now() + SECS(1 << 30);
    let log = MemoryTransport::new();
    let calls: [Arc<AtomicU32>; 3] = Default::default();
    let mut rig = Setup { provider: None, ..Setup::default() }.start(log.clone());
    let living = [
        rig.providers.add(from(Instant::now(), "oldest", &calls[0])),
        rig.providers.add(from(Instant::now(), "newer", &calls[1])),
        rig.providers.add(from(never, "newest", &calls[2])),
    ];
    rig.record(10);
    rig.flush(SECS(5)).await.unwrap();
    assert_eq!(log.requests()[0].headers()["authorization"], "Bearer newer");
    assert_eq!(calls.each_ref().map(|calls| calls.load(Ordering::Relaxed)), [0, 1, 1]);

    // Their connections close: nobody of them is asked again, and what they gave is not kept.
    living[1].release();
    living[2].release();
    rig.flush(SECS(5)).await.unwrap();
    drop(living);
    tokio::time::sleep(SECS(1)).await;
    rig.flush(SECS(5)).await.unwrap();
    rig.record(10);
    rig.flush(SECS(5)).await.unwrap();
    assert_eq!(paths(&log), ["/with", "/without"]);
    assert_eq!(calls.map(|calls| calls.load(Ordering::Relaxed)), [0, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn no_provider_is_asked_after_its_close_was_answered_and_a_call_of_it_is_given_up() {
    #[derive(Default)]
    struct Call(Arc<Mutex<Vec<&'static str>>>);
    impl Drop for Call {
        fn drop(&mut self) {
            self.0.lock().unwrap().push("dropped");
        }
    }
    let said: Arc<Mutex<Vec<&'static str>>> = Arc::default();
    let heard = Arc::clone(&said);
    let provider = move || {
        heard.lock().unwrap().push("asked");
        let call = Call(Arc::clone(&heard));
        async move {
            let _call = call;
            std::future::pending::<Result<Credentials, BoxError>>().await
        }
    };
    let mut rig = Setup { provider: Some(Arc::new(provider)), ..Setup::default() }.start(MemoryTransport::new());
    rig.record(10);
    let flushed = rig.ask(SECS(2), true).await.unwrap();
    assert!(flushed.timed_out && flushed.held == 10);
    tokio::time::sleep(SECS(300)).await;
    assert_eq!(*said.lock().unwrap(), ["asked", "dropped"]);
}
