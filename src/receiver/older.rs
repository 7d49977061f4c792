//! Reading what was stored before this process began into the index, when somebody wants to see it.

use std::sync::Arc;
use std::thread;

use super::event::Event;
use super::shared::Shared;
use super::store::Filter;

/// How many logs are read at once: few enough that nobody waits long for a reader.
const BATCH: usize = 2000;

/// Begins to read the older logs, unless that is done or being done, on a thread of its own.
pub(crate) fn load(shared: &Arc<Shared>) {
    let Some(before) = shared.writer.index.begin_older() else { return };
    let on_thread = Arc::clone(shared);
    if thread::Builder::new().name("receiver-index".to_owned()).spawn(move || read(&on_thread, before)).is_err() {
        shared.writer.index.end_older(false);
    }
}

/// Reads the logs before that one, the oldest first.
fn read(shared: &Shared, before: i64) {
    let index = &shared.writer.index;
    let mut after = 0;
    loop {
        let filter = Filter { after: Some(after), before: Some(before), ..Filter::default() };
        let Ok(rows) = shared.read(|reader| reader.logs(&filter, BATCH)) else { break };
        let Some(last) = rows.last() else { break };
        after = last.seq;
        index.older(rows.into_iter().map(|row| (row.received_at, Event::from(row))).map(|(at, it)| (it, at)).collect());
        if *shared.stop.borrow() {
            return;
        }
    }
    index.end_older(true);
}
