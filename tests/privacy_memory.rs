//! What the tables of the privacy pass take, in a process of their own: they are built once and never let go.

use allocation_counter::measure;
use sql_driver_telemetry::privacy::{class, fingerprint::fingerprint};

/// What they may take in a process, in bytes.
const TABLES: u64 = 4 << 20;

/// An error whose every part is looked up in another table of the fingerprint.
const ERROR: &str = "org.apache.hive.service.cli.HiveSQLException: [TABLE_OR_VIEW_NOT_FOUND] The table cannot be found. \
    SQLSTATE: 42P01 (HTTP 404)\nCaused by: java.net.ConnectException: Connection refused\n\
    \tat com.databricks.jdbc.api.impl.Session.execute(Session.java:2029)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";

#[test]
fn the_tables_stay_inside_their_bound() {
    let built = measure(|| {
        assert!(!fingerprint(ERROR).is_empty());
        assert_eq!(class::error_class("TABLE_OR_VIEW_NOT_FOUND").as_deref(), Some("TABLE_OR_VIEW_NOT_FOUND"));
        assert!(class::public_text("OpenJDK 64-Bit Server VM").is_some());
    });
    // Something is kept, or something else was measured.
    assert!(built.bytes_current > 1 << 10, "{built:?}");
    let kept = u64::try_from(built.bytes_current).expect("more than was given back");
    assert!(kept <= TABLES, "{kept} bytes are kept");
    assert!(built.bytes_max <= TABLES, "{} bytes at the highest while they are built", built.bytes_max);

    // A second thread finds them built; what it adds is the scratch of the matching, which each thread has.
    let again = std::thread::spawn(|| {
        measure(|| {
            drop(fingerprint(ERROR));
        })
    });
    let again = again.join().expect("no panic");
    assert!(again.bytes_current < 1 << 20, "{} bytes for another thread", again.bytes_current);
}
