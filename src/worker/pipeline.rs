//! What the connections of one host and one credential share.

use std::sync::{Arc, Weak};

use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, sleep_until},
};

use super::{RuntimeChoice, Waiting, Worker, thread::Job};
use crate::{
    collect::{Connection, Record},
    export::{Gate, Notices},
    queue::{
        FlushRequest, Flushed, Limits, Pool, Queue,
        sync::{Mutex, Process},
    },
    stats::{DropReason, Ledger, Stats},
};

/// Most events that a pipeline's queue holds: ten seconds of a driver that ends a thousand statements a second.
const MAX_EVENTS: usize = 10_240;
/// Most bytes that they may take. With the places for them (1 MiB) and what the exporter has in its hands (twice a
/// batch of at most 1 MiB, and a body of as much), a pipeline stays below 8 MiB.
const MAX_BYTES: usize = 4 << 20;

/// Makes the work of a pipeline: the source and the requests are given, the rest it brings.
pub(crate) type Work = Box<dyn FnOnce(Arc<Queue<Record>>, mpsc::UnboundedReceiver<FlushRequest>) -> Job + Send>;

/// A lease on the work of one host and credential; the drop of the last one ends it.
#[derive(Debug)]
pub(crate) struct Pipeline {
    queue: Arc<Queue<Record>>,
    gate: Arc<Gate>,
    notices: Arc<Notices>,
    /// Closed by dropping it: the work drains what is left, and ends.
    requests: Mutex<Option<mpsc::UnboundedSender<FlushRequest>>>,
    watched: Arc<Watched>,
    process: Process,
}

impl Pipeline {
    /// The queue of one: it counts in `ledger`, and takes what it holds out of `pool`.
    pub(crate) fn queue_of(batch: usize, ledger: Arc<Ledger>, pool: Arc<Pool>) -> Arc<Queue<Record>> {
        Arc::new(Queue::new(Limits { events: MAX_EVENTS, bytes: MAX_BYTES, batch }, ledger, pool))
    }

    pub(crate) fn new(
        queue: Arc<Queue<Record>>,
        gate: Arc<Gate>,
        notices: Arc<Notices>,
        worker: Arc<Worker>,
        runtime: RuntimeChoice,
        work: Work,
    ) -> Arc<Self> {
        let (sender, receiver) = mpsc::unbounded_channel();
        let watched = Arc::new(Watched::default());
        let (weak, watching, losses) = (Arc::downgrade(&queue), watched.clone(), queue.ledger().losses().clone());
        queue.on_first_wake(Box::new(move || {
            let Some(queue) = weak.upgrade() else { return };
            let consumer = Consumer(queue.clone());
            let work = work(queue, receiver);
            let job = async move {
                let consumer = consumer;
                tokio::select! {
                    () = work => {}
                    () = watching.run() => {}
                    () = losses.run() => {}
                }
                drop(consumer);
                losses.tell();
            };
            worker.start(Box::pin(job), &runtime);
        }));
        Arc::new(Self {
            queue,
            gate,
            notices,
            requests: Mutex::new(Some(sender)),
            watched,
            process: Process::current(),
        })
    }

    /// One whose records are never taken: for models of what is before it.
    #[cfg(all(test, model))]
    pub(crate) fn idle(ledger: Arc<Ledger>) -> Arc<Self> {
        let limits = Limits { events: 16, bytes: MAX_BYTES, batch: 16 };
        Arc::new(Self {
            queue: Arc::new(Queue::new(limits, ledger, Arc::default())),
            gate: Arc::new(Gate::new(crate::export::BreakerPolicy::default())),
            notices: Arc::default(),
            requests: Mutex::new(None),
            watched: Arc::default(),
            process: Process::current(),
        })
    }

    pub(crate) fn queue(&self) -> Arc<Queue<Record>> {
        self.queue.clone()
    }

    /// What was found out beside the work, for whoever holds a lease.
    pub(crate) fn notices(&self) -> Arc<Notices> {
        self.notices.clone()
    }

    pub(crate) fn gate(&self) -> Arc<Gate> {
        self.gate.clone()
    }

    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        self.queue.ledger()
    }

    /// Asks for everything to be sent. `before` is what the books said at the call.
    pub(crate) fn flush(&self, wait: std::time::Duration, before: Stats) -> Waiting {
        let (reply, answer) = tokio::sync::oneshot::channel();
        let request = FlushRequest { deadline: Instant::now() + wait, before: Box::new(before), reply };
        if self.process.is_gone() {
            // A child has nothing to send: what its books hold is its parent's.
            let _ = request.reply.send(Flushed::default());
        } else if !self.queue.has_begun() {
            // Work that was never begun has nothing to send, either.
            let _ = request.reply.send(Flushed::between(&before, &self.ledger().snapshot(), true));
        } else if let Some(requests) = self.process.lock(&self.requests).as_deref().and_then(Option::as_ref) {
            // Work that has ended drops the request, which is an answer.
            let _ = requests.send(request);
        }
        Waiting::new(answer, wait, self.ledger().clone(), before)
    }

    /// Ends the work, whoever holds a lease: it drains what is left, and later records are refused.
    pub(crate) fn hang_up(&self) {
        if let Some(mut requests) = self.process.lock(&self.requests) {
            requests.take();
        }
    }

    /// Looks after a connection's statements that are open by id.
    pub(crate) fn watch(&self, connection: Weak<Connection>) {
        if self.process.is_gone() {
            return;
        }
        self.watched.connections.lock().push(connection);
        self.watched.bell.notify_one();
        self.queue.begin();
    }
}

/// The end of the work, however it comes: what is left is counted.
struct Consumer(Arc<Queue<Record>>);

impl Drop for Consumer {
    fn drop(&mut self) {
        let reason = if std::thread::panicking() { DropReason::Panicked } else { DropReason::Closed };
        self.0.close(reason);
    }
}

/// Connections with statements that are open by id and may never be completed.
#[derive(Debug, Default)]
struct Watched {
    connections: Mutex<Vec<Weak<Connection>>>,
    bell: Notify,
}

impl Watched {
    /// Sleeps until the oldest of them is due: a wake-up in its time to live, and none when there is none.
    async fn run(&self) {
        loop {
            let connections = std::mem::take(&mut *self.connections.lock());
            let mut next = None;
            for connection in connections {
                let Some(alive) = connection.upgrade() else { continue };
                alive.keyed.sweep(Instant::now());
                if let Some(due) = alive.keyed.next_due().or_else(|| alive.unwatch()) {
                    next = Some(next.map_or(due, |next: Instant| next.min(due)));
                    self.connections.lock().push(connection);
                }
            }
            tokio::select! {
                () = self.bell.notified() => {}
                () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => {}
            }
        }
    }
}
