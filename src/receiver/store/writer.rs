//! The one thread that writes: it commits for all requests that wait, and lets each be answered after the commit.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use tokio::sync::{mpsc, oneshot, watch};

use super::shared_rows::SharedRows;
use super::{Lock, Place, Run, StoreError, refused, run, tallies};
use crate::check::Level;
use crate::receiver::analysis::{Analysis, RefusedRequest};
use crate::receiver::client::Client;
use crate::receiver::config::Clock;
use crate::receiver::date;
use crate::receiver::finding::LiveFinding;
use crate::receiver::index::Index;
use crate::receiver::intake::{Arrival, ArrivedLog, Endpoint};

/// How many requests may wait for the writer: enough for it to commit for many at once, few enough to bound memory.
const WAITING: usize = 256;

/// How many logs one commit takes at most: a commit of 10,000 takes about a tenth of a second.
const LOGS_A_COMMIT: usize = 10_000;

/// How often retention is looked at, whether anything comes or not.
pub(crate) const TICK: Duration = Duration::from_millis(500);

/// How many pages are given back to the system after a deletion at most: 64 MiB.
const PAGES_GIVEN_BACK: u32 = 16_384;

/// How many logs retention deletes in one commit at most, so that no request waits long for it.
const DELETED_A_COMMIT: i64 = 20_000;

/// What the writer is asked to do.
pub(crate) enum Job {
    /// Store the logs of a request.
    Arrival(Waiting),
    /// Take note of a request that was refused.
    Refusal(Box<RefusedRequest>, LiveFinding),
    /// Begin another run, and say which.
    Run(oneshot::Sender<rusqlite::Result<Run>>),
    /// See to what is too old or too much, whether anything comes or not.
    Tick,
}

/// Tells what became of a request, and gives it back: the threads that made it free its memory faster than the one that
/// writes, and there are more of them.
type Reply = oneshot::Sender<(Outcome, Box<Arrival>)>;

/// A request whose logs are to be stored, and who waits for it.
type Waiting = (Box<Arrival>, Reply);

/// What became of a request, after the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is in the store.
    Stored,
    /// The store refused it.
    Failed,
}

/// Why the writer cannot take a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the receiver has stopped")]
pub(crate) struct WriterError;

/// How many logs are kept, and how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retention {
    pub(crate) max_logs: u64,
    pub(crate) max_age: Option<Duration>,
}

/// The way to the writer. The thread ends when the last one is gone.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    /// How many logs have ever come; changes with every commit.
    pub(crate) logs: watch::Receiver<u64>,
    /// What the page looks logs up in.
    pub(crate) index: Arc<Index>,
}

impl Writer {
    /// Opens the store, begins a run or goes on with the last one, and starts the thread.
    pub(crate) fn start(
        place: &Place,
        retention: Retention,
        clock: Clock,
        name: Option<&str>,
        append: bool,
    ) -> Result<(Self, Arc<Mutex<Analysis>>, Run), StoreError> {
        let lock = match place {
            Place::File(file) => Some(Lock::take(file)?),
            Place::Memory(_) => None,
        };
        let connection = place.open()?;
        let (sender, jobs) = mpsc::channel(WAITING);
        let next_seq: i64 =
            connection.query_row("SELECT coalesce(max(seq), 0) + 1 FROM arrivals", [], |row| row.get(0))?;
        let first_seq = connection.query_row("SELECT coalesce(min(seq), 1) FROM arrivals", [], |row| row.get(0))?;
        let index = Arc::new(Index::new(first_seq, next_seq));
        let former = if append { run::last(&connection)? } else { None };
        let (run, analysis) = match former {
            Some(run) => {
                let mut analysis = tallies::load(&connection)?;
                for request in refused::last(&connection, Some(run.number))?.into_iter().rev() {
                    analysis.refused.push(request);
                }
                (run, analysis)
            }
            None => {
                tallies::clear(&connection)?;
                let now = clock();
                let started = format!("{} {}", date::date(now), &date::time(now)[..8]);
                (run::begin(&connection, name.unwrap_or(&started), now, next_seq)?, Analysis::default())
            }
        };
        let (commits, logs) = watch::channel(analysis.counters.logs);
        let analysis = Arc::new(Mutex::new(analysis));
        let shared = Arc::clone(&analysis);
        let mut thread = Thread {
            kinds: SharedRows::after(&connection, "kinds", next_seq)?,
            finding_sets: SharedRows::after(&connection, "finding_sets", next_seq)?,
            connection,
            analysis: shared,
            commits,
            retention,
            clock,
            next_seq,
            first_seq,
            retained: Instant::now(),
            index: Arc::clone(&index),
            keeps_sums: matches!(place, Place::File(_)),
            run: run.number,
            refused: 0,
            _lock: lock,
        };
        let builder = std::thread::Builder::new().name("receiver-store".to_owned());
        builder.spawn(move || thread.run(jobs)).map_err(StoreError::Thread)?;
        Ok((Self { jobs: sender, logs, index }, analysis, run))
    }

    /// Stores the logs of a request, and waits for the commit.
    pub(crate) async fn store(&self, arrival: Arrival) -> Result<Outcome, WriterError> {
        let (reply, outcome) = oneshot::channel();
        self.jobs.send(Job::Arrival((Box::new(arrival), reply))).await.map_err(|_| WriterError)?;
        outcome.await.map(|(outcome, _)| outcome).map_err(|_| WriterError)
    }

    /// Takes note of a request that was refused. Where too many wait, the note is given up rather than waited for.
    pub(crate) fn refused(&self, request: RefusedRequest, finding: LiveFinding) {
        let _ = self.jobs.try_send(Job::Refusal(Box::new(request), finding));
    }

    /// Begins another run.
    pub(crate) async fn begin_run(&self) -> Result<Run, WriterError> {
        let (reply, run) = oneshot::channel();
        self.jobs.send(Job::Run(reply)).await.map_err(|_| WriterError)?;
        run.await.map_err(|_| WriterError)?.map_err(|_| WriterError)
    }

    /// Looks after retention. Where many wait, there is no need to.
    pub(crate) fn tick(&self) {
        let _ = self.jobs.try_send(Job::Tick);
    }
}

struct Thread {
    connection: Connection,
    kinds: SharedRows,
    finding_sets: SharedRows,
    analysis: Arc<Mutex<Analysis>>,
    commits: watch::Sender<u64>,
    retention: Retention,
    clock: Clock,
    next_seq: i64,
    first_seq: i64,
    retained: Instant,
    index: Arc<Index>,
    /// Whether somebody may go on with the sums of this run: nobody does with what is in memory.
    keeps_sums: bool,
    /// The number of the run.
    run: i64,
    /// How many of the requests that were refused last are not in the store yet.
    refused: usize,
    /// Given up last.
    _lock: Option<Lock>,
}

impl Thread {
    fn run(&mut self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(job) = jobs.blocking_recv() {
            let mut logs = job.logs();
            let mut waiting = vec![job];
            while logs < LOGS_A_COMMIT
                && !matches!(waiting.last(), Some(Job::Run(_)))
                && let Ok(job) = jobs.try_recv()
            {
                logs += job.logs();
                waiting.push(job);
            }
            // What came before belongs to the former run.
            let begins = waiting.pop_if(|job| matches!(job, Job::Run(_)));
            if !matches!(waiting[..], [] | [Job::Tick]) {
                let (answered, outcome) = self.commit(waiting);
                self.commits.send_replace(self.lock().counters.logs);
                for (arrival, reply) in answered {
                    // A client that has gone away waits for nothing.
                    let _ = reply.send((outcome, arrival));
                }
            }
            if let Some(Job::Run(reply)) = begins {
                // Nobody may wait for it any more.
                let _ = reply.send(self.begin_run());
                self.commits.send_replace(0);
            }
            self.retain();
        }
    }

    fn begin_run(&mut self) -> rusqlite::Result<Run> {
        tallies::clear(&self.connection)?;
        let now = (self.clock)();
        let started = format!("{} {}", date::date(now), &date::time(now)[..8]);
        let run = run::begin(&self.connection, &started, now, self.next_seq)?;
        *self.lock() = Analysis::default();
        (self.run, self.refused) = (run.number, 0);
        Ok(run)
    }

    /// Returns one transaction for all that wait.
    fn commit(&mut self, jobs: Vec<Job>) -> (Vec<Waiting>, Outcome) {
        let mut arrivals = Vec::new();
        let analysis = Arc::clone(&self.analysis);
        let mut analysis = analysis.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seq = self.next_seq;
        let mut indexed = Vec::new();
        for job in jobs {
            match job {
                Job::Arrival((mut arrival, reply)) => {
                    let before = analysis.retried();
                    analysis.observe(&mut arrival, seq);
                    indexed.push((seq, analysis.retried().saturating_sub(before)));
                    seq += i64::try_from(arrival.stored).unwrap_or(0);
                    arrivals.push((arrival, reply));
                }
                Job::Refusal(request, finding) => {
                    analysis.refuse(*request, &finding);
                    self.refused += 1;
                }
                Job::Run(_) | Job::Tick => {}
            }
        }
        let outcome = match self.write(&arrivals, &analysis) {
            Ok(()) => {
                self.next_seq = seq;
                self.refused = 0;
                analysis.keep();
                for ((arrival, _), (first, again)) in arrivals.iter().zip(indexed) {
                    self.index.stored(arrival, first, again);
                }
                Outcome::Stored
            }
            Err(error) => {
                self.kinds.forget();
                self.finding_sets.forget();
                analysis.take_back(arrivals.iter().map(|(arrival, _)| arrival.as_ref()), error.to_string());
                Outcome::Failed
            }
        };
        (arrivals, outcome)
    }

    fn write(&mut self, arrivals: &[Waiting], analysis: &Analysis) -> rusqlite::Result<()> {
        let first = self.next_seq;
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached("INSERT INTO arrivals VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            let logs = arrivals.iter().flat_map(|(arrival, _)| {
                arrival.logs.iter().take(arrival.stored).map(move |log| (arrival.as_ref(), log))
            });
            for ((arrival, log), seq) in logs.zip(first..) {
                let kind = (arrival.endpoint, &log.client, log.kind.constants);
                let kind = self.kinds.row(kind, seq, |row| insert_kind(&transaction, row, arrival.endpoint, log))?;
                let finding_set = match log.finding_set() {
                    None => None,
                    Some(set) => {
                        let write = |row| insert_finding_set(&transaction, row, log);
                        Some(self.finding_sets.row(set, seq, write)?)
                    }
                };
                let request = i64::try_from(arrival.request).unwrap_or(i64::MAX);
                insert.execute(params![seq, arrival.at, request, kind, finding_set, log.values])?;
            }
        }
        if self.refused > 0 {
            refused::save(&transaction, self.run, analysis.refused.last(self.refused))?;
        }
        if self.keeps_sums {
            tallies::save(&transaction, analysis)?;
        }
        transaction.commit()
    }

    /// Deletes what is too much or too old, a bounded number of logs at a time, and gives the room back.
    fn retain(&mut self) {
        let max_logs = i64::try_from(self.retention.max_logs).unwrap_or(i64::MAX);
        let mut oldest = self.next_seq.saturating_sub(max_logs);
        // Deleting costs a commit: under load it is done for many at once, so the limit is passed by a hundredth between
        // two ticks.
        if self.retained.elapsed() < TICK && oldest - self.first_seq <= max_logs / 100 {
            return;
        }
        self.retained = Instant::now();
        if let Some(age) = self.retention.max_age {
            let since = (self.clock)().saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
            // Logs are stored as they are received: the first one that is young enough is followed by such.
            let young = self.connection.query_row(
                "SELECT coalesce((SELECT seq FROM arrivals WHERE received_at >= ?1 ORDER BY seq LIMIT 1), ?2)",
                params![since, self.next_seq],
                |row| row.get::<_, i64>(0),
            );
            oldest = oldest.max(young.unwrap_or(0));
        }
        let mut deleted = false;
        while self.first_seq < oldest {
            let upto = oldest.min(self.first_seq + DELETED_A_COMMIT);
            // What cannot be deleted now is tried again at the next tick.
            if self.connection.execute("DELETE FROM arrivals WHERE seq < ?1", [upto]).is_err() {
                break;
            }
            (self.first_seq, deleted) = (upto, true);
            self.index.forget(upto);
            // Who waits to be stored comes before what waits to be deleted.
            if self.retained.elapsed() >= TICK {
                break;
            }
        }
        if deleted {
            // What cannot be deleted now is in nobody's way.
            let _ = self.kinds.retain(&self.connection, self.first_seq);
            let _ = self.finding_sets.retain(&self.connection, self.first_seq);
            self.give_back();
        }
    }

    /// Gives the pages of deleted logs back to the system. Where they stay, they are used again.
    fn give_back(&self) {
        let step = |sql: &str| -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
            Ok(())
        };
        let _ = step(&format!("PRAGMA incremental_vacuum({PAGES_GIVEN_BACK})"));
        let _ = step("PRAGMA wal_checkpoint(PASSIVE)");
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Analysis> {
        self.analysis.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    fn logs(&self) -> usize {
        match self {
            Self::Arrival((arrival, _)) => arrival.logs.len(),
            Self::Refusal(..) | Self::Run(_) | Self::Tick => 0,
        }
    }
}

fn insert_kind(connection: &Connection, row: i64, endpoint: Endpoint, log: &ArrivedLog) -> rusqlite::Result<()> {
    let Client { name, version } = &*log.client;
    let sql = "INSERT INTO kinds (id, endpoint, client, client_version, body, places) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let places = log.kind.body.places();
    connection
        .prepare_cached(sql)?
        .execute(params![row, endpoint.as_str(), name, version, log.kind.body.json, places])
        .map(|_| ())
}

fn insert_finding_set(connection: &Connection, row: i64, log: &ArrivedLog) -> rusqlite::Result<()> {
    let count = |level| log.findings().filter(|finding| finding.rule.level() == level).count();
    let [violations, privacy, advice] =
        [Level::Violation, Level::Privacy, Level::Advice].map(|level| i64::try_from(count(level)).unwrap_or(i64::MAX));
    let sql = "INSERT INTO finding_sets VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![row, violations, privacy, advice, lines(log)]).map(|_| ())
}

/// Returns the findings of a log as the store keeps them: a line each, `RULE<tab>PATH<tab>DETAIL`, after a newline, so
/// that one rule can be looked for by `LIKE`.
fn lines(log: &ArrivedLog) -> String {
    let mut text = String::new();
    for LiveFinding { rule, path, detail } in log.findings() {
        text.push_str(&format!("\n{}\t{path}\t{detail}", rule.stored_name()));
    }
    text
}
