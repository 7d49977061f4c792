//! The one thread that does the work: started by the first work, gone with the last.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, mpsc as sync_mpsc};
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::alarm::Alarm;
use super::blame::Blamed;
use super::silence::silent;
use super::threads::Threads;
use super::timer::Guest;
use crate::sync::{Mutex, Process};

/// Where the work of a connection's pipeline runs.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum RuntimeChoice {
    /// On a thread and a runtime of telemetry's own, one for the process. It works from any runtime or none, and
    /// after the driver's runtime has ended.
    #[default]
    Own,
    /// On the driver's runtime. What has not been sent when that runtime ends is lost, and counted.
    ///
    /// The runtime needs no timer, since telemetry brings its own. What the transport needs it does need: an `HttpTransport`
    /// or a `GrpcTransport` has to have a runtime with IO and a timer.
    ///
    /// A host that is not a Rust program has to ignore `SIGPIPE` on the threads of that runtime: on its own threads
    /// telemetry does.
    Handle(Handle),
}

/// Something to be done to its end. Dropped unfinished, it has to count what it held.
pub(crate) type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The threads' names, in 15 bytes as Linux allows.
const NAME: &str = "sql-telemetry";
/// Those of work that blocks: names are resolved there.
const BLOCKING_NAME: &str = "sql-telemetry-b";

#[derive(Debug)]
pub(crate) struct Worker {
    state: Arc<Mutex<State>>,
    threads: Arc<Threads>,
    alarm: Alarm,
    process: Process,
}

#[derive(Debug, Default)]
struct State {
    /// There is a thread that takes jobs as long as there is a sender.
    jobs: Option<mpsc::UnboundedSender<Job>>,
    /// Jobs that were handed over and have not ended.
    live: usize,
}

impl Worker {
    pub(crate) fn new() -> Self {
        let threads = Arc::<Threads>::default();
        let alarm = Alarm::new(threads.clone());
        Self { state: Arc::default(), threads, alarm, process: Process::current() }
    }

    /// Starts the job that `make` makes. False if there is no thread for it, or no descriptor: then none is made, and
    /// whoever asks later may have more luck.
    pub(crate) fn start(&self, runtime: &RuntimeChoice, make: impl FnOnce() -> Job) -> bool {
        let make = || -> Job { Box::pin(Blamed(make())) };
        if let RuntimeChoice::Handle(handle) = runtime {
            handle.spawn(Guest::new(make(), &self.alarm));
            return true;
        }
        let Some(mut state) = self.process.lock(&self.state) else { return false };
        if state.jobs.as_ref().is_none_or(mpsc::UnboundedSender::is_closed) {
            let Ok(jobs) = self.start_thread() else { return false };
            *state = State { jobs: Some(jobs), live: 0 };
        }
        // The thread that takes them ends under the lock, or not at all.
        if state.jobs.as_ref().is_some_and(|jobs| jobs.send(make()).is_ok()) {
            state.live += 1;
        }
        true
    }

    /// Returns the alarm, for whoever waits without a timer.
    pub(crate) fn alarm(&self) -> &Alarm {
        &self.alarm
    }

    /// Waits until every thread that was started here is gone, for at most `wait`. Whether they are.
    pub(crate) fn join(&self, wait: Duration) -> bool {
        self.threads.join(wait)
    }

    /// The runtime is made by the caller, so that he hears of it if it cannot be.
    fn start_thread(&self) -> io::Result<mpsc::UnboundedSender<Job>> {
        let runtime = runtime()?;
        let (sender, receiver) = mpsc::unbounded_channel();
        let (give, given) = sync_mpsc::sync_channel::<Runtime>(1);
        let state = self.state.clone();
        let main = move || {
            let Ok(runtime) = given.recv() else { return };
            // In the tasks of HTTP clients, too.
            tracing::dispatcher::with_default(silent(), || run(runtime, receiver, &state));
        };
        match self.threads.start(NAME, main) {
            Ok(()) => {
                // There is room for it, and the thread waits for it.
                let _ = give.send(runtime);
                Ok(sender)
            }
            Err(error) => {
                // Not a drop, which panics inside a runtime of the driver's.
                runtime.shutdown_background();
                Err(error)
            }
        }
    }
}

/// Time always, and IO where a transport is built in that needs it.
fn runtime() -> io::Result<Runtime> {
    ask_for_descriptors()?;
    // `enable_io` is not there in a build without tokio's IO; `enable_all` is that and `enable_time`, and no more.
    Builder::new_current_thread().enable_all().thread_name(BLOCKING_NAME).build()
}

/// In a build with tokio's signals, which any crate of the driver's can ask for, the first runtime with IO opens a pair
/// of sockets for them and panics if there is none to be had. It takes five descriptors at most.
#[cfg(unix)]
fn ask_for_descriptors() -> io::Result<()> {
    use std::os::unix::net::UnixStream;
    let _room = (UnixStream::pair()?, UnixStream::pair()?, UnixStream::pair()?);
    Ok(())
}

#[cfg(not(unix))]
fn ask_for_descriptors() -> io::Result<()> {
    Ok(())
}

fn run(runtime: Runtime, mut jobs: mpsc::UnboundedReceiver<Job>, state: &Mutex<State>) {
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
    // Waits for work of a transport's that blocks, such as the resolving of a name: while that goes on there is a
    // thread, and this one stands for it.
    drop(runtime);
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::worker::silence::Silent;
    use tokio::task::yield_now;
    use tracing::Dispatch;
    use tracing::dispatcher::get_default;

    #[test]
    fn without_a_thread_no_job_is_made_and_the_worker_is_as_it_was() {
        let threads = Threads::that_cannot_start();
        let alarm = Alarm::new(threads.clone());
        let worker = Worker { state: Arc::default(), threads, alarm, process: Process::current() };
        for _ in 0..2 {
            assert!(!worker.start(&RuntimeChoice::Own, || unreachable!("a job without a thread")));
            assert!(worker.state.lock().jobs.is_none());
        }
    }

    /// The thread goes on until the last of them, and then it ends; the next job has a thread again.
    #[test]
    fn a_job_that_ends_ends_no_other() {
        let worker = Worker::new();
        for _ in 0..2 {
            let (done, jobs) = sync_mpsc::channel();
            for turns in [0, 100, 10] {
                let done = done.clone();
                let job = async move {
                    for _ in 0..turns {
                        yield_now().await;
                    }
                    done.send(turns).expect("a receiver");
                };
                assert!(worker.start(&RuntimeChoice::Own, || Box::pin(job)));
            }
            drop(done);
            let mut done: Vec<_> = jobs.iter().collect();
            done.sort_unstable();
            assert_eq!(done, [0, 10, 100]);
            assert!(worker.join(Duration::MAX));
        }
    }

    /// What tasks say that a job has spawned, too: an HTTP client has some of its own.
    #[test]
    fn nobody_hears_what_is_said_on_the_thread() {
        let worker = Worker::new();
        let (say, said) = sync_mpsc::channel();
        let job = async move {
            let task = tokio::spawn(async { get_default(Dispatch::is::<Silent>) });
            say.send(task.await).expect("a receiver");
        };
        assert!(worker.start(&RuntimeChoice::Own, || Box::pin(job)));
        assert!(said.recv().expect("an answer").expect("no panic"));
    }
}
