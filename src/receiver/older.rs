//! Reading what was stored before this process began, when somebody wants to see it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Index;
use crate::receiver::event::Event;
use crate::receiver::shared::Shared;
use crate::receiver::store::{Filter, Order};

/// How many logs are read at once: few enough that nobody waits long for a reader.
const BATCH: usize = 2000;

impl Index {
    /// Begins to read the older logs, unless that is done or being done, on a thread of its own.
    pub(crate) fn load(shared: &Arc<Shared>) {
        let index = &shared.writer.index;
        let missing = index.missing(0).is_some();
        if !missing || index.loading.swap(true, Ordering::Relaxed) {
            return;
        }
        let shared = Arc::clone(shared);
        let read = move || {
            let index = Arc::clone(&shared.writer.index);
            let before = index.began();
            let mut after = 0;
            loop {
                let filter = Filter { after: Some(after), before: Some(before), ..Filter::default() };
                let rows = shared.read(|reader| reader.logs(&filter, Order::OldestFirst, BATCH));
                let Ok(rows) = rows else { break };
                let Some(last) = rows.last() else { break };
                after = last.seq;
                index.older(
                    rows.into_iter().map(|row| (row.received_at, Event::new(row))).map(|(at, it)| (it, at)).collect(),
                );
                if *shared.stop.borrow() {
                    return;
                }
            }
            index.finished();
        };
        if std::thread::Builder::new().name("receiver-index".to_owned()).spawn(read).is_err() {
            index.loading.store(false, Ordering::Relaxed);
        }
    }

    fn began(&self) -> i64 {
        self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner).began
    }
}
