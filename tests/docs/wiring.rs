//! The guide to wiring: the driver that it was tried on sends what it should, and was hardly touched.

#[path = "../../examples/wiring/after.rs"]
#[cfg(all(feature = "receiver", feature = "rustls"))]
mod after;
#[path = "../../examples/wiring/service.rs"]
#[cfg(all(feature = "receiver", feature = "rustls"))]
#[expect(dead_code, reason = "only the example counts calls")]
mod service;

use std::fs;
use std::path::Path;

fn lines(path: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the example is there");
    text.lines().map(str::to_owned).collect()
}

/// The most lines that two texts have in common, in the same order.
fn common(left: &[String], right: &[String]) -> usize {
    let mut row = vec![0; right.len() + 1];
    for line in left {
        let mut diagonal = 0;
        for (at, other) in right.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if line == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[right.len()]
}

#[test]
fn telemetry_adds_two_hundred_lines_at_most() {
    let (before, after) = (lines("examples/wiring/before.rs"), lines("examples/wiring/after.rs"));
    let kept = common(&before, &after);
    let (added, changed) = (after.len() - kept, before.len() - kept);
    assert!(added <= 200, "{added} lines are new");
    assert!(changed <= 25, "{changed} lines of the driver are not as they were");
}

#[test]
fn no_public_signature_changes() {
    let public = |path| {
        let mut found: Vec<_> = lines(path).into_iter().filter(|it| it.trim_start().starts_with("pub ")).collect();
        found.retain(|line| !line.contains("pub telemetry:"));
        found
    };
    assert_eq!(public("examples/wiring/before.rs"), public("examples/wiring/after.rs"));
}

#[test]
fn the_example_of_a_driver_is_short() {
    let length = lines("examples/driver.rs").len();
    assert!(length < 150, "{length} lines");
}

#[cfg(all(feature = "receiver", feature = "rustls"))]
mod run {
    use std::collections::BTreeSet;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::Duration;

    use sql_driver_telemetry::Telemetry;
    use sql_driver_telemetry::config::Environment;
    use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType, SqlExecutionEvent};
    use sql_driver_telemetry::receiver::{Event, Receiver};

    use super::after::{Connection, Database};
    use super::service::{Error, Service};

    fn database(receiver: &Receiver, token: &str, service: &Service) -> Database {
        let url = format!("{}/sql/1.0/warehouses/0123456789abcdef", receiver.url());
        let properties = [("uri", url.as_str()), ("token", token)];
        let properties = if token.is_empty() { &properties[..1] } else { &properties[..] };
        let mut database = Database::new(properties, service);
        database.telemetry = Telemetry::with_environment(Environment::none());
        database
    }

    fn read(connection: &Connection, sql: &str) -> Result<u32, Error> {
        let mut rows = connection.new_statement().execute(sql)?;
        let mut chunks = 0;
        while rows.next_batch()?.is_some() {
            chunks += 1;
        }
        Ok(chunks)
    }

    fn error(event: &Event) -> Option<&str> {
        event.log().and_then(|log| log.error_info.as_ref()).and_then(|error| error.error_name.as_deref())
    }

    #[test]
    fn every_call_is_one_event_and_nothing_private_is_in_it() {
        let receiver = Receiver::start().expect("a receiver");
        let service = Service::default();
        let connection = database(&receiver, "", &service).new_connection().expect("it opens");
        assert_eq!(read(&connection, "SELECT 1").expect("rows"), 3);
        assert!(read(&connection, "SELECT * FROM secret_table").is_err());
        assert!(read(&connection, "SELECT broken").is_err());
        let mut statement = connection.new_statement();
        statement.execute_schema("SELECT 1").expect("columns");
        drop(statement.execute("SELECT abandoned").expect("a result"));
        statement.cancel().expect("it is told");
        drop(statement);
        connection.get_tables().expect("tables");
        drop(connection);

        let events = receiver.events();
        events.clone().expect_no_violations();
        let count = |operation, number| drop(events.clone().operation(operation).expect_count(number));
        count(OperationType::CreateSession, 1);
        count(OperationType::ExecuteStatement, 5);
        count(OperationType::ListTables, 1);
        count(OperationType::CancelStatement, 1);
        // Of the statements that have an id to close, and were dropped before their connection.
        count(OperationType::CloseStatement, 3);
        count(OperationType::DeleteSession, 1);
        let statements = events.clone().operation(OperationType::ExecuteStatement);
        let mut details = statements.iter().filter_map(|it| it.log().and_then(|log| log.sql_operation.as_ref()));
        let is_read =
            |it: &&SqlExecutionEvent| it.chunk_details.as_ref().is_some_and(|it| it.total_chunks_iterated() == 3);
        let whole = details.find(is_read).expect("one was read to its end");
        assert_eq!(whole.execution_result(), ExecutionResultFormat::ExternalLinks);
        let chunks = whole.chunk_details.as_ref().expect("chunks");
        assert_eq!((chunks.total_chunks_present(), chunks.total_chunks_iterated()), (3, 3));
        assert_eq!((chunks.total_bytes_downloaded(), chunks.chunk_retry_count()), (3_000, 1));
        assert_eq!(whole.operation_detail.as_ref().expect("polls").n_operation_status_calls(), 3);
        assert!(whole.result_latency.as_ref().is_some_and(|it| it.result_set_consumption_latency_millis.is_some()));
        let errors: BTreeSet<_> = statements.iter().filter_map(error).collect();
        assert_eq!(errors, ["CHUNK_DOWNLOAD_ERROR", "EXECUTE_STATEMENT_FAILED"].into());
        assert!(statements.iter().all(|it| it.log().is_some_and(|log| log.sql_statement_id.is_some())));
        let told = format!("{:?}", events.iter().collect::<Vec<_>>());
        for private in ["secret_table", "sig=", "SELECT", "exchanged"] {
            assert!(!told.contains(private), "{private}");
        }
    }

    #[test]
    fn an_open_that_fails_is_told_without_a_credential() {
        let receiver = Receiver::start().expect("a receiver");
        let database = database(&receiver, "wrong", &Service::default());
        let refused = database.new_connection().map(|_| ()).expect_err("the token is wrong");
        assert_eq!(refused.status, 403);
        let sent = database.telemetry.shutdown(Duration::from_secs(20));
        assert_eq!((sent.delivered, sent.dropped), (1, 0));
        assert_eq!(error(&receiver.events().expect_one()), Some("AUTH_ERROR"));
    }

    /// The driver panics, as it did before; telemetry neither panics nor loses what was before.
    #[test]
    fn a_statement_that_outlives_its_connection_costs_nothing_more_than_before() {
        let receiver = Receiver::start().expect("a receiver");
        let connection = database(&receiver, "a token", &Service::default()).new_connection().expect("it opens");
        let mut statement = connection.new_statement();
        drop(statement.execute("SELECT 1").expect("a result"));
        drop(connection);
        assert!(catch_unwind(AssertUnwindSafe(|| drop(statement))).is_err(), "the driver's own trap");
        assert_eq!(receiver.events().len(), 3);
    }
}
