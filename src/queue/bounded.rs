//! The queue itself: [`Lanes`] behind a lock that is held for a few pointer moves, and the bell of its consumer.

use std::sync::Arc;

use tokio::sync::Notify;

use super::budget::Pool;
use super::lanes::{Lanes, Limits, Offer, Priority};
use super::{Source, Want};
use crate::stats::{Depth, DropReason, Ledger, Waiting};
use crate::sync::{AtomicBool, Mutex, MutexGuard, Ordering, Process};

/// Many producers, one consumer; every item offered is taken out once or counted in the ledger as dropped.
///
/// A producer holds the lock for a few pointer moves and nothing else: items that are given up are freed after it is
/// let go, the consumer is woken after it is let go, and the consumer takes whole batches out under it.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    lanes: Mutex<State<T>>,
    bell: Notify,
    /// Not to be used any more: closed, or found to be the copy in a forked child.
    silent: AtomicBool,
    starter: Starter,
    ledger: Arc<Ledger>,
    pool: Arc<Pool>,
    process: Process,
}

#[derive(Debug)]
struct State<T> {
    lanes: Lanes<T>,
    closed: Option<DropReason>,
}

impl<T> Queue<T> {
    /// Returns one that counts in `ledger`, and takes what it holds out of `pool`.
    pub(crate) fn new(limits: Limits, ledger: Arc<Ledger>, pool: Arc<Pool>) -> Self {
        Self::of(limits, ledger, pool, Process::current())
    }

    /// Has `start` called by the first push, or by [`begin`](Self::begin): the consumer comes late, with the first
    /// thing to do. If it says that there can be none now, each further push calls it again.
    pub(crate) fn on_first_wake(&self, start: Box<dyn FnMut() -> bool + Send>) {
        *self.starter.0.lock() = Some(start);
        self.arm(Want::Any);
    }

    /// Returns whether the consumer has been started.
    pub(crate) fn has_begun(&self) -> bool {
        self.process.lock(&self.starter.0).is_some_and(|start| start.is_none())
    }

    /// Starts the consumer, unless it has been, or somebody is just about to.
    pub(crate) fn begin(&self) {
        let Some(mut starter) = self.starter.0.try_lock() else { return };
        let Some(start) = starter.as_mut() else { return };
        let used = if start() { starter.take() } else { None };
        let failed = starter.is_some();
        drop(starter);
        drop(used);
        if failed && let Some(mut state) = self.process.lock(&self.lanes) {
            state.lanes.insist();
        }
    }

    /// Returns whether it makes sense to build a record at all. Asked before one is built; one load.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        !self.silent.load(Ordering::Relaxed)
    }

    /// Hands an item over, or counts it as dropped. Never waits for the consumer.
    #[inline(always)]
    pub(crate) fn push(&self, item: T, priority: Priority, bytes: usize) {
        if self.offer(item, priority, bytes) {
            self.wake();
        }
    }

    /// Ends the queue: what waits, and whatever is pushed later, counts as dropped for `reason`.
    pub(crate) fn close(&self, reason: DropReason) {
        let Some(mut state) = self.process.lock(&self.lanes) else {
            return;
        };
        state.closed.get_or_insert(reason);
        self.ledger.waited(state.lanes.depth().events as u64);
        let left = state.lanes.take(usize::MAX, usize::MAX);
        state.lanes.settle(&self.pool);
        self.silent.store(true, Ordering::Relaxed);
        drop(state);
        self.ledger.drop_events(reason, left.len() as u64);
    }

    /// Counts an event that was not even offered: the queue [is not open](Self::is_open), or its connection is not.
    pub(crate) fn refuse(&self) {
        self.ledger.record(1);
        let reason = self.process.lock(&self.lanes).map_or(DropReason::Forked, |state| self.closed_for(&state));
        self.ledger.drop_events(reason, 1);
    }

    pub(crate) fn depth(&self) -> Depth {
        self.process.lock(&self.lanes).map_or_else(Depth::default, |state| state.lanes.depth())
    }

    pub(crate) fn take(&self, max_events: usize, max_bytes: usize) -> Vec<T> {
        let mut state = self.lanes.lock();
        self.ledger.waited(state.lanes.depth().events as u64);
        state.lanes.take(max_events, max_bytes)
    }

    /// Notes that the consumer has settled all that it took out.
    pub(crate) fn settle(&self) {
        self.lanes.lock().lanes.settle(&self.pool);
    }

    /// Returns what the queue takes of what it holds out of.
    pub(crate) fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }

    /// Returns the books that the queue counts in.
    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    pub(crate) async fn wait(&self, want: Want) {
        while !self.arm(want) {
            // A bell rung between these two lines is kept by `Notify`; a stale one costs one more look.
            self.bell.notified().await;
        }
    }

    fn of(limits: Limits, ledger: Arc<Ledger>, pool: Arc<Pool>, process: Process) -> Self {
        let lanes = Mutex::new(State { lanes: Lanes::new(limits), closed: None });
        let silent = AtomicBool::new(false);
        Self { lanes, bell: Notify::new(), silent, starter: Starter::default(), ledger, pool, process }
    }

    /// The consumer's half of the hand-shake: whether `want` holds, and if not, that it is to be woken for it. Who is
    /// idle keeps no places that he does not need.
    fn arm(&self, want: Want) -> bool {
        let mut state = self.lanes.lock();
        let holds = state.lanes.want(want);
        let unneeded = (want == Want::Any && !holds).then(|| state.lanes.trim());
        drop(state);
        drop(unneeded);
        holds
    }

    /// The producers' half: whether the consumer is to be woken.
    #[inline(always)]
    fn offer(&self, item: T, priority: Priority, bytes: usize) -> bool {
        let Some(mut state) = self.process.lock(&self.lanes) else {
            self.ledger.record(1);
            return self.decline(item);
        };
        self.ledger.record_alone();
        if state.closed.is_some() {
            drop(state);
            return self.decline(item);
        }
        match state.lanes.push(item, priority, bytes) {
            Ok(wake) => wake,
            Err(item) if state.lanes.grow(bytes, &self.pool) => match state.lanes.push(item, priority, bytes) {
                Ok(wake) => wake,
                Err(item) => self.displace(state, item, priority, bytes),
            },
            Err(item) => self.displace(state, item, priority, bytes),
        }
    }

    #[cold]
    fn displace(&self, mut state: MutexGuard<'_, State<T>>, item: T, priority: Priority, bytes: usize) -> bool {
        // Nobody may be there to make room.
        if self.process.is_gone() {
            drop(state);
            self.abandon();
            return self.decline(item);
        }
        let offer = state.lanes.displace(item, priority, bytes, &self.pool);
        drop(state);
        self.count(offer)
    }

    /// What was given up is counted, and freed, outside the lock.
    #[cold]
    fn count(&self, offer: Offer<T>) -> bool {
        let (wake, reason, refused, evicted) = match offer {
            Offer::Taken { wake, evicted } => (wake, DropReason::QueueFull, 0, evicted),
            Offer::Full { evicted, .. } => (false, DropReason::QueueFull, 1, evicted),
            Offer::TooLarge(_) => (false, DropReason::TooLarge, 1, [None, None, None, None]),
        };
        self.ledger.drop_events(reason, refused + evicted.into_iter().flatten().count() as u64);
        wake
    }

    #[cold]
    fn decline(&self, item: T) -> bool {
        drop(item);
        let reason = self.process.lock(&self.lanes).map_or(DropReason::Forked, |state| self.closed_for(&state));
        self.ledger.drop_events(reason, 1);
        false
    }

    /// Returns what closed the queue; or, while it is open, that the caller's own connection is closed.
    fn closed_for(&self, state: &State<T>) -> DropReason {
        let open = if self.is_open() { DropReason::Closed } else { DropReason::Forked };
        state.closed.unwrap_or(open)
    }

    /// Out of line: it costs a thousand times what a push costs, and happens once a batch.
    #[cold]
    fn wake(&self) {
        if self.process.is_gone() {
            self.abandon();
        } else {
            self.begin();
            self.bell.notify_one();
        }
    }

    /// In a forked child: what waits is a copy of the parent's, or has nobody to send it.
    fn abandon(&self) {
        let left = self.process.lock(&self.lanes).map(|mut state| {
            state.closed = Some(DropReason::Forked);
            state.lanes.take(usize::MAX, usize::MAX)
        });
        self.silent.store(true, Ordering::Relaxed);
        self.ledger.drop_events(DropReason::Forked, left.map_or(0, |left| left.len() as u64));
    }
}

impl<T: Send + 'static> Source for Arc<Queue<T>> {
    type Item = T;

    fn depth(&self) -> Depth {
        Queue::depth(self)
    }

    fn take(&self, max_events: usize, max_bytes: usize) -> Vec<T> {
        Queue::take(self, max_events, max_bytes)
    }

    fn settle(&self) {
        Queue::settle(self);
    }

    fn wait(&self, want: Want) -> impl Future<Output = ()> + Send {
        Queue::wait(self, want)
    }
}

/// What nobody took out any more is no burden to others.
impl<T> Drop for Queue<T> {
    fn drop(&mut self) {
        if let Some(mut state) = self.lanes.try_lock() {
            drop(state.lanes.take(usize::MAX, usize::MAX));
            state.lanes.settle(&self.pool);
        }
    }
}

impl<T: Send + std::fmt::Debug> Waiting for Queue<T> {
    fn depth(&self) -> Depth {
        Queue::depth(self)
    }
}

/// Who starts the consumer; nobody once it has been, and where there is none to start.
#[derive(Default)]
struct Starter(Mutex<Option<Box<dyn FnMut() -> bool + Send>>>);

impl std::fmt::Debug for Starter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Starter")
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::sync::AtomicU64;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    const LIMITS: Limits = Limits { events: 4, bytes: 400, batch: 3 };

    fn queue() -> (Queue<u32>, Arc<Ledger>) {
        let ledger = Arc::new(Ledger::default());
        (Queue::new(LIMITS, ledger.clone(), Arc::default()), ledger)
    }

    #[test]
    fn a_closed_queue_counts_what_it_held_and_what_comes_after() {
        let (queue, ledger) = queue();
        queue.push(1, Priority::Plain, 1);
        queue.close(DropReason::Closed);
        assert!(!queue.is_open());
        queue.push(2, Priority::Urgent, 1);
        queue.refuse();
        assert_eq!(ledger.dropped(DropReason::Closed), 3);
        assert_eq!(queue.depth(), Depth::default());
    }

    #[test]
    fn the_consumer_is_told_when_its_want_comes_true() {
        let (queue, _) = queue();
        let mut context = Context::from_waker(Waker::noop());
        let mut any = pin!(queue.wait(Want::Any));
        assert_eq!(any.as_mut().poll(&mut context), Poll::Pending);
        queue.push(1, Priority::Plain, 1);
        assert_eq!(any.as_mut().poll(&mut context), Poll::Ready(()));
        let mut batch = pin!(queue.wait(Want::Batch));
        assert_eq!(batch.as_mut().poll(&mut context), Poll::Pending);
        queue.push(2, Priority::Plain, 1);
        assert_eq!(batch.as_mut().poll(&mut context), Poll::Pending);
        queue.push(3, Priority::Plain, 1);
        assert_eq!(batch.as_mut().poll(&mut context), Poll::Ready(()));
    }

    #[test]
    fn what_is_settled_or_dropped_goes_back_to_the_budget() {
        let pool = Arc::new(Pool::default());
        let queue = Arc::new(Queue::new(LIMITS, Arc::default(), pool.clone()));
        assert!(Arc::ptr_eq(queue.pool(), &pool));
        queue.push(1, Priority::Plain, 10);
        assert_eq!(Source::take(&queue, 9, 99), [1]);
        assert_ne!(pool.taken().bytes, 0, "somebody has it in his hands");
        Source::settle(&queue);
        assert_eq!((pool.taken().events, pool.taken().bytes), (0, 0));
        queue.push(2, Priority::Plain, 10);
        assert_ne!(pool.taken().bytes, 0);
        drop(queue);
        assert_eq!((pool.taken().events, pool.taken().bytes), (0, 0));
    }

    #[test]
    fn a_consumer_keeps_its_places_until_it_is_idle() {
        let limits = Limits { events: 1_000, bytes: 100_000, batch: 50 };
        let queue = Queue::new(limits, Arc::default(), Arc::default());
        (0..1_000).for_each(|n| queue.push(n, Priority::Plain, 1));
        drop(queue.take(999, usize::MAX));
        let freed = |want| {
            let mut context = Context::from_waker(Waker::noop());
            let poll = || {
                let _ = pin!(queue.wait(want)).poll(&mut context);
            };
            -allocation_counter::measure(poll).bytes_current
        };
        assert_eq!(freed(Want::Any), 0, "there is something to do");
        drop(queue.take(999, usize::MAX));
        assert_eq!(freed(Want::Batch), 0, "there will be");
        assert!(freed(Want::Any) > 1_000);
    }

    #[test]
    fn a_consumer_that_cannot_be_started_is_tried_again_with_each_push() {
        let (queue, ledger) = queue();
        let (asked, can) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let start = {
            let (asked, can) = (asked.clone(), can.clone());
            move || {
                asked.fetch_add(1, Ordering::Relaxed);
                can.load(Ordering::Relaxed)
            }
        };
        queue.on_first_wake(Box::new(start));
        assert!(!queue.has_begun());
        for tries in 1..=3 {
            queue.push(1, Priority::Plain, 1);
            assert_eq!((asked.load(Ordering::Relaxed), queue.has_begun()), (tries, false));
        }
        can.store(true, Ordering::Relaxed);
        queue.push(1, Priority::Plain, 1);
        assert_eq!((asked.load(Ordering::Relaxed), queue.has_begun()), (4, true));
        queue.push(1, Priority::Urgent, 1);
        assert_eq!(asked.load(Ordering::Relaxed), 4, "it has been");
        assert_eq!((queue.depth().events, ledger.dropped(DropReason::QueueFull)), (4, 1));
    }

    #[test]
    fn a_forked_child_rings_nobody_and_goes_silent() {
        let ledger = Arc::new(Ledger::default());
        let queue = Queue::of(LIMITS, ledger.clone(), Arc::default(), Process::other());
        assert!(!queue.arm(Want::Any));
        queue.push(1, Priority::Plain, 1);
        assert!(!queue.is_open());
        queue.push(2, Priority::Plain, 1);
        assert_eq!(ledger.dropped(DropReason::Forked), 2);
    }

    #[test]
    fn a_forked_child_never_waits_for_a_lock_of_its_parent() {
        let ledger = Arc::new(Ledger::default());
        let queue = Queue::of(LIMITS, ledger.clone(), Arc::default(), Process::other());
        let held = queue.lanes.lock();
        queue.push(1, Priority::Plain, 1);
        queue.close(DropReason::Closed);
        assert_eq!(queue.depth(), Depth::default());
        drop(held);
        assert_eq!(ledger.dropped(DropReason::Forked), 1);
    }
}

#[cfg(all(test, model))]
mod model {
    use super::*;
    use loom::thread;

    const LIMITS: Limits = Limits { events: 2, bytes: 400, batch: 2 };

    /// Two producers against a consumer that drains until it has to sleep: nothing is lost, and it never sleeps on
    /// records that nobody will wake it for.
    #[test]
    fn no_record_is_lost_and_no_wake_up_missed() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let queue = loom::sync::Arc::new(Queue::new(LIMITS, ledger.clone(), Arc::default()));
            let producers = [1u32, 2].map(|item| {
                let queue = queue.clone();
                thread::spawn(move || queue.offer(item, Priority::Plain, 1))
            });
            let mut seen = 0;
            let mut asleep = false;
            for _ in 0..2 {
                asleep = !queue.arm(Want::Any);
                if asleep {
                    break;
                }
                seen += queue.take(9, 99).len();
            }
            let woken = producers.map(|producer| producer.join().expect("no panic")).contains(&true);
            let left = queue.depth().events;
            assert_eq!(seen + left, 2);
            if asleep && left > 0 {
                assert!(woken, "asleep with {left} records");
            }
        });
    }

    /// A push against a close: the event is held by neither, and counted by one.
    #[test]
    fn a_push_that_races_a_close_is_counted_once() {
        loom::model(|| {
            let ledger = Arc::new(Ledger::default());
            let queue = loom::sync::Arc::new(Queue::new(LIMITS, ledger.clone(), Arc::default()));
            let other = queue.clone();
            let pusher = thread::spawn(move || other.offer(1u32, Priority::Plain, 1));
            queue.close(DropReason::Closed);
            pusher.join().expect("no panic");
            assert_eq!(queue.depth().events, 0);
            assert_eq!(ledger.dropped(DropReason::Closed), 1);
        });
    }
}
