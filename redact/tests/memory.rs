//! What the rules take, in a process of their own: they are built once and never let go.

use allocation_counter::measure;
use sql_driver_telemetry_redact::{redact, warm_up};

/// What they may take in a process, in bytes.
const RULES: u64 = 4 << 20;

/// A text that several rules find something in, so that what they build at their first use is built.
const DIRTY: &str = "user jo.roe@acme.example at 10.20.30.40 via proxy.acme.internal:8080, password=hunter2, \
    token dapi0123456789abcdef0123456789abcdef, /home/jo/etl/input.csv: SELECT pay FROM payroll WHERE name = 'Jo Roe'";

#[test]
fn the_rules_stay_inside_their_bound() {
    let built = measure(|| {
        warm_up();
        assert!(redact(DIRTY).is_ok_and(|text| !text.counts().is_empty()));
    });
    // Something is kept, or something else was measured.
    assert!(built.bytes_current > 1 << 10, "{built:?}");
    let kept = u64::try_from(built.bytes_current).expect("more than was given back");
    assert!(kept <= RULES, "{kept} bytes are kept");
    assert!(built.bytes_max <= RULES, "{} bytes at the highest while they are built", built.bytes_max);

    // A second thread finds them built; what it adds is the scratch of the matching, which each thread has.
    let again = std::thread::spawn(|| {
        measure(|| {
            warm_up();
            drop(redact(DIRTY));
        })
    });
    let again = again.join().expect("no panic");
    assert!(again.bytes_current < 1 << 20, "{} bytes for another thread", again.bytes_current);
}
