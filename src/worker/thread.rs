//! The one thread: started by the first work, gone with the last.

use std::{
    pin::Pin,
    sync::{Arc, mpsc as sync_mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tokio::{
    runtime::{Builder, Handle},
    sync::mpsc,
    task::JoinSet,
};
use tracing::subscriber::NoSubscriber;

use crate::queue::sync::{Mutex, Process};

/// Where the work of a connection's pipeline runs.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum RuntimeChoice {
    /// On a thread and a runtime of telemetry's own, one for the process. It works from any runtime or none, and
    /// after the driver's runtime has ended.
    #[default]
    Own,
    /// On the driver's runtime. What has not been sent when that runtime ends is lost, and counted.
    Handle(Handle),
}

/// Something to be done to its end. Dropped unfinished, it has to count what it held.
pub(crate) type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The thread's name, in 15 bytes as Linux allows.
const NAME: &str = "sql-telemetry";

#[derive(Debug)]
pub(crate) struct Worker {
    state: Arc<Mutex<State>>,
    process: Process,
}

#[derive(Debug, Default)]
struct State {
    /// There is a thread that takes jobs as long as there is a sender.
    jobs: Option<mpsc::UnboundedSender<Job>>,
    /// Jobs that were handed over and have not ended.
    live: usize,
    thread: Option<(JoinHandle<()>, sync_mpsc::Receiver<()>)>,
}

impl Worker {
    pub(crate) fn new() -> Self {
        Self { state: Arc::default(), process: Process::current() }
    }

    /// Starts a job. If there can be no thread for it, it is dropped, which is how it learns.
    pub(crate) fn start(&self, job: Job, runtime: &RuntimeChoice) {
        if let RuntimeChoice::Handle(handle) = runtime {
            handle.spawn(job);
            return;
        }
        let Some(mut state) = self.process.lock(&self.state) else { return };
        if state.jobs.is_none() {
            let (sender, receiver) = mpsc::unbounded_channel();
            let (ended, has_ended) = sync_mpsc::channel();
            let shared = self.state.clone();
            let main = move || {
                // What HTTP clients say about telemetry's requests, in tasks of their own too, is not for the driver's
                // subscriber: a layer that exports would export its exports.
                tracing::subscriber::with_default(NoSubscriber::new(), || run(receiver, &shared));
                drop(ended);
            };
            let Ok(thread) = std::thread::Builder::new().name(NAME.to_owned()).spawn(main) else { return };
            state.jobs = Some(sender);
            state.live = 0;
            state.thread = Some((thread, has_ended));
        }
        if state.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok()) {
            state.live += 1;
        }
    }

    /// Waits until the thread, if there is one, is gone, for at most `wait`. Whether it is.
    pub(crate) fn join(&self, wait: Duration) -> bool {
        if self.process.is_gone() {
            // A forked child has no thread of its parent's.
            return true;
        }
        let thread = self.process.lock(&self.state).and_then(|mut state| state.thread.take());
        let Some((thread, has_ended)) = thread else { return true };
        if thread.thread().id() == std::thread::current().id() {
            return false;
        }
        let until = Instant::now() + wait;
        // Nothing is ever sent: an error that is no timeout means that the thread has done its last work.
        let timed_out = has_ended.recv_timeout(wait) == Err(sync_mpsc::RecvTimeoutError::Timeout);
        while !timed_out && !thread.is_finished() && Instant::now() < until {
            std::thread::yield_now();
        }
        let gone = thread.is_finished();
        if gone {
            // A panic of the thread is over; what it held has been counted.
            let _ = thread.join();
        } else if let Some(mut state) = self.process.lock(&self.state) {
            state.thread.get_or_insert((thread, has_ended));
        }
        gone
    }
}

fn run(mut jobs: mpsc::UnboundedReceiver<Job>, state: &Mutex<State>) {
    let runtime = Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else {
        *state.lock() = State::default();
        return;
    };
    runtime.block_on(async {
        let mut running = JoinSet::new();
        loop {
            tokio::select! {
                Some(job) = jobs.recv() => {
                    running.spawn(job);
                }
                Some(_) = running.join_next() => {
                    let mut state = state.lock();
                    state.live -= 1;
                    if state.live == 0 {
                        // Under the lock: whoever comes now starts another thread.
                        state.jobs = None;
                        break;
                    }
                }
            }
        }
    });
    // Not a drop, which would wait for blocking work of a transport's for as long as that takes.
    runtime.shutdown_background();
}
