//! Whatever threads do with a statement, in whatever order: one event, or one drop that is counted.

#![cfg(feature = "collect")]

use std::collections::HashMap;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use crate::harness::{Bench, WAIT, entry};
use proptest::prelude::*;
use sql_driver_telemetry::contract::{ExecutionResultFormat, OperationType};
use sql_driver_telemetry::{ConnectionTelemetry, ErrorKind, StatementTelemetry};

/// One thing that a thread does with one of the statements.
#[derive(Clone, Copy, Debug)]
enum Step {
    Clone,
    Drop,
    End,
    Restart,
    Record,
    Fail,
    Consume,
    Keyed,
    CompleteKeyed,
    CloseConnection,
    Flush,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Clone),
        6 => Just(Step::Drop),
        2 => Just(Step::End),
        2 => Just(Step::Restart),
        8 => Just(Step::Record),
        2 => Just(Step::Fail),
        2 => Just(Step::Consume),
        3 => Just(Step::Keyed),
        3 => Just(Step::CompleteKeyed),
        1 => Just(Step::CloseConnection),
        1 => Just(Step::Flush),
    ]
}

/// A thread's part: its statements are clones of those of all, and it makes its own.
struct Part {
    connection: ConnectionTelemetry,
    held: Vec<StatementTelemetry>,
    begun: u64,
    name: usize,
}

impl Part {
    fn run(mut self, steps: &[(Step, usize)]) -> u64 {
        for (step, which) in steps {
            self.step(*step, *which);
        }
        self.begun
    }

    fn step(&mut self, step: Step, which: usize) {
        let id = format!("01ef0c2a-1111-2222-{:04}-{:012}", self.name, which);
        let which = which % self.held.len().max(1);
        let Some(statement) = self.held.get_mut(which) else { return };
        match step {
            Step::Clone => {
                let clone = statement.clone();
                self.held.push(clone);
            }
            Step::Drop => drop(self.held.swap_remove(which)),
            Step::End => statement.end(),
            Step::Restart => {
                self.begun += u64::from(statement.is_enabled());
                statement.restart(OperationType::ExecuteStatement);
            }
            Step::Record => statement.recorder().chunk(0, Duration::from_millis(1), 10),
            Step::Fail => statement.error(ErrorKind::ResultSet),
            Step::Consume => {
                statement.fetching();
                statement.consumed();
            }
            Step::Keyed => {
                let format = ExecutionResultFormat::InlineArrow;
                self.begun += 1;
                self.connection.record_statement_execute(&id, Duration::from_millis(1), format);
            }
            Step::CompleteKeyed => self.connection.record_statement_complete(&id),
            Step::CloseConnection => self.connection.close_detached(),
            Step::Flush => drop(self.connection.flush(Duration::ZERO)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn one_event_or_one_counted_drop(
        plans in prop::collection::vec(prop::collection::vec((step(), 0usize..6), 1..40), 2..5),
        shared in 1usize..5,
    ) {
        let bench = Bench::new();
        // Keeps the pipeline, and its books, whatever the threads do to their connection.
        let observer = bench.connect();
        let connection = bench.connect();
        let statements: Vec<_> =
            (0..shared).map(|_| connection.statement(OperationType::ExecuteStatement)).collect();
        let barrier = Barrier::new(plans.len());
        let begun: u64 = thread::scope(|scope| {
            let threads: Vec<_> = plans
                .iter()
                .enumerate()
                .map(|(name, plan)| {
                    let part =
                        Part { connection: connection.clone(), held: statements.clone(), begun: 0, name };
                    let barrier = &barrier;
                    scope.spawn(move || {
                        barrier.wait();
                        part.run(plan)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic on a driver's thread")).sum()
        });
        drop(statements);
        drop(connection);
        prop_assert!(!observer.flush(WAIT).timed_out);
        let stats = observer.stats();
        prop_assert_eq!(stats.recorded, begun + shared as u64, "as many as were begun, however they ended");
        prop_assert_eq!(stats.recorded, stats.acknowledged + stats.dropped_total());
        prop_assert_eq!(stats.held(), 0);
        let mut ids = HashMap::new();
        for log in bench.logs() {
            *ids.entry(log["frontend_log_event_id"].to_string()).or_insert(0) += 1;
            prop_assert!(entry(&log)["sql_operation"]["operation_detail"]["operation_type"] == "EXECUTE_STATEMENT");
        }
        prop_assert_eq!(ids.len() as u64, stats.acknowledged, "each with an id of its own");
        prop_assert!(ids.values().all(|times| *times == 1));
    }
}
