//! Services that stay away: what is tried meanwhile, and for how long.

use super::*;

const HOUR: u64 = 3_600;

/// While the breaker is open there is one probe a period, and a probe is one request, whatever the retries.
#[tokio::test(start_paused = true)]
async fn a_probe_is_one_request_and_not_a_series() {
    let (transport, log) = service(|_| status(503));
    let mut rig = Rig::new(transport);
    rig.record(1);
    while rig.route_state.breaker_state() == BreakerState::Closed {
        tokio::time::sleep(SECS(1)).await;
    }
    let until_open = log.requests().len();
    assert_eq!(until_open, 5 * 4, "five series of one attempt and three retries");
    tokio::time::sleep(SECS(HOUR / 2)).await;
    let probes = log.requests().len() - until_open;
    // One in each 60 to 90 s, and a pause of up to as much beside.
    assert!((HOUR as usize / 2 / 150..=HOUR as usize / 2 / 60).contains(&probes), "{probes}");
}

/// An event that nobody takes is given up after an hour, and not before: then it is old news, and others wait.
#[tokio::test(start_paused = true)]
async fn what_nobody_takes_is_given_up_after_an_hour() {
    let mut table = Table::of("A fault that stays", "outage::what_nobody_takes_is_given_up_after_an_hour");
    for reply in [|| status(503), || Reply::Hang] {
        let (transport, _) = service(move |_| reply());
        let mut rig = Rig::new(transport);
        rig.record(1);
        tokio::time::sleep(SECS(HOUR - 60)).await;
        assert_eq!((rig.ledger.snapshot().held(), rig.ledger.snapshot().dropped_total()), (1, 0));
        // With the next probe.
        tokio::time::sleep(SECS(60 + 300)).await;
        let stats = rig.ledger.snapshot();
        assert_eq!((drops(&stats), stats.held()), ([("exhausted", 1)].into(), 0));
        table.row("503 or no answer for more than an hour, and the driver stays open", Row::of(&stats));
        // The next event has its own hour.
        rig.record(1);
        tokio::time::sleep(SECS(HOUR - 600)).await;
        assert_eq!(rig.ledger.snapshot().held(), 1);
    }
    table.check();
}
