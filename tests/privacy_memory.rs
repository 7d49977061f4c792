//! What the first error of a process takes, in a process of its own: the tables of the pass are the compiler's, and none is
//! built.

use allocation_counter::measure;
use sql_driver_telemetry::privacy::class;
use sql_driver_telemetry::privacy::fingerprint::fingerprint;

/// What the first error may take at its highest, in bytes: the bar of a process's first event.
const FIRST: u64 = 300 << 10;

/// An error whose every part is looked up in another table of the fingerprint.
const ERROR: &str = "org.apache.hive.service.cli.HiveSQLException: [TABLE_OR_VIEW_NOT_FOUND] The table cannot be found. \
    SQLSTATE: 42P01 (HTTP 404)\nCaused by: java.net.ConnectException: Connection refused\n\
    \tat com.databricks.jdbc.api.impl.Session.execute(Session.java:2029)\n\tat com.acme.etl.Payroll.run(Payroll.java:12)\n";

#[test]
fn the_first_error_of_a_process_builds_no_table() {
    let built = measure(|| {
        assert!(!fingerprint(ERROR).is_empty());
        assert_eq!(class::error_class("TABLE_OR_VIEW_NOT_FOUND").as_deref(), Some("TABLE_OR_VIEW_NOT_FOUND"));
        assert!(class::public_text("OpenJDK 64-Bit Server VM").is_some());
    });
    assert!(built.count_total > 0, "nothing was measured");
    assert_eq!(built.bytes_current, 0, "something is kept: {built:?}");
    assert!(built.bytes_max <= FIRST, "{} bytes at the highest", built.bytes_max);

    // Nor does a thread keep anything of its own.
    let again = std::thread::spawn(|| {
        measure(|| {
            drop(fingerprint(ERROR));
        })
    });
    let again = again.join().expect("no panic");
    assert_eq!(again.bytes_current, 0, "something is kept for another thread: {again:?}");
}
