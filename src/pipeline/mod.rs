//! What the connections of one host and one credential share: a [`Pipeline`], held through leases whose drop is the
//! release. Its work begins with its first record and ends a while after its last lease.

#[cfg(all(test, not(model)))]
mod tests;
mod waiting;

pub(crate) use waiting::Waiting;

use std::sync::{Arc, Weak};

use tokio::runtime::Id;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::clock::later;
use crate::export::{CredentialProvider, FlushRequest, Notices, PATIENCE, Provided, Providers, RouteState};
use crate::queue::{Limits, Pool, Queue};
use crate::record::Record;
use crate::stats::{DropReason, Flushed, Ledger, Stats};
use crate::sync::{Mutex, Process};
use crate::worker::timer::{sleep, sleep_until};
use crate::worker::{Alarm, Job, RuntimeChoice, Worker, has_panicked};

/// Most events that a pipeline's queue holds: ten seconds of a driver that ends a thousand statements a second.
const MAX_EVENTS: usize = 10_240;
/// Most bytes that they may take. With the places for them (1 MiB) and what the exporter has in its hands (twice a
/// batch of at most 1 MiB, and a body of as much), a pipeline stays below 8 MiB.
const MAX_BYTES: usize = 4 << 20;

/// Makes the work of a pipeline: the source and the requests are given, the rest it brings.
pub(crate) type Work = Box<dyn FnOnce(Arc<Queue<Record>>, mpsc::UnboundedReceiver<FlushRequest>) -> Job + Send>;

/// How long the work of a pipeline goes on after its last connection, for the next one to find everything warm: the
/// client's connection, the credential, the flag. As long as the client keeps an unused connection, so that nothing of
/// the three is kept for a connection that is gone.
pub(crate) const LINGER: std::time::Duration = std::time::Duration::from_secs(30);

/// The work of one host and credential. It begins with the first record and ends [`LINGER`] after the last lease.
#[derive(Debug)]
pub(crate) struct Pipeline {
    queue: Arc<Queue<Record>>,
    route_state: Arc<RouteState>,
    notices: Arc<Notices>,
    providers: Arc<Providers>,
    leases: Mutex<Leases>,
    /// Rings when the last lease was given back.
    left: Notify,
    /// Closed by dropping it: the work drains what is left, and ends.
    requests: Mutex<Option<mpsc::UnboundedSender<FlushRequest>>>,
    watched: Arc<Watched>,
    alarm: Alarm,
    /// The driver's runtime that does the work, if it is one.
    runtime: Option<Id>,
    process: Process,
}

/// What a pipeline is made of, but for its work.
pub(crate) struct Frame {
    pub(crate) queue: Arc<Queue<Record>>,
    pub(crate) route_state: Arc<RouteState>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) providers: Arc<Providers>,
    pub(crate) worker: Arc<Worker>,
    pub(crate) runtime: RuntimeChoice,
}

#[derive(Debug, Default)]
struct Leases {
    held: usize,
    /// No more are given: the work is ending.
    over: bool,
}

/// A connection's part in a pipeline; its drop gives it back.
#[derive(Debug)]
pub(crate) struct Lease {
    pipeline: Arc<Pipeline>,
    provided: Option<Arc<Provided>>,
    /// Somebody waits for what is left.
    closed: bool,
}

impl Pipeline {
    /// Returns the queue of one: it counts in `ledger`, and takes what it holds out of `pool`.
    pub(crate) fn queue_of(batch: usize, ledger: Arc<Ledger>, pool: Arc<Pool>) -> Arc<Queue<Record>> {
        Arc::new(Queue::new(Limits { events: MAX_EVENTS, bytes: MAX_BYTES, batch }, ledger, pool))
    }

    pub(crate) fn new(frame: Frame, work: Work) -> Arc<Self> {
        let queue = frame.queue;
        let (sender, receiver) = mpsc::unbounded_channel();
        let watched = Arc::new(Watched::default());
        let alarm = frame.worker.alarm().clone();
        let id = match &frame.runtime {
            RuntimeChoice::Own => None,
            RuntimeChoice::Handle(handle) => Some(handle.id()),
        };
        Arc::new_cyclic(|weak: &Weak<Self>| {
            let (weak, watching, losses) = (weak.clone(), watched.clone(), queue.ledger().losses().clone());
            let (worker, runtime) = (frame.worker, frame.runtime);
            let mut unbegun = Some((work, receiver));
            queue.on_first_wake(Box::new(move || {
                let Some(pipeline) = weak.upgrade() else { return false };
                let (watching, losses) = (watching.clone(), losses.clone());
                worker.start(&runtime, || {
                    let consumer = Consumer(pipeline.queue());
                    let work = unbegun.take().map(|(work, receiver)| work(pipeline.queue(), receiver));
                    Box::pin(async move {
                        let (Some(work), consumer) = (work, consumer) else { return };
                        tokio::select! {
                            () = work => {}
                            () = watching.run() => {}
                            () = losses.run() => {}
                            () = pipeline.linger() => {}
                        }
                        drop(consumer);
                        losses.tell();
                    })
                })
            }));
            Self {
                queue,
                route_state: frame.route_state,
                notices: frame.notices,
                providers: frame.providers,
                leases: Mutex::default(),
                left: Notify::new(),
                requests: Mutex::new(Some(sender)),
                watched,
                alarm,
                runtime: id,
                process: Process::current(),
            }
        })
    }

    /// Returns one whose records are never taken: for models of what is before it.
    #[cfg(all(test, model))]
    pub(crate) fn idle(ledger: Arc<Ledger>) -> Arc<Self> {
        let limits = Limits { events: 16, bytes: MAX_BYTES, batch: 16 };
        Arc::new(Self {
            queue: Arc::new(Queue::new(limits, ledger, Arc::default())),
            route_state: Arc::new(RouteState::new(crate::export::BreakerPolicy::default())),
            notices: Arc::default(),
            providers: Arc::default(),
            leases: Mutex::default(),
            left: Notify::new(),
            requests: Mutex::new(None),
            watched: Arc::default(),
            alarm: Alarm::new(Arc::default()),
            runtime: None,
            process: Process::current(),
        })
    }

    /// Returns a part in it for a connection with this provider. `None` if the work is ending, has ended, or is of
    /// another process: there can only be a new one then.
    pub(crate) fn lease(self: &Arc<Self>, provider: Option<Arc<dyn CredentialProvider>>) -> Option<Lease> {
        let mut leases = self.process.lock(&self.leases)?;
        if leases.over || !self.queue.is_open() {
            return None;
        }
        leases.held += 1;
        drop(leases);
        let provided = provider.map(|provider| self.providers.add(provider));
        Some(Lease { pipeline: self.clone(), provided, closed: false })
    }

    /// Ends the work when nobody has had a lease for a while.
    async fn linger(self: Arc<Self>) {
        loop {
            let idle = self.leases.lock().held == 0;
            tokio::select! {
                () = self.left.notified() => {}
                () = sleep(LINGER), if idle => {
                    let mut leases = self.leases.lock();
                    if leases.held == 0 {
                        leases.over = true;
                        break;
                    }
                }
            }
        }
        self.hang_up();
        drop(self);
        // The work is done when it says so.
        std::future::pending().await
    }

    pub(crate) fn queue(&self) -> Arc<Queue<Record>> {
        self.queue.clone()
    }

    /// Returns what was found out beside the work, for whoever holds a lease.
    pub(crate) fn notices(&self) -> Arc<Notices> {
        self.notices.clone()
    }

    pub(crate) fn route_state(&self) -> Arc<RouteState> {
        self.route_state.clone()
    }

    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        self.queue.ledger()
    }

    /// Asks for everything to be sent. `before` is what the books said at the call.
    pub(crate) fn flush(&self, wait: std::time::Duration, before: Stats) -> Waiting {
        self.ask(wait, before, false, None)
    }

    /// Returns the same for connections that end with it.
    fn ask(&self, wait: std::time::Duration, before: Stats, closes: bool, provided: Option<Arc<Provided>>) -> Waiting {
        let (reply, answer) = tokio::sync::oneshot::channel();
        let deadline = later(Instant::now(), wait);
        let request = FlushRequest { deadline, before: Box::new(before), reply, closes, provided };
        if self.process.is_gone() {
            // A child has nothing to send: what its books hold is its parent's.
            let _ = request.reply.send(Flushed::default());
        } else if self.queue.depth().events == 0 && !self.queue.has_begun() {
            // Work that was never begun has nothing to send, either.
            let _ = request.reply.send(Flushed::between(&before, &self.ledger().snapshot(), true));
        } else if !self.begin() {
            // Nobody is there to send what waits: the request is dropped, which is an answer.
        } else if let Some(requests) = self.process.lock(&self.requests).as_deref().and_then(Option::as_ref) {
            // Work that has ended drops the request, which is an answer.
            let _ = requests.send(request);
        }
        Waiting {
            answer,
            until: Waiting::until(wait),
            ledger: self.ledger().clone(),
            before,
            alarm: self.alarm.clone(),
            runtime: self.runtime,
            process: self.process,
        }
    }

    /// Ends the work, whoever holds a lease: it sends what is left, for at most `wait`, and later records are refused.
    pub(crate) fn shut(&self, wait: std::time::Duration) -> Waiting {
        let waiting = self.ask(wait, self.ledger().snapshot(), true, None);
        if let Some(mut leases) = self.process.lock(&self.leases) {
            leases.over = true;
        }
        self.hang_up();
        waiting
    }

    fn hang_up(&self) {
        let Some(requests) = self.process.lock(&self.requests).map(|mut requests| requests.take()) else { return };
        if self.process.is_gone() {
            // A drop would wake the parent's work, and may wait for a thread of it.
            std::mem::forget(requests);
        } else if !self.queue.has_begun() {
            // Nobody will ever take what waits.
            self.queue.close(DropReason::Closed);
        }
    }

    /// Begins what could not be begun before, for want of a thread or of descriptors. Whether the work has begun.
    pub(crate) fn begin(&self) -> bool {
        if self.process.is_gone() {
            return false;
        }
        if self.queue.depth().events > 0 {
            self.queue.begin();
        }
        self.queue.has_begun()
    }

    /// Has the worker look after it.
    pub(crate) fn watch(&self, watched: Weak<dyn Watch>) {
        if self.process.is_gone() {
            return;
        }
        self.watched.fresh.lock().push(watched);
        self.watched.bell.notify_one();
        self.queue.begin();
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        self.hang_up();
    }
}

impl Lease {
    pub(crate) fn pipeline(&self) -> &Arc<Pipeline> {
        &self.pipeline
    }

    /// Gives it back and asks for everything to be sent. The provider is not asked any more once that is answered, nor
    /// once the second value is [released](Provided::release).
    pub(crate) fn close(mut self, wait: std::time::Duration, before: Stats) -> (Waiting, Option<Arc<Provided>>) {
        self.closed = true;
        (self.pipeline.ask(wait, before, true, self.provided.clone()), self.provided.take())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let pipeline = &self.pipeline;
        if pipeline.process.is_gone() {
            return;
        }
        let Some(mut leases) = pipeline.process.lock(&pipeline.leases) else { return };
        leases.held -= 1;
        let is_last = leases.held == 0;
        drop(leases);
        if is_last {
            if !self.closed {
                // Nobody waits, and nobody may come who would: what is left goes now.
                drop(pipeline.ask(PATIENCE, Stats::default(), true, self.provided.take()));
            }
            pipeline.left.notify_one();
        }
    }
}

/// The end of the work, however it comes: what is left is counted.
struct Consumer(Arc<Queue<Record>>);

impl Drop for Consumer {
    fn drop(&mut self) {
        let reason = if has_panicked() { DropReason::Panicked } else { DropReason::Closed };
        self.0.close(reason);
    }
}

/// Something that the worker looks after.
pub(crate) trait Watch: std::fmt::Debug + Send + Sync {
    /// Ends, or lets go of, what is overdue. When something is due next; `None` if this need not be looked after any more.
    fn sweep(&self, now: Instant) -> Option<Instant>;
}

/// What the worker looks after: statements that are open by id and may never be completed, places that are kept for
/// statements that may never come.
#[derive(Debug, Default)]
struct Watched {
    fresh: Mutex<Vec<Weak<dyn Watch>>>,
    bell: Notify,
}

impl Watched {
    /// Sleeps until the first of them is due: a wake-up in its time, and none when there is none.
    async fn run(&self) {
        let mut watched: Vec<(Instant, Weak<dyn Watch>)> = Vec::new();
        loop {
            let now = Instant::now();
            let fresh = std::mem::take(&mut *self.fresh.lock());
            let due = watched.extract_if(.., |(due, _)| *due <= now).map(|(_, it)| it).collect::<Vec<_>>();
            for it in fresh.into_iter().chain(due) {
                if let Some(due) = it.upgrade().and_then(|alive| alive.sweep(now)) {
                    watched.push((due, it));
                }
            }
            if watched.is_empty() {
                watched = Vec::new();
            }
            let next = watched.iter().map(|(due, _)| *due).min();
            tokio::select! {
                () = self.bell.notified() => {}
                () = sleep_until(next.unwrap_or(now)), if next.is_some() => {}
            }
        }
    }
}
