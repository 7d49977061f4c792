//! What is exported is what was stored, and can be read by others.
#![cfg(feature = "receiver")]

use crate::client::{NOW, body, log, upload};
use sql_driver_telemetry::receiver::{ExportFormat, Receiver};

fn receiver() -> Receiver {
    let receiver = Receiver::builder().clock(|| NOW).start().unwrap();
    upload(receiver.address(), &body(&(0..50).map(log).collect::<Vec<_>>()));
    receiver
}

const PARTITION: &str = "date=2026-11-22/driver=TestDriver";

#[test]
fn lines_hold_every_log() {
    let folder = tempfile::tempdir().unwrap();
    let exported = receiver().export(folder.path(), ExportFormat::Lines).unwrap();
    assert_eq!(exported.logs, 50);
    assert_eq!(exported.files, [folder.path().join(PARTITION).join("part-0.ndjson")]);
    let text = std::fs::read_to_string(&exported.files[0]).unwrap();
    assert_eq!(text.lines().count(), 50);
    for (n, line) in text.lines().enumerate() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["seq"], n + 1);
        assert_eq!(line["log"]["entry"]["sql_driver_log"]["operation_latency_ms"], n);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_every_log_in_typed_columns() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, RowAccessor};

    let folder = tempfile::tempdir().unwrap();
    let exported = receiver().export(folder.path(), ExportFormat::Parquet).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&exported.files[0]).unwrap()).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 50);
    for (n, row) in rows.iter().enumerate() {
        let field = |name: &str| row.get_column_iter().find(|(column, _)| *column == name).unwrap().1;
        assert_eq!(row.get_long(0).unwrap(), i64::try_from(n).unwrap() + 1);
        assert_eq!(field("received_at"), &Field::TimestampMillis(NOW));
        assert_eq!(field("operation_latency_ms"), &Field::Long(i64::try_from(n).unwrap()));
        assert_eq!(field("sql_operation_operation_detail_operation_type"), &Field::Str("EXECUTE_STATEMENT".to_owned()));
        assert_eq!(field("sql_operation_is_compressed"), &Field::Bool(false));
        assert_eq!(field("sql_operation_retry_count"), &Field::Null);
    }
}

/// What others make of the files. Where there is no DuckDB for Python, there is nothing to see.
#[cfg(feature = "parquet")]
#[test]
fn duckdb_reads_the_partitions() {
    const SCRIPT: &str = "
import sys
try:
    import duckdb
except ImportError:
    sys.exit(77)
logs = f\"read_parquet('{sys.argv[1]}/**/*.parquet', hive_partitioning = true, union_by_name = true)\"
row = duckdb.sql(f\"SELECT count(*), sum(operation_latency_ms), any_value(driver), any_value(CAST(date AS VARCHAR)), \"
                 f\"count(DISTINCT sql_statement_id) FROM {logs}\").fetchall()[0]
print(*row)
";
    let folder = tempfile::tempdir().unwrap();
    let receiver = receiver();
    upload(receiver.address(), &body(&[log(50).replace("Test Driver", "Other Driver")]));
    receiver.export(folder.path(), ExportFormat::Parquet).unwrap();
    let python = std::process::Command::new("python3").args(["-c", SCRIPT]).arg(folder.path()).output();
    let Ok(output) = python.inspect_err(|error| eprintln!("no python3 here: {error}")) else { return };
    if output.status.code() == Some(77) {
        return eprintln!("no DuckDB here: pip install duckdb");
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let sum: u64 = (0..=50).sum();
    assert_eq!(
        told.trim(),
        format!("51 {sum} TestDriver 2026-11-22 51"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
