//! What leaves, for the user to see: every request, what it came to, and every event that was given up, in a file of
//! the user's own.
//!
//! A line is written before its request is sent, so that a process that ends meanwhile has not sent what its user
//! cannot see. Everything here happens on the worker, and nothing of it stands in the way of an upload: what cannot be
//! written is counted, and the count is written with the next line that can.

mod line;
mod nowhere;
mod ring;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use bytes::Bytes;
use http::{Request, Response};

use self::ring::{Ring, Unwritten};
use crate::config::Diagnostic;
use crate::export::policy::answer;
use crate::export::policy::outcome::{Attempt, Outcome};
use crate::stats::{DropReason, Stats};
use crate::sync::{AtomicU64, Mutex, Ordering, Process};

pub(crate) use self::nowhere::Nowhere;

/// One file, written by every pipeline that names it.
#[derive(Debug)]
pub(crate) struct Mirror {
    ring: Mutex<Ring>,
    /// Whether nothing is sent: then that is what every request comes to.
    is_local: bool,
    /// What the ids of this mirror's lines begin with.
    run: u64,
    next: AtomicU64,
    process: Process,
}

/// The mirrors of a process, by their file.
#[derive(Debug, Default)]
pub(crate) struct Mirrors {
    open: Mutex<HashMap<(PathBuf, bool), Weak<Mirror>>>,
    process: Process,
}

impl Mirrors {
    /// Returns the one that writes this file. `None` in a forked child of whoever asks at this moment.
    pub(crate) fn get(&self, file: &Path, is_local: bool) -> Option<Arc<Mirror>> {
        let mut open = self.process.lock(&self.open)?;
        let key = (file.to_owned(), is_local);
        if let Some(mirror) = open.get(&key).and_then(Weak::upgrade) {
            return Some(mirror);
        }
        open.retain(|_, mirror| mirror.strong_count() > 0);
        let mirror = Arc::new(Mirror::new(file, is_local));
        open.insert(key, Arc::downgrade(&mirror));
        Some(mirror)
    }
}

impl Mirror {
    pub(crate) fn new(file: &Path, is_local: bool) -> Self {
        Self {
            ring: Mutex::new(Ring::new(file)),
            is_local,
            run: getrandom::u64().unwrap_or_else(|_| u64::from(std::process::id())),
            next: AtomicU64::new(0),
            process: Process::current(),
        }
    }

    /// Notes a request that is about to be sent. What it comes to is noted when it is [told](Sent::came_to), or as cut
    /// off when nobody does.
    pub(in crate::export) fn sends(self: &Arc<Self>, request: &Request<Bytes>) -> Sent {
        let id = self.id();
        self.write(&line::sent(&id, request));
        Sent { mirror: Arc::clone(self), id, told: false }
    }

    /// Notes the events that were given up since `told`, which it brings up to date.
    pub(in crate::export) fn losses(&self, told: &mut [u64; DropReason::ALL.len()], now: &Stats) {
        for reason in DropReason::ALL {
            let all = now.dropped(reason);
            let events = all.saturating_sub(std::mem::replace(&mut told[reason as usize], all));
            if events > 0 {
                self.write(&line::dropped(&self.id(), reason, events));
            }
        }
    }

    /// Returns why nothing is written, if that is so.
    pub(in crate::export) fn diagnostic(&self) -> Option<Diagnostic> {
        let expected = self.process.lock(&self.ring)?.trouble()?.expected();
        Some(Diagnostic::new("mirror", expected, "what is sent is not mirrored"))
    }

    fn id(&self) -> String {
        format!("{:016x}-{}", self.run, self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn write(&self, line: &str) {
        // The child of a driver that was forked while it worked here has no part in this.
        if !self.process.is_gone()
            && let Some(mut ring) = self.process.lock(&self.ring)
        {
            ring.write(line);
        }
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        if !self.process.is_gone()
            && let Some(mut ring) = self.process.lock(&self.ring)
        {
            ring.settle();
        }
    }
}

/// A request that was noted and whose end was not.
pub(in crate::export) struct Sent {
    mirror: Arc<Mirror>,
    id: String,
    told: bool,
}

impl Sent {
    /// Notes what it came to.
    pub(in crate::export) fn came_to(mut self, attempt: &Attempt) {
        self.told = true;
        let (word, status) = match attempt {
            _ if self.mirror.is_local => (line::LOCAL, None),
            Attempt::Panicked => (line::PANICKED, None),
            Attempt::NoAnswer(outcome) => (outcome.as_str(), None),
            Attempt::Answer(outcome, response) => (read(*outcome, response).as_str(), Some(response.status())),
        };
        self.mirror.write(&line::outcome(&self.id, word, status));
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        if !self.told {
            self.mirror.write(&line::outcome(&self.id, line::CUT_OFF, None));
        }
    }
}

/// A 2xx may be somebody else's.
fn read(outcome: Outcome, response: &Response<Bytes>) -> Outcome {
    match outcome {
        Outcome::Delivered if answer::accepted(response).is_err() => Outcome::NotTheService,
        outcome => outcome,
    }
}

impl Unwritten {
    fn expected(self) -> &'static str {
        match self {
            Self::NoFile => "a file that can be made and written",
            Self::NotOurs => "a regular file of this user's that is no link and has one name",
            Self::Foreign => "a file that is empty or a mirror",
            Self::Full => "room on the disk",
            Self::Busy => "a file that nobody keeps locked",
        }
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use http::StatusCode;
    use serde_json::Value;

    fn mirror() -> (tempfile::TempDir, PathBuf, Arc<Mirror>) {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mirror");
        let mirror = Arc::new(Mirror::new(&file, false));
        (directory, file, mirror)
    }

    fn lines(file: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(file).expect("a file");
        text.lines().skip(1).map(|line| serde_json::from_str(line).expect("an object")).collect()
    }

    #[test]
    fn there_is_one_for_a_file_while_somebody_holds_it() {
        let mirrors = Mirrors::default();
        let get = |name: &str| mirrors.get(Path::new(name), false).expect("no child");
        let one = get("one");
        drop(get("two"));
        assert_eq!(mirrors.open.lock().len(), 2);
        let three = get("three");
        assert_eq!(mirrors.open.lock().len(), 2, "the second is gone");
        assert!(Arc::ptr_eq(&one, &get("one")) && Arc::ptr_eq(&three, &get("three")));
    }

    #[test]
    fn every_request_has_an_id_and_what_it_came_to() {
        let (_directory, file, mirror) = mirror();
        let send = || mirror.sends(&Request::new(Bytes::new()));
        let answer = |body: &'static str| {
            Attempt::Answer(Outcome::Delivered, Response::new(Bytes::from_static(body.as_bytes())))
        };
        drop(send());
        send().came_to(&answer(""));
        send().came_to(&answer("<html>Sign in</html>"));
        let lines = lines(&file);
        let ids: Vec<_> = lines.iter().filter_map(|line| line.get("sent")).collect();
        assert!(ids.len() == 3 && ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "{ids:?}");
        let outcomes: Vec<_> = lines.iter().filter(|line| line.get("outcome").is_some()).collect();
        assert!(outcomes.iter().map(|line| &line["outcome"]).eq(ids), "{outcomes:?}");
        let came_to: Vec<_> = outcomes.iter().map(|line| (line["what"].as_str(), line["status"].as_u64())).collect();
        let ok = Some(u64::from(StatusCode::OK.as_u16()));
        assert_eq!(came_to, [(Some("cut_off"), None), (Some("delivered"), ok), (Some("not_the_service"), ok)]);
    }

    #[cfg(unix)]
    #[test]
    fn what_waits_is_written_when_the_last_holder_goes() {
        let (_directory, file, mirror) = mirror();
        let held = ring::open(&file).expect("a file");
        drop(mirror.sends(&Request::new(Bytes::new())));
        assert!(mirror.diagnostic().is_some(), "somebody else has it");
        drop(held);
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "");
        drop(mirror);
        assert_eq!(lines(&file).len(), 2);
    }
}
