//! Kinds of logs: what is judged once for all logs that differ in nothing but their own values.

use std::sync::{Arc, PoisonError, RwLock};

use super::hashed::HashedMap;
use super::marks::Mark;
use super::own::Own;
use super::split::Constants;
use super::{Endpoint, hash};
use crate::check::{RawLog, Score};
use crate::contract::EventKind;
use crate::privacy::today;
use crate::receiver::client::Client;
use crate::receiver::finding::LiveFinding;

/// How many kinds are remembered. Drivers have a few dozen; one takes up to some ten thousand bytes.
const MOST: usize = 1000;

/// What logs of one kind have in common.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) client: Arc<Client>,
    /// What the privacy pass leaves of them, but for the values that vary.
    pub(crate) body: Constants,
    /// The hash of that.
    pub(crate) constants: u64,
    /// What was found in them, and its hash.
    pub(crate) findings: Vec<LiveFinding>,
    pub(crate) finding_set: Option<u64>,
    /// What they tell of, and how complete they are.
    pub(crate) event: EventKind,
    pub(crate) score: Score,
    /// What the page looks them up by; empty where they tell none.
    pub(crate) operation: &'static str,
    pub(crate) error: String,
    /// The marks of the first of them.
    pub(super) marks: Vec<Mark>,
}

impl Kind {
    /// Returns the marks of a log of this kind, whose own values have these.
    pub(super) fn marks(&self, own: &[(u16, u16)]) -> Vec<Mark> {
        let mut marks = self.marks.clone();
        let mut rest = marks.iter_mut();
        for (leaf, value) in own {
            if let Some(mark) = rest.find(|mark| mark.leaf == *leaf) {
                mark.value = *value;
            }
        }
        marks
    }
}

/// The kinds of logs that came. When they are too many, they are forgotten, and judged again.
#[derive(Debug, Default)]
pub(crate) struct Kinds(RwLock<HashedMap<Arc<Kind>>>);

impl Kinds {
    pub(super) fn get(&self, key: u64) -> Option<Arc<Kind>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    pub(super) fn remember(&self, key: u64, kind: &Arc<Kind>) {
        let mut kinds = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kinds.len() >= MOST {
            kinds.clear();
        }
        kinds.insert(key, Arc::clone(kind));
    }
}

/// The upload whose logs are read.
pub(super) struct Upload<'a> {
    pub(super) sender: Option<&'a Client>,
    kinds: &'a Kinds,
    /// What the verdict on a log depends on besides the log, hashed.
    circumstances: u64,
}

impl<'a> Upload<'a> {
    pub(super) fn new(endpoint: Endpoint, sender: Option<&'a Client>, kinds: &'a Kinds) -> Self {
        // What may not go unauthenticated is told, who sent it is who wrote it where it does not say so itself, and fields
        // expire.
        let circumstances = hash((endpoint == Endpoint::Unauthenticated, sender, today()));
        Self { sender, kinds, circumstances }
    }

    /// Returns whether what is said of a log may be said of all others of its kind.
    pub(super) fn is_telling(log: &RawLog, own: &Own) -> bool {
        own.is_sound && log.conforms()
    }

    /// Returns the kind of a log, if one was judged that tells of it.
    pub(super) fn known(&self, log: &RawLog, own: &Own) -> Option<Arc<Kind>> {
        Self::is_telling(log, own).then(|| self.kinds.get(own.kind(self.circumstances))).flatten()
    }

    pub(super) fn remember(&self, own: &Own, kind: &Arc<Kind>) {
        self.kinds.remember(own.kind(self.circumstances), kind);
    }
}
