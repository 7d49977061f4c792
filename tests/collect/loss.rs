//! What a pipeline has lost reaches the service: every reason, once something was lost, and not again once it is known.

#![cfg(feature = "collect")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::loss::REPORT_EVERY;
use sql_driver_telemetry::export::{self, FLAG_NAME, Reply, Transport};
use sql_driver_telemetry::{Budget, ConnectionTelemetry, DropReason, RuntimeChoice, Stats};
use tokio::runtime::Handle;
use tokio::time::sleep;

use crate::harness::{Bench, entry};

const MINUTE: Duration = Duration::from_secs(60);

fn connect(bench: &Bench) -> ConnectionTelemetry {
    bench.telemetry.connect(bench.options().runtime(RuntimeChoice::Handle(Handle::current())))
}

async fn event(connection: &ConnectionTelemetry) {
    drop(connection.statement(OperationType::ExecuteStatement));
    connection.flush_async(MINUTE).await;
}

async fn end_of_session(connection: &ConnectionTelemetry) {
    connection.operation(OperationType::DeleteSession).latency(Duration::from_millis(3));
    connection.flush_async(MINUTE).await;
}

/// The reports in the logs that were sent so far, and the operations of the events that carry them.
fn reports(bench: &Bench) -> Vec<(String, Value)> {
    let carried = |log: &Value| {
        let entry = entry(log);
        let operation = entry["sql_operation"]["operation_detail"]["operation_type"].as_str().unwrap_or_default();
        entry.get("telemetry_loss").map(|loss| (operation.to_owned(), loss.clone()))
    };
    bench.logs().iter().filter_map(carried).collect()
}

fn answer(bench: &Bench, status: u16, body: &'static str) {
    bench.transport.reply(Reply::status(StatusCode::from_u16(status).expect("a status"), body));
}

/// The numbers of a report, by name; those of the reasons by the reasons' names.
fn numbers(report: &Value) -> BTreeMap<String, u64> {
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let all = members(report).into_iter().chain(members(&report["dropped"]));
    all.filter_map(|(name, value)| value.as_u64().map(|count| (name, count))).collect()
}

#[tokio::test(start_paused = true)]
async fn a_client_that_loses_nothing_says_nothing() {
    let bench = Bench::new();
    let connection = connect(&bench);
    for _ in 0..3 {
        answer(&bench, 503, "");
        event(&connection).await;
        sleep(2 * REPORT_EVERY).await;
        end_of_session(&connection).await;
    }
    let stats = connection.stats();
    assert_eq!((stats.dropped_total(), stats.acknowledged), (0, 6));
    assert!(stats.retried > 0);
    let bodies = bench.transport.requests().into_iter().map(|request| request.into_body());
    assert!(bodies.into_iter().all(|body| !String::from_utf8_lossy(&body).contains("telemetry_loss")));
}

/// Has events given up for `reason`, and then ends a session where nothing is wrong any more. `None` if a live pipeline
/// never gives anything up for it.
pub async fn lose(reason: DropReason) -> Option<(Bench, Stats)> {
    let bench = Bench::new();
    let healthy = Arc::new(AtomicBool::new(true));
    let options = bench.options().runtime(RuntimeChoice::Handle(Handle::current()));
    let options = match reason {
        DropReason::FlagOff => options.config(Config::new()),
        DropReason::Exhausted => options.transport(FailsWhile(bench.transport.clone(), healthy.clone())),
        _ => options,
    };
    let connection = bench.telemetry.connect(options.clone());
    match reason {
        DropReason::QueueFull => {
            bench.telemetry.set_budget(Budget { events: 0, bytes: 0 });
            event(&connection).await;
            bench.telemetry.set_budget(Budget::default());
        }
        DropReason::TooLarge => answer(&bench, 413, ""),
        DropReason::FlagOff => flag(&bench, false),
        DropReason::NoCredential => (0..3).for_each(|_| answer(&bench, 401, "")),
        DropReason::Rejected => answer(&bench, 400, ""),
        DropReason::NotTheService => answer(&bench, 200, "<html>"),
        DropReason::Partial => answer(&bench, 200, r#"{"numProtoSuccess":0}"#),
        DropReason::Exhausted => healthy.store(false, Ordering::Relaxed),
        DropReason::Panicked => {
            bench.transport.reply(Reply::Panic);
        }
        DropReason::Closed => {
            let other = bench.telemetry.connect(options);
            other.close_async(MINUTE).await;
            event(&other).await;
        }
        _ => return None,
    }
    event(&connection).await;
    sleep(2 * REPORT_EVERY).await;
    healthy.store(true, Ordering::Relaxed);
    if reason == DropReason::FlagOff {
        (0..3).for_each(|_| flag(&bench, true));
        sleep(24 * REPORT_EVERY).await;
    }
    sleep(REPORT_EVERY).await;
    end_of_session(&connection).await;
    sleep(MINUTE).await;
    Some((bench, connection.stats()))
}

fn flag(bench: &Bench, on: bool) {
    let body = format!(r#"{{"flags":[{{"name":"{FLAG_NAME}","value":"{on}"}}],"ttl_seconds":60}}"#);
    bench.transport.reply(Reply::status(StatusCode::OK, body));
}

/// Fails for as long as it is told to.
struct FailsWhile(export::MemoryTransport, Arc<AtomicBool>);

impl Transport for FailsWhile {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> export::BoxFuture<'_, Result<Response<Bytes>, export::TransportError>> {
        if !self.1.load(Ordering::Relaxed) {
            let mut failed = Response::new(Bytes::new());
            *failed.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            return Box::pin(async { Ok(failed) });
        }
        self.0.send(request)
    }
}

#[tokio::test(start_paused = true)]
async fn every_reason_that_a_live_pipeline_has_is_told() {
    let mut silent = Vec::new();
    for reason in DropReason::ALL {
        let Some((bench, stats)) = lose(reason).await else {
            silent.push(reason);
            continue;
        };
        assert!(stats.dropped(reason) > 0, "{reason:?}: {stats:?}");
        let reports = reports(&bench);
        let (_, last) = reports.last().unwrap_or_else(|| panic!("{reason:?}: no report, {stats:?}"));
        let told = numbers(last);
        assert_eq!(told.get(reason.as_str()), Some(&stats.dropped(reason)), "{reason:?}: {last}");
        assert_eq!(told.get("recorded"), Some(&stats.recorded), "{reason:?}: {last}");
        for (name, count) in [
            ("retried", stats.retried),
            ("breaker_openings", stats.breaker_openings),
            ("queue_high_water", stats.queue_high_water),
        ] {
            assert_eq!(told.get(name).copied().unwrap_or_default(), count, "{reason:?} {name}: {last}");
        }
        if reason == DropReason::Exhausted {
            assert!(stats.retried > 0 && stats.breaker_openings > 0, "{stats:?}");
        }
    }
    assert_eq!(silent, [DropReason::Deadline, DropReason::Forked]);
}

#[tokio::test(start_paused = true)]
async fn what_is_known_is_not_told_again_and_what_was_lost_on_the_way_is() {
    let bench = Bench::new();
    let connection = connect(&bench);
    answer(&bench, 400, "");
    event(&connection).await;
    // The report itself is refused, with the event that carries it.
    answer(&bench, 400, "");
    end_of_session(&connection).await;
    end_of_session(&connection).await;
    end_of_session(&connection).await;
    let reports = reports(&bench);
    let rejected: Vec<_> = reports.iter().map(|(_, report)| numbers(report)["rejected"]).collect();
    assert_eq!(rejected, [1, 2], "of three ends of sessions, the third has nothing new");
    assert_eq!(reports[0].1["reporter_id"], reports[1].1["reporter_id"]);
    assert_eq!(connection.stats().dropped(DropReason::Rejected), 2);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_lasts_tells_at_most_once_an_hour() {
    let bench = Bench::new();
    let connection = connect(&bench);
    for _ in 0..5 * 60 {
        answer(&bench, 400, "");
        event(&connection).await;
        event(&connection).await;
        sleep(MINUTE).await;
    }
    let reports = reports(&bench);
    // Each second request is refused, and a report may be in one that is.
    assert!((4..=5).contains(&reports.len()), "{}", reports.len());
    assert!(reports.iter().all(|(operation, _)| operation == "EXECUTE_STATEMENT"));
}

#[tokio::test(start_paused = true)]
async fn reporters_of_two_pipelines_are_two_and_extensions_can_be_off() {
    let lost = |bench: &Bench| {
        answer(bench, 400, "");
    };
    let mut ids = Vec::new();
    for _ in 0..2 {
        let bench = Bench::new();
        let connection = connect(&bench);
        lost(&bench);
        event(&connection).await;
        end_of_session(&connection).await;
        ids.push(reports(&bench)[0].1["reporter_id"].clone());
    }
    assert_ne!(ids[0], ids[1]);
    let bench = Bench::new();
    let properties =
        [("adbc.databricks.telemetry.force_enable", "true"), ("adbc.databricks.telemetry.wire.extensions", "false")];
    let options = bench.options().config(Config::from_properties(properties));
    let connection = bench.telemetry.connect(options.runtime(RuntimeChoice::Handle(Handle::current())));
    lost(&bench);
    event(&connection).await;
    end_of_session(&connection).await;
    assert_eq!(connection.stats().dropped(DropReason::Rejected), 1);
    assert_eq!(reports(&bench), []);
}
